"""What can be done with series: begin one, change its words, its rhythm, who takes part, end it; and kinds of meetings.

A series is locked while its rhythm changes and while a row is made for one of its moments: so that a moment that is
being prepared does not fall out of a rhythm that changes at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities.models import Rhythm
from wijkwerk.domain.meetings import search
from wijkwerk.domain.meetings.models import BY_ITSELF, KindSetting, Meeting, Member, Part, Schedule, Series
from wijkwerk.domain.meetings.models.series import is_near
from wijkwerk.domain.meetings.queries import kinds
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import Agenda
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

ABOUT = ("title", "about", "facility", "room", "place", "takes_registrations", "seats", "kept_seats")


class TitleMissing(Refusal):
    message = _("Geef het overleg een naam.")
    field = "title"


class AreaMissing(Refusal):
    message = _("Kies ten minste één gebied, of zeg dat het over de hele gemeente gaat.")
    field = "work_areas"


class NotYourArea(Refusal):
    message = _("In een van deze gebieden plant u geen overleggen.")
    field = "work_areas"
    status = 403


class EndsBeforeItBegins(Refusal):
    message = _("De eindtijd ligt niet na de begintijd.")
    field = "until_time"


class EndsTooEarly(Refusal):
    message = _("De laatste dag ligt voor de eerste.")
    field = "until_on"


class DayTooFar(Refusal):
    message = _("Kies een dag in de jaren 1990 tot en met 2100.")
    field = "on"


class RoomOfAnotherPlace(Refusal):
    message = _("Deze ruimte hoort bij een andere plek. Kies een ruimte van hier.")
    field = "room"


class TooManyKept(Refusal):
    message = _("Er zijn minder plaatsen dan u wilt bewaren.")
    field = "kept_seats"


class KnownAfterThat(Refusal):
    """Somebody prepared, moved or called off a moment that the other rhythm does not have."""

    field = "first_on"
    status = 409


class TakesPartAlready(Refusal):
    message = _("Die staat al bij de deelnemers.")
    field = "who"


class NobodyLeads(Refusal):
    message = _("Iemand moet het overleg leiden. Kies eerst een ander.")


class NoSuchPart(Refusal):
    message = _("Kies onderdelen uit de lijst.")
    field = "parts"


class AnotherAgenda(Refusal):
    message = _("Deze agenda is van een ander gebied. Kies de agenda van een gebied van dit overleg.")
    field = "agenda"


# ── The series ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_series(
    *,
    kind: str,
    title: str,
    by: Actor,
    at: datetime,
    work_areas: Sequence[WorkArea] = (),
    is_wide: bool = False,
    agenda: Agenda | None = None,
    leader: Person | None = None,
    takes_registrations: bool | None = None,
    **about: Any,
) -> Series:
    """A new series, without a rhythm yet. Who makes it leads it, unless another does."""
    known = kinds.kind(kind)
    if not is_wide and not work_areas:
        raise AreaMissing
    if is_wide:
        work_areas = ()
    reach = by.reach(Permission.MEETING_MANAGE)
    if by.kind != "clock" and not reach.everywhere and {area.pk for area in work_areas} - reach.area_ids:
        raise NotYourArea
    if agenda is not None and not is_wide and agenda.work_area_id not in {area.pk for area in work_areas}:
        raise AnotherAgenda
    made = Series(kind=known.code, is_wide=is_wide, agenda=agenda, is_open=known.is_open, created_at=at, changed_at=at)
    registers = known.is_open if takes_registrations is None else takes_registrations and known.is_open
    _fill_in(made, title=title, takes_registrations=registers, **about)
    made.save()
    made.work_areas.set(work_areas)
    who = leader or (by if isinstance(by, Person) else None)
    if who is not None:
        Member.objects.create(series=made, person=who, leads=True)
    journal.record("meetings.series_made", about=made, by=by, at=at, details={"kind": known.code})
    search.put_series(made)
    return made


@transaction.atomic
def change_series(series: Series, *, by: Actor, at: datetime, **about: Any) -> Series:
    """Other words, another place, more or fewer seats; what single meetings have of their own stays."""
    fresh = lock(series)
    if not fresh.is_open:
        about["takes_registrations"] = False
    _fill_in(fresh, **about)
    fresh.sequence += 1
    fresh.changed_at = at
    fresh.save()
    journal.record("meetings.series_changed", about=fresh, by=by, at=at)
    search.put_series(fresh)
    return fresh


def _fill_in(series: Series, **about: Any) -> None:
    for name, value in about.items():
        if name not in ABOUT:
            raise TypeError(f"a series has no {name}")
        setattr(series, name, value)
    series.title, series.place = text.one_line(series.title), text.one_line(series.place)
    series.about = text.clean_text(series.about)
    if not series.title:
        raise TitleMissing
    if series.room is not None:
        if series.facility is not None and series.room.facility_id != series.facility.pk:
            raise RoomOfAnotherPlace
        series.facility = series.room.facility
    if series.seats is not None and series.kept_seats > series.seats:
        raise TooManyKept


def lock(series: Series) -> Series:
    fresh: Series = Series.objects.select_for_update().get(pk=series.pk)
    return fresh


# ── When ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_rhythm(
    series: Series,
    *,
    rhythm: Rhythm | str,
    first_on: date,
    from_time: time,
    until_time: time,
    by: Actor,
    at: datetime,
    until_on: date | None = None,
) -> Schedule:
    """From this day on it comes back like this; the rhythm that there was ends there. Locks the series.

    Refused when something is known of a later moment of the rhythm that ends: nothing of it is dropped silently.
    """
    if until_time <= from_time:
        raise EndsBeforeItBegins
    if until_on is not None and until_on <= first_on:
        raise EndsTooEarly
    if not is_near(first_on):
        raise DayTooFar(field="first_on")
    if until_on is not None and not is_near(until_on):
        raise DayTooFar(field="until_on")
    held = lock(series)
    _end_schedules(held, on=first_on)
    made: Schedule = Schedule.objects.create(
        series=held,
        rhythm=Rhythm(rhythm),
        first_on=first_on,
        until_on=until_on,
        from_time=from_time,
        until_time=until_time,
        made_at=at,
    )
    _changed(held, at=at)
    journal.record("meetings.rhythm_set", about=held, by=by, at=at, details={"schedule": made.pk})
    return made


@transaction.atomic
def end_rhythm(series: Series, *, on: date, by: Actor, at: datetime) -> None:
    """From this day on it comes back no more. Locks the series."""
    if not is_near(on):
        raise DayTooFar
    held = lock(series)
    _end_schedules(held, on=on)
    _changed(held, at=at)
    journal.record("meetings.rhythm_ended", about=held, by=by, at=at)


def _end_schedules(series: Series, *, on: date) -> None:
    known = Meeting.objects.filter(series=series, slot_on__gte=on).exclude(state="cancelled").order_by("slot_on")
    first = known.first()
    if first is not None and first.slot_on is not None:
        told = gettext(
            "Het overleg van %(day)s is al voorbereid. Laat dat eerst niet doorgaan, of kies een dag erna."
        ) % {"day": date_format(first.slot_on, "j F Y")}
        raise KnownAfterThat(told)
    for schedule in Schedule.objects.filter(series=series):
        if schedule.until_on is None or schedule.until_on > on:
            schedule.until_on = max(on, schedule.first_on)
            schedule.save(update_fields=["until_on"])


def _changed(series: Series, *, at: datetime) -> None:
    series.sequence += 1
    series.changed_at = at
    series.save(update_fields=["sequence", "changed_at"])


# ── Who ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_member(
    series: Series,
    *,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    organisation: Organisation | None = None,
    role: Role | str = "",
    leads: bool = False,
) -> Member:
    """Somebody takes part: a person, an organisation, or who holds a role there."""
    held = lock(series)
    if Member.objects.filter(series=held, person=person, organisation=organisation, role=role).exists():
        raise TakesPartAlready
    made: Member = Member.objects.create(series=held, person=person, organisation=organisation, role=role, leads=leads)
    journal.record("meetings.member_added", about=held, by=by, at=at, details={"member": made.pk})
    return made


@transaction.atomic
def remove_member(member: Member, *, by: Actor, at: datetime) -> None:
    """Somebody takes part no more. Of a series about the whole municipality somebody must stay to lead it."""
    held = lock(member.series)
    others = Member.objects.filter(series=held, leads=True).exclude(pk=member.pk)
    if held.is_wide and member.leads and not others.exists():
        raise NobodyLeads
    journal.record("meetings.member_removed", about=held, by=by, at=at, details={"member": member.pk})
    Member.objects.filter(pk=member.pk).delete()


# ── Kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def set_kind(
    *,
    name: str,
    by: Actor,
    at: datetime,
    code: str = "",
    is_open: bool = False,
    parts: Sequence[Part | str] = (),
    is_used: bool = True,
) -> KindSetting:
    """The municipality's own word and choices for a kind of meeting; without a code it is a new one."""
    name = text.one_line(name)
    if not name:
        raise TitleMissing(field="name")
    chosen = [Part(part) for part in parts if part in BY_ITSELF]
    if len(chosen) != len(list(parts)):
        raise NoSuchPart
    values = {"name": name, "is_open": is_open, "parts": chosen, "is_used": is_used}
    made, _is_new = KindSetting.objects.update_or_create(code=code or _free_code(name), defaults=values)
    journal.record("meetings.kind_set", about=made, by=by, at=at)
    kind: KindSetting = made
    return kind


def _free_code(name: str) -> str:
    first = slugify(name)[:24] or "soort"
    taken = {kind.code for kind in kinds.kinds()}
    return next(code for n in range(1, 10_000) if (code := first if n == 1 else f"{first}-{n}") not in taken)
