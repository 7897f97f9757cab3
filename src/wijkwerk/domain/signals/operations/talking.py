"""Messages both ways, questions with a term, notes among colleagues."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.models import Direction, Message, Reporter, Signal
from wijkwerk.domain.signals.operations import moving, telling
from wijkwerk.domain.signals.operations.reporting import days_for
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope


class NothingWritten(Refusal):
    message = _("Schrijf eerst een bericht.")
    field = "text"


class CannotBeReached(Refusal):
    message = _("De melder heeft geen adres achtergelaten. U kunt wel antwoord geven: dat staat dan bij de link.")


def _person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


@transaction.atomic
def write_from_reporter(
    reporter: Reporter,
    *,
    text: str,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
    on_behalf: bool = False,
) -> Message:
    """The reporter adds something, or answers a question; then the work goes on."""
    if not text.strip():
        raise NothingWritten
    signal, reporter = moving.lock_with(reporter)
    try:
        with transaction.atomic():
            message: Message = Message.objects.create(
                signal=signal,
                reporter=reporter,
                direction=Direction.FROM_REPORTER,
                text=text,
                at=at,
                client_key=client_key or uuid.uuid4(),
            )
    except IntegrityError:
        sent: Message | None = Message.objects.filter(client_key=client_key, reporter=reporter).first()
        if sent is not None:
            return sent
        return write_from_reporter(reporter, text=text, by=by, at=at, on_behalf=on_behalf)  # the key is another's
    if signal.state == State.ASKED:
        moving.move(signal, State.OPEN)
        signal.due_on = signal.expected_on = telling.due_after(days_for(signal), at=at)
    moving.save(signal, at=at)
    moving.note_down("reporter_wrote", signal, by=by, at=at, on_behalf=on_behalf, details={"message": message.pk})
    telling.tell_person("reporter_wrote_handler", signal.handler_person, signal, at=at)
    return message


@transaction.atomic
def ask_reporter(signal: Signal, *, text: str, by: Actor, at: datetime, version: int | None = None) -> Message:
    """Ask for more, with a term. Meanwhile the clock of the answer stands still."""
    if not text.strip():
        raise NothingWritten
    signal = moving.lock(signal, version=version)
    if not any(reporter.can_be_reached for reporter in signal.reporters.all()):
        raise CannotBeReached
    moving.move(signal, State.ASKED)
    signal.due_on = telling.due_after(scope.current().reply_within, at=at)
    signal.expected_on = None
    moving.take_up(signal, by=by, at=at)
    message: Message = Message.objects.create(
        signal=signal, direction=Direction.TO_REPORTER, text=text, is_question=True, at=at, person=_person(by)
    )
    moving.save(signal, at=at)
    moving.note_down("reporter_asked", signal, by=by, at=at, details={"message": message.pk})
    telling.tell_reporters("asked", signal, at=at, message=message)
    return message


@transaction.atomic
def write_to_reporters(signal: Signal, *, text: str, by: Actor, at: datetime) -> Message:
    """A word in between, that asks nothing."""
    if not text.strip():
        raise NothingWritten
    signal = moving.lock(signal)
    message: Message = Message.objects.create(
        signal=signal, direction=Direction.TO_REPORTER, text=text, at=at, person=_person(by)
    )
    moving.save(signal, at=at)
    moving.note_down("reporter_written_to", signal, by=by, at=at, details={"message": message.pk})
    telling.tell_reporters("message", signal, at=at, message=message)
    return message


@transaction.atomic
def add_note(signal: Signal, *, text: str, by: Actor, at: datetime) -> Message:
    """Among colleagues. The resident never sees it."""
    if not text.strip():
        raise NothingWritten
    signal = moving.lock(signal)
    message: Message = Message.objects.create(
        signal=signal, direction=Direction.NOTE, text=text, at=at, person=_person(by)
    )
    moving.note_down("noted", signal, by=by, at=at, details={"message": message.pk})
    return message


def go_on_without_reply(*, at: datetime, today: object) -> int:
    """What the clock does: the term of a question has passed, so the signal goes back to who asked."""
    waiting = Signal.objects.filter(state=State.ASKED, due_on__lt=today)
    count = 0
    for found in waiting.order_by("id")[:500]:
        with transaction.atomic():
            signal = moving.lock(found)
            if signal.state != State.ASKED:
                continue
            moving.move(signal, State.OPEN)
            signal.due_on = signal.expected_on = telling.due_after(days_for(signal), at=at)
            moving.save(signal, at=at)
            moving.note_down("no_reply", signal, by=CLOCK, at=at)
            telling.tell_person("no_reply_handler", signal.handler_person, signal, at=at)
            count += 1
    return count
