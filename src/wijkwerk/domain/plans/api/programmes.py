"""Programmes and their efforts for machines: the same deeds as the pages."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.api.agendas import NoSuchArea, NoSuchOrganisation
from wijkwerk.domain.plans.api.visions import NoSuchGoal, TakenWord, VisionText
from wijkwerk.domain.plans.models import Effort, Goal, Programme, ProgrammeComment, TakenOver, Vision
from wijkwerk.domain.plans.operations import programme_comments, programmes
from wijkwerk.domain.plans.plan_states import ProgrammeState
from wijkwerk.domain.plans.queries import programmes as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Wijkprogramma's")
ORDER = ("-from_year", "-id")
MOST_CENTS = 100_000_000_000


class NoSuchVision(Refusal):
    message = _("Deze visie is er niet, of deze sleutel mag haar niet lezen.")


class StateWord(StrEnum):
    DRAFT = "in de maak"
    AGREED = "afgesproken"
    ADOPTED = "vastgesteld"
    CLOSED = "afgesloten"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class EffortDocument(Document):
    number: int = named("nummer")
    number_in_programme: int = named("nummerInProgramma")
    organisation_number: int = named("organisatieNummer")
    organisation_name: str = named("organisatieNaam")
    does: str = named("doet")
    goal: int | None = named("doelNummer")
    amount_cents: int | None = named("bedragInCenten")
    reserved_on: date | None = named("gereserveerdOp")
    from_year: int | None = named("vanJaar")
    until_year: int | None = named("totJaar")
    version: int = named("versie")


class AgreementDocument(Document):
    organisation_number: int = named("organisatieNummer")
    organisation_name: str = named("organisatieNaam")
    agreed_on: date = named("op")
    words: str = named("woorden")


class ProgrammeDocument(Document):
    """Wat partners in ongeveer vier jaar doen voor de doelen van een visie."""

    number: int = named("nummer")
    title: str = named("titel")
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    vision: int | None = named("visieNummer")
    from_year: int = named("vanJaar")
    until_year: int = named("totJaar")
    outlives_because: str = named("looptDoorOmdat")
    state: StateWord = named("staat")
    adopted_on: date | None = named("vastgesteldOp")
    decision_number: str = named("besluitnummer")
    version: int = named("versie")


class ProgrammeCommentDocument(Document):
    number: int = named("nummer")
    text: str = named("tekst")
    on_behalf_of: str = named("namens")
    said_at: datetime = named("op")
    effort: int | None = named("inspanningNummer")
    taken_over: TakenWord = named("overgenomen")
    reason: str = named("toelichting")
    version: int = named("versie")


class ProgrammeWhole(ProgrammeDocument):
    text: str = named("tekst")
    efforts: list[EffortDocument] = named("inspanningen")
    agreements: list[AgreementDocument] = named("instemmingen")
    comments: list[ProgrammeCommentDocument] = named("reacties")


class ProgrammeList(Document):
    results: list[ProgrammeDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ProgrammeFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    state: StateWord | None = named("staat", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class ProgrammeInput(Input):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    title: Line = named("titel")
    text: VisionText = named("tekst", "")
    vision: Number | None = named("visieNummer", None)
    from_year: int = named("vanJaar", ge=1990, le=2100)
    until_year: int = named("totJaar", ge=1990, le=2150)
    outlives_because: Line = named("looptDoorOmdat", "", description="Verplicht als het langer loopt dan de visie.")
    client_key: UUID | None = named("sleutel", None, description="Twee keer verstuurd is één programma.")


class EffortInput(Input):
    organisation: Number = named("organisatie")
    does: Line = named("doet")
    goal: Number | None = named("doelNummer", None)
    amount_cents: int | None = named("bedragInCenten", None, ge=1, le=MOST_CENTS)
    from_year: int | None = named("vanJaar", None, ge=1990, le=2100)
    until_year: int | None = named("totJaar", None, ge=1990, le=2150)


class ProgrammeCommentInput(Input):
    text: Story = named("tekst")
    organisation: Number = named("organisatie", description="Namens welke organisatie van dit gebied.")
    effort: Number | None = named("inspanningNummer", None)
    client_key: UUID | None = named("sleutel", None, description="Twee keer verstuurd is één reactie.")


class HandleProgrammeInput(Input):
    taken_over: TakenWord = named("overgenomen")
    reason: Story = named("toelichting", "")
    version: int | None = named("versie", None)


class ReserveInput(Input):
    reserved_on: date = named("gereserveerdOp")
    amount_cents: int | None = named("bedragInCenten", None, ge=1, le=MOST_CENTS)
    is_sure: bool = named("zeker", False, description="Ook als het minder is dan waarop gewacht wordt.")
    version: int | None = named("versie", None)


class AgreeInput(Input):
    organisation: Number = named("organisatie")
    name: Line = named("naam", description="Wie er namens de organisatie instemde.")
    agreed_on: date = named("op")
    words: Line = named("woorden", "")


class AdoptInput(Input):
    adopted_on: date = named("vastgesteldOp")
    decision_number: Line = named("besluitnummer", "")
    is_sure: bool = named("zeker", False, description="Ook als bewoners nog niet instemden.")
    version: int | None = named("versie", None)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/wijkprogrammas", response=ProgrammeList, summary="Wijkprogramma's")
@needs(Permission.PLAN_VIEW)
def programme_list(request: HttpRequest, filters: Query[ProgrammeFilter]) -> HttpResponse:
    """Programma's die u mag lezen, de nieuwste jaren eerst."""
    api.check_token(filters.after, order=ORDER)
    area = areas.work_areas(clock.today()).filter(pk=filters.area).first() if filters.area else None
    if filters.area and area is None:
        return api.list_answer(request, [], next_token=None)
    state = ProgrammeState[filters.state.name] if filters.state else ""
    rows = queries.programmes(actor=policy.actor_of(request), work_area=area, state=state)
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    documents = [ProgrammeDocument(**_fields(programme)).model_dump(by_alias=True) for programme in page.rows]
    return api.list_answer(request, documents, next_token=page.next)


def _fields(programme: Programme) -> dict[str, Any]:
    return {
        "number": programme.pk,
        "title": programme.title,
        "area_number": programme.work_area_id,
        "area_name": programme.work_area.name,
        "vision": programme.vision_id,
        "from_year": programme.from_year,
        "until_year": programme.until_year,
        "outlives_because": programme.outlives_because,
        "state": StateWord[ProgrammeState(programme.state).name],
        "adopted_on": programme.adopted_on,
        "decision_number": programme.decision_number,
        "version": programme.version,
    }


@router.get("/wijkprogrammas/{int:nummer}", response=ProgrammeWhole, summary="Eén wijkprogramma")
@needs(Permission.PLAN_VIEW, find=queries.programme, by=("nummer",))
def programme(request: HttpRequest, programme: Programme) -> Any:
    """Eén programma met wat partners doen, het geld en wie ermee instemde."""
    if not policy.may(policy.actor_of(request), programme.thread_view_permission, on=programme):
        raise Http404
    return _whole(request, programme)


def _whole(request: HttpRequest, programme: Programme) -> ProgrammeWhole:
    insider = bool(policy.may(policy.actor_of(request), Permission.PLAN_COMMENT, on=programme))
    return ProgrammeWhole(
        **_fields(programme),
        text=programme.text,
        efforts=[_effort(effort) for effort in queries.efforts_of(programme)],
        agreements=[
            AgreementDocument(
                organisation_number=each.organisation_id,
                organisation_name=each.organisation.name,
                agreed_on=each.agreed_on,
                words=each.words,
            )
            for each in queries.agreements_of(programme)
        ],
        comments=[_comment(each) for each in queries.comments_of(programme, insider=insider)],
    )


def _comment(said: ProgrammeComment) -> ProgrammeCommentDocument:
    return ProgrammeCommentDocument(
        number=said.pk,
        text=said.text,
        on_behalf_of=said.organisation.name if said.organisation else "",
        said_at=said.said_at,
        effort=said.effort_id,
        taken_over=TakenWord[TakenOver(said.taken_over).name],
        reason=said.reason,
        version=said.version,
    )


def _effort(effort: Effort) -> EffortDocument:
    return EffortDocument(
        number=effort.pk,
        number_in_programme=effort.number,
        organisation_number=effort.organisation_id,
        organisation_name=effort.organisation.name,
        does=effort.does,
        goal=effort.goal_id,
        amount_cents=effort.amount_cents,
        reserved_on=effort.reserved_on,
        from_year=effort.from_year,
        until_year=effort.until_year,
        version=effort.version,
    )


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/wijkprogrammas", response={201: ProgrammeWhole}, summary="Een programma beginnen")
@needs(Permission.PLAN_MANAGE)
def start_programme(request: HttpRequest, data: ProgrammeInput) -> Any:
    """Loopt het langer dan zijn visie, dan hoort daar een reden bij."""
    actor = policy.actor_of(request)
    area = areas.work_areas(clock.today()).filter(pk=data.area).first()
    if area is None or not policy.may(actor, Permission.PLAN_MANAGE, on=area):
        raise NoSuchArea
    vision = Vision.objects.visible_to(actor).filter(pk=data.vision).first() if data.vision else None
    if data.vision and vision is None:
        raise NoSuchVision
    values = data.model_dump(exclude={"area", "vision"})
    made = programmes.start_programme(area, **values, vision=vision, by=actor, at=clock.now())
    return Status(201, _whole(request, queries.programme(made.pk)))


@router.post(
    "/wijkprogrammas/{int:nummer}/inspanningen", response={201: EffortDocument}, summary="Inspanning toevoegen"
)
@needs(Permission.PLAN_MANAGE, find=queries.programme, by=("nummer",))
def add_effort(request: HttpRequest, programme: Programme, data: EffortInput) -> Any:
    """Wat een partner doet, voor welk doel en met hoeveel geld."""
    goal = Goal.objects.filter(pk=data.goal, vision=programme.vision_id).first() if data.goal else None
    if data.goal and goal is None:
        raise NoSuchGoal
    made = programmes.add_effort(
        programme,
        **data.model_dump(exclude={"organisation", "goal"}),
        organisation=_organisation(data.organisation),
        goal=goal,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _effort(queries.effort(made.pk)))


def _organisation(number: int) -> Organisation:
    found: Organisation | None = Organisation.objects.active().filter(pk=number).first()
    if found is None:
        raise NoSuchOrganisation
    return found


@router.post("/inspanningen/{int:nummer}/reservering", response=EffortDocument, summary="Geld reserveren")
@needs(Permission.PLAN_MANAGE, find=queries.effort, by=("nummer",))
def reserve_money(request: HttpRequest, effort: Effort, data: ReserveInput) -> Any:
    """Wat op dit geld wachtte komt vanzelf terug, en wie erom vroeg krijgt bericht."""
    programmes.reserve_money(effort, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _effort(queries.effort(effort.pk))


@router.post("/wijkprogrammas/{int:nummer}/instemmingen", response=ProgrammeWhole, summary="Instemming vastleggen")
@needs(Permission.PLAN_MANAGE, find=queries.programme, by=("nummer",))
def agree(request: HttpRequest, programme: Programme, data: AgreeInput) -> Any:
    """Een bewonersorganisatie of partner stemt in, met naam en datum."""
    programmes.agree(
        programme,
        **data.model_dump(exclude={"organisation"}),
        organisation=_organisation(data.organisation),
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return _whole(request, queries.programme(programme.pk))


@router.post("/wijkprogrammas/{int:nummer}/vaststelling", response=ProgrammeWhole, summary="Vaststelling vastleggen")
@needs(Permission.PLAN_ADOPT, find=queries.programme, by=("nummer",))
def adopt(request: HttpRequest, programme: Programme, data: AdoptInput) -> Any:
    """Wat op het geld van het hele programma wachtte komt vanzelf terug."""
    actor = policy.actor_of(request)
    if not policy.may(actor, programme.thread_view_permission, on=programme):
        raise Http404
    programmes.adopt_programme(programme, **data.model_dump(), by=actor, at=clock.now())
    return _whole(request, queries.programme(programme.pk))


# ── Reactions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post(
    "/wijkprogrammas/{int:nummer}/reacties",
    response={201: ProgrammeCommentDocument},
    summary="Op een programma reageren",
)
@needs(Permission.PLAN_COMMENT, find=queries.programme, by=("nummer",))
def comment_programme(request: HttpRequest, programme: Programme, data: ProgrammeCommentInput) -> Any:
    """Namens een bewonersorganisatie of partner, tot het is vastgesteld."""
    organisation = queries.parties_of(programme.work_area).filter(pk=data.organisation).first()
    if organisation is None:
        raise NoSuchOrganisation
    effort = Effort.objects.filter(pk=data.effort, programme=programme).first() if data.effort else None
    if data.effort and effort is None:
        raise programme_comments.EffortElsewhere
    made = programme_comments.comment(
        programme,
        text=data.text,
        effort=effort,
        organisation=organisation,
        client_key=data.client_key,
        **policy.deed(request),
    )
    return Status(201, _comment(queries.comment(programme.pk, made.pk)))


@router.post(
    "/wijkprogrammas/{int:nummer}/reacties/{int:reactie}/verwerking",
    response=ProgrammeCommentDocument,
    summary="Zeggen wat er met een reactie is gedaan",
)
@needs(Permission.PLAN_MANAGE, find=queries.comment, by=("nummer", "reactie"))
def handle_programme_comment(request: HttpRequest, said: ProgrammeComment, data: HandleProgrammeInput) -> Any:
    """Overgenomen, deels of niet, en waarom. Wie reageerde krijgt bericht."""
    values = data.model_dump() | {"taken_over": TakenOver[data.taken_over.name]}
    programme_comments.handle_comment(said, **values, **policy.deed(request))
    return _comment(queries.comment(said.plan_id, said.pk))
