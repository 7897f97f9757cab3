"""The kinds of meetings: what each is called here, whether it is for everybody, what its agenda fills itself with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Part(models.TextChoices):
    """What can stand on an agenda by itself; and `own`, what somebody puts there."""

    ACTIONS = "actions", _("Acties die nog openstaan")
    ITEMS = "items", _("Voortgang per project")
    CHANGES = "changes", _("Projecten die zijn veranderd")
    PROMISES = "promises", _("Afspraken die te laat zijn")
    SIGNALS = "signals", _("Nieuwe meldingen uit het gebied")
    FINDINGS = "findings", _("Nieuwe bevindingen")
    OWN = "own", _("Eigen punt")


BY_ITSELF = tuple(part for part in Part if part != Part.OWN)


class KindSetting(MunicipalityModel):
    """Soort overleg: the municipality's own word and choices for a usual kind, or a kind of its own."""

    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=80)
    is_open = models.BooleanField(default=False)  # for everybody, with registration
    parts = models.JSONField(default=list, blank=True)
    is_used = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="a_kind_of_meeting_is_set_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_kind_of_meeting_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
