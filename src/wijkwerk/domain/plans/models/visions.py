"""The vision of an area: its goals, the steps to it, the versions that are kept, and what was said about it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.plans.plan_states import (
    ADOPTED_VISIONS,
    HIDDEN_VISIONS,
    VISION_TONES,
    WRITABLE_VISIONS,
    VisionState,
)
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Owner(models.TextChoices):
    """Whose plan it is."""

    MUNICIPALITY = "municipality", gettext_lazy("de gemeente, samen met bewoners en partners")
    RESIDENTS = "residents", gettext_lazy("de bewoners zelf")


class AdoptedBy(models.TextChoices):
    COUNCIL = "council", gettext_lazy("de gemeenteraad")
    COLLEGE = "college", gettext_lazy("het college van burgemeester en wethouders")
    RESIDENTS = "residents", gettext_lazy("de bewoners")


class VisionQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> VisionQuerySet:
        """What everybody may read, and what is being made in the areas where this actor works on it."""
        reach = actor.reach(Permission.PLAN_COMMENT)
        if reach.everywhere:
            return self.all()
        return self.filter(~Q(state__in=HIDDEN_VISIONS) | Q(work_area_id__in=reach.area_ids))

    def public(self) -> VisionQuerySet:
        return self.exclude(state__in=HIDDEN_VISIONS)


class Vision(MunicipalityModel):
    """Wijkvisie: where an area wants to be in about ten years. Once adopted, by a decision, it stays as it is."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    owner = models.CharField(max_length=12, choices=Owner, default=Owner.MUNICIPALITY)
    body = models.ForeignKey(  # of a plan that residents own: who speaks for them
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=VisionState, default=VisionState.DRAFT)
    edition = models.PositiveSmallIntegerField(default=1)
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions")
    consultation_until = models.DateField(null=True, blank=True)
    is_open_to_all = models.BooleanField(default=True)  # in consultation: residents react without an account
    adopted_on = models.DateField(null=True, blank=True)
    adopted_by = models.CharField(max_length=10, choices=AdoptedBy, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # counts changes, so that two people do not undo each other's
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(VisionQuerySet)

    class Meta:
        verbose_name = gettext_lazy("wijkvisie")
        ordering = ["-from_year", "-id"]
        indexes = [models.Index(fields=["municipality", "work_area", "-from_year", "-id"], name="visions_of_an_area")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_vision_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["revises"], condition=~Q(state=VisionState.DROPPED), name="a_vision_is_revised_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_vision_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=VisionState.values), name="a_vision_has_a_state"),
            models.CheckConstraint(condition=Q(owner__in=Owner.values), name="a_vision_has_an_owner"),
            models.CheckConstraint(
                condition=Q(owner=Owner.MUNICIPALITY, body__isnull=True) | Q(owner=Owner.RESIDENTS, body__isnull=False),
                name="a_plan_of_residents_has_their_body",
            ),
            models.CheckConstraint(
                condition=Q(from_year__range=(1990, 2100), until_year__gt=F("from_year"), until_year__lte=2150),
                name="a_vision_runs_forward",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=ADOPTED_VISIONS, adopted_on__isnull=False, adopted_by__in=AdoptedBy.values)
                    & ~Q(decision_number="", adopted_by__in=[AdoptedBy.COUNCIL, AdoptedBy.COLLEGE])
                )
                | (~Q(state__in=ADOPTED_VISIONS) & Q(adopted_on__isnull=True, adopted_by="", decision_number="")),
                name="a_vision_is_adopted_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:vision", args=[self.pk])

    @property
    def is_hidden(self) -> bool:
        return self.state in HIDDEN_VISIONS

    @property
    def is_adopted(self) -> bool:
        return self.state in ADOPTED_VISIONS

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE_VISIONS

    @property
    def is_of_residents(self) -> bool:
        return self.owner == Owner.RESIDENTS

    @property
    def takes_comments(self) -> bool:
        return self.state == VisionState.CONSULTATION

    @property
    def tone(self) -> str:
        return VISION_TONES[VisionState(self.state)]

    @property
    def write_permission(self) -> Permission:
        """Residents write their own plan, the municipality its own."""
        return Permission.PLAN_OWN if self.is_of_residents else Permission.PLAN_MANAGE

    @property
    def years(self) -> str:
        return f"{self.from_year} – {self.until_year}"

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return _("plan van bewoners") if self.is_of_residents else scope.current().word("vision")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return _("een %(vision)s die nog gemaakt wordt") % {"vision": self.thread_kind}

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.PLAN_COMMENT if self.is_hidden else Permission.PLAN_VIEW

    @property
    def thread_state(self) -> str:
        return str(VisionState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone


class GoalKind(models.TextChoices):
    GOAL = "goal", gettext_lazy("doel")
    PROJECT = "project", gettext_lazy("project dat bewoners willen")


class GoalQuerySet(ScopedQuerySet):
    def for_thread(self) -> GoalQuerySet:
        return self.select_related("vision")


class Goal(MunicipalityModel):
    """Doel: what a vision wants to reach; in a plan of residents also a project that they want.

    `lineage` stays the same from a vision to its revision: by it versions are held against each other.
    """

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="goals")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=GoalKind, default=GoalKind.GOAL)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    theme = models.ForeignKey(
        "plans.MunicipalTheme", on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    lineage = models.UUIDField(default=uuid.uuid4)
    told_answer_id = models.BigIntegerField(null=True, blank=True)  # met: this answer's body and coordinator know
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(GoalQuerySet)

    class Meta:
        verbose_name = gettext_lazy("doel")
        ordering = ["vision_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vision", "number"], name="a_goal_has_its_number"),
            models.UniqueConstraint(fields=["vision", "lineage"], name="a_goal_is_in_a_vision_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_goal_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=GoalKind.values), name="a_goal_has_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:goal", args=[self.pk])

    @property
    def is_project(self) -> bool:
        return self.kind == GoalKind.PROJECT

    def access_area_ids(self) -> frozenset[int]:
        return self.vision.access_area_ids()

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return _("project in een plan van bewoners") if self.is_project else scope.current().word("goal")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_public_title(self) -> str:
        return _("een %(goal)s in een plan dat nog gemaakt wordt") % {"goal": self.thread_kind}

    @property
    def thread_view_permission(self) -> Permission:
        return self.vision.thread_view_permission

    @property
    def thread_state(self) -> str:
        return self.vision.thread_state

    @property
    def thread_tone(self) -> str:
        return self.vision.tone


class VisionVersion(MunicipalityModel):
    """Versie: the vision as it was at a moment, kept whole. `content` has the words, the goals and their indicators."""

    vision = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    content = models.JSONField()
    is_public = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["vision_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vision", "number"], name="a_version_of_a_vision_has_its_number"),
            models.CheckConstraint(condition=~Q(label=""), name="a_version_of_a_vision_has_a_label"),
        ]

    def __str__(self) -> str:
        return f"{self.vision_id} v{self.number}"

    def access_area_ids(self) -> frozenset[int]:
        return self.vision.access_area_ids()

    @property
    def name(self) -> str:
        return capfirst(self.label)
