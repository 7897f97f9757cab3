"""What every deed on a signal shares: the lock, the check that nobody changed it meanwhile, the move, the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import search
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.states import MOVES, State
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import refusals
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index


class ChangedMeanwhile(refusals.ChangedMeanwhile):
    message = _(
        "Iemand anders heeft dit signaal intussen gewijzigd. Wat u typte staat hier nog. "
        "Lees wat er veranderd is en verstuur het daarna opnieuw."
    )


class MoveNotPossible(Refusal):
    message = _("Dit kan niet meer: het signaal is intussen verder. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class NotThere(Refusal):
    message = _("Deze melding is er niet meer: zij is intussen weggehaald, of bij een andere gevoegd.")
    status = 410


def lock(signal: Signal, *, version: int | None = None) -> Signal:
    """The same signal, fresh and locked until the deed is done.

    With `version`, the one that the person saw, a signal that changed meanwhile is refused.
    """
    fresh: Signal | None = Signal.objects.select_for_update(of=("self",)).filter(pk=signal.pk).first()
    if fresh is None:
        raise NotThere
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(fresh.version)
    return fresh


def lock_with(reporter: Reporter) -> tuple[Signal, Reporter]:
    """The signal of a reporter, locked, and the reporter as they are now: who left or is forgotten stays so."""
    signal = lock(reporter.signal)
    fresh: Reporter | None = Reporter.objects.filter(pk=reporter.pk, signal=signal).first()
    if fresh is None:
        raise NotThere
    fresh.signal = signal
    return signal, fresh


def lock_all(*signals: Signal) -> list[Signal]:
    """Several signals, locked in the order of their numbers, so that two deeds never wait for each other."""
    numbers = sorted({signal.pk for signal in signals})
    fresh = {s.pk: s for s in Signal.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")}
    if len(fresh) < len(numbers):
        raise NotThere
    return [fresh[signal.pk] for signal in signals]


def move(signal: Signal, state: State) -> None:
    """To another state, if the table of moves has it; the caller saves."""
    if state not in MOVES[State(signal.state)]:
        raise MoveNotPossible
    signal.state = state


def save(signal: Signal, *, at: datetime) -> None:
    """Keep the change, and let it be found by its new words and place."""
    signal.version += 1
    signal.changed_at = at
    signal.save()
    put_in_search(signal)


def put_in_search(signal: Signal) -> None:
    """Let it be found by staff, and, as far as it is public, by everybody."""
    if not signal.is_sent:
        index.remove(ref(signal))
    if not signal.is_public:
        index.remove(search.public_ref(signal))
    index.put_all(search.documents_of(signal))


def take_up(signal: Signal, *, by: Actor, at: datetime) -> None:
    """Who works on it has picked it up, when it is theirs or nobody's; what was handed to another stays with them."""
    if not isinstance(by, Person) or signal.picked_up_at is not None:
        return
    if signal.handler_person_id is None and signal.handler_organisation_id is None:
        signal.handler_person, signal.handed_at = by, at
    if signal.handler_person_id == by.pk:
        signal.picked_up_at = at


def note_down(
    verb: str,
    signal: Signal,
    *,
    by: Actor,
    at: datetime,
    on_behalf: bool = False,
    details: Mapping[str, Any] | None = None,
) -> None:
    journal.record(f"signal.{verb}", about=signal, by=by, at=at, on_behalf=on_behalf, details=details)
