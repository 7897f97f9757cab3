"""Rounds of a fund: from when until when one may apply, when there is a decision, and what money there is for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models.funds import Fund
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class RoundState(models.TextChoices):
    PLANNED = "planned", _("gepland")
    DECIDED = "decided", _("beslist")
    CANCELLED = "cancelled", _("gaat niet door")


class RoundQuerySet(scope.ScopedQuerySet):
    def going_on(self) -> RoundQuerySet:
        """Those that are not called off."""
        return self.exclude(state=RoundState.CANCELLED)


class Round(MunicipalityModel):
    """Ronde: what comes in from a moment on and before another is decided together."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="rounds")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # what comes at this moment is too late
    decides_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # of the money, where not that of its closing
    tranche_cents = models.BigIntegerField(
        null=True, blank=True
    )  # of one pot; with what earlier ones left, if it moves
    tranche_permille = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # or this part of what the pot was allotted
    rest_moves_on = models.BooleanField(default=True)  # what is not given in this tranche goes to the next
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PLANNED)
    cancelled_because = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = scope.scoped(RoundQuerySet)

    class Meta:
        ordering = ["fund_id", "opens_at", "id"]
        indexes = [models.Index(fields=["fund", "closes_at"], name="round_by_closing")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_round_of_money_has_a_name"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_round_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="a_round_has_a_state"),
            models.CheckConstraint(
                condition=Q(tranche_cents=None) | Q(tranche_permille=None), name="a_tranche_is_an_amount_or_a_part"
            ),
            models.CheckConstraint(
                condition=(Q(tranche_cents=None) | Q(tranche_cents__gte=0))
                & (Q(tranche_permille=None) | Q(tranche_permille__lte=1000)),
                name="a_tranche_is_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled", cancelled_because=""), name="a_round_that_is_off_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgets:rounds", args=[self.fund_id])

    @property
    def money_year(self) -> int:
        """The year of the pot that it gives from."""
        return self.year or clock.dutch(self.closes_at - timedelta(microseconds=1)).year

    def is_open_at(self, at: datetime) -> bool:
        return self.state != RoundState.CANCELLED and self.opens_at <= at < self.closes_at
