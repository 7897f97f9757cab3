"""The honest answer: yes, no with a reason, yes on condition that; what brings a signal back; when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.operations import moving, telling
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.domain.thread.models import Answer, Condition, Verdict
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

BROUGHT_BACK_WITHIN = 5  # working days to decide on a signal whose conditions are met


class DateMissing(Refusal):
    message = _("Vul in wanneer u verwacht dat het klaar is. De melder krijgt die datum te horen.")
    field = "expected_on"


class DateHasPassed(Refusal):
    message = _("Deze datum is al voorbij. Kies vandaag of een latere dag.")
    field = "expected_on"


class ReasonForChangeMissing(Refusal):
    message = _("Schrijf op waarom de datum verandert. De melder krijgt dit te lezen.")
    field = "reason"


class NotAnswered(Refusal):
    message = _("Geef eerst antwoord. Daarna kunt u het signaal afronden.")


@transaction.atomic
def answer_signal(
    signal: Signal,
    *,
    verdict: Verdict,
    reason: str = "",
    conditions: Sequence[thread.ConditionDraft] = (),
    expected_on: date | None = None,
    is_done: bool = False,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Answer:
    """Give who spoke one of the three answers, and tell them.

    A yes says when it will be done (`expected_on`), or that it is done already (`is_done`).
    """
    signal = moving.lock(signal, version=version)
    if verdict == Verdict.YES and not is_done:
        if expected_on is None:
            raise DateMissing
        if expected_on < clock.dutch(at).date():
            raise DateHasPassed
    answer = thread.give_answer(signal, verdict=verdict, reason=reason, conditions=conditions, by=by, at=at)
    moving.take_up(signal, by=by, at=at)
    if verdict == Verdict.NO or (verdict == Verdict.YES and is_done):
        moving.move(signal, State.DONE)
        signal.closed_at, signal.due_on, signal.expected_on = at, None, None
        telling.let_links_end(signal, at=at)
    elif verdict == Verdict.YES:
        moving.move(signal, State.UNDERWAY)
        _runs_again(signal)
        signal.due_on = signal.expected_on = expected_on
    else:
        moving.move(signal, State.CONDITIONAL)
        _runs_again(signal)
        signal.due_on = min(condition.by_when for condition in answer.conditions.all())
        signal.expected_on = None
    moving.save(signal, at=at)
    moving.note_down("answered", signal, by=by, at=at, details={"verdict": str(verdict), "answer": answer.pk})
    telling.tell_reporters("answered", signal, at=at, answer=answer, conditions=list(answer.conditions.all()))
    return answer


def _runs_again(signal: Signal) -> None:
    """A signal that was closed gets another answer: it is open again, and so are the links of who reported it."""
    if signal.closed_at is not None:
        signal.closed_at = None
        telling.let_links_live(signal)


@transaction.atomic
def meet_condition(signal: Signal, condition: Condition, *, by: Actor, at: datetime, note: str = "") -> Signal:
    """One condition is met. With the last one the signal comes back by itself."""
    signal = moving.lock(signal)
    answer = thread.meet_condition(condition, by=by, at=at, note=note)
    moving.note_down("condition_met", signal, by=by, at=at, details={"condition": condition.pk})
    if answer.all_met:
        return bring_back(signal, because=answer, by=by, at=at)
    moving.save(signal, at=at)
    return signal


@transaction.atomic
def bring_back(signal: Signal, *, because: Answer, by: Actor, at: datetime) -> Signal:
    """All conditions of the answer are met: the coordinator decides anew, and the reporters know. Twice is once."""
    signal = moving.lock(signal)
    if signal.state != State.CONDITIONAL or not because.is_current:
        return signal
    moving.move(signal, State.OPEN)
    signal.due_on = telling.due_after(BROUGHT_BACK_WITHIN, at=at)
    signal.expected_on = signal.due_on
    moving.save(signal, at=at)
    moving.note_down("brought_back", signal, by=by, at=at, details={"answer": because.pk})
    telling.tell_reporters("brought_back", signal, at=at, answer=because)
    telling.tell_person("brought_back_handler", signal.handler_person, signal, at=at)
    return signal


def bring_back_all(answers: Sequence[Answer], *, by: Actor, at: datetime) -> int:
    """The signals behind these answers; how many there were."""
    count = 0
    for answer in answers:
        if answer.about_kind == "signals.signal":
            bring_back(Signal.objects.get(pk=answer.about_id), because=answer, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def bring_back_unmet(because: Answer, *, words: str, by: Actor, at: datetime) -> None:
    """What the answer waited for will not come: the coordinator decides anew, and the reporters know. Twice is once."""
    if because.about_kind != "signals.signal" or not because.is_current:
        return
    signal = moving.lock(Signal.objects.get(pk=because.about_id))
    if signal.state != State.CONDITIONAL:
        return
    moving.move(signal, State.OPEN)
    signal.due_on = signal.expected_on = telling.due_after(BROUGHT_BACK_WITHIN, at=at)
    moving.save(signal, at=at)
    kept = telling.keep_words(signal, words, by=by, at=at)
    moving.note_down("condition_lost", signal, by=by, at=at, details={"answer": because.pk, **kept})
    telling.tell_reporters("condition_lost", signal, at=at, words=words)
    telling.tell_person("condition_lost_handler", signal.handler_person, signal, at=at, words=words)


@transaction.atomic
def lapse_condition(signal: Signal, condition: Condition, *, reason: str, by: Actor, at: datetime) -> Signal:
    """What was needed will not come, and why: the signal comes back for another answer, and the reporters know."""
    moving.lock(signal)
    answer = thread.lapse_condition(condition, reason=reason, by=by, at=at)
    bring_back_unmet(answer, words=reason, by=by, at=at)
    fresh: Signal = Signal.objects.get(pk=signal.pk)
    return fresh


@transaction.atomic
def change_condition_day(
    signal: Signal, condition: Condition, *, by_when: date, reason: str, by: Actor, at: datetime
) -> Signal:
    """A condition gets another day, and why: who asked hears it again."""
    signal = moving.lock(signal)
    if signal.state != State.CONDITIONAL:
        raise moving.MoveNotPossible
    if not reason.strip():
        raise ReasonForChangeMissing
    changed = thread.change_condition(condition, by_when=by_when, by=by, at=at)
    days = [each.by_when for each in changed.answer.conditions.all() if each.is_open]
    signal.due_on = min(days, default=by_when)
    moving.save(signal, at=at)
    kept = telling.keep_words(signal, reason, by=by, at=at)
    moving.note_down("condition_changed", signal, by=by, at=at, details={"by_when": by_when.isoformat(), **kept})
    telling.tell_reporters("condition_changed", signal, at=at, condition=changed, reason=reason)
    return signal


def bring_back_what_is_due(*, at: datetime) -> int:
    """What the clock does each morning: conditions of a date that has come, and answers that are wholly met."""
    thread.meet_conditions_by_date(clock.dutch(at).date(), by=CLOCK, at=at)
    return bring_back_all(list(thread_queries.answers_wholly_met()), by=CLOCK, at=at)


@transaction.atomic
def change_expected_date(
    signal: Signal, *, expected_on: date, reason: str, by: Actor, at: datetime, version: int | None = None
) -> Signal:
    """The date moves: who asked hears the new one, and why."""
    signal = moving.lock(signal, version=version)
    if signal.state not in (State.NEW, State.OPEN, State.UNDERWAY):
        raise moving.MoveNotPossible
    if expected_on < clock.dutch(at).date():
        raise DateHasPassed
    if not reason.strip():
        raise ReasonForChangeMissing
    earlier = signal.expected_on
    signal.expected_on = signal.due_on = expected_on
    moving.save(signal, at=at)
    kept = telling.keep_words(signal, reason, by=by, at=at)
    moving.note_down("date_changed", signal, by=by, at=at, details={"expected_on": expected_on.isoformat(), **kept})
    telling.tell_reporters("date_changed", signal, at=at, reason=reason, earlier=earlier)
    return signal


@transaction.atomic
def finish_signal(signal: Signal, *, words: str = "", by: Actor, at: datetime, version: int | None = None) -> Signal:
    """What was promised is done. Who asked hears it, and is asked whether they are helped."""
    signal = moving.lock(signal, version=version)
    if thread_queries.current_answer(signal) is None:
        raise NotAnswered
    moving.move(signal, State.DONE)
    signal.closed_at, signal.due_on, signal.expected_on = at, None, None
    moving.save(signal, at=at)
    kept = telling.keep_words(signal, words, by=by, at=at)
    moving.note_down("finished", signal, by=by, at=at, details=kept)
    telling.let_links_end(signal, at=at)
    telling.tell_reporters("finished", signal, at=at, words=words)
    return signal


@transaction.atomic
def say_helped(reporter: Reporter, *, is_helped: bool, words: str = "", by: Actor, at: datetime) -> Signal:
    """Helped or not helped: the first click counts. Not helped brings the signal back to who answered it."""
    signal, reporter = moving.lock_with(reporter)
    if signal.state not in (State.DONE, State.NEW):
        raise moving.MoveNotPossible
    changed = reporter.is_helped != is_helped
    reporter.is_helped, reporter.helped_at = is_helped, at
    reporter.save()
    if words:
        signal.messages.create(reporter=reporter, direction="from", text=words, at=at)
    if changed:
        moving.note_down("helped" if is_helped else "not_helped", signal, by=by, at=at)
    if not is_helped and signal.state == State.DONE:
        _reopen(signal, by=by, at=at)
    elif words or changed:
        moving.save(signal, at=at)
    return signal


@transaction.atomic
def reopen_signal(signal: Signal, *, by: Actor, at: datetime, version: int | None = None) -> Signal:
    """A colleague sees that it is not done after all."""
    signal = moving.lock(signal, version=version)
    _reopen(signal, by=by, at=at)
    telling.tell_reporters("reopened", signal, at=at)
    return signal


def _reopen(signal: Signal, *, by: Actor, at: datetime) -> None:
    moving.move(signal, State.NEW)
    signal.closed_at, signal.picked_up_at = None, None
    signal.reopened_count += 1
    signal.due_on = signal.expected_on = telling.due_after(BROUGHT_BACK_WITHIN, at=at)
    moving.save(signal, at=at)
    moving.note_down("reopened", signal, by=by, at=at)
    telling.let_links_live(signal)
    telling.tell_person("reopened_handler", signal.handler_person, signal, at=at)


@transaction.atomic
def tell_about_item(signal: Signal, *, template: str, item_title: str, words: str, by: Actor, at: datetime) -> None:
    """Something that came of the signal moved: who asked hears it. Called from above, by the plans and initiatives."""
    signal = moving.lock(signal)
    moving.note_down("item_moved", signal, by=by, at=at, details={"template": template})
    telling.tell_reporters(template, signal, at=at, item_title=item_title, words=words)
