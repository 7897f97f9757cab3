"""Who holds a secret link: the reporter of one signal, without an account."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.signals.models import Reporter
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach, reach_of
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class LinkHolder:
    """An actor: may do with the own report what the role of reporter may, and nothing with any other."""

    reporter: Reporter
    kind: str = "link"

    @property
    def id(self) -> int:
        return self.reporter.pk

    @property
    def name(self) -> str:
        return self.reporter.name

    def roles_on(self, thing: object) -> frozenset[Role]:
        if isinstance(thing, Reporter) and thing.pk == self.reporter.pk:
            return frozenset({Role.EVERYONE, Role.REPORTER})
        return frozenset({Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())
