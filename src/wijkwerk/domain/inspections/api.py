"""Inspections for machines: what everybody may read, and with a key the deeds that its roles may do."""

from __future__ import annotations

import uuid
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.inspections.models import Aspect, Finding, Inspection, Scale, Spot
from wijkwerk.domain.inspections.operations import findings as finding_deeds
from wijkwerk.domain.inspections.operations import marking
from wijkwerk.domain.inspections.operations import walkers as walker_deeds
from wijkwerk.domain.inspections.operations import walks as operations
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.queries.results import AspectResult, SpotResult
from wijkwerk.domain.inspections.states import FindingState, InspectionState
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import NotAllowed, needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Lat, Line, Lon, Moment, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel

router = api.router("Schouwen")
ORDER = ("-on", "-id")
FINDING_ORDER = ("due_on", "id")


class StateWord(StrEnum):
    PREPARED = "voorbereid"
    WALKED = "gelopen"
    CLOSED = "afgesloten"


class FindingWord(StrEnum):
    OPEN = "open"
    DONE = "gedaan"
    NOT_DONE = "gebeurtNiet"


class ReplyWord(StrEnum):
    EMAIL = "email"
    PHONE = "telefoon"
    POST = "brief"
    NONE = "geen"


class NoSuchArea(Refusal):
    message = _("Dit gebied is er niet, of u bereidt er geen schouwen voor.")


class NoSuchScale(Refusal):
    message = _("Deze schaal is er niet, of geldt niet meer.")


class NoSuchAspects(Refusal):
    message = _("Een van deze aspecten is er niet, of zij horen niet bij één onderwerp.")


class NoSuchWalker(Refusal):
    message = _("Deze loper is er niet bij deze schouw.")


class NoSuchOwner(Refusal):
    message = _("Noem een persoon of een organisatie die hier werkt, en niet allebei.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class InspectionDocument(Document):
    """Een schouw: een route door een gebied, gelopen op een dag."""

    number: int = named("nummer")
    title: str = named("titel")
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    subject: str = named("onderwerp")
    scale: str = named("schaal")
    on: date = named("op")
    gathers: str = named("verzamelen")
    state: StateWord = named("staat")


class InspectionList(Document):
    results: list[InspectionDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class JudgedDocument(Document):
    """Het middelste oordeel van een aspect bij een punt, en hoe ver de lopers uit elkaar liggen."""

    aspect_number: int = named("aspectNummer")
    aspect: str
    level: str = named("niveau")
    below_norm: bool = named("onderDeNorm")
    people: int = named("lopers")
    lowest: str = named("laagste")
    highest: str = named("hoogste")


class SpotDocument(Document):
    number: int = named("nummer")
    key: UUID = named("sleutel")
    name: str = named("naam")
    lat: float | None = named("breedte")
    lon: float | None = named("lengte")
    drawn: bool = named("geloot")
    judged: list[JudgedDocument] = named("oordelen")


class LevelDocument(Document):
    number: int = named("nummer")
    code: str
    meaning: str = named("uitleg")
    below_norm: bool = named("onderDeNorm")


class AspectName(Document):
    number: int = named("nummer")
    name: str = named("naam")


class FindingDocument(Document):
    """Een regel van de actielijst."""

    number: int = named("nummer")
    inspection_number: int = named("schouwNummer")
    title: str = named("titel")
    owner: str = named("eigenaar")
    due_on: date = named("uiterlijk")
    state: FindingWord = named("staat")
    answer: str = named("antwoord")
    late: bool = named("teLaat")


class FindingList(Document):
    results: list[FindingDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class InspectionWhole(InspectionDocument):
    levels: list[LevelDocument] = named("niveaus")
    aspects: list[AspectName] = named("aspecten")
    spots: list[SpotDocument] = named("punten")
    findings: list[FindingDocument] = named("actielijst")


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


class WalkerDocument(Document):
    number: int = named("nummer")
    link: str


class MarksDocument(Document):
    count: int = named("aantal")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ListFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class InspectionFilter(ListFilter):
    year: int | None = named("jaar", None, ge=1990, le=2100)
    state: StateWord | None = named("staat", None)


class FindingFilter(ListFilter):
    state: FindingWord | None = named("staat", None)
    late: bool = named("teLaat", False, description="Alleen wat te laat is.")


class ResultFilter(Input):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    year: int = named("jaar", ge=1990, le=2100)


class InspectionInput(Input):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    scale: Number = named("schaal", description="Nummer van de schaal.")
    aspects: list[Number] = named("aspecten", min_length=1, max_length=30)
    title: Line = named("titel")
    on: date = named("op")
    gathers: Line = named("verzamelen", "")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één schouw.")


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


class WalkerInput(Input):
    name: Line = named("naam", "")
    reply_by: ReplyWord = named("berichtPer", ReplyWord.NONE)
    reply_address: str = named("berichtAan", "", max_length=250)
    client_key: UUID | None = named("sleutel", None)


class MarkInput(Input):
    key: UUID = named("sleutel", description="Door u bedacht: twee keer verstuurd is één oordeel.")
    spot: UUID = named("punt", description="Sleutel van het punt.")
    aspect: Number
    level: Number = named("niveau", description="Nummer van het niveau.")
    note: str = named("opmerking", "", max_length=1000)
    at: Moment = named("moment")


class MarksInput(Input):
    walker: Number = named("loper")
    marks: list[MarkInput] = named("oordelen", min_length=1, max_length=200)


class MoveInput(Input):
    state: StateWord = named("staat")


class FindingInput(Input):
    title: Line = named("titel")
    description: Story = named("toelichting", "")
    person: Number | None = named("persoon", None)
    organisation: Number | None = named("organisatie", None)
    due_on: date = named("uiterlijk")
    client_key: UUID | None = named("sleutel", None)


class AnswerInput(Input):
    state: FindingWord = named("staat")
    answer: Story = named("antwoord", "")


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
    found = [InspectionDocument(**_fields(each)).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.get("/schouwen/{int:nummer}", response=InspectionWhole, summary="Eén schouw")
@needs(Permission.INSPECTION_VIEW, find=queries.inspection, by=("nummer",))
def inspection(request: HttpRequest, inspection: Inspection) -> Any:
    """Met de route, wat er gezien is en de actielijst; zonder namen."""
    return _whole(request, inspection)


@router.get("/schouwuitkomsten", response=ResultList, summary="Uitkomst per aspect")
@needs(Permission.INSPECTION_VIEW)
def outcome(request: HttpRequest, filters: Query[ResultFilter]) -> Any:
    """Van een gebied in een jaar. Wisselde de schaal in dat jaar, dan staat een aspect er twee keer."""
    area = areas.work_areas(clock.today()).filter(pk=filters.area).first()
    if area is None:
        raise NoSuchArea
    return ResultList(results=[_result(each) for each in results.results_of(area, year=filters.year)])


@router.get("/schouwbevindingen", response=FindingList, summary="Bevindingen van schouwen")
@needs(Permission.INSPECTION_VIEW)
def findings(request: HttpRequest, filters: Query[FindingFilter]) -> HttpResponse:
    """Wat het eerst klaar moet zijn eerst."""
    api.check_token(filters.after, order=FINDING_ORDER)
    rows = finding_queries.findings(
        area_id=filters.area,
        state=FindingState[filters.state.name] if filters.state is not None else "",
        late_on=clock.today() if filters.late else None,
    )
    page = paging.page(rows, after=filters.after, order=FINDING_ORDER, size=filters.size)
    found = [_finding(each).model_dump(by_alias=True) for each in page.rows]
    return api.list_answer(request, found, next_token=page.next)


def _fields(inspection: Inspection) -> dict[str, Any]:
    return {
        "number": inspection.pk,
        "title": inspection.title,
        "area_number": inspection.work_area_id,
        "area_name": inspection.work_area.name,
        "subject": inspection.subject.name,
        "scale": str(inspection.scale),
        "on": inspection.on,
        "gathers": inspection.gathers,
        "state": StateWord[InspectionState(inspection.state).name],
    }


def _whole(request: HttpRequest, inspection: Inspection) -> InspectionWhole:
    insider = queries.insight(policy.actor_of(request), inspection).walks
    shows = insider or not inspection.is_prepared
    found = results.spot_results(inspection) if shows else {}
    levels = results.levels_of([inspection.scale_id])[inspection.scale_id]
    aspects = {aspect.pk: aspect.name for aspect in queries.aspects_of(inspection)}
    by_spot: dict[int, list[SpotResult]] = {}
    for each in found.values():
        by_spot.setdefault(each.spot_id, []).append(each)
    return InspectionWhole(
        **_fields(inspection),
        levels=[
            LevelDocument(
                number=level.pk, code=level.code, meaning=level.meaning, below_norm=value < inspection.scale.norm
            )
            for value, level in sorted(levels.items(), reverse=True)
        ],
        aspects=[AspectName(number=pk, name=name) for pk, name in aspects.items()],
        spots=[
            _spot(
                spot,
                insider,
                [
                    JudgedDocument(
                        aspect_number=each.aspect_id,
                        aspect=aspects[each.aspect_id],
                        level=levels[each.value].code,
                        below_norm=each.is_below,
                        people=len(each.values),
                        lowest=levels[min(each.values)].code,
                        highest=levels[max(each.values)].code,
                    )
                    for each in by_spot.get(spot.pk, [])
                ],
            )
            for spot in queries.spots_of(inspection)
        ],
        findings=[_finding(each) for each in finding_queries.findings_of(inspection)] if shows else [],
    )


def _spot(spot: Spot, insider: bool, judged: list[JudgedDocument]) -> SpotDocument:
    return SpotDocument(
        number=spot.number,
        key=spot.client_key,
        name=spot.name if insider else spot.public_name,
        lat=spot.lat,
        lon=spot.lon,
        drawn=spot.draw_id is not None,
        judged=judged,
    )


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


def _finding(finding: Finding) -> FindingDocument:
    return FindingDocument(
        number=finding.pk,
        inspection_number=finding.inspection_id,
        title=finding.title,
        owner=finding_queries.owner_words(finding, insider=False),
        due_on=finding.due_on,
        state=FindingWord[FindingState(finding.state).name],
        answer=finding.answer,
        late=finding.is_late(clock.today()),
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
    scale = Scale.objects.current().filter(pk=data.scale).first()
    if scale is None:
        raise NoSuchScale
    aspects = list(Aspect.objects.active().filter(pk__in=data.aspects).select_related("subject"))
    if len(aspects) != len(set(data.aspects)) or len({each.subject_id for each in aspects}) != 1:
        raise NoSuchAspects
    words = data.model_dump(include={"title", "on", "gathers", "client_key"})
    made = operations.prepare(
        work_area=area, subject=aspects[0].subject, scale=scale, aspects=aspects, **words, by=actor, at=clock.now()
    )
    return Status(201, _whole(request, queries.inspection(made.pk)))


@router.post("/schouwen/{int:nummer}/punten", response={201: SpotDocument}, summary="Punt op de route zetten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def add_spot(request: HttpRequest, inspection: Inspection, data: SpotInput) -> Any:
    """Achteraan de route."""
    spot = operations.add_spot(inspection, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return Status(201, _spot(spot, True, []))


@router.post("/schouwen/{int:nummer}/lotingen", response={201: InspectionWhole}, summary="Punten loten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def draw_spots(request: HttpRequest, inspection: Inspection, data: DrawInput) -> Any:
    """Met hetzelfde zaad komen er altijd dezelfde punten uit."""
    operations.draw_spots(inspection, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return Status(201, _whole(request, inspection))


@router.post("/schouwen/{int:nummer}/lopers", response={201: WalkerDocument}, summary="Bewoner uitnodigen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def invite(request: HttpRequest, inspection: Inspection, data: WalkerInput) -> Any:
    """Een bewoner loopt mee met een eigen link, zonder account."""
    walker = walker_deeds.invite_resident(
        inspection,
        name=data.name,
        reply_by=Channel[data.reply_by.name],
        reply_address=data.reply_address,
        client_key=data.client_key,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, WalkerDocument(number=walker.pk, link=request.build_absolute_uri(walker.get_absolute_url())))


@router.post("/schouwen/{int:nummer}/oordelen", response={201: MarksDocument}, summary="Oordelen insturen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def give_marks(request: HttpRequest, inspection: Inspection, data: MarksInput) -> Any:
    """Van één loper, alle of geen. Twee keer verstuurd is één keer."""
    walker = inspection.walkers.filter(pk=data.walker).first()
    if walker is None:
        raise NoSuchWalker
    drafts = [_draft(inspection, each) for each in data.marks]
    marking.give_marks(walker, drafts, by=policy.actor_of(request), at=clock.now())
    return Status(201, MarksDocument(count=len(drafts)))


def _draft(inspection: Inspection, sent: MarkInput) -> marking.MarkDraft:
    spot = inspection.spots.filter(client_key=sent.spot).first()
    aspect = inspection.aspects.filter(pk=sent.aspect).first()
    level = inspection.scale.levels.filter(pk=sent.level).first()
    if spot is None:
        raise marking.NoSuchSpot
    if aspect is None:
        raise marking.NoSuchAspect
    if level is None:
        raise marking.NoSuchLevel
    return marking.MarkDraft(key=sent.key, spot=spot, aspect=aspect, level=level, at=sent.at, note=sent.note)


@router.post("/schouwen/{int:nummer}/staat", response=InspectionWhole, summary="Schouw gelopen of afgesloten")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def move(request: HttpRequest, inspection: Inspection, data: MoveInput) -> Any:
    """Is zij gelopen, dan komt wat onder de norm is op de actielijst."""
    operations.move(inspection, state=InspectionState[data.state.name], by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.inspection(inspection.pk))


@router.post("/schouwen/{int:nummer}/bevindingen", response={201: FindingDocument}, summary="Bevinding toevoegen")
@needs(Permission.INSPECTION_MANAGE, find=queries.inspection, by=("nummer",))
def add_finding(request: HttpRequest, inspection: Inspection, data: FindingInput) -> Any:
    """Een regel op de actielijst, met wie ervoor zorgt en wanneer."""
    on, area = clock.today(), inspection.work_area
    person = people.people(work_area=area, on=on).filter(pk=data.person).first() if data.person else None
    organisation = (
        people.organisations(work_area=area).filter(pk=data.organisation).first() if data.organisation else None
    )
    if (person is None) == (organisation is None):
        raise NoSuchOwner
    made = finding_deeds.add_finding(
        inspection,
        title=data.title,
        description=data.description,
        owner_person=person,
        owner_organisation=organisation,
        due_on=data.due_on,
        client_key=data.client_key or uuid.uuid4(),
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _finding(finding_queries.finding(made.pk)))


@router.post("/schouwbevindingen/{int:nummer}/antwoord", response=FindingDocument, summary="Bevinding beantwoorden")
@needs(Permission.INSPECTION_VIEW, find=finding_queries.finding, by=("nummer",))
def answer(request: HttpRequest, finding: Finding, data: AnswerInput) -> Any:
    """Gedaan, of niet en waarom. Wie meeliep krijgt bericht."""
    actor = policy.actor_of(request)
    if not finding_queries.may_answer(actor, finding):
        raise NotAllowed(policy.may(actor, Permission.INSPECTION_MANAGE, on=finding).because)
    finding_deeds.answer_finding(
        finding, state=FindingState[data.state.name], answer=data.answer, by=actor, at=clock.now()
    )
    return _finding(finding_queries.finding(finding.pk))
