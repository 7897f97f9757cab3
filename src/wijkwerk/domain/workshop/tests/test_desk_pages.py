"""The desk by form posts alone, as it works without a script and with a scanner that types."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.workshop.models import FormsHelp, Instruction, Loan, OfflineDeed, Payment, Resident, Visit
from wijkwerk.domain.workshop.operations import days, lending, queue, reserving
from wijkwerk.domain.workshop.operations import desk as desk_operations
from wijkwerk.domain.workshop.queries import desk as desk_queries
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    make_desk_volunteer,
    make_facility,
    make_kind,
    make_kit,
    make_loan,
    make_resident,
    make_tool,
    sign_in,
)
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def at_desk(client, volunteer):
    sign_in(client, volunteer)
    return client


@pytest.fixture
def scan(at_desk, workshop):
    """Type something and press Enter, on the page that the one before led to."""
    page = {"address": reverse("workshop:desk", args=[workshop.pk])}

    def scanned(words, **more):
        html = at_desk.get(page["address"]).content.decode()
        form = re.search(r"<form[^>]*data-desk-scan.*?</form>", html, re.DOTALL).group()
        fields = {}
        for tag in re.findall(r'<input type="hidden"[^>]*>', form):
            name, value = (re.search(rf'{part}="([^"]*)"', tag).group(1) for part in ("name", "value"))
            fields.setdefault(name, []).append(value)
        answer = at_desk.post(reverse("workshop:desk", args=[workshop.pk]), fields | {"zoek": words} | more)
        if answer.status_code == 302:
            page["address"] = answer["Location"]
            answer = at_desk.get(page["address"])
        return answer.content.decode()

    return scanned


def loans():
    """What went out: code, with whom, and whether it is out still."""
    rows = Loan.objects.order_by("pk").select_related("tool", "resident")
    return [(loan.tool.code, loan.resident.name, loan.is_open) for loan in rows]


def test_three_things_are_lent_by_scanner_alone_person_first(scan, workshop, rika):
    kind = make_kind(workshop, contribution_cents=250)
    rika.card_code = "B-1"
    rika.save()
    for code in ("T-1", "T-2", "T-3"):
        make_tool(kind, code)
    for words in ("b-1", "t-1", "T-2", " t-3"):
        scan(words)
    page = scan("")
    assert loans() == [("T-1", "Rika Veen", True), ("T-2", "Rika Veen", True), ("T-3", "Rika Veen", True)]
    assert "Mee met Rika Veen" in page
    assert "Te betalen: €\u00a07,50" in page
    assert list(Visit.objects.values_list("function", "resident")) == [("lending", rika.pk)]


def test_the_thing_may_come_before_the_person(scan, workshop, rika):
    make_tool(make_kind(workshop), "T-1")
    scan("T-1")
    scan("rik")
    scan("")
    assert loans() == [("T-1", "Rika Veen", True)]


def test_a_scan_of_a_thing_that_is_out_brings_it_back(scan, workshop, rika):
    make_loan(make_tool(make_kind(workshop), "T-1"), rika, due_at=clock.now())
    page = scan("T-1")
    assert loans() == [("T-1", "Rika Veen", False)]
    assert "Net terug" in page


def test_a_kit_goes_and_comes_under_one_label(scan, workshop, rika):
    kind = make_kind(workshop)
    make_kit(workshop, make_tool(kind, "T-1"), make_tool(kind, "T-2"), code="S-1")
    for words in ("rika", "S-1", ""):
        scan(words)
    assert [code for code, _name, is_out in loans() if is_out] == ["T-1", "T-2"]
    scan("S-1")
    assert [code for code, _name, is_out in loans() if is_out] == []


def test_the_same_pile_sent_twice_is_lent_once(at_desk, workshop, rika):
    make_tool(make_kind(workshop), "T-1")
    sent = {"inwoner": rika.pk, "ding": "T-1", "sleutel-T-1": str(uuid.uuid4())}
    for _again in range(2):
        at_desk.post(reverse("workshop:desk_lend", args=[workshop.pk]), sent)
    assert loans() == [("T-1", "Rika Veen", True)]


def test_what_another_desk_lent_stays_on_the_pile_with_the_reason_and_the_rest_goes(at_desk, workshop, rika, host):
    kind = make_kind(workshop)
    tools = [make_tool(kind, code) for code in ("T-1", "T-2")]
    lending.lend([tools[0]], resident=make_resident(workshop, "Jan Smit"), by=host, at=clock.now())
    answer = at_desk.post(
        reverse("workshop:desk_lend", args=[workshop.pk]), {"inwoner": rika.pk, "ding": ["T-1", "T-2"]}, follow=True
    )
    assert loans() == [("T-1", "Jan Smit", True), ("T-2", "Rika Veen", True)]
    assert "T-1 is uitgeleend tot" in answer.content.decode()
    assert "ding=T-1" in answer.redirect_chain[-1][0]


def test_a_dangerous_thing_goes_when_it_was_explained(at_desk, workshop, rika):
    make_tool(make_kind(workshop, needs_instruction=True), "T-1")
    address, sent = reverse("workshop:desk_lend", args=[workshop.pk]), {"inwoner": rika.pk, "ding": "T-1"}
    at_desk.post(address, sent)
    assert loans() == []
    at_desk.post(address, sent | {"uitleg-T-1": "ja"})
    assert (loans(), Instruction.objects.count()) == ([("T-1", "Rika Veen", True)], 1)


def test_the_pile_says_what_the_loan_will_be_where_another_has_reserved_the_thing(workshop, rika):
    jan = make_resident(workshop, "Jan Smit")
    kind = make_kind(workshop, loan_days=7)
    tools = [make_tool(kind, code) for code in ("T-1", "T-2")]
    for tool, from_at, until_at in (
        (tools[0], MONDAY - timedelta(hours=1), MONDAY + timedelta(days=1)),
        (tools[1], MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)),
    ):
        reserving.reserve(
            workshop, tool=tool, resident=jan, from_at=from_at, until_at=until_at, by=CLOCK, at=MONDAY - timedelta(1)
        )
    now, later = desk_queries.pile(workshop, ["T-1", "T-2"], rika, at=MONDAY)
    assert (now.problem.startswith("Gereserveerd voor iemand anders"), later.problem) == (True, "")
    loan = lending.lend([tools[1]], resident=rika, by=CLOCK, at=MONDAY)[0]
    assert (later.is_promised_next, later.due_at) == (True, loan.due_at)
    own = desk_queries.pile(workshop, ["T-1"], jan, at=MONDAY)[0]
    assert (own.problem, own.due_at) == ("", lending.lend([tools[0]], resident=jan, by=CLOCK, at=MONDAY)[0].due_at)


def test_somebody_borrows_for_a_neighbour(scan, at_desk, workshop, rika):
    jan = make_resident(workshop, "Jan Smit")
    make_tool(make_kind(workshop), "T-1")
    scan("rika")
    scan("jan", rol="voor")
    for words in ("T-1", ""):
        scan(words)
    loan = Loan.objects.get()
    assert (loan.resident, loan.for_resident) == (rika, jan)


def test_several_with_the_same_name_are_asked_apart_and_the_name_is_in_no_address(scan, workshop, rika):
    make_resident(workshop, "Rika Smit")
    page = scan("rika")
    assert ("Wie is het?" in page, "Rika Smit" in page, "Rika Veen" in page) == (True, True, True)
    assert "zoek=" not in page


def test_somebody_new_is_written_in_without_losing_the_pile(at_desk, scan, workshop):
    make_tool(make_kind(workshop), "T-1")
    scan("T-1")
    page = scan("Nieuwkomer")
    assert "Niemand gevonden" in page
    assert "eboorte" not in page
    answer = at_desk.post(
        reverse("workshop:new_resident", args=[workshop.pk]),
        {"name": "Nieuwkomer", "reply_by": "none", "ding": "T-1"},
    )
    assert answer["Location"].endswith(f"?inwoner={Resident.objects.get().pk}&ding=T-1")


def test_a_label_that_is_read_as_an_address_is_understood(scan, workshop, rika):
    tool = make_tool(make_kind(workshop), "T-1")
    page = scan(f"https://stadskanaal.example{tool.get_absolute_url()}")
    assert "Op de stapel: 1 ding" in page


def test_coffee_is_one_tap_with_and_without_a_name(at_desk, workshop, rika):
    address = reverse("workshop:desk_visit", args=[workshop.pk])
    at_desk.post(address, {"waarvoor": "meeting"})
    at_desk.post(address, {"waarvoor": "meeting", "inwoner": rika.pk})
    at_desk.post(address, {"waarvoor": "meeting", "inwoner": rika.pk})
    assert sorted(Visit.objects.values_list("resident", "people"), key=str) == sorted(
        [(None, 1), (rika.pk, 1)], key=str
    )
    last = Visit.objects.get(resident=None)
    at_desk.post(reverse("workshop:desk_visit_back", args=[workshop.pk]), {"bezoek": last.pk})
    assert Visit.objects.filter(resident=None).count() == 0


@pytest.mark.parametrize(
    "sent",
    [{}, {"waarvoor": "nonsens"}, {"waarvoor": "meeting", "mensen": "-3"}, {"waarvoor": "meeting", "mensen": "x"}],
)
def test_a_visit_for_nothing_or_of_nobody_is_refused_with_a_sentence(at_desk, workshop, sent):
    answer = at_desk.post(reverse("workshop:desk_visit", args=[workshop.pk]), sent, follow=True)
    assert (answer.status_code, Visit.objects.count()) == (200, 0)


def test_a_contribution_is_paid_with_one_tap_and_the_receipt_can_be_printed(at_desk, workshop, rika):
    loan = make_loan(make_tool(make_kind(workshop), "T-1"), rika, contribution_cents=250)
    sent = {"voor_ding": f"workshop.loan:{loan.pk}", "hoe": "cash", "sleutel": str(uuid.uuid4()), "inwoner": rika.pk}
    for _again in range(2):
        at_desk.post(reverse("workshop:pay", args=[workshop.pk]), sent)
    payment = Payment.objects.get()
    assert (payment.amount_cents, payment.words, payment.resident) == (250, "Heggenschaar T-1", rika)
    page = at_desk.get(reverse("workshop:receipt", args=[workshop.pk, payment.pk])).content.decode()
    assert (payment.receipt in page, "2,50" in page) == (True, True)


def test_all_that_somebody_owes_is_paid_with_one_tap_or_none_of_it(at_desk, workshop, rika):
    kind = make_kind(workshop)
    loans = [make_loan(make_tool(kind), rika, contribution_cents=cents) for cents in (100, 250)]
    things, address = [f"workshop.loan:{loan.pk}" for loan in loans], reverse("workshop:pay", args=[workshop.pk])
    page = at_desk.post(address, {"voor_ding": [*things, "workshop.loan:0"], "hoe": "card"}, follow=True).text
    assert ("Dit staat hier niet meer." in page, Payment.objects.count()) == (True, 0)
    page = at_desk.post(address, {"voor_ding": things, "hoe": "card", "inwoner": rika.pk}, follow=True).text
    receipts = ", ".join(payment.receipt for payment in Payment.objects.order_by("number"))
    assert f"Betaald: €\N{NO-BREAK SPACE}3,50. Bon {receipts}." in page


def test_a_waiver_takes_a_reason_that_only_the_host_sees_again(at_desk, client, workshop, host, rika):
    loan = make_loan(make_tool(make_kind(workshop), "T-1"), rika, contribution_cents=250)
    address = reverse("workshop:waive", args=[workshop.pk])
    at_desk.post(address, {"voor_ding": f"workshop.loan:{loan.pk}", "inwoner": rika.pk})
    at_desk.post(address, {"voor_ding": f"workshop.loan:{loan.pk}", "reden": "hardship", "inwoner": rika.pk})
    loan.refresh_from_db()
    assert (loan.waived_cents, loan.waiver) == (250, "hardship")
    assert "Het bedrag is een probleem" not in at_desk.get(rika.get_absolute_url()).content.decode()
    sign_in(client, host)
    assert "Het bedrag is een probleem" in client.get(rika.get_absolute_url()).content.decode()


@pytest.mark.parametrize("about", ["", "workshop.loan:0", "workshop.tool:1", "people.person:1", "workshop.loan:x", "x"])
def test_money_for_what_is_not_there_is_refused(at_desk, workshop, about):
    for name in ("pay", "waive"):
        answer = at_desk.post(
            reverse(f"workshop:{name}", args=[workshop.pk]),
            {"voor_ding": about, "hoe": "cash", "reden": "other"},
            follow=True,
        )
        assert answer.status_code == 200
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("amount", ["-2,50", "0", "", "veel", "2,5,0"])
def test_an_amount_that_is_none_is_refused_beside_the_field(at_desk, workshop, amount):
    answer = at_desk.post(
        reverse("workshop:receive", args=[workshop.pk]),
        {"amount_cents": amount, "words": "Koffie", "method": "cash"},
    )
    assert (answer.status_code, Payment.objects.count()) == (200, 0)
    assert "utrecht-form-field--invalid" in answer.content.decode()


def test_a_day_is_opened_with_one_tap_and_closed_with_a_count(at_desk, workshop):
    at_desk.post(reverse("workshop:open_day", args=[workshop.pk]))
    at_desk.post(
        reverse("workshop:receive", args=[workshop.pk]), {"amount_cents": "2,50", "words": "Koffie", "method": "cash"}
    )
    refused = at_desk.post(reverse("workshop:close_day", args=[workshop.pk]), {"counted_cents": "2,00"})
    assert "te weinig in de kas" in refused.content.decode()
    closed = at_desk.post(reverse("workshop:close_day", args=[workshop.pk]), {"counted_cents": "2,50"}, follow=True)
    assert "De dag is gesloten" in closed.content.decode()


def test_only_the_host_opens_a_closed_day_again(at_desk, client, workshop, host):
    day = days.open_day(workshop, by=host, at=clock.now())
    days.close_day(day, counted_cents=0, by=host, at=clock.now())
    address = reverse("workshop:reopen_day", args=[workshop.pk])
    assert at_desk.post(address, {"because": "Nog iemand"}).status_code == 403
    sign_in(client, host)
    client.post(address, {"because": "Nog iemand"})
    day.refresh_from_db()
    assert day.is_open


def test_help_with_forms_notes_a_theme_and_a_visit_without_a_name(at_desk, workshop):
    at_desk.post(reverse("workshop:forms_help", args=[workshop.pk]), {"theme": "debt", "helper": "Vera"})
    assert list(FormsHelp.objects.values_list("theme", "helper")) == [("debt", "Vera")]
    assert list(Visit.objects.values_list("function", "resident")) == [("forms", None)]
    assert {field.name for field in FormsHelp._meta.get_fields()} & {"resident", "text", "note", "content"} == set()


def test_a_resident_is_found_changed_and_merged_on_pages(at_desk, workshop, rika):
    double = make_resident(workshop, "Rika Feen", card_code="B-9")
    list_address = reverse("workshop:residents", args=[workshop.pk])
    assert "Rika Veen" in at_desk.get(list_address).content.decode()
    assert "Rika Feen" not in at_desk.post(list_address, {"zoek": "veen"}).content.decode()
    at_desk.post(
        reverse("workshop:change_resident", args=[workshop.pk, rika.pk]),
        {"name": "Rika Veen-Smit", "reply_by": "none"},
    )
    at_desk.post(reverse("workshop:merge_into", args=[workshop.pk, double.pk]), {"in": rika.pk})
    answer = at_desk.get(double.get_absolute_url(), follow=True)
    assert answer.redirect_chain == [(rika.get_absolute_url(), 302)]
    assert "Rika Veen-Smit" in answer.content.decode()


def test_what_was_done_without_a_network_comes_in_once_and_clashes_wait(at_desk, workshop, rika):
    kind = make_kind(workshop)
    make_tool(kind, "T-1")
    make_tool(kind, "T-2")
    address, moment = reverse("workshop:desk_queue", args=[workshop.pk]), clock.now().isoformat()
    deeds = [
        {"sleutel": str(uuid.uuid4()), "soort": soort, "moment": moment} | more
        for soort, more in [
            ("visit", {"waarvoor": "meeting"}),
            ("loan", {"code": "t-1", "wie": "Rika Veen"}),
            ("loan", {"code": "T-1", "wie": "rika veen"}),
            ("return", {"code": "T-2"}),
            ("return", {"code": "T-99"}),
            ("loan", {"code": "T-2", "wie": "Onbekende"}),
        ]
    ]
    for _again in range(2):
        answer = at_desk.post(address, json.dumps({"dingen": deeds}), content_type="application/json")
    assert answer.json() == {"binnen": [deed["sleutel"] for deed in deeds], "geweigerd": 0, "uitzoeken": 4}
    assert loans() == [("T-1", "Rika Veen", True)]
    assert list(OfflineDeed.objects.filter(settled_at=None).order_by("pk").values_list("problem", flat=True)) == [
        "lent",
        "not_out",
        "code",
        "person",
    ]
    waiting = OfflineDeed.objects.get(problem="person")
    at_desk.post(reverse("workshop:try_again", args=[workshop.pk, waiting.pk]), {"code": "T-2", "wie": "Rika Veen"})
    settled = OfflineDeed.objects.get(problem="not_out")
    at_desk.post(reverse("workshop:settle", args=[workshop.pk, settled.pk]), {"uitkomst": "Lag al op de plank"})
    assert OfflineDeed.objects.filter(settled_at=None).count() == 2
    assert {deed.who for deed in OfflineDeed.objects.exclude(settled_at=None)} == {""}


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"dingen": 3}', '{"dingen": [1, {}, {"sleutel": "x"}]}', "\x00"])
def test_a_queue_that_is_none_is_refused_without_harm(at_desk, workshop, body):
    answer = at_desk.post(reverse("workshop:desk_queue", args=[workshop.pk]), body, content_type="application/json")
    assert answer.status_code in (200, 400)
    assert OfflineDeed.objects.count() == 0


def test_who_is_not_at_this_desk_sees_no_page_of_it(client, workshop, rika, mussel):
    sign_in(client, make_desk_volunteer(mussel, name="Elders", email="elders@example.nl"))
    names = ["desk", "residents", "day", "till", "forms_help", "to_sort_out", "offline_desk", "desk_queue"]
    addresses = [reverse(f"workshop:{name}", args=[workshop.pk]) for name in names] + [rika.get_absolute_url()]
    assert {client.get(address).status_code for address in addresses} == {403}


@pytest.mark.parametrize(
    "address", ["?inwoner=99999999999999999999&ding=&voor=x&uit=-1", "?inwoner=-1", "?ding=%F0%9F%94%A8", "?inwoner=1"]
)
def test_an_address_made_up_by_somebody_is_no_error(at_desk, workshop, address):
    assert at_desk.get(reverse("workshop:desk", args=[workshop.pk]) + address).status_code == 200


def test_the_desk_asks_as_many_questions_for_three_things_as_for_one(
    at_desk, workshop, rika, django_assert_num_queries
):
    kind = make_kind(workshop, contribution_cents=100)
    for code in ("T-1", "T-2", "T-3", "T-4", "T-5", "T-6"):
        make_tool(kind, code)
    base = reverse("workshop:desk", args=[workshop.pk])
    counts = []
    for codes in ("ding=T-1", "ding=T-1&ding=T-2&ding=T-3"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            at_desk.get(f"{base}?inwoner={rika.pk}&{codes}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 50


def test_two_desks_that_lend_the_same_tool_at_once_lend_it_once_and_lose_nothing_else(workshop, host, rika, threads):
    kind = make_kind(workshop)
    codes = ["T-1", "T-2", "T-3"]
    for code in codes:
        make_tool(kind, code)
    people = [rika, make_resident(workshop, "Jan Smit")]
    own = [make_tool(kind, "T-8"), make_tool(kind, "T-9")]

    def lend(number):
        pile = desk_queries.pile(workshop, [*codes, own[number].code], people[number], at=clock.now())
        result = desk_operations.hand_out(workshop, pile, resident=people[number], keys={}, by=host, at=clock.now())
        return [loan.tool.code for loan in result.loans], result.refused

    (first, refused_first), (second, refused_second) = threads(2, lend)
    assert sorted(first + second) == ["T-1", "T-2", "T-3", "T-8", "T-9"]
    assert sorted([*refused_first, *refused_second]) == codes
    assert all("is uitgeleend tot" in words for words in [*refused_first.values(), *refused_second.values()])


def test_the_host_prints_what_is_known_and_the_volunteer_may_not(at_desk, client, workshop, host, rika):
    address = reverse("workshop:resident_data", args=[workshop.pk, rika.pk])
    assert at_desk.get(address).status_code == 403
    sign_in(client, host)
    assert "Wat wij weten van Rika Veen" in client.get(address).content.decode()
    client.post(reverse("workshop:forget_resident", args=[workshop.pk, rika.pk]))
    assert Resident.objects.get().is_erased


def test_at_days_end_who_is_late_hears_so_and_who_wants_a_call_is_called(at_desk, workshop, host):
    late = {"out_at": clock.now() - timedelta(days=20), "due_at": clock.now() - timedelta(days=9)}
    kees = make_resident(workshop, "Kees Bel", reply_by="phone", reply_address="0599 00 00 12")
    make_loan(make_tool(make_kind(workshop), "T-1"), kees, **late)
    at_desk.post(reverse("workshop:open_day", args=[workshop.pk]))
    closed = at_desk.post(reverse("workshop:close_day", args=[workshop.pk]), {"counted_cents": "0"}, follow=True)
    page = closed.content.decode()
    assert ("1 inwoner krijgt een vriendelijke herinnering" in page, "0599 00 00 12" in page) == (True, True)
    letter = Letter.objects.get()
    at_desk.post(reverse("workshop:letter_done", args=[workshop.pk]), {"bericht": letter.pk})
    letter.refresh_from_db()
    assert letter.state == "done"
    again = at_desk.post(reverse("workshop:letter_done", args=[workshop.pk]), {"bericht": letter.pk}, follow=True)
    assert again.status_code == 200


def test_one_deed_sent_by_twenty_at_once_is_in_once(workshop, host, rika, threads):
    make_tool(make_kind(workshop), "T-1")
    done = queue.Done(uuid.uuid4(), "loan", clock.now(), code="T-1", who="Rika Veen")
    taken = threads(20, lambda number: queue.take_in(workshop, done, by=host, at=clock.now()).pk)
    assert (len(set(taken)), Loan.objects.count(), OfflineDeed.objects.get().problem) == (1, 1, "")


def test_what_came_back_before_somebody_else_took_it_does_not_end_their_loan(workshop, host, rika):
    """The return was done without a network; meanwhile it was lent at another desk."""
    tool, before = make_tool(make_kind(workshop), "T-1"), clock.now() - timedelta(hours=1)
    make_loan(tool, rika, out_at=clock.now(), due_at=clock.now() + timedelta(days=7))
    done = queue.Done(uuid.uuid4(), "return", before, code="T-1")
    assert queue.take_in(workshop, done, by=host, at=clock.now()).problem == "not_out"
    assert Loan.objects.get().is_open


def test_a_number_from_the_device_is_somebody_of_this_workshop_alone(workshop, parkwijk, host, rika):
    make_tool(make_kind(workshop), "T-1")
    elsewhere = make_resident(make_facility(parkwijk, "Werkplaats Noord"), "Jan Elders")
    for number, problem in ((elsewhere.pk, "person"), (10**17, "person"), (rika.pk, "")):
        done = queue.Done(uuid.uuid4(), "loan", clock.now(), code="T-1", who=f"#{number}")
        assert queue.take_in(workshop, done, by=host, at=clock.now()).problem == problem
    assert loans() == [("T-1", "Rika Veen", True)]
