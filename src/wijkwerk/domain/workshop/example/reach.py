"""The goals of the example's workshop, and who has its keys."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.workshop.models import KeyHolder, Participant, WorkshopGoal, WorkshopKey

F = FunctionKind
GOALS: tuple[tuple[str, tuple[FunctionKind, ...]], ...] = (
    ("Buurtbewoners doen mee en betekenen iets voor een ander", (F.ROUNDS, F.DAY_ACTIVITY, F.BENCH, F.CHORES)),
    ("Mensen ontmoeten elkaar en zijn minder alleen", (F.MEETING, F.GARDEN)),
    ("Wie hier woont, kan hier blijven wonen", (F.CHORES, F.LENDING, F.FORMS, F.OFFICE_HOUR)),
    ("Vrijwilligers gebruiken en ontwikkelen hun talent", (F.REPAIR, F.BICYCLES, F.FORMS)),
    ("Mensen met en zonder hulpvraag leren elkaar kennen", (F.MEETING, F.REPAIR, F.GARDEN, F.BENCH)),
)


@transaction.atomic
def make_reach(workshop: Facility, *, at: datetime) -> None:
    if WorkshopGoal.objects.filter(facility=workshop).exists():
        return
    for order, (name, functions) in enumerate(GOALS):
        WorkshopGoal.objects.create(
            facility=workshop, name=name, functions=[str(kind) for kind in functions], order=order * 10
        )
    host = Person.objects.filter(name="Hanneke Drent").first()
    helper = Participant.objects.filter(facility=workshop).order_by("id").first()
    for name, both in (("Voordeur", True), ("Alarm", False), ("Kas", True)):
        key = WorkshopKey.objects.create(facility=workshop, name=name)
        KeyHolder.objects.create(key=key, person=host)
        if both and helper is not None:
            KeyHolder.objects.create(key=key, participant=helper)
