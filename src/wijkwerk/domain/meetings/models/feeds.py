"""The secret link with which somebody's own calendar program reads along."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Feed(MunicipalityModel):
    """Agenda-abonnement: one secret link for a person. A new one takes the place of the old."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    link_key = models.CharField(max_length=60, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"agenda van {self.person_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_key = self.link_key or secrets.token_urlsafe(24)  # 192 random bits
        super().save(*args, **kwargs)
