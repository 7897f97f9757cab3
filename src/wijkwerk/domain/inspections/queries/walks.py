"""Finding inspections and what belongs to them, for the pages and their guards."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import (
    Aspect,
    Draw,
    FixedPoint,
    Inspection,
    Mark,
    ReferencePicture,
    Scale,
    Spot,
    SpotPhoto,
    Subject,
    Walker,
)
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor

LINK_LASTS = timedelta(days=365)


# ── Inspections ────────────────────────────────────────────────────────────────────────────────────────────────────
def inspection(number: int) -> Inspection:
    found: Inspection = Inspection.objects.select_related("work_area", "subject", "scale").get(pk=number)
    return found


def inspections(
    *, work_area: WorkArea | None = None, subject: Subject | None = None, year: int | None = None, state: str = ""
) -> QuerySet[Inspection]:
    """Inspections with how many spots and walkers they have."""
    rows: QuerySet[Inspection] = Inspection.objects.select_related("work_area", "subject", "scale").annotate(
        spot_count=Count("spots", distinct=True), walker_count=Count("walkers", distinct=True)
    )
    if work_area is not None:
        rows = rows.filter(work_area=work_area)
    if subject is not None:
        rows = rows.filter(subject=subject)
    if year is not None:
        rows = rows.filter(on__year=year)
    return rows.filter(state=state) if state else rows


def years() -> list[int]:
    """The years in which was walked, or will be; newest first."""
    return sorted({on.year for on in Inspection.objects.dates("on", "year")}, reverse=True)


def aspects_of(inspection: Inspection) -> list[Aspect]:
    return list(inspection.aspects.select_related("subject").order_by("name", "pk"))


def pictures_for(inspection: Inspection) -> dict[int, list[ReferencePicture]]:
    """The municipality's own pictures on the scale of this inspection, by aspect, best level first."""
    rows = ReferencePicture.objects.filter(level__scale=inspection.scale_id).select_related("photo", "level")
    found: dict[int, list[ReferencePicture]] = {}
    for picture in rows.order_by("aspect_id", "-level__value"):
        found.setdefault(picture.aspect_id, []).append(picture)
    return found


# ── Spots ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def spot(number: int) -> Spot:
    found: Spot = Spot.objects.select_related("inspection__work_area", "inspection__scale").get(pk=number)
    return found


def spot_with_key(number: int, key: uuid.UUID) -> Spot:
    """A spot by the key that other programs know it by."""
    rows = Spot.objects.select_related("inspection__work_area", "inspection__scale")
    found: Spot = rows.get(inspection_id=number, client_key=key)
    return found


def spots_of(inspection: Inspection) -> list[Spot]:
    return list(inspection.spots.select_related("draw").order_by("number"))


def draws_of(inspection: Inspection) -> list[Draw]:
    return list(inspection.draws.order_by("pk"))


def fixed_points(work_area: WorkArea) -> QuerySet[FixedPoint]:
    """Those of an area that are still looked at."""
    found: QuerySet[FixedPoint] = FixedPoint.objects.filter(work_area=work_area, ended_on=None).order_by("name", "pk")
    return found


def fixed_point(number: int) -> FixedPoint:
    found: FixedPoint = FixedPoint.objects.select_related("work_area").get(pk=number)
    return found


def work_area_for_points(area_id: int) -> WorkArea:
    found: WorkArea = WorkArea.objects.get(pk=area_id)
    return found


# ── Walkers ────────────────────────────────────────────────────────────────────────────────────────────────────────
def walker(number: int) -> Walker:
    rows = Walker.objects.select_related("inspection__work_area", "person", "organisation")
    found: Walker = rows.get(pk=number)
    return found


def walkers_of(inspection: Inspection) -> list[Walker]:
    """Who walks along, with how many marks each gave."""
    rows = inspection.walkers.select_related("person", "organisation")
    return list(rows.annotate(mark_count=Count("marks")).order_by("joined_at", "pk"))


def walker_by_link(key: str, **_rest: object) -> Walker | None:
    rows = Walker.objects.select_related(
        "inspection__work_area", "inspection__subject", "inspection__scale", "person", "organisation"
    )
    found: Walker | None = rows.filter(link_key=key).first()
    return found


def has_expired(walker: Walker, *, on: date) -> bool:
    """A link works until a year after the walk."""
    return on > walker.inspection.on + LINK_LASTS


def walker_of(inspection: Inspection, actor: Actor) -> Walker | None:
    """As whom this actor walks along, if at all."""
    if actor.kind == "link" and isinstance(number := actor.id, int):
        return inspection.walkers.filter(pk=number).first()
    if actor.kind == "person" and actor.id is not None:
        return inspection.walkers.filter(person_id=actor.id).first()
    return None


# ── Marks and photos ───────────────────────────────────────────────────────────────────────────────────────────────
def marks_of(walker: Walker) -> list[Mark]:
    return list(walker.marks.select_related("level"))


def notes_of(inspection: Inspection) -> list[Mark]:
    """Marks with a remark, by the route; for insiders."""
    rows = Mark.objects.filter(spot__inspection=inspection).exclude(note="")
    return list(rows.select_related("spot", "aspect", "level", "walker").order_by("spot__number", "aspect__name", "pk"))


def marks_in(inspection: Inspection) -> list[Mark]:
    """All marks with who gave them; for who manages the inspection."""
    rows = Mark.objects.filter(spot__inspection=inspection)
    rows = rows.select_related("spot", "aspect", "level", "walker__person", "walker__organisation")
    return list(rows.order_by("spot__number", "aspect__name", "walker_id"))


def photos_in(inspection: Inspection) -> list[SpotPhoto]:
    rows = SpotPhoto.objects.filter(spot__inspection=inspection).select_related("spot", "aspect", "photo")
    return list(rows.order_by("spot__number", "pk"))


def photo(number: int, **_rest: object) -> SpotPhoto:
    found: SpotPhoto = SpotPhoto.objects.select_related("spot__inspection", "photo").get(pk=number)
    return found


# ── Settings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def scales() -> QuerySet[Scale]:
    found: QuerySet[Scale] = Scale.objects.prefetch_related("levels").order_by("name", "-version")
    return found


def scale(number: int) -> Scale:
    found: Scale = Scale.objects.prefetch_related("levels").get(pk=number)
    return found


def subjects() -> QuerySet[Subject]:
    found: QuerySet[Subject] = Subject.objects.prefetch_related("aspects").order_by("name", "pk")
    return found


def subject(number: int) -> Subject:
    found: Subject = Subject.objects.get(pk=number)
    return found


def aspect(number: int) -> Aspect:
    found: Aspect = Aspect.objects.select_related("subject").get(pk=number)
    return found


def reference_picture(number: int, **_rest: object) -> ReferencePicture:
    found: ReferencePicture = ReferencePicture.objects.select_related("photo", "aspect", "level").get(pk=number)
    return found


@dataclass(frozen=True)
class Insight:
    """What an actor may do with an inspection, asked once for a page."""

    manages: bool
    walks: bool


def insight(actor: Actor, inspection: Inspection) -> Insight:
    return Insight(
        bool(policy.may(actor, Permission.INSPECTION_MANAGE, on=inspection)),
        bool(policy.may(actor, Permission.INSPECTION_WALK, on=inspection)),
    )
