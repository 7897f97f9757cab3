"""Plain makers of keys."""

from datetime import UTC, date, datetime

from wijkwerk.api import operations
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)


def make_key(*roles, areas=(), name="Zaaksysteem", expires_on=None, at=None):
    """A key that works today, with its secret."""
    at = at or clock.now()
    return operations.make_key(
        name=name,
        roles=roles or (Role.COORDINATOR,),
        work_areas=areas,
        expires_on=expires_on or date(clock.dutch(at).year + 1, 1, 1),
        by=CLOCK,
        at=at,
    )


def bearer(made):
    return {"Authorization": f"Bearer {made.token}"}
