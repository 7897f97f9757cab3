"""Reading the journal: what happened to a thing, and what is new since somebody last looked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.things import ref


def entries_about(*things: Model) -> QuerySet[Entry]:
    """All that happened to these things, oldest first."""
    wanted = Q()
    for kind, number in map(ref, things):
        wanted |= Q(about_kind=kind, about_id=number)
    found: QuerySet[Entry] = Entry.objects.filter(wanted) if things else Entry.objects.none()
    return found.order_by("id")


def entries_after(entry_id: int, verbs: Iterable[str]) -> QuerySet[Entry]:
    """What is new to those who read up, oldest first."""
    found: QuerySet[Entry] = Entry.objects.filter(verb__in=list(verbs), id__gt=entry_id)
    return found.order_by("id")
