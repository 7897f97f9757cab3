"""Scales with their levels and the moment to act; and how this municipality goes about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class ScaleKind(models.TextChoices):
    LEVELS = "levels", _("niveaus, zoals A+ tot en met D")
    LABELS = "labels", _("woorden, zoals goed, matig en slecht")
    MARK = "mark", _("rapportcijfer van 1 tot en met 10")


class ScaleQuerySet(ScopedQuerySet):
    def current(self) -> ScaleQuerySet:
        return self.filter(ended_at=None)


class Scale(MunicipalityModel):
    """Schaal: levels in their order and the norm below which something must be done.

    It never changes: another one follows it, so that no line is drawn from figures of the one to those of the other.
    """

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=6, choices=ScaleKind)
    version = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    norm = models.PositiveSmallIntegerField()  # the value of the lowest level that is still good enough
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scoped(ScaleQuerySet)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name", "version"], name="a_version_of_a_scale_is_one"),
            models.CheckConstraint(condition=Q(kind__in=ScaleKind.values), name="a_scale_has_a_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="a_scale_has_a_name"),
            models.CheckConstraint(condition=Q(norm__range=(1, 10)), name="a_norm_is_a_level"),
        ]

    def __str__(self) -> str:
        return self.name if self.version == 1 else f"{self.name} ({self.version})"


class Level(MunicipalityModel):
    """Niveau: one step of a scale. The higher the value, the better."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)  # A+, goed, 7
    meaning = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["scale_id", "-value"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "value"], name="levels_stand_in_an_order"),
            models.UniqueConstraint(fields=["scale", "code"], name="a_level_has_its_own_code"),
            models.CheckConstraint(condition=Q(value__range=(1, 10)), name="a_scale_has_ten_levels_at_most"),
            models.CheckConstraint(condition=~Q(code=""), name="a_level_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.meaning}" if self.meaning else self.code


class InspectionSettings(MunicipalityModel):
    """Instellingen van de schouw: what this municipality wants to happen by itself."""

    makes_signals = models.BooleanField(default=False)  # what is below the norm becomes a signal by itself
    days_to_answer = models.PositiveSmallIntegerField(default=20)  # working days for a finding, unless said otherwise

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="inspections_are_set_up_once"),
            models.CheckConstraint(condition=Q(days_to_answer__range=(1, 250)), name="a_finding_has_days_to_answer"),
        ]

    def __str__(self) -> str:
        return "instellingen van de schouw"
