"""The evaluation of a work area in a year, what belongs to its goals, what it found, and with whom that was agreed."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class EvaluationState(models.TextChoices):
    MAKING = "making", gettext_lazy("in de maak")
    ADOPTED = "adopted", gettext_lazy("vastgesteld")


EVALUATION_TONES = {EvaluationState.MAKING: "neutral", EvaluationState.ADOPTED: "ok"}


class FindingKind(models.TextChoices):
    STRENGTH = "strength", gettext_lazy("dit gaat goed")
    CONCERN = "concern", gettext_lazy("dit vraagt aandacht")


FINDING_TONES = {FindingKind.STRENGTH: "ok", FindingKind.CONCERN: "warning"}


class Weight(models.IntegerChoices):
    """How heavily something weighs; the heaviest first."""

    HEAVY = 3, gettext_lazy("weegt zwaar")
    MIDDLE = 2, gettext_lazy("weegt mee")
    LIGHT = 1, gettext_lazy("weegt licht")


class EvaluationQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> EvaluationQuerySet:
        """What was adopted is for everybody; what is being made for those who talk about it in the area."""
        reach = actor.reach(Permission.PLAN_COMMENT)
        if reach.everywhere:
            return self.all()
        return self.filter(Q(state=EvaluationState.ADOPTED) | Q(work_area_id__in=reach.area_ids))


class Evaluation(MunicipalityModel):
    """Wijkevaluatie: what residents say, what was seen, signals and figures, next to the goals of a vision."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    vision = models.ForeignKey("plans.Vision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=EvaluationState, default=EvaluationState.MAKING)
    summary = models.TextField(blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=200, blank=True)
    shown = models.JSONField(null=True, blank=True)  # the numbers as they stood when it was adopted
    counted_at = models.DateTimeField(null=True, blank=True)  # when its signals were counted
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(EvaluationQuerySet)

    class Meta:
        ordering = ["-year", "work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["work_area", "year"], name="an_area_has_one_evaluation_a_year"),
            models.CheckConstraint(condition=Q(year__range=(1990, 2100)), name="an_evaluation_is_of_a_year"),
            models.CheckConstraint(condition=Q(state__in=EvaluationState.values), name="an_evaluation_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.MAKING, adopted_on__isnull=True, adopted_by="", shown__isnull=True)
                | (Q(state=EvaluationState.ADOPTED, adopted_on__isnull=False, shown__isnull=False) & ~Q(adopted_by="")),
                name="an_adopted_evaluation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_area_id} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("plans:evaluation", args=[self.pk])

    @property
    def title(self) -> str:
        """Wijkevaluatie Maarswold 2013."""
        return f"{capfirst(scope.current().word('evaluation'))} {self.work_area.name} {self.year}"

    @property
    def is_adopted(self) -> bool:
        return self.state == EvaluationState.ADOPTED

    @property
    def view_permission(self) -> Permission:
        return Permission.PLAN_VIEW if self.is_adopted else Permission.PLAN_COMMENT

    @property
    def tone(self) -> str:
        return EVALUATION_TONES[EvaluationState(self.state)]

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})


class GoalEvidence(MunicipalityModel):
    """Wat iets over een doel zegt: a subject of signals, an aspect of the inspection, or a national figure."""

    goal = models.ForeignKey("plans.Goal", on_delete=models.CASCADE, related_name="evidence")
    category = models.ForeignKey("signals.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    figure = models.ForeignKey("areas.Indicator", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    aspect = models.ForeignKey("inspections.Aspect", on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["goal_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "category"], condition=Q(category__isnull=False), name="a_subject_counts_once_a_goal"
            ),
            models.UniqueConstraint(
                fields=["goal", "figure"], condition=Q(figure__isnull=False), name="a_figure_counts_once_a_goal"
            ),
            models.UniqueConstraint(
                fields=["goal", "aspect"], condition=Q(aspect__isnull=False), name="an_aspect_counts_once_a_goal"
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, figure__isnull=True, aspect__isnull=True)
                | Q(category__isnull=True, figure__isnull=False, aspect__isnull=True)
                | Q(category__isnull=True, figure__isnull=True, aspect__isnull=False),
                name="evidence_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"bewijs {self.pk} bij doel {self.goal_id}"


class SignalTally(MunicipalityModel):
    """Telling: how many signals of a subject came from the area in the year, and what became of them."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="tallies")
    category = models.ForeignKey("signals.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    received = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    helped = models.PositiveIntegerField()
    not_helped = models.PositiveIntegerField()

    class Meta:
        ordering = ["-received", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "category"], condition=Q(category__isnull=False), name="a_subject_is_tallied_once"
            ),
            models.UniqueConstraint(
                fields=["evaluation"], condition=Q(category__isnull=True), name="what_has_no_subject_is_tallied_once"
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk} van {self.evaluation_id}"


class FindingQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> FindingQuerySet:
        return self.filter(evaluation__in=Evaluation.objects.visible_to(actor).values("pk"))

    def for_thread(self) -> FindingQuerySet:
        return self.select_related("evaluation")


class Finding(MunicipalityModel):
    """Bevinding: what the evaluation found about a goal, or apart from the goals: a strength or a concern."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="findings")
    goal = models.ForeignKey("plans.Goal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=FindingKind)
    weight = models.PositiveSmallIntegerField(choices=Weight, default=Weight.MIDDLE)
    title = models.CharField(max_length=200)
    explanation = models.TextField(blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(FindingQuerySet)

    class Meta:
        ordering = ["evaluation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="a_finding_of_an_evaluation_has_its_number"),
            models.UniqueConstraint(
                fields=["municipality", "client_key"], name="a_finding_of_an_evaluation_sent_twice_is_one"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_finding_says_something"),
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="a_finding_has_a_kind"),
            models.CheckConstraint(condition=Q(weight__in=Weight.values), name="a_finding_has_a_weight"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:evaluation', args=[self.evaluation_id])}#bevinding-{self.pk}"

    @property
    def tone(self) -> str:
        return FINDING_TONES[FindingKind(self.kind)]

    def access_area_ids(self) -> frozenset[int]:
        return self.evaluation.access_area_ids()

    # the golden thread
    thread_kind = gettext_lazy("bevinding")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return _("een bevinding (nog niet openbaar)")

    @property
    def thread_view_permission(self) -> Permission:
        return self.evaluation.view_permission

    @property
    def thread_state(self) -> str:
        return str(FindingKind(self.kind).label)

    @property
    def thread_tone(self) -> str:
        return self.tone


class FindingParty(MunicipalityModel):
    """Eens met een bevinding: a residents' body or a partner says so too."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "organisation"], name="a_party_agrees_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} bij bevinding {self.finding_id}"
