"""Which keys there are, and whose key this is."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from wijkwerk.api.holder import KeyHolder
from wijkwerk.api.models import ApiKey, KeyRole
from wijkwerk.foundation.access.roles import Role


class Known(NamedTuple):
    """The holder of a key that works, and the day on which it was used before."""

    holder: KeyHolder
    last_used_on: date | None


def hash_of(token: str) -> str:
    """A token is 256 random bits, so that a fast hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def known_key(token: str, *, on: date) -> Known | None:
    """In one query; None for a token that is unknown here, withdrawn or expired."""
    rows = list(
        KeyRole.objects.filter(
            key__token_hash=hash_of(token), key__withdrawn_at__isnull=True, key__expires_on__gte=on
        ).values_list("key_id", "key__name", "key__last_used_on", "role", "work_area_id")
    )
    if not rows:
        return None
    number, name, last_used_on, _role, _area = rows[0]
    held = tuple((Role(role), area_id) for *_key, role, area_id in rows)
    return Known(KeyHolder(number, name, held), last_used_on)


def keys() -> QuerySet[ApiKey]:
    """All of them, those that no longer work too."""
    rows: QuerySet[ApiKey] = ApiKey.objects.prefetch_related("roles__work_area")
    return rows


def key(pk: int) -> ApiKey:
    found: ApiKey = ApiKey.objects.get(pk=pk)
    return found
