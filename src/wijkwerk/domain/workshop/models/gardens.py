"""Neighbourhood gardens: plots, seasons, who has which plot, and who waits for one."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.domain.workshop.models.money import Charged
from wijkwerk.foundation.tenancy import scope


class Plot(PartOfFacility):
    """Moestuinperceel: one numbered piece of a garden."""

    number = models.PositiveSmallIntegerField()
    square_metres = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True)  # raised bed, near the water, in the shade
    out_because = models.CharField(max_length=200, blank=True)  # why it is not given to anybody for now

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "number"], name="a_plot_has_its_own_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plots_count_from_one"),
            models.CheckConstraint(condition=Q(square_metres__gte=1), name="a_plot_has_a_size"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Season(PartOfFacility):
    """Tuinseizoen: from when until when plots are used in a year, and what is asked for one."""

    year = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()  # the first day that it is over
    contribution_cents = models.PositiveBigIntegerField(default=0)  # for one plot

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year"], name="a_garden_has_one_season_a_year"),
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_season_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def is_over(self, on: date) -> bool:
        return self.until_on <= on


class PlotUse(Charged, PartOfFacility):
    """Gebruik van een perceel: agreed with one person for one season. The database allows one user at a time."""

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="uses")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="uses")
    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="plot_uses")
    agreed_on = models.DateField()
    second_because = models.CharField(max_length=200, blank=True)  # why they may have another in the area beside it
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["plot__number", "id"]
        constraints = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(
                fields=["plot", "season"], condition=Q(ended_on=None), name="a_plot_has_one_user_a_season"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="") | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="the_use_of_a_plot_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plot_id} {self.season_id}"


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("Wacht")
    OFFERED = "offered", _("Krijgt een perceel aangeboden")
    GIVEN = "given", _("Kreeg een perceel")
    DECLINED = "declined", _("Wilde het perceel niet")
    LAPSED = "lapsed", _("Antwoordde niet op tijd")
    WITHDRAWN = "withdrawn", _("Van de lijst af")


ON_THE_LIST = (WaitingState.WAITING, WaitingState.OFFERED)


class PlotWaiting(PartOfFacility):
    """Wachtlijst voor een perceel, in de volgorde waarin mensen zich meldden."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.PROTECT, related_name="plots_waited_for")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    answer_by = models.DateField(null=True, blank=True)  # the last day on which the offer stands
    link_key = models.CharField(max_length=40, unique=True)  # the secret part of the link with which they answer
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "resident"],
                condition=Q(state__in=ON_THE_LIST),
                name="somebody_waits_once_for_a_garden",
            ),
            models.UniqueConstraint(
                fields=["plot", "season"],
                condition=Q(state=WaitingState.OFFERED),
                name="a_plot_is_offered_to_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=WaitingState.values), name="who_waits_has_a_state"),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED)
                | Q(plot__isnull=False, season__isnull=False, answer_by__isnull=False),
                name="an_offer_is_of_a_plot_with_a_term",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ON_THE_LIST, ended_at=None)
                | Q(~Q(state__in=ON_THE_LIST), ended_at__isnull=False),
                name="waiting_ends_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility_id} {self.resident_id}"

    def save(self, **how: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(16)  # 128 random bits
        super().save(**how)
