"""Writing in the journal: always inside the deed's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.things import ref


def record(
    verb: str,
    *,
    about: Model,
    by: Actor,
    at: datetime,
    on_behalf: bool = False,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Write down who did what. `verb` is `room.deed` in the past tense; `details` are codes and numbers alone."""
    kind, number = ref(about)
    entry: Entry = Entry.objects.create(
        at=at,
        verb=verb,
        about_kind=kind,
        about_id=number,
        actor_kind=by.kind,
        actor_id=by.id,
        is_on_behalf=on_behalf,
        details=dict(details or {}),
    )
    return entry
