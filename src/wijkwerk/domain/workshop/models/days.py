"""A day at the desk, and who came."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wijkwerk.domain.facilities.models import FunctionKind, PartOfFacility


class DeskDay(PartOfFacility):
    """Dag aan de balie: opened in the morning, closed at day's end with what was counted in the box."""

    on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    float_cents = models.PositiveBigIntegerField(default=0)  # in the box in the morning
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    expected_cents = models.BigIntegerField(null=True, blank=True)  # the float and the day's cash
    counted_cents = models.PositiveBigIntegerField(null=True, blank=True)
    difference_because = models.CharField(max_length=200, blank=True)
    reopened_because = models.CharField(max_length=200, blank=True)  # the last time that a closed day was opened again

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "on"], name="a_day_is_opened_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, expected_cents=None, counted_cents=None)
                | Q(closed_at__isnull=False, expected_cents__isnull=False, counted_cents__isnull=False),
                name="a_closed_day_was_counted",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(counted_cents=models.F("expected_cents")) | ~Q(difference_because=""),
                name="a_difference_in_the_box_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Visit(PartOfFacility):
    """Bezoek: somebody came for something on a day: named and once, or a tally of people without names.

    What somebody was at that time is copied, so that figures do not change when they become something else.
    """

    on = models.DateField()
    at = models.DateTimeField()
    function = models.CharField(max_length=14, choices=FunctionKind)
    resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.SET_NULL, null=True, blank=True, related_name="visits"
    )
    visitor_number = models.PositiveBigIntegerField(null=True, blank=True)  # the resident's, kept when the row goes
    people = models.PositiveSmallIntegerField(default=1)
    buurt_code = models.CharField(max_length=10, blank=True)
    is_first = models.BooleanField(default=False)  # this person's first visit here
    is_helper = models.BooleanField(default=False)  # a volunteer or participant at that time
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was tapped: sent twice is one

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["municipality", "facility", "on", "visitor_number"], name="visit_of_day"),
            # The reach over years is told from these alone, without a look at a row.
            models.Index(
                fields=["municipality", "facility", "visitor_number", "function", "on", "buurt_code", "is_helper"],
                name="visit_of_visitor",
            ),
            models.Index(
                fields=["municipality", "facility", "on", "function", "people"],
                condition=Q(visitor_number=None),
                name="visit_tally",
            ),
            models.Index(fields=["municipality", "facility", "on"], condition=Q(is_first=True), name="visit_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "visitor_number", "on", "function"],
                condition=Q(visitor_number__isnull=False),
                name="a_visit_counts_once_a_day",
            ),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_visit_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(people__gte=1), name="somebody_came"),
            models.CheckConstraint(
                condition=Q(visitor_number__isnull=True) | Q(people=1), name="a_tally_is_never_a_named_visit"
            ),
            models.CheckConstraint(
                condition=Q(resident__isnull=True) | Q(visitor_number__isnull=False), name="a_named_visit_has_a_number"
            ),
            models.CheckConstraint(condition=Q(function__in=FunctionKind.values), name="a_visit_is_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.function}"
