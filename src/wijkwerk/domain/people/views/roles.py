"""The table of who may what, as a page for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.people.views.shared import page
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import DOES, Permission
from wijkwerk.foundation.access.roles import ROLES, Part, Role


@dataclass(frozen=True)
class RoleShown:
    role: Role
    name: str
    part: Part
    deeds: list[str]


@needs(Permission.ROLES_VIEW)
def role_table(request: HttpRequest) -> HttpResponse:
    """Made from the one table that the policy itself reads, so that it cannot say anything else."""
    roles = [
        RoleShown(role, policy.name_of(role), part, [str(DOES[p]) for p in Permission if p in part.may])
        for role, part in ROLES.items()
    ]
    rows = [(DOES[permission], [permission in shown.part.may for shown in roles]) for permission in Permission]
    return render(request, "people/roles.html", page(request, "people:roles", roles=roles, rows=rows))
