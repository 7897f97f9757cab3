"""Dependency: which skill, half-day, key, function or partner hangs on one person. For the team, never a ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from wijkwerk.domain.facilities.models import Facility, Function, Weekday
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.workshop.models import Half, KeyHolder, Participant, ParticipantSkill, Skill, WorkshopKey

WORK_DAYS = tuple(Weekday)[:5]
HALVES = (Half.MORNING, Half.AFTERNOON)


class Cover(NamedTuple):
    """Who can do it. Nobody is worse than one, and one is a risk."""

    name: str
    names: list[str]

    @property
    def is_at_risk(self) -> bool:
        return len(self.names) <= 1


class SkillRow(NamedTuple):
    """A skill, who has it, and on which half-days of the week somebody with it is there."""

    skill: Cover
    learning: int
    cells: list[tuple[str, int]]  # "maandag ochtend", how many


class Dependency(NamedTuple):
    skills: list[SkillRow]
    halves: list[Cover]
    keys: list[Cover]
    functions: list[Cover]
    partners: list[Cover]

    @property
    def at_risk(self) -> list[tuple[str, Cover]]:
        """Everything that hangs on one person or on nobody, with what sort of thing it is."""
        parts = (
            ("skill", [row.skill for row in self.skills]),
            ("half", self.halves),
            ("key", self.keys),
            ("function", self.functions),
            ("partner", self.partners),
        )
        return [(kind, cover) for kind, covers in parts for cover in covers if cover.is_at_risk]


def dependency(workshop: Facility, *, on: date) -> Dependency:
    """As it is on a day: seven questions to the database."""
    participants: list[Participant] = list(
        Participant.objects.on(on).filter(facility=workshop).select_related("resident").prefetch_related("availability")
    )
    names = {one.pk: one.resident.name for one in participants}
    times = {one.pk: {(row.weekday, row.half) for row in one.availability.all()} for one in participants}
    halves = [(day, half) for day in WORK_DAYS for half in HALVES]
    functions = list(Function.objects.on(on).filter(facility=workshop).select_related("person", "organisation"))
    return Dependency(
        skills=_skills(workshop, names, times, halves),
        halves=[
            Cover(_name(day, half), [names[pk] for pk, free in times.items() if (day, half) in free])
            for day, half in halves
        ],
        keys=_keys(workshop),
        functions=[
            Cover(str(one), [one.person.name] if one.person else []) for one in functions if not one.organisation
        ],
        partners=_partners(functions),
    )


def _name(day: Weekday, half: Half) -> str:
    return f"{day.label} {half.label}"


def _skills(
    workshop: Facility,
    names: dict[int, str],
    times: dict[int, set[tuple[int, str]]],
    halves: Iterable[tuple[Weekday, Half]],
) -> list[SkillRow]:
    can: dict[int, list[int]] = defaultdict(list)
    learning: dict[int, int] = defaultdict(int)
    rows = ParticipantSkill.objects.filter(participant__in=names).values_list(
        "skill_id", "participant_id", "wants_to_learn"
    )
    for skill_id, participant_id, wants in rows:
        if wants:
            learning[skill_id] += 1
        else:
            can[skill_id].append(participant_id)
    return [
        SkillRow(
            Cover(skill.name, [names[pk] for pk in can[skill.pk]]),
            learning[skill.pk],
            [(_name(day, half), sum((day, half) in times[pk] for pk in can[skill.pk])) for day, half in halves],
        )
        for skill in Skill.objects.filter(facility=workshop)
    ]


def _keys(workshop: Facility) -> list[Cover]:
    holders: dict[int, list[str]] = defaultdict(list)
    rows = KeyHolder.objects.filter(key__facility=workshop).select_related("person", "participant__resident")
    for row in rows:
        holders[row.key_id].append(row.person.name if row.person else row.participant.resident.name)
    return [Cover(key.name, holders[key.pk]) for key in WorkshopKey.objects.filter(facility=workshop)]


def _partners(functions: Iterable[Any]) -> list[Cover]:
    """Organisations that run something here, and whom of them we know."""
    organisations = {one.organisation.pk: one.organisation.name for one in functions if one.organisation}
    known: dict[int, list[str]] = defaultdict(list)
    people = Person.objects.active().filter(organisation__in=organisations)
    for organisation_id, name in people.values_list("organisation_id", "name"):
        known[organisation_id].append(name)
    return [Cover(name, known[pk]) for pk, name in sorted(organisations.items(), key=lambda row: row[1])]
