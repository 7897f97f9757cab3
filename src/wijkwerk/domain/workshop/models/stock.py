"""Things without a label of their own, and the telling of those that have one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.models.loans import LoanQuerySet
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class CountedLoan(Charged, PartOfFacility):
    """Uitleen van getelde spullen: so many folding chairs with one person, who may bring them back in parts."""

    kind = models.ForeignKey("workshop.ToolKind", on_delete=models.PROTECT, related_name="counted_loans")
    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="counted_loans")
    for_resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reservation = models.OneToOneField(
        "workshop.Reservation", on_delete=models.PROTECT, null=True, blank=True, related_name="counted_loan"
    )
    number = models.PositiveSmallIntegerField()
    number_back = models.PositiveSmallIntegerField(default=0)
    out_at = models.DateTimeField()
    due_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)  # the last of them
    extensions = models.PositiveSmallIntegerField(default=0)
    out_note = models.CharField(max_length=200, blank=True)
    in_note = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was typed: sent twice is one

    objects: ClassVar[Any] = scope.scoped(LoanQuerySet)

    class Meta:
        ordering = ["-out_at", "-id"]
        indexes = [
            models.Index(fields=["facility", "due_at"], condition=Q(returned_at=None), name="counted_open_by_due"),
            models.Index(fields=["resident", "-out_at"], name="counted_of_resident"),
        ]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_counted_loan_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number_back__lte=F("number")), name="no_more_comes_back_than_went"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(number_back=F("number")), name="all_back_when_it_is_over"
            ),
            models.CheckConstraint(condition=Q(due_at__gt=F("out_at")), name="counted_due_after_it_went_out"),
            models.CheckConstraint(
                condition=Q(for_resident=None) | ~Q(for_resident=F("resident")), name="counted_for_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"counted loan {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:counted_loan", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.returned_at is None

    @property
    def still_out(self) -> int:
        return self.number - self.number_back

    def is_overdue(self, at: datetime) -> bool:
        return self.returned_at is None and self.due_at < at


class Stocktaking(PartOfFacility):
    """Telling: everything on the shelves is scanned, until somebody ends it."""

    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=120)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility"], condition=Q(finished_at=None), name="one_stocktaking_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"stocktaking {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:one_stocktaking", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class Found(MunicipalityModel):
    """Gevonden: this item was scanned in this stocktaking."""

    stocktaking = models.ForeignKey(Stocktaking, on_delete=models.CASCADE, related_name="found")
    tool = models.ForeignKey("workshop.Tool", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["stocktaking", "tool"], name="an_item_is_found_once")]

    def __str__(self) -> str:
        return f"{self.stocktaking_id} {self.tool_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.stocktaking.access_area_ids()
