"""What exists in inspections, and what must always be true of it."""

from wijkwerk.domain.inspections.models.findings import Finding
from wijkwerk.domain.inspections.models.marks import Mark, SpotPhoto
from wijkwerk.domain.inspections.models.scales import InspectionSettings, Level, Scale, ScaleKind
from wijkwerk.domain.inspections.models.subjects import Aspect, ReferencePicture, Season, Subject
from wijkwerk.domain.inspections.models.walks import Draw, FixedPoint, Inspection, Spot, Walker

__all__ = [
    "Aspect",
    "Draw",
    "Finding",
    "FixedPoint",
    "Inspection",
    "InspectionSettings",
    "Level",
    "Mark",
    "ReferencePicture",
    "Scale",
    "ScaleKind",
    "Season",
    "Spot",
    "SpotPhoto",
    "Subject",
    "Walker",
]
