"""The plan of an area as one document, kept as it was on a day."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class PlanDocument(MunicipalityModel):
    """Bewaard wijkplan: everything that everybody could read of an area's plan on a day. It never changes."""

    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    why = models.CharField(max_length=200)  # what it was kept for: "Vastgesteld door de wijkraad"
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["municipality", "work_area", "-made_at", "-id"], name="documents_of_an_area")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_plan_kept_twice_is_one"),
            models.CheckConstraint(condition=~Q(why=""), name="a_kept_plan_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.work_area_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("plans:kept_plan", args=[self.pk])

    @cached_property
    def document(self) -> written.Document:
        return written.from_data(self.content)

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.work_area_id})
