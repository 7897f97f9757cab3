"""Findings: what must be done after a walk, by whom, before when, and what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.inspections.states import FINDING_TONES, FindingState
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class FindingQuerySet(ScopedQuerySet):
    def visible_to(self, actor: Actor) -> FindingQuerySet:
        reach = actor.reach(Permission.INSPECTION_VIEW)
        return self.all() if reach.everywhere else self.filter(inspection__work_area__in=reach.area_ids)

    def open(self) -> FindingQuerySet:
        return self.filter(state=FindingState.OPEN)

    def late(self, on: date) -> FindingQuerySet:
        return self.filter(state=FindingState.OPEN, due_on__lt=on)

    def for_thread(self) -> FindingQuerySet:
        return self.select_related("inspection__work_area")


class Finding(MunicipalityModel):
    """Bevinding: a line of the action list, with an owner, a term, and in the end an answer."""

    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    spot = models.ForeignKey("inspections.Spot", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aspect = models.ForeignKey("inspections.Aspect", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    is_by_norm = models.BooleanField(default=False)  # made because a level was below the norm
    owner_person = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    signal = models.ForeignKey("signals.Signal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(FindingQuerySet)

    class Meta:
        ordering = ["inspection_id", "number"]
        indexes = [models.Index(fields=["municipality", "state", "due_on"], name="findings_by_term")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="a_finding_has_its_number"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_finding_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["inspection", "spot", "aspect"],
                condition=Q(is_by_norm=True),
                name="below_the_norm_is_found_once",
            ),
            models.UniqueConstraint(
                fields=["signal"], condition=Q(signal__isnull=False), name="a_signal_is_of_one_finding"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_finding_has_a_title"),
            models.CheckConstraint(
                condition=Q(owner_person=None) | Q(owner_organisation=None), name="one_party_owns_a_finding"
            ),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="a_finding_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=FindingState.OPEN, answered_at=None)
                | (~Q(state=FindingState.OPEN) & Q(answered_at__isnull=False)),
                name="a_finding_was_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.NOT_DONE, answer=""), name="what_does_not_happen_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:finding", args=[self.pk])

    @property
    def tone(self) -> str:
        return FINDING_TONES[FindingState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state == FindingState.OPEN

    @property
    def owner(self) -> Any:
        """The person or organisation that sees to it."""
        return self.owner_person or self.owner_organisation

    def is_late(self, on: date) -> bool:
        return self.is_open and self.due_on < on

    # access: who owns it may answer it
    def access_area_ids(self) -> frozenset[int]:
        return self.inspection.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        parties = dict(self.inspection.access_parties())
        if self.owner_person_id:
            parties["person", self.owner_person_id] = Role.WALKER
        if self.owner_organisation_id:
            parties["organisation", self.owner_organisation_id] = Role.WALKER
        return parties

    # the golden thread
    @property
    def thread_kind(self) -> str:
        return _("bevinding van een schouw")

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.INSPECTION_VIEW

    @property
    def thread_state(self) -> str:
        return str(FindingState(self.state).label)

    @property
    def thread_tone(self) -> str:
        return self.tone

    @property
    def thread_is_done(self) -> bool:
        return self.state == FindingState.DONE
