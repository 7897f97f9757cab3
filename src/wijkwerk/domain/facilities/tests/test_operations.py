from datetime import date, time, timedelta

import pytest

from wijkwerk.domain.facilities import operations, queries
from wijkwerk.domain.facilities.models import Function, OpeningHours, Room
from wijkwerk.domain.facilities.queries import Span
from wijkwerk.domain.facilities.tests.factories import MONDAY, NOON, make_facility, make_office_hour
from wijkwerk.foundation.journal.queries import entries_about


def test_the_hours_of_the_week_are_set_at_once(facility, coordinator):
    hours = {0: [Span(time(13), time(17)), Span(time(9), time(12))], 5: [Span(time(10), time(14))]}
    operations.set_hours(facility, hours=hours, by=coordinator, at=NOON)
    found = list(queries.hours_of(facility).values_list("weekday", "from_time", "until_time"))
    assert found == [(0, time(9), time(12)), (0, time(13), time(17)), (5, time(10), time(14))]


@pytest.mark.parametrize(
    ("spans", "refusal"),
    [
        ([Span(time(12), time(9))], operations.ClosesBeforeItOpens),
        ([Span(time(9), time(9))], operations.ClosesBeforeItOpens),
        ([Span(time(9), time(13)), Span(time(12), time(17))], operations.HoursOverlap),
    ],
)
def test_hours_that_cannot_be_are_refused_and_the_old_ones_stay(facility, coordinator, spans, refusal):
    with pytest.raises(refusal):
        operations.set_hours(facility, hours={0: spans}, by=coordinator, at=NOON)
    assert OpeningHours.objects.filter(facility=facility).count() == 5


def test_two_places_do_not_have_one_name(facility, coordinator, mussel):
    with pytest.raises(operations.NameIsTaken):
        operations.add_facility(kind="house", name=facility.name, work_area=mussel, by=coordinator, at=NOON)
    other = make_facility(mussel, "Dorpshuis", "house")
    with pytest.raises(operations.NameIsTaken):
        operations.change_facility(other, name=facility.name, by=coordinator, at=NOON)


def test_a_closure_says_when_it_opens_again(facility, coordinator):
    with pytest.raises(operations.OpensTooEarly):
        operations.close_for_a_while(
            facility, from_on=MONDAY, until_on=MONDAY, reason="Verbouwing", by=coordinator, at=NOON
        )
    made = operations.close_for_a_while(
        facility, from_on=MONDAY, until_on=MONDAY + timedelta(days=2), reason="Verbouwing", by=coordinator, at=NOON
    )
    assert list(queries.closures_of(facility, on=MONDAY)) == [made]
    operations.drop_closure(made, by=coordinator, at=NOON)
    assert list(queries.closures_of(facility, on=MONDAY)) == []


def test_a_function_is_there_from_a_day_until_a_day(facility, coordinator):
    made = operations.add_function(facility, kind="lending", from_on=MONDAY, by=coordinator, at=NOON)
    with pytest.raises(operations.EndsBeforeItBegins):
        operations.end_function(made, until_on=MONDAY - timedelta(days=1), by=coordinator, at=NOON)
    operations.end_function(made, until_on=MONDAY + timedelta(days=1), by=coordinator, at=NOON)
    shown = [queries.functions_of(facility, on=MONDAY + timedelta(days=n)) for n in (0, 1)]
    assert shown == [[made], []]
    assert Function.objects.count() == 1
    verbs = [entry.verb for entry in entries_about(facility)]
    assert sorted(verbs) == ["facility.function_added", "facility.function_ended"]


def test_a_room_of_another_place_is_no_room_for_a_walk_in_hour(facility, coordinator, mussel):
    room = Room.objects.create(facility=make_facility(mussel, "Dorpshuis", "house"), name="Zaal")
    with pytest.raises(operations.NotOfThisPlace):
        operations.add_office_hour(
            facility,
            theme="Geld",
            rhythm="weekly",
            from_on=MONDAY,
            from_time=time(10),
            until_time=time(12),
            room=room,
            by=coordinator,
            at=NOON,
        )


def test_of_a_day_it_is_written_once_how_many_came_or_why_it_was_not_held(facility, coordinator):
    hour = make_office_hour(facility)
    with pytest.raises(operations.HeldOrNot):
        operations.note_held(hour, on=MONDAY, visitors=None, by=coordinator, at=NOON)
    with pytest.raises(operations.HeldOrNot):
        operations.note_held(hour, on=MONDAY, visitors=3, not_held_because="Ziek.", by=coordinator, at=NOON)
    with pytest.raises(operations.NotYet):
        operations.note_held(hour, on=date(2026, 3, 9), visitors=3, by=coordinator, at=NOON)
    made = operations.note_held(hour, on=MONDAY, visitors=0, by=coordinator, at=NOON)
    with pytest.raises(operations.WrittenAlready):
        operations.note_held(hour, on=MONDAY, visitors=3, by=coordinator, at=NOON)
    assert list(queries.held_of(hour)) == [made]
