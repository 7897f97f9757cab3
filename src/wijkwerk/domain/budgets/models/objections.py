"""Objections: somebody does not agree with a decision, and what became of that."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.decisions import Decision
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Objector(models.TextChoices):
    APPLICANT = "applicant", _("de aanvrager")
    OTHER = "other", _("iemand anders")


class ObjectionWay(models.TextChoices):
    """How it came in; by telephone one cannot object."""

    POST = "post", _("met de post")
    DESK = "desk", _("afgegeven")
    DIGITAL = "digital", _("digitaal")


class ObjectionState(models.TextChoices):
    OPEN = "open", _("loopt")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    DECIDED = "decided", _("beslist")


class ObjectionOutcome(models.TextChoices):
    KEPT = "kept", _("het besluit blijft")
    CHANGED = "changed", _("het besluit verandert")
    NOT_ADMISSIBLE = "not_admissible", _("niet in behandeling genomen")


OUTCOME_TONES = {
    ObjectionOutcome.KEPT: "neutral",
    ObjectionOutcome.CHANGED: "accent",
    ObjectionOutcome.NOT_ADMISSIBLE: "neutral",
}
_ENDED = Q(ended_on__isnull=False)


class ObjectionQuerySet(ScopedQuerySet):
    def open(self) -> ObjectionQuerySet:
        return self.filter(state=ObjectionState.OPEN)


class Objection(MunicipalityModel):
    """Bezwaar: somebody who is concerned asks to decide anew. The decision holds meanwhile (Awb 6:16)."""

    called = _("bezwaar")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="objections")
    objector = models.CharField(max_length=10, choices=Objector)
    # Of somebody else; the applicant is reached as with the application.
    name = models.CharField(max_length=120, blank=True)
    reply_by = models.CharField(max_length=8, choices=Channel, default=Channel.NONE)
    reply_address = models.CharField(max_length=250, blank=True)

    way = models.CharField(max_length=10, choices=ObjectionWay)
    received_on = models.DateField()
    posted_on = models.DateField(null=True, blank=True)  # the postmark
    object_until = models.DateField()  # the last day of the term that it came under
    gist = models.TextField()
    with_committee = models.BooleanField(default=False)  # which advises on objections
    decide_by = models.DateField()
    extended_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)
    outcome = models.CharField(max_length=16, choices=ObjectionOutcome, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(
        "people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(ObjectionQuerySet)

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = _("bezwaar")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_objection_sent_twice_is_one"),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(objector=Objector.APPLICANT, state=ObjectionState.OPEN),
                name="an_applicant_objects_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(objector=Objector.APPLICANT, name="", reply_by=Channel.NONE, reply_address="")
                | (Q(objector=Objector.OTHER) & ~Q(name="")),
                name="who_else_objects_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(reply_by=Channel.NONE) | ~Q(reply_address=""), name="who_objects_can_be_reached"
            ),
            models.CheckConstraint(condition=~Q(gist=""), name="an_objection_says_what_about"),
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN, outcome="", ended_on__isnull=True, decided_by__isnull=True)
                | (Q(state=ObjectionState.WITHDRAWN, outcome="", decided_by__isnull=True) & _ENDED)
                | (
                    Q(
                        state=ObjectionState.DECIDED,
                        outcome__in=ObjectionOutcome.values,
                        decided_by__isnull=False,
                    )
                    & _ENDED
                    & ~Q(ended_because="")
                ),
                name="an_objection_that_is_decided_says_by_whom_how_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "decide_by", "id"], condition=Q(state="open"), name="objection_to_decide"
            )
        ]

    def __str__(self) -> str:
        return f"bezwaar {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("budgets:objection", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == ObjectionState.OPEN

    @property
    def is_of_applicant(self) -> bool:
        return self.objector == Objector.APPLICANT

    @property
    def stand(self) -> str:
        """How it ended, or that it goes on, in two words."""
        return self.get_outcome_display() if self.outcome else self.get_state_display()

    @property
    def tone(self) -> str:
        if self.outcome:
            return OUTCOME_TONES[ObjectionOutcome(self.outcome)]
        return "warning" if self.is_open else "neutral"

    @property
    def waits_for_decision(self) -> bool:
        """The decision was to change, and stands as it was."""
        return self.outcome == ObjectionOutcome.CHANGED and self.decision.is_current

    @property
    def reply_to(self) -> ReplyAddress:
        """Where somebody else hears of it."""
        return ReplyAddress(Channel(self.reply_by), self.reply_address, self.name)

    def is_late(self, today: date) -> bool:
        return self.is_open and self.decide_by < today

    def access_area_ids(self) -> frozenset[int]:
        return self.decision.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        parties: Mapping[tuple[str, int | None], Role] = self.decision.application.access_parties()
        return parties
