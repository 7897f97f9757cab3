"""Plain makers of meetings."""

from datetime import UTC, date, datetime, time

from wijkwerk.domain.meetings.operations import meetings, minutes, series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.people.tests.factories import make_coordinator, make_organisation, make_person, make_work_area
from wijkwerk.foundation.access.policy import CLOCK

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # ten o'clock in the Netherlands
MONDAY_ON = date(2026, 3, 2)
EVENING = {"from_time": time(19, 30), "until_time": time(21)}

__all__ = ["make_coordinator", "make_organisation", "make_person", "make_work_area"]


def make_series(*work_areas, kind="wijkraad-college", title="Wijkraad met college", by=CLOCK, **about):
    """Without areas it is about the whole municipality."""
    wide = {"is_wide": True} if not work_areas else {"work_areas": list(work_areas)}
    made = series.make_series(kind=kind, title=title, by=by, at=MONDAY, **wide | about)
    return occurrences.series(made.pk)


def set_rhythm(one, rhythm="weekly", first_on=MONDAY_ON, **fields):
    series.set_rhythm(one, rhythm=rhythm, first_on=first_on, by=CLOCK, at=MONDAY, **EVENING | fields)
    return occurrences.series(one.pk)


def make_evening(*work_areas, seats=None, kept_seats=0, **about):
    """A walk-in evening every week, for which people register."""
    made = make_series(*work_areas, kind="inloop", title="Inloopavond", seats=seats, kept_seats=kept_seats, **about)
    return set_rhythm(made)


def prepare(one, on=MONDAY_ON, *, at=MONDAY):
    return meetings.prepare(one, on=on, by=CLOCK, at=at)


def freeze(meeting, *, at=MONDAY):
    return meetings.freeze(meeting, by=CLOCK, at=at)


def make_action(meeting, what="Bel de woningstichting", *, due_on=date(2026, 3, 20), at=MONDAY, **fields):
    if not {"owner_person", "owner_organisation"} & set(fields):
        fields["owner_organisation"] = make_organisation(f"Stichting {what}")
    return minutes.add_action(meeting, what=what, due_on=due_on, by=CLOCK, at=at, **fields)
