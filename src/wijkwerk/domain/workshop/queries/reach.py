"""Goals and keys, by their number and of a workshop."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.workshop.models import KeyHolder, Participant, WorkshopGoal, WorkshopKey


def goals(workshop: Facility) -> Any:
    return WorkshopGoal.objects.filter(facility=workshop).select_related("facility")


def goal(pk: int) -> WorkshopGoal:
    return WorkshopGoal.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def keys(workshop: Facility) -> Any:
    holders = KeyHolder.objects.select_related("person", "participant__resident")
    return WorkshopKey.objects.filter(facility=workshop).prefetch_related(Prefetch("holders", holders))


def key(pk: int) -> WorkshopKey:
    return WorkshopKey.objects.select_related("facility").get(pk=pk)  # type: ignore[no-any-return]


def key_holder(pk: int) -> KeyHolder:
    return KeyHolder.objects.select_related("key__facility").get(pk=pk)  # type: ignore[no-any-return]


def who_can_have_a_key(workshop: Facility, *, on: date) -> tuple[Any, Any]:
    """Employees who work in the area, and who takes part."""
    participants = Participant.objects.on(on).filter(facility=workshop).select_related("resident")
    return people.people(work_area=workshop.work_area, on=on), participants.order_by("resident__name_key", "id")
