"""Funds, the pots of a year and an area that they consist of, and what money can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class FundKind(models.TextChoices):
    NEIGHBOURHOOD = "neighbourhood", _("Budget van een gebied")
    INITIATIVES = "initiatives", _("Fonds voor initiatieven")
    ALDERMAN = "alderman", _("Budget van de wethouder")
    OTHER = "other", _("Ander budget")


class FundState(models.TextChoices):
    DRAFT = "draft", _("concept")
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


FUND_MOVES: dict[FundState, frozenset[FundState]] = {
    FundState.DRAFT: frozenset({FundState.OPEN}),
    FundState.OPEN: frozenset({FundState.CLOSED}),
    FundState.CLOSED: frozenset({FundState.OPEN}),
}


class FundQuerySet(scope.ScopedQuerySet):
    def shown(self) -> FundQuerySet:
        """What everybody may see: not those that are still being set up."""
        return self.exclude(state=FundState.DRAFT)

    def open(self) -> FundQuerySet:
        return self.filter(state=FundState.OPEN)

    def of_area(self, work_area_id: int | None) -> FundQuerySet:
        """Those that a work area has a part in: the ones that name it, and the ones that name no area. For a plan in no
        one area: those with one pot for all."""
        if work_area_id is None:
            return self.filter(work_areas=None, per_area=False)
        return self.filter(Q(work_areas=None) | Q(work_areas=work_area_id)).distinct()


class Fund(MunicipalityModel):
    """Budget: money with a purpose, rules and a ledger; one pot a year, or one for each work area."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=15, choices=FundKind, default=FundKind.INITIATIVES)
    purpose = models.TextField()  # what it is for, in words that residents read
    per_area = models.BooleanField(default=False)  # a pot for each work area, else one for all
    work_areas: Any = models.ManyToManyField("areas.WorkArea", blank=True, related_name="+")  # none named: all of them
    state = models.CharField(max_length=10, choices=FundState, default=FundState.DRAFT)
    holder = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the body that distributes it; the municipality itself where nobody stands
    funded_by_grant = models.OneToOneField(
        "budgets.Grant", on_delete=models.PROTECT, null=True, blank=True, related_name="distributed_as"
    )  # the one grant that the body got, and that this fund distributes
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scope.scoped(FundQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="a_fund_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_fund_has_a_name"),
            models.CheckConstraint(condition=~Q(purpose=""), name="a_fund_is_for_something"),
            models.CheckConstraint(condition=Q(kind__in=FundKind.values), name="a_fund_is_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=FundState.values), name="a_fund_has_a_state"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgets:fund", args=[self.pk, self.slug])

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """The body that distributes it."""
        return {("organisation", self.holder_id): Role.APPLICANT} if self.holder_id is not None else {}

    @property
    def slug(self) -> str:
        return slugify(self.name) or "budget"

    @property
    def is_draft(self) -> bool:
        return self.state == FundState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == FundState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == FundState.CLOSED


class Pot(MunicipalityModel):
    """Pot: the money of a fund for one year, of one work area or of all together. It is never overspent."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="pots")
    year = models.PositiveSmallIntegerField()
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "fund__name", "work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "work_area"],
                condition=Q(work_area__isnull=False),
                name="an_area_has_one_pot_of_a_fund_a_year",
            ),
            models.UniqueConstraint(
                fields=["fund", "year"],
                condition=Q(work_area__isnull=True),
                name="a_fund_has_one_pot_for_all_areas_a_year",
            ),
            models.CheckConstraint(condition=Q(year__range=(1990, 2100)), name="a_pot_is_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}" if self.work_area is None else f"{self.fund} {self.year}, {self.work_area}"

    def get_absolute_url(self) -> str:
        return self.fund.get_absolute_url()

    def access_area_ids(self) -> frozenset[int]:
        """Its own; of a pot for all together every area that has a part in the fund: who works in one reads it."""
        if self.work_area_id is not None:
            return frozenset({self.work_area_id})
        named = frozenset(self.fund.work_areas.values_list("pk", flat=True))
        return named or frozenset(WorkArea.objects.values_list("pk", flat=True))


class Category(MunicipalityModel):
    """Soort initiatief: what money of a fund is asked for."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["fund_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "name"], name="a_category_of_a_fund_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_category_of_a_fund_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
