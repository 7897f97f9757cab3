"""Themes of the whole municipality, and how each area works them out in its own way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped


class MunicipalTheme(MunicipalityModel):
    """Thema van de gemeente: what the whole municipality works on, such as loneliness; each area in its own way."""

    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = gettext_lazy("thema van de gemeente")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "title"], name="a_municipal_theme_has_its_title"),
            models.CheckConstraint(condition=~Q(title=""), name="a_municipal_theme_has_a_title"),
            models.CheckConstraint(
                condition=Q(from_year__range=(1990, 2100))
                & (Q(until_year__isnull=True) | Q(until_year__gte=F("from_year"), until_year__lte=2150)),
                name="a_municipal_theme_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:theme", args=[self.pk])

    # the golden thread
    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.PLAN_VIEW


class ThemeElaborationQuerySet(ScopedQuerySet):
    def for_thread(self) -> ThemeElaborationQuerySet:
        return self.select_related("theme", "work_area")


class ThemeElaboration(MunicipalityModel):
    """Uitwerking: what one area does with a theme of the municipality."""

    theme = models.ForeignKey(MunicipalTheme, on_delete=models.CASCADE, related_name="elaborations")
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = scoped(ThemeElaborationQuerySet)

    class Meta:
        verbose_name = gettext_lazy("uitwerking van een thema")
        ordering = ["work_area__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "work_area"], name="an_area_works_a_theme_out_once"),
            models.CheckConstraint(condition=~Q(text=""), name="an_elaboration_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} in {self.work_area_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:theme', args=[self.theme_id])}#gebied-{self.work_area_id}"

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})

    # the golden thread
    @property
    def thread_title(self) -> str:
        return _("%(theme)s in %(area)s") % {"theme": self.theme.title, "area": self.work_area.name}

    @property
    def thread_view_permission(self) -> Permission:
        return Permission.PLAN_VIEW
