"""Bringing a signal to the right person: subject, place, hand over, pick up, escalate; join the same, take apart."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals.models import Category, Kind, Signal, Theme
from wijkwerk.domain.signals.operations import moving, routing, telling
from wijkwerk.domain.signals.operations.reporting import Place, put_at
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.domain.thread import operations as thread
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope


class NobodyChosen(Refusal):
    message = _("Kies aan wie u dit doorgeeft.")


class NotYours(Refusal):
    message = _("Dit signaal is aan een ander doorgegeven. Vraag of het aan u wordt doorgegeven.")


class ReasonMissing(Refusal):
    message = _("Schrijf in een paar woorden waarom.")
    field = "reason"


class SameSignal(Refusal):
    message = _("Een signaal kan niet met zichzelf worden samengevoegd. Kies een ander signaal.")


class ThemeIsClosed(Refusal):
    message = _("Dit thema is intussen gesloten. Kies een ander thema, of maak een nieuw thema.")
    field = "theme"
    status = 409


class CannotTakeIn(Refusal):
    message = _("Dit signaal is al afgerond of zelf samengevoegd. Kies een signaal dat nog loopt.")


@transaction.atomic
def classify(
    signal: Signal, *, kind: Kind, category: Category | None, by: Actor, at: datetime, version: int | None = None
) -> Signal:
    """What it is about. Another category may mean another party, as long as nobody picked it up."""
    signal = moving.lock(signal, version=version)
    before = signal.category_id
    signal.kind, signal.category = kind, category
    if before != signal.category_id and not signal.is_picked_up:
        route = routing.route_for(signal, on=clock.dutch(at).date())
        signal.handler_person, signal.handler_organisation = route.person, route.organisation
        signal.handed_at = at
    moving.save(signal, at=at)
    moving.note_down(
        "classified",
        signal,
        by=by,
        at=at,
        details={"kind": kind, "from_category": before, "category": signal.category_id},
    )
    return signal


@transaction.atomic
def change_place(signal: Signal, *, place: Place, by: Actor, at: datetime, version: int | None = None) -> Signal:
    """It is somewhere else, and may so belong to another area. What was published of the place is taken back."""
    signal = moving.lock(signal, version=version)
    put_at(signal, place, on=clock.dutch(at).date())
    signal.public_lat = signal.public_lon = None
    moving.save(signal, at=at)
    outbox.file_under_area(signal)
    moving.note_down("place_changed", signal, by=by, at=at, details={"work_area": signal.work_area_id})
    return signal


@transaction.atomic
def hand_over(
    signal: Signal,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Signal:
    """To a member of the team, who hears it and is to pick it up within the municipality's term."""
    if (person is None) == (organisation is None):
        raise NobodyChosen
    signal = moving.lock(signal, version=version)
    if signal.state not in ACTIVE:
        raise moving.MoveNotPossible
    signal.handler_person, signal.handler_organisation = person, organisation
    signal.handed_at, signal.picked_up_at, signal.escalated_at = at, None, None
    if signal.state == State.OPEN:
        moving.move(signal, State.NEW)
    if words:
        signal.messages.create(direction="note", text=words, at=at, person=by if isinstance(by, Person) else None)
    moving.save(signal, at=at)
    moving.note_down(
        "handed_over",
        signal,
        by=by,
        at=at,
        details={"person": person.pk if person else None, "organisation": organisation.pk if organisation else None},
    )
    receivers = [person] if person else Person.objects.active().filter(organisation=organisation)
    for receiver in receivers:
        telling.tell_person("handed_over", receiver, signal, at=at, words=words)
    return signal


@transaction.atomic
def pick_up(signal: Signal, *, by: Actor, at: datetime) -> Signal:
    """I do this one: everybody can see that somebody did."""
    signal = moving.lock(signal)
    if signal.state not in ACTIVE:
        raise moving.MoveNotPossible
    if isinstance(by, Person) and signal.handler_person_id != by.pk:
        if signal.handler_person_id is not None and signal.is_picked_up:
            raise NotYours
        if signal.handler_organisation_id is None or signal.handler_organisation_id != by.organisation_id:
            signal.handler_person, signal.handler_organisation = by, None
    signal.picked_up_at, signal.escalated_at = at, None
    if signal.state == State.NEW:
        moving.move(signal, State.OPEN)
    moving.save(signal, at=at)
    moving.note_down("picked_up", signal, by=by, at=at)
    return signal


@transaction.atomic
def give_back(signal: Signal, *, reason: str, by: Actor, at: datetime) -> Signal:
    """Not mine, and why: back to the coordinator of the area."""
    if not reason.strip():
        raise ReasonMissing
    signal = moving.lock(signal)
    if signal.state not in ACTIVE:
        raise moving.MoveNotPossible
    coordinator = routing.coordinator_of(signal.work_area, on=clock.dutch(at).date())
    signal.handler_person, signal.handler_organisation = coordinator, None
    signal.handed_at, signal.picked_up_at = at, None
    if signal.state == State.OPEN:
        moving.move(signal, State.NEW)
    signal.messages.create(direction="note", text=reason, at=at, person=by if isinstance(by, Person) else None)
    moving.save(signal, at=at)
    moving.note_down("given_back", signal, by=by, at=at)
    telling.tell_person("given_back", coordinator, signal, at=at, reason=reason)
    return signal


def escalate_what_lies_still(*, at: datetime) -> int:
    """What the clock does: handed over, not picked up within the term, so the coordinator hears. Once a hand-over."""
    municipality = scope.current()
    today = clock.dutch(at).date()
    count = 0
    still = (
        Signal.objects.active()
        .filter(picked_up_at__isnull=True, escalated_at__isnull=True, handed_at__isnull=False)
        .select_related("work_area")
    )
    for found in still.order_by("handed_at", "id")[:1000]:
        handed_on = clock.dutch(found.handed_at).date()
        if clock.working_days_between(handed_on, today, municipality.closing_days) <= municipality.pick_up_within:
            continue
        with transaction.atomic():
            signal = moving.lock(found)
            if signal.picked_up_at or signal.escalated_at:
                continue
            signal.escalated_at = at
            moving.save(signal, at=at)
            moving.note_down("escalated", signal, by=CLOCK, at=at)
            coordinator = routing.coordinator_of(found.work_area, on=today)
            telling.tell_person("escalated", coordinator, signal, at=at)
            count += 1
    return count


@transaction.atomic
def merge_signals(signal: Signal, *, into: Signal, by: Actor, at: datetime) -> Signal:
    """The same thing said twice: one goes on, everybody who reported either is told and keeps hearing."""
    if signal.pk == into.pk:
        raise SameSignal
    signal, into, *before = moving.lock_all(signal, into, *Signal.objects.filter(merged_into=signal))
    if into.state not in ACTIVE:
        raise CannotTakeIn
    if set(Signal.objects.filter(merged_into=signal)) != {each for each in before if each.merged_into_id == signal.pk}:
        raise moving.ChangedMeanwhile
    for earlier in before:
        if earlier.merged_into_id != signal.pk:  # taken apart again meanwhile
            continue
        earlier.merged_into = into
        moving.save(earlier, at=at)
    moving.move(signal, State.MERGED)
    signal.merged_into = into
    signal.due_on = signal.expected_on = None
    signal.is_public, signal.published_at = False, None
    moving.save(signal, at=at)
    moving.save(into, at=at)
    moving.note_down("merged", signal, by=by, at=at, details={"into": into.pk})
    moving.note_down("took_in", into, by=by, at=at, details={"signal": signal.pk})
    thread.cancel_conditions(signal, reason=gettext("Gaat verder in een ander signaal."), by=by, at=at)
    thread.add_source(into, cause=signal, by=by, at=at)
    for reporter in signal.reporters.select_related("signal"):
        telling.tell_reporter("merged", reporter, at=at, into=into)
    return into


@transaction.atomic
def split_signal(signal: Signal, *, reason: str, by: Actor, at: datetime) -> Signal:
    """Not the same after all: it goes on by itself, and its reporters know."""
    if not reason.strip():
        raise ReasonMissing
    if signal.merged_into is None:
        raise moving.MoveNotPossible
    signal, into = moving.lock_all(signal, signal.merged_into)
    if signal.state != State.MERGED:
        raise moving.MoveNotPossible
    moving.move(signal, State.OPEN)
    signal.merged_into = None
    signal.due_on = signal.expected_on = telling.due_after(scope.current().answer_within, at=at)
    moving.save(signal, at=at)
    moving.save(into, at=at)
    moving.note_down("split", signal, by=by, at=at, details={"from": into.pk})
    moving.note_down("let_go", into, by=by, at=at, details={"signal": signal.pk})
    thread.remove_cause(into, cause=signal, reason=reason, by=by, at=at)
    for reporter in signal.reporters.select_related("signal"):
        telling.tell_reporter("split", reporter, at=at, reason=reason)
    return signal


@transaction.atomic
def make_theme(
    *, name: str, description: str, signals: list[Signal], by: Actor, at: datetime, on: date | None = None
) -> Theme:
    """Signals that are the same worry get a name together."""
    areas = {signal.work_area_id for signal in signals}
    theme: Theme = Theme.objects.create(
        name=name, description=description, work_area_id=areas.pop() if len(areas) == 1 else None, created_at=at
    )
    journal.record("theme.made", about=theme, by=by, at=at, details={"signals": len(signals)})
    put_in_theme(theme, signals=signals, by=by, at=at)
    return theme


@transaction.atomic
def put_in_theme(theme: Theme, *, signals: list[Signal], by: Actor, at: datetime) -> None:
    held = moving.lock_all(*signals)
    if _lock_themes(theme.pk, *(signal.theme_id for signal in held))[theme.pk].closed_at is not None:
        raise ThemeIsClosed
    for signal in held:
        if signal.theme is not None and signal.theme != theme:
            thread.remove_cause(signal.theme, cause=signal, reason=gettext("Hoort bij een ander thema."), by=by, at=at)
        signal.theme = theme
        moving.save(signal, at=at)
        moving.note_down("put_in_theme", signal, by=by, at=at, details={"theme": theme.pk})
        thread.add_source(theme, cause=signal, by=by, at=at)


@transaction.atomic
def take_out_of_theme(signal: Signal, *, by: Actor, at: datetime) -> Signal:
    signal = moving.lock(signal)
    theme, signal.theme = signal.theme, None
    moving.save(signal, at=at)
    moving.note_down("taken_out_of_theme", signal, by=by, at=at, details={"theme": theme.pk if theme else None})
    if theme is not None:
        thread.remove_cause(theme, cause=signal, reason=gettext("Hoort niet bij dit thema."), by=by, at=at)
    return signal


@transaction.atomic
def close_theme(theme: Theme, *, reason: str, by: Actor, at: datetime) -> Theme:
    """Over, and why."""
    if not reason.strip():
        raise ReasonMissing
    theme = _lock_themes(theme.pk)[theme.pk]
    if theme.closed_at is not None:
        raise ThemeIsClosed
    theme.closed_at, theme.closed_because = at, reason
    theme.save()
    journal.record("theme.closed", about=theme, by=by, at=at)
    return theme


def _lock_themes(*numbers: int | None) -> dict[int, Theme]:
    """These themes as they are now, until the deed is done.

    After the signals, and in the order of their numbers, so that two deeds never wait for each other.
    """
    wanted = Theme.objects.select_for_update(of=("self",)).filter(pk__in={n for n in numbers if n is not None})
    return {theme.pk: theme for theme in wanted.order_by("pk")}
