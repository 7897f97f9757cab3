"""What the pages of one workshop share: the way round it, by what somebody may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
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
    Place(_("Formulieren"), "forms_help", Permission.WORKSHOP_DESK),
    Place(_("Fietsen"), "bicycles", Permission.WORKSHOP_DESK),
    Place(_("Reparaties"), "repairs", Permission.WORKSHOP_DESK),
    Place(_("Werkbank"), "bench", Permission.WORKSHOP_DESK),
    Place(_("Gereedschap"), "tools", Permission.WORKSHOP_DESK),
    Place(_("Uitleen"), "loans", Permission.WORKSHOP_DESK),
    Place(_("Reserveringen"), "reservations", Permission.WORKSHOP_DESK),
    Place(_("Catalogus"), "catalogue", Permission.CATALOGUE_VIEW),
    Place(_("Bereik"), "reach", Permission.REACH_VIEW),
    Place(_("Afhankelijkheid"), "dependency", Permission.PARTICIPANT_VIEW),
]


def page(
    request: HttpRequest, template: str, workshop: Facility, context: Mapping[str, Any], *, tab: str = ""
) -> HttpResponse:
    """A page within the frame of a workshop; `tab` names the place that is open."""
    actor = policy.actor_of(request)
    tabs = [
        Tab(str(place.title), reverse(f"workshop:{place.name}", args=[workshop.pk]), current=place.name == tab)
        for place in TABS
        if policy.may(actor, place.permission, on=workshop)
    ]
    return render(request, template, {"workshop": workshop, "workshop_tabs": tabs, **context})
