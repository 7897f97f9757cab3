"""The work areas as a map, for whoever wants to show something on it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import shapely
from django.conf import settings
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries
from wijkwerk.foundation.kit.maps import Map, Point, Shape
from wijkwerk.foundation.tenancy import scope

ATTRIBUTION: Final = "Kadaster / PDOK, CC BY 4.0"


def work_area_map(
    on: date,
    *,
    points: Sequence[Point] = (),
    notes: Mapping[int, str] | None = None,
    title: str = "",
    with_links: bool = True,
) -> Map:
    """The work areas of a day with their shapes, points on top, and a note per work area where one is given."""
    own = scope.current()
    work_areas = list(queries.work_areas(on))
    shapes = queries.shapes_of(work_areas, on)
    return Map(
        title=title or _("Kaart van %(name)s") % {"name": own.name},
        description=_("De gebieden waarin de gemeente werkt."),
        shapes=[
            Shape(
                id=str(area.pk),
                name=area.name,
                geometry=json.loads(shapely.to_geojson(shapes[area.pk])),
                address=area.get_absolute_url() if with_links else "",
                note=(notes or {}).get(area.pk, ""),
            )
            for area in work_areas
            if area.pk in shapes
        ],
        points=list(points),
        tiles=settings.BACKGROUND_MAP if own.uses_background_map else "",
        attribution=_("Kaart: Kadaster") if own.uses_background_map else "",
    )
