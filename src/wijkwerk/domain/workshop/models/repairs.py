"""The repair desk: kinds of things, parts at cost price, usual jobs, and a ticket for each thing that came in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.domain.workshop.repair_states import (
    FINISHED,
    HERE,
    REPAIR_MOVES,
    TONES,
    Barrier,
    Outcome,
    RepairState,
)
from wijkwerk.foundation.tenancy import scope


class ThingKind(PartOfFacility):
    """Soort ding: what it usually weighs, and what its repair saves: an estimate that names its source."""

    name = models.CharField(max_length=60)
    grams = models.PositiveIntegerField()
    co2_grams_per_kg = models.PositiveIntegerField(default=0)  # saved by a repair; none: nobody knows
    co2_source = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_kind_of_thing_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_kind_of_thing_has_a_name"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="a_thing_weighs_something"),
            models.CheckConstraint(
                condition=Q(co2_grams_per_kg=0) | ~Q(co2_source=""), name="an_estimate_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Part(PartOfFacility):
    """Onderdeel: of the common stock, at cost price."""

    name = models.CharField(max_length=80)
    price_cents = models.PositiveBigIntegerField()
    in_stock = models.PositiveSmallIntegerField(null=True, blank=True)  # none: not counted
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_part_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_part_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class UsualJob(PartOfFacility):
    """Klusje dat vaak voorkomt: done while somebody waits, with its price known beforehand."""

    name = models.CharField(max_length=80)
    kind = models.ForeignKey(ThingKind, on_delete=models.PROTECT, related_name="usual_jobs")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, blank=True, related_name="usual_jobs")
    full_cost_cents = models.PositiveBigIntegerField(default=0)  # beside the part
    contribution_cents = models.PositiveBigIntegerField(default=0)  # what we ask of it, beside the part
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_usual_job_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_usual_job_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price_cents(self) -> int:
        """What somebody pays: the part at cost price, and what we ask of the work."""
        return self.contribution_cents + (self.part.price_cents if self.part else 0)


class RepairQuerySet(scope.ScopedQuerySet):
    def here(self) -> RepairQuerySet:
        return self.filter(state__in=HERE)


class Repair(Charged, PartOfFacility):
    """Reparatie: a thing of a resident, or a bicycle of ours, with its fault, its parts and what came of it."""

    kind = models.ForeignKey(ThingKind, on_delete=models.PROTECT, related_name="repairs")
    make = models.CharField(max_length=80, blank=True)
    fault = models.CharField(max_length=500)
    resident = models.ForeignKey(
        "workshop.Resident", on_delete=models.PROTECT, null=True, blank=True, related_name="repairs"
    )
    bicycle = models.ForeignKey(
        "workshop.Bicycle", on_delete=models.PROTECT, null=True, blank=True, related_name="repairs"
    )
    state = models.CharField(max_length=10, choices=RepairState, default=RepairState.WAITING)
    workers = models.ManyToManyField("workshop.Participant", related_name="repairs", blank=True)
    base_cost_cents = models.PositiveBigIntegerField(default=0)  # what the work costs us, beside the parts
    base_share_cents = models.PositiveBigIntegerField(default=0)  # what we ask of it, beside the parts
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    barrier = models.CharField(max_length=14, choices=Barrier, blank=True)
    outcome_words = models.CharField(max_length=300, blank=True)  # what was done, or what the owner should know
    left_because = models.CharField(max_length=200, blank=True)
    grams = models.PositiveIntegerField()
    co2_grams = models.PositiveIntegerField(default=0)  # saved: an estimate, only of what was wholly repaired
    client_key = models.UUIDField()

    objects: ClassVar[Any] = scope.scoped(RepairQuerySet)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["facility", "-received_at", "-id"], name="repair_newest"),
            models.Index(fields=["facility", "state", "received_at"], name="repair_queue"),
            models.Index(fields=["resident", "-received_at"], name="repair_of_resident"),
        ]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_repair_sent_twice_is_one"),
            models.CheckConstraint(condition=~Q(fault=""), name="a_repair_has_a_fault"),
            models.CheckConstraint(condition=Q(state__in=RepairState.values), name="a_repair_has_a_state"),
            models.CheckConstraint(condition=Q(resident=None) | Q(bicycle=None), name="a_repair_is_for_one"),
            models.CheckConstraint(
                condition=Q(state=RepairState.COLLECTED) | Q(resident__isnull=False) | Q(bicycle__isnull=False),
                name="what_stays_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, outcome__in=Outcome.values, ready_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(outcome="", ready_at=None)),
                name="a_finished_repair_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", Outcome.REPAIRED], barrier="")
                | Q(outcome=Outcome.PARTLY, barrier__in=["", *Barrier.values])
                | Q(outcome=Outcome.NOT_REPAIRED, barrier__in=Barrier.values),
                name="what_was_not_repaired_says_why",
            ),
            models.CheckConstraint(
                condition=Q(co2_grams=0) | Q(outcome=Outcome.REPAIRED), name="only_what_was_repaired_saves"
            ),
            models.CheckConstraint(condition=Q(grams__gt=0), name="what_is_repaired_weighs_something"),
            models.CheckConstraint(
                condition=Q(state=RepairState.COLLECTED, collected_at__isnull=False)
                | (~Q(state=RepairState.COLLECTED) & Q(collected_at=None)),
                name="collected_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=RepairState.LEFT_HERE) | ~Q(left_because=""), name="left_here_says_why"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind.name, self.make]))

    def get_absolute_url(self) -> str:
        return reverse("workshop:repair", args=[self.pk])

    @property
    def is_here(self) -> bool:
        return self.state in HERE

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def tone(self) -> str:
        return TONES[RepairState(self.state)]

    def may_become(self, state: RepairState) -> bool:
        return state in REPAIR_MOVES[RepairState(self.state)]


class PartUsed(PartOfFacility):
    """Gebruikt onderdeel: a line on the receipt, with the price as it was."""

    repair = models.ForeignKey(Repair, on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    bicycle = models.ForeignKey(
        "workshop.Bicycle", on_delete=models.CASCADE, null=True, blank=True, related_name="parts"
    )
    part = models.ForeignKey(Part, on_delete=models.SET_NULL, null=True, blank=True, related_name="used")
    words = models.CharField(max_length=80)
    quantity = models.PositiveSmallIntegerField(default=1)
    unit_cents = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    client_key = models.UUIDField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_part_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(repair__isnull=True, bicycle__isnull=False) | Q(repair__isnull=False, bicycle__isnull=True),
                name="a_part_went_into_one_thing",
            ),
            models.CheckConstraint(condition=Q(quantity__range=(1, 99)), name="some_parts_were_used"),
            models.CheckConstraint(condition=~Q(words=""), name="a_used_part_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def cents(self) -> int:
        return self.quantity * self.unit_cents
