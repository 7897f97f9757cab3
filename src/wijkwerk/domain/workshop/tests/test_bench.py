"""A bench by the hour with a helper: one at a time, held by the database too."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.workshop.models import BenchBooking, ToolState, Visit
from wijkwerk.domain.workshop.operations import bench, bicycles
from wijkwerk.domain.workshop.queries import bench as queries
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import HOUR, SAYS
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_facility,
    make_kind,
    make_participant,
    make_resident,
    make_tool,
)
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def filip(workshop):
    return make_participant(make_resident(workshop, "Filip Maker"))


def test_who_begins_when_another_stops_takes_nothing_of_theirs(workshop, rika):
    bank = made.make_bench(workshop)
    made.book(bank, rika, hour=0)
    made.book(bank, make_resident(workshop, "Jan Smit"), hour=1)
    assert BenchBooking.objects.count() == 2
    with pytest.raises(bench.BenchIsTaken) as refused:
        made.book(bank, rika, hour=0, hours=2)
    assert "11:00" in refused.value.words


def test_a_helper_helps_one_at_a_time(workshop, rika, filip):
    made.book(made.make_bench(workshop), rika, helper=filip)
    other = made.make_bench(workshop, "Metaalbank")
    with pytest.raises(bench.HelperIsTaken):
        made.book(other, make_resident(workshop, "Jan Smit"), helper=filip)
    alone = made.book(other, make_resident(workshop, "Jan Smit"))
    with pytest.raises(bench.HelperIsTaken):
        bench.set_helper(alone, helper=filip, **SAYS)
    assert list(queries.free_helpers(workshop, MONDAY, MONDAY + HOUR)) == []
    assert list(queries.free_helpers(workshop, MONDAY + HOUR, MONDAY + 2 * HOUR)) == [filip]


def test_nobody_helps_themselves_nor_comes_from_another_workshop(workshop, rika, parkwijk):
    bank, other = made.make_bench(workshop), make_facility(parkwijk, name="Andere werkplaats")
    with pytest.raises(bench.HelperHelpsThemselves):
        made.book(bank, rika, helper=make_participant(rika))
    with pytest.raises(bench.NotFromHere):
        made.book(bank, rika, helper=make_participant(make_resident(other)))
    with pytest.raises(bicycles.NotFromHere):
        made.book(bank, make_resident(other))


def test_a_helper_whose_period_ended_does_not_help(workshop, rika):
    gone = make_participant(make_resident(workshop, "Weg Gegaan"), until_on=MONDAY_ON)
    with pytest.raises(bench.NotFromHere):
        made.book(made.make_bench(workshop), rika, helper=gone)


@pytest.mark.parametrize(
    ("hour", "hours", "refusal"),
    [
        (0, 0, bench.TimeNotPossible),
        (0, -1, bench.TimeNotPossible),
        (0, 24, bench.TimeNotPossible),
        (-2, 1, bench.TimeIsPast),
        (6, 1, bench.ClosedThen),
        (5 * 24, 1, bench.ClosedThen),
    ],
)
def test_a_time_that_cannot_be_is_refused(workshop, rika, hour, hours, refusal):
    with pytest.raises(refusal):
        made.book(made.make_bench(workshop), rika, hour=hour, hours=hours)


def test_only_a_bench_in_use_is_booked(workshop, rika):
    with pytest.raises(bench.NotABench):
        made.book(make_tool(make_kind(workshop)), rika)
    broken = made.make_bench(workshop)
    broken.state, broken.state_because = ToolState.OUT_OF_ORDER, "Blad gescheurd"
    broken.save()
    with pytest.raises(bench.NotABench):
        made.book(broken, rika)


def test_who_booked_hears_it_and_hears_when_it_is_off(workshop, rika):
    booking = made.book(made.make_bench(workshop), rika)
    bench.cancel_booking(booking, **SAYS)
    assert [letter.template for letter in Letter.objects.order_by("id")] == [
        "workshop/bench_booked",
        "workshop/bench_cancelled",
    ]
    assert made.book(booking.bench, make_resident(workshop, "Jan Smit")).is_standing
    with pytest.raises(bench.MoveNotPossible):
        bench.mark_present(booking, **SAYS)


def test_who_came_is_a_visit_and_who_did_not_is_known(workshop, rika):
    booking = made.book(made.make_bench(workshop), rika)
    assert bench.mark_absent(booking, **SAYS).state == "absent"
    assert bench.mark_present(booking, **SAYS).state == "present"
    assert [(visit.function, visit.resident) for visit in Visit.objects.all()] == [("bench", rika)]


def test_whether_somebody_came_is_known_on_the_day_itself(workshop, rika):
    booking = made.book(made.make_bench(workshop), rika, hour=24)
    for deed in (bench.mark_present, bench.mark_absent):
        with pytest.raises(bench.TooEarly):
            deed(booking, **SAYS)


def test_sent_twice_is_one_booking(workshop, rika):
    bank, key = made.make_bench(workshop), "4be7d2cc-1a66-4f0b-9ad1-9d2e3b6d1f10"
    assert made.book(bank, rika, client_key=key) == made.book(bank, rika, client_key=key)


def test_a_day_shows_each_bench_with_its_hours(workshop, rika):
    booking = made.book(made.make_bench(workshop), rika, hour=1, hours=2)
    (day,) = queries.day_of(workshop, MONDAY_ON, at=MONDAY)
    assert [hour.booking for hour in day.hours] == [None, None, booking, booking, None, None, None, None]
    assert [hour.is_past for hour in day.hours[:2]] == [True, False]
    assert day.hours[-1].until_at - day.hours[-1].from_at == timedelta(minutes=30)
    assert queries.day_of(workshop, MONDAY_ON + timedelta(days=5), at=MONDAY)[0].hours == []


def test_whoever_is_expected_today_stands_first_at_the_desk(workshop, rika):
    made.book(made.make_bench(workshop), rika, hour=1)
    made.book(made.make_bench(workshop, "Metaalbank"), rika, hour=24)
    lines = queries.desk_lines(rika, at=MONDAY)
    assert [(line.text, line.urgent) for line in lines] == [
        ("2 maart van 11:00 tot 12:00", True),
        ("3 maart van 10:00 tot 11:00", False),
    ]


# ── What the database refuses ──────────────────────────────────────────────────────────────────────────────────────
def test_the_database_itself_gives_no_bench_and_no_helper_to_two(workshop, rika, filip):
    bank = made.make_bench(workshop)
    booking = made.book(bank, rika, helper=filip)
    other = made.make_bench(workshop, "Metaalbank")

    def put(**fields):
        values = {"bench": bank, "helper": None, "from_at": MONDAY, "until_at": MONDAY + HOUR} | fields
        with transaction.atomic():
            return BenchBooking.objects.create(
                facility=workshop, resident=rika, made_at=MONDAY, client_key=uuid.uuid4(), **values
            )

    with pytest.raises(IntegrityError):
        put(from_at=MONDAY + HOUR / 2, until_at=MONDAY + 2 * HOUR)
    with pytest.raises(IntegrityError):
        put(bench=other, helper=filip)
    later = put(from_at=MONDAY + HOUR, until_at=MONDAY + 2 * HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        BenchBooking.objects.filter(pk=later.pk).update(from_at=MONDAY)
    BenchBooking.objects.filter(pk=booking.pk).update(state="cancelled")
    assert BenchBooking.objects.filter(pk=later.pk).update(from_at=MONDAY) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        BenchBooking.objects.filter(pk=booking.pk).update(state="booked")


# ── Fifty at once ──────────────────────────────────────────────────────────────────────────────────────────────────
def at_once(threads, residents, deed):
    def one(number):
        try:
            return deed(number, residents[number])
        except Refusal as refusal:
            return type(refusal)

    return threads(len(residents), one)


def test_one_hour_of_a_bench_that_fifty_want_goes_to_one(threads, workshop):
    bank = made.make_bench(workshop)
    residents = [make_resident(workshop, f"Inwoner {number}") for number in range(50)]
    told = at_once(threads, residents, lambda _n, resident: made.book(bank, resident, by=CLOCK))
    assert sum(isinstance(each, BenchBooking) for each in told) == 1
    assert {each for each in told if not isinstance(each, BenchBooking)} == {bench.BenchIsTaken}


def test_one_helper_whom_fifty_benches_want_helps_one(threads, workshop, filip):
    banks = [made.make_bench(workshop, f"Bank {number}") for number in range(50)]
    residents = [make_resident(workshop, f"Inwoner {number}") for number in range(50)]
    told = at_once(threads, residents, lambda n, resident: made.book(banks[n], resident, helper=filip))
    assert sum(isinstance(each, BenchBooking) for each in told) == 1
    assert {each for each in told if not isinstance(each, BenchBooking)} == {bench.HelperIsTaken}
