"""Help with forms and money matters: that it was given, about what, by whom. Not to whom, nothing of what was said."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility


class HelpTheme(models.TextChoices):
    """What the paper is about. A short list: more need not be known."""

    LETTER = "letter", _("Een brief begrijpen")
    BENEFIT = "benefit", _("Uitkering of toeslag")
    TAX = "tax", _("Belasting")
    HOUSING = "housing", _("Wonen en huur")
    ENERGY = "energy", _("Energie en water")
    DEBT = "debt", _("Rekeningen en schulden")
    CARE = "care", _("Zorg en hulp thuis")
    WORK = "work", _("Werk")
    ONLINE = "online", _("Computer, telefoon of DigiD")
    OTHER = "other", _("Iets anders")


class FormsHelp(PartOfFacility):
    """Hulp met formulieren en geld. There is no field for a resident, nor for what the paper said."""

    on = models.DateField()
    at = models.DateTimeField()
    theme = models.CharField(max_length=10, choices=HelpTheme)
    helper = models.CharField(max_length=120, blank=True)
    referred_to = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    client_key = models.UUIDField(default=uuid.uuid4)  # made where it was tapped: sent twice is one

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["facility", "on"], name="forms_help_of_day")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_key"], name="help_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(theme__in=HelpTheme.values), name="help_has_a_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.theme}"
