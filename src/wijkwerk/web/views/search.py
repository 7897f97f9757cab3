"""Searching everything that one may see."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor, Reach
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.search import queries

WORDS = {
    "signal": _("signaal"),
    "public_signal": _("melding"),
    "vision": _("wijkvisie"),
    "goal": _("doel"),
    "programme": _("programma"),
    "effort": _("inspanning"),
    "municipal_theme": _("thema van de gemeente"),
    "theme_elaboration": _("uitwerking van een thema"),
    "agenda_item": _("project"),
    "plan_row": _("jaarplanning"),
    "inspection": _("schouw"),
    "evaluation": _("evaluatie"),
    "finding": _("bevinding"),
    "meeting_series": _("overleg"),
    "decision": _("besluit"),
    "experiment": _("proef"),
    "fund": _("budget"),
    "initiative": _("initiatief"),
    "vote_round": _("stemronde"),
    "application": _("aanvraag"),
    "tool_kind": _("te leen"),
    "bicycle": _("fiets"),
    "work_area": _("gebied"),
    "organisation": _("organisatie"),
    "person": _("mens"),
}


@cache
def kinds() -> dict[str, Permission]:
    """What can be searched for, and the permission that lets one find it: each room's `search.KINDS`."""
    found: dict[str, Permission] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.search"
        if app.name.startswith("wijkwerk.domain.") and find_spec(name):
            found |= getattr(import_module(name), "KINDS", {})
    return found


def reaches_of(actor: Actor) -> dict[str, Reach]:
    return {kind: actor.reach(permission) for kind, permission in kinds().items()}


@open_to_all
def search(request: HttpRequest) -> HttpResponse:
    """What has these words, newest first. A number finds its signal first."""
    actor = policy.actor_of(request)
    words = text.shorten(request.GET.get("q", ""), 200)
    found = queries.find(words, reaches=reaches_of(actor), after=request.GET.get("na", "")) if words else None
    return render(request, "web/search.html", {"words": words, "found": found, "kind_words": WORDS})
