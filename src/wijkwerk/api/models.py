"""Keys that open the door for machines."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import ROLES, Role
from wijkwerk.foundation.tenancy.models import MunicipalityModel
from wijkwerk.foundation.tenancy.scope import ScopedQuerySet, scoped

ROLE_CHOICES = [(role.value, part.name) for role, part in ROLES.items() if part.held]


class ApiKeyQuerySet(ScopedQuerySet):
    def working(self, on: date) -> ApiKeyQuerySet:
        return self.filter(withdrawn_at__isnull=True, expires_on__gte=on)


class ApiKey(MunicipalityModel):
    """Sleutel: lets another program in, with roles as a person has them. The secret itself is not kept."""

    name = models.CharField(max_length=120)  # of the program, not of a person
    token_hash = models.CharField(max_length=64, unique=True)
    begins_with = models.CharField(max_length=20)  # to recognise it by
    created_at = models.DateTimeField()
    expires_on = models.DateField()  # the last day that it works
    last_used_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = scoped(ApiKeyQuerySet)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_key_says_for_what")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("api:key", args=[self.pk])

    def works_on(self, day: date) -> bool:
        return self.withdrawn_at is None and day <= self.expires_on

    def state_on(self, day: date) -> tuple[str, str]:
        """How it stands, in words, and the tone of the badge."""
        if self.withdrawn_at is not None:
            return str(_("ingetrokken")), "neutral"
        return (str(_("werkt")), "ok") if self.works_on(day) else (str(_("verlopen")), "warning")


class KeyRole(MunicipalityModel):
    """Rol van een sleutel: a role in one work area, or in the whole municipality."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    work_area = models.ForeignKey("areas.WorkArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["role", "work_area__name"]
        constraints = [
            models.UniqueConstraint(F("key"), F("role"), Coalesce("work_area", 0), name="a_key_has_a_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.work_area_id or ''}"

    @property
    def role_name(self) -> str:
        """The role in the municipality's own words."""
        return policy.name_of(Role(self.role))
