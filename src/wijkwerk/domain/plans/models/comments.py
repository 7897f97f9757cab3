"""What bodies, partners and residents say about a plan before it stands, and what was done with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from wijkwerk.domain.plans.models.programmes import Effort, Programme
from wijkwerk.domain.plans.models.visions import Goal, Vision
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class TakenOver(models.TextChoices):
    """What was done with a comment."""

    OPEN = "open", gettext_lazy("nog te bekijken")
    YES = "yes", gettext_lazy("overgenomen")
    PARTLY = "partly", gettext_lazy("deels overgenomen")
    NO = "no", gettext_lazy("niet overgenomen")


class PlanComment(MunicipalityModel):
    """Reactie: what was said about a plan, one of its numbered comments, and what was done with it."""

    plan: Any  # what it is about: the vision or the programme
    plan_id: int
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField()
    taken_over = models.CharField(max_length=8, choices=TakenOver, default=TakenOver.OPEN)
    reason = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        abstract = True
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_%(class)s_has_its_number"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_%(class)s_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(text=""), name="a_%(class)s_says_something"),
            models.CheckConstraint(
                condition=Q(taken_over__in=TakenOver.values), name="a_%(class)s_is_taken_over_or_not"
            ),
            models.CheckConstraint(
                condition=Q(taken_over=TakenOver.OPEN, handled_at__isnull=True)
                | (~Q(taken_over=TakenOver.OPEN) & Q(handled_at__isnull=False)),
                name="a_%(class)s_is_handled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(taken_over__in=[TakenOver.PARTLY, TakenOver.NO], reason=""),
                name="a_%(class)s_not_taken_over_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"reactie {self.number} op {self.plan_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.plan.access_area_ids()  # type: ignore[no-any-return]

    @property
    def is_open(self) -> bool:
        return self.taken_over == TakenOver.OPEN


class VisionComment(PlanComment):
    """About a vision, where residents react too, without an account."""

    plan = models.ForeignKey(Vision, on_delete=models.CASCADE, related_name="comments")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    name = models.CharField(max_length=120, blank=True)  # of a resident, who may leave it empty
    email = models.EmailField(blank=True)  # to hear what was done with it
    is_public = models.BooleanField(default=False)  # a resident's words: after somebody read them

    class Meta(PlanComment.Meta):
        indexes = [
            models.Index(
                fields=["municipality", "handled_at"], condition=~Q(name="") | ~Q(email=""), name="comments_with_a_name"
            )
        ]


class ProgrammeComment(PlanComment):
    """About a programme, by bodies and partners."""

    plan = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="comments")
    effort = models.ForeignKey(Effort, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(PlanComment.Meta):
        pass
