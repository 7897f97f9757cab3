"""A series with a meeting that was held, and an evening with who comes, so that every page of theirs is walked."""

from datetime import time, timedelta

from wijkwerk.domain.meetings.models import Meeting
from wijkwerk.domain.meetings.operations import meetings, minutes, registrations, series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.people.tests import factories as people


def make_meetings(work_area, words, *, at, by):
    """The first series and its meeting are for who takes part; the second are for everybody, but who comes is not."""
    says = {"by": by, "at": at}
    times = {"from_time": time(19, 30), "until_time": time(21)}
    closed = series.make_series(
        kind="wijkraad-college", title=words, about=words, place=words, work_areas=[work_area], **says
    )
    series.set_rhythm(closed, rhythm="weekly", first_on=at.date(), **times, **says)
    row = meetings.add_extra(closed, on=at.date() + timedelta(days=3), title=words, place=words, **times, **says)
    meetings.add_point(row, title=words, about=words, **says)
    meetings.freeze(row, **says)
    minutes.write_notes(row, notes={point.pk: words for point in row.points.all()}, **says)
    minutes.decide(row, text=words, reason=words, **says)
    owner = people.make_organisation(f"Actiehouder {work_area}")
    minutes.add_action(row, what=words, owner_organisation=owner, due_on=at.date(), **says)
    evening = series.make_series(kind="inloop", title="Inloopavond", work_areas=[work_area], **says)
    series.set_rhythm(evening, rhythm="weekly", first_on=at.date() + timedelta(days=1), **times, **says)
    [where, *_others] = occurrences.next_of(occurrences.series(evening.pk), from_on=at.date() + timedelta(days=1))
    made = registrations.register(where, name=words, channel="post", address=words, **says)
    Meeting.objects.filter(pk=made.meeting_id).update(seats=10)
    return row
