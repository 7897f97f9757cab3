"""Rounds: outdoor work for partners that comes back, along a route; and what was done each time."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility, Rhythm
from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.domain.workshop.models.participants import Half
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class RoundKind(models.TextChoices):
    PATHS = "paths", _("Achterpaden")
    LITTER = "litter", _("Zwerfvuil")
    FENCE = "fence", _("Erfafscheiding")
    GARDENS = "gardens", _("Tuinen van lege woningen")
    GRITTING = "gritting", _("Strooien bij gladheid")
    OTHER = "other", _("Anders")


class Calling(models.TextChoices):
    """What makes a round go: the calendar, or frost."""

    WEEKLY = Rhythm.WEEKLY.value, Rhythm.WEEKLY.label
    FORTNIGHTLY = Rhythm.FORTNIGHTLY.value, Rhythm.FORTNIGHTLY.label
    MONTHLY = Rhythm.MONTHLY.value, Rhythm.MONTHLY.label
    FROST = "frost", _("als het vriest")


class Round(PartOfFacility):
    """Ronde: recurring outdoor work for a partner, with a route."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")  # who asked
    kind = models.CharField(max_length=8, choices=RoundKind)
    name = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    calling = models.CharField(max_length=12, choices=Calling)
    from_on = models.DateField()  # the first time, and so the day of the week
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over
    half = models.CharField(max_length=10, choices=Half, default=Half.MORNING)
    minutes = models.PositiveSmallIntegerField(default=120)
    people_needed = models.PositiveSmallIntegerField(default=2)
    skills: Any = models.ManyToManyField("workshop.Skill", blank=True, related_name="+")

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_round_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_round_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="a_round_is_of_a_kind"),
            models.CheckConstraint(condition=Q(calling__in=Calling.values), name="a_round_is_called_somehow"),
            models.CheckConstraint(condition=Q(people_needed__range=(1, 2)), name="one_or_two_do_a_round"),
            models.CheckConstraint(condition=Q(minutes__range=(15, 240)), name="a_round_fits_in_a_half_day"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_round_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:round", args=[self.pk])

    def is_due_on(self, on: date) -> bool:
        """Whether the calendar calls it on this Dutch date. Dates have no summer time: no hour is ever lost."""
        if on < self.from_on or (self.until_on is not None and on >= self.until_on):
            return False
        return self.calling != Calling.FROST and Rhythm(self.calling).falls_on(on, first=self.from_on)


class RoundStop(MunicipalityModel):
    """Halte: a place on the route, in order."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["round_id", "position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_stop_says_where"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="a_stop_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int]:
        return self.round.access_area_ids()


class RoundRun(PartOfFacility):
    """Keer dat een ronde wordt gelopen: on a day; once a day, whoever calls it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="runs")
    on = models.DateField()
    called_at = models.DateTimeField()
    walked_by = models.CharField(max_length=200, blank=True)  # first names, as the partner may know them
    reported_at = models.DateTimeField(null=True, blank=True)  # told to the partner; then it does not change

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["facility", "on", "id"], name="run_by_day")]
        constraints = [models.UniqueConstraint(fields=["round", "on"], name="a_round_goes_once_a_day")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:round_run", args=[self.pk])


class StopResult(MunicipalityModel):
    """Wat er op een halte gebeurde; the words are those of that day, whatever the route becomes."""

    run = models.ForeignKey(RoundRun, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    is_done = models.BooleanField(null=True, blank=True)
    not_done_because = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("files.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["run_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="a_stop_of_a_run_stands_once"),
            models.CheckConstraint(
                condition=(Q(is_done=False) & ~Q(not_done_because=""))
                | (Q(is_done=True) | Q(is_done=None)) & Q(not_done_because=""),
                name="what_was_not_done_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int]:
        return self.run.access_area_ids()
