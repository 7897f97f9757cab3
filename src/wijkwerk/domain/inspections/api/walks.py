"""Inspections: which there are, what came of them, preparing and walking them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.inspections.api.documents import (
    InspectionDocument,
    InspectionList,
    InspectionWhole,
    StateWord,
    inspection_fields,
    whole,
)
from wijkwerk.domain.inspections.models import Aspect, Inspection, Scale
from wijkwerk.domain.inspections.operations import findings as finding_deeds
from wijkwerk.domain.inspections.operations import walks as operations
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.queries.results import AspectResult
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Schouwen")
ORDER = ("-on", "-id")


class NoSuchArea(Refusal):
    message = _("Dit gebied is er niet, of u bereidt er geen schouwen voor.")


class NoSuchScale(Refusal):
    message = _("Deze schaal is er niet, of geldt niet meer.")


class NoSuchAspects(Refusal):
    message = _("Een van deze aspecten is er niet, of zij horen niet bij één onderwerp.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class ResultDocument(Document):
    """Hoe een aspect er in een gebied en een jaar voor staat, op één schaal."""

    aspect: str
    subject: str = named("onderwerp")
    scale: str = named("schaal")
    level: str = named("niveau")
    spots: int = named("punten")
    below_norm: int = named("onderDeNorm")
    share: int = named("procentGoedGenoeg")


class ResultList(Document):
    results: list[ResultDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ListFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class InspectionFilter(ListFilter):
    year: int | None = named("jaar", None, ge=1990, le=2100)
    state: StateWord | None = named("staat", None)


class ResultFilter(Input):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    year: int = named("jaar", ge=1990, le=2100)


class InspectionWords(Input):
    scale: Number = named("schaal", description="Nummer van de schaal.")
    aspects: list[Number] = named("aspecten", min_length=1, max_length=30)
    title: Line = named("titel")
    on: date = named("op")
    gathers: Line = named("verzamelen", "")


class InspectionInput(InspectionWords):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één schouw.")


class InspectionChange(InspectionWords):
    version: int = named("versie")


class MoveInput(Input):
    state: StateWord = named("staat")


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/schouwen", response=InspectionList, summary="Schouwen")
@needs(Permission.INSPECTION_VIEW)
def inspections(request: HttpRequest, filters: Query[InspectionFilter]) -> HttpResponse:
    """Nieuwste eerst."""
    api.check_token(filters.after, order=ORDER)
    rows = Inspection.objects.select_related("work_area", "subject", "scale")
    if filters.area is not None:
        rows = rows.filter(work_area_id=filters.area)
    if filters.year is not None:
        rows = rows.filter(on__year=filters.year)
    if filters.state is not None:
        rows = rows.filter(state=InspectionState[filters.state.name])
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    found = [InspectionDocument(**inspection_fields(each)).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.get("/schouwen/{int:nummer}", response=InspectionWhole, summary="Eén schouw")
@needs(Permission.INSPECTION_VIEW, find=queries.inspection, by=("nummer",))
def inspection(request: HttpRequest, inspection: Inspection) -> Any:
    """Met de route, wat er gezien is en de actielijst; zonder namen."""
    return whole(request, inspection)


@router.get("/schouwuitkomsten", response=ResultList, summary="Uitkomst per aspect")
@needs(Permission.INSPECTION_VIEW)
def outcome(request: HttpRequest, filters: Query[ResultFilter]) -> Any:
    """Van een gebied in een jaar. Wisselde de schaal in dat jaar, dan staat een aspect er twee keer."""
    area = areas.work_areas(clock.today()).filter(pk=filters.area).first()
    if area is None:
        raise NoSuchArea
    return ResultList(results=[_result(each) for each in results.results_of(area, year=filters.year)])


def _result(result: AspectResult) -> ResultDocument:
    return ResultDocument(
        aspect=result.aspect.name,
        subject=result.aspect.subject.name,
        scale=str(result.scale),
        level=result.level.code,
        spots=result.spots,
        below_norm=result.below,
        share=result.share,
    )


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/schouwen", response={201: InspectionWhole}, summary="Schouw voorbereiden")
@needs(Permission.INSPECTION_MANAGE)
def prepare(request: HttpRequest, data: InspectionInput) -> Any:
    """Een nieuwe schouw. De aspecten horen bij één onderwerp."""
    actor = policy.actor_of(request)
    area = areas.work_areas(clock.today()).filter(pk=data.area).first()
    if area is None or not policy.may(actor, Permission.INSPECTION_MANAGE, on=area):
        raise NoSuchArea
    scale = _scale(data.scale, Scale.objects.current())
    aspects = _aspects(data.aspects, Aspect.objects.active())
    words = data.model_dump(include={"title", "on", "gathers", "client_key"})
    made = operations.prepare(
        work_area=area, subject=aspects[0].subject, scale=scale, aspects=aspects, **words, **policy.deed(request)
    )
    return Status(201, whole(request, queries.inspection(made.pk)))


def _scale(number: int, among: QuerySet[Scale]) -> Scale:
    found: Scale | None = among.filter(pk=number).first()
    if found is None:
        raise NoSuchScale
    return found


def _aspects(numbers: Sequence[int], among: QuerySet[Aspect]) -> list[Aspect]:
    found = list(among.filter(pk__in=numbers).select_related("subject"))
    if len(found) != len(set(numbers)) or len({each.subject_id for each in found}) != 1:
        raise NoSuchAspects
    return found


@router.put("/schouwen/{int:nummer}", response=InspectionWhole, summary="Schouw wijzigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def change(request: HttpRequest, inspection: Inspection, data: InspectionChange) -> Any:
    """Andere woorden, een andere dag, of andere aspecten van hetzelfde onderwerp."""
    scale = _scale(data.scale, Scale.objects.current() | Scale.objects.filter(pk=inspection.scale_id))
    aspects = _aspects(data.aspects, Aspect.objects.filter(subject=inspection.subject_id))
    words = data.model_dump(include={"title", "on", "gathers", "version"})
    operations.change(inspection, scale=scale, aspects=aspects, **words, **policy.deed(request))
    return whole(request, queries.inspection(inspection.pk))


@router.post("/schouwen/{int:nummer}/staat", response=InspectionWhole, summary="Schouw gelopen of afgesloten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def move(request: HttpRequest, inspection: Inspection, data: MoveInput) -> Any:
    """Is zij gelopen, dan komt wat onder de norm is op de actielijst."""
    operations.move(inspection, state=InspectionState[data.state.name], **policy.deed(request))
    return whole(request, queries.inspection(inspection.pk))


@router.post("/schouwen/{int:nummer}/lijst", response=InspectionWhole, summary="Actielijst rondsturen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def send_list(request: HttpRequest, inspection: Inspection) -> Any:
    """Iedereen die meeliep krijgt de lijst, met de vraag of zij klopt."""
    finding_deeds.send_list(inspection, **policy.deed(request))
    return whole(request, queries.inspection(inspection.pk))
