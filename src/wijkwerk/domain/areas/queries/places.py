"""Which area is this point: for one point or for a million."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, AreaYear, WorkArea
from wijkwerk.domain.areas.queries.work_areas import work_area_of
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope

if TYPE_CHECKING:
    from wijkwerk.domain.areas.index import AreaIndex, Floats

_MARGIN_DEGREES: Final = 0.002  # farther than a gap may be wide


class OutsideMunicipality(Refusal):
    """A place that this municipality is not about."""

    field = "place"

    def __init__(self) -> None:
        words = _("Deze plek ligt niet in de gemeente %(name)s. Kies een plek binnen de gemeente.")
        super().__init__(words % {"name": scope.current().name})


def area_index(year: int, *, around: str = "") -> AreaIndex:
    """The buurten of a year in memory, of the whole country or of one municipality with its neighbours' edges.

    Asks the database in one short query whether a newer edition was imported; take it once for many points.
    """
    edition = AreaYear.objects.filter(year=year).values_list("edition", flat=True).first()
    return _index(year, around, edition)


@lru_cache(maxsize=16)
def _index(year: int, around: str, edition: UUID | None) -> AreaIndex:
    from wijkwerk.domain.areas.index import AreaIndex  # slow import: numpy and shapely

    found = Area.objects.filter(year=year, kind=codes.AreaKind.BUURT, border__isnull=False)
    if around:
        boxes = found.filter(municipality_code=around).values_list("south", "west", "north", "east")
        south, west, north, east = zip(*boxes, strict=True) if boxes else ((90,), (180,), (-90,), (-180,))
        found = found.filter(
            north__gte=min(south) - _MARGIN_DEGREES,
            south__lte=max(north) + _MARGIN_DEGREES,
            east__gte=min(west) - _MARGIN_DEGREES,
            west__lte=max(east) + _MARGIN_DEGREES,
        )
    rows = list(found.values_list("code", "border"))
    return AreaIndex([code for code, _border in rows], [bytes(border or b"") for _code, border in rows])


class Spot(NamedTuple):
    """Where a point lies: the buurt, and the work area that has it; None where no work area does."""

    code: str
    work_area: WorkArea | None


def spot_at(lat: float, lon: float, on: date) -> Spot:
    """The buurt and the work area of a point; refuses a point outside the municipality."""
    code = local_index().area_of(lat, lon)
    if code is None or codes.municipality_of(code) != scope.current().code:
        raise OutsideMunicipality
    return spot_of(code, on)


def spot_of(code: str, on: date) -> Spot:
    return Spot(code, work_area_of(code, on))


def work_area_at(lat: float, lon: float, on: date) -> WorkArea | None:
    """The work area of a point; refuses a point outside the municipality."""
    return spot_at(lat, lon, on).work_area


def is_in_municipality(lat: float, lon: float) -> bool:
    code = local_index().area_of(lat, lon)
    return code is not None and codes.municipality_of(code) == scope.current().code


def local_index() -> AreaIndex:
    """The buurten of this municipality, with the edges of its neighbours."""
    own = scope.current()
    return area_index(own.areas_year, around=own.code)


def codes_at(lats: Sequence[float] | Floats, lons: Sequence[float] | Floats, *, year: int) -> list[str | None]:
    """The buurten of many points, anywhere in the country, in the same order."""
    found: list[str | None] = area_index(year).areas_of(lats, lons).tolist()
    return found
