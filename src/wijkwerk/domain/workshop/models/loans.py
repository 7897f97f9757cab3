"""Custody: who has a thing, since when and until when. A late loan is told by the clock, never stored."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.foundation.tenancy import scope


class LoanQuerySet(scope.ScopedQuerySet):
    def open(self) -> LoanQuerySet:
        return self.filter(returned_at=None)

    def overdue(self, at: datetime) -> LoanQuerySet:
        return self.open().filter(due_at__lt=at)


class Loan(Charged, PartOfFacility):
    """Uitleen: one item with one person. The database allows one open loan an item."""

    tool = models.ForeignKey("workshop.Tool", on_delete=models.PROTECT, related_name="loans")
    resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, related_name="loans"
    )  # who brings it back
    for_resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="loans_for_me"
    )  # the neighbour that it is borrowed for
    out_at = models.DateTimeField()
    due_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    out_note = models.CharField(max_length=200, blank=True)  # parts and state when it went
    in_note = models.CharField(max_length=200, blank=True)  # parts and state when it came back
    reminded_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was scanned: sent twice is one
    return_key = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = scope.scoped(LoanQuerySet)

    class Meta:
        ordering = ["-out_at", "-id"]
        indexes = [
            models.Index(fields=["facility", "due_at"], condition=Q(returned_at=None), name="loan_open_by_due"),
            models.Index(fields=["resident", "-out_at"], name="loan_of_resident"),
            models.Index(fields=["facility", "-out_at", "-id"], name="loan_newest"),
        ]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(fields=["tool"], condition=Q(returned_at=None), name="a_tool_is_with_one_person"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_loan_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(due_at__gt=F("out_at")), name="a_loan_is_due_after_it_went_out"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("out_at")), name="back_after_it_went_out"
            ),
            models.CheckConstraint(
                condition=Q(for_resident=None) | ~Q(for_resident=F("resident")), name="borrowed_for_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"loan {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:loan", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.returned_at is None

    def is_overdue(self, at: datetime) -> bool:
        return self.returned_at is None and self.due_at < at
