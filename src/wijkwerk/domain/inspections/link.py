"""Who holds the link of a walker: somebody who walks one inspection along, with or without an account."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.inspections.models import Inspection, Walker
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach, reach_of
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class LinkHolder:
    """An actor: may give marks in the one inspection that the link is for, and nothing in any other."""

    walker: Walker
    kind: str = "link"

    @property
    def id(self) -> int:
        return self.walker.pk

    @property
    def name(self) -> str:
        return ""

    def roles_on(self, thing: object) -> frozenset[Role]:
        own = isinstance(thing, Inspection) and thing.pk == self.walker.inspection_id
        return frozenset({Role.EVERYONE, Role.WALKER} if own else {Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())
