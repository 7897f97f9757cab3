"""Facilities, what they are for, when they are open, and the walk-in hours that are held there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models.persons import PeriodQuerySet
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class FacilityKind(models.TextChoices):
    """What sort of place it is."""

    WORKSHOP = "workshop", _("Wijkwerkplaats")
    HOUSE = "house", _("Huis van de wijk")
    HUB = "hub", _("Steunpunt")
    GARDEN = "garden", _("Buurttuin")


class FunctionKind(models.TextChoices):
    """What people can come for."""

    MEETING = "meeting", _("Koffie en ontmoeten")
    LENDING = "lending", _("Gereedschap lenen")
    CHORES = "chores", _("Hulp met een klus")
    FORMS = "forms", _("Hulp met formulieren en geld")
    BICYCLES = "bicycles", _("Fietsen")
    REPAIR = "repair", _("Repareren")
    BENCH = "bench", _("Zelf klussen met hulp")
    ROUNDS = "rounds", _("Werk in de wijk")
    DAY_ACTIVITY = "day_activity", _("Dagbesteding en leren")
    GARDEN = "garden", _("Moestuin")
    OFFICE_HOUR = "office_hour", _("Spreekuur")
    OTHER = "other", _("Anders")


class Weekday(models.IntegerChoices):
    """As Python counts: Monday is 0."""

    MONDAY = 0, _("maandag")
    TUESDAY = 1, _("dinsdag")
    WEDNESDAY = 2, _("woensdag")
    THURSDAY = 3, _("donderdag")
    FRIDAY = 4, _("vrijdag")
    SATURDAY = 5, _("zaterdag")
    SUNDAY = 6, _("zondag")


class FacilityQuerySet(scope.ScopedQuerySet):
    def active(self) -> FacilityQuerySet:
        return self.filter(is_active=True)

    def workshops(self) -> FacilityQuerySet:
        return self.filter(kind=FacilityKind.WORKSHOP)


class Facility(MunicipalityModel):
    """Voorziening: a workshop, a house, a hub or a garden, in one work area."""

    kind = models.CharField(max_length=10, choices=FacilityKind)
    name = models.CharField(max_length=120)
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="facilities")
    about = models.TextField(blank=True)
    how_to_get_in = models.TextField(blank=True)  # step-free? which door? where to park a mobility scooter?
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)  # WGS84
    lon = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Any] = scope.scoped(FacilityQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="a_facility_has_its_own_name"),
            models.CheckConstraint(condition=Q(kind__in=FacilityKind.values), name="a_facility_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="a_facility_has_a_name"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__range=(-90.0, 90.0), lon__range=(-180.0, 180.0)),
                name="a_facility_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("facilities:facility", args=[self.pk])

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})


class PartOfFacility(MunicipalityModel):
    """A row of one facility: who works in its area may see to it."""

    page_needs: ClassVar[Permission] = Permission.WORKSHOP_DESK  # so that a letter about it leads there for nobody else

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE)

    class Meta:
        abstract = True

    def access_area_ids(self) -> frozenset[int]:
        return self.facility.access_area_ids()


class Function(PartOfFacility):
    """Functie: something that people can come for, and who runs it. It is there from a day until a day."""

    kind = models.CharField(max_length=14, choices=FunctionKind)
    name = models.CharField(max_length=80, blank=True)  # the place's own word for it
    about = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["facility_id", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FunctionKind.values), name="a_function_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_function_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class Room(PartOfFacility):
    """Ruimte: where something can be held."""

    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_step_free = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["facility", "name"], name="a_room_has_its_own_name")]

    def __str__(self) -> str:
        return self.name


class OpeningHours(PartOfFacility):
    """Openingstijd: on this day of the week, in Dutch local time, from and until."""

    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    from_time = models.TimeField()
    until_time = models.TimeField()

    class Meta:
        ordering = ["weekday", "from_time", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="hours_are_on_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(until_time__gt=F("from_time")), name="what_opens_closes_later"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.from_time:%H:%M}-{self.until_time:%H:%M}"


class Closure(PartOfFacility):
    """Gesloten: not open from a day until a day, besides public holidays and the municipality's own closing days."""

    from_on = models.DateField()
    until_on = models.DateField()  # the first day that it is open again
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_closure_lasts_a_day_at_least"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_says_why"),
        ]

    def __str__(self) -> str:
        return self.reason


class Rhythm(models.TextChoices):
    """How often something comes back: a walk-in hour, a shift, a round."""

    WEEKLY = "weekly", _("elke week")
    FORTNIGHTLY = "fortnightly", _("om de week")
    MONTHLY = "monthly", _("elke maand, dezelfde week van de maand")

    def falls_on(self, day: date, *, first: date) -> bool:
        """Whether it comes back on this Dutch date, when `first` was the first. What began on a fifth Monday comes on
        the last one of a month that has four.
        """
        apart = (day - first).days
        if apart < 0 or apart % 7:
            return False
        match self:
            case Rhythm.WEEKLY:
                return True
            case Rhythm.FORTNIGHTLY:
                return apart % 14 == 0
            case Rhythm.MONTHLY:
                is_last = (day + timedelta(days=7)).month != day.month
                return _week_of_month(day) == _week_of_month(first) or (is_last and _week_of_month(first) == FIFTH)

    def dates(self, first: date, from_on: date, until_on: date) -> Iterator[date]:
        """The days that it falls on from a day until (without) a day."""
        day = first + timedelta(weeks=max(0, -((first - from_on).days // 7)))
        while day < until_on:
            if self.falls_on(day, first=first):
                yield day
            day += timedelta(weeks=1)


FIFTH = 4  # counted from nought


def _week_of_month(day: date) -> int:
    return (day.day - 1) // 7


class OfficeHour(PartOfFacility):
    """Spreekuur: a recurring walk-in hour: about what, by whom, where, when, and why there."""

    theme = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why_here = models.TextField(blank=True)
    rhythm = models.CharField(max_length=12, choices=Rhythm, default=Rhythm.WEEKLY)
    from_on = models.DateField()  # the first time, and so the day of the week
    until_on = models.DateField(null=True, blank=True)  # the first day that it is over
    from_time = models.TimeField()
    until_time = models.TimeField()

    objects: ClassVar[Any] = scope.scoped(PeriodQuerySet)

    class Meta:
        ordering = ["theme", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(theme=""), name="an_office_hour_has_a_theme"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="an_office_hour_has_a_rhythm"),
            models.CheckConstraint(
                condition=Q(until_time__gt=F("from_time")), name="an_office_hour_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="office_hours_end_after_they_begin"
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("facilities:office_hour", args=[self.pk])


class OfficeHourHeld(MunicipalityModel):
    """Gehouden spreekuur: on this day it was held and so many came; or it was not, and why."""

    office_hour = models.ForeignKey(OfficeHour, on_delete=models.CASCADE, related_name="held")
    on = models.DateField()
    visitors = models.PositiveSmallIntegerField(null=True, blank=True)
    not_held_because = models.CharField(max_length=200, blank=True)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["office_hour", "on"], name="an_office_hour_is_held_once_a_day"),
            models.CheckConstraint(
                condition=Q(visitors__isnull=False, not_held_because="")
                | (Q(visitors__isnull=True) & ~Q(not_held_because="")),
                name="held_or_the_reason_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_hour_id} {self.on}"

    def access_area_ids(self) -> frozenset[int]:
        return self.office_hour.access_area_ids()
