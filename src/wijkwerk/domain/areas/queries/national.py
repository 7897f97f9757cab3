"""Gemeenten, wijken and buurten of the country."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, AreaYear
from wijkwerk.foundation.tenancy import scope


def area(code: str, year: int) -> Area | None:
    return Area.objects.defer("border").filter(code=code, year=year).first()


def areas(year: int, kind: codes.AreaKind, *, municipality_code: str = "") -> QuerySet[Area]:
    """Areas of one sort and year, by code; without their borders, which are large."""
    found = Area.objects.defer("border").filter(year=year, kind=kind).order_by("code")
    return found.filter(municipality_code=municipality_code) if municipality_code else found


def own_buurten(year: int | None = None) -> QuerySet[Area]:
    """The buurten of this municipality, of the year that it works with."""
    own = scope.current()
    return areas(year or own.areas_year, codes.AreaKind.BUURT, municipality_code=own.code)


def years() -> list[int]:
    """The years of which there are areas, the newest first."""
    return list(AreaYear.objects.order_by("-year").values_list("year", flat=True))


def names_of(area_codes: Iterable[str], year: int) -> dict[str, str]:
    return dict(Area.objects.filter(code__in=set(area_codes), year=year).values_list("code", "name"))
