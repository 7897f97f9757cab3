"""Using the workshop with support: a bench by the hour, with somebody who helps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.repair_states import BENCH_MOVES, BENCH_TONES, BenchState
from wijkwerk.foundation.tenancy import scope


class BenchBookingQuerySet(scope.ScopedQuerySet):
    def standing(self) -> BenchBookingQuerySet:
        return self.exclude(state=BenchState.CANCELLED)


class BenchBooking(PartOfFacility):
    """Werkbanktijd: from a moment until a moment, half open: who begins at ten takes nothing of who stops at ten.

    That a bench, and a helper, is with one at a time is held by the database (migration `bench_and_helper_once`).
    """

    bench = models.ForeignKey("workshop.Tool", on_delete=models.PROTECT, related_name="bench_bookings")
    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="bench_bookings")
    helper = models.ForeignKey(
        "workshop.Participant", on_delete=models.SET_NULL, null=True, blank=True, related_name="bench_bookings"
    )
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    makes = models.CharField(max_length=200, blank=True)  # what somebody comes to make or mend
    state = models.CharField(max_length=10, choices=BenchState, default=BenchState.BOOKED)
    made_at = models.DateTimeField()
    client_key = models.UUIDField()

    objects: ClassVar[Any] = scope.scoped(BenchBookingQuerySet)

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [
            models.Index(fields=["facility", "from_at"], name="bench_booking_of_day"),
            models.Index(fields=["bench", "from_at"], name="bench_booking_of_bench"),
            models.Index(fields=["helper", "from_at"], name="bench_booking_of_helper"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_bench_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="bench_time_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(state__in=BenchState.values), name="bench_time_has_a_state"),
        ]

    def __str__(self) -> str:
        return f"bench {self.bench_id} {self.from_at:%Y-%m-%d %H:%M}"

    @property
    def is_standing(self) -> bool:
        return self.state != BenchState.CANCELLED

    @property
    def tone(self) -> str:
        return BENCH_TONES[BenchState(self.state)]

    def may_become(self, state: BenchState) -> bool:
        return state in BENCH_MOVES[BenchState(self.state)]
