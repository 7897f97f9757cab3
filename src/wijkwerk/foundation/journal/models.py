"""What happened: one append-only table of events for the whole house."""

from django.db import models

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Entry(MunicipalityModel):
    """Regel in het logboek: who did what to which thing, when. Never changed; numbers of actors, no names."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True, blank=True)
    is_on_behalf = models.BooleanField(default=False)  # staff acted for a resident
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["about_kind", "about_id", "id"], name="journal_about"),
            models.Index(fields=["municipality", "verb", "id"], name="journal_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind}:{self.about_id}"
