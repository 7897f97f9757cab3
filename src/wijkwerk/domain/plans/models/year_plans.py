"""The year plan: what happens in which work area in which month, who takes which area, and every move on the board."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class CodeTone(models.TextChoices):
    """The colour of a code on the board; its letters say the same."""

    NEUTRAL = "neutral", gettext_lazy("grijs")
    INFO = "info", gettext_lazy("blauw")
    OK = "ok", gettext_lazy("groen")
    WARNING = "warning", gettext_lazy("oranje")
    DANGER = "danger", gettext_lazy("rood")
    ACCENT = "accent", gettext_lazy("kleur van de gemeente")


class CodeLink(models.TextChoices):
    """What an activity with this code leads to, where that exists for the area."""

    NOTHING = "", gettext_lazy("nergens naar")
    VISION = "vision", gettext_lazy("de visie van het gebied")
    PROGRAMME = "programme", gettext_lazy("het programma van het gebied")
    AGENDA = "agenda", gettext_lazy("de projectenagenda van dat jaar")
    EVALUATION = "evaluation", gettext_lazy("de evaluatie van dat jaar")


class ActivityCode(MunicipalityModel):
    """Activiteitcode: R, V, P, PA: a kind of work in the year plan, as this municipality writes it."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    task_words = models.CharField(max_length=80, blank=True)  # what it is called among the tasks of a year
    tone = models.CharField(max_length=10, choices=CodeTone, default=CodeTone.NEUTRAL)
    weight = models.PositiveSmallIntegerField(default=1)  # what a month of it weighs in somebody's load
    has_year = models.BooleanField(default=False)  # PA12, PA13
    is_all_year = models.BooleanField(default=False)  # as a task without months it weighs in every month
    links_to = models.CharField(max_length=12, choices=CodeLink, default=CodeLink.NOTHING, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(F("municipality"), Lower("code"), name="a_code_is_there_once"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="a_code_has_letters_and_a_name"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="a_code_weighs_a_hundred_at_most"),
            models.CheckConstraint(condition=Q(tone__in=CodeTone.values), name="a_code_has_a_colour"),
            models.CheckConstraint(condition=Q(links_to__in=CodeLink.values), name="a_code_leads_somewhere_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def as_task(self) -> str:
        return self.task_words or self.code


class YearPlan(MunicipalityModel):
    """Jaarplanning: work areas by months of one year. Its version counts every move on the board."""

    year = models.PositiveSmallIntegerField()
    load_limit = models.PositiveSmallIntegerField(default=12)  # points a month above which somebody has too much
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="a_year_is_planned_once"),
            models.CheckConstraint(condition=Q(year__range=(1990, 2100)), name="a_year_plan_is_of_a_year"),
            models.CheckConstraint(condition=Q(load_limit__range=(1, 1000)), name="a_load_has_a_limit"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("plans:year_plan", args=[self.year])

    @property
    def title(self) -> str:
        return _("Jaarplanning %(year)s") % {"year": self.year}


class PlanRow(MunicipalityModel):
    """Regel van de jaarplanning: a work area in a year, or something that is of no one area; and who takes it."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="rows")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100, blank=True)  # of what is of no one area
    coordinator = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "work_area"], name="an_area_stands_in_a_year_once"),
            models.CheckConstraint(
                condition=Q(work_area__isnull=False, name="") | (Q(work_area__isnull=True) & ~Q(name="")),
                name="a_row_is_an_area_or_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan_row", args=[self.pk])

    @property
    def title(self) -> str:
        return self.work_area.name if self.work_area is not None else self.name

    def access_area_ids(self) -> frozenset[int]:
        """What is of no one area belongs to all of them: whoever plans one of them may plan it too."""
        if self.work_area_id is not None:
            return frozenset({self.work_area_id})
        return frozenset(WorkArea.objects.filter(valid_until=None).values_list("pk", flat=True))

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        """Who takes an area this year plans it, also when somebody else is its contact."""
        return {("person", self.coordinator_id): Role.COORDINATOR} if self.coordinator_id else {}


class RowTask(MunicipalityModel):
    """Opgave van het jaar: by a code or in words; those of one line are told in one breath."""

    row = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="tasks")
    code = models.ForeignKey(ActivityCode, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    line = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["line", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=False, words="") | (Q(code__isnull=True) & ~Q(words="")),
                name="a_task_is_a_code_or_words",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.code.as_task if self.code is not None else self.words


class ActivityQuerySet(ScopedQuerySet):
    def overlapping(self, first: int, last: int) -> ActivityQuerySet:
        return self.filter(from_month__lte=last, until_month__gte=first)


class PlannedActivity(MunicipalityModel):
    """Geplande activiteit: this code, in this area, in these months; perhaps."""

    row = models.ForeignKey(PlanRow, on_delete=models.CASCADE, related_name="activities")
    code = models.ForeignKey(ActivityCode, on_delete=models.PROTECT, related_name="+")
    code_year = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=100, blank=True)  # stand beside the code: "wns (projectplan in B&W)"
    note = models.CharField(max_length=300, blank=True)  # stands beneath the table
    is_doubtful = models.BooleanField(default=False)
    from_month = models.PositiveSmallIntegerField()
    until_month = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    client_key = models.UUIDField(default=uuid.uuid4)

    objects: ClassVar[Any] = scoped(ActivityQuerySet)

    class Meta:
        ordering = ["row_id", "from_month", "id"]
        verbose_name_plural = "planned activities"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="an_activity_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(from_month__range=(1, 12), until_month__range=(1, 12), until_month__gte=F("from_month")),
                name="an_activity_is_in_months_of_its_year",
            ),
            models.CheckConstraint(
                condition=Q(code_year__isnull=True) | Q(code_year__range=(1990, 2100)), name="a_code_is_of_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:activity", args=[self.pk])

    @property
    def title(self) -> str:
        """As it is written in a cell: PA12, V?, pilot wns (projectplan in B&W)."""
        year = f"{self.code_year % 100:02d}" if self.code_year is not None else ""
        doubt = "?" if self.is_doubtful else ""
        return f"{self.code.code}{year}{doubt} {self.words}".rstrip()

    @property
    def months(self) -> range:
        return range(self.from_month, self.until_month + 1)

    def access_area_ids(self) -> frozenset[int]:
        return self.row.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.row.access_parties()


class PlanMove(MunicipalityModel):
    """Zet op het bord: what one deed changed, as it was before and after, so that it can be taken back."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="moves")
    verb = models.CharField(max_length=30)
    before = models.JSONField(default=dict)  # {"activity": {number: fields or null}, "row": {number: fields}}
    after = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undoes = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_undone = models.BooleanField(default=False)
    plan_version = models.PositiveIntegerField()  # what the plan's version became by it

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["plan", "-id"], name="moves_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.verb} in {self.plan_id}"

    def access_area_ids(self) -> frozenset[int]:
        """The areas of the rows that it touched."""
        rows = {
            int(fields["row"])
            for state in (self.before, self.after)
            for fields in state.get("activity", {}).values()
            if fields
        } | {int(number) for state in (self.before, self.after) for number in state.get("row", {})}
        found = PlanRow.objects.filter(pk__in=rows).select_related("work_area")
        return frozenset().union(*(row.access_area_ids() for row in found))
