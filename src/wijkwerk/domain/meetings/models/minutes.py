"""What a meeting decided, and who does what by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings.models.meetings import OfMeeting, OfMeetingQuerySet, Point
from wijkwerk.domain.meetings.models.series import Series
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope


class DecisionQuerySet(OfMeetingQuerySet):
    def visible_to(self, actor: Actor) -> DecisionQuerySet:
        return self.filter(Q(is_public=True) | Q(meeting__series__in=Series.objects.visible_to(actor)))

    def for_thread(self) -> DecisionQuerySet:
        return self.for_access()


class Decision(OfMeeting):
    """Besluit: what a meeting decided, with its number. A thing of the golden thread."""

    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    number = models.PositiveSmallIntegerField()  # within the meeting
    text = models.CharField(max_length=500)
    reason = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    decided_at = models.DateTimeField()
    meets = models.ManyToManyField("thread.Condition", blank=True, related_name="+")

    objects: ClassVar[Any] = scope.scoped(DecisionQuerySet)

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="a_decision_has_its_number"),
            models.CheckConstraint(condition=~Q(text=""), name="a_decision_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision", args=[self.pk])

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return _now("besluit")

    @property
    def thread_title(self) -> str:
        return self.text

    @property
    def thread_public_title(self) -> str:
        return _now("een besluit (niet openbaar)")

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.MEETING_VIEW_PUBLIC if self.is_public else Permission.MEETING_VIEW

    @property
    def thread_state(self) -> str:
        return _now("genomen")

    @property
    def thread_tone(self) -> str:
        return "ok"


class ActionState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("gedaan")
    STOPPED = "stopped", _("gestopt")


class ActionQuerySet(OfMeetingQuerySet):
    def open(self) -> ActionQuerySet:
        return self.filter(state=ActionState.OPEN)

    def overdue(self, today: date) -> ActionQuerySet:
        return self.open().filter(due_on__lt=today)

    def owned_by(self, actor: Actor) -> ActionQuerySet:
        """Of this person, or of the organisation that they work for."""
        own = Q(pk__in=[])
        for kind, number in getattr(actor, "parties", ()):
            if number is not None:
                own |= Q(**{f"owner_{kind}_id": number})
        return self.filter(own)

    def visible_to(self, actor: Actor) -> ActionQuerySet:
        of_series = Q(meeting__series__in=Series.objects.visible_to(actor))
        own = Q(pk__in=Action.objects.owned_by(actor).values("pk"))
        return self.filter(of_series | own)


class Action(OfMeeting):
    """Actie: what somebody is to do by a day. It returns on the agenda until it is done, or stopped for a reason."""

    point = models.ForeignKey(Point, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    what = models.CharField(max_length=300)
    owner_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=300, blank=True)  # how it went; why it was stopped
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scope.scoped(ActionQuerySet)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["municipality", "due_on", "id"], condition=Q(state="open"), name="action_open")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="an_action_says_what"),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) | Q(owner_organisation__isnull=True), name="an_action_is_of_one"
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, ended_at__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(ended_at__isnull=False)),
                name="an_action_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ActionState.STOPPED) | ~Q(ended_words=""), name="what_is_stopped_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("meetings:action", args=[self.pk])

    @property
    def owner(self) -> Any:
        return self.owner_person or self.owner_organisation

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """Who is to do it reads it, also without taking part in the meeting."""
        parties = dict(super().access_parties())
        for kind in ("person", "organisation"):
            number = getattr(self, f"owner_{kind}_id")
            if number:
                parties.setdefault((kind, number), Role.PARTNER)
        return parties
