"""Areas as a map: shapes for the drawing, with the background map where the municipality uses one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.foundation.kit.maps import Map, Point, Shape
from wijkwerk.foundation.tenancy import scope

if TYPE_CHECKING:
    import shapely

ATTRIBUTION: Final = "Kadaster / PDOK, CC BY 4.0"
_STANDS_OUT: Final = 4


def work_area_map(
    on: date,
    *,
    points: Sequence[Point] = (),
    notes: Mapping[int, str] | None = None,
    levels: Mapping[int, int] | None = None,
    chosen: WorkArea | None = None,
    title: str = "",
    with_links: bool = True,
) -> Map:
    """The work areas of a day, with points on top, and a note and a depth of colour for those that have one."""
    import shapely  # slow import

    work_areas = list(queries.work_areas(on))
    shapes = queries.shapes_of(work_areas, on)
    levels = levels or ({chosen.pk: _STANDS_OUT} if chosen else {})
    return Map(
        title=title or _("Kaart van %(name)s") % {"name": scope.current().name},
        description=_("De gebieden waarin de gemeente werkt."),
        shapes=[
            Shape(
                id=str(each.pk),
                name=each.name,
                geometry=shapely.to_geojson(shapes[each.pk]),
                address=each.get_absolute_url() if with_links else "",
                note=(notes or {}).get(each.pk, ""),
                level=levels.get(each.pk),
                name_at=_place_of_name(shapes[each.pk]),
            )
            for each in work_areas
            if each.pk in shapes
        ],
        points=list(points),
        tiles=_tiles(),
        attribution=ATTRIBUTION if _tiles() else "",
    )


def _place_of_name(shape: shapely.Geometry) -> tuple[float, float] | None:
    """Where the name goes of an area that lies around another: its middle would be in that other one."""
    import shapely  # slow import

    if shapely.contains(shape, shapely.centroid(shape)):
        return None
    inside = shapely.point_on_surface(shape)
    return round(shapely.get_y(inside), 5), round(shapely.get_x(inside), 5)


def buurt_map(year: int, names: Mapping[str, str], *, chosen: Collection[str] = ()) -> Map:
    """Buurten to choose from; those of `chosen` stand out."""
    import shapely  # slow import

    shapes = queries.buurt_shapes(year, names)
    return Map(
        title=_("Kaart van de buurten"),
        shapes=[
            Shape(
                id=code,
                name=name,
                geometry=shapely.to_geojson(shapes[code]),
                level=_STANDS_OUT if code in chosen else None,
            )
            for code, name in names.items()
            if code in shapes
        ],
    )


def _tiles() -> str:
    """The address of the background map, where the municipality switched it on."""
    return settings.BACKGROUND_MAP if scope.current().uses_background_map else ""


def place_map(work_area: WorkArea | None, on: date, *, points: Sequence[Point], title: str) -> Map:
    """A place in the one work area that it belongs to; the shapes of the others are not even read."""
    import shapely  # slow import

    shapes = queries.shapes_of([work_area], on) if work_area is not None else {}
    return Map(
        title=title,
        shapes=[
            Shape(
                id=str(work_area.pk),
                name=work_area.name,
                geometry=shapely.to_geojson(shape),
                name_at=_place_of_name(shape),
            )
            for shape in shapes.values()
            if work_area is not None
        ],
        points=list(points),
        tiles=_tiles(),
        attribution=ATTRIBUTION if _tiles() else "",
    )
