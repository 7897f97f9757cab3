"""The route: its spots and their order, fixed points, drawn points, and the paper form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.forms import walks as forms
from wijkwerk.domain.inspections.models import FixedPoint, Inspection, Spot
from wijkwerk.domain.inspections.operations import walks as operations
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.views import shared
from wijkwerk.domain.inspections.views.inspections import kind_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.maps import Map
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def _route_address(inspection: Inspection) -> str:
    return reverse("inspections:route", args=[inspection.pk])


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def route(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """The spots in their order, to be changed, and the ways to put more on it."""
    spots = queries.spots_of(inspection)
    return render(
        request,
        "inspections/route.html",
        {
            "inspection": inspection,
            "spots": [(spot, kind_of(spot)) for spot in spots],
            "map": shared.route_map(inspection, spots, insider=True),
            "fixed_count": queries.fixed_points(inspection.work_area).count(),
            "draws": queries.draws_of(inspection),
        },
    )


def _page(
    request: HttpRequest, inspection: Inspection, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    return shared.page(
        request,
        form,
        title=title,
        submit=submit,
        back=_route_address(inspection),
        back_title=_("De route van %(title)s") % {"title": inspection.title},
        **context,
    )


def _map_to_point_at(work_area: WorkArea, inspection: Inspection | None = None) -> Map:
    on = max(work_area.valid_from, inspection.on if inspection is not None else clock.today())
    points = shared.route_map(inspection, queries.spots_of(inspection), insider=True).points if inspection else ()
    return area_maps.place_map(work_area, on, points=points, title=_("Kaart van %(name)s") % {"name": work_area.name})


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def add_spot(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.AddSpotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.add_spot(inspection, **form.cleaned_data, **policy.deed(request))
            return redirect(_route_address(inspection))
    return _page(
        request,
        inspection,
        form,
        title=_("Punt toevoegen"),
        submit=_("Zet op de route"),
        map=_map_to_point_at(inspection.work_area, inspection),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.spot)
def change_spot(request: HttpRequest, spot: Spot) -> HttpResponse:
    initial = {"name": spot.name, "hint": spot.hint, "lat": spot.lat, "lon": spot.lon}
    form = forms.SpotForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_spot(spot, **form.cleaned_data, **policy.deed(request))
            return redirect(_route_address(spot.inspection))
    is_drawn = spot.draw_id is not None
    return _page(
        request,
        spot.inspection,
        form,
        title=_("Punt wijzigen"),
        submit=_("Bewaar"),
        lead=_("Dit punt is geloot. De plek blijft waar zij is.") if is_drawn else "",
        map=None if is_drawn else _map_to_point_at(spot.inspection.work_area),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.spot)
@require_POST
def remove_spot(request: HttpRequest, spot: Spot) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.remove_spot(spot, **policy.deed(request)),
        to=_route_address(spot.inspection),
        words=_("Het punt is van de route."),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.spot)
@require_POST
def move_spot(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = forms.StepsForm(request.POST)
    if form.is_valid():
        operations.move_spot(spot, steps=form.cleaned_data["steps"], **policy.deed(request))
    return redirect(f"{_route_address(spot.inspection)}#punt-{spot.pk}")


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
@require_POST
def order_spots(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.order_spots(inspection, **policy.deed(request)),
        to=_route_address(inspection),
        words=_("De punten staan op volgorde van lopen."),
    )


# ── Fixed points ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def add_fixed_points(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.FixedPointsForm(request.POST or None, work_area=inspection.work_area)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.add_fixed_points(inspection, points=form.chosen, **policy.deed(request))
            return redirect(_route_address(inspection))
    return _page(request, inspection, form, title=_("Vaste punten op de route"), submit=_("Zet op de route"))


@needs(Permission.INSPECTION_MANAGE, find=queries.work_area_for_points)
def fixed_points(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """The fixed points of an area, and a form for another one."""
    form = forms.FixedPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.keep_point(work_area, **form.cleaned_data, **policy.deed(request))
            return redirect("inspections:fixed_points", work_area.pk)
    return render(
        request,
        "inspections/fixed_points.html",
        {
            "work_area": work_area,
            "points": queries.fixed_points(work_area),
            "form": form,
            "map": _map_to_point_at(work_area),
        },
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.fixed_point)
@require_POST
def end_point(request: HttpRequest, point: FixedPoint) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.end_point(point, on=clock.today(), **policy.deed(request)),
        to=reverse("inspections:fixed_points", args=[point.work_area_id]),
        words=_("Dit punt komt niet meer op nieuwe routes."),
    )


# ── Drawn points ───────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def draw_spots(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.draw_spots(inspection, **form.cleaned_data, **policy.deed(request))
            return redirect(_route_address(inspection))
    return _page(
        request,
        inspection,
        form,
        title=_("Punten loten"),
        submit=_("Loot"),
        lead=_("Met hetzelfde begin komen er altijd dezelfde punten uit. Iedereen kan het narekenen."),
    )


@needs(Permission.INSPECTION_VIEW, find=queries.inspection)
def draws(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """What was drawn with, for everybody who wants to draw it again."""
    found = queries.draws_of(inspection)
    if not found:
        raise Http404
    data = [
        {
            "regel": each.rule,
            "zaad": each.seed,
            "eerste": each.first,
            "aantal": each.count,
            "geloot_op": each.drawn_at.isoformat(),
            "omtrek": each.outline,
            "punten": [
                {"nummer": spot.draw_number, "breedte": spot.lat, "lengte": spot.lon}
                for spot in each.spots.order_by("draw_number")
            ],
        }
        for each in found
    ]
    return JsonResponse({"schouw": inspection.pk, "lotingen": data}, json_dumps_params={"indent": 1})


# ── On paper ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INSPECTION_VIEW, find=queries.inspection)
def paper_form(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """The route to print, with boxes to tick, for who walks without a telephone."""
    spots = queries.spots_of(inspection)
    return render(
        request,
        "inspections/paper_form.html",
        {
            "inspection": inspection,
            "spots": [(spot, spot.public_name) for spot in spots],
            "aspects": queries.aspects_of(inspection),
            "levels": inspection.scale.levels.order_by("-value"),
            "map": shared.route_map(inspection, spots),
        },
    )
