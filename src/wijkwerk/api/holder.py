"""Who comes in with a key."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class KeyHolder:
    """An actor: another program, with the roles of its key."""

    id: int
    name: str
    held: tuple[tuple[Role, int | None], ...]
    kind: str = "key"

    def roles_on(self, thing: object) -> frozenset[Role]:
        return policy.roles_held_on(thing, held=self.held)

    def reach(self, permission: Permission) -> policy.Reach:
        return policy.reach_of(permission, self.held)
