"""Who holds a secret link of an initiative or of a jury: without an account."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.budgets.models import Juror, Starter
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach, reach_of
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class StarterLink:
    """An actor: keeps the own initiative, and nothing of any other."""

    starter: Starter
    kind: str = "link"

    @property
    def id(self) -> int:
        return self.starter.pk

    @property
    def name(self) -> str:
        return self.starter.name

    def roles_on(self, thing: object) -> frozenset[Role]:
        if isinstance(thing, Starter) and thing.pk == self.starter.pk:
            return frozenset({Role.EVERYONE, Role.APPLICANT})
        return frozenset({Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())


@dataclass(frozen=True)
class JurorLink:
    """An actor: judges in the own jury, and nothing else."""

    juror: Juror
    kind: str = "link"

    @property
    def id(self) -> int:
        return self.juror.pk

    @property
    def name(self) -> str:
        return str(self.juror)

    def roles_on(self, thing: object) -> frozenset[Role]:
        if isinstance(thing, Juror) and thing.pk == self.juror.pk:
            return frozenset({Role.EVERYONE, Role.JUROR})
        return frozenset({Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())
