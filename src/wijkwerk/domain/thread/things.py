"""What a thing offers to have a place on the thread. No base class: a room above only gives its model these names.

    thread_title             its title, for those who may see it
    thread_view_permission   the permission that seeing it takes; it may differ from row to row
    thread_state             how it stands, in words
    thread_public_title      what everybody else reads: "een melding (niet openbaar)", or the checked public title
    thread_public_address    where everybody else can read about it; empty where that is nowhere
    thread_kind              what it is called in this municipality: "project"; without it, the model's name
    thread_tone              tone of the badge that shows the state; without it, neutral
    thread_begins_here       a resident's own words: nobody asks why they are there
    get_absolute_url()       where those who may see it read about it

A queryset of the model may offer:

    for_thread()             brings along what the names above need, so that a line asks a fixed number of queries
    to_wait_for(area_ids)    things that a condition may wait for, in these work areas (None: anywhere)
    to_pay(area_ids)         things that may reserve the money that a condition waits for, likewise

And a thing that a condition may wait for offers `thread_is_done`, and `thread_done_words` where that is no project.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.things import Ref


class Face(NamedTuple):
    """A thing as one reader sees it."""

    kind: str
    title: str
    address: str
    state: str
    tone: str
    is_inside: bool  # this reader may read all of it
    is_open: bool  # this reader may follow the thread beyond it


def model_of(kind: str) -> type[Model] | None:
    """The model of things that have a place on the thread; None for every other word."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    return model if hasattr(model, "thread_title") else None


def find_many(references: Iterable[Ref]) -> dict[Ref, Model]:
    """The things themselves with what their faces need, in one query a kind."""
    by_kind: dict[str, set[int]] = {}
    for reference in references:
        by_kind.setdefault(reference.kind, set()).add(reference.id)
    found: dict[Ref, Model] = {}
    for kind in sorted(by_kind):
        model = model_of(kind)
        if model is None:
            continue
        manager: Any = model._default_manager
        rows = manager.for_thread() if hasattr(manager, "for_thread") else manager.all()
        for thing in rows.filter(pk__in=by_kind[kind]):
            found[Ref(kind, thing.pk)] = thing
    return found


def kind_word(thing: Any) -> str:
    return str(getattr(thing, "thread_kind", None) or thing._meta.verbose_name)


def may_see(actor: Actor, thing: Any) -> policy.Ruling:
    return policy.may(actor, thing.thread_view_permission, on=thing)


def face_of(thing: Any, *, for_actor: Actor) -> Face:
    """The thing as this actor may see it."""
    kind = kind_word(thing)
    state, tone = str(getattr(thing, "thread_state", "")), str(getattr(thing, "thread_tone", "neutral"))
    if may_see(for_actor, thing):
        return Face(kind, str(thing.thread_title), thing.get_absolute_url(), state, tone, True, True)
    title = str(getattr(thing, "thread_public_title", "") or _("%(kind)s (niet openbaar)") % {"kind": kind})
    address = str(getattr(thing, "thread_public_address", ""))
    return Face(kind, title, address, state if address else "", tone, False, bool(address))
