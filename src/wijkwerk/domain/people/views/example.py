"""The example's sign-ins: everybody in it by role, one tap each. Only there with example data."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wijkwerk.domain.people import example, queries
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.views.accounts import BACKEND
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.roles import ROLES, Part, Role
from wijkwerk.foundation.kit import clock


@dataclass
class Group:
    """Those who hold one role, with the areas they hold it in."""

    name: str
    part: Part
    people: list[tuple[Person, str]] = field(default_factory=list)


@open_to_all
def example_people(request: HttpRequest) -> HttpResponse:
    groups = {role: Group(policy.name_of(role), part) for role, part in ROLES.items() if part.held}
    for person in queries.people_with_account(on=clock.today()):
        areas: dict[Role, list[str]] = {}
        for row in person.held_now:  # type: ignore[attr-defined]
            areas.setdefault(Role(row.role), []).extend([row.work_area.name] if row.work_area else [])
        for role, names in areas.items():
            groups[role].people.append((person, ", ".join(sorted(names))))
    context = {"groups": [group for group in groups.values() if group.people], "password": example.PASSWORD}
    return render(request, "people/example.html", context)


@open_to_all
@require_POST
def sign_in_as(request: HttpRequest, person_id: int) -> HttpResponse:
    person = Person.objects.active().select_related("account").filter(pk=person_id).first()
    if person is None or person.account is None or not person.account.email.endswith(f"@{example.DOMAIN}"):
        raise Http404
    login(request, person.account, backend=BACKEND)
    return redirect("start")
