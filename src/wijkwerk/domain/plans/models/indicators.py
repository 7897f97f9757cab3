"""How councils measure a goal: an indicator with its zero measurement, targets by year, and what was measured."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models.visions import Goal
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class IndicatorKind(models.TextChoices):
    NUMBER = "number", _("aantal")
    PERCENTAGE = "percentage", _("percentage")
    MARK = "mark", _("rapportcijfer")
    ORDINAL = "ordinal", _("oordeel in woorden, van slecht naar goed")


class Better(models.TextChoices):
    HIGHER = "higher", _("hoger is beter")
    LOWER = "lower", _("lager is beter")


class Grain(models.IntegerChoices):
    """In how many parts a year is measured."""

    YEAR = 1, _("een keer per jaar")
    HALF = 2, _("twee keer per jaar")
    QUARTER = 4, _("elk kwartaal")


class Known(models.TextChoices):
    """Whether there is a value. Not measured and not yet known are two things."""

    MEASURED = "measured", _("gemeten")
    NOT_MEASURED = "not_measured", _("niet gemeten")
    NOT_YET_KNOWN = "not_yet_known", _("nog niet bekend")


class Indicator(MunicipalityModel):
    """Indicator: shows whether a goal comes nearer. `continues` is the same one in the vision before a revision."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="indicators")
    title = models.CharField(max_length=200)
    definition = models.TextField(blank=True)  # what is counted, and how
    kind = models.CharField(max_length=10, choices=IndicatorKind, default=IndicatorKind.NUMBER)
    better = models.CharField(max_length=6, choices=Better, default=Better.HIGHER)
    unit = models.CharField(max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    grain = models.PositiveSmallIntegerField(choices=Grain, default=Grain.YEAR)
    labels = models.JSONField(default=list, blank=True)  # of an ordinal: the words from bad to good; 1 is the first
    national_key = models.CharField(max_length=80, blank=True)  # of a figure in the catalogue of areas
    national_code = models.CharField(max_length=10, blank=True)  # the wijk, buurt or gemeente whose figure it is
    source = models.CharField(max_length=200, blank=True)  # where its figures usually come from
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["goal_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_indicator_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=IndicatorKind.values), name="an_indicator_has_a_kind"),
            models.CheckConstraint(condition=Q(better__in=Better.values), name="an_indicator_has_a_better_side"),
            models.CheckConstraint(condition=Q(grain__in=Grain.values), name="an_indicator_has_a_grain"),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="an_indicator_has_few_decimals"),
            models.CheckConstraint(
                condition=Q(national_key="", national_code="")
                | (Q(grain=Grain.YEAR) & ~Q(national_key="") & ~Q(national_code="")),
                name="a_national_figure_is_of_an_area_and_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:indicator", args=[self.pk])

    def access_area_ids(self) -> frozenset[int]:
        return self.goal.access_area_ids()


class Target(MunicipalityModel):
    """Streefwaarde: what a council wants to have reached at the end of a year."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["indicator_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="a_year_has_one_target"),
            models.CheckConstraint(condition=Q(year__range=(1990, 2150)), name="a_target_is_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.value}"

    def access_area_ids(self) -> frozenset[int]:
        return self.indicator.access_area_ids()


class Measurement(MunicipalityModel):
    """Meting: the value of a period with where it comes from, or that it was not measured or is not known yet.

    `part` is 1 to the grain of its indicator: the whole year, a half or a quarter of it.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measurements")
    year = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=1)
    known = models.CharField(max_length=14, choices=Known, default=Known.MEASURED)
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    is_zero = models.BooleanField(default=False)  # the zero measurement: where it began
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["indicator_id", "year", "part"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "part"], name="a_period_is_measured_once"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(is_zero=True), name="an_indicator_begins_at_one_measurement"
            ),
            models.CheckConstraint(condition=Q(year__range=(1950, 2150)), name="a_measurement_is_of_a_year"),
            models.CheckConstraint(condition=Q(part__range=(1, 4)), name="a_measurement_is_of_a_part_of_a_year"),
            models.CheckConstraint(condition=Q(known__in=Known.values), name="a_measurement_is_known_or_not"),
            models.CheckConstraint(
                condition=(Q(known=Known.MEASURED, value__isnull=False) & ~Q(source=""))
                | (~Q(known=Known.MEASURED) & Q(value__isnull=True, is_zero=False)),
                name="what_is_measured_has_a_value_and_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}.{self.part}: {self.value}"

    def access_area_ids(self) -> frozenset[int]:
        return self.indicator.access_area_ids()


class SeriesBreak(MunicipalityModel):
    """Breuk in de reeks: from this period on something else is measured, so figures before it do not compare."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    year = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["indicator_id", "year", "part"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year", "part"], name="a_series_breaks_once_at_a_period"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_break_in_a_series_says_why"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2150)), name="a_break_is_in_a_year"),
            models.CheckConstraint(condition=Q(part__range=(1, 4)), name="a_break_is_in_a_part_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}.{self.part}"

    def access_area_ids(self) -> frozenset[int]:
        return self.indicator.access_area_ids()
