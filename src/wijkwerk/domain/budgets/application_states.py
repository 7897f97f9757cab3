"""The states of an application and the one table of moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationState(models.TextChoices):
    """How far an application is. The label is what staff read; residents read a sentence."""

    DRAFT = "draft", _("concept")
    SENT = "sent", _("in behandeling")
    INCOMPLETE = "incomplete", _("wacht op aanvulling")
    DECIDED = "decided", _("besloten")
    MOVED = "moved", _("wacht op een ronde")
    WITHDRAWN = "withdrawn", _("ingetrokken")


S = ApplicationState

MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    S.DRAFT: frozenset({S.SENT, S.MOVED}),  # moved at once: it came after the closing date
    S.SENT: frozenset({S.INCOMPLETE, S.DECIDED, S.MOVED, S.WITHDRAWN}),
    S.INCOMPLETE: frozenset({S.SENT, S.DECIDED, S.MOVED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.SENT}),  # a condition was not met: somebody decides again
    S.MOVED: frozenset({S.SENT, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}

OPEN = (S.SENT, S.INCOMPLETE, S.MOVED)

TONES: dict[ApplicationState, str] = {
    S.DRAFT: "neutral",
    S.SENT: "info",
    S.INCOMPLETE: "warning",
    S.DECIDED: "ok",
    S.MOVED: "accent",
    S.WITHDRAWN: "neutral",
}

FOR_THE_APPLICANT = {
    S.DRAFT: _("Uw aanvraag is nog niet verstuurd."),
    S.SENT: _("Uw aanvraag is binnen. Wij kijken ernaar."),
    S.INCOMPLETE: _("Wij missen nog iets. Wij gaan verder als u uw aanvraag hebt aangevuld."),
    S.DECIDED: _("Wij hebben over uw aanvraag beslist."),
    S.MOVED: _("Uw aanvraag doet mee in de volgende ronde. U hoeft niets te doen."),
    S.WITHDRAWN: _("De aanvraag is ingetrokken."),
}
