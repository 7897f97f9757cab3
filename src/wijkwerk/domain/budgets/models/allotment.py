"""How a pot gets its money: a sum of terms, each on a figure of a fixed date, with every edge said."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkAreaKind
from wijkwerk.domain.budgets.models.rules import RuleSet
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class RoundingTo(models.TextChoices):
    CENT = "cent", _("op centen")
    EURO = "euro", _("op hele euro's")
    TEN = "ten", _("op tientallen euro's")
    HUNDRED = "hundred", _("op honderdtallen euro's")


class RoundingWay(models.TextChoices):
    NEAREST = "nearest", _("naar het dichtstbijzijnde bedrag, de helft naar boven")
    UP = "up", _("naar boven")
    DOWN = "down", _("naar beneden")


class AllotmentRule(MunicipalityModel):
    """Verdeelregel: what each pot under a rule set gets in a year, as a sum of terms."""

    rule_set = models.OneToOneField(RuleSet, on_delete=models.CASCADE, related_name="allotment")
    rounding_to = models.CharField(max_length=8, choices=RoundingTo, default=RoundingTo.CENT)
    rounding_way = models.CharField(max_length=8, choices=RoundingWay, default=RoundingWay.NEAREST)
    least_cents = models.BigIntegerField(null=True, blank=True)  # of one pot, whatever the sum says
    most_cents = models.BigIntegerField(null=True, blank=True)
    index_permyriad = models.IntegerField(default=0)  # added to the sum: 250 is 2,5 percent
    total_cents = models.BigIntegerField(
        null=True, blank=True
    )  # of all pots together: more is brought back in proportion

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(least_cents=None) | Q(least_cents__gte=0))
                & (Q(most_cents=None) | Q(most_cents__gte=0))
                & (Q(total_cents=None) | Q(total_cents__gte=0)),
                name="an_allotment_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(least_cents=None) | Q(most_cents=None) | Q(least_cents__lte=F("most_cents")),
                name="an_allotment_has_room",
            ),
            models.CheckConstraint(
                condition=Q(index_permyriad__range=(-10_000, 10_000)), name="an_index_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"verdeling van {self.rule_set_id}"


class TermKind(models.TextChoices):
    FIXED = "fixed", _("een vast bedrag")
    PER_HEAD = "per_inhabitant", _("een bedrag per inwoner, huishouden of woning")
    SIZE_CLASS = "size_class", _("een bedrag naar grootte")
    BODY_KIND = "by_body_kind", _("een bedrag naar soort gebied of organisatie")
    SHARE = "share", _("een deel van een vast totaal")


class Counting(models.TextChoices):
    """Over whom an amount per head is counted in a class."""

    ALL = "all", _("over iedereen in het gebied")
    ABOVE = "above", _("alleen over wie er boven de ondergrens van de klasse zijn")
    BRACKETS = "brackets", _("in schijven: over elk deel het bedrag van zijn eigen klasse")


class YearOfFigure(models.TextChoices):
    FIXED = "fixed", _("een vast jaar")
    BEFORE = "before", _("een aantal jaren voor het jaar van het budget")


class AllotmentTerm(MunicipalityModel):
    """Onderdeel van een verdeelregel: one line of the sum."""

    allotment = models.ForeignKey(AllotmentRule, on_delete=models.CASCADE, related_name="terms")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=TermKind)
    cents = models.BigIntegerField(default=0)  # the fixed amount; of a share the total that is divided
    rate = models.BigIntegerField(default=0)  # per head, in hundredths of a cent: € 1,125 is 11250
    equal_permille = models.PositiveSmallIntegerField(default=0)  # of a share: this part of the total in equal parts
    figure = models.ForeignKey("areas.Indicator", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    year_is = models.CharField(max_length=8, choices=YearOfFigure, default=YearOfFigure.BEFORE)
    reference_year = models.PositiveSmallIntegerField(null=True, blank=True)  # of its 1 January
    years_before = models.PositiveSmallIntegerField(default=1)
    figure_month = models.PositiveSmallIntegerField(default=1)  # statistics are of 1 January; another day is typed
    figure_day = models.PositiveSmallIntegerField(default=1)
    counting = models.CharField(max_length=10, choices=Counting, default=Counting.ALL)
    only_kind = models.CharField(max_length=12, choices=WorkAreaKind, blank=True)  # for areas of this kind alone

    class Meta:
        ordering = ["allotment_id", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_term_says_what"),
            models.CheckConstraint(condition=Q(kind__in=TermKind.values), name="a_term_is_of_a_kind"),
            models.CheckConstraint(condition=Q(equal_permille__lte=1000), name="equal_parts_are_no_more_than_all"),
            models.CheckConstraint(
                condition=Q(year_is="before") | Q(reference_year__isnull=False), name="a_fixed_year_is_a_year"
            ),
            models.CheckConstraint(condition=Q(cents__gte=0, rate__gte=0), name="a_term_adds_to_the_sum"),
            models.CheckConstraint(
                condition=Q(figure_month__range=(1, 12), figure_day__range=(1, 31)), name="a_figure_is_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_of_january(self) -> bool:
        """As the figures of the statistics office are."""
        return (self.figure_month, self.figure_day) == (1, 1)

    def year_of_figure(self, year: int) -> int:
        """The year of whose 1 January the figure is, for a pot of a year."""
        if self.year_is == YearOfFigure.FIXED and self.reference_year is not None:
            return self.reference_year
        return year - self.years_before


class SizeClass(MunicipalityModel):
    """Klasse: from this number on (it counts), up to the next (which does not)."""

    term = models.ForeignKey(AllotmentTerm, on_delete=models.CASCADE, related_name="classes")
    from_count = models.PositiveIntegerField()  # inclusive
    until_count = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])  # exclusive
    base_cents = models.BigIntegerField(default=0)
    rate = models.BigIntegerField(default=0)  # per head, in hundredths of a cent

    class Meta:
        ordering = ["term_id", "from_count"]
        constraints = [
            models.UniqueConstraint(fields=["term", "from_count"], name="a_class_begins_at_a_number_once"),
            models.CheckConstraint(
                condition=Q(until_count=None) | Q(until_count__gt=F("from_count")), name="a_class_ends_above_its_begin"
            ),
            models.CheckConstraint(condition=Q(base_cents__gte=0, rate__gte=0), name="a_class_gives_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.from_count}–{self.until_count or ''}"


class BodyKindAmount(MunicipalityModel):
    """Bedrag per soort: for the areas of a kind, or for the areas that are named."""

    term = models.ForeignKey(AllotmentTerm, on_delete=models.CASCADE, related_name="body_kinds")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=80)
    area_kind = models.CharField(max_length=12, choices=WorkAreaKind, blank=True)
    work_areas: Any = models.ManyToManyField("areas.WorkArea", blank=True, related_name="+")
    base_cents = models.BigIntegerField(default=0)
    rate = models.BigIntegerField(default=0)  # per head, in hundredths of a cent

    class Meta:
        ordering = ["term_id", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_kind_of_body_has_a_name"),
            models.CheckConstraint(condition=Q(base_cents__gte=0, rate__gte=0), name="a_kind_of_body_gets_an_amount"),
        ]

    def __str__(self) -> str:
        return self.words


class TypedFigure(MunicipalityModel):
    """Eigen cijfer: the number of an area as the municipality itself counted it, before that of the statistics.

    No part of the rules: each year has its own, and a count may be corrected.
    """

    term = models.ForeignKey(AllotmentTerm, on_delete=models.CASCADE, related_name="typed_figures")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    period = models.PositiveSmallIntegerField()  # the year of whose 1 January it is
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["term_id", "-period", "work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "work_area", "period"],
                condition=Q(work_area__isnull=False),
                name="an_area_has_one_typed_figure_a_year",
            ),
            models.UniqueConstraint(
                fields=["term", "period"],
                condition=Q(work_area__isnull=True),
                name="all_areas_have_one_typed_figure_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_area_id}: {self.count}"


class Allotted(MunicipalityModel):
    """Verdeling: the sum by which a pot got an amount, as it was shown that day. The newest one counts."""

    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="allotments")
    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="+")
    cents = models.BigIntegerField()
    lines: Any = models.JSONField(default=list)  # [words, sum, cents], …
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gte=0), name="what_is_allotted_is_an_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.pot_id}: {self.cents}"
