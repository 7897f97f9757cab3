"""What the pages of this room share: a form of one deed, the map of a route."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.inspections.models import Inspection, Level, Spot
from wijkwerk.domain.inspections.queries.results import SpotResult
from wijkwerk.foundation.kit.components import badge
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.maps import Map, Point


def page(
    request: HttpRequest, form: Form, *, title: str, submit: str, back: str, back_title: str, **context: Any
) -> HttpResponse:
    """The form of one deed; `back` is where it began, and where who changes their mind goes."""
    values = {"form": form, "title": title, "submit": submit, "back": back, "back_title": back_title}
    return render(request, "inspections/deed.html", values | context)


def tone_of(level: Level, norm: int) -> str:
    return "danger" if level.value < norm else "ok"


def level_badge(level: Level, norm: int) -> SafeString:
    """The level in words; below the norm it says so."""
    words = f"{level.code} ({_('onder de norm')})" if level.value < norm else level.code
    return badge(words, tone_of(level, norm))


def name_of(spot: Spot, *, insider: bool) -> str:
    return spot.name if insider else spot.public_name


def route_map(
    inspection: Inspection,
    spots: Iterable[Spot],
    *,
    results: dict[int, list[SpotResult]] | None = None,
    insider: bool = False,
) -> Map:
    """The route in its area; a spot that is below the norm somewhere has another colour, and says so."""
    points = [
        Point(
            lat=spot.lat,
            lon=spot.lon,
            name=f"{spot.number}. {name_of(spot, insider=insider)}",
            note=_note(found),
            tone=_tone(found),
        )
        for spot in spots
        if spot.lat is not None and spot.lon is not None
        for found in [(results or {}).get(spot.pk, [])]
    ]
    day = max(inspection.work_area.valid_from, inspection.on)
    return area_maps.place_map(
        inspection.work_area, day, points=points, title=_("De route van %(title)s") % {"title": inspection.title}
    )


def _tone(found: list[SpotResult]) -> str:
    if not found:
        return "neutral"
    return "danger" if any(each.is_below for each in found) else "ok"


def _note(found: list[SpotResult]) -> str:
    if not found:
        return ""
    return _("onder de norm") if any(each.is_below for each in found) else _("goed genoeg")
