"""Words in which a hand may have written a name go when their term ends; what happened stays."""

import uuid
from datetime import timedelta

from django.urls import reverse

from wijkwerk.domain.workshop import privacy
from wijkwerk.domain.workshop.models import DeskDay, Loan, OfflineDeed, Payment, SchemeEntry
from wijkwerk.domain.workshop.operations import (
    bicycles,
    days,
    gardens,
    lending,
    money,
    queue,
    residents,
    schemes,
    tools,
)
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_loan, make_resident, make_tool, sign_in
from wijkwerk.domain.workshop.tests.rota_factories import make_garden
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Channel, Letter

LATER = MONDAY + timedelta(days=3000)
SAYS = {"by": CLOCK, "at": MONDAY}
ON_PAPER = {"reply_by": Channel.POST, "reply_address": "Lindelaan 1"}


def erase(model, part="", before=LATER):
    line = next(line for line in privacy.LINES if (line.model, line.part) == (model, part))
    count = privacy.erase(line, before=before, at=LATER)
    assert privacy.erase(line, before=before, at=LATER) == 0
    return count


def without_network(workshop, who="Rika Veen", code="T-1"):
    done = queue.Done(uuid.uuid4(), "loan", MONDAY, code=code, who=who)
    return queue.take_in(workshop, done, **SAYS)


def test_why_money_went_back_goes_off_the_receipt_and_the_amounts_stay(workshop):
    paid = money.receive(workshop, amount_cents=500, method="cash", words="Koffie voor Rika", **SAYS)
    money.pay_back(paid, because="Rika Veen betaalde dubbel", **SAYS)
    assert erase("workshop.Payment", "words", before=MONDAY) == 0
    assert erase("workshop.Payment", "words") == 2
    assert list(Payment.objects.order_by("number").values_list("words", "amount_cents")) == [
        ("Betaald", 500),
        ("Terugbetaald", -500),
    ]


def test_why_the_box_did_not_agree_goes_and_the_counts_stay(workshop, host):
    day = days.open_day(workshop, by=host, at=MONDAY)
    days.close_day(day, counted_cents=100, difference_because="Rika legde geld bij", by=host, at=MONDAY)
    days.reopen_day(day, because="Rika vergiste zich", by=host, at=MONDAY)
    days.close_day(day, counted_cents=200, difference_because="Rika legde geld bij", by=host, at=MONDAY)
    assert (erase("workshop.DeskDay", before=MONDAY), erase("workshop.DeskDay")) == (0, 1)
    told = DeskDay.objects.values_list("difference_because", "reopened_because", "counted_cents")
    assert list(told) == [("–", "–", 200)]


def test_what_was_said_of_a_bicycle_that_went_goes_and_how_the_check_ended_stays(workshop):
    here, gone = (made.receive(workshop, frame_number="") for _each in range(2))
    for bicycle in (here, gone):
        bicycles.check_theft(bicycle, outcome="no_number", note="Van de vader van Rika Veen", **SAYS)
    bicycles.scrap_bicycle(gone, because="Rika wilde hem niet", **SAYS)
    assert (erase("workshop.Bicycle", before=MONDAY), erase("workshop.Bicycle")) == (0, 1)
    for bicycle in (here, gone):
        bicycle.refresh_from_db()
    assert (gone.theft_note, gone.ended_because, gone.theft_outcome) == ("–", "–", "no_number")
    assert here.theft_note == "Van de vader van Rika Veen"


def test_why_an_award_was_withdrawn_goes_and_that_it_was_stays(workshop, rika):
    scheme = made.make_scheme(workshop)
    entry = schemes.give_money(scheme, resident=rika, amount_cents=1_000, **SAYS)
    schemes.withdraw_award(entry, because="Rika Veen is verhuisd", **SAYS)
    assert (erase("workshop.SchemeEntry", "reasons", before=MONDAY), erase("workshop.SchemeEntry", "reasons")) == (0, 1)
    assert SchemeEntry.objects.get().withdrawn_because == "–"


def test_what_was_noted_with_a_loan_and_on_its_tool_goes(workshop, rika):
    tool = make_tool(make_kind(workshop, parts="Hoes"))
    lending.lend([tool], resident=rika, out_note="Voor Rika", **SAYS)
    assert erase("workshop.Loan") == 0
    lending.give_back(tool, in_note="Bracht Jan terug", missing_parts=["Hoes"], **SAYS)
    tools.set_state(tool, state="missing", because="Ligt bij Rika Veen", **SAYS)
    assert (erase("workshop.Loan", before=MONDAY), erase("workshop.Loan")) == (0, 1)
    assert (erase("workshop.Tool", before=MONDAY), erase("workshop.Tool")) == (0, 1)
    tool.refresh_from_db()
    assert list(Loan.objects.values_list("out_note", "in_note")) == [("", "")]
    assert (tool.condition, tool.state_because, tool.state) == ("", "–", "missing")


def test_the_term_of_a_note_counts_from_when_it_was_written(workshop):
    tool = make_tool(make_kind(workshop))
    tools.change_tool(tool, code="T-9", condition="Kras van Rika", by=CLOCK, at=LATER)
    tools.change_tool(tool, code="T-9", condition="Kras van Rika", shelf="A", **SAYS)
    assert erase("workshop.Tool", before=MONDAY + timedelta(hours=1)) == 0


def test_a_letter_that_nobody_posts_does_not_lie_there_for_ever(workshop, parkwijk):
    garden, rika = make_garden(parkwijk), make_resident(workshop, **ON_PAPER)
    made.bring(rika)
    gardens.put_on_list(garden, resident=rika, **SAYS)
    make_loan(make_tool(make_kind(workshop)), rika)
    assert Letter.objects.filter(state="to_do").count() == 1
    assert (erase("outbox.Letter", "workshop", before=MONDAY), erase("outbox.Letter", "workshop")) == (0, 1)


def test_what_was_written_about_a_plot_goes_with_the_agreement(workshop, parkwijk):
    garden, rika = make_garden(parkwijk), make_resident(workshop, **ON_PAPER)
    waiting = gardens.put_on_list(garden, resident=rika, **SAYS)
    gardens.withdraw(waiting, **SAYS)
    assert (erase("workshop.PlotWaiting"), Letter.objects.count()) == (1, 0)


def test_who_asks_to_be_forgotten_is_forgotten_in_letters_to_an_earlier_address_too(workshop, rika):
    made.bring(rika)
    made.book(made.make_bench(workshop), rika)
    assert Letter.objects.count() == 1
    residents.change_resident(rika, name="R. Smit", reply_by="phone", reply_address="0599 000 000", **SAYS)
    residents.forget_resident(rika, **SAYS)
    assert not Letter.objects.exists()


def test_who_borrowed_chairs_for_a_neighbour_stays_known_with_them(workshop, rika, host):
    neighbour, double = make_resident(workshop, "Buur"), make_resident(workshop, "Buur dubbel")
    loan = lending.lend_counted(make_kind(workshop, stock=9), number=2, resident=rika, for_resident=double, **SAYS)
    residents.merge_residents(double, into=neighbour, by=host, at=MONDAY)
    loan.refresh_from_db()
    assert loan.for_resident == neighbour
    assert erase("workshop.Resident") == 0


# ── Done without a network, and never sorted out ───────────────────────────────────────────────────────────────────
def test_what_nobody_sorted_out_stays_without_who_it_was_and_stands_in_the_journal(workshop):
    deed = without_network(workshop)
    assert deed.settled_at is None
    assert (erase("workshop.OfflineDeed", before=MONDAY), erase("workshop.OfflineDeed")) == (0, 1)
    deed.refresh_from_db()
    assert (deed.who, deed.words, deed.code, deed.kind, deed.at) == ("", "", "T-1", "loan", MONDAY)
    assert (deed.is_forgotten, deed.settled_at) == (True, None)
    told = Entry.objects.get(verb="offline_deed.never_sorted_out").details
    assert told == {"kind": "loan", "problem": "person", "code": "T-1", "at": MONDAY.isoformat()}


def test_what_was_sorted_out_goes_after_its_term(workshop, host):
    deed = without_network(workshop)
    queue.settle(deed, outcome="Nagevraagd", by=host, at=MONDAY)
    assert (erase("workshop.OfflineDeed"), OfflineDeed.objects.count()) == (1, 0)
    assert Entry.objects.filter(verb="offline_deed.settled").count() == 1


def test_the_list_says_since_when_it_waits_and_that_the_name_is_gone(client, workshop, host):
    deed = without_network(workshop)
    sign_in(client, host)
    address = reverse("workshop:to_sort_out", args=[workshop.pk])
    page = client.get(address).text
    assert ("Wacht sinds:" in page, "niet op tijd uitgezocht" in page, "Rika Veen" in page) == (True, False, True)
    assert "Uitzoeken: gedaan zonder netwerk" in client.get("/").text
    erase("workshop.OfflineDeed")
    page = client.get(address).text
    assert ("niet op tijd uitgezocht" in page, "Rika Veen" in page) == (True, False)
    assert address in client.get("/").text
    queue.settle(deed, outcome="Op de plank gevonden", by=host, at=MONDAY)
    assert "Uitzoeken: gedaan zonder netwerk" not in client.get("/").text
