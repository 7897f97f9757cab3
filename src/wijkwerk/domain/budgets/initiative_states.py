"""How an initiative goes: its states and the one table of moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiativeState(models.TextChoices):
    IDEA = "idea", _("idee")
    GATHERING = "gathering", _("zoekt steun")
    GRANTED = "granted", _("er is geld")
    BUSY = "busy", _("bezig")
    DONE = "done", _("klaar")
    STOPPED = "stopped", _("gestopt")
    MERGED = "merged", _("samengevoegd")


S = InitiativeState

# From where to where whoever started it, or staff for them, may go. Merging and taking apart are deeds of staff alone.
MOVES: dict[InitiativeState, frozenset[InitiativeState]] = {
    S.IDEA: frozenset({S.GATHERING, S.GRANTED, S.BUSY, S.DONE, S.STOPPED}),
    S.GATHERING: frozenset({S.IDEA, S.GRANTED, S.BUSY, S.DONE, S.STOPPED}),
    S.GRANTED: frozenset({S.BUSY, S.DONE, S.STOPPED}),
    S.BUSY: frozenset({S.GATHERING, S.GRANTED, S.DONE, S.STOPPED}),
    S.DONE: frozenset({S.BUSY}),
    S.STOPPED: frozenset({S.IDEA, S.GATHERING, S.BUSY}),
    S.MERGED: frozenset(),
}
LIVE = (S.IDEA, S.GATHERING, S.GRANTED, S.BUSY)
ENDED = (S.DONE, S.STOPPED, S.MERGED)
STEPS = (S.IDEA, S.GATHERING, S.GRANTED, S.BUSY, S.DONE)  # as everybody sees them, from left to right

TONES: dict[InitiativeState, str] = {
    S.IDEA: "neutral",
    S.GATHERING: "info",
    S.GRANTED: "accent",
    S.BUSY: "warning",
    S.DONE: "ok",
    S.STOPPED: "neutral",
    S.MERGED: "neutral",
}
