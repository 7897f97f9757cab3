"""Areas and figures of the whole country, and what a municipality makes of them: work areas, addresses, files read."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import catalogue, codes
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import MunicipalityModel

if TYPE_CHECKING:
    import shapely

# ── Of the whole country: the same for every municipality, so they belong to none ──────────────────────────────────


class AreaYear(models.Model):
    """Indeling: the areas of one year. Its edition changes with every import, so that running processes see it."""

    year = models.PositiveSmallIntegerField(unique=True)
    edition = models.UUIDField(default=uuid.uuid4)
    imported_at = models.DateTimeField()
    source = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.year)


class Area(models.Model):
    """Gebied: a gemeente, wijk or buurt as the statistics office has it, in one year. May be without a border."""

    code = models.CharField(max_length=10, validators=[RegexValidator(codes.AREA_PATTERN)])
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=codes.AreaKind)
    name = models.CharField(max_length=100)
    municipality_code = models.CharField(max_length=6)
    parent_code = models.CharField(max_length=8)
    is_water = models.BooleanField(default=False)
    border = models.BinaryField(null=True)  # WKB, degrees (WGS84)
    south = models.FloatField(null=True)
    west = models.FloatField(null=True)
    north = models.FloatField(null=True)
    east = models.FloatField(null=True)
    lat = models.FloatField(null=True)  # a point inside, near the middle
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="an_area_is_there_once_a_year"),
            models.CheckConstraint(
                condition=Q(border__isnull=True, south__isnull=True, lat__isnull=True)
                | Q(border__isnull=False, south__lte=F("north"), west__lte=F("east"), lat__isnull=False),
                name="an_area_with_a_border_has_a_box",
            ),
        ]
        indexes = [
            models.Index(fields=["year", "kind", "municipality_code"], name="areas_of_a_municipality"),
            models.Index(fields=["year", "parent_code"], name="areas_of_a_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.year})"


class Indicator(models.Model):
    """Kengetal: what a figure means, in what unit, from whom, and which way is better."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=100, blank=True)
    direction = models.CharField(max_length=4, choices=catalogue.Direction, default=catalogue.Direction.NEITHER)
    decimals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """Waarneming: the value of an indicator for an area in a year. No value: the source does not give one."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations", db_index=False)
    period = models.PositiveSmallIntegerField()
    area_code = models.CharField(max_length=10)
    value = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "indicator", "period"], name="an_area_has_one_figure_a_year")
        ]
        indexes = [models.Index(fields=["indicator", "period"], name="figures_of_a_year")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_code} {self.period}: {self.value}"


# ── Of one municipality ────────────────────────────────────────────────────────────────────────────────────────────


class WorkAreaQuerySet(scope.ScopedQuerySet):
    def on(self, day: date) -> WorkAreaQuerySet:
        """The work areas as they are on this day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)


class WorkAreaKind(models.TextChoices):
    WIJK = "wijk", _("wijk")
    VILLAGE = "dorp", _("dorp")
    COUNTRYSIDE = "buitengebied", _("buitengebied")
    OTHER = "gebied", _("gebied")


class WorkArea(MunicipalityModel):
    """Werkgebied: what the municipality works with; a set of buurten. Valid from a day, up to but not with another."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=WorkAreaKind, default=WorkAreaKind.WIJK)
    areas_year = models.PositiveSmallIntegerField()  # the year whose buurten it is made of
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)  # counts changes, so that two people do not undo each other's
    border = models.BinaryField(null=True)  # WKB; only where the municipality draws its own
    successors = models.ManyToManyField(
        "self", through="areas.Succession", symmetrical=False, related_name="predecessors"
    )

    objects: ClassVar[Any] = scope.scoped(WorkAreaQuerySet)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="a_work_area_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | ~Q(end_reason=""), name="the_end_of_a_work_area_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "valid_until", "name"], name="work_areas_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:work_area", kwargs={"pk": self.pk, "slug": self.slug})

    @property
    def slug(self) -> str:
        return slugify(self.name) or "gebied"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def access_area_ids(self) -> frozenset[int]:
        return frozenset({self.pk})

    def own_shape(self) -> shapely.Geometry | None:
        """The border that the municipality drew itself, if it did."""
        import shapely  # slow import: with numpy 18 MiB, which only drawing and finding need

        return shapely.from_wkb(bytes(self.border)) if self.border else None


class WorkAreaPart(MunicipalityModel):
    """Deel van een werkgebied: this buurt belongs to it, from a day, up to but not with another."""

    work_area = models.ForeignKey(WorkArea, on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(max_length=10, validators=[RegexValidator(codes.BUURT_PATTERN)])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="a_part_ends_after_it_begins"
            ),
            # That parts never overlap is kept by the operations, under a lock; the database keeps the heart of it.
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=Q(valid_until=None),
                name="a_buurt_is_in_one_work_area_from_now_on",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "code", "valid_from"], name="work_area_of_a_buurt")]

    def __str__(self) -> str:
        return f"{self.code} in {self.work_area_id}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Succession(MunicipalityModel):
    """Opvolging: a work area that ended lives on in another one."""

    predecessor = models.ForeignKey(WorkArea, on_delete=models.CASCADE, related_name="+")
    successor = models.ForeignKey(WorkArea, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="a_successor_follows_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="a_work_area_does_not_follow_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Address(MunicipalityModel):
    """Adres: a front door on the municipality's own list. Says where a place is, not who lives there."""

    postcode = models.CharField(max_length=6, validators=[RegexValidator(r"^[1-9]\d{3}[A-Z]{2}$")])
    number = models.PositiveIntegerField()
    addition = models.CharField(max_length=10, blank=True)  # house letter and addition: "A", "A-2"
    street = models.CharField(max_length=100)
    place = models.CharField(max_length=100)
    words = models.CharField(max_length=300)  # street and place in plain small letters, for searching
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        ordering = ["street", "number", "addition"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "postcode", "number", "addition"], name="an_address_is_on_the_list_once"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "words", "number"], name="addresses_by_words"),
            models.Index(fields=["municipality", "lat", "lon"], name="addresses_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number_and_addition}, {self.postcode[:4]} {self.postcode[4:]} {self.place}"

    @property
    def number_and_addition(self) -> str:
        return f"{self.number}{'-' if self.addition[:1].isdigit() else ''}{self.addition}"


class FileImport(MunicipalityModel):
    """Inlezing: a file that an administrator brought in. The file itself is kept until it has been read."""

    class Kind(models.TextChoices):
        AREAS = "gebieden", _("gemeenten, wijken en buurten (GeoJSON)")
        FIGURES = "cijfers", _("cijfers per gebied (CSV)")
        ADDRESSES = "adressen", _("eigen adreslijst (CSV)")

    class State(models.TextChoices):
        WAITING = "wacht", _("wacht op zijn beurt")
        READING = "bezig", _("wordt gelezen")
        DONE = "klaar", _("ingelezen")
        REFUSED = "geweigerd", _("niet ingelezen")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file = models.FileField(upload_to="inlezen/%Y/", blank=True)
    file_name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    job_id = models.BigIntegerField(null=True, blank=True)  # the work that reads it: says how far it is
    is_from_source = models.BooleanField(default=False)  # fetched from the national source, no file was brought
    only_own = models.BooleanField(default=False)  # of a file of the whole country, this municipality alone
    outcome = models.JSONField(default=list)  # lines for the page: what was new, changed, the same; or the faults
    fault_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["municipality", "-created_at", "-id"], name="file_imports_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["wacht", "bezig"], finished_at=None)
                | Q(state__in=["klaar", "geweigerd"], finished_at__isnull=False),
                name="a_file_that_is_read_is_finished",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("areas:file_import", kwargs={"pk": self.pk})

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
