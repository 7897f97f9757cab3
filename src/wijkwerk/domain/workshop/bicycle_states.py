"""The life of a bicycle: its states, and the one table of moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BicycleState(models.TextChoices):
    RECEIVED = "received", _("binnengekomen")
    REFURBISHING = "refurbishing", _("wordt opgeknapt")
    READY = "ready", _("klaar")
    GIVEN = "given", _("gegeven")
    SOLD = "sold", _("verkocht")
    SCRAPPED = "scrapped", _("gesloopt voor onderdelen")
    HANDED_OVER = "handed_over", _("naar politie of eigenaar")


S = BicycleState

BICYCLE_MOVES: dict[BicycleState, frozenset[BicycleState]] = {
    S.RECEIVED: frozenset({S.REFURBISHING, S.SCRAPPED, S.HANDED_OVER}),
    S.REFURBISHING: frozenset({S.READY, S.SCRAPPED}),
    S.READY: frozenset({S.REFURBISHING, S.GIVEN, S.SOLD, S.SCRAPPED}),
    S.GIVEN: frozenset({S.READY}),  # the award was withdrawn
    S.SOLD: frozenset(),
    S.SCRAPPED: frozenset(),
    S.HANDED_OVER: frozenset(),
}

HERE = (S.RECEIVED, S.REFURBISHING, S.READY)
SAFE = (S.READY, S.GIVEN, S.SOLD)  # only with a signed safety check
NEEDS_REASON = (S.SCRAPPED, S.HANDED_OVER)

TONES: dict[BicycleState, str] = {
    S.RECEIVED: "neutral",
    S.REFURBISHING: "info",
    S.READY: "ok",
    S.GIVEN: "accent",
    S.SOLD: "accent",
    S.SCRAPPED: "neutral",
    S.HANDED_OVER: "warning",
}


class TheftOutcome(models.TextChoices):
    """What the check of the frame number said."""

    CLEAR = "clear", _("Niet als gestolen bekend")
    NO_NUMBER = "no_number", _("Geen nummer te lezen, wel bekend van wie de fiets komt")
    STOLEN = "stolen", _("Als gestolen bekend")


IN_ORDER = (TheftOutcome.CLEAR, TheftOutcome.NO_NUMBER)
