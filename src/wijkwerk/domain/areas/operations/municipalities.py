"""A municipality begins: from the areas of the country to a tenant with work areas."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes, queries
from wijkwerk.domain.areas.models import Area, WorkArea, WorkAreaKind, WorkAreaPart
from wijkwerk.domain.areas.operations import work_areas
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality


class UnknownMunicipality(Refusal):
    def __init__(self, code: str) -> None:
        words = _("Gemeente %(code)s is niet ingelezen. Lees eerst de gemeenten, wijken en buurten van een jaar in.")
        super().__init__(words % {"code": code}, field="code")


@transaction.atomic
def add_municipality(
    code: str, *, by: Actor, at: datetime, year: int | None = None, slug: str = "", host: str = ""
) -> Municipality:
    """Make a municipality of an area that was brought in, with its wijken on land as work areas.

    Again is harmless: what is there stays, wijken whose buurten all have a work area are left alone.
    """
    known = Area.objects.filter(code=code, kind=codes.AreaKind.MUNICIPALITY).order_by("-year")
    area = (known.filter(year=year) if year else known).first()
    if area is None:
        raise UnknownMunicipality(code)
    municipality, _is_new = Municipality.objects.get_or_create(
        code=code,
        defaults={
            "name": area.name,
            "slug": slug or slugify(area.name) or code.lower(),
            "host": host,
            "areas_year": area.year,
        },
    )
    with scope.in_municipality(municipality):
        _make_work_areas(municipality, by=by, at=at)
    return municipality


def _make_work_areas(municipality: Municipality, *, by: Actor, at: datetime) -> None:
    year = municipality.areas_year
    first_day = date(year, 1, 1)
    taken = set(WorkAreaPart.objects.values_list("code", flat=True))
    names = {name.lower() for name in WorkArea.objects.values_list("name", flat=True)}
    buurten = queries.areas(year, codes.AreaKind.BUURT, municipality_code=municipality.code).filter(is_water=False)
    of_wijk: dict[str, list[str]] = {}
    for buurt in buurten:
        if buurt.code not in taken:
            of_wijk.setdefault(buurt.parent_code, []).append(buurt.code)
    for wijk in queries.areas(year, codes.AreaKind.WIJK, municipality_code=municipality.code).filter(is_water=False):
        if wijk.code not in of_wijk:
            continue
        name = wijk.name if wijk.name.lower() not in names else f"{wijk.name} ({wijk.code})"
        names.add(name.lower())
        work_areas.create_work_area(
            name=name, kind=WorkAreaKind.WIJK, codes=of_wijk[wijk.code], valid_from=first_day, by=by, at=at
        )
