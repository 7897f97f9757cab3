"""Who holds the secret link of an application: the applicant, without an account."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.budgets.models import Application
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Reach, reach_of
from wijkwerk.foundation.access.roles import Role


@dataclass(frozen=True)
class Applicant:
    """An actor: may do with the own application what the role of applicant may, and nothing with any other."""

    application: Application
    kind: str = "link"

    @property
    def id(self) -> int:
        return self.application.pk

    @property
    def name(self) -> str:
        return self.application.applicant_name

    def roles_on(self, thing: object) -> frozenset[Role]:
        if isinstance(thing, Application) and thing.pk == self.application.pk:
            return frozenset({Role.EVERYONE, Role.APPLICANT})
        return frozenset({Role.EVERYONE})

    def reach(self, permission: Permission) -> Reach:
        return reach_of(permission, ())
