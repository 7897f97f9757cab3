"""Which letters there are, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import NOT_DELIVERED, NOT_SENT, Letter, State


def letter(letter_id: int) -> Letter:
    """One of the post: a letter that its room keeps to itself is not found here."""
    found: Letter = _in_the_post(letters()).get(pk=letter_id)
    return found


def letters() -> QuerySet[Letter]:
    found: QuerySet[Letter] = Letter.objects.all()
    return found


def _in_the_post(found: QuerySet[Letter]) -> QuerySet[Letter]:
    """Without what rooms keep to themselves (`letters_stay_in_the_room` of their app), but for what did not arrive.

    What a workshop writes to somebody about help or money is for who works there; that it did not arrive, somebody who
    minds the post must see.
    """
    for room in apps.get_app_configs():
        if getattr(room, "letters_stay_in_the_room", False):
            found = found.exclude(~Q(state__in=NOT_DELIVERED), about_kind__startswith=f"{room.label}.")
    return found


def letters_visible_to(actor: Actor, permission: Permission = Permission.LETTER_VIEW) -> QuerySet[Letter]:
    """All letters for who may see them everywhere, else those about things in one's own work areas."""
    reach, found = actor.reach(permission), _in_the_post(letters())
    return found if reach.everywhere else found.filter(area_id__in=reach.area_ids)


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
