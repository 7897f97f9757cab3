"""The states of a vision and of a programme, and the one table of moves for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisionState(models.TextChoices):
    """How far a vision is. Its stage before consultation is for who works on it; from then on it is everybody's."""

    DRAFT = "draft", _("in de maak")
    CONSULTATION = "consultation", _("ligt voor")
    PROCESSING = "processing", _("in bewerking")
    ADOPTED = "adopted", _("vastgesteld")
    REPLACED = "replaced", _("vervangen")
    DROPPED = "dropped", _("gestopt")


V = VisionState

VISION_MOVES: dict[VisionState, frozenset[VisionState]] = {
    V.DRAFT: frozenset({V.CONSULTATION, V.ADOPTED, V.DROPPED}),
    V.CONSULTATION: frozenset({V.PROCESSING}),
    V.PROCESSING: frozenset({V.CONSULTATION, V.ADOPTED, V.DROPPED}),
    V.ADOPTED: frozenset({V.REPLACED}),
    V.REPLACED: frozenset(),
    V.DROPPED: frozenset({V.DRAFT}),
}
# What a person may choose by itself: adopting is a decision with its own form, replacing follows from a revision.
VISION_STEPS_BY_HAND = (V.PROCESSING, V.DROPPED, V.DRAFT)

HIDDEN_VISIONS = (V.DRAFT, V.DROPPED)
ADOPTED_VISIONS = (V.ADOPTED, V.REPLACED)
WRITABLE_VISIONS = (V.DRAFT, V.PROCESSING)

VISION_TONES: dict[VisionState, str] = {
    V.DRAFT: "neutral",
    V.CONSULTATION: "accent",
    V.PROCESSING: "info",
    V.ADOPTED: "ok",
    V.REPLACED: "neutral",
    V.DROPPED: "danger",
}


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("in de maak")
    AGREED = "agreed", _("afgesproken met bewoners")
    ADOPTED = "adopted", _("vastgesteld")
    CLOSED = "closed", _("afgesloten")


P = ProgrammeState

PROGRAMME_MOVES: dict[ProgrammeState, frozenset[ProgrammeState]] = {
    P.DRAFT: frozenset({P.AGREED, P.ADOPTED}),
    P.AGREED: frozenset({P.DRAFT, P.ADOPTED}),
    P.ADOPTED: frozenset({P.CLOSED}),
    P.CLOSED: frozenset({P.ADOPTED}),
}

PROGRAMME_TONES: dict[ProgrammeState, str] = {
    P.DRAFT: "neutral",
    P.AGREED: "info",
    P.ADOPTED: "ok",
    P.CLOSED: "neutral",
}
