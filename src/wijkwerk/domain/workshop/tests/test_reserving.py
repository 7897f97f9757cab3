"""Promises: no item twice, half-open, never stretched by who is late; and the waiting list."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.models import Loan, Promise, Reservation, Waiting
from wijkwerk.domain.workshop.operations import lending, reserving, tools, waiting
from wijkwerk.domain.workshop.queries import availability, loans
from wijkwerk.domain.workshop.queries import reservations as queries
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_kit, make_loan, make_resident, make_tool
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel, Letter

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY, THURSDAY = MONDAY + DAY, MONDAY + 3 * DAY


@pytest.fixture
def kind(workshop):
    return make_kind(workshop)


@pytest.fixture
def trimmer(kind):
    return make_tool(kind, "T-1")


@pytest.fixture
def jan(workshop):
    return make_resident(workshop, "Jan Smit", reply_address="jan@example.nl")


def reserve(resident, *, from_at=TUESDAY, until_at=THURSDAY, at=MONDAY, by=CLOCK, **what):
    return reserving.reserve(
        resident.facility, resident=resident, from_at=from_at, until_at=until_at, by=by, at=at, **what
    )


def lend(tool, resident, by, at=MONDAY):
    [loan] = lending.lend([tool], resident=resident, by=by, at=at)
    return loan


def letters():
    return [(letter.template, letter.to_address) for letter in Letter.objects.order_by("pk")]


# ── What the database itself refuses ───────────────────────────────────────────────────────────────────────────────
def promise(reservation, tool, from_at, until_at, **fields):
    return Promise.objects.create(reservation=reservation, tool=tool, from_at=from_at, until_at=until_at, **fields)


def test_two_promises_of_one_item_never_overlap_and_may_touch(trimmer, rika):
    made = reserve(rika, tool=trimmer)
    for from_at, until_at in [
        (TUESDAY + HOUR, THURSDAY - HOUR),
        (TUESDAY - HOUR, TUESDAY + HOUR),
        (THURSDAY - HOUR, THURSDAY + HOUR),
        (TUESDAY - HOUR, THURSDAY + HOUR),
        (TUESDAY, THURSDAY),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            promise(made, trimmer, from_at, until_at)
    promise(made, trimmer, TUESDAY - HOUR, TUESDAY)
    promise(made, trimmer, THURSDAY, THURSDAY + HOUR)
    assert Promise.objects.count() == 3


def test_a_promise_that_is_moved_onto_another_is_refused_and_one_that_fell_is_no_hindrance(trimmer, kind, rika):
    made, other = reserve(rika, tool=trimmer), make_tool(kind, "T-2")
    second = promise(made, other, TUESDAY, THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=second.pk).update(tool=trimmer)
    fallen = promise(made, trimmer, TUESDAY, THURSDAY, stands=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=fallen.pk).update(stands=True)
    Promise.objects.filter(pk=made.promises.first().pk).update(until_at=THURSDAY + DAY)


# ── Reserving ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_kind_gets_an_item_at_once_and_the_item_stays_on_the_shelf(trimmer, kind, rika, volunteer, jan):
    made = reserve(rika, kind=kind)
    assert [each.tool for each in made.promises.all()] == [trimmer]
    assert letters() == [("workshop/reserved", "rika@example.nl")]
    assert availability.is_free(trimmer, MONDAY)
    loan = lend(trimmer, jan, volunteer)
    assert loan.due_at == datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def test_nobody_is_rung_to_hear_what_was_said_at_the_desk(trimmer, kind, workshop):
    reserve(make_resident(workshop, "Piet", reply_by=Channel.PHONE, reply_address="0599 00 00 01"), kind=kind)
    assert letters() == []


def test_the_second_gets_the_other_item_and_the_third_hears_when_one_is_free(trimmer, kind, rika, jan):
    make_tool(kind, "T-2")
    tools_given = {reserve(each, kind=kind).promises.get().tool.code for each in (rika, jan)}
    assert tools_given == {"T-1", "T-2"}
    with pytest.raises(reserving.NotFree) as refusal:
        reserve(make_resident(rika.facility, "Piet"), kind=kind)
    assert str(refusal.value) == "Dit is dan niet vrij. Het is zo lang vrij vanaf donderdag 5 maart om 10.00 uur."


def test_one_may_begin_where_another_ends(trimmer, kind, rika, jan):
    reserve(rika, kind=kind)
    assert reserve(jan, kind=kind, from_at=THURSDAY, until_at=THURSDAY + DAY).promises.count() == 1


def test_what_is_out_is_promised_from_when_it_is_due(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, jan, volunteer)
    with pytest.raises(reserving.NotFree):
        reserve(rika, kind=kind)
    monday = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert reserve(rika, kind=kind, from_at=monday, until_at=monday + DAY).promises.get().tool == trimmer


def test_a_kit_is_promised_whole_or_not_at_all(workshop, trimmer, rika, jan):
    other = make_tool(make_kind(workshop, "Ladder"))
    kit = make_kit(workshop, trimmer, other)
    reserve(jan, tool=other)
    with pytest.raises(reserving.NotFree):
        reserve(rika, kit=kit)
    made = reserve(rika, kit=kit, from_at=THURSDAY, until_at=THURSDAY + DAY)
    assert {each.tool for each in made.promises.all()} == {trimmer, other}


def test_chairs_are_promised_by_number(workshop, rika, jan, volunteer):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    reserve(rika, kind=chairs, number=15)
    with pytest.raises(lending.NotEnough) as refusal:
        reserve(jan, kind=chairs, number=6, from_at=TUESDAY + HOUR)
    assert str(refusal.value) == "Dan zijn er nog 5 vrij. Vul een lager aantal in."
    for number in (0, -1):
        with pytest.raises(waiting.NotANumber):
            reserve(jan, kind=chairs, number=number)
    with pytest.raises(lending.NotEnough):
        lending.lend_counted(chairs, number=6, resident=jan, by=volunteer, at=MONDAY)
    assert lending.lend_counted(chairs, number=5, resident=jan, by=volunteer, at=MONDAY).number == 5


def test_chairs_that_were_promised_are_handed_out(workshop, rika, volunteer):
    chairs = make_kind(workshop, "Klapstoel", stock=20)
    made = reserve(rika, kind=chairs, number=15)
    [loan] = reserving.hand_out_reserved(made, by=volunteer, at=TUESDAY)
    made.refresh_from_db()
    assert (loan.number, loan.due_at, made.fetched_at, loan.reservation) == (15, THURSDAY, TUESDAY, made)


@pytest.mark.parametrize(
    ("times", "refusal"),
    [
        ({"from_at": THURSDAY, "until_at": TUESDAY}, reserving.EndsBeforeItBegins),
        ({"from_at": TUESDAY, "until_at": TUESDAY}, reserving.EndsBeforeItBegins),
        ({"from_at": MONDAY - DAY}, reserving.BeginsInThePast),
        ({"from_at": MONDAY + 300 * DAY, "until_at": MONDAY + 301 * DAY}, reserving.TooFarAhead),
        ({"until_at": TUESDAY + 14 * DAY}, reserving.TooLong),
        ({"from_at": MONDAY + 5 * DAY, "until_at": MONDAY + 7 * DAY}, reserving.ClosedThen),
        ({"until_at": MONDAY + 5 * DAY}, reserving.ClosedThen),
    ],
)
def test_times_that_cannot_be_are_refused(trimmer, kind, rika, times, refusal):
    with pytest.raises(refusal):
        reserve(rika, kind=kind, **times)


def test_a_reservation_that_is_sent_twice_is_one(trimmer, kind, rika):
    key = uuid.uuid4()
    assert reserve(rika, kind=kind, client_key=key) == reserve(rika, kind=kind, client_key=key)


def test_what_cannot_go_out_is_not_promised(kind, trimmer, rika):
    for state in ("out_of_order", "missing", "retired"):
        tools.set_state(trimmer, state=state, because="Kapot", by=CLOCK, at=MONDAY)
        with pytest.raises(reserving.NotFree):
            reserve(rika, kind=kind)
    with pytest.raises(reserving.NothingChosen):
        reserve(rika)


# ── Handing out ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_promised_to_another_is_not_handed_out(trimmer, kind, rika, jan, volunteer):
    reserve(rika, kind=kind)
    with pytest.raises(lending.PromisedToAnother) as refusal:
        lend(trimmer, jan, volunteer, at=TUESDAY + HOUR)
    assert str(refusal.value) == (
        "Heggenschaar T-1 is gereserveerd voor iemand anders, tot donderdag 5 maart om 10.00 uur."
    )


def test_whoever_reserved_gets_it_until_what_was_promised(trimmer, kind, rika, volunteer):
    made = reserve(rika, kind=kind)
    [loan] = reserving.hand_out_reserved(made, by=volunteer, at=TUESDAY)
    made.refresh_from_db()
    assert (loan.due_at, loan.tool, made.fetched_at) == (THURSDAY, trimmer, TUESDAY)
    with pytest.raises(reserving.ReservationIsOver):
        reserving.hand_out_reserved(made, by=volunteer, at=TUESDAY)
    lending.give_back(trimmer, by=volunteer, at=TUESDAY + HOUR)
    assert availability.is_free(trimmer, TUESDAY + 2 * HOUR)


def test_the_scanner_fulfils_a_reservation_too_also_with_another_item_of_the_kind(trimmer, kind, rika, jan, volunteer):
    made, other = reserve(rika, kind=kind), make_tool(kind, "T-2")
    loan = lend(other, rika, volunteer, at=TUESDAY)
    made.refresh_from_db()
    assert (loan.due_at, made.fetched_at) == (THURSDAY, TUESDAY)
    assert availability.is_free(trimmer, TUESDAY)


def test_it_is_not_fetched_on_an_earlier_day(trimmer, kind, rika, volunteer):
    with pytest.raises(reserving.TooEarly):
        reserving.hand_out_reserved(reserve(rika, kind=kind), by=volunteer, at=MONDAY)


def test_a_cancelled_reservation_sets_its_item_free_and_is_told(trimmer, kind, rika, jan):
    made = reserve(rika, kind=kind)
    reserving.cancel_reservation(made, by=CLOCK, at=MONDAY)
    with pytest.raises(reserving.ReservationIsOver):
        reserving.cancel_reservation(made, by=CLOCK, at=MONDAY)
    assert reserve(jan, kind=kind).promises.get().tool == trimmer
    assert ("workshop/reservation_cancelled", "rika@example.nl") in letters()


def test_a_loan_is_not_extended_into_what_is_promised(trimmer, kind, rika, jan, volunteer):
    loan = lend(trimmer, jan, volunteer)
    tuesday = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    reserve(rika, kind=kind, from_at=tuesday, until_at=tuesday + DAY)
    with pytest.raises(lending.PromisedToAnother):
        lending.extend(loan, by=volunteer, at=MONDAY)


# ── In danger ──────────────────────────────────────────────────────────────────────────────────────────────────────
def late_loan(trimmer, jan):
    """Due on Monday in the afternoon, and not back on Tuesday."""
    return make_loan(trimmer, jan, out_at=MONDAY - 5 * DAY, due_at=MONDAY + HOUR)


def test_who_is_late_puts_the_next_reservation_in_danger_and_its_owner_is_told_once(trimmer, kind, rika, jan):
    made = reserve(rika, tool=trimmer)
    late_loan(trimmer, jan)
    assert queries.dangers([made], at=MONDAY) == {}
    assert queries.dangers([made], at=MONDAY + 2 * HOUR) == {made.pk: "T-1 is nog niet terug"}
    promised = made.promises.get()
    assert (promised.from_at, promised.until_at) == (TUESDAY, THURSDAY)
    assert [reserving.look_after_promises(at=MONDAY + 2 * HOUR) for _turn in range(2)] == [1, 0]
    assert letters()[-1] == ("workshop/reservation_in_danger", "rika@example.nl")
    assert list(queries.reservations(rika.facility, at=MONDAY + 2 * HOUR, which="danger")) == [made]


def test_another_item_of_the_kind_saves_it_without_a_word(trimmer, kind, rika, jan):
    made = reserve(rika, kind=kind)
    late_loan(trimmer, jan)
    other = make_tool(kind, "T-2")
    assert reserving.look_after_promises(at=MONDAY + 2 * HOUR) == 0
    assert made.promises.get().tool == other
    assert [template for template, _to in letters()] == ["workshop/reserved"]


def test_what_broke_or_needs_inspection_is_in_danger_too(workshop, rika, host):
    kind = make_kind(workshop, "Haspel", inspection_months=12)
    reel = make_tool(kind, "H-1", inspected_until=date(2026, 3, 2))
    made = reserve(rika, kind=kind)
    assert queries.dangers([made], at=MONDAY) == {made.pk: "H-1 moet eerst worden gekeurd"}
    tools.set_state(reel, state="missing", because="Weg", by=host, at=MONDAY)
    assert queries.dangers([made], at=MONDAY) == {made.pk: "H-1 is niet in gebruik"}


# ── Waiting list ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_waits_is_told_in_order_when_it_is_free_and_it_is_kept_two_days(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, make_resident(rika.facility, "Piet"), volunteer)
    for each in (rika, jan):
        waiting.join_waiting(kind, resident=each, by=volunteer, at=MONDAY)
    lending.give_back(trimmer, by=volunteer, at=TUESDAY)
    assert letters()[-1] == ("workshop/your_turn", "rika@example.nl")
    with pytest.raises(lending.PromisedToAnother):
        lend(trimmer, jan, volunteer, at=TUESDAY + HOUR)
    kept = Waiting.objects.get(resident=rika).reservation
    assert kept.until_at == datetime(2026, 3, 5, 15, 30, tzinfo=UTC)
    loan = lend(trimmer, rika, volunteer, at=TUESDAY + HOUR)
    assert loan.due_at == datetime(2026, 3, 10, 15, 30, tzinfo=UTC)
    assert Waiting.objects.get(resident=rika).ended_as == "fetched"


def test_a_place_lapses_after_two_open_days_and_the_next_has_the_turn(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, make_resident(rika.facility, "Piet"), volunteer)
    for each in (rika, jan):
        waiting.join_waiting(kind, resident=each, by=volunteer, at=MONDAY)
    lending.give_back(trimmer, by=volunteer, at=TUESDAY)
    assert waiting.pass_on_what_was_not_fetched(at=THURSDAY) == 0
    assert waiting.pass_on_what_was_not_fetched(at=THURSDAY + DAY) == 1
    assert letters()[-2:] == [("workshop/turn_over", "rika@example.nl"), ("workshop/your_turn", "jan@example.nl")]
    assert waiting.pass_on_what_was_not_fetched(at=THURSDAY + DAY) == 0


def test_nobody_waits_for_what_is_free_or_twice(trimmer, kind, rika, jan, volunteer):
    with pytest.raises(waiting.NothingToWaitFor):
        waiting.join_waiting(kind, resident=rika, by=volunteer, at=MONDAY)
    loan = lend(trimmer, jan, volunteer)
    place = waiting.join_waiting(kind, resident=rika, by=volunteer, at=MONDAY)
    assert waiting.join_waiting(kind, resident=rika, by=volunteer, at=MONDAY) == place
    with pytest.raises(lending.SomebodyWaits):
        lending.extend(loan, by=volunteer, at=MONDAY)
    waiting.leave_waiting(place, by=volunteer, at=MONDAY)
    with pytest.raises(waiting.PlaceIsOver):
        waiting.leave_waiting(place, by=volunteer, at=MONDAY)
    assert lending.extend(loan, by=volunteer, at=MONDAY).extensions == 1


def test_who_gets_one_all_the_same_waits_no_longer(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, jan, volunteer)
    waiting.join_waiting(kind, resident=rika, by=volunteer, at=MONDAY)
    lend(make_tool(kind, "T-2"), rika, volunteer)
    assert Waiting.objects.get().ended_as == "fetched"


def test_who_no_longer_needs_it_gives_the_turn_to_the_next(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, make_resident(rika.facility, "Piet"), volunteer)
    places = [waiting.join_waiting(kind, resident=each, by=volunteer, at=MONDAY) for each in (rika, jan)]
    lending.give_back(trimmer, by=volunteer, at=TUESDAY)
    waiting.leave_waiting(places[0], by=volunteer, at=TUESDAY)
    assert letters()[-1] == ("workshop/your_turn", "jan@example.nl")


@pytest.fixture
def chairs(workshop):
    return make_kind(workshop, "Klapstoel", stock=20)


def test_who_waits_for_chairs_has_the_turn_when_there_are_enough_first_come_first(chairs, rika, jan, volunteer):
    says = {"by": volunteer, "at": MONDAY}
    out = lending.lend_counted(chairs, number=18, resident=make_resident(rika.facility, "Piet"), **says)
    for each, number in ((rika, 10), (jan, 3)):
        waiting.join_waiting(chairs, resident=each, number=number, **says)
    lending.give_back_counted(out, number=5, **says)  # enough for Jan, who came later
    assert Reservation.objects.count() == 0
    lending.give_back_counted(out, number=4, by=volunteer, at=TUESDAY)
    kept = Waiting.objects.get(resident=rika).reservation
    assert (kept.number, kept.until_at) == (10, datetime(2026, 3, 5, 15, 30, tzinfo=UTC))
    letter = Letter.objects.latest("pk")
    assert (letter.subject, letter.to_address) == ("Het is er: 10 × Klapstoel", "rika@example.nl")
    with pytest.raises(lending.NotEnough):
        lending.lend_counted(chairs, number=3, resident=jan, by=volunteer, at=TUESDAY)
    loan = lending.lend_counted(chairs, number=10, resident=rika, by=volunteer, at=TUESDAY + HOUR)
    assert loan.due_at == datetime(2026, 3, 10, 15, 30, tzinfo=UTC)
    assert [place.ended_as for place in Waiting.objects.order_by("pk")] == ["fetched", ""]


def test_chairs_that_are_not_fetched_or_not_needed_go_to_the_next(chairs, rika, jan, volunteer):
    says = {"by": volunteer, "at": MONDAY}
    out = lending.lend_counted(chairs, number=20, resident=make_resident(rika.facility, "Piet"), **says)
    for each in (rika, jan):
        waiting.join_waiting(chairs, resident=each, number=15, **says)
    lending.give_back_counted(out, number=20, by=volunteer, at=TUESDAY)
    assert waiting.pass_on_what_was_not_fetched(at=THURSDAY + DAY) == 1
    assert letters()[-2:] == [("workshop/turn_over", "rika@example.nl"), ("workshop/your_turn", "jan@example.nl")]
    again = {"by": volunteer, "at": THURSDAY + DAY}
    place = waiting.join_waiting(chairs, resident=rika, number=15, **again)
    waiting.leave_waiting(Waiting.objects.get(resident=jan), **again)
    place.refresh_from_db()
    assert place.reservation.number == 15


def test_chairs_of_a_reservation_that_is_cancelled_go_to_who_waits(chairs, rika, jan, volunteer):
    made = reserve(jan, kind=chairs, number=15, from_at=MONDAY + HOUR)
    place = waiting.join_waiting(chairs, resident=rika, number=10, by=volunteer, at=MONDAY)
    reserving.cancel_reservation(made, by=volunteer, at=MONDAY)
    place.refresh_from_db()
    assert place.reservation is not None


def test_nobody_waits_for_chairs_that_are_there_or_for_more_than_there_are(chairs, rika, jan, volunteer):
    says = {"by": volunteer, "at": MONDAY}
    lending.lend_counted(chairs, number=12, resident=jan, **says)
    with pytest.raises(waiting.NothingToWaitFor):
        waiting.join_waiting(chairs, resident=rika, number=8, **says)
    with pytest.raises(waiting.CannotWait):
        waiting.join_waiting(chairs, resident=rika, number=21, **says)
    with pytest.raises(waiting.NotANumber):
        waiting.join_waiting(chairs, resident=rika, number=0, **says)


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_desk_sees_what_somebody_has_what_is_kept_and_what_they_wait_for(trimmer, kind, rika, jan, volunteer):
    lend(trimmer, jan, volunteer)
    waiting.join_waiting(kind, resident=rika, by=volunteer, at=MONDAY)
    chairs = make_kind(rika.facility, "Klapstoel", stock=20)
    reserve(rika, kind=chairs, number=12)
    lending.lend_counted(chairs, number=2, resident=rika, by=volunteer, at=MONDAY)
    assert [(line.title, line.text, line.tone) for line in queries.desk_lines(rika, at=MONDAY)] == [
        ("12 × Klapstoel", "gereserveerd vanaf dinsdag 3 maart om 10.00 uur", "info"),
        ("Heggenschaar", "staat op de wachtlijst", "neutral"),
    ]
    assert [(line.title, line.tone, line.urgent) for line in loans.desk_lines(rika, at=MONDAY + 20 * DAY)] == [
        ("2 × Klapstoel", "danger", True)
    ]
    assert Loan.objects.open().count() == 1
    assert Reservation.objects.count() == 1
