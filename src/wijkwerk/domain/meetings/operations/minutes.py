"""What can be done once the agenda is frozen: write down what was said, decide, give somebody something to do.

An action is locked while it ends; a decision locks its meeting, for its number, and then what its conditions are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.meetings import search
from wijkwerk.domain.meetings.models import (
    Action,
    ActionState,
    Decision,
    Meeting,
    MeetingState,
    Point,
)
from wijkwerk.domain.meetings.operations import meetings, telling
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import Agenda, AgendaItem
from wijkwerk.domain.plans.operations import agendas as plans
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import Condition, ConditionKind
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.journal.queries import entries_about
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

SIGNAL = "signals.signal"
REMIND_AGAIN = timedelta(days=14)


class NothingSaid(Refusal):
    message = _("Schrijf op wat er is besloten.")
    field = "text"


class NothingToDo(Refusal):
    message = _("Schrijf op wat er moet gebeuren.")
    field = "what"


class OwnerMissing(Refusal):
    message = _("Kies wie het doet.")
    field = "owner"


class OneOwner(Refusal):
    message = _("Kies één persoon of één organisatie.")
    field = "owner"


class DayHasPassed(Refusal):
    message = _("Deze dag is al voorbij. Kies een dag die nog komt.")
    field = "due_on"


class ActionHasEnded(Refusal):
    message = _("Deze actie is al klaar of gestopt.")
    status = 409


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom. Dan weet de volgende keer iedereen het.")
    field = "words"


class NotADecision(Refusal):
    message = _("Een van deze voorwaarden wacht niet (meer) op een besluit.")
    field = "meets"
    status = 409


class NotHeldYet(Refusal):
    message = _("Deze bijeenkomst moet nog beginnen.")
    field = "visitors"


# ── Minutes ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def write_notes(meeting: Meeting, *, notes: Mapping[int, str], by: Actor, at: datetime) -> Meeting:
    """What was said, by the number of each point; a point that is not named keeps what it had."""
    fresh = _written(meeting)
    for point in Point.objects.filter(meeting=fresh, pk__in=list(notes)):
        words = text.clean_text(notes[point.pk])
        if words != point.notes:
            point.notes = words
            point.save(update_fields=["notes"])
    meetings.save(fresh, at=at, in_calendar=False)
    journal.record("meetings.notes_written", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def finish_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """The minutes are ready: who takes part hears so, the first time."""
    fresh = _written(meeting)
    if fresh.state == MeetingState.DONE:
        return fresh
    if not entries_about(fresh).filter(verb="meetings.minutes_finished").exists():
        telling.tell_taking_part("minutes_ready", fresh, at=at)
    fresh.state, fresh.minuted_at = MeetingState.DONE, at
    meetings.save(fresh, at=at, in_calendar=False)
    journal.record("meetings.minutes_finished", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def reopen_minutes(meeting: Meeting, *, by: Actor, at: datetime) -> Meeting:
    """Something in them is not right."""
    fresh = meetings.lock(meeting)
    if fresh.state != MeetingState.DONE:
        raise meetings.MoveNotPossible
    fresh.state, fresh.minuted_at = MeetingState.BEGUN, None
    meetings.save(fresh, at=at, in_calendar=False)
    journal.record("meetings.minutes_reopened", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def note_visitors(meeting: Meeting, *, visitors: int, by: Actor, at: datetime) -> Meeting:
    """How many came."""
    fresh = meetings.lock(meeting)
    if fresh.starts_at > at or fresh.is_cancelled:
        raise NotHeldYet
    fresh.visitors = visitors
    meetings.save(fresh, at=at, in_calendar=False)
    journal.record("meetings.visitors_noted", about=fresh, by=by, at=at, details={"visitors": visitors})
    return fresh


def _written(meeting: Meeting) -> Meeting:
    fresh = meetings.lock(meeting)
    if not fresh.is_frozen:
        raise meetings.AgendaIsNotFrozen
    return fresh


# ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def decide(
    meeting: Meeting,
    *,
    text: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    point: Point | None = None,
    is_public: bool = False,
    meets: Sequence[Condition] = (),
    sources: Sequence[Model] = (),
) -> Decision:
    """What the meeting decided. Conditions that waited for it are met: their signals come back and who asked hears so.

    The decision stands on the thread of what it is about: those signals are why it exists.
    """
    words = clean_line(text)
    if not words:
        raise NothingSaid
    fresh = _written(meeting)
    last = Decision.objects.filter(meeting=fresh).aggregate(last=Max("number"))["last"] or 0
    made: Decision = Decision.objects.create(
        meeting=fresh,
        point=point,
        number=last + 1,
        text=words,
        reason=clean_story(reason),
        is_public=is_public,
        decided_at=at,
    )
    journal.record("meetings.decided", about=made, by=by, at=at, details={"meeting": fresh.pk})
    for cause in [*_meet(made, meets, by=by, at=at), *sources]:
        thread.add_source(made, cause=cause, by=by, at=at)
    search.put_decision(made)
    return made


def _meet(decision: Decision, conditions: Sequence[Condition], *, by: Actor, at: datetime) -> list[Model]:
    """Meets them by what they are about, in one order for everybody; gives the signals."""
    note = gettext("Besluit: %(text)s") % {"text": decision.text}
    about: dict[int, Signal] = {}
    for condition in sorted(conditions, key=lambda each: (each.answer.about_kind, each.answer.about_id, each.pk)):
        if condition.kind != ConditionKind.DECISION:
            raise NotADecision
        number = condition.answer.about_id
        if condition.answer.about_kind == SIGNAL:
            about[number] = about.get(number) or Signal.objects.get(pk=number)
            signals.meet_condition(about[number], condition, by=by, at=at, note=note)
        else:
            thread.meet_condition(condition, by=by, at=at, note=note)
    decision.meets.set(conditions)
    return list(about.values())


@transaction.atomic
def put_on_agenda(decision: Decision, *, agenda: Agenda, title: str, by: Actor, at: datetime) -> AgendaItem:
    """A project comes of it: the decision is its source."""
    return plans.add_item(agenda, title=title, sources=[decision], by=by, at=at)


# ── Actions ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_action(
    meeting: Meeting,
    *,
    what: str,
    due_on: date,
    by: Actor,
    at: datetime,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    point: Point | None = None,
) -> Action:
    """Somebody does something by a day, and hears so."""
    words = clean_line(what, longest=300)
    if not words:
        raise NothingToDo
    _one(owner_person, owner_organisation)
    if due_on < clock.dutch(at).date():
        raise DayHasPassed
    fresh = _written(meeting)
    made: Action = Action.objects.create(
        meeting=fresh,
        point=point,
        what=words,
        owner_person=owner_person,
        owner_organisation=owner_organisation,
        due_on=due_on,
        made_at=at,
        changed_at=at,
    )
    journal.record("meetings.action_added", about=made, by=by, at=at, details={"meeting": fresh.pk})
    telling.tell_owner("action_given", made, at=at)
    return made


def _one(person: Person | None, organisation: Organisation | None) -> None:
    if person is None and organisation is None:
        raise OwnerMissing
    if person is not None and organisation is not None:
        raise OneOwner


@transaction.atomic
def change_action(
    action: Action,
    *,
    what: str,
    due_on: date,
    by: Actor,
    at: datetime,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
) -> Action:
    """Other words, another day or another owner; a new owner hears of it."""
    words = clean_line(what, longest=300)
    if not words:
        raise NothingToDo
    _one(owner_person, owner_organisation)
    fresh = _open(action)
    if due_on != fresh.due_on and due_on < clock.dutch(at).date():
        raise DayHasPassed
    is_new = (fresh.owner_person, fresh.owner_organisation) != (owner_person, owner_organisation)
    fresh.what, fresh.due_on, fresh.changed_at = words, due_on, at
    fresh.owner_person, fresh.owner_organisation = owner_person, owner_organisation
    fresh.reminded_at = None
    fresh.save()
    journal.record("meetings.action_changed", about=fresh, by=by, at=at)
    if is_new:
        telling.tell_owner("action_given", fresh, at=at)
    return fresh


@transaction.atomic
def finish_action(action: Action, *, by: Actor, at: datetime, words: str = "") -> Action:
    """It is done. Twice is once."""
    return _end(action, ActionState.DONE, words, by=by, at=at)


@transaction.atomic
def stop_action(action: Action, *, words: str, by: Actor, at: datetime) -> Action:
    """It will not be done, and why."""
    if not clean_line(words, longest=300):
        raise ReasonMissing
    return _end(action, ActionState.STOPPED, words, by=by, at=at)


@transaction.atomic
def reopen_action(action: Action, *, by: Actor, at: datetime) -> Action:
    """It was not done after all."""
    fresh = _lock(action)
    if fresh.is_open:
        return fresh
    fresh.state, fresh.ended_at, fresh.ended_words, fresh.changed_at = ActionState.OPEN, None, "", at
    fresh.save()
    journal.record("meetings.action_reopened", about=fresh, by=by, at=at)
    return fresh


def _end(action: Action, state: ActionState, words: str, *, by: Actor, at: datetime) -> Action:
    fresh = _lock(action)
    if fresh.state == state:
        return fresh
    if not fresh.is_open:
        raise ActionHasEnded
    fresh.state, fresh.ended_at, fresh.changed_at = state, at, at
    fresh.ended_words = clean_line(words, longest=300)
    fresh.save()
    journal.record(f"meetings.action_{state}", about=fresh, by=by, at=at)
    return fresh


def _lock(action: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",)).select_related("owner_person", "owner_organisation")
    fresh: Action = rows.get(pk=action.pk)
    return fresh


def _open(action: Action) -> Action:
    fresh = _lock(action)
    if not fresh.is_open:
        raise ActionHasEnded
    return fresh


def remind_of_late_actions(*, at: datetime) -> int:
    """Whoever has something to do whose day has passed hears so, and again after two weeks; how many."""
    today, count = clock.dutch(at).date(), 0
    late = Action.objects.overdue(today).order_by("pk")
    for number in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            action = _lock(Action(pk=number))
            told = action.reminded_at is not None and action.reminded_at > at - REMIND_AGAIN
            if told or not action.is_late(today):
                continue
            action.reminded_at = at
            action.save(update_fields=["reminded_at"])
            journal.record("meetings.action_reminded", about=action, by=CLOCK, at=at)
            telling.tell_owner("action_late", action, at=at)
            count += 1
    return count


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def clean_line(words: str, *, longest: int = 500) -> str:
    return text.shorten(text.one_line(words), longest)


def clean_story(words: str) -> str:
    return text.clean_text(words)
