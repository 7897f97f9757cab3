"""The states of a signal and the one table of moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a signal is. The label is what staff read; residents read a sentence."""

    DRAFT = "draft", _("concept")
    NEW = "new", _("nieuw")
    OPEN = "open", _("in behandeling")
    ASKED = "asked", _("wacht op melder")
    CONDITIONAL = "conditional", _("wacht op voorwaarde")
    UNDERWAY = "underway", _("wordt gedaan")
    DONE = "done", _("afgerond")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    MERGED = "merged", _("samengevoegd")


S = State

MOVES: dict[State, frozenset[State]] = {
    S.DRAFT: frozenset({S.NEW, S.MERGED, S.WITHDRAWN}),
    S.NEW: frozenset({S.OPEN, S.ASKED, S.CONDITIONAL, S.UNDERWAY, S.DONE, S.WITHDRAWN, S.MERGED}),
    S.OPEN: frozenset({S.NEW, S.ASKED, S.CONDITIONAL, S.UNDERWAY, S.DONE, S.WITHDRAWN, S.MERGED}),
    S.ASKED: frozenset({S.OPEN, S.CONDITIONAL, S.UNDERWAY, S.DONE, S.WITHDRAWN, S.MERGED}),
    S.CONDITIONAL: frozenset({S.OPEN, S.ASKED, S.UNDERWAY, S.DONE, S.CONDITIONAL, S.WITHDRAWN, S.MERGED}),
    S.UNDERWAY: frozenset({S.OPEN, S.ASKED, S.CONDITIONAL, S.DONE, S.WITHDRAWN, S.MERGED}),
    S.DONE: frozenset({S.NEW, S.CONDITIONAL, S.UNDERWAY}),
    S.WITHDRAWN: frozenset(),
    S.MERGED: frozenset({S.OPEN}),
}

UNANSWERED = (S.NEW, S.OPEN, S.ASKED)
ACTIVE = (S.NEW, S.OPEN, S.ASKED, S.CONDITIONAL, S.UNDERWAY)
WAITING = (S.ASKED, S.CONDITIONAL)
FOR_STAFF = tuple(state for state in State if state != S.DRAFT)

FOR_THE_RESIDENT = {
    S.DRAFT: _("Uw melding is nog niet verstuurd."),
    S.NEW: _("Uw melding is binnen. Nog niemand heeft ernaar gekeken."),
    S.OPEN: _("Iemand werkt aan een antwoord."),
    S.ASKED: _("Wij hebben u iets gevraagd. Wij gaan verder als u antwoordt."),
    S.CONDITIONAL: _("Het kan, maar eerst moet er iets anders gebeuren."),
    S.UNDERWAY: _("Het antwoord is ja. Wij gaan het doen."),
    S.DONE: _("Uw melding is afgerond."),
    S.WITHDRAWN: _("De melding is ingetrokken."),
    S.MERGED: _("Uw melding gaat verder samen met een andere melding over hetzelfde."),
}

_REOPENED = _("Wij pakken uw melding opnieuw op.")


def sentence_for_resident(state: State, *, is_reopened: bool) -> str:
    """How it stands; a report that came back was looked at before."""
    return str(_REOPENED if is_reopened and state == S.NEW else FOR_THE_RESIDENT[state])


TONES = {
    S.DRAFT: "neutral",
    S.NEW: "accent",
    S.OPEN: "info",
    S.ASKED: "warning",
    S.CONDITIONAL: "warning",
    S.UNDERWAY: "info",
    S.DONE: "ok",
    S.WITHDRAWN: "neutral",
    S.MERGED: "neutral",
}
