"""What can be asked of actions, decisions and registrations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q

from wijkwerk.domain.meetings.models import (
    Action,
    Decision,
    Meeting,
    Member,
    Point,
    Registration,
    RegistrationState,
    Series,
)
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.outbox.models import Channel


def _with_series(rows: Any) -> Any:
    members = Prefetch("meeting__series__members", Member.objects.all())
    return rows.select_related("meeting__series").prefetch_related("meeting__series__work_areas", members)


# ── Points ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def point(pk: int) -> Point:
    found: Point = _with_series(Point.objects.all()).get(pk=pk)
    return found


# ── Actions ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _whole_actions(rows: Any) -> Any:
    return _with_series(rows).select_related("owner_person", "owner_organisation", "point")


def action(pk: int) -> Action:
    found: Action = _whole_actions(Action.objects.all()).get(pk=pk)
    return found


def actions_visible_to(actor: Actor, *, which: str, today: date) -> Any:
    """`open`, `te-laat` or `alles`."""
    rows = Action.objects.visible_to(actor)
    if which == "te-laat":
        rows = rows.overdue(today)
    elif which != "alles":
        rows = rows.open()
    return _whole_actions(rows)


def own_actions(actor: Actor) -> list[Action]:
    """What this person, or the organisation that they work for, still has to do: the most urgent first."""
    return list(_whole_actions(Action.objects.owned_by(actor).open()).order_by("due_on", "id"))


def finished_own_actions(actor: Actor, *, most: int = 20) -> list[Action]:
    rows = _whole_actions(Action.objects.owned_by(actor).exclude(state="open"))
    return list(rows.order_by("-ended_at", "-id")[:most])


def actions_of(meeting: Meeting) -> list[Action]:
    rows = Action.objects.filter(meeting=meeting).select_related("owner_person", "owner_organisation")
    return list(rows.order_by("due_on", "id"))


# ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────────
def decision(pk: int) -> Decision:
    found: Decision = _with_series(Decision.objects.all()).select_related("point").get(pk=pk)
    return found


def decisions_of(meeting: Meeting) -> list[Decision]:
    return list(Decision.objects.filter(meeting=meeting).order_by("number"))


def decisions_visible_to(actor: Actor) -> Any:
    return Decision.objects.visible_to(actor).select_related("meeting__series")


def conditions_for(series: Series, *, actor: Actor) -> Any:
    """Conditions that wait for a decision, of answers to signals in the areas of the series that this actor answers."""
    reach = actor.reach(Permission.SIGNAL_ANSWER)
    about = Signal.objects.all() if reach.everywhere else Signal.objects.filter(work_area__in=reach.area_ids)
    if not series.is_wide:
        about = about.filter(work_area__in=series.work_areas.all())
    return thread.open_conditions(kind=ConditionKind.DECISION, about=about)


# ── Registrations ──────────────────────────────────────────────────────────────────────────────────────────────────
def registration(pk: int) -> Registration:
    found: Registration = _with_series(Registration.objects.all()).get(pk=pk)
    return found


def registration_by_key(key: str) -> Registration:
    found: Registration = _with_series(Registration.objects.all()).get(link_key=key)
    return found


def registrations_of(meeting: Meeting) -> list[Registration]:
    """Those with a place by its number, then who waits, then who cancelled."""
    order = {RegistrationState.PLACE: 0, RegistrationState.WAITING: 1, RegistrationState.CANCELLED: 2}
    rows = list(Registration.objects.filter(meeting=meeting).order_by("registered_at", "id"))
    return sorted(rows, key=lambda row: (order[RegistrationState(row.state)], row.seat or 0, row.registered_at, row.pk))


def places_taken(meetings: list[int]) -> dict[int, tuple[int, int]]:
    """Of each meeting how many have a place, and how many wait: one query."""
    rows = Registration.objects.filter(meeting__in=meetings).values_list("meeting").order_by("meeting")
    counted = rows.annotate(
        places=Count("pk", filter=Q(state=RegistrationState.PLACE)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    return {number: (places, waiting) for number, places, waiting in counted}


def to_call(meeting: Meeting) -> list[Registration]:
    """Those who come and have no e-mail: for a round of calls."""
    rows = Registration.objects.filter(meeting=meeting, state=RegistrationState.PLACE).exclude(channel=Channel.EMAIL)
    return list(rows.order_by("called_at", "name", "id"))


def waiting_place(row: Registration) -> int:
    """How many are before somebody on the waiting list, with themselves."""
    before = Q(registered_at__lt=row.registered_at) | Q(registered_at=row.registered_at, pk__lte=row.pk)
    count: int = Registration.objects.filter(before, meeting=row.meeting, state=RegistrationState.WAITING).count()
    return count
