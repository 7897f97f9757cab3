"""Which letters there are, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import NOT_SENT, Letter, State


def letter(letter_id: int) -> Letter:
    found: Letter = Letter.objects.get(pk=letter_id)
    return found


def letters() -> QuerySet[Letter]:
    found: QuerySet[Letter] = Letter.objects.all()
    return found


def letters_visible_to(actor: Actor, permission: Permission = Permission.LETTER_VIEW) -> QuerySet[Letter]:
    """All letters for who may see them everywhere, else those about things in one's own work areas."""
    reach = actor.reach(permission)
    return letters() if reach.everywhere else letters().filter(area_id__in=reach.area_ids)


def letters_about(*things: Model) -> QuerySet[Letter]:
    """What was written about these things, newest first."""
    wanted = Q(pk__in=())
    for kind, number in map(ref, things):
        wanted |= Q(about_kind=kind, about_id=number)
    return letters().filter(wanted).order_by("-written_at", "-id")


def in_states(found: QuerySet[Letter], states: Iterable[State]) -> QuerySet[Letter]:
    return found.filter(state__in=list(states))


def letters_to_send_again(actor: Actor) -> QuerySet[Letter]:
    """What could not be sent, and this person may send again. What came back waits for a look at its address."""
    return in_states(letters_visible_to(actor, Permission.LETTER_SEND_AGAIN), NOT_SENT).order_by("written_at", "id")


def letters_to_deliver(at: datetime) -> QuerySet[Letter]:
    """Letters whose moment has come, also those whose sender never came back, longest waiting first."""
    return letters().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "id")
