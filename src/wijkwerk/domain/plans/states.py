"""The states of an agenda and of an item, and the one table of moves for each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgendaState(models.TextChoices):
    DRAFT = "draft", _("concept")
    ADOPTED = "adopted", _("vastgesteld")
    CLOSED = "closed", _("afgesloten")


AGENDA_MOVES: dict[AgendaState, frozenset[AgendaState]] = {
    AgendaState.DRAFT: frozenset({AgendaState.ADOPTED}),
    AgendaState.ADOPTED: frozenset({AgendaState.CLOSED, AgendaState.DRAFT}),
    AgendaState.CLOSED: frozenset({AgendaState.ADOPTED}),
}


class ItemState(models.TextChoices):
    """How far an item is."""

    PROPOSED = "proposed", _("voorgesteld")
    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("loopt")
    WAITING = "waiting", _("wacht")
    DONE = "done", _("klaar")
    STOPPED = "stopped", _("gestopt")


S = ItemState

ITEM_MOVES: dict[ItemState, frozenset[ItemState]] = {
    S.PROPOSED: frozenset({S.PLANNED, S.RUNNING, S.WAITING, S.STOPPED}),
    S.PLANNED: frozenset({S.PROPOSED, S.RUNNING, S.WAITING, S.DONE, S.STOPPED}),
    S.RUNNING: frozenset({S.PLANNED, S.WAITING, S.DONE, S.STOPPED}),
    S.WAITING: frozenset({S.PLANNED, S.RUNNING, S.DONE, S.STOPPED}),
    S.DONE: frozenset({S.RUNNING}),
    S.STOPPED: frozenset({S.PROPOSED}),
}

UNDONE = (S.PROPOSED, S.PLANNED, S.RUNNING, S.WAITING)
NEEDS_REASON = (S.WAITING, S.STOPPED)

TONES: dict[ItemState, str] = {
    S.PROPOSED: "neutral",
    S.PLANNED: "info",
    S.RUNNING: "accent",
    S.WAITING: "warning",
    S.DONE: "ok",
    S.STOPPED: "danger",
}

FOR_THE_RESIDENT = {
    S.PROPOSED: _("Het project is voorgesteld. Er is nog niet besloten of het doorgaat."),
    S.PLANNED: _("Het project is gepland."),
    S.RUNNING: _("Er wordt nu aan het project gewerkt."),
    S.WAITING: _("Het project wacht nog even."),
    S.DONE: _("Het project is klaar."),
    S.STOPPED: _("Het project gaat niet door."),
}
