"""Out and back: what goes, until when, and what does not go."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from wijkwerk.domain.facilities.models import Closure
from wijkwerk.domain.workshop.models import Loan, SafetyOverride
from wijkwerk.domain.workshop.operations import lending, reserving, waiting
from wijkwerk.domain.workshop.queries import tools
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    make_facility,
    make_kind,
    make_kit,
    make_loan,
    make_resident,
    make_tool,
)
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock

NEXT_MONDAY = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)  # half past four in the Netherlands, when it closes


@pytest.fixture
def trimmer(workshop):
    kind = make_kind(workshop, contribution_cents=250, full_cost_cents=600, parts="Snoer\nHoes")
    return make_tool(kind, "T-0042")


def lend(tools, resident, by, **more):
    tools = tools if isinstance(tools, list) else [tools]
    return lending.lend(tools, resident=resident, **{"by": by, "at": MONDAY} | more)


def words(refusal):
    return str(refusal.value)


# ── Out ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_loan_is_due_by_the_rule_of_its_kind_when_the_workshop_closes(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    assert (loan.due_at, loan.contribution_cents, loan.full_cost_cents) == (NEXT_MONDAY, 250, 600)
    assert tools.is_free(trimmer, MONDAY) is False


def test_a_day_that_the_workshop_is_closed_is_no_day_to_bring_something_back(trimmer, workshop, rika, volunteer):
    Closure.objects.create(
        facility=workshop, from_on=date(2026, 3, 9), until_on=date(2026, 3, 11), reason="De vloer wordt gelakt."
    )
    [loan] = lend(trimmer, rika, volunteer)
    assert clock.dutch(loan.due_at).date() == date(2026, 3, 11)


def test_summer_time_leaves_the_hour_of_closing_as_it_is(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer, at=datetime(2026, 3, 25, 9, 0, tzinfo=UTC))
    assert clock.dutch(loan.due_at).strftime("%d-%m %H:%M") == "01-04 16:30"


def test_somebody_may_bring_it_back_sooner_but_not_later(trimmer, rika, volunteer):
    with pytest.raises(lending.DueTooLate):
        lend(trimmer, rika, volunteer, due_on=date(2026, 3, 10))
    with pytest.raises(lending.DueInThePast):
        lend(trimmer, rika, volunteer, due_on=date(2026, 3, 1))
    [loan] = lend(trimmer, rika, volunteer, due_on=date(2026, 3, 4))
    assert clock.dutch(loan.due_at).date() == date(2026, 3, 4)


def test_what_is_out_does_not_go_out_again_and_says_until_when(trimmer, workshop, rika, volunteer):
    lend(trimmer, rika, volunteer)
    with pytest.raises(lending.ToolIsOut) as refusal:
        lend(trimmer, make_resident(workshop, "Jan Smit"), volunteer)
    assert words(refusal) == "Heggenschaar T-0042 is uitgeleend tot maandag 9 maart om 16.30 uur."


def test_what_is_late_is_never_free(trimmer, rika, volunteer):
    lend(trimmer, rika, volunteer)
    later = MONDAY + timedelta(days=30)
    assert tools.is_free(trimmer, later) is False
    with pytest.raises(lending.ToolIsOut) as refusal:
        lend(trimmer, rika, volunteer, at=later)
    assert "had terug moeten zijn op maandag 9 maart" in words(refusal)


def test_three_things_go_together_or_not_at_all(trimmer, workshop, rika, volunteer):
    saw = make_tool(make_kind(workshop, "Zaag"))
    broken = make_tool(make_kind(workshop, "Boor"), "B-1", state="out_of_order", state_because="Snoer kapot")
    with pytest.raises(lending.ToolNotInUse) as refusal:
        lend([trimmer, saw, broken], rika, volunteer)
    assert words(refusal) == "Boor B-1 kan niet mee: buiten gebruik. Snoer kapot"
    assert list(Loan.objects.all()) == []
    assert len(lend([trimmer, saw, trimmer], rika, volunteer)) == 2


def test_a_loan_that_is_sent_twice_is_one(trimmer, rika, volunteer):
    key = uuid.uuid4()
    [first] = lend(trimmer, rika, volunteer, client_keys=[key])
    assert lend(trimmer, rika, volunteer, client_keys=[key]) == [first]


def test_nothing_chosen_and_things_of_another_workshop_are_refused(trimmer, mussel, rika, volunteer):
    elsewhere = make_facility(mussel, "Wijkwerkplaats Mussel")
    with pytest.raises(lending.NothingChosen):
        lend([], rika, volunteer)
    with pytest.raises(lending.NotOfThisWorkshop):
        lend([make_tool(make_kind(elsewhere))], rika, volunteer)
    with pytest.raises(lending.NotOfThisWorkshop):
        lend(trimmer, make_resident(elsewhere, "Jan Smit"), volunteer)


def test_somebody_borrows_for_a_neighbour_and_not_for_themselves(trimmer, workshop, rika, volunteer):
    with pytest.raises(lending.ForThemselves):
        lend(trimmer, rika, volunteer, for_resident=rika)
    jan = make_resident(workshop, "Jan Smit")
    [loan] = lend(trimmer, rika, volunteer, for_resident=jan)
    assert (loan.resident, loan.for_resident) == (rika, jan)


def test_whose_term_ended_writes_in_anew_first(trimmer, workshop, volunteer):
    with pytest.raises(lending.ResidentIsForgotten):
        lend(trimmer, make_resident(workshop, "", is_erased=True), volunteer)


def test_a_bench_stays_in_the_workshop(workshop, rika, volunteer):
    with pytest.raises(lending.ToolStaysHere):
        lend(make_tool(make_kind(workshop, "Werkbank", is_bench=True)), rika, volunteer)


def test_a_kit_goes_out_whole(workshop, rika, volunteer):
    paint = [make_tool(make_kind(workshop, name)) for name in ("Roller", "Ladder", "Zeil")]
    kit = make_kit(workshop, *paint)
    assert {loan.tool for loan in lending.lend_kit(kit, resident=rika, by=volunteer, at=MONDAY)} == set(paint)
    lending.give_back(paint[0], by=volunteer, at=MONDAY)
    with pytest.raises(lending.ToolIsOut):
        lending.lend_kit(kit, resident=rika, by=volunteer, at=MONDAY)
    assert Loan.objects.open().count() == 2


# ── Safety ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_inspection_that_expired_keeps_it_in_on_every_path(workshop, rika, volunteer):
    kind = make_kind(workshop, "Haspel", inspection_months=12)
    reel = make_tool(kind, "H-1", inspected_until=date(2026, 3, 1))
    with pytest.raises(lending.InspectionExpired) as refusal:
        lend(reel, rika, volunteer)
    assert words(refusal) == "De keuring van Haspel H-1 is verlopen op 01-03-2026. Het gaat niet mee."
    with pytest.raises(lending.InspectionExpired):
        lending.lend_kit(make_kit(workshop, reel), resident=rika, by=volunteer, at=MONDAY)
    with pytest.raises(lending.InspectionExpired):
        lend(make_tool(kind), rika, volunteer)
    assert tools.is_free(reel, MONDAY) is False


def test_an_inspection_holds_on_its_last_day(workshop, rika, volunteer):
    reel = make_tool(make_kind(workshop, "Haspel", inspection_months=12), inspected_until=date(2026, 3, 2))
    assert len(lend(reel, rika, volunteer)) == 1


def test_the_host_may_sign_for_it_and_that_is_on_record(workshop, rika, host, volunteer):
    reel = make_tool(make_kind(workshop, "Haspel", inspection_months=12), inspected_until=date(2026, 3, 1))
    with pytest.raises(lending.OverrideNeedsHost):
        lend(reel, rika, volunteer, override_because="Gisteren nog nagekeken")
    with pytest.raises(lending.InspectionExpired):
        lend(reel, rika, host, override_because="  ")
    [loan] = lend(reel, rika, host, override_because="Gisteren nog nagekeken")
    signed = SafetyOverride.objects.get()
    assert (signed.loan, signed.because, signed.signed_by) == (loan, "Gisteren nog nagekeken", host.name)
    assert Entry.objects.filter(verb="tool.let_through", about_id=reel.pk).count() == 1


def test_a_dangerous_tool_goes_after_somebody_was_shown_how_it_works_once(workshop, rika, volunteer):
    chainsaw = make_tool(make_kind(workshop, "Kettingzaag", needs_instruction=True))
    with pytest.raises(lending.InstructionNeeded):
        lend(chainsaw, rika, volunteer)
    first = lending.instruct(chainsaw.kind, resident=rika, by=volunteer, at=MONDAY)
    assert lending.instruct(chainsaw.kind, resident=rika, by=volunteer, at=MONDAY) == first
    assert len(lend(chainsaw, rika, volunteer)) == 1


# ── Back ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_comes_back_can_go_out_again(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    assert lending.give_back(trimmer, in_note="Schoon", by=volunteer, at=MONDAY) == loan
    assert tools.is_free(trimmer, MONDAY)
    assert lend(trimmer, rika, volunteer)[0].pk != loan.pk


def test_a_part_that_is_missing_is_told_on_the_loan_and_on_the_item(trimmer, rika, volunteer):
    lend(trimmer, rika, volunteer)
    loan = lending.give_back(trimmer, missing_parts=["Hoes", "Iets anders"], in_note="Nat", by=volunteer, at=MONDAY)
    trimmer.refresh_from_db()
    assert (loan.in_note, trimmer.condition) == ("Ontbreekt: Hoes. Nat", "Ontbreekt: Hoes.")


def test_what_is_seen_to_be_missing_after_the_scan_is_told_all_the_same(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    with pytest.raises(lending.StillWithSomebody):
        lending.note_missing(loan, missing_parts=["Hoes"], by=volunteer, at=MONDAY)
    lending.give_back(trimmer, in_note="Schoon", by=volunteer, at=MONDAY)
    with pytest.raises(lending.NothingMissing):
        lending.note_missing(loan, in_note="  ", by=volunteer, at=MONDAY)
    loan = lending.note_missing(loan, missing_parts=["Hoes"], in_note="Mes bot", by=volunteer, at=MONDAY)
    trimmer.refresh_from_db()
    assert (loan.in_note, trimmer.condition) == ("Ontbreekt: Hoes. Mes bot Schoon", "Ontbreekt: Hoes.")


def test_a_return_of_what_was_not_out_is_refused_kindly(workshop, volunteer):
    saw = make_tool(make_kind(workshop, "Zaag"), "Z-1", shelf="plank 3")
    with pytest.raises(lending.NotOut) as refusal:
        lending.give_back(saw, by=volunteer, at=MONDAY)
    assert words(refusal) == "Zaag Z-1 was niet uitgeleend. Leg het op plank 3."


def test_a_return_that_is_sent_twice_is_one(trimmer, rika, volunteer):
    lend(trimmer, rika, volunteer)
    key = uuid.uuid4()
    first = lending.give_back(trimmer, return_key=key, by=volunteer, at=MONDAY)
    assert lending.give_back(trimmer, return_key=key, by=volunteer, at=MONDAY) == first


def test_a_clock_that_runs_behind_gives_no_return_before_the_loan(trimmer, rika, volunteer):
    lend(trimmer, rika, volunteer)
    assert lending.give_back(trimmer, by=volunteer, at=MONDAY - timedelta(minutes=5)).returned_at == MONDAY


# ── Longer ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_loan_is_extended_as_often_as_its_kind_allows(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    assert lending.extend(loan, by=volunteer, at=MONDAY).due_at == NEXT_MONDAY + timedelta(days=7)
    with pytest.raises(lending.NoMoreExtension):
        lending.extend(loan, by=volunteer, at=MONDAY)


def test_what_is_back_is_not_extended(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    lending.give_back(trimmer, by=volunteer, at=MONDAY)
    with pytest.raises(lending.NotOut):
        lending.extend(loan, by=volunteer, at=MONDAY)


def test_a_late_loan_is_extended_from_today(trimmer, rika, volunteer):
    [loan] = lend(trimmer, rika, volunteer)
    longer = lending.extend(loan, by=volunteer, at=datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    assert clock.dutch(longer.due_at).date() == date(2026, 3, 23)


# ── Counted ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_no_more_chairs_go_than_there_are(workshop, rika, volunteer):
    chairs = make_kind(workshop, "Klapstoel", stock=20, contribution_cents=25)
    loan = lending.lend_counted(chairs, number=12, resident=rika, by=volunteer, at=MONDAY)
    assert (loan.contribution_cents, loan.due_at) == (300, NEXT_MONDAY)
    with pytest.raises(lending.NotEnough) as refusal:
        lending.lend_counted(chairs, number=9, resident=rika, by=volunteer, at=MONDAY)
    assert words(refusal) == "Er zijn er nu 8. Vul een lager aantal in."
    for number in (0, -3):
        with pytest.raises(waiting.NotANumber):
            lending.lend_counted(chairs, number=number, resident=rika, by=volunteer, at=MONDAY)


def test_chairs_come_back_in_parts(workshop, rika, volunteer):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    loan = lending.lend_counted(chairs, number=12, resident=rika, by=volunteer, at=MONDAY)
    loan = lending.give_back_counted(loan, number=10, by=volunteer, at=MONDAY)
    chairs.refresh_from_db()
    assert (loan.is_open, loan.still_out, chairs.stock_out) == (True, 2, 2)
    with pytest.raises(lending.NotEnough):
        lending.give_back_counted(loan, number=3, by=volunteer, at=MONDAY)
    assert lending.give_back_counted(loan, number=2, by=volunteer, at=MONDAY).is_open is False
    with pytest.raises(lending.NotOut):
        lending.give_back_counted(loan, number=1, by=volunteer, at=MONDAY)


def test_chairs_are_extended_by_the_rule_as_long_as_there_are_enough_for_others(workshop, rika, volunteer):
    chairs = make_kind(workshop, "Klapstoel", stock=20, most_extensions=2)
    jan, says = make_resident(workshop, "Jan Smit"), {"by": volunteer, "at": MONDAY}
    loan = lending.lend_counted(chairs, number=12, resident=rika, **says)
    longer = lending.extend_counted(loan, **says)
    assert (longer.due_at, longer.extensions) == (NEXT_MONDAY + timedelta(days=7), 1)
    promised = {"from_at": longer.due_at + timedelta(hours=17), "until_at": longer.due_at + timedelta(days=2)}
    reserving.reserve(workshop, kind=chairs, number=9, resident=jan, **promised, **says)
    with pytest.raises(lending.PromisedToAnother):
        lending.extend_counted(loan, **says)
    lending.give_back_counted(loan, number=1, **says)
    assert lending.extend_counted(loan, **says).extensions == 2
    with pytest.raises(lending.NoMoreExtension):
        lending.extend_counted(loan, **says)
    lending.give_back_counted(loan, number=11, **says)
    with pytest.raises(lending.NotOut):
        lending.extend_counted(loan, **says)


def test_chairs_that_somebody_waits_for_are_not_extended(workshop, rika, volunteer):
    chairs, says = make_kind(workshop, "Klapstoel", stock=20), {"by": volunteer, "at": MONDAY}
    loan = lending.lend_counted(chairs, number=12, resident=rika, **says)
    waiting.join_waiting(chairs, resident=make_resident(workshop, "Jan Smit"), number=9, **says)
    with pytest.raises(lending.SomebodyWaits):
        lending.extend_counted(loan, **says)


def test_chairs_that_are_sent_twice_go_once(workshop, rika, volunteer):
    chairs, key = make_kind(workshop, "Klapstoel", stock=20), uuid.uuid4()
    deed = {"number": 4, "resident": rika, "client_key": key, "by": volunteer, "at": MONDAY}
    assert lending.lend_counted(chairs, **deed) == lending.lend_counted(chairs, **deed)
    chairs.refresh_from_db()
    assert chairs.stock_out == 4


# ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("typed", ["T-0042", " t-0042\n", "T - 00 42", "t-0042\x00"])
def test_a_code_is_found_however_it_was_typed(trimmer, workshop, typed):
    assert tools.by_code(workshop, typed) == trimmer


@pytest.mark.parametrize("typed", ["", "T-9999", "🔨", "x" * 5_000, "\x00", "'; DROP TABLE"])
def test_a_code_that_is_on_nothing_finds_nothing(trimmer, workshop, typed):
    assert tools.by_code(workshop, typed) is None


def test_a_code_on_a_kit_finds_the_kit_and_another_workshop_finds_neither(trimmer, workshop, mussel):
    kit = make_kit(workshop, trimmer, code="S-1")
    elsewhere = make_facility(mussel, "Wijkwerkplaats Mussel")
    assert (tools.by_code(workshop, "s-1"), tools.by_code(elsewhere, "s-1"), tools.by_code(elsewhere, "T-0042")) == (
        kit,
        None,
        None,
    )


def test_what_was_lent_before_is_no_hindrance(trimmer, rika):
    make_loan(trimmer, rika, returned_at=MONDAY)
    assert tools.is_free(trimmer, MONDAY)
