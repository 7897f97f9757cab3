"""What somebody saw at a spot: a level for an aspect, and photos."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import models

from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Mark(MunicipalityModel):
    """Oordeel: the level that one walker gives one aspect at one spot. Sent twice is once; the last one made counts."""

    spot = models.ForeignKey("inspections.Spot", on_delete=models.CASCADE, related_name="marks")
    aspect = models.ForeignKey("inspections.Aspect", on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey("inspections.Level", on_delete=models.PROTECT, related_name="+")
    walker = models.ForeignKey("inspections.Walker", on_delete=models.CASCADE, related_name="marks")
    note = models.TextField(blank=True)
    at = models.DateTimeField()  # by the walker's own clock
    received_at = models.DateTimeField()
    typed_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["spot_id", "aspect_id", "walker_id"]
        constraints = [
            models.UniqueConstraint(fields=["spot", "aspect", "walker"], name="a_walker_marks_an_aspect_once"),
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_mark_sent_twice_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.spot_id} {self.aspect_id}"


class SpotPhoto(MunicipalityModel):
    """Foto bij een punt: what somebody saw there, for who prepares and who walked."""

    spot = models.ForeignKey("inspections.Spot", on_delete=models.CASCADE, related_name="photos")
    aspect = models.ForeignKey("inspections.Aspect", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    walker = models.ForeignKey("inspections.Walker", on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey("files.Photo", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    client_key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["spot_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="a_spot_photo_sent_twice_is_one"),
        ]

    def __str__(self) -> str:
        return f"foto bij {self.spot_id}"

    def access_area_ids(self) -> frozenset[int]:
        return self.spot.access_area_ids()

    def access_parties(self) -> Mapping[tuple[str, int | None], Role]:
        return self.spot.access_parties()
