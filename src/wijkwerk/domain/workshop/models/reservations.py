"""Promises: what somebody gets, from when until when. No item is promised twice; the database holds it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class ReservationQuerySet(scope.ScopedQuerySet):
    def waiting(self) -> ReservationQuerySet:
        """Neither fetched nor taken back."""
        return self.filter(fetched_at=None, cancelled_at=None)

    def to_come(self, at: datetime) -> ReservationQuerySet:
        """Still to be fetched, and not over."""
        return self.waiting().filter(until_at__gt=at)


class Reservation(PartOfFacility):
    """Reservering: a kind, one item or a kit for somebody, from a moment until a moment (half-open).

    Concrete items are found at once, a promise for each; on the shelf they stay until they are fetched.
    """

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="reservations")
    kind = models.ForeignKey(
        "workshop.ToolKind", on_delete=models.PROTECT, null=True, blank=True, related_name="reservations"
    )
    kit = models.ForeignKey("workshop.Kit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_for_one_item = models.BooleanField(default=False)  # this very item: no other of its kind will do
    number = models.PositiveSmallIntegerField(default=1)  # of counted stock: how many
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    made_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    danger_told_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was typed: sent twice is one

    objects: ClassVar[Any] = scope.scoped(ReservationQuerySet)

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [
            models.Index(fields=["facility", "from_at", "id"], name="reservation_by_day"),
            models.Index(fields=["resident", "-from_at"], name="reservation_of_resident"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_reservation_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="a_reservation_lasts"),
            models.CheckConstraint(
                condition=Q(kind__isnull=False, kit=None) | Q(kind=None, kit__isnull=False),
                name="a_reservation_is_of_something",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_reservation_is_of_one_at_least"),
            models.CheckConstraint(
                condition=Q(fetched_at=None) | Q(cancelled_at=None), name="what_was_fetched_is_not_cancelled"
            ),
        ]

    def __str__(self) -> str:
        return f"reservation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:reservation", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.fetched_at is None and self.cancelled_at is None


class Promise(MunicipalityModel):
    """Toezegging: this item, in this time, for this reservation. It stands until it is cancelled or the item is back.

    Two that stand never overlap: see the migration `0002_never_twice`.
    """

    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="promises")
    tool = models.ForeignKey("workshop.Tool", on_delete=models.PROTECT, related_name="promises")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    stands = models.BooleanField(default=True)
    loan = models.OneToOneField(
        "workshop.Loan", on_delete=models.PROTECT, null=True, blank=True, related_name="promise"
    )  # what became of it

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [models.Index(fields=["tool", "until_at"], condition=Q(stands=True), name="promise_of_tool")]
        constraints = [models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="a_promise_lasts")]

    def __str__(self) -> str:
        return f"promise {self.pk}"

    def access_area_ids(self) -> frozenset[int]:
        return self.reservation.access_area_ids()


class WaitingEnd(models.TextChoices):
    """How a place on a waiting list ended."""

    FETCHED = "fetched", _("Opgehaald")
    LAPSED = "lapsed", _("Niet opgehaald")
    WITHDRAWN = "withdrawn", _("Niet meer nodig")


class WaitingQuerySet(scope.ScopedQuerySet):
    def open(self) -> WaitingQuerySet:
        return self.filter(ended_at=None)

    def in_line(self) -> WaitingQuerySet:
        """Those whose turn has not come, in order."""
        return self.open().filter(reservation=None).order_by("placed_at", "id")


class Waiting(PartOfFacility):
    """Wachtlijst: somebody's place in line for a kind. When the turn comes an item is kept for two days."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="waiting")
    kind = models.ForeignKey("workshop.ToolKind", on_delete=models.PROTECT, related_name="waiting")
    number = models.PositiveSmallIntegerField(default=1)  # how many of a counted kind
    placed_at = models.DateTimeField()
    reservation = models.OneToOneField(
        Reservation, on_delete=models.PROTECT, null=True, blank=True, related_name="waited_for"
    )  # what is kept, since the turn came
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=10, choices=WaitingEnd, blank=True)

    objects: ClassVar[Any] = scope.scoped(WaitingQuerySet)

    class Meta:
        ordering = ["placed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "resident"], condition=Q(ended_at=None), name="somebody_waits_once_for_a_kind"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="who_waits_waits_for_one_at_least"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="") | (Q(ended_at__isnull=False) & ~Q(ended_as="")),
                name="a_place_that_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"
