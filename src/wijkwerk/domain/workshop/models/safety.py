"""What keeps lending safe: inspections, what was let through all the same, and who was shown how a thing works."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import PartOfFacility


class InspectionOutcome(models.TextChoices):
    PASSED = "passed", _("Goedgekeurd")
    FAILED = "failed", _("Afgekeurd")


class Inspection(PartOfFacility):
    """Keuring: an item was looked at for safety, by whom, and until when that holds."""

    tool = models.ForeignKey("workshop.Tool", on_delete=models.PROTECT, related_name="inspections")
    on = models.DateField()
    outcome = models.CharField(max_length=6, choices=InspectionOutcome)
    inspected_by = models.CharField(max_length=120)
    valid_until = models.DateField(null=True, blank=True)  # the last day
    note = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(inspected_by=""), name="somebody_inspected"),
            models.CheckConstraint(
                condition=Q(outcome=InspectionOutcome.PASSED, valid_until__isnull=False)
                | Q(outcome=InspectionOutcome.FAILED, valid_until=None),
                name="only_what_passed_is_valid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.outcome}"


class SafetyOverride(PartOfFacility):
    """Toch uitgeleend: an item whose inspection did not hold went out; who signed for it, and why."""

    tool = models.ForeignKey("workshop.Tool", on_delete=models.PROTECT, related_name="overrides")
    loan = models.OneToOneField("workshop.Loan", on_delete=models.PROTECT, related_name="override")
    because = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(because="") & ~Q(signed_by=""), name="an_override_is_signed")
        ]

    def __str__(self) -> str:
        return f"override {self.pk}"


class Instruction(PartOfFacility):
    """Uitleg: somebody was shown once how a kind of tool works."""

    resident = models.ForeignKey("workshop.Resident", on_delete=models.CASCADE, related_name="instructions")
    kind = models.ForeignKey("workshop.ToolKind", on_delete=models.CASCADE, related_name="instructions")
    at = models.DateTimeField()
    given_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["resident", "kind"], name="how_a_kind_works_is_shown_once"),
        ]

    def __str__(self) -> str:
        return f"instruction {self.pk}"
