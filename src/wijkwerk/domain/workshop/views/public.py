"""The way in: for who works there to the desk, for everybody to the page of the place, made from live data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Facility, FacilityKind
from wijkwerk.domain.facilities.views.facilities import facility_context
from wijkwerk.domain.workshop.queries import gardens
from wijkwerk.domain.workshop.queries import public as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, link


@needs(Permission.WORKSHOP_DESK)
def mine(request: HttpRequest) -> HttpResponse:
    """The workshops where somebody helps; with one of them, straight to its desk."""
    rows = facilities.workshops_in(policy.actor_of(request).reach(Permission.WORKSHOP_DESK))
    page = paging.page(rows, after=request.GET.get("na", ""), order=("name", "id"))
    if len(page.rows) == 1 and not request.GET.get("na"):
        return redirect("workshop:desk", page.rows[0].pk)
    columns: list[Column[Facility]] = [
        Column(_("Naam"), lambda one: link(reverse("workshop:desk", args=[one.pk]), one.name), main=True),
        Column(_("Gebied"), lambda one: one.work_area.name),
    ]
    table: Table[Facility] = Table(
        columns,
        page,
        caption=_("Wijkwerkplaatsen"),
        request=request,
        empty=_("Er is hier nog geen wijkwerkplaats. Voeg er een toe bij Voorzieningen."),
    )
    return render(request, "workshop/mine.html", {"table": table})


@needs(Permission.FACILITY_VIEW, find=facilities.facility)
def place(request: HttpRequest, facility: Facility) -> HttpResponse:
    """The page of a place. Of a workshop it also says what is free today, what it does and does not do, who helps."""
    context = facility_context(request, facility)
    if facility.kind != FacilityKind.WORKSHOP:
        has_garden = gardens.gardens(clock.today()).filter(pk=facility.pk).exists()
        context |= {"garden": gardens.public_part(facility, clock.today()) if has_garden else None}
        return render(request, "workshop/garden_place.html", context)
    actor = policy.actor_of(request)
    free_on, free = queries.free_now(facility, at=clock.now())
    context |= {
        "free_on": free_on,
        "free": free,
        "does": queries.cards(facility, does=True),
        "does_not": queries.cards(facility, does=False),
        "goals": queries.goals(facility),
        "partners": queries.partners(facility, on=clock.today()),
        "at_desk": bool(policy.may(actor, Permission.WORKSHOP_DESK, on=facility)),
        "sees_reach": bool(policy.may(actor, Permission.REACH_VIEW, on=facility)),
    }
    return render(request, "workshop/public.html", context)
