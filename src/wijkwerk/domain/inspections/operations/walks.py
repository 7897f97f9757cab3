"""Preparing an inspection and its route, and taking it from prepared to walked to closed.

The inspection is locked while spots or findings get their numbers.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections import draw, search
from wijkwerk.domain.inspections.models import Aspect, Draw, FixedPoint, Inspection, Mark, Scale, Spot, Subject
from wijkwerk.domain.inspections.operations import findings
from wijkwerk.domain.inspections.states import INSPECTION_MOVES, InspectionState
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

MOST_SPOTS = 300
MOST_DRAWN = 100


class TitleMissing(Refusal):
    message = _("Geef de schouw een titel.")
    field = "title"


class AspectsMissing(Refusal):
    message = _("Kies ten minste één aspect om te beoordelen.")
    field = "aspects"


class ChangedMeanwhile(Refusal):
    message = _("Iemand anders heeft dit intussen gewijzigd. Kijk eerst hoe het er nu voor staat.")
    status = 409


class ScaleIsInUse(Refusal):
    message = _("Er zijn al oordelen gegeven. De schaal kan niet meer anders.")
    field = "scale"
    status = 409


class AspectIsInUse(Refusal):
    message = _("Er zijn al oordelen over een aspect dat u weghaalt. Laat dat aspect staan.")
    field = "aspects"
    status = 409


class MoveNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class RouteIsEmpty(Refusal):
    message = _("Deze schouw heeft nog geen punten. Zet er eerst punten op.")


class NameMissing(Refusal):
    message = _("Geef het punt een naam, zodat iedereen het vindt.")
    field = "name"


class PlaceMissing(Refusal):
    message = _("Wijs op de kaart aan waar het punt ligt.")
    field = "lat"


class TooManySpots(Refusal):
    message = _("Een schouw heeft hooguit 300 punten. Maak er een tweede schouw bij.")
    field = "count"


class SpotIsMarked(Refusal):
    message = _("Over dit punt is al iets gezegd. Het kan niet meer weg.")
    status = 409


class AreaHasNoShape(Refusal):
    message = _("Van dit gebied is geen grens bekend. Daarbinnen kan niet worden geloot.")
    field = "seed"


class SeedMissing(Refusal):
    message = _("Vul in waarmee wordt geloot, bijvoorbeeld de datum en een uitslag die iedereen kan nazoeken.")
    field = "seed"


class CountNotPossible(Refusal):
    message = _("Loot 1 tot en met 100 punten tegelijk.")
    field = "count"


class PointExists(Refusal):
    message = _("Een vast punt met deze naam is er al in dit gebied.")
    field = "name"
    status = 409


# ── The inspection ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def prepare(
    *,
    work_area: WorkArea,
    subject: Subject,
    scale: Scale,
    aspects: Sequence[Aspect],
    title: str,
    on: date,
    gathers: str = "",
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> Inspection:
    """A new inspection. The same `client_key` again gives the one that was made."""
    inspection = Inspection(
        work_area=work_area, subject=subject, scale=scale, made_at=at, client_key=client_key or uuid.uuid4()
    )
    _fill_in(inspection, title=title, on=on, gathers=gathers)
    if not aspects:
        raise AspectsMissing
    try:
        with transaction.atomic():
            inspection.save()
    except IntegrityError:
        made: Inspection = Inspection.objects.get(client_key=inspection.client_key)
        return made
    inspection.aspects.set(aspects)
    search.put_inspection(inspection)
    journal.record("inspection.prepared", about=inspection, by=by, at=at)
    return inspection


@transaction.atomic
def change(
    inspection: Inspection,
    *,
    scale: Scale,
    aspects: Sequence[Aspect],
    title: str,
    on: date,
    gathers: str,
    version: int,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Other words, another day, other aspects; the scale only as long as nobody gave a mark."""
    fresh = lock(inspection)
    if fresh.version != version:
        raise ChangedMeanwhile
    _fill_in(fresh, title=title, on=on, gathers=gathers)
    if not aspects:
        raise AspectsMissing
    marked = Mark.objects.filter(spot__inspection=fresh)
    if scale.pk != fresh.scale_id and marked.exists():
        raise ScaleIsInUse
    if marked.exclude(aspect__in=aspects).exists():
        raise AspectIsInUse
    fresh.scale = scale
    fresh.version += 1
    fresh.save()
    fresh.aspects.set(aspects)
    search.put_inspection(fresh)
    journal.record("inspection.changed", about=fresh, by=by, at=at)
    return fresh


def _fill_in(inspection: Inspection, *, title: str, on: date, gathers: str) -> None:
    inspection.title, inspection.on = text.one_line(title), on
    inspection.gathers = text.one_line(gathers)[:200]
    if not inspection.title or len(inspection.title) > text.SENTENCE:
        raise TitleMissing


def lock(inspection: Inspection) -> Inspection:
    """The inspection as it stands, until the deed is done."""
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("work_area", "subject", "scale")
    fresh: Inspection = rows.get(pk=inspection.pk)
    return fresh


@transaction.atomic
def move(inspection: Inspection, *, state: InspectionState, by: Actor, at: datetime) -> Inspection:
    """Say that it was walked: what is below the norm comes on the action list. Close it: the list stands, all hear it.

    Both can be taken back. What a telephone sends later of a walk that is over still comes in.
    """
    fresh = lock(inspection)
    if state not in INSPECTION_MOVES[InspectionState(fresh.state)]:
        raise MoveNotPossible
    if state == InspectionState.WALKED and not fresh.spots.exists():
        raise RouteIsEmpty
    is_closed_now = state == InspectionState.CLOSED
    was_prepared = fresh.is_prepared
    fresh.state = state
    fresh.walked_at = None if state == InspectionState.PREPARED else fresh.walked_at or at
    fresh.closed_at = at if is_closed_now else None
    fresh.version += 1
    fresh.save(update_fields=["state", "walked_at", "closed_at", "version"])
    search.put_inspection(fresh)
    journal.record("inspection.moved", about=fresh, by=by, at=at, details={"state": str(state)})
    if state == InspectionState.WALKED and was_prepared:
        findings.find_below_norm(fresh, by=by, at=at)
    if is_closed_now:
        findings.tell_list(fresh, template="inspections/closed", at=at)
    return fresh


# ── The route ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_spot(
    inspection: Inspection,
    *,
    name: str,
    hint: str = "",
    lat: float | None = None,
    lon: float | None = None,
    is_fixed: bool = False,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> Spot:
    """A place at the end of the route; kept for later walks through this area where somebody wants that."""
    fresh = lock(inspection)
    if client_key is not None and (made := fresh.spots.filter(client_key=client_key).first()) is not None:
        return made
    named = spot_name(name)
    point = None
    if is_fixed:
        point = keep_point(fresh.work_area, name=named, hint=hint, lat=lat, lon=lon, by=by, at=at)
    [spot] = append(
        fresh,
        [
            Spot(
                name=named,
                hint=text.one_line(hint)[:200],
                lat=lat,
                lon=lon,
                fixed_point=point,
                client_key=client_key or uuid.uuid4(),
            )
        ],
    )
    journal.record("inspection.spot_added", about=fresh, by=by, at=at, details={"spot": spot.pk})
    return spot


@transaction.atomic
def change_spot(
    spot: Spot, *, name: str, hint: str, lat: float | None, lon: float | None, by: Actor, at: datetime
) -> Spot:
    """Another name, another place. A drawn point stays where it was drawn."""
    spot.name, spot.hint = spot_name(name), text.one_line(hint)[:200]
    if spot.draw_id is None:
        spot.lat, spot.lon = lat, lon
    spot.save(update_fields=["name", "hint", "lat", "lon"])
    journal.record("inspection.spot_changed", about=spot.inspection, by=by, at=at, details={"spot": spot.pk})
    return spot


@transaction.atomic
def remove_spot(spot: Spot, *, by: Actor, at: datetime) -> None:
    """Take it off the route, as long as nobody said anything about it."""
    inspection = lock(spot.inspection)
    if spot.marks.exists() or spot.photos.exists() or inspection.findings.filter(spot=spot).exists():
        raise SpotIsMarked
    spot.delete()
    _number(inspection, list(inspection.spots.order_by("number")))
    journal.record("inspection.spot_removed", about=inspection, by=by, at=at)


@transaction.atomic
def move_spot(spot: Spot, *, steps: int, by: Actor, at: datetime) -> None:
    """One place up (-1) or down (1) on the route."""
    inspection = lock(spot.inspection)
    spots = list(inspection.spots.order_by("number"))
    here = next(place for place, each in enumerate(spots) if each.pk == spot.pk)
    there = min(max(here + steps, 0), len(spots) - 1)
    spots.insert(there, spots.pop(here))
    _number(inspection, spots)
    journal.record("inspection.route_ordered", about=inspection, by=by, at=at)


@transaction.atomic
def order_spots(inspection: Inspection, *, by: Actor, at: datetime) -> None:
    """From the first spot each time to the nearest one; those without a place come last."""
    fresh = lock(inspection)
    spots = list(fresh.spots.order_by("number"))
    placed = [each for each in spots if each.lat is not None]
    route = placed[:1]
    rest = placed[1:]
    while rest:
        here = route[-1]
        rest.sort(key=lambda each, here=here: (_apart(here, each), each.number), reverse=True)  # type: ignore[misc]
        route.append(rest.pop())
    _number(fresh, [*route, *(each for each in spots if each.lat is None)])
    journal.record("inspection.route_ordered", about=fresh, by=by, at=at)


def _apart(one: Spot, other: Spot) -> float:
    """How far, good enough to compare: a degree of longitude here is 0.61 of one of latitude."""
    north, east = (one.lat or 0) - (other.lat or 0), ((one.lon or 0) - (other.lon or 0)) * 0.61
    return north * north + east * east


def _number(inspection: Inspection, spots: Sequence[Spot]) -> None:
    """Each its place; first out of the way of each other."""
    inspection.spots.update(number=F("number") + 10_000)
    for number, each in enumerate(spots, 1):
        each.number = number
    Spot.objects.bulk_update(spots, ["number"])


def append(inspection: Inspection, spots: Sequence[Spot]) -> list[Spot]:
    """Put spots at the end of the route of an inspection that is locked."""
    last = inspection.spots.aggregate(last=Max("number"))["last"] or 0
    if last + len(spots) > MOST_SPOTS:
        raise TooManySpots
    for number, spot in enumerate(spots, last + 1):
        spot.inspection, spot.number = inspection, number
        spot.save()
    return list(spots)


def spot_name(words: str) -> str:
    name = text.one_line(words)
    if not name or len(name) > 120:
        raise NameMissing
    return name


# ── Fixed points ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep_point(
    work_area: WorkArea, *, name: str, hint: str = "", lat: float | None, lon: float | None, by: Actor, at: datetime
) -> FixedPoint:
    """A place that is looked at again and again."""
    named = spot_name(name)
    if lat is None or lon is None:
        raise PlaceMissing
    if FixedPoint.objects.filter(work_area=work_area, name=named, ended_on=None).exists():
        raise PointExists
    made: FixedPoint = FixedPoint.objects.create(
        work_area=work_area, name=named, hint=text.one_line(hint)[:200], lat=lat, lon=lon
    )
    journal.record("inspections.point_kept", about=made, by=by, at=at)
    return made


@transaction.atomic
def end_point(point: FixedPoint, *, on: date, by: Actor, at: datetime) -> None:
    """It is looked at no more; walks that passed it keep it. Again is harmless."""
    if FixedPoint.objects.filter(pk=point.pk, ended_on=None).update(ended_on=on):
        journal.record("inspections.point_ended", about=point, by=by, at=at)


@transaction.atomic
def add_fixed_points(inspection: Inspection, *, points: Sequence[FixedPoint], by: Actor, at: datetime) -> int:
    """Put fixed points of the area on the route; how many were not on it yet."""
    fresh = lock(inspection)
    present = set(fresh.spots.exclude(fixed_point=None).values_list("fixed_point_id", flat=True))
    new = [each for each in points if each.pk not in present and each.work_area_id == fresh.work_area_id]
    append(
        fresh,
        [Spot(name=each.name, hint=each.hint, lat=each.lat, lon=each.lon, fixed_point=each) for each in new],
    )
    if new:
        journal.record("inspection.spots_added", about=fresh, by=by, at=at, details={"count": len(new)})
    return len(new)


# ── Drawn points ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def draw_spots(inspection: Inspection, *, seed: str, count: int, by: Actor, at: datetime) -> Draw:
    """Points drawn from a seed inside the area. The same seed goes on where it ended."""
    words = text.one_line(seed)
    if not words or len(words) > 120:
        raise SeedMissing
    if not 1 <= count <= MOST_DRAWN:
        raise CountNotPossible
    fresh = lock(inspection)
    outline = _outline(fresh.work_area, fresh.on)
    drawn = Draw.objects.filter(inspection=fresh, seed=words)
    first = sum(drawn.values_list("count", flat=True)) + 1
    try:
        points = [draw.draw(words, outline, number=number) for number in range(first, first + count)]
    except draw.NothingInside:
        raise AreaHasNoShape from None
    made: Draw = Draw.objects.create(
        inspection=fresh, seed=words, rule=draw.RULE, outline=outline, first=first, count=count, drawn_at=at
    )
    append(
        fresh,
        [
            Spot(
                name=_now("Geloot punt %(number)s") % {"number": number},
                lat=point.lat / draw.MICRO,
                lon=point.lon / draw.MICRO,
                draw=made,
                draw_number=number,
            )
            for number, point in enumerate(points, first)
        ],
    )
    journal.record("inspection.spots_drawn", about=fresh, by=by, at=at, details={"count": count})
    return made


def _outline(work_area: WorkArea, on: date) -> list[list[list[list[int]]]]:
    import shapely  # slow import

    shapes = areas.shapes_of([work_area], areas.day_to_show(work_area, on))
    if work_area.pk not in shapes:
        raise AreaHasNoShape
    return draw.outline_of(shapely.to_geojson(shapes[work_area.pk]))
