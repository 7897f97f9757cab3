"""Who helps and learns here: written in, changed, stopped; what they can, want and learned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import Area
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people import operations as people
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.models import (
    Availability,
    Half,
    Participant,
    ParticipantKind,
    ParticipantSkill,
    PlaceState,
    Resident,
    ShiftPlace,
    Skill,
)
from wijkwerk.domain.workshop.operations import shifts
from wijkwerk.domain.workshop.operations.residents import locked_resident
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.tenancy import scope

MOST_HALVES = 14
HalfDay = tuple[int, str]  # weekday as Python counts, and Half


class TakesPartAlready(Refusal):
    message = _("Deze persoon werkt hier al mee. Wijzig de gegevens op zijn of haar bladzijde.")


class NotAgreed(Refusal):
    message = _("Vertel wat wij bewaren en vraag of dat goed is. Zonder ja schrijven wij niemand in.")
    field = "agreed"


class TooManyHalves(Refusal):
    message = _("Een week heeft hooguit veertien dagdelen.")
    field = "most_halves"


class StopsBeforeBegin(Refusal):
    message = _("Deze dag ligt voor de eerste dag. Kies een latere dag.")
    field = "until_on"


class HasStopped(Refusal):
    message = _("Deze persoon is al gestopt. Schrijf hem of haar opnieuw in.")


class SkillMissing(Refusal):
    message = _("Kies of schrijf een vaardigheid.")
    field = "name"


class LearnedAtNothing(Refusal):
    message = _("Schrijf bij welk werk dit is geleerd.")
    field = "learned_by"


class LearnedLater(Refusal):
    message = _("Deze dag moet nog komen.")
    field = "learned_on"


class HasNoEmail(Refusal):
    message = _("Vul een e-mailadres in om de uitnodiging naartoe te sturen.")
    field = "email"


# ── Who takes part ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def take_on(
    resident: Resident,
    *,
    kind: str = ParticipantKind.VOLUNTEER,
    agreed: bool,
    organisation: Organisation | None = None,
    talents: str = "",
    can: Collection[Skill] = (),
    wants: Collection[Skill] = (),
    halves: Iterable[HalfDay] = (),
    most_halves: int = 2,
    from_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Participant:
    """Somebody is going to help or learn here. Without their own yes to what is kept, nothing is kept."""
    if not agreed:
        raise NotAgreed
    if not 0 <= most_halves <= MOST_HALVES:
        raise TooManyHalves
    today = clock.dutch(at).date()
    resident = locked_resident(resident)
    if Participant.objects.not_over(today).filter(resident=resident).exists():
        raise TakesPartAlready
    participant: Participant = Participant.objects.create(
        facility=resident.facility,
        resident=resident,
        kind=ParticipantKind(kind),
        organisation=organisation,
        talents=talents,
        most_halves=most_halves,
        from_on=from_on or today,
        agreed_on=today,
        **_about_where(resident),
    )
    _set_skills(participant, can=can, wants=wants)
    _set_halves(participant, halves)
    journal.record("participant.taken_on", about=participant, by=by, at=at)
    outbox.write(
        "workshop/participant_welcome", to=resident.reply_to, about=participant, at=at, participant=participant
    )
    return participant


@transaction.atomic
def change_participant(
    participant: Participant,
    *,
    kind: str,
    organisation: Organisation | None,
    talents: str,
    can: Collection[Skill],
    wants: Collection[Skill],
    halves: Iterable[HalfDay],
    most_halves: int,
    agreed: bool,
    by: Actor,
    at: datetime,
) -> Participant:
    """What is known of somebody, after a talk with them; their yes is asked again when it was not given yet."""
    if not 0 <= most_halves <= MOST_HALVES:
        raise TooManyHalves
    participant = _locked(participant)
    if not agreed and participant.agreed_on is None:
        raise NotAgreed
    participant.kind, participant.organisation = ParticipantKind(kind), organisation
    participant.talents, participant.most_halves = talents, most_halves
    participant.agreed_on = participant.agreed_on or clock.dutch(at).date()
    for name, value in _about_where(participant.resident).items():
        setattr(participant, name, value)
    participant.save()
    _set_skills(participant, can=can, wants=wants)
    _set_halves(participant, halves)
    journal.record("participant.changed", about=participant, by=by, at=at)
    return participant


@transaction.atomic
def change_own_availability(
    participant: Participant, *, halves: Iterable[HalfDay], most_halves: int, by: Actor, at: datetime
) -> Participant:
    """Somebody says on the own page when they can come."""
    if not 0 <= most_halves <= MOST_HALVES:
        raise TooManyHalves
    participant = _locked(participant)
    participant.most_halves = most_halves
    participant.save(update_fields=["most_halves"])
    _set_halves(participant, halves)
    journal.record("participant.availability_changed", about=participant, by=by, at=at)
    return participant


@transaction.atomic
def stop(participant: Participant, *, until_on: date, by: Actor, at: datetime) -> Participant:
    """Somebody stops: the places on shifts after that day are free again."""
    participant = _locked(participant)
    today = clock.dutch(at).date()
    if until_on < participant.from_on:
        raise StopsBeforeBegin
    if participant.until_on is not None and participant.until_on <= today:
        raise HasStopped
    participant.until_on = until_on
    participant.save(update_fields=["until_on"])
    ahead = ShiftPlace.objects.filter(participant=participant, state=PlaceState.SIGNED_UP, shift__from_at__gt=at)
    for place in ahead.select_related("shift__facility").order_by("shift_id"):
        if place.shift.on >= until_on:
            shifts.sign_off(place, by=by, at=at)
    journal.record("participant.stopped", about=participant, by=by, at=at)
    return participant


def _about_where(resident: Resident) -> dict[str, float | None]:
    """The middle of the buurt that somebody said, near enough to plan work by; nothing nearer is kept."""
    rows = Area.objects.filter(code=resident.buurt_code, year=scope.current().areas_year)
    lat, lon = (rows.values_list("lat", "lon").first() or (None, None)) if resident.buurt_code else (None, None)
    return {"lat": lat, "lon": lon}


def _locked(participant: Participant) -> Participant:
    found = Participant.objects.select_for_update(of=("self",)).select_related("facility", "resident__facility")
    return found.get(pk=participant.pk)  # type: ignore[no-any-return]


# ── Skills and half-days ───────────────────────────────────────────────────────────────────────────────────────────
def _set_skills(participant: Participant, *, can: Collection[Skill], wants: Collection[Skill]) -> None:
    """What was learned here stays said as long as somebody can it."""
    able, wanted = {skill.pk for skill in can}, {skill.pk for skill in wants}
    there: dict[int, Any] = {row.skill_id: row for row in participant.skills.all()}
    participant.skills.exclude(skill__in=able | wanted).delete()
    for skill_id in able | wanted:
        row = there.get(skill_id) or ParticipantSkill(participant=participant, skill_id=skill_id)
        row.wants_to_learn = skill_id not in able
        if row.wants_to_learn:
            row.learned_on, row.learned_by = None, ""
        row.save()


def _set_halves(participant: Participant, halves: Iterable[HalfDay]) -> None:
    wanted = {(weekday, Half(half)) for weekday, half in halves}
    participant.availability.all().delete()
    Availability.objects.bulk_create(
        Availability(participant=participant, weekday=weekday, half=half) for weekday, half in sorted(wanted)
    )


@transaction.atomic
def add_skill(workshop: Facility, *, name: str, by: Actor, at: datetime) -> Skill:
    """One more thing that jobs ask for; the same name again gives the one that is there."""
    name = name.strip()
    if not name:
        raise SkillMissing
    there: Skill | None = Skill.objects.filter(facility=workshop, name__iexact=name).first()
    if there is not None:
        return there
    try:
        with transaction.atomic():
            skill: Skill = Skill.objects.create(facility=workshop, name=name)
    except IntegrityError:
        return Skill.objects.get(facility=workshop, name=name)  # type: ignore[no-any-return]
    journal.record("skill.added", about=skill, by=by, at=at)
    return skill


@transaction.atomic
def note_learned(
    participant: Participant, *, skill: Skill, learned_by: str, learned_on: date, by: Actor, at: datetime
) -> ParticipantSkill:
    """Somebody can it now, by real work here: the host saw it. It stands on the certificate."""
    if not learned_by.strip():
        raise LearnedAtNothing
    if learned_on > clock.dutch(at).date():
        raise LearnedLater
    row, _is_new = ParticipantSkill.objects.update_or_create(
        participant=participant,
        skill=skill,
        defaults={"wants_to_learn": False, "learned_on": learned_on, "learned_by": learned_by.strip()},
    )
    journal.record("participant.learned", about=participant, by=by, at=at, details={"skill": skill.pk})
    learned: ParticipantSkill = row
    return learned


# ── Account and thanks ─────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def invite(participant: Participant, *, email: str, by: Actor, at: datetime) -> None:
    """Somebody may sign in to see the own work. They are a person without a role: the own page is all they get."""
    if not email.strip():
        raise HasNoEmail
    participant = _locked(participant)
    if participant.person is None:
        name = participant.resident.name
        participant.person = people.add_person(name=name, is_listed=False, by=by, at=at)
        participant.save(update_fields=["person"])
    people.invite(participant.person, email=email, by=by, at=at)
    journal.record("participant.invited", about=participant, by=by, at=at)


@transaction.atomic
def thank(participant: Participant, *, words: str, signed: str, by: Actor, at: datetime) -> bool:
    """A letter of thanks in the host's own words, by the way that somebody chose; False for who wants no letters."""
    letter = outbox.write(
        "workshop/thanks",
        to=participant.resident.reply_to,
        about=participant,
        at=at,
        participant=participant,
        words=words,
        signed=signed,
    )
    journal.record("participant.thanked", about=participant, by=by, at=at, details={"by_letter": letter is not None})
    return participant.resident.reply_by != Channel.NONE
