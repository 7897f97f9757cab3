"""Tools: kinds that people choose, single numbered items that they get, and kits of items that go together."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility
from wijkwerk.foundation.tenancy import scope


class ToolKind(PartOfFacility):
    """Soort gereedschap: what people choose, with the rule of its loan.

    Counted stock, such as folding chairs, has no items: how many there are, and how many are out, stand here.
    """

    name = models.CharField(max_length=80)
    group = models.CharField(max_length=60, blank=True)  # tuin, hout, schilderen …: as the shelves are called
    about = models.TextField(blank=True)
    photo = models.ForeignKey("files.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    loan_days = models.PositiveSmallIntegerField(default=7)
    extension_days = models.PositiveSmallIntegerField(default=7)
    most_extensions = models.PositiveSmallIntegerField(default=1)
    contribution_cents = models.PositiveBigIntegerField(default=0)  # asked for a loan
    full_cost_cents = models.PositiveBigIntegerField(default=0)  # what a loan costs us: wear, inspection, repair
    inspection_months = models.PositiveSmallIntegerField(null=True, blank=True)  # none: needs no safety inspection
    needs_instruction = models.BooleanField(default=False)  # before the first loan somebody shows how it works
    parts = models.TextField(blank=True)  # a line each: what to check at hand-over and return
    is_bench = models.BooleanField(default=False)  # used here, by the hour, not taken home
    stock = models.PositiveSmallIntegerField(null=True, blank=True)  # counted stock: how many there are
    stock_out = models.PositiveSmallIntegerField(default=0)  # of these, how many are with people
    is_public = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["group", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], name="a_kind_of_tool_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_kind_of_tool_has_a_name"),
            models.CheckConstraint(condition=Q(loan_days__range=(1, 365)), name="a_loan_lasts_a_day_at_least"),
            models.CheckConstraint(
                condition=Q(stock__isnull=True, stock_out=0) | Q(stock__isnull=False, stock_out__lte=F("stock")),
                name="no_more_is_out_than_there_is",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:tool_kind", args=[self.pk])

    @property
    def is_counted(self) -> bool:
        return self.stock is not None

    @property
    def part_names(self) -> list[str]:
        return [line.strip() for line in self.parts.splitlines() if line.strip()]


class ToolState(models.TextChoices):
    """Whether an item can go out at all; who has it is told by its loan alone."""

    IN_USE = "in_use", _("In gebruik")
    OUT_OF_ORDER = "out_of_order", _("Buiten gebruik")
    MISSING = "missing", _("Kwijt")
    RETIRED = "retired", _("Afgevoerd")


class ToolQuerySet(scope.ScopedQuerySet):
    def in_use(self) -> ToolQuerySet:
        return self.filter(state=ToolState.IN_USE, kind__is_active=True)


class Tool(PartOfFacility):
    """Gereedschap: one numbered thing with a label."""

    kind = models.ForeignKey(ToolKind, on_delete=models.PROTECT, related_name="tools")
    code = models.CharField(max_length=40)  # on the label; in capitals
    note = models.CharField(max_length=200, blank=True)  # make, size: what tells it from its brothers
    shelf = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=14, choices=ToolState, default=ToolState.IN_USE)
    state_because = models.CharField(max_length=200, blank=True)
    condition = models.CharField(max_length=200, blank=True)  # scratches and quirks that everybody may know
    words_at = models.DateTimeField(null=True, blank=True)  # since when its condition, or why it is not in use, says so
    inspected_until = models.DateField(null=True, blank=True)  # the last day that its safety inspection holds
    bought_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[Any] = scope.scoped(ToolQuerySet)

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="a_label_is_on_one_tool"),
            models.CheckConstraint(condition=~Q(code=""), name="a_tool_has_a_label"),
            models.CheckConstraint(condition=Q(state__in=ToolState.values), name="a_tool_has_a_state"),
            models.CheckConstraint(
                condition=Q(state=ToolState.IN_USE) | ~Q(state_because=""), name="a_tool_not_in_use_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("workshop:tool", args=[self.pk])

    def inspection_holds(self, on: date) -> bool:
        """Whether its safety inspection, where its kind asks for one, holds on this day."""
        if self.kind.inspection_months is None:
            return True
        return self.inspected_until is not None and self.inspected_until >= on


class Kit(PartOfFacility):
    """Set: items that go out together under one label."""

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    tools = models.ManyToManyField(Tool, related_name="kits")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="a_label_is_on_one_kit"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="a_kit_has_a_name_and_a_label"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workshop:kit", args=[self.pk])
