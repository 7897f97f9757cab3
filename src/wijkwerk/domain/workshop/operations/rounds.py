"""Rounds for partners: their route, when they go, what was done, and the report back.

Wijkwerk asks no weather service: whoever reads the thermometer calls the gritting round, by one tap.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop import route
from wijkwerk.domain.workshop.models import (
    Calling,
    Half,
    Participant,
    Round,
    RoundKind,
    RoundRun,
    RoundStop,
    Skill,
    StopResult,
)
from wijkwerk.domain.workshop.operations import hours
from wijkwerk.domain.workshop.queries.chores import rules_of
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

AHEAD = timedelta(days=14)  # so far ahead the calendar calls rounds, so that the plan of next week has them
MOST_STOPS = 60


class NameMissing(Refusal):
    message = _("Geef de ronde een naam.")
    field = "name"


class NameTaken(Refusal):
    message = _("Er is al een ronde met deze naam.")
    field = "name"


class StopsMissing(Refusal):
    message = _("Zet minstens één plek op de route.")
    field = "stops"


class TooManyStops(Refusal):
    message = _("Er passen hooguit 60 plekken op een route. Maak er twee rondes van.")
    field = "stops"


class EndsBeforeItBegins(Refusal):
    message = _("De laatste dag ligt voor de eerste dag.")
    field = "until_on"


class NoFrostRounds(Refusal):
    message = _("Er zijn geen rondes die lopen als het vriest. Maak er eerst een.")


class DayHasPassed(Refusal):
    message = _("Deze dag is al voorbij. Kies vandaag of een dag die nog komt.")
    field = "on"


class RunIsReported(Refusal):
    message = _("Deze ronde is al aan de partner gemeld. Wat er staat verandert niet meer.")
    status = 409


class WhyNotMissing(Refusal):
    message = _("Schrijf op waarom het hier niet is gedaan. De partner leest dit.")
    field = "not_done_because"


class StopsAreOpen(Refusal):
    message = _("Nog niet alle plekken zijn ingevuld. Zeg van elke plek of het is gedaan, en zo niet waarom.")


class RunIsStillToCome(Refusal):
    message = _("Deze ronde is nog niet gelopen. Dat kan pas op de dag zelf.")


class SkillOfAnother(Refusal):
    message = _("Deze vaardigheid hoort bij een andere wijkwerkplaats.")
    field = "skills"


@dataclass(frozen=True)
class Place:
    """A stop, before it is kept."""

    words: str
    lat: float | None = None
    lon: float | None = None


# ── The round ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_round(
    workshop: Facility,
    *,
    organisation: Organisation,
    kind: RoundKind,
    name: str,
    about: str = "",
    calling: Calling,
    from_on: date,
    until_on: date | None = None,
    half: Half = Half.MORNING,
    minutes: int = 120,
    people_needed: int = 2,
    skills: Collection[Skill] = (),
    stops: Sequence[Place] = (),
    by: Actor,
    at: datetime,
) -> Round:
    """Outdoor work that a partner hands in, with its route and its rhythm."""
    made = Round(
        facility=workshop,
        organisation=organisation,
        kind=RoundKind(kind),
        about=text.clean_text(about),
        calling=Calling(calling),
        from_on=from_on,
        until_on=until_on,
        half=Half(half),
        minutes=minutes,
        people_needed=people_needed,
    )
    _keep(made, name, skills)
    _set_stops(made, stops)
    journal.record("round.made", about=made, by=by, at=at, details={"calling": made.calling, "stops": len(stops)})
    call_rounds(workshop, at=at)
    return made


@transaction.atomic
def change_round(
    changed: Round,
    *,
    organisation: Organisation,
    kind: RoundKind,
    name: str,
    about: str,
    calling: Calling,
    from_on: date,
    until_on: date | None,
    half: Half,
    minutes: int,
    people_needed: int,
    skills: Collection[Skill],
    stops: Sequence[Place],
    by: Actor,
    at: datetime,
) -> Round:
    """From now on. Runs that are still to come, and that nobody wrote on, are called anew."""
    changed = Round.objects.select_for_update(of=("self",)).select_related("facility").get(pk=changed.pk)
    changed.organisation, changed.kind, changed.about = organisation, RoundKind(kind), text.clean_text(about)
    changed.calling, changed.from_on, changed.until_on = Calling(calling), from_on, until_on
    changed.half, changed.minutes, changed.people_needed = Half(half), minutes, people_needed
    _keep(changed, name, skills)
    _set_stops(changed, stops)
    today = clock.dutch(at).date()
    to_come = RoundRun.objects.filter(round=changed, on__gt=today, reported_at=None)
    to_come.exclude(results__is_done__isnull=False).exclude(planned_works__accepted_at__isnull=False).delete()
    journal.record("round.changed", about=changed, by=by, at=at, details={"stops": len(stops)})
    call_rounds(changed.facility, at=at)
    return changed


def _keep(kept: Round, name: str, skills: Collection[Skill]) -> None:
    kept.name = text.one_line(name)
    if not kept.name:
        raise NameMissing
    if kept.until_on is not None and kept.until_on < kept.from_on:
        raise EndsBeforeItBegins
    if any(skill.facility_id != kept.facility_id for skill in skills):
        raise SkillOfAnother
    if Round.objects.filter(facility=kept.facility, name=kept.name).exclude(pk=kept.pk).exists():
        raise NameTaken
    kept.save()
    kept.skills.set(skills)


def _set_stops(kept: Round, stops: Sequence[Place]) -> None:
    named = [stop for stop in stops if text.one_line(stop.words)]
    if not named:
        raise StopsMissing
    if len(named) > MOST_STOPS:
        raise TooManyStops
    RoundStop.objects.filter(round=kept).delete()
    RoundStop.objects.bulk_create(
        RoundStop(round=kept, position=number, words=text.one_line(stop.words), lat=stop.lat, lon=stop.lon)
        for number, stop in enumerate(named, start=1)
    )


@transaction.atomic
def order_stops(ordered: Round, *, by: Actor, at: datetime) -> Round:
    """Put the stops so that each next one is the nearest; where it begins stays."""
    ordered = Round.objects.select_for_update().get(pk=ordered.pk)
    stops = list(RoundStop.objects.filter(round=ordered))
    for position, stop in enumerate(route.nearest_first(stops), start=1):
        stop.position = position
    RoundStop.objects.bulk_update(stops, ["position"])
    journal.record("round.ordered", about=ordered, by=by, at=at)
    return ordered


# ── Called ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def call_rounds(workshop: Facility | None = None, *, at: datetime) -> int:
    """What the calendar calls in the coming two weeks; how many runs were new. Again is harmless."""
    today = clock.dutch(at).date()
    rounds = Round.objects.exclude(calling=Calling.FROST).prefetch_related("stops")
    if workshop is not None:
        rounds = rounds.filter(facility=workshop)
    days = [today + timedelta(days=n) for n in range(AHEAD.days + 1)]
    return sum(_call(each, on, by=CLOCK, at=at) is not None for each in rounds for on in days if each.is_due_on(on))


@transaction.atomic
def call_on_frost(workshop: Facility, *, on: date, by: Actor, at: datetime) -> list[RoundRun]:
    """It freezes: every gritting round of this place goes on that day. Called twice, it goes once."""
    if on < clock.dutch(at).date():
        raise DayHasPassed
    rounds = Round.objects.on(on).filter(facility=workshop, calling=Calling.FROST).prefetch_related("stops")
    if not rounds:
        raise NoFrostRounds
    for each in rounds:
        _call(each, on, by=by, at=at)
    journal.record(
        "round.called_on_frost",
        about=workshop,
        by=by,
        at=at,
        details={"on": on.isoformat(), "degrees": rules_of(workshop).frost_degrees},
    )
    return list(RoundRun.objects.filter(round__in=rounds, on=on).select_related("round"))


def _call(called: Round, on: date, *, by: Actor, at: datetime) -> RoundRun | None:
    """The run of that day with the stops as they are now; None when it was called before."""
    run, is_new = RoundRun.objects.get_or_create(
        round=called, on=on, defaults={"facility_id": called.facility_id, "called_at": at}
    )
    if not is_new:
        return None
    StopResult.objects.bulk_create(
        StopResult(run=run, position=number, words=stop.words, lat=stop.lat, lon=stop.lon)
        for number, stop in enumerate(called.stops.all(), start=1)
    )
    journal.record("round.called", about=run, by=by, at=at, details={"on": on.isoformat()})
    fresh: RoundRun = run
    return fresh


# ── Walked ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def note_stop(
    result: StopResult,
    *,
    is_done: bool,
    not_done_because: str = "",
    photo: File[bytes] | None = None,
    by: Actor,
    at: datetime,
) -> StopResult:
    """Done here, or not and why; a photo where it helps."""
    _open_run(result.run)
    result = StopResult.objects.select_for_update().get(pk=result.pk)
    why = text.one_line(not_done_because)
    if not is_done and not why:
        raise WhyNotMissing
    result.is_done, result.not_done_because, result.written_at = is_done, "" if is_done else why, at
    if photo is not None:
        before, result.photo = result.photo, files.keep_photo(photo, at=at)
        result.save()
        if before is not None:
            files.drop_photo(before)
    else:
        result.save()
    journal.record("round.stop_noted", about=result.run, by=by, at=at, details={"position": result.position})
    return result


@transaction.atomic
def note_all_done(run: RoundRun, *, by: Actor, at: datetime) -> int:
    """Everything that was not written yet is done; how many stops that were."""
    run = _open_run(run)
    open_stops = StopResult.objects.filter(run=run, is_done=None)
    count: int = open_stops.update(is_done=True, written_at=at)
    if count:
        journal.record("round.all_done", about=run, by=by, at=at, details={"stops": count})
    return count


@transaction.atomic
def log_round_work(run: RoundRun, *, participant: Participant, minutes: int, by: Actor, at: datetime) -> None:
    """Who walked it, and how long."""
    if participant.facility_id != run.facility_id:
        raise SkillOfAnother(field="participant")
    hours.log_work(participant, minutes=minutes, on=run.on, about=run, by=by, at=at)


@transaction.atomic
def report_run(run: RoundRun, *, walked_by: str = "", by: Actor, at: datetime) -> RoundRun:
    """Tell the partner what was done and what was not. Then it stands."""
    run = _open_run(run)
    if run.on > clock.dutch(at).date():
        raise RunIsStillToCome
    results = list(StopResult.objects.filter(run=run))
    if any(result.is_done is None for result in results):
        raise StopsAreOpen
    run.reported_at, run.walked_by = at, text.one_line(walked_by)
    run.save(update_fields=["reported_at", "walked_by"])
    done = sum(result.is_done is True for result in results)
    journal.record("round.reported", about=run, by=by, at=at, details={"done": done, "stops": len(results)})
    outbox.write(
        "workshop/round_reported",
        to=reply_address_of(run.round.organisation),
        about=run,
        at=at,
        run=run,
        round=run.round,
        workshop=run.facility,
        results=results,
        done=done,
        total=len(results),
    )
    return run


def reply_address_of(organisation: Organisation) -> ReplyAddress:
    """How a partner hears: by e-mail, else on paper, else by telephone."""
    for channel, address in (
        (Channel.EMAIL, organisation.email),
        (Channel.POST, organisation.address),
        (Channel.PHONE, organisation.phone),
    ):
        if address:
            return ReplyAddress(channel, address, organisation.name)
    return ReplyAddress(Channel.NONE, "", organisation.name)


def _open_run(run: RoundRun) -> RoundRun:
    """Locked, while it was not told to the partner."""
    rows = RoundRun.objects.select_for_update(of=("self",)).select_related("facility", "round__organisation")
    fresh: RoundRun = rows.get(pk=run.pk)
    if fresh.reported_at is not None:
        raise RunIsReported
    return fresh
