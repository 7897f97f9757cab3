"""Where an inspection and its findings can go from where they are."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class InspectionState(models.TextChoices):
    PREPARED = "prepared", _("voorbereid")
    WALKED = "walked", _("gelopen")
    CLOSED = "closed", _("afgesloten")


# A walk that was said to be over too soon goes on; a list that was set may be opened again.
INSPECTION_MOVES: Final = {
    InspectionState.PREPARED: (InspectionState.WALKED,),
    InspectionState.WALKED: (InspectionState.CLOSED, InspectionState.PREPARED),
    InspectionState.CLOSED: (InspectionState.WALKED,),
}


class FindingState(models.TextChoices):
    OPEN = "open", _("nog niet beantwoord")
    DONE = "done", _("gedaan")
    NOT_DONE = "not_done", _("gebeurt niet")


INSPECTION_TONES: Final = {
    InspectionState.PREPARED: "neutral",
    InspectionState.WALKED: "info",
    InspectionState.CLOSED: "ok",
}
FINDING_TONES: Final = {FindingState.OPEN: "info", FindingState.DONE: "ok", FindingState.NOT_DONE: "warning"}
