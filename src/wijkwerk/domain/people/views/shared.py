"""What the pages of this room have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.components import Tab
from wijkwerk.foundation.tenancy import scope


def sees_people(request: HttpRequest) -> bool:
    """Whether who looks may see the directory, and how people are reached."""
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.PEOPLE_VIEW))


def sees_covenants(request: HttpRequest) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.COVENANT_VIEW))


def keeps_people(request: HttpRequest) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.PEOPLE_MANAGE))


def invites(request: HttpRequest) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.ACCOUNT_INVITE))


def person_acting(request: HttpRequest) -> Person | None:
    """The person who looks, if it is one."""
    actor = policy.actor_of(request)
    return actor if isinstance(actor, Person) else None


def tabs_of(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of this room that who looks may open."""
    pages = [("people:list", _("Per %s") % scope.current().word("work_area"), True)]
    pages += [
        ("people:people", _("Mensen"), sees_people(request)),
        ("people:organisations", _("Organisaties"), sees_people(request)),
        ("people:covenants", _("Convenanten"), sees_covenants(request)),
        ("people:roles", _("Wie mag wat"), True),
        ("people:keeping", _("Beheer"), keeps_people(request)),
    ]
    return [Tab(title, reverse(name), current=name == current) for name, title, shown in pages if shown]


def page(request: HttpRequest, current: str, **context: Any) -> dict[str, Any]:
    return {"tabs": tabs_of(request, current), **context}
