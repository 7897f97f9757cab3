"""What can be found: one row for each thing, with its stems."""

from __future__ import annotations

from django.db import models

from wijkwerk.foundation.tenancy.models import Municipality, MunicipalityModel


class Entry(MunicipalityModel):
    """Zoekregel: a thing that can be found, by which terms, and who may.

    `terms` holds what both engines index, made by terms.py. On PostgreSQL a stored tsvector column is made of it, on
    SQLite triggers keep an FTS5 table; both come from the migrations and Django knows of neither.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+", db_index=False)
    thing_kind = models.CharField(max_length=60)  # `signals.signal`
    thing_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)  # what a searcher calls it: `signal`, `public_signal`, `item`
    number = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=200)
    work_area_id = models.BigIntegerField(null=True, blank=True)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()  # in whole seconds
    terms = models.TextField()
    put_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "thing_kind", "thing_id"], name="a_thing_is_found_once"),
        ]
        indexes = [
            models.Index(fields=["municipality", "-at", "-id"], name="search_newest"),
            models.Index(
                fields=["municipality", "number"], name="search_number", condition=models.Q(number__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
