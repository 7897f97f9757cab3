"""Saving: money of a pot that is kept over the years for something larger, until a year that is told in advance."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class SavingQuerySet(scope.ScopedQuerySet):
    def standing(self) -> SavingQuerySet:
        return self.filter(saved_cents__gt=0)


class Saving(MunicipalityModel):
    """Spaargeld: stands in the pot of this year and goes along into the next one, until its last year is over."""

    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="savings")  # where it stands now
    purpose = models.CharField(max_length=200)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField()  # the last year in which it can be used
    saved_cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)  # that it lapses; never before this was told
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scope.scoped(SavingQuerySet)

    class Meta:
        ordering = ["until_year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(saved_cents__gte=0), name="a_saving_is_never_below_nothing"),
            models.CheckConstraint(condition=~Q(purpose=""), name="a_saving_says_what_for"),
            models.CheckConstraint(condition=Q(until_year__gt=F("from_year")), name="a_saving_lasts_beyond_its_year"),
            models.CheckConstraint(
                condition=Q(lapsed_at__isnull=True) | Q(announced_at__isnull=False, saved_cents=0),
                name="a_saving_lapses_after_it_was_told",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("budgets:saving", args=[self.pk])

    def access_area_ids(self) -> frozenset[int] | None:
        areas: frozenset[int] | None = self.pot.access_area_ids()
        return areas
