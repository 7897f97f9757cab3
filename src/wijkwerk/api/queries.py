"""Which keys there are, and whose key this is."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, QuerySet

from wijkwerk.api.holder import KeyHolder
from wijkwerk.api.models import ApiKey, KeyRole
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope


class Known(NamedTuple):
    """The holder of a key that works, and the day on which it was used before."""

    holder: KeyHolder
    last_used_on: date | None


def hash_of(token: str) -> str:
    """A token is 256 random bits, so that a fast hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _of_key(token_hash: object, day: object) -> QuerySet[Any, Any]:
    working = KeyRole.objects.filter(
        key__token_hash=token_hash, key__withdrawn_at__isnull=True, key__expires_on__gte=day
    )
    rows: QuerySet[Any, Any] = working.values_list("key_id", "key__name", "key__last_used_on", "role", "work_area_id")
    return rows


_roles_of_key = scope.prepared(_of_key, token_hash=CharField(), day=DateField())


def known_key(token: str, *, on: date) -> Known | None:
    """In one query; None for a token that is unknown here, withdrawn or expired."""
    rows = _roles_of_key(token_hash=hash_of(token), day=on)
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
