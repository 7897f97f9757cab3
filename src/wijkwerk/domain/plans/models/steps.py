"""The steps to something: who does them, when, what they wait for, and how they slipped."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PlannedStep(MunicipalityModel):
    """Stap: one of the steps to a thing (a vision that is drawn up, a project), with its owner and its days."""

    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    owner_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    planned_from = models.DateField()
    planned_until = models.DateField()
    first_from = models.DateField()  # as it was planned first: what slips stays visible
    first_until = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["planned_from", "planned_until", "id"]
        indexes = [
            models.Index(fields=["thing_kind", "thing_id"], name="steps_of_a_thing"),
            models.Index(fields=["municipality", "work_area", "planned_until"], name="steps_of_an_area"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_step_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(name=""), name="a_planned_step_has_a_name"),
            models.CheckConstraint(
                condition=Q(planned_until__gte=F("planned_from"), first_until__gte=F("first_from")),
                name="a_step_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) | Q(owner_organisation__isnull=True),
                name="a_step_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:steps", args=[self.thing_kind, self.thing_id])

    @property
    def about(self) -> Ref:
        return Ref(self.thing_kind, self.thing_id)

    @property
    def owner_name(self) -> str:
        owner = self.owner_person or self.owner_organisation
        return owner.name if owner is not None else ""

    @property
    def slipped_days(self) -> int:
        """How much later it ends than was planned first; what is done ended when it was done."""
        return ((self.done_on or self.planned_until) - self.first_until).days

    @property
    def duration(self) -> timedelta:
        return self.planned_until - self.planned_from

    def is_late_on(self, day: date) -> bool:
        return self.done_on is None and self.planned_until < day

    def access_area_ids(self) -> frozenset[int] | None:
        return frozenset({self.work_area_id}) if self.work_area_id is not None else None

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        if self.owner_person_id is not None:
            return {("person", self.owner_person_id): Role.HANDLER}
        if self.owner_organisation_id is not None:
            return {("organisation", self.owner_organisation_id): Role.HANDLER}
        return {}


class StepNeed(MunicipalityModel):
    """Afhankelijkheid: this step begins when that one is finished. Both are of one thing; never in a circle."""

    step = models.ForeignKey(PlannedStep, on_delete=models.CASCADE, related_name="needs")
    needed = models.ForeignKey(PlannedStep, on_delete=models.CASCADE, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "needed"], name="a_step_needs_another_once"),
            models.CheckConstraint(condition=~Q(step=F("needed")), name="a_step_does_not_need_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id} na {self.needed_id}"


class StepShift(MunicipalityModel):
    """Verschuiving: from when to when a step went, why, and which other step made it move."""

    step = models.ForeignKey(PlannedStep, on_delete=models.CASCADE, related_name="shifts")
    was_from = models.DateField()
    was_until = models.DateField()
    now_from = models.DateField()
    now_until = models.DateField()
    reason = models.CharField(max_length=300)
    because_of = models.ForeignKey(PlannedStep, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by_person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_shift_says_why")]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.was_until} → {self.now_until}"
