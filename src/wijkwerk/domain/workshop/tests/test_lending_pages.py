"""Pages of lending: who comes where, what they say, and how many questions they ask."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.workshop.models import (
    CountedLoan,
    Kit,
    Loan,
    Reservation,
    SafetyOverride,
    Stocktaking,
    Tool,
    ToolKind,
    Visit,
    Waiting,
)
from wijkwerk.domain.workshop.operations import lending, reserving
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    make_facility,
    make_host,
    make_kind,
    make_kit,
    make_loan,
    make_resident,
    make_tool,
    sign_in,
)
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files.tests.factories import upload
from wijkwerk.foundation.kit import clock

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """It is Monday morning, ten o'clock."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def trimmer(workshop):
    return make_tool(make_kind(workshop, parts="Snoer\nHoes"), "T-1", shelf="plank 3")


@pytest.fixture
def at_desk(client, volunteer):
    sign_in(client, volunteer)
    return client


@pytest.fixture
def as_host(client, host):
    sign_in(client, host)
    return client


def page(client, address_name, *args, query="", **data):
    address = reverse(f"workshop:{address_name}", args=[getattr(arg, "pk", arg) for arg in args]) + query
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code in (200, 302), answer.status_code
    return answer.content.decode()


def does(client, address_name, *args, query="", **data):
    """Post, and read the page that it leads to."""
    address = reverse(f"workshop:{address_name}", args=[getattr(arg, "pk", arg) for arg in args]) + query
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def lent(tool, resident):
    now = clock.now()
    return make_loan(tool, resident, out_at=now - DAY, due_at=now + DAY)


# ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────
AT_DESK = ["tools", "inspections", "tool_kinds", "kits", "loans", "reservations", "labels", "stocktaking"]


@pytest.mark.parametrize("name", AT_DESK)
def test_the_desk_of_this_workshop_alone_sees_its_lists(client, workshop, mussel, volunteer, name):
    address = reverse(f"workshop:{name}", args=[workshop.pk])
    assert client.get(address).status_code == 302
    sign_in(client, make_host(mussel, email="elders@example.nl"))
    assert client.get(address).status_code == 403
    sign_in(client, volunteer)
    assert client.get(address).status_code == 200


def test_a_volunteer_changes_no_rules_and_a_host_does(client, workshop, trimmer, volunteer, host):
    kit = make_kit(workshop, trimmer)
    ours = {"new_tool_kind": workshop, "change_tool_kind": trimmer.kind, "new_tool": trimmer.kind}
    ours |= {"set_kind_photo": trimmer.kind, "change_tool": trimmer, "new_kit": workshop, "change_kit": kit}
    for person, code in ((volunteer, 403), (host, 200)):
        sign_in(client, person)
        for name, thing in ours.items():
            assert client.get(reverse(f"workshop:{name}", args=[thing.pk])).status_code == code, name


def test_a_host_of_elsewhere_touches_nothing_by_its_number(client, mussel, trimmer, rika):
    loan, kit = lent(trimmer, rika), make_kit(trimmer.facility, trimmer)
    sign_in(client, make_host(mussel, email="elders@example.nl"))
    for name, thing in {
        "tool": trimmer,
        "give_back_tool": trimmer,
        "loan": loan,
        "tool_kind": trimmer.kind,
        "kit": kit,
    }.items():
        assert client.get(reverse(f"workshop:{name}", args=[thing.pk])).status_code == 403, name
    assert client.post(reverse("workshop:extend_loan", args=[loan.pk])).status_code == 403


# ── Numbers of questions ───────────────────────────────────────────────────────────────────────────────────────────
def fill(workshop, number):
    kind = make_kind(workshop, f"Soort {number}", group="Tuin")
    resident = make_resident(workshop, f"Buur {number}")
    tools = [make_tool(kind) for _turn in range(3)]
    lent(tools[0], resident)
    tomorrow = clock.now() + DAY
    reserving.reserve(
        workshop, kind=kind, resident=resident, from_at=tomorrow, until_at=tomorrow + DAY, by=CLOCK, at=clock.now()
    )
    make_kit(workshop, *tools, name=f"Set {number}")
    chairs = make_kind(workshop, f"Stoel {number}", stock=20)
    lending.lend_counted(chairs, number=2, resident=resident, by=CLOCK, at=clock.now())


@pytest.mark.parametrize("name", [*AT_DESK, "catalogue"])
def test_a_list_asks_as_much_for_five_as_for_one(as_host, workshop, name):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            page(as_host, name, workshop)
        return len(asked)

    fill(workshop, 1)
    questions()
    one = questions()
    for number in range(2, 6):
        fill(workshop, number)
    assert questions() == one


# ── Tools ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_says_who_has_what_and_filters(at_desk, workshop, trimmer, rika):
    lent(trimmer, rika)
    make_tool(make_kind(workshop, "Spade"), "S-1")
    assert "Rika Veen" in page(at_desk, "tools", workshop)
    assert "S-1" not in page(at_desk, "tools", workshop, query="?stand=uit")
    assert "T-1" not in page(at_desk, "tools", workshop, query="?stand=vrij")
    assert "S-1" in page(at_desk, "tools", workshop, query="?zoek=spa")
    for query in ("?stand=onzin&groep=x", "?zoek=🔨", "?na=onzin&sorteer=-niets", "?zoek=" + "x" * 500):
        page(at_desk, "tools", workshop, query=query)


def test_a_tool_tells_its_story_and_comes_back_with_what_is_missing(at_desk, trimmer, rika):
    lent(trimmer, rika)
    assert "Rika Veen" in page(at_desk, "tool", trimmer)
    told = does(at_desk, "give_back_tool", trimmer, missing_parts=["Hoes"], in_note="Nat geworden")
    assert "Leg het op plank 3." in told
    assert "Ontbreekt: Hoes. Nat geworden" in told
    assert Visit.objects.filter(resident=rika, function="lending").count() == 1
    loan = Loan.objects.get()
    assert "Er ontbreekt iets" in page(at_desk, "loan", loan)
    assert "Kruis aan wat ontbreekt" in does(at_desk, "note_missing", loan, in_note="")
    assert "Ontbreekt: Snoer." in does(at_desk, "note_missing", loan, missing_parts=["Snoer"], in_note="")
    assert "was niet uitgeleend" in does(at_desk, "give_back_tool", trimmer, in_note="")


def test_an_item_out_of_order_says_why(at_desk, trimmer):
    assert "Schrijf op waarom." in does(at_desk, "set_tool_state", trimmer, state="out_of_order", because="")
    assert "Snoer kapot" in does(at_desk, "set_tool_state", trimmer, state="out_of_order", because="Snoer kapot")
    does(at_desk, "set_tool_state", trimmer, state="retired", because="Weg ermee")
    trimmer.refresh_from_db()
    assert trimmer.state == "out_of_order"


def test_an_inspection_is_written_down_with_its_term(at_desk, workshop):
    reel = make_tool(make_kind(workshop, "Haspel", inspection_months=12), "H-1")
    assert "Nog nooit gekeurd" in page(at_desk, "inspections", workshop)
    today = clock.today()
    values = {"outcome": "passed", "on": f"{today:%Y-%m-%d}", "inspected_by": "Keurbedrijf", "note": ""}
    assert "De keuring geldt tot en met" in does(at_desk, "inspect_tool", reel, **values)
    tomorrow = values | {"on": f"{today + DAY:%Y-%m-%d}"}
    assert "niet in de toekomst" in does(at_desk, "inspect_tool", reel, **tomorrow)
    assert "gaat niet meer mee" in does(at_desk, "inspect_tool", reel, **values | {"outcome": "failed"})
    reel.refresh_from_db()
    assert (reel.state, reel.inspected_until) == ("out_of_order", None)


# ── Kinds, kits ────────────────────────────────────────────────────────────────────────────────────────────────────
KIND = {
    "name": "Zaag",
    "loan_days": "7",
    "extension_days": "7",
    "most_extensions": "1",
    "is_public": "on",
    "is_active": "on",
}


def test_a_kind_is_made_changed_and_shown_with_its_photo(as_host, workshop):
    does(as_host, "new_tool_kind", workshop, **KIND, contribution_cents="2,50")
    kind = ToolKind.objects.get(name="Zaag")
    assert (kind.contribution_cents, kind.stock, kind.is_public) == (250, None, True)
    does(as_host, "change_tool_kind", kind, **KIND | {"loan_days": "14"})
    kind.refresh_from_db()
    assert (kind.loan_days, kind.contribution_cents) == (14, 0)
    does(as_host, "set_kind_photo", kind, photo=upload())
    kind.refresh_from_db()
    address = reverse("workshop:kind_photo", args=[kind.pk, kind.photo.version, "small"])
    as_host.logout()
    assert as_host.get(address).status_code == 200
    ToolKind.objects.filter(pk=kind.pk).update(is_public=False)
    assert as_host.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"contribution_cents": "-2,50"}, "Een bedrag kan hier niet lager zijn dan nul."),
        ({"loan_days": "0"}, "Vul een heel getal in van 1 tot en met 365."),
        ({"loan_days": "99999999999999999999"}, "Vul een heel getal in"),
        ({"name": ""}, "verplicht"),
        ({"name": "x" * 100}, "Deze tekst is te lang"),
        ({"stock": "-1"}, "Vul een heel getal in"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(as_host, workshop, wrong, words):
    assert words.lower() in does(as_host, "new_tool_kind", workshop, **KIND | wrong).lower()
    assert not ToolKind.objects.exists()


def test_a_name_and_a_code_are_given_once(as_host, workshop, trimmer):
    assert "Er is al een soort met deze naam" in does(
        as_host, "new_tool_kind", workshop, **KIND | {"name": "heggenschaar"}
    )
    assert "staat al op iets anders" in does(as_host, "new_tool", trimmer.kind, code=" t-1 ")
    assert "🔨" in does(as_host, "new_tool", trimmer.kind, code="🔨")
    spade = make_tool(make_kind(workshop, "Spade"), "S-1")
    both = "t-1\n S-1 \nT-1"
    assert "staat al op iets anders" in does(as_host, "new_kit", workshop, name="Tuin", code="S-1", tools=both)
    assert "minstens twee" in does(as_host, "new_kit", workshop, name="Tuin", code="SET", tools="T-1")
    assert "Deze code kennen wij niet: NIETS, 🪚." in does(
        as_host, "new_kit", workshop, name="Tuin", code="SET", tools="NIETS\nT-1\n🪚"
    )
    does(as_host, "new_kit", workshop, name="Tuin", code="SET", tools=both)
    assert set(Kit.objects.get().tools.all()) == {trimmer, spade}
    assert Tool.objects.filter(code="T-1").count() == 1


# ── Loans ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_loans_are_listed_by_how_they_stand(at_desk, workshop, rika):
    kind, now = make_kind(workshop), clock.now()
    for code, due, back in (("OP-TIJD", now + DAY, None), ("LAAT", now - DAY, None), ("TERUG", now - DAY, now)):
        make_loan(make_tool(kind, code), rika, out_at=now - 9 * DAY, due_at=due, returned_at=back)
    for query, codes in (
        ("", {"OP-TIJD", "LAAT"}),
        ("?welke=te-laat", {"LAAT"}),
        ("?welke=alles", {"OP-TIJD", "LAAT", "TERUG"}),
    ):
        shown = page(at_desk, "loans", workshop, query=query)
        assert {code for code in ("OP-TIJD", "LAAT", "TERUG") if code in shown} == codes


def test_a_loan_is_extended_by_one_button_and_once_more_says_no(at_desk, trimmer, rika):
    loan = lent(trimmer, rika)
    assert "Verlengd." in does(at_desk, "extend_loan", loan)
    assert "Dit is al verlengd" in does(at_desk, "extend_loan", loan)


def test_chairs_go_out_and_come_back_by_number(at_desk, workshop, rika):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    assert "Rika Veen" not in page(at_desk, "lend_counted", chairs)
    query = f"?inwoner={rika.pk}"
    key = re.search(r'name="client_key" value="([^"]+)"', page(at_desk, "lend_counted", chairs, query=query)).group(1)
    for number, words in (("21", "Er zijn er nu 20"), ("-1", "1 of meer"), ("x", "heel getal")):
        assert words in does(at_desk, "lend_counted", chairs, query=query, number=number, client_key=key)
    for _twice in range(2):
        does(at_desk, "lend_counted", chairs, query=query, number="12", client_key=key)
    loan = CountedLoan.objects.get()
    assert "Er zijn er nog 2 uit." in does(at_desk, "counted_loan", loan, number="10", in_note="")
    assert "maar 2" in does(at_desk, "counted_loan", loan, number="3", in_note="")
    assert "Alles is terug." in does(at_desk, "counted_loan", loan, number="2", in_note="")


# ── Reservations ───────────────────────────────────────────────────────────────────────────────────────────────────
def times(first=1, last=2, **more):
    today = clock.today()
    days = {"from_on": f"{today + first * DAY:%Y-%m-%d}", "until_on": f"{today + last * DAY:%Y-%m-%d}"}
    return days | {"client_key": "3f2b8a52-6f4e-4a3f-9d55-111111111111"} | more


def test_chairs_are_extended_and_waited_for_on_their_pages(at_desk, workshop, rika):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    jan = make_resident(workshop, "Jan Smit")
    loan = lending.lend_counted(chairs, number=15, resident=jan, by=CLOCK, at=clock.now())
    assert "Verlengd." in does(at_desk, "extend_counted", loan)
    query = f"?inwoner={rika.pk}"
    assert "Vul in hoeveel het er zijn" in does(at_desk, "join_waiting", chairs, query=query, number="0")
    assert "Wachten hoeft niet" in does(at_desk, "join_waiting", chairs, query=query, number="5")
    assert "hoort het als er een is" in does(at_desk, "join_waiting", chairs, query=query, number="6")
    assert "Rika Veen, 6 ×" in page(at_desk, "tool_kind", chairs)
    assert "Verleng<" not in page(at_desk, "counted_loan", loan)


def test_somebody_is_found_and_a_reservation_made_without_a_script(at_desk, workshop, trimmer, rika):
    assert "Niemand gevonden" in page(at_desk, "new_reservation", workshop, query="?wie=zzz")
    query = f"?inwoner={rika.pk}"
    what = f"kind-{trimmer.kind_id}"
    told = does(at_desk, "new_reservation", workshop, query=query, thing=what, **times())
    assert "Gereserveerd: Heggenschaar" in told
    again = does(
        at_desk,
        "new_reservation",
        workshop,
        query=query,
        thing=what,
        **times(client_key="3f2b8a52-6f4e-4a3f-9d55-222222222222"),
    )
    assert "Het is zo lang vrij vanaf" in again
    assert Reservation.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"thing": "kind-999"},
        {"thing": ""},
        {"from_on": "gisteren"},
        {"from_on": "0001-01-01"},
        {"until_on": "9999-12-31"},
        {"from_time": "99:99"},
        {"client_key": "x"},
        {"number": "x"},
    ],
)
def test_a_reservation_that_makes_no_sense_says_so(at_desk, workshop, trimmer, rika, wrong):
    values = times(thing=f"kind-{trimmer.kind_id}") | wrong
    does(at_desk, "new_reservation", workshop, query=f"?inwoner={rika.pk}", **values)
    assert not Reservation.objects.exists()


def test_looking_what_is_free_reserves_nothing(at_desk, workshop, trimmer, rika):
    values = times(thing=f"kind-{trimmer.kind_id}", kijk="1")
    assert "1 van 1" in does(at_desk, "new_reservation", workshop, query=f"?inwoner={rika.pk}", **values)
    assert not Reservation.objects.exists()


def test_a_reservation_is_handed_out_with_instruction_and_a_signature(client, workshop, rika, host, volunteer):
    kind = make_kind(workshop, "Zaag", needs_instruction=True, inspection_months=12, parts="Kap")
    saw = make_tool(kind, "Z-1", inspected_until=clock.today())
    now = clock.now()
    made = reserving.reserve(workshop, tool=saw, resident=rika, from_at=now, until_at=now + DAY, by=CLOCK, at=now)
    Tool.objects.filter(pk=saw.pk).update(inspected_until=clock.today() - DAY)
    sign_in(client, volunteer)
    shown = page(client, "hand_out_reserved", made)
    assert ("Kap" in shown, "Toch meegeven" in shown) == (True, False)
    assert "kreeg nog geen uitleg" in does(client, "hand_out_reserved", made, out_note="")
    assert "De keuring van Zaag Z-1 is verlopen" in does(
        client, "hand_out_reserved", made, out_note="", instructed="on"
    )
    sign_in(client, host)
    values = {"out_note": "Kap zit erop", "instructed": "on", "override_because": "Net nagekeken"}
    assert "Meegegeven." in does(client, "hand_out_reserved", made, **values)
    assert SafetyOverride.objects.get().signed_by == host.name
    assert Loan.objects.get().out_note == "Kap zit erop"
    assert Visit.objects.filter(resident=rika).count() == 1


def test_a_reservation_in_danger_stands_out_and_is_cancelled_once(at_desk, workshop, trimmer, rika):
    now = clock.now()
    tomorrow = now + DAY
    made = reserving.reserve(
        workshop, tool=trimmer, resident=rika, from_at=tomorrow, until_at=tomorrow + DAY, by=CLOCK, at=now
    )
    make_loan(trimmer, make_resident(workshop, "Jan Smit"), out_at=now - 9 * DAY, due_at=now - DAY)
    assert "Eén reservering is in gevaar" in page(at_desk, "reservations", workshop)
    assert "T-1 is nog niet terug" in page(at_desk, "reservations", workshop, query="?welke=danger")
    assert "T-1 is nog niet terug" in page(at_desk, "reservation", made)
    assert "geannuleerd" in does(at_desk, "cancel_reservation", made)
    assert "al opgehaald of geannuleerd" in does(at_desk, "cancel_reservation", made)


def test_somebody_goes_on_the_waiting_list_and_off_it(at_desk, trimmer, rika, workshop):
    lent(trimmer, make_resident(workshop, "Jan Smit"))
    query = f"?inwoner={rika.pk}"
    assert "Zet Rika Veen op de wachtlijst" in page(at_desk, "join_waiting", trimmer.kind, query=query)
    assert "hoort het als er een is" in does(at_desk, "join_waiting", trimmer.kind, query=query)
    assert "Van de wachtlijst gehaald." in does(at_desk, "leave_waiting", Waiting.objects.get())


# ── Labels ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_labels_are_printed_for_what_was_chosen_and_for_nothing_unknown(at_desk, workshop, trimmer, mussel):
    elsewhere = make_tool(make_kind(make_facility(mussel, "Elders")), "E-1")
    make_kit(workshop, trimmer, code="SET-1")
    shown = page(at_desk, "label_sheet", workshop, query=f"?code=T-1&code=SET-1&code={elsewhere.code}&code=🔨")
    assert re.findall(r'ww-label__code">([^<]+)<', shown) == ["T-1", "SET-1"]
    assert shown.count("<svg") >= 2
    assert "Kies eerst" in page(at_desk, "label_sheet", workshop)


# ── Stocktaking ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_shelves_are_counted_by_scanning(at_desk, workshop, trimmer, rika):
    kind = trimmer.kind
    gone, lost, out = (
        make_tool(kind, "WEG"),
        make_tool(kind, "KWIJT", state="missing", state_because="Weg"),
        make_tool(kind, "UIT"),
    )
    lent(out, rika)
    does(at_desk, "stocktaking", workshop)
    does(at_desk, "stocktaking", workshop)
    taking = Stocktaking.objects.get()
    for code in ("t-1", "t-1", "kwijt", "uit"):
        does(at_desk, "one_stocktaking", taking, code=code)
    assert "kennen wij niet" in does(at_desk, "one_stocktaking", taking, code="🔨 x")
    shown = page(at_desk, "one_stocktaking", taking)
    assert ("Gevonden: 3" in shown, "Nog te vinden: 1" in shown, "stond als uitgeleend" in shown) == (True, True, True)
    does(at_desk, "finish_stocktaking", taking, missing=[gone.pk, trimmer.pk], there_again=[lost.pk])
    assert not Stocktaking.objects.get().finished_at
    does(at_desk, "finish_stocktaking", taking, missing=[gone.pk], there_again=[lost.pk])
    states = {tool.code: tool.state for tool in Tool.objects.all()}
    assert states == {"T-1": "in_use", "WEG": "missing", "KWIJT": "in_use", "UIT": "in_use"}
    assert "al afgerond" in does(at_desk, "one_stocktaking", taking, code="T-1")


def test_nothing_is_missing_without_somebody_who_says_so(at_desk, workshop, trimmer):
    does(at_desk, "stocktaking", workshop)
    does(at_desk, "finish_stocktaking", Stocktaking.objects.get())
    trimmer.refresh_from_db()
    assert (trimmer.state, Stocktaking.objects.get().is_open) == ("in_use", False)


# ── The catalogue ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_everybody_reads_what_is_free_and_nobody_reads_a_name(client, workshop, trimmer, rika):
    lent(trimmer, rika)
    make_tool(make_kind(workshop, "Spade", contribution_cents=50), "S-1")
    make_kind(workshop, "Klapstoel", stock=20)
    make_kind(workshop, "Geheim", is_public=False)
    make_kind(workshop, "Werkbank", is_bench=True)
    shown = page(client, "catalogue", workshop)
    assert [
        word
        for word in ("Spade", "Klapstoel", "Heggenschaar", "20 van 20 vrij", "€\u00a00,50", "Niet vrij")
        if word not in shown
    ] == []
    assert [word for word in ("Rika", "Geheim", "Werkbank", "T-1", "plank 3") if word in shown] == []
    one = page(client, "catalogue_kind", trimmer.kind)
    assert ("Vrij vanaf" in one, "Rika" in one, "Snoer, Hoes" in one) == (True, False, True)


def test_what_is_late_or_not_inspected_is_not_shown_as_free(client, workshop, trimmer, rika):
    make_loan(trimmer, rika, out_at=clock.now() - 9 * DAY, due_at=clock.now() - DAY)
    make_tool(make_kind(workshop, "Haspel", inspection_months=12), "H-1")
    shown = page(client, "catalogue", workshop)
    assert shown.count("Niet vrij") == 2
    assert shown.count("Vraag aan de balie") == 2


def test_a_strange_day_or_word_shows_the_catalogue_all_the_same(client, workshop, trimmer):
    for query in ("?op=1900-01-01", "?op=9999-12-31", "?op=x", "?groep=x", "?na=x"):
        assert "Heggenschaar" in page(client, "catalogue", workshop, query=query), query
    assert "Niets gevonden" in page(client, "catalogue", workshop, query="?zoek=🔨")
    assert client.get(reverse("workshop:catalogue", args=[999])).status_code == 404
    assert client.get(reverse("workshop:catalogue_kind", args=[999])).status_code == 404
