"""What the pages of one workshop share: the way round it, by what somebody may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FacilityKind
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.components import Tab


class Place(NamedTuple):
    title: str | Promise
    name: str  # of the address, which takes the number of the workshop
    permission: Permission


TABS: list[Place] = [
    Place(_("Balie"), "desk", Permission.WORKSHOP_DESK),
    Place(_("Inwoners"), "residents", Permission.WORKSHOP_DESK),
    Place(_("Dag"), "day", Permission.WORKSHOP_DESK),
    Place(_("Kas"), "till", Permission.WORKSHOP_DESK),
    Place(_("Rooster"), "shifts", Permission.WORKSHOP_DESK),
    Place(_("Medewerkers"), "participants", Permission.WORKSHOP_DESK),
    Place(_("Tuinen"), "gardens", Permission.WORKSHOP_DESK),
    Place(_("Formulieren"), "forms_help", Permission.WORKSHOP_DESK),
    Place(_("Klussen"), "chores", Permission.WORKSHOP_DESK),
    Place(_("De week"), "week", Permission.WORKSHOP_PLAN),
    Place(_("Rondes"), "rounds", Permission.WORKSHOP_DESK),
    Place(_("Wel en niet"), "rule_cards", Permission.WORKSHOP_DESK),
    Place(_("Fietsen"), "bicycles", Permission.WORKSHOP_DESK),
    Place(_("Reparaties"), "repairs", Permission.WORKSHOP_DESK),
    Place(_("Werkbank"), "bench", Permission.WORKSHOP_DESK),
    Place(_("Gereedschap"), "tools", Permission.WORKSHOP_DESK),
    Place(_("Uitleen"), "loans", Permission.WORKSHOP_DESK),
    Place(_("Reserveringen"), "reservations", Permission.WORKSHOP_DESK),
    Place(_("Etiketten"), "labels", Permission.WORKSHOP_DESK),
    Place(_("Telling"), "stocktaking", Permission.WORKSHOP_DESK),
    Place(_("Catalogus"), "catalogue", Permission.CATALOGUE_VIEW),
    Place(_("Bereik"), "reach", Permission.REACH_VIEW),
    Place(_("Afhankelijkheid"), "dependency", Permission.PARTICIPANT_VIEW),
]


# What belongs together, in the order of a day; each part opens with its first place that somebody may see.
GROUPS: list[tuple[str | Promise, tuple[str, ...]]] = [
    (_("Balie"), ("desk", "residents", "day", "till", "forms_help", "sort_out")),
    (_("Lenen"), ("loans", "reservations", "tools", "labels", "stocktaking", "catalogue")),
    (_("Klussen"), ("chores", "week", "rounds", "rule_cards")),
    (_("Fietsen en repareren"), ("bicycles", "repairs", "bench")),
    (_("Mensen"), ("participants", "shifts", "gardens")),
    (_("Cijfers"), ("reach", "dependency")),
]


class Way(NamedTuple):
    """The way round a workshop: its parts, and the places of the part that is open."""

    parts: list[Tab]
    places: list[Tab]


def way_round(actor: Actor, workshop: Facility, tab: str) -> Way:
    known = {place.name: place for place in TABS if policy.may(actor, place.permission, on=workshop)}
    parts, places = [], []
    for title, names in GROUPS:
        own = [known[name] for name in names if name in known]
        if not own:
            continue
        is_open = tab in names
        is_alone = len(own) == 1
        address = _address(own[0], workshop)
        parts.append(Tab(str(title), address, current=is_open and is_alone, holds_current=is_open and not is_alone))
        if is_open and not is_alone:
            places = [Tab(str(one.title), _address(one, workshop), current=one.name == tab) for one in own]
    return Way(parts, places)


def _address(place: Place, workshop: Facility) -> str:
    return reverse(f"workshop:{place.name}", args=[workshop.pk])


def may(request: HttpRequest, permission: Permission, thing: object) -> bool:
    return bool(policy.may(policy.actor_of(request), permission, on=thing))


def page(
    request: HttpRequest, template: str, workshop: Facility, context: Mapping[str, Any], *, tab: str = ""
) -> HttpResponse:
    """A page within the frame of a workshop; `tab` names the place that is open. A garden has pages, and no frame."""
    if workshop.kind != FacilityKind.WORKSHOP:
        return render(request, template, {"workshop": workshop, **context})
    way = way_round(policy.actor_of(request), workshop, tab)
    return render(request, template, {"workshop": workshop, "workshop_way": way, **context})
