"""Photos that are kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Photo(MunicipalityModel):
    """Foto: two JPEG files of ours, made anew from what somebody sent. What it shows is the room's to say."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveSmallIntegerField(default=1)  # in the address: what is cached never hides a newer one
    width = models.PositiveSmallIntegerField()  # of the large one
    height = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()
    blacked_out_at = models.DateTimeField(null=True, blank=True)
    blacked_out_by_kind = models.CharField(max_length=10, blank=True)
    blacked_out_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="a_photo_shows_something")]
        indexes = [models.Index(fields=["municipality", "kept_at"], name="photo_kept_at")]

    def __str__(self) -> str:
        return f"photo {self.pk}"
