"""The route of an inspection: its spots, the fixed points of an area, drawn points."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.api.documents import InspectionWhole, SpotDocument, spot_document, whole
from wijkwerk.domain.inspections.models import FixedPoint, Inspection, Spot
from wijkwerk.domain.inspections.operations import walks as operations
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Lat, Line, Lon, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Schouwen")
SPOT = "/schouwen/{int:nummer}/punten/{uuid:punt}"


class NoSuchPoint(Refusal):
    message = _("Een van deze vaste punten is er niet in dit gebied, of er wordt niet meer naar gekeken.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class FixedPointDocument(Document):
    """Een plek in een gebied die keer op keer wordt bekeken."""

    number: int = named("nummer")
    area_number: int = named("werkgebiedNummer")
    name: str = named("naam")
    hint: str = named("uitleg")
    lat: float = named("breedte")
    lon: float = named("lengte")
    ended_on: date | None = named("bekekenTot")


class FixedPointList(Document):
    results: list[FixedPointDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class SpotInput(Input):
    name: Line = named("naam")
    hint: Line = named("uitleg", "")
    lat: Lat | None = named("breedte", None)
    lon: Lon | None = named("lengte", None)
    is_fixed: bool = named("vastPunt", False)
    client_key: UUID | None = named("sleutel", None)


class DrawInput(Input):
    seed: Line = named("zaad")
    count: int = named("aantal", ge=1, le=100)


class SpotChange(Input):
    name: Line = named("naam")
    hint: Line = named("uitleg", "")
    lat: Lat | None = named("breedte", None, description="Een geloot punt blijft op zijn plek.")
    lon: Lon | None = named("lengte", None)


class StepsInput(Input):
    steps: int = named("stappen", ge=-300, le=300, description="Onder nul: eerder op de route.")


class FixedPointInput(Input):
    name: Line = named("naam")
    hint: Line = named("uitleg", "")
    lat: Lat = named("breedte")
    lon: Lon = named("lengte")


class FixedPointsInput(Input):
    points: list[Number] = named("punten", min_length=1, max_length=300, description="Nummers van vaste punten.")


# ── The route ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/schouwen/{int:nummer}/punten", response={201: SpotDocument}, summary="Punt op de route zetten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def add_spot(request: HttpRequest, inspection: Inspection, data: SpotInput) -> Any:
    """Achteraan de route."""
    spot = operations.add_spot(inspection, **data.model_dump(), **policy.deed(request))
    return Status(201, spot_document(spot, True, []))


@router.post("/schouwen/{int:nummer}/lotingen", response={201: InspectionWhole}, summary="Punten loten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def draw_spots(request: HttpRequest, inspection: Inspection, data: DrawInput) -> Any:
    """Met hetzelfde zaad komen er altijd dezelfde punten uit."""
    operations.draw_spots(inspection, **data.model_dump(), **policy.deed(request))
    return Status(201, whole(request, inspection))


@router.put(SPOT, response=InspectionWhole, summary="Punt wijzigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.spot_with_key, by=("nummer", "punt"))
def change_spot(request: HttpRequest, spot: Spot, data: SpotChange) -> Any:
    """Een andere naam of een andere plek."""
    operations.change_spot(spot, **data.model_dump(), **policy.deed(request))
    return _route_of(request, spot)


@router.post(f"{SPOT}/weg", response=InspectionWhole, summary="Punt van de route halen")
@needs(Permission.INSPECTION_MANAGE, find=queries.spot_with_key, by=("nummer", "punt"))
def remove_spot(request: HttpRequest, spot: Spot) -> Any:
    """Zolang niemand er iets over zei."""
    operations.remove_spot(spot, **policy.deed(request))
    return _route_of(request, spot)


@router.post(f"{SPOT}/plaats", response=InspectionWhole, summary="Punt verplaatsen op de route")
@needs(Permission.INSPECTION_MANAGE, find=queries.spot_with_key, by=("nummer", "punt"))
def move_spot(request: HttpRequest, spot: Spot, data: StepsInput) -> Any:
    """Zoveel plaatsen eerder of later."""
    operations.move_spot(spot, steps=data.steps, **policy.deed(request))
    return _route_of(request, spot)


@router.post("/schouwen/{int:nummer}/volgorde", response=InspectionWhole, summary="Punten op volgorde van lopen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def order_spots(request: HttpRequest, inspection: Inspection) -> Any:
    """Vanaf het eerste punt steeds naar het dichtstbijzijnde."""
    operations.order_spots(inspection, **policy.deed(request))
    return whole(request, inspection)


def _route_of(request: HttpRequest, spot: Spot) -> InspectionWhole:
    return whole(request, queries.inspection(spot.inspection_id))


# ── Fixed points ───────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/schouwen/{int:nummer}/vaste-punten", response=InspectionWhole, summary="Vaste punten op de route zetten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def add_fixed_points(request: HttpRequest, inspection: Inspection, data: FixedPointsInput) -> Any:
    """Van dit gebied. Wat al op de route staat, komt er niet nog eens op."""
    points = list(queries.fixed_points(inspection.work_area).filter(pk__in=data.points))
    if len(points) != len(set(data.points)):
        raise NoSuchPoint
    operations.add_fixed_points(inspection, points=points, **policy.deed(request))
    return whole(request, inspection)


@router.get("/werkgebieden/{int:nummer}/vaste-schouwpunten", response=FixedPointList, summary="Vaste punten")
@needs(Permission.INSPECTION_MANAGE, find=queries.work_area_for_points, by=("nummer",))
def fixed_points(request: HttpRequest, work_area: WorkArea) -> Any:
    """Plekken in een gebied die keer op keer worden bekeken."""
    return FixedPointList(results=[_point(each) for each in queries.fixed_points(work_area)])


@router.post(
    "/werkgebieden/{int:nummer}/vaste-schouwpunten", response={201: FixedPointDocument}, summary="Vast punt kiezen"
)
@needs(Permission.INSPECTION_MANAGE, find=queries.work_area_for_points, by=("nummer",))
def keep_point(request: HttpRequest, work_area: WorkArea, data: FixedPointInput) -> Any:
    """Het kan daarna op de route van elke schouw in dit gebied."""
    return Status(201, _point(operations.keep_point(work_area, **data.model_dump(), **policy.deed(request))))


@router.post("/vaste-schouwpunten/{int:nummer}/einde", response=FixedPointDocument, summary="Vast punt beëindigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.fixed_point, by=("nummer",))
def end_point(request: HttpRequest, point: FixedPoint) -> Any:
    """Het komt niet meer op nieuwe routes; schouwen die er langs kwamen, houden het."""
    operations.end_point(point, on=clock.today(), **policy.deed(request))
    return _point(queries.fixed_point(point.pk))


def _point(point: FixedPoint) -> FixedPointDocument:
    return FixedPointDocument(
        number=point.pk,
        area_number=point.work_area_id,
        name=point.name,
        hint=point.hint,
        lat=point.lat,
        lon=point.lon,
        ended_on=point.ended_on,
    )
