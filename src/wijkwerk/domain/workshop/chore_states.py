"""The states of a chore and the one table of moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoreState(models.TextChoices):
    """How far a chore is. The label is what staff read; residents read letters."""

    ASKED = "asked", _("gevraagd")
    TALKED = "talked", _("besproken")
    DECLINED = "declined", _("doorverwezen")
    QUOTED = "quoted", _("wacht op ja")
    AGREED = "agreed", _("afgesproken")
    PLANNED = "planned", _("ingepland")
    DOING = "doing", _("wordt gedaan")
    STOPPED = "stopped", _("stilgelegd")
    DONE = "done", _("klaar")
    ENDED = "ended", _("niet doorgegaan")


S = ChoreState

MOVES: dict[ChoreState, frozenset[ChoreState]] = {
    S.ASKED: frozenset({S.TALKED, S.DECLINED, S.ENDED}),
    S.TALKED: frozenset({S.QUOTED, S.ASKED, S.ENDED}),  # asked: somebody else looks again
    S.DECLINED: frozenset({S.ASKED}),
    S.QUOTED: frozenset({S.QUOTED, S.AGREED, S.ASKED, S.ENDED}),
    S.AGREED: frozenset({S.PLANNED, S.DOING, S.QUOTED, S.ENDED}),
    S.PLANNED: frozenset({S.AGREED, S.PLANNED, S.DOING, S.ENDED}),
    S.DOING: frozenset({S.STOPPED, S.DONE}),
    S.STOPPED: frozenset({S.DOING, S.DONE}),  # done: as far as it goes, within what was agreed
    S.DONE: frozenset({S.AGREED}),  # not satisfied: we come again
    S.ENDED: frozenset(),
}

TO_TALK = (S.ASKED,)
TO_PLAN = (S.AGREED,)
AT_WORK = (S.AGREED, S.PLANNED, S.DOING, S.STOPPED)
OPEN = (S.ASKED, S.TALKED, S.QUOTED, *AT_WORK)
FINISHED = (S.DECLINED, S.DONE, S.ENDED)
PRICED = (S.AGREED, S.PLANNED, S.DOING, S.STOPPED, S.DONE)  # the resident said yes to a quote

TONES: dict[ChoreState, str] = {
    S.ASKED: "accent",
    S.TALKED: "info",
    S.DECLINED: "neutral",
    S.QUOTED: "warning",
    S.AGREED: "info",
    S.PLANNED: "info",
    S.DOING: "info",
    S.STOPPED: "danger",
    S.DONE: "ok",
    S.ENDED: "neutral",
}
