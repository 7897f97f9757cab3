"""Making keys, withdrawing them, and keeping the day on which they were used."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.api import queries
from wijkwerk.api.models import ApiKey, KeyRole
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

LONGEST = timedelta(days=2 * 366)
MARK = "wijkwerk_"  # so that a key that lies about is recognised as one


class EndMissing(Refusal):
    message = _("Kies een dag tussen morgen en twee jaar van nu. Daarna maakt u een nieuwe sleutel.")
    field = "expires_on"


class RoleMissing(Refusal):
    message = _("Kies wat de sleutel mag: ten minste één rol.")
    field = "roles"


class AlreadyWithdrawn(Refusal):
    message = _("Deze sleutel was al ingetrokken.")


class MadeKey(NamedTuple):
    """A key with its secret, which is shown this once."""

    key: ApiKey
    token: str


@transaction.atomic
def make_key(
    *,
    name: str,
    roles: Sequence[Role],
    work_areas: Sequence[WorkArea] = (),
    expires_on: date,
    by: Actor,
    at: datetime,
) -> MadeKey:
    """A key with these roles, in these areas or in the whole municipality."""
    if not roles:
        raise RoleMissing
    today = clock.dutch(at).date()
    if not today < expires_on <= today + LONGEST:
        raise EndMissing
    token = MARK + secrets.token_urlsafe(32)
    key: ApiKey = ApiKey.objects.create(
        name=name,
        token_hash=queries.hash_of(token),
        begins_with=token[: len(MARK) + 4],
        created_at=at,
        expires_on=expires_on,
    )
    where: list[WorkArea | None] = [*work_areas] or [None]
    KeyRole.objects.bulk_create([KeyRole(key=key, role=role, work_area=area) for role in roles for area in where])
    details = {"roles": [str(role) for role in roles], "work_areas": [area.pk for area in work_areas]}
    journal.record("key.made", about=key, by=by, at=at, details=details)
    return MadeKey(key, token)


@transaction.atomic
def withdraw_key(key: ApiKey, *, by: Actor, at: datetime) -> ApiKey:
    """From now on it opens nothing."""
    fresh: ApiKey = ApiKey.objects.select_for_update().get(pk=key.pk)
    if fresh.withdrawn_at is not None:
        raise AlreadyWithdrawn
    fresh.withdrawn_at = at
    fresh.save()
    journal.record("key.withdrawn", about=fresh, by=by, at=at)
    return fresh


def note_use(number: int, *, on: date) -> None:
    """The day is kept, not the moment: one write a day for a key that asks all day."""
    ApiKey.objects.filter(pk=number).update(last_used_on=on)
