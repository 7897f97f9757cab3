"""The rota: series by the Dutch clock, places that hold under load, who came and when."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.facilities.models import Closure
from wijkwerk.domain.workshop.models import Shift, ShiftPlace, Visit
from wijkwerk.domain.workshop.operations import shifts as operations
from wijkwerk.domain.workshop.queries import shifts as queries
from wijkwerk.domain.workshop.tests.factories import (
    MONDAY,
    MONDAY_ON,
    make_facility,
    make_participant,
    make_person,
    make_resident,
)
from wijkwerk.domain.workshop.tests.rota_factories import make_series, make_shift
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter

TUESDAY_ON = date(2026, 3, 3)


@pytest.fixture
def sam(workshop):
    return make_participant(make_resident(workshop, "Sam Kuiper")).resident


def dutch_times(series):
    return [
        (clock.dutch(one.from_at).date(), clock.dutch(one.from_at).time(), clock.dutch(one.until_at).time())
        for one in Shift.objects.filter(series=series)
    ]


# ── Series ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("at", "changes_on"), [
    (datetime(2026, 10, 10, 8, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2027, 3, 14, 8, tzinfo=UTC), date(2027, 3, 28)),
])  # fmt: skip
def test_an_evening_stays_at_seven_when_the_clock_changes(workshop, host, at, changes_on):
    evening = {"weekday": 6, "from_time": time(19), "until_time": time(21, 30)}
    series = make_series(workshop, by=host, at=at, also_when_closed=True, **evening)  # 28 March 2027 is Easter
    found = dutch_times(series)
    assert changes_on in [day for day, _from, _until in found]
    assert {(begin, end) for _day, begin, end in found} == {(time(19), time(21, 30))}
    hours_of_day = {shift.from_at.astimezone(UTC).hour for shift in Shift.objects.filter(series=series)}
    assert hours_of_day == {17, 18}


def test_a_series_has_its_first_eight_weeks_at_once_and_a_day_later_nothing_twice(workshop, host):
    series = make_series(workshop, by=host)
    days = [day for day, *_rest in dutch_times(series)]
    assert days == [TUESDAY_ON + timedelta(weeks=n) for n in range(8)]
    assert operations.generate_shifts(at=MONDAY) == 0
    assert operations.generate_shifts(at=MONDAY + timedelta(weeks=1)) == 1


@pytest.mark.parametrize(("rhythm", "days"), [
    ("fortnightly", [(3, 3), (3, 17), (3, 31), (4, 14)]),
    ("monthly", [(3, 3), (4, 7)]),
])  # fmt: skip
def test_a_series_keeps_its_rhythm(workshop, host, rhythm, days):
    series = make_series(workshop, by=host, rhythm=rhythm)
    assert [(day.month, day.day) for day, *_rest in dutch_times(series)] == days


def test_no_shift_is_made_for_a_holiday_or_while_the_place_is_closed(workshop, host):
    Closure.objects.create(facility=workshop, from_on=date(2026, 3, 9), until_on=date(2026, 3, 16), reason="Verf")
    series = make_series(workshop, by=host, weekday=0)  # Easter Monday is on 6 April
    days = [day for day, *_rest in dutch_times(series)]
    assert date(2026, 3, 9) not in days
    assert date(2026, 4, 6) not in days
    assert date(2026, 3, 16) in days


def test_a_shift_that_was_cancelled_or_changed_by_hand_stays_so(workshop, host):
    series = make_series(workshop, by=host)
    first, second, third = Shift.objects.filter(series=series)[:3]
    operations.cancel_shift(first, because="Feestdag in de buurt", by=host, at=MONDAY)
    operations.change_shift(
        second,
        name="Langer",
        on=date(2026, 3, 11),
        from_time=time(9),
        until_time=time(17),
        capacity=2,
        by=host,
        at=MONDAY,
    )
    operations.change_series(
        series,
        name="Balie",
        function="meeting",
        from_time=time(10),
        until_time=time(12),
        capacity=4,
        by=host,
        at=MONDAY,
    )
    operations.generate_shifts(at=MONDAY)
    rows = [(one.slot_on, one.name, one.capacity, one.is_cancelled) for one in Shift.objects.filter(series=series)[:3]]
    assert rows == [
        (TUESDAY_ON, "Balie ochtend", 5, True),
        (date(2026, 3, 10), "Langer", 2, False),
        (third.slot_on, "Balie", 4, False),
    ]
    assert Shift.objects.filter(series=series).count() == 8


def test_a_series_that_stops_lets_empty_shifts_go_and_tells_who_is_on_the_others(workshop, host, sam):
    series = make_series(workshop, by=host)
    shift = Shift.objects.filter(series=series)[2]
    operations.sign_up(shift, resident=sam, by=host, at=MONDAY)
    operations.end_series(series, until_on=date(2026, 3, 10), because="De balie gaat later open", by=host, at=MONDAY)
    left = list(Shift.objects.filter(series=series).values_list("slot_on", "cancelled_because"))
    assert left == [(TUESDAY_ON, ""), (date(2026, 3, 17), "De balie gaat later open")]
    assert Letter.objects.order_by("-id").values_list("template", flat=True)[0] == "workshop/shift_cancelled"
    with pytest.raises(operations.SeriesIsOver):
        operations.end_series(series, until_on=date(2026, 3, 10), because="Nog eens", by=host, at=MONDAY)


@pytest.mark.parametrize(("change", "refusal"), [
    ({"until_time": time(9)}, operations.EndsTooEarly),
    ({"capacity": 0}, operations.NoPlaces),
    ({"capacity": 201}, operations.NoPlaces),
    ({"until_on": date(2026, 2, 1)}, operations.SeriesEndsTooEarly),
])  # fmt: skip
def test_a_series_that_cannot_be_is_refused(workshop, host, change, refusal):
    with pytest.raises(refusal):
        make_series(workshop, by=host, **change)
    assert Shift.objects.count() == 0


# ── Places ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_want_five_places_and_the_others_hear_where_there_is_room(workshop, host, threads):
    shift, later = make_shift(workshop, capacity=5), make_shift(workshop, days=7, capacity=5)
    people = [make_participant(make_resident(workshop, f"Helper {n}")).resident for n in range(50)]

    def want(n):
        try:
            operations.sign_up(shift, resident=people[n], by=host, at=MONDAY)
        except operations.ShiftIsFull as full:
            return full.words
        return ""

    told = threads(50, want)
    shift.refresh_from_db()
    assert (shift.taken, ShiftPlace.objects.filter(shift=shift).count()) == (5, 5)
    assert sorted(set(told)) == [
        "",
        f"Deze dienst is vol. Er is nog plaats op: Balie, {queries.words_of(later)}.",
    ]
    assert told.count("") == 5


@pytest.mark.django_db(transaction=True)
def test_one_person_who_takes_overlapping_shifts_at_once_gets_one(workshop, host, sam, threads):
    shifts = [make_shift(workshop, capacity=20) for _ in range(10)]

    def want(n):
        try:
            operations.sign_up(shifts[n], resident=sam, by=host, at=MONDAY)
        except operations.HasAnotherShift:
            return 0
        return 1

    assert sum(threads(10, want)) == 1


def test_the_database_refuses_one_more_than_there_are_places(workshop):
    shift = make_shift(workshop, capacity=1)
    shift.taken = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        shift.save()


def test_a_full_shift_without_another_says_so(workshop, host, sam):
    shift = make_shift(workshop, capacity=1, taken=1)
    with pytest.raises(operations.ShiftIsFull, match="nog geen andere dienst"):
        operations.sign_up(shift, resident=sam, by=host, at=MONDAY)


def test_a_shift_that_overlaps_an_own_one_is_refused_and_greyed_while_choosing(workshop, host, sam):
    mine = make_shift(workshop, capacity=3)
    operations.sign_up(mine, resident=sam, by=host, at=MONDAY)
    same_time = make_shift(workshop, name="Tuin", from_time=time(11), until_time=time(14))
    just_after = make_shift(workshop, name="Middag", from_time=time(12), until_time=time(14))
    with pytest.raises(operations.HasAnotherShift, match=r"Balie, dinsdag 3 maart, 09\.00 tot 12\.00 uur"):
        operations.sign_up(same_time, resident=sam, by=host, at=MONDAY)
    with pytest.raises(operations.HasAPlaceAlready):
        operations.sign_up(mine, resident=sam, by=host, at=MONDAY)
    participant = sam.participations.get()
    choices = [(one.shift.name, one.can_be_chosen) for one in queries.choices_for(participant, MONDAY)]
    assert choices == [("Tuin", False), ("Middag", True)]
    operations.sign_up(just_after, resident=sam, by=host, at=MONDAY)


def test_choosing_takes_three_queries_however_many_shifts_there_are(workshop, host, sam, django_assert_num_queries):
    participant = sam.participations.select_related("facility", "resident").get()
    for count in (1, 6):
        for n in range(count):
            make_shift(workshop, days=n)
        with django_assert_num_queries(2):
            queries.choices_for(participant, MONDAY)


def test_a_place_that_is_given_up_is_free_again_and_can_be_taken_anew(workshop, host, sam):
    shift = make_shift(workshop, capacity=1)
    place = operations.sign_up(shift, resident=sam, by=host, at=MONDAY)
    operations.sign_off(place, by=host, at=MONDAY)
    shift.refresh_from_db()
    assert shift.taken == 0
    operations.sign_up(shift, resident=sam, by=host, at=MONDAY)
    with pytest.raises(operations.PlaceIsGone):
        operations.sign_off(place, by=host, at=MONDAY)


def test_who_does_not_take_part_takes_no_place_but_in_the_garden(workshop, host, rika):
    with pytest.raises(operations.DoesNotTakePart):
        operations.sign_up(make_shift(workshop), resident=rika, by=host, at=MONDAY)
    place = operations.sign_up(make_shift(workshop, function="garden"), resident=rika, by=host, at=MONDAY)
    assert (place.participant, place.kind) == (None, "")


def test_who_signs_up_alone_gets_no_letter_and_who_is_signed_up_does(workshop, host, parkwijk):
    person = make_person("Sam Kuiper")
    sam = make_participant(make_resident(workshop, "Sam Kuiper"), person=person).resident
    operations.sign_up(make_shift(workshop), resident=sam, by=person, at=MONDAY)
    assert Letter.objects.count() == 0
    operations.sign_up(make_shift(workshop, days=1), resident=sam, by=host, at=MONDAY)
    assert [(one.template, one.to_address) for one in Letter.objects.all()] == [
        ("workshop/shift_signed_up", "rika@example.nl")
    ]


def test_a_shift_that_is_cancelled_over_or_moved_to_the_past_takes_nobody(workshop, host, sam):
    cancelled = make_shift(workshop)
    operations.cancel_shift(cancelled, because="Ziek", by=host, at=MONDAY)
    with pytest.raises(operations.ShiftIsCancelled):
        operations.sign_up(cancelled, resident=sam, by=host, at=MONDAY)
    with pytest.raises(operations.ShiftIsOver):
        operations.sign_up(make_shift(workshop, days=-7), resident=sam, by=host, at=MONDAY)
    with pytest.raises(operations.ShiftIsInThePast):
        operations.change_shift(
            make_shift(workshop),
            name="Balie",
            on=date(2026, 2, 3),
            from_time=time(9),
            until_time=time(12),
            capacity=3,
            by=host,
            at=MONDAY,
        )
    with pytest.raises(operations.ReasonMissing):
        operations.cancel_shift(make_shift(workshop), because="  ", by=host, at=MONDAY)


def test_a_shift_does_not_shrink_below_who_is_on_it(workshop, host, sam):
    shift = make_shift(workshop, capacity=2)
    operations.sign_up(shift, resident=sam, by=host, at=MONDAY)
    other = make_participant(make_resident(workshop, "Els Bos")).resident
    operations.sign_up(shift, resident=other, by=host, at=MONDAY)
    with pytest.raises(operations.MoreHaveSignedUp):
        operations.change_shift(
            shift,
            name="Balie",
            on=TUESDAY_ON,
            from_time=time(9),
            until_time=time(12),
            capacity=1,
            by=host,
            at=MONDAY,
        )


def test_who_is_on_a_shift_that_moves_hears_the_new_time(workshop, host, sam):
    shift = make_shift(workshop)
    operations.sign_up(shift, resident=sam, by=host, at=MONDAY)
    values = {"name": "Balie", "on": TUESDAY_ON, "capacity": 3, "by": host, "at": MONDAY}
    operations.change_shift(shift, from_time=time(9), until_time=time(12), **values)
    operations.change_shift(shift, from_time=time(13), until_time=time(15), **values)
    letters = Letter.objects.filter(template="workshop/shift_changed")
    assert [letter.subject for letter in letters] == ["De dienst Balie is op een ander moment"]
    assert "Nu: dinsdag 3 maart, 13.00 tot 15.00 uur." in letters.get().body


# ── At the door ────────────────────────────────────────────────────────────────────────────────────────────────────
AT_NINE = datetime(2026, 3, 3, 8, 2, tzinfo=UTC)
AT_TWELVE = datetime(2026, 3, 3, 11, 1, tzinfo=UTC)


@pytest.fixture
def place(workshop, host, sam):
    return operations.sign_up(make_shift(workshop), resident=sam, by=host, at=MONDAY)


def test_one_tap_says_that_somebody_came_and_when_and_counts_the_visit_once(place, host):
    for _ in range(2):
        operations.note_present(place, by=host, at=AT_NINE)
    done = operations.note_left(place, by=host, at=AT_TWELVE)
    assert (done.state, done.came_at, done.left_at, done.minutes) == ("present", AT_NINE, AT_TWELVE, 179)
    assert list(Visit.objects.values_list("function", "is_helper")) == [("meeting", True)]


def test_a_tap_long_after_the_shift_guesses_no_time(place, host):
    done = operations.note_present(place, by=host, at=AT_NINE + timedelta(days=2))
    assert (done.state, done.came_at, done.minutes) == ("present", None, None)
    with pytest.raises(operations.TimesCannotBe):
        operations.note_left(done, by=host, at=AT_NINE + timedelta(days=2))
    assert Visit.objects.count() == 0


def test_times_are_filled_in_by_the_dutch_clock(place, host):
    done = operations.set_times(place, came_time=time(9, 15), left_time=time(11, 45), by=host, at=AT_TWELVE)
    assert (done.minutes, done.came_at) == (150, datetime(2026, 3, 3, 8, 15, tzinfo=UTC))
    for came, left in ((time(12), time(11)), (time(9), time(9)), (time(9), time(23))):
        with pytest.raises(operations.TimesCannotBe):
            operations.set_times(place, came_time=came, left_time=left, by=host, at=AT_TWELVE)


def test_nobody_is_present_or_absent_before_a_shift_begins_nor_signs_off_after(place, host):
    with pytest.raises(operations.NotBegun):
        operations.note_present(place, by=host, at=MONDAY)
    with pytest.raises(operations.NotBegun):
        operations.note_absent(place, by=host, at=MONDAY)
    with pytest.raises(operations.TooLateToSignOff):
        operations.sign_off(place, by=host, at=AT_NINE)
    assert operations.note_absent(place, by=host, at=AT_NINE).state == "absent"


def test_the_desk_sees_the_shift_of_today_alone(place, sam):
    assert queries.desk_lines(sam, at=MONDAY) == []
    lines = queries.desk_lines(sam, at=AT_NINE)
    assert [(line.title, line.text) for line in lines] == [("Balie", "dinsdag 3 maart, 09.00 tot 12.00 uur")]


def test_a_shift_of_another_place_is_not_asked(workshop, host, sam, mussel):
    there = make_facility(mussel, "Wijkwerkplaats Mussel")
    make_shift(there)
    assert queries.choices_for(sam.participations.get(), MONDAY) == []
    assert list(queries.shifts_between(workshop, MONDAY_ON, MONDAY_ON + timedelta(days=7))) == []
