"""What can be done with one meeting: make its row, move it, call it off, put points on its agenda, freeze it.

Two people who prepare the same moment at once get one row: the series is locked, and the database has the last word.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models import Line, Meeting, MeetingState, Part, Point, Schedule, Series
from wijkwerk.domain.meetings.models.series import at_local, is_near
from wijkwerk.domain.meetings.operations import series as of_series
from wijkwerk.domain.meetings.operations import telling
from wijkwerk.domain.meetings.queries import filling, kinds, occurrences
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

MOST_POINTS = 60
EARLY_AFTER = 7  # days before a meeting


class NotAMoment(Refusal):
    message = _("Op die dag is dit overleg er niet meer. Ververs de pagina.")
    status = 409


class MoveNotPossible(Refusal):
    message = _("Dit kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom. Wie zou komen, leest dit.")
    field = "because"


class EndsBeforeItBegins(Refusal):
    message = _("De eindtijd ligt niet na de begintijd.")
    field = "until_time"


class MovedNowhere(Refusal):
    message = _("Dit is het moment dat het al was. Kies een andere dag of tijd.")
    field = "on"


class AgendaIsFrozen(Refusal):
    message = _("De agenda ligt vast. Zet dit punt op de agenda van de volgende keer, of schrijf het in het verslag.")
    status = 409


class FreezesEarly(Refusal):
    """A warning: what changes until the meeting would not stand on its agenda."""

    status = 409

    def __init__(self, days: int) -> None:
        super().__init__(early_words(days))


class AgendaIsNotFrozen(Refusal):
    message = _("Zet eerst de agenda vast. Dan begint het verslag.")
    status = 409


class TitleMissing(Refusal):
    message = _("Schrijf op waar het punt over gaat.")
    field = "title"


class TooManyPoints(Refusal):
    message = _("Meer punten passen niet op één agenda.")
    field = "title"


class TooManyKept(Refusal):
    message = _("Er zijn minder plaatsen dan u wilt bewaren.")
    field = "kept_seats"


# ── The row of a moment ────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def prepare(series: Series, *, on: date, by: Actor, at: datetime) -> Meeting:
    """The row of the moment that the rhythm has on a day, with its agenda; made once. Locks the series."""
    of_series.lock(series)
    found: Meeting | None = Meeting.objects.filter(series=series, slot_on=on).first()
    if found is not None:
        return found
    schedule = next((each for each in Schedule.objects.filter(series=series) if each.falls_on(on)), None)
    if schedule is None or on in occurrences.closed_days(on, on):
        raise NotAMoment
    starts_at, ends_at = schedule.moments_on(on)
    try:
        with transaction.atomic():
            return _make(series, starts_at, ends_at, by=by, at=at, schedule=schedule, slot_on=on)
    except IntegrityError:
        return Meeting.objects.get(schedule=schedule, slot_on=on)  # type: ignore[no-any-return]


@transaction.atomic
def add_extra(
    series: Series,
    *,
    on: date,
    from_time: time,
    until_time: time,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
    title: str = "",
    **place: Any,
) -> Meeting:
    """One more moment, beside the rhythm or without any. The same `client_key` again gives the one that was made."""
    if until_time <= from_time:
        raise EndsBeforeItBegins
    if not is_near(on):
        raise of_series.DayTooFar
    of_series.lock(series)
    starts_at, ends_at = at_local(on, from_time), at_local(on, until_time)
    if client_key is not None and (made := Meeting.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    same = Meeting.objects.filter(series=series, slot_on=None, starts_at=starts_at).first()
    if same is not None:
        return same  # type: ignore[no-any-return]
    values = {"client_key": client_key} if client_key is not None else {}
    return _make(
        series, starts_at, ends_at, by=by, at=at, title=text.one_line(title), **values, **telling.placed(**place)
    )


def _make(series: Series, starts_at: datetime, ends_at: datetime, *, by: Actor, at: datetime, **values: Any) -> Meeting:
    made: Meeting = Meeting.objects.create(
        series=series,
        starts_at=starts_at,
        ends_at=ends_at,
        seats=series.seats,
        kept_seats=series.kept_seats,
        made_at=at,
        changed_at=at,
        **values,
    )
    opening = [(Part.OWN, gettext("Opening"))] if not series.is_open else []
    parts = [(part, str(part.label)) for part in kinds.kind(series.kind).parts]
    closing = [(Part.OWN, gettext("Rondvraag en sluiting"))] if not series.is_open else []
    Point.objects.bulk_create(
        Point(meeting=made, part=part, title=title, order=order, municipality_id=made.municipality_id)
        for order, (part, title) in enumerate([*opening, *parts, *closing], 1)
    )
    journal.record("meetings.meeting_made", about=made, by=by, at=at)
    return made


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it is now, until the deed is done."""
    fresh: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("series").get(pk=meeting.pk)
    return fresh


def save(meeting: Meeting, *, at: datetime, in_calendar: bool = True) -> None:
    meeting.sequence += in_calendar
    meeting.changed_at = at
    meeting.save()


# ── Exceptions ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    on: date,
    from_time: time,
    until_time: time,
    because: str,
    by: Actor,
    at: datetime,
    **place: Any,
) -> Meeting:
    """Another day, time or place, and why. Who would come hears of it."""
    because = text.one_line(because)
    if not because:
        raise ReasonMissing
    if until_time <= from_time:
        raise EndsBeforeItBegins
    if not is_near(on):
        raise of_series.DayTooFar
    fresh = lock(meeting)
    if fresh.state != MeetingState.PLANNED:
        raise MoveNotPossible
    before = (fresh.starts_at, fresh.ends_at, occurrences.where(fresh, fresh.series))
    fresh.starts_at, fresh.ends_at = at_local(on, from_time), at_local(on, until_time)
    for name, value in telling.placed(**place).items():
        setattr(fresh, name, value)
    if before == (fresh.starts_at, fresh.ends_at, occurrences.where(fresh, fresh.series)):
        raise MovedNowhere
    fresh.moved_because = because
    save(fresh, at=at)
    journal.record("meetings.meeting_moved", about=fresh, by=by, at=at)
    telling.tell_all("moved", fresh, at=at, before=before[0])
    return fresh


@transaction.atomic
def call_off(meeting: Meeting, *, because: str, by: Actor, at: datetime) -> Meeting:
    """It does not go on, and why. Who would come hears of it."""
    because = text.one_line(because)
    if not because:
        raise ReasonMissing
    fresh = lock(meeting)
    if not fresh.may_become(MeetingState.CANCELLED):
        raise MoveNotPossible
    fresh.state, fresh.cancelled_because = MeetingState.CANCELLED, because
    save(fresh, at=at)
    journal.record("meetings.meeting_called_off", about=fresh, by=by, at=at)
    telling.tell_all("called_off", fresh, at=at)
    return fresh


@transaction.atomic
def let_go_on(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """It goes on after all. Who would have come hears of it."""
    fresh = lock(meeting)
    if not fresh.is_cancelled:
        raise MoveNotPossible
    fresh.state, fresh.cancelled_because = MeetingState.PLANNED, ""
    save(fresh, at=at)
    journal.record("meetings.meeting_goes_on", about=fresh, by=by, at=at)
    telling.tell_all("goes_on", fresh, at=at)
    return fresh


@transaction.atomic
def describe(meeting: Meeting, *, title: str, about: str, by: Actor, at: datetime) -> Meeting:
    """What this one is about, when that is something of its own."""
    fresh = lock(meeting)
    fresh.title, fresh.about = text.one_line(title), text.clean_text(about)
    save(fresh, at=at)
    journal.record("meetings.meeting_described", about=fresh, by=by, at=at)
    return fresh


# ── The agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_point(
    meeting: Meeting, *, title: str, by: Actor, at: datetime, about: str = "", minutes: int | None = None
) -> Point:
    """Something of one's own on the agenda: before what closes it."""
    title = text.one_line(title)
    if not title:
        raise TitleMissing
    fresh = _open_agenda(meeting)
    points = list(Point.objects.filter(meeting=fresh).order_by("order", "id"))
    if len(points) >= MOST_POINTS:
        raise TooManyPoints
    made: Point = Point.objects.create(
        meeting=fresh,
        title=title,
        about=text.clean_text(about),
        minutes=minutes,
        order=(Point.objects.filter(meeting=fresh).aggregate(last=Max("order"))["last"] or 0) + 1,
    )
    closes = points[-1:] if points and points[-1].is_own and len(points) > 1 else []
    _number([*points[: len(points) - len(closes)], made, *closes])
    save(fresh, at=at, in_calendar=False)
    journal.record("meetings.point_added", about=fresh, by=by, at=at)
    return made


@transaction.atomic
def change_point(
    point: Point, *, title: str, by: Actor, at: datetime, about: str = "", minutes: int | None = None
) -> Point:
    title = text.one_line(title)
    if not title:
        raise TitleMissing
    _open_agenda(point.meeting)
    point.title, point.about, point.minutes = title, text.clean_text(about), minutes
    point.save(update_fields=["title", "about", "minutes"])
    journal.record("meetings.point_changed", about=point.meeting, by=by, at=at)
    return point


@transaction.atomic
def move_point(point: Point, *, up: bool, by: Actor, at: datetime) -> None:
    """One place up or down on the agenda."""
    fresh = _open_agenda(point.meeting)
    points = list(Point.objects.filter(meeting=fresh).order_by("order", "id"))
    place = next((number for number, each in enumerate(points) if each.pk == point.pk), None)
    if place is None:
        raise MoveNotPossible
    other = place - 1 if up else place + 1
    if 0 <= other < len(points):
        points[place], points[other] = points[other], points[place]
        _number(points)
        journal.record("meetings.points_ordered", about=fresh, by=by, at=at)


@transaction.atomic
def leave_out(point: Point, *, by: Actor, at: datetime) -> None:
    """Off this agenda. What fills itself can be put back; an own point is gone."""
    fresh = _open_agenda(point.meeting)
    if point.is_own:
        Point.objects.filter(pk=point.pk).delete()
    else:
        Point.objects.filter(pk=point.pk).update(is_left_out=True)
    journal.record("meetings.point_left_out", about=fresh, by=by, at=at, details={"part": point.part})


@transaction.atomic
def put_back(point: Point, *, by: Actor, at: datetime) -> None:
    fresh = _open_agenda(point.meeting)
    Point.objects.filter(pk=point.pk).update(is_left_out=False)
    journal.record("meetings.point_put_back", about=fresh, by=by, at=at, details={"part": point.part})


def _number(points: Sequence[Point]) -> None:
    for order, point in enumerate(points, 1):
        point.order = order
    Point.objects.bulk_update(points, ["order"])


def _open_agenda(meeting: Meeting) -> Meeting:
    fresh = lock(meeting)
    if fresh.is_frozen:
        raise AgendaIsFrozen
    return fresh


def days_early(meeting: Meeting, *, at: datetime) -> int:
    """In how many days it is, where that is more than a week: freezing its agenda now takes a second thought."""
    days = (meeting.on - clock.dutch(at).date()).days
    return days if days > EARLY_AFTER else 0


def early_words(days: int) -> str:
    told = gettext(
        "Dit overleg is pas over %(days)s dagen. Wat tot dan toe verandert, komt niet meer op de agenda. "
        "Weet u het zeker?"
    )
    return told % {"days": days}


@transaction.atomic
def freeze(meeting: Meeting, *, by: Actor, at: datetime, is_sure: bool = False) -> Meeting:
    """The agenda as it stands at this moment is that of the meeting: its lines are kept. The minutes can begin.

    More than a week early it warns, and goes on for who is sure.
    """
    fresh = lock(meeting)
    if fresh.state == MeetingState.BEGUN:
        return fresh
    if fresh.state != MeetingState.PLANNED:
        raise MoveNotPossible
    if not is_sure and (days := days_early(fresh, at=at)):
        raise FreezesEarly(days)
    series = occurrences.series(fresh.series_id)
    points = [point for point in Point.objects.filter(meeting=fresh) if not point.is_left_out]
    parts = [Part(point.part) for point in points if not point.is_own]
    since = filling.since(fresh, series, fresh.starts_at)
    drafts = filling.as_they_stand(filling.fill(parts, series, on=fresh.on, since=since, at=at))
    Line.objects.bulk_create(
        Line(
            point=point,
            order=order,
            about_kind=draft.about.kind if draft.about else "",
            about_id=draft.about.id if draft.about else None,
            title=text.shorten(draft.title, 300),
            words=draft.words,
            inside=draft.inside,
            state=text.shorten(draft.state, 80),
            tone=draft.tone,
            changes=[change.as_json() for change in draft.changes],
            municipality_id=fresh.municipality_id,
        )
        for point in points
        if not point.is_own
        for order, draft in enumerate(drafts[Part(point.part)], 1)
    )
    fresh.state, fresh.frozen_at = MeetingState.BEGUN, at
    save(fresh, at=at, in_calendar=False)
    journal.record("meetings.agenda_frozen", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def thaw(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Frozen too early: the agenda fills itself again. Refused once the minutes say something."""
    fresh = lock(meeting)
    written = Point.objects.filter(meeting=fresh).exclude(notes="").exists()
    if fresh.state != MeetingState.BEGUN or written or fresh.decisions.exists() or fresh.actions.exists():
        raise MoveNotPossible
    Line.objects.filter(point__meeting=fresh).delete()
    fresh.state, fresh.frozen_at = MeetingState.PLANNED, None
    save(fresh, at=at, in_calendar=False)
    journal.record("meetings.agenda_thawed", about=fresh, by=by, at=at)
    return fresh
