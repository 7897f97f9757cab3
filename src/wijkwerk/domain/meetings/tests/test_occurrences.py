"""When meetings are: by the rhythm, in Dutch local time, with what is known of single moments."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from wijkwerk.domain.meetings.models import Meeting
from wijkwerk.domain.meetings.operations import meetings, series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.meetings.tests.factories import MONDAY, MONDAY_ON, make_series, prepare, set_rhythm
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy.models import ClosingDay

SAYS = {"by": CLOCK, "at": MONDAY}


def moments(one, from_on=MONDAY_ON, until_on=date(2026, 4, 20)):
    found = occurrences.occurrences([occurrences.series(one.pk)], from_on=from_on, until_on=until_on)
    return [clock.dutch(each.starts_at).strftime("%d-%m %H:%M") for each in found]


@pytest.fixture
def weekly(maarswold):
    return set_rhythm(make_series(maarswold))


def test_half_past_seven_stays_half_past_seven_when_summer_time_begins(weekly):
    assert moments(weekly, until_on=date(2026, 4, 5)) == [
        "02-03 19:30", "09-03 19:30", "16-03 19:30", "23-03 19:30", "30-03 19:30",
    ]  # fmt: skip
    found = occurrences.occurrences([weekly], from_on=date(2026, 3, 23), until_on=date(2026, 3, 31))
    assert [each.starts_at.astimezone(UTC) for each in found] == [
        datetime(2026, 3, 23, 18, 30, tzinfo=UTC),
        datetime(2026, 3, 30, 17, 30, tzinfo=UTC),
    ]


def test_on_holidays_and_closing_days_there_is_no_meeting(weekly, municipality):
    ClosingDay.objects.create(on=date(2026, 3, 9), name="Brugdag")
    municipality.__dict__.pop("closing_days", None)
    assert moments(weekly, until_on=date(2026, 4, 13)) == [
        "02-03 19:30", "16-03 19:30", "23-03 19:30", "30-03 19:30",
    ]  # fmt: skip


def test_what_was_moved_called_off_or_is_extra_stands_where_it_is_now(weekly):
    moved, off = prepare(weekly, MONDAY_ON), prepare(weekly, MONDAY_ON + timedelta(weeks=1))
    meetings.move_meeting(
        moved, on=date(2026, 3, 4), from_time=time(20), until_time=time(21), because="Zaal bezet", **SAYS
    )
    meetings.call_off(off, because="Te weinig punten", **SAYS)
    meetings.add_extra(weekly, on=date(2026, 3, 12), from_time=time(9), until_time=time(10), **SAYS)
    found = occurrences.occurrences([weekly], from_on=MONDAY_ON, until_on=date(2026, 3, 20))
    assert [(each.on.day, each.is_moved, each.is_cancelled, each.is_extra) for each in found] == [
        (4, True, False, False),
        (9, False, True, False),
        (12, False, False, True),
        (16, False, False, False),
    ]


def test_a_month_later_it_is_found_where_it_was_moved_to(weekly):
    moved = prepare(weekly)
    meetings.move_meeting(
        moved, on=date(2026, 4, 15), from_time=time(20), until_time=time(21), because="Zaal bezet", **SAYS
    )
    assert moments(weekly, until_on=date(2026, 3, 9)) == []
    assert moments(weekly, from_on=date(2026, 4, 14)) == ["15-04 20:00"]


def test_another_rhythm_goes_on_from_its_first_day(weekly):
    series.set_rhythm(
        weekly, rhythm="fortnightly", first_on=date(2026, 3, 17), from_time=time(9), until_time=time(10), **SAYS
    )
    assert moments(weekly, until_on=date(2026, 4, 3)) == ["02-03 19:30", "09-03 19:30", "16-03 19:30", "17-03 09:00",
                                                         "31-03 09:00"]  # fmt: skip


def test_a_rhythm_does_not_end_under_what_was_prepared(weekly):
    prepare(weekly, date(2026, 3, 23))
    with pytest.raises(series.KnownAfterThat) as refusal:
        series.end_rhythm(weekly, on=date(2026, 3, 20), **SAYS)
    assert "23 maart 2026" in refusal.value.words
    series.end_rhythm(weekly, on=date(2026, 3, 24), **SAYS)
    assert moments(weekly) == ["02-03 19:30", "09-03 19:30", "16-03 19:30", "23-03 19:30"]


def test_a_day_outside_the_rhythm_is_not_prepared(weekly):
    with pytest.raises(meetings.NotAMoment):
        prepare(weekly, date(2026, 3, 3))
    with pytest.raises(meetings.NotAMoment):
        prepare(weekly, date(2026, 4, 6))  # Easter Monday


def test_the_month_asks_as_much_for_three_series_as_for_one(weekly, maarswold, django_assert_num_queries):
    def month():
        rows = occurrences.whole(occurrences.Series.objects.all())
        return len(occurrences.occurrences(rows, from_on=MONDAY_ON, until_on=date(2026, 4, 2)))

    prepare(weekly)
    with django_assert_num_queries(5):
        assert month() == 5
    for title in ("Een", "Twee"):
        prepare(set_rhythm(make_series(maarswold, title=title)))
    with django_assert_num_queries(5):
        assert month() == 15


def test_fifty_who_prepare_the_same_moment_at_once_get_one_row(threads, weekly):
    found = threads(50, lambda _n: prepare(weekly).pk)
    assert len(set(found)) == 1
    assert Meeting.objects.count() == 1
    assert Meeting.objects.get().points.count() == 7


def test_an_extra_one_sent_twice_is_one(weekly):
    times = {"on": date(2026, 3, 12), "from_time": time(9), "until_time": time(10)}
    first = meetings.add_extra(weekly, **times, **SAYS)
    assert meetings.add_extra(weekly, **times, **SAYS).pk == first.pk


def test_refusals_say_what_is_wrong(weekly):
    meeting = prepare(weekly)
    with pytest.raises(meetings.ReasonMissing):
        meetings.call_off(meeting, because="  ", **SAYS)
    with pytest.raises(meetings.MovedNowhere):
        meetings.move_meeting(
            meeting, on=MONDAY_ON, from_time=time(19, 30), until_time=time(21), because="Zo maar", **SAYS
        )
    with pytest.raises(meetings.EndsBeforeItBegins):
        meetings.move_meeting(meeting, on=MONDAY_ON, from_time=time(19), until_time=time(18), because="Ja", **SAYS)


def test_who_takes_part_hears_that_it_does_not_go_on(coordinator, maarswold):
    one = set_rhythm(make_series(maarswold, by=coordinator))
    meeting = prepare(one)
    meetings.call_off(meeting, because="IJzel", **SAYS)
    meetings.let_go_on(meeting, **SAYS)
    assert list(Letter.objects.order_by("id").values_list("template", "to_address")) == [
        ("meetings/called_off", "corrie@example.nl"),
        ("meetings/goes_on", "corrie@example.nl"),
    ]


@pytest.mark.parametrize("far", [date(1, 1, 1), date(1989, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_a_year_that_nobody_plans_in_is_refused(maarswold, far):
    times = {"from_time": time(9), "until_time": time(10)}
    one = set_rhythm(make_series(maarswold), "monthly")
    for deed in (
        lambda: series.set_rhythm(one, rhythm="weekly", first_on=far, **times, **SAYS),
        lambda: series.end_rhythm(one, on=far, **SAYS),
        lambda: meetings.add_extra(one, on=far, **times, **SAYS),
        lambda: meetings.move_meeting(prepare(one), on=far, because="Zo maar", **times, **SAYS),
    ):
        with pytest.raises(series.DayTooFar):
            deed()
    with pytest.raises(meetings.NotAMoment):
        prepare(one, far)
    with pytest.raises(occurrences.Series.DoesNotExist):
        occurrences.moment(one.pk, far.isoformat())
