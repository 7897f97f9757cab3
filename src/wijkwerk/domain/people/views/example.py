"""The example's sign-ins: everybody in it by role, one tap each. Only there with example data."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people import example, queries
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.views.accounts import BACKEND
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.roles import ROLES, Part, Role
from wijkwerk.foundation.kit import clock

SHOWN_AT_ONCE = 3
IN_ORDER = (
    Role.COORDINATOR,
    Role.DESK,
    Role.HOST,
    Role.VOLUNTEER,
    Role.SPECIALIST,
    Role.PARTNER,
    Role.RESIDENTS_BODY,
    Role.ALDERMAN,
    Role.CLERK,
    Role.TREASURER,
    Role.ADMINISTRATOR,
)


@dataclass
class Group:
    """Those who hold one role, with the areas they hold it in."""

    name: str
    part: Part
    people: list[tuple[Person, str]] = field(default_factory=list)

    @property
    def first(self) -> list[tuple[Person, str]]:
        return self.people[:SHOWN_AT_ONCE]

    @property
    def others(self) -> list[tuple[Person, str]]:
        return self.people[SHOWN_AT_ONCE:]


@open_to_all
def example_people(request: HttpRequest) -> HttpResponse:
    _only_with_example_data()
    groups = {role: Group(policy.name_of(role), ROLES[role]) for role in dict.fromkeys((*IN_ORDER, *Role))}
    number_of_areas = areas.work_areas(clock.today()).count()
    for person in queries.people_with_account(on=clock.today()):
        held: dict[Role, list[str]] = {}
        for row in person.held_now:  # type: ignore[attr-defined]
            held.setdefault(Role(row.role), []).extend([row.work_area.name] if row.work_area else [])
        if not held and not person.is_listed:
            groups[Role.PARTICIPANT].people.append((person, ""))
        for role, names in held.items():
            where = _("Alle gebieden") if len(names) == number_of_areas else ", ".join(sorted(names))
            groups[role].people.append((person, where))
    context = {"groups": [group for group in groups.values() if group.people], "password": example.PASSWORD}
    return render(request, "people/example.html", context)


@open_to_all
@require_POST
def sign_in_as(request: HttpRequest, person_id: int) -> HttpResponse:
    _only_with_example_data()
    person = Person.objects.active().select_related("account").filter(pk=person_id).first()
    if person is None or person.account is None or not person.account.email.endswith(f"@{example.DOMAIN}"):
        raise Http404
    login(request, person.account, backend=BACKEND)
    return redirect("start")


def _only_with_example_data() -> None:
    if not settings.EXAMPLE:
        raise Http404
