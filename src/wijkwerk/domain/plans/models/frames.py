"""A frame to assess by: its beacons, and what a programme or a project scores on each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from wijkwerk.domain.plans.models.agendas import AgendaItem
from wijkwerk.domain.plans.models.programmes import Programme
from wijkwerk.foundation.tenancy.models import MunicipalityModel


class AssessmentFrame(MunicipalityModel):
    """Toetsingskader: beacons to hold a plan against, as those of welzijn nieuwe stijl. Once used it stays as it is."""

    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True)
    labels = models.JSONField(default=list)  # the words of its scale, from not at all to wholly
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"], condition=Q(is_active=True), name="a_frame_in_use_has_its_title"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_frame_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:frame", args=[self.pk])


class Beacon(MunicipalityModel):
    """Baken: one thing that a plan is held against."""

    frame = models.ForeignKey(AssessmentFrame, on_delete=models.CASCADE, related_name="beacons")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    explanation = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["frame_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["frame", "number"], name="a_beacon_has_its_number"),
            models.CheckConstraint(condition=~Q(title=""), name="a_beacon_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class Assessment(MunicipalityModel):
    """Toetsing: a frame filled in for a programme or for a project."""

    frame = models.ForeignKey(AssessmentFrame, on_delete=models.PROTECT, related_name="assessments")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="assessments"
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="assessments")
    assessed_on = models.DateField()
    filled_in_by = models.CharField(max_length=200)  # together with whom: "wijkraad, Welstad en de wijkregisseur"
    conclusion = models.TextField(blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-assessed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=False, item__isnull=True) | Q(programme__isnull=True, item__isnull=False),
                name="an_assessment_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["frame", "programme", "assessed_on"],
                condition=Q(programme__isnull=False),
                name="a_programme_is_assessed_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["frame", "item", "assessed_on"],
                condition=Q(item__isnull=False),
                name="an_item_is_assessed_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.frame_id} {self.assessed_on}"

    def get_absolute_url(self) -> str:
        return reverse("plans:assessment", args=[self.pk])

    @property
    def about(self) -> Programme | AgendaItem:
        """What was held against the frame."""
        return self.programme or self.item  # type: ignore[return-value]  # one of the two, says the database

    def access_area_ids(self) -> frozenset[int]:
        return self.about.access_area_ids()


class BeaconMark(MunicipalityModel):
    """Oordeel per baken: where it stands on the scale of the frame (1 is the first word), and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="marks")
    beacon = models.ForeignKey(Beacon, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True, blank=True)  # nothing: the beacon does not apply
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["assessment_id", "beacon__number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "beacon"], name="a_beacon_is_marked_once"),
            models.CheckConstraint(condition=Q(score__isnull=True) | Q(score__range=(1, 9)), name="a_score_is_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.beacon_id}: {self.score}"

    def access_area_ids(self) -> frozenset[int]:
        return self.assessment.access_area_ids()
