"""What is looked at: subjects, their aspects, and pictures of the municipality's own of what a level looks like."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class Season(models.TextChoices):
    ALL = "all", _("hele jaar")
    SPRING = "spring", _("voorjaar")
    SUMMER = "summer", _("zomer")
    AUTUMN = "autumn", _("najaar")
    WINTER = "winter", _("winter")


_BY_MONTH = (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)


def season_of(month: int) -> Season:
    """December to February is winter, and so on."""
    return _BY_MONTH[month % 12 // 3]


class Subject(MunicipalityModel):
    """Onderwerp van een schouw: green, paving, play."""

    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="a_subject_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_subject_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class AspectQuerySet(ScopedQuerySet):
    def active(self) -> AspectQuerySet:
        return self.filter(is_active=True, subject__is_active=True)


class Aspect(MunicipalityModel):
    """Aspect: one thing of a subject that gets a level; in a season, or the whole year."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="aspects")
    name = models.CharField(max_length=80)
    looks_at = models.CharField(max_length=300, blank=True)
    season = models.CharField(max_length=6, choices=Season, default=Season.ALL)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Any] = scoped(AspectQuerySet)

    class Meta:
        ordering = ["subject__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "name"], name="an_aspect_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="an_aspect_has_a_name"),
            models.CheckConstraint(condition=Q(season__in=Season.values), name="an_aspect_has_a_season"),
        ]

    def __str__(self) -> str:
        return self.name


class ReferencePicture(MunicipalityModel):
    """Voorbeeldfoto: what a level of an aspect looks like here; said in words as well."""

    aspect = models.ForeignKey(Aspect, on_delete=models.CASCADE, related_name="pictures")
    level = models.ForeignKey("inspections.Level", on_delete=models.CASCADE, related_name="+")
    photo = models.ForeignKey("files.Photo", on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(max_length=300)

    class Meta:
        ordering = ["aspect_id", "-level__value"]
        constraints = [
            models.UniqueConstraint(fields=["aspect", "level"], name="a_level_of_an_aspect_has_one_picture"),
            models.CheckConstraint(condition=~Q(alt=""), name="a_picture_is_said_in_words"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def address(self) -> str:
        """Needs the photo to be loaded with the picture."""
        return reverse("inspections:reference_picture", args=[self.pk, self.photo.version, "small"])
