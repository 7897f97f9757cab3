"""The way of a thing over the repair desk: its states, and the one table of moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RepairState(models.TextChoices):
    WAITING = "waiting", _("wacht")
    ON_STAND = "on_stand", _("op de standaard")
    READY = "ready", _("klaar om op te halen")
    COLLECTED = "collected", _("opgehaald")
    LEFT_HERE = "left_here", _("niet opgehaald")


S = RepairState

REPAIR_MOVES: dict[RepairState, frozenset[RepairState]] = {
    S.WAITING: frozenset({S.ON_STAND, S.READY}),
    S.ON_STAND: frozenset({S.WAITING, S.READY}),
    S.READY: frozenset({S.ON_STAND, S.COLLECTED, S.LEFT_HERE}),
    S.COLLECTED: frozenset(),
    S.LEFT_HERE: frozenset({S.COLLECTED}),
}

HERE = (S.WAITING, S.ON_STAND, S.READY)
FINISHED = (S.READY, S.COLLECTED, S.LEFT_HERE)

TONES: dict[RepairState, str] = {
    S.WAITING: "neutral",
    S.ON_STAND: "info",
    S.READY: "ok",
    S.COLLECTED: "neutral",
    S.LEFT_HERE: "warning",
}


class Outcome(models.TextChoices):
    REPAIRED = "repaired", _("Gerepareerd")
    PARTLY = "partly", _("Deels gerepareerd")
    NOT_REPAIRED = "not", _("Niet gerepareerd")


class Barrier(models.TextChoices):
    """Why it was not, or not wholly, repaired. A short list, so that it can be counted."""

    NO_PART = "no_part", _("Onderdeel niet te krijgen")
    NOT_OPENABLE = "not_openable", _("Kan niet open")
    TOO_WORN = "too_worn", _("Te versleten")
    UNSAFE = "unsafe", _("Niet veilig te maken")
    TOO_EXPENSIVE = "too_expensive", _("Te duur")
    NO_LONGER = "no_longer", _("De eigenaar wil het niet meer")


class BenchState(models.TextChoices):
    BOOKED = "booked", _("afgesproken")
    PRESENT = "present", _("geweest")
    ABSENT = "absent", _("niet gekomen")
    CANCELLED = "cancelled", _("afgezegd")


BENCH_MOVES: dict[BenchState, frozenset[BenchState]] = {
    BenchState.BOOKED: frozenset({BenchState.PRESENT, BenchState.ABSENT, BenchState.CANCELLED}),
    BenchState.PRESENT: frozenset({BenchState.ABSENT}),
    BenchState.ABSENT: frozenset({BenchState.PRESENT}),
    BenchState.CANCELLED: frozenset(),
}

BENCH_TONES: dict[BenchState, str] = {
    BenchState.BOOKED: "info",
    BenchState.PRESENT: "ok",
    BenchState.ABSENT: "warning",
    BenchState.CANCELLED: "neutral",
}
