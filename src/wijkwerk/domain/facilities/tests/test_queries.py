from datetime import UTC, date, datetime, time, timedelta

import pytest

from wijkwerk.domain.facilities import queries
from wijkwerk.domain.facilities.models import Closure, OfficeHourHeld, Rhythm
from wijkwerk.domain.facilities.queries import Calendar, Presence, Span
from wijkwerk.domain.facilities.tests.factories import MONDAY, NOON, make_office_hour
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import ClosingDay

SATURDAY = MONDAY + timedelta(days=5)


def test_it_is_open_between_its_times_on_a_dutch_clock(facility):
    calendar = Calendar(facility)
    assert calendar.spans(MONDAY) == [Span(time(9), time(16, 30))]
    asked = [datetime(2026, 3, 2, hour, minute, tzinfo=UTC) for hour, minute in ((7, 59), (8, 0), (15, 29), (15, 30))]
    assert [calendar.is_open(at) for at in asked] == [False, True, True, False]
    in_summer = datetime(2026, 7, 6, 7, 0, tzinfo=UTC)  # nine o'clock in the Netherlands
    assert calendar.is_open(in_summer)


def test_it_is_closed_on_holidays_closing_days_and_while_it_is_closed(facility):
    ClosingDay.objects.create(on=MONDAY, name="Feestdag van het dorp")
    Closure.objects.create(
        facility=facility, from_on=MONDAY + timedelta(days=1), until_on=MONDAY + timedelta(days=3), reason="Verbouwing"
    )
    calendar = Calendar(facility)
    kings_day = date(2026, 4, 27)
    assert [calendar.spans(day) for day in (MONDAY, MONDAY + timedelta(days=2), kings_day)] == [[], [], []]
    assert calendar.open_day_from(MONDAY) == MONDAY + timedelta(days=3)
    assert calendar.open_day_from(SATURDAY) == MONDAY + timedelta(days=7)


def test_it_closes_at_its_last_time_of_the_day(facility):
    assert Calendar(facility).closes_at(MONDAY) == datetime(2026, 3, 2, 16, 30, tzinfo=clock.AMSTERDAM)
    assert Calendar(facility).closes_at(SATURDAY) == datetime(2026, 3, 7, 23, 59, tzinfo=clock.AMSTERDAM)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm.WEEKLY, [2, 9, 16, 23, 30]),
        (Rhythm.FORTNIGHTLY, [2, 16, 30]),
        (Rhythm.MONTHLY, [2]),
    ],
)
def test_a_walk_in_hour_comes_back_by_its_rhythm(facility, rhythm, days):
    hour = make_office_hour(facility, rhythm=rhythm)
    found = list(queries.dates_of(hour, date(2026, 2, 1), date(2026, 4, 1)))
    assert found == [date(2026, 3, day) for day in days]


def test_the_first_monday_of_the_month_stays_the_first_monday(facility):
    hour = make_office_hour(facility, rhythm=Rhythm.MONTHLY)
    found = list(queries.dates_of(hour, MONDAY, date(2026, 7, 1)))
    assert found == [date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)]


def test_what_began_on_a_fifth_monday_comes_on_the_last_of_a_month_with_four(facility):
    hour = make_office_hour(facility, rhythm=Rhythm.MONTHLY, from_on=date(2026, 3, 30))
    found = list(queries.dates_of(hour, date(2026, 1, 1), date(2026, 7, 1)))
    assert found == [date(2026, 3, 30), date(2026, 4, 27), date(2026, 5, 25), date(2026, 6, 29)]


@pytest.mark.parametrize("rhythm", Rhythm)
def test_asking_from_any_day_gives_the_same_days(facility, rhythm):
    hour = make_office_hour(facility, rhythm=rhythm)
    whole = list(queries.dates_of(hour, date(2026, 1, 1), date(2026, 12, 1)))
    for number in range(40):
        begin = MONDAY + timedelta(days=number)
        assert list(queries.dates_of(hour, begin, date(2026, 12, 1))) == [day for day in whole if day >= begin]


def test_the_next_times_leave_out_days_that_the_place_is_closed(facility):
    hour = make_office_hour(facility)
    days = queries.next_dates(hour, Calendar(facility), from_on=date(2026, 4, 1), most=3)
    assert days == [date(2026, 4, 13), date(2026, 4, 20), date(2026, 5, 4)]  # Easter Monday and King's Day are not


def test_promised_against_held(facility):
    hour = make_office_hour(facility)
    for day, visitors, why in ((2, 4, ""), (9, None, "Ziek."), (16, 3, "")):
        OfficeHourHeld.objects.create(
            office_hour=hour,
            on=date(2026, 3, day),
            visitors=visitors,
            not_held_because=why,
            written_by="Ina",
            written_at=NOON,
        )
    calendar = Calendar(facility)
    found = queries.presence(hour, calendar, from_on=MONDAY, until_on=date(2026, 3, 30))
    assert found == Presence(promised=4, held=2, visitors=7)
    assert queries.not_written_down(hour, calendar, on=date(2026, 3, 25)) == [date(2026, 3, 23)]
