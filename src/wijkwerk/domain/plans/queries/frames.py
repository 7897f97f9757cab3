"""What can be asked of frames to assess by, and of what was assessed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from wijkwerk.domain.plans.models import AgendaItem, Assessment, AssessmentFrame, Beacon, BeaconMark, Programme
from wijkwerk.foundation.access.permissions import Permission


def frame(number: int) -> AssessmentFrame:
    found: AssessmentFrame = AssessmentFrame.objects.get(pk=number)
    return found


def frames() -> QuerySet[AssessmentFrame]:
    """Those in use first, with how often each was filled in."""
    rows: QuerySet[AssessmentFrame] = AssessmentFrame.objects.annotate(use_count=Count("assessments", distinct=True))
    return rows.order_by("-is_active", "title", "id")


def frames_in_use() -> QuerySet[AssessmentFrame]:
    rows: QuerySet[AssessmentFrame] = AssessmentFrame.objects.filter(is_active=True).order_by("title", "id")
    return rows


def assessment(number: int) -> Assessment:
    rows = Assessment.objects.select_related(
        "frame", "programme", "programme__work_area", "item", "item__agenda", "item__agenda__work_area"
    )
    found: Assessment = rows.get(pk=number)
    return found


def assessments_of(about: Programme | AgendaItem) -> list[Assessment]:
    rows = about.assessments.select_related("frame")
    return list(rows.order_by("-assessed_on", "-id"))


@dataclass(frozen=True)
class Line:
    """A beacon with what was filled in for it."""

    beacon: Beacon
    score: int | None
    label: str  # the word of the scale; empty where the beacon does not apply
    words: str


def lines_of(assessment: Assessment) -> list[Line]:
    """Each beacon of the frame, filled in or not."""
    marks: dict[int, BeaconMark] = {mark.beacon_id: mark for mark in assessment.marks.all()}
    labels = assessment.frame.labels
    found = []
    for beacon in assessment.frame.beacons.order_by("number"):
        mark = marks.get(beacon.pk)
        score = mark.score if mark is not None else None
        label = str(labels[score - 1]) if score is not None and score <= len(labels) else ""
        found.append(Line(beacon, score, label, mark.words if mark is not None else ""))
    return found


def view_permission(about: Programme | AgendaItem) -> Permission:
    """Who may read what was held against a frame, may read the outcome."""
    return about.thread_view_permission
