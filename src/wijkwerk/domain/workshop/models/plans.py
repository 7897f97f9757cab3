"""The plan of a week: who does which chore or round on which half-day, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility, Weekday
from wijkwerk.domain.workshop.models.participants import Half
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PlanState(models.TextChoices):
    COMPUTING = "computing", _("wordt uitgerekend")
    PROPOSED = "proposed", _("voorstel")


class PlanMethod(models.TextChoices):
    """How a proposal came about; the screen says which."""

    OPTIMAL = "optimal", _("Uitgerekend: een betere indeling bestaat niet.")
    FEASIBLE = "feasible", _("Uitgerekend binnen de tijd: goed, maar misschien kan het nog iets beter.")
    GREEDY = "greedy", _("Verdeeld met een eenvoudige regel: eerst wat haast heeft, steeds wie het beste past.")


class WeekPlan(PartOfFacility):
    """Weekplanning: one for each week of a workshop. It proposes; people decide."""

    week_on = models.DateField()  # its Monday
    state = models.CharField(max_length=10, choices=PlanState)
    method = models.CharField(max_length=10, choices=PlanMethod, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)  # the work in the background that computes it
    asked_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # what was computed for an older one is thrown away

    class Meta:
        ordering = ["-week_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "week_on"], name="a_week_is_planned_once"),
            models.CheckConstraint(
                condition=Q(state=PlanState.COMPUTING) | (~Q(method="") & Q(computed_at__isnull=False)),
                name="a_proposal_says_how_it_came_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}"

    def get_absolute_url(self) -> str:
        return f"{reverse('workshop:week', args=[self.facility_id])}?week={self.week_on}"

    @property
    def is_computing(self) -> bool:
        return self.state == PlanState.COMPUTING


class PlannedWork(PartOfFacility):
    """Ingepland werk: a chore or the run of a round in a week; without a half-day when there was no room for it.

    `reasons` are codes and numbers, never names; the page makes sentences of them.
    """

    plan = models.ForeignKey(WeekPlan, on_delete=models.CASCADE, related_name="works")
    chore = models.ForeignKey(
        "workshop.Chore", on_delete=models.CASCADE, null=True, blank=True, related_name="planned_works"
    )
    run = models.ForeignKey(
        "workshop.RoundRun", on_delete=models.CASCADE, null=True, blank=True, related_name="planned_works"
    )
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True, blank=True)
    half = models.CharField(max_length=10, choices=Half, blank=True)
    reasons = models.JSONField(default=list)
    is_fixed = models.BooleanField(default=False)  # a person moved it: it stays there, and the rest adapts
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["weekday", "half", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "chore"], name="a_chore_stands_once_in_a_week"),
            models.UniqueConstraint(fields=["plan", "run"], name="a_run_stands_once_in_a_week"),
            models.CheckConstraint(
                condition=Q(chore__isnull=True, run__isnull=False) | Q(chore__isnull=False, run__isnull=True),
                name="planned_work_is_a_chore_or_a_run",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True, half="") | (Q(weekday__range=(0, 6)) & ~Q(half="")),
                name="planned_work_has_a_whole_half_day_or_none",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(weekday__isnull=False), name="what_is_accepted_has_its_half_day"
            ),
        ]

    def __str__(self) -> str:
        return f"planned {self.pk}"

    @property
    def work(self) -> Any:
        return self.chore or self.run

    @property
    def title(self) -> str:
        return str(self.chore.title if self.chore is not None else self.work.round.name)

    @property
    def minutes(self) -> int:
        return int(self.chore.minutes if self.chore is not None else self.work.round.minutes)

    @property
    def on(self) -> date | None:
        return None if self.weekday is None else self.plan.week_on + timedelta(days=self.weekday)

    @property
    def is_kept(self) -> bool:
        """A new computation leaves it where it is."""
        return self.is_fixed or self.accepted_at is not None


class PlannedPerson(MunicipalityModel):
    """Who does it, or learns it."""

    planned = models.ForeignKey(PlannedWork, on_delete=models.CASCADE, related_name="people")
    participant = models.ForeignKey("workshop.Participant", on_delete=models.CASCADE, related_name="planned")
    is_learner = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_learner", "id"]
        constraints = [models.UniqueConstraint(fields=["planned", "participant"], name="somebody_is_planned_once")]

    def __str__(self) -> str:
        return f"{self.planned_id} {self.participant_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.planned.access_area_ids()
