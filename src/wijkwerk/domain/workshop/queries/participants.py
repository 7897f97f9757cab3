"""What can be asked of who helps and learns here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Participant, ParticipantSkill, PlannedPerson, Resident, Skill
from wijkwerk.foundation.access.policy import Actor

AROUND = ("facility", "resident__facility", "organisation", "person")


def participants(workshop: Facility, on: date) -> Any:
    """Who takes part on a day, by name, each with skills and half-days: three queries, however many they are."""
    found = Participant.objects.on(on).filter(facility=workshop).select_related(*AROUND)
    skills = Prefetch("skills", ParticipantSkill.objects.select_related("skill"))
    return found.prefetch_related(skills, "availability").order_by("resident__name_key", "id")


def participant(pk: int) -> Participant:
    return Participant.objects.select_related(*AROUND).get(pk=pk)  # type: ignore[no-any-return]


def participant_of(resident: Resident, on: date) -> Participant | None:
    """As whom a resident takes part on a day, if at all."""
    found: Participant | None = Participant.objects.on(on).filter(resident=resident).select_related(*AROUND).first()
    return found


def own_participation(actor: Actor, on: date) -> Participant | None:
    """As what somebody who signed in takes part; the latest, where it is over."""
    mine = Participant.objects.filter(person=actor.id).order_by("-from_on", "-id") if actor.kind == "person" else None
    found: Participant | None = (mine.on(on).first() or mine.first()) if mine is not None else None
    return found


def planned_work(participant: Participant, on: date) -> list[PlannedPerson]:
    """The chores and rounds that somebody was given from a day on: one query."""
    found = PlannedPerson.objects.filter(
        participant=participant,
        planned__accepted_at__isnull=False,
        planned__plan__week_on__gte=on - timedelta(days=on.weekday()),
    )
    rows = found.select_related("planned__plan", "planned__chore", "planned__run__round")
    ahead = [row for row in rows if row.planned.on is not None and row.planned.on >= on]
    return sorted(ahead, key=lambda row: (row.planned.on, row.pk))


def skills(workshop: Facility) -> Any:
    return Skill.objects.filter(facility=workshop)
