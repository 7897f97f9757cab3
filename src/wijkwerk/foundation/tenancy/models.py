"""The municipality and what is its own: words, colours, closing days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from wijkwerk.foundation.tenancy import scope, words


class Municipality(models.Model):
    """Gemeente: the tenant. Owns every row but the national areas and figures."""

    code = models.CharField(max_length=6, unique=True, validators=[RegexValidator(r"^GM\d{4}$")])
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True)
    host = models.CharField(max_length=200, blank=True)
    words = models.JSONField(default=dict, blank=True)
    theme = models.CharField(max_length=40, default="wijkwerk")
    logo = models.CharField(max_length=200, blank=True)  # name of a file under MEDIA_ROOT
    logo_alt = models.CharField(max_length=120, blank=True)

    areas_year = models.PositiveSmallIntegerField(default=2024)
    uses_location_service = models.BooleanField(default=False)
    uses_background_map = models.BooleanField(default=False)

    mail_address = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    visiting_address = models.CharField(max_length=200, blank=True)
    postal_address = models.CharField(max_length=200, blank=True)
    emergency_text = models.CharField(max_length=300, blank=True)

    answer_within = models.PositiveSmallIntegerField(default=10)  # working days
    pick_up_within = models.PositiveSmallIntegerField(default=2)  # working days
    reply_within = models.PositiveSmallIntegerField(default=10)  # working days that a resident has to answer a question
    reports_per_hour = models.PositiveSmallIntegerField(default=20)  # from one network, on the web; 0 is no limit
    smallest_group = models.PositiveSmallIntegerField(default=5)
    second_factor_required = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host"], condition=~Q(host=""), name="a_host_has_one_municipality"),
            models.CheckConstraint(condition=Q(answer_within__gte=1), name="an_answer_takes_a_day_at_least"),
            models.CheckConstraint(condition=Q(reports_per_hour__lte=500), name="reports_are_counted_to_five_hundred"),
            models.CheckConstraint(condition=Q(smallest_group__gte=1), name="a_group_has_one_at_least"),
        ]

    def __str__(self) -> str:
        return self.name

    def word(self, code: str, *, plural: bool = False) -> str:
        """The municipality's own word for a thing marked ° in the glossary, or the usual one."""
        own = self.words.get(code) or {}
        one, many = words.USUAL[code]
        return (own.get("many") or many) if plural else (own.get("one") or one)

    @cached_property
    def closing_days(self) -> frozenset[date]:
        """The days on which this municipality is closed besides the public holidays."""
        return frozenset(_closing_days(of=self.pk))


class MunicipalityModel(models.Model):
    """A row of one municipality. Fills the municipality in from the scope."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[Any] = scope.scoped()

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        if self.municipality_id is None:
            self.municipality = scope.current()
        super().save(force_insert=force_insert, force_update=force_update, using=using, update_fields=update_fields)


class ClosingDay(MunicipalityModel):
    """Sluitingsdag: the municipality is closed, so the day does not count as a working day."""

    on = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["municipality", "on"], name="a_day_closes_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.on:%d-%m-%Y})"


_closing_days = scope.prepared(
    lambda of: ClosingDay.objects.filter(municipality=of).order_by().values_list("on", flat=True),
    of=models.BigAutoField(),
)
