"""The handbook on the screen: first what is for who reads it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.web import handbook


@open_to_all
def chapters(request: HttpRequest) -> HttpResponse:
    """Every chapter, with what concerns this reader first."""
    own = _own_chapters(policy.actor_of(request))
    return render(
        request,
        "web/help.html",
        {
            "introduction": handbook.chapter(handbook.INTRODUCTION),
            "own": [handbook.chapter(name) for name in own],
            "others": [handbook.chapter(name) for name in handbook.WRITTEN_FOR if name not in own],
        },
    )


@open_to_all
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    if name not in handbook.WRITTEN_FOR:
        raise Http404
    return render(request, "web/help_chapter.html", {"chapter": handbook.chapter(name)})


def _own_chapters(actor: Actor) -> list[str]:
    """Those of the roles that somebody holds; the resident's for who holds none."""
    held: set[Role] = set()
    if isinstance(actor, Person):
        held = {Role(row.role) for row in people.assignments_of([actor], on=clock.today()).get(actor.pk, [])}
    return [name for name, roles in handbook.WRITTEN_FOR.items() if roles & held] or ["inwoner"]
