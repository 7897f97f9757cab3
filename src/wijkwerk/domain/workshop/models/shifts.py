"""The rota: shifts, most of them from a series, and who takes a place on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import FunctionKind, PartOfFacility, Rhythm, Weekday
from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.domain.workshop.models.participants import Participant, ParticipantKind
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel

MOST_PLACES = 200


class ShiftSeries(PartOfFacility):
    """Dienstenreeks: a shift that comes back, by the Dutch clock: at 19:00 in summer and in winter."""

    name = models.CharField(max_length=80)
    function = models.CharField(max_length=14, choices=FunctionKind)
    words = models.CharField(max_length=300, blank=True)  # what to do, where to come
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    from_time = models.TimeField()
    until_time = models.TimeField()
    rhythm = models.CharField(max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    capacity = models.PositiveSmallIntegerField()
    also_when_closed = models.BooleanField(default=False)  # plants want water on a holiday too
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["weekday", "from_time", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_shift_series_has_a_name"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="a_shift_series_is_on_a_weekday"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="a_shift_series_has_a_rhythm"),
            models.CheckConstraint(condition=Q(until_time__gt=F("from_time")), name="a_shift_series_ends_later"),
            models.CheckConstraint(condition=Q(capacity__range=(1, MOST_PLACES)), name="a_shift_series_has_places"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_shift_series_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ShiftQuerySet(scope.ScopedQuerySet):
    def going_on(self) -> ShiftQuerySet:
        return self.filter(cancelled_at=None)

    def overlapping(self, from_at: datetime, until_at: datetime) -> ShiftQuerySet:
        return self.filter(from_at__lt=until_at, until_at__gt=from_at)


class Shift(PartOfFacility):
    """Dienst: from a moment until a moment, for so many people. One that was changed or cancelled by hand stays so."""

    series = models.ForeignKey(ShiftSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="shifts")
    slot_on = models.DateField(null=True, blank=True)  # the day of the series that it is for, also when it moved
    name = models.CharField(max_length=80)
    function = models.CharField(max_length=14, choices=FunctionKind)
    words = models.CharField(max_length=300, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)  # places; counted up in the same deed that takes one
    is_changed = models.BooleanField(default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = scope.scoped(ShiftQuerySet)

    class Meta:
        ordering = ["from_at", "id"]
        indexes = [models.Index(fields=["facility", "from_at", "id"], name="shift_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["series", "slot_on"], name="a_series_has_one_shift_a_day"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="no_more_come_than_there_are_places"),
            models.CheckConstraint(condition=Q(capacity__range=(1, MOST_PLACES)), name="a_shift_has_places"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="a_shift_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(name=""), name="a_shift_has_a_name"),
            models.CheckConstraint(
                condition=Q(series=None, slot_on=None) | Q(series__isnull=False, slot_on__isnull=False),
                name="a_shift_of_a_series_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
                name="a_cancelled_shift_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:shift", args=[self.pk])

    @property
    def on(self) -> date:
        return clock.dutch(self.from_at).date()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def free(self) -> int:
        return self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.taken >= self.capacity

    def is_over(self, at: datetime) -> bool:
        return self.until_at <= at


class PlaceState(models.TextChoices):
    SIGNED_UP = "signed_up", _("Komt")
    PRESENT = "present", _("Is er")
    ABSENT = "absent", _("Kwam niet")
    CANCELLED = "cancelled", _("Afgemeld")


class ShiftPlace(MunicipalityModel):
    """Plaats op een dienst: somebody who comes, came, or did not. The times that they were there are hours, once."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="places")
    resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.SET_NULL, null=True, blank=True, related_name="shift_places"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="shift_places"
    )  # none for a gardener on a shared work day
    kind = models.CharField(max_length=18, choices=ParticipantKind, blank=True)  # the participant's, as it was then
    state = models.CharField(max_length=10, choices=PlaceState, default=PlaceState.SIGNED_UP)
    signed_up_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["signed_up_at", "id"]
        indexes = [models.Index(fields=["participant", "state"], name="place_of_participant")]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "resident"],
                condition=~Q(state=PlaceState.CANCELLED),
                name="somebody_has_one_place_on_a_shift",
            ),
            models.CheckConstraint(condition=Q(state__in=PlaceState.values), name="a_place_has_a_state"),
            models.CheckConstraint(
                condition=Q(came_at=None, left_at=None) | Q(came_at__isnull=False, state=PlaceState.PRESENT),
                name="who_came_is_present",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gt=F("came_at")), name="somebody_leaves_after_coming"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.resident_id}"

    @property
    def minutes(self) -> int | None:
        """How long somebody was there; None as long as it is not filled in."""
        if self.came_at is None or self.left_at is None:
            return None
        return round((self.left_at - self.came_at).total_seconds() / 60)

    def access_area_ids(self) -> frozenset[int]:
        return self.shift.access_area_ids()

    def access_parties(self) -> dict[tuple[str, int | None], Role]:
        return self.participant.access_parties() if self.participant is not None else {}
