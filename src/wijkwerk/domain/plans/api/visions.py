"""Visions, their goals and indicators, and themes of the municipality, for machines: the same deeds as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import AfterValidator, Field

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.api.agendas import NoSuchArea, NoSuchOrganisation
from wijkwerk.domain.plans.models import Goal, Indicator, MunicipalTheme, TakenOver, Vision, VisionComment
from wijkwerk.domain.plans.models.indicators import Better, IndicatorKind, Known
from wijkwerk.domain.plans.models.visions import AdoptedBy, GoalKind, Owner
from wijkwerk.domain.plans.operations import indicators, themes, visions
from wijkwerk.domain.plans.operations.visions import LONGEST_VISION
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import indicators as indicator_queries
from wijkwerk.domain.plans.queries import themes as theme_queries
from wijkwerk.domain.plans.queries import visions as queries
from wijkwerk.domain.signals import limits
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Answer, Verdict
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging, text
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref

router = api.router("Wijkvisies")
ORDER = ("-from_year", "-id")
VisionText = Annotated[str, Field(max_length=LONGEST_VISION), AfterValidator(text.clean_text)]


class NoSuchGoal(Refusal):
    message = _("Dit doel staat niet in deze visie.")


class NotYours(Refusal):
    message = _("Met deze sleutel kunt u dit plan niet schrijven.")
    status = 403


class StateWord(StrEnum):
    DRAFT = "in de maak"
    CONSULTATION = "ligt voor"
    PROCESSING = "in bewerking"
    ADOPTED = "vastgesteld"
    REPLACED = "vervangen"
    DROPPED = "gestopt"


class OwnerWord(StrEnum):
    MUNICIPALITY = "gemeente"
    RESIDENTS = "bewoners"


class TakenWord(StrEnum):
    OPEN = "nog te bekijken"
    YES = "overgenomen"
    PARTLY = "deels"
    NO = "niet"


class DeciderWord(StrEnum):
    COUNCIL = "gemeenteraad"
    COLLEGE = "college"
    RESIDENTS = "bewoners"


class VerdictWord(StrEnum):
    YES = "ja"
    CONDITIONAL = "ja, op voorwaarde dat"
    NO = "nee"


class KnownWord(StrEnum):
    MEASURED = "gemeten"
    NOT_MEASURED = "niet gemeten"
    NOT_YET_KNOWN = "nog niet bekend"


class KindWord(StrEnum):
    NUMBER = "aantal"
    PERCENTAGE = "percentage"
    MARK = "rapportcijfer"
    ORDINAL = "oordeel"


class BetterWord(StrEnum):
    HIGHER = "hoger"
    LOWER = "lager"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class TargetDocument(Document):
    year: int = named("jaar")
    value: float = named("waarde")
    words: str = named("inWoorden")


class MeasurementDocument(Document):
    year: int = named("jaar")
    part: int = named("deel")
    period: str = named("periode")
    known: KnownWord = named("bekend")
    value: float | None = named("waarde")
    words: str = named("inWoorden")
    source: str = named("bron")
    note: str = named("toelichting")
    is_zero: bool = named("nulmeting")
    breaks: str = named("breuk", description="Waarom de reeks hier opnieuw begint; leeg als zij doorloopt.")


class IndicatorDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    definition: str = named("definitie")
    kind: KindWord = named("soort")
    better: BetterWord = named("beter")
    unit: str = named("eenheid")
    labels: list[str] = named("schaal")
    standing: str = named("stand")
    standing_words: str = named("standToelichting")
    targets: list[TargetDocument] = named("streefwaarden")
    measurements: list[MeasurementDocument] = named("metingen")


class ConditionDocument(Document):
    what: str = named("wat")
    from_whom: str = named("vanWie")
    by_when: date = named("uiterlijk")
    state: str = named("staat")


class AnswerDocument(Document):
    verdict: VerdictWord = named("oordeel")
    reason: str = named("reden")
    given_at: datetime = named("gegevenOp")
    conditions: list[ConditionDocument] = named("voorwaarden")


class GoalDocument(Document):
    number: int = named("nummer")
    number_in_vision: int = named("nummerInVisie")
    title: str = named("titel")
    description: str = named("omschrijving")
    is_project: bool = named("isProject")
    theme: int | None = named("themaNummer")
    answer: AnswerDocument | None = named("antwoord")
    indicators: list[IndicatorDocument] = named("indicatoren")


class CommentDocument(Document):
    number: int = named("nummer")
    text: str = named("tekst")
    on_behalf_of: str = named("namens")
    said_at: datetime = named("op")
    goal: int | None = named("doelNummer")
    taken_over: TakenWord = named("overgenomen")
    reason: str = named("toelichting")
    is_public: bool = named("openbaar")
    version: int = named("versie")


class VisionDocument(Document):
    """Een wijkvisie, of een plan dat van bewoners is."""

    number: int = named("nummer")
    title: str = named("titel")
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    owner: OwnerWord = named("eigenaar")
    body: str = named("bewonersorganisatie")
    from_year: int = named("vanJaar")
    until_year: int = named("totJaar")
    state: StateWord = named("staat")
    edition: int = named("editie")
    revises: int | None = named("herziet")
    comments_until: date | None = named("reagerenTot")
    adopted_on: date | None = named("vastgesteldOp")
    adopted_by: DeciderWord | None = named("vastgesteldDoor")
    decision_number: str = named("besluitnummer")
    version: int = named("versie")


class VisionWhole(VisionDocument):
    text: str = named("tekst")
    goals: list[GoalDocument] = named("doelen")
    comments: list[CommentDocument] = named("reacties")


class VisionList(Document):
    results: list[VisionDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class Received(Document):
    received: bool = named("ontvangen")


class ThemeAreaDocument(Document):
    area_number: int = named("werkgebiedNummer")
    area_name: str = named("werkgebiedNaam")
    text: str | None = named("uitwerking", description="Leeg: nog niet uitgewerkt.")
    goals: list[int] = named("doelen")
    items: list[int] = named("projecten")


class ThemeDocument(Document):
    number: int = named("nummer")
    title: str = named("titel")
    text: str = named("tekst")
    from_year: int = named("vanJaar")
    until_year: int | None = named("totJaar")


class ThemeWhole(ThemeDocument):
    areas: list[ThemeAreaDocument] = named("gebieden")


class ThemeList(Document):
    results: list[ThemeDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class VisionFilter(Input):
    area: Number | None = named("werkgebied", None, description="Nummer van het werkgebied.")
    state: StateWord | None = named("staat", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class PageFilter(Input):
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class VisionWords(Input):
    title: Line = named("titel")
    text: VisionText = named("tekst", "")
    from_year: int = named("vanJaar", ge=1990, le=2100)
    until_year: int = named("totJaar", ge=1990, le=2150)


class VisionInput(VisionWords):
    area: Number = named("werkgebied", description="Nummer van het werkgebied.")
    body: Number | None = named("bewonersorganisatie", None, description="Alleen bij een plan dat van bewoners is.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één visie.")


class VisionChange(VisionWords):
    version: int = named("versie")


class GoalInput(Input):
    title: Line = named("titel")
    description: Story = named("omschrijving", "")
    is_project: bool = named("isProject", False)
    theme: Number | None = named("themaNummer", None)


class CommentInput(Input):
    text: Story = named("tekst")
    goal: Number | None = named("doelNummer", None)
    name: Line = named("naam", "", description="Niet verplicht, en wordt niet getoond.")
    email: Annotated[str, Field(max_length=254, pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")] = named(
        "email", "", description="Niet verplicht. Wie het invult, krijgt bericht wat ermee is gedaan."
    )
    client_key: UUID | None = named("sleutel", None, description="Twee keer verstuurd is één reactie.")


class ConsultationInput(Input):
    until: date = named("reagerenTot")
    is_open_to_all: bool = named("voorIedereen", True)
    version: int | None = named("versie", None)


class HandleInput(Input):
    taken_over: TakenWord = named("overgenomen")
    reason: Story = named("toelichting", "")
    is_public: bool = named("openbaar", True)
    version: int | None = named("versie", None)


class AdoptInput(Input):
    adopted_by: DeciderWord = named("vastgesteldDoor")
    adopted_on: date = named("vastgesteldOp")
    decision_number: Line = named("besluitnummer", "")
    version: int | None = named("versie", None)


class MeasurementInput(Input):
    year: int = named("jaar", ge=1950, le=2150)
    part: int = named("deel", 1, ge=1, le=4)
    known: KnownWord = named("bekend", KnownWord.MEASURED)
    value: Decimal | None = named("waarde", None, ge=-(10**12), le=10**12, decimal_places=4)
    source: Line = named("bron", "")
    note: Line = named("toelichting", "")
    is_zero: bool = named("nulmeting", False)


class ElaborationInput(Input):
    text: Story = named("uitwerking")
    version: int | None = named("versie", None, description="De versie die u las; 0 als er nog niets stond.")


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/wijkvisies", response=VisionList, summary="Wijkvisies")
@needs(Permission.PLAN_VIEW)
def vision_list(request: HttpRequest, filters: Query[VisionFilter]) -> HttpResponse:
    """Visies die u mag lezen, de nieuwste jaren eerst."""
    api.check_token(filters.after, order=ORDER)
    area = areas.work_areas(clock.today()).filter(pk=filters.area).first() if filters.area else None
    if filters.area and area is None:
        return api.list_answer(request, [], next_token=None)
    state = VisionState[filters.state.name] if filters.state else ""
    rows = queries.visions(actor=policy.actor_of(request), work_area=area, state=state).select_related("revises")
    page = paging.page(rows, after=filters.after, order=ORDER, size=filters.size)
    documents = [VisionDocument(**_fields(vision)).model_dump(by_alias=True) for vision in page.rows]
    return api.list_answer(request, documents, next_token=page.next)


def _fields(vision: Vision) -> dict[str, Any]:
    return {
        "number": vision.pk,
        "title": vision.title,
        "area_number": vision.work_area_id,
        "area_name": vision.work_area.name,
        "owner": OwnerWord[Owner(vision.owner).name],
        "body": vision.body.name if vision.body else "",
        "from_year": vision.from_year,
        "until_year": vision.until_year,
        "state": StateWord[VisionState(vision.state).name],
        "edition": vision.edition,
        "revises": vision.revises_id,
        "comments_until": vision.consultation_until if vision.takes_comments else None,
        "adopted_on": vision.adopted_on,
        "adopted_by": DeciderWord[AdoptedBy(vision.adopted_by).name] if vision.adopted_by else None,
        "decision_number": vision.decision_number,
        "version": vision.version,
    }


@router.get("/wijkvisies/{int:nummer}", response=VisionWhole, summary="Eén wijkvisie")
@needs(Permission.PLAN_VIEW, find=queries.vision, by=("nummer",))
def vision(request: HttpRequest, vision: Vision) -> Any:
    """Eén visie met haar doelen, indicatoren, antwoorden en reacties."""
    if not policy.may(policy.actor_of(request), vision.thread_view_permission, on=vision):
        raise Http404
    return _whole(request, vision)


def _whole(request: HttpRequest, vision: Vision) -> VisionWhole:
    insider = queries.insight(policy.actor_of(request), vision).comments
    goals = queries.goals_of(vision)
    answers = thread.answers_of(goals)
    series: dict[int, list[indicator_queries.Series]] = {}
    for each in indicator_queries.all_series(indicator_queries.indicators_of(vision)):
        series.setdefault(each.indicator.goal_id, []).append(each)
    return VisionWhole(
        **_fields(vision),
        text=vision.text,
        goals=[_goal(goal, answers.get(ref(goal)), series.get(goal.pk, [])) for goal in goals],
        comments=[_comment(said) for said in queries.comments_of(vision, insider=insider)],
    )


def _goal(goal: Goal, answer: Answer | None, series: Sequence[indicator_queries.Series]) -> GoalDocument:
    return GoalDocument(
        number=goal.pk,
        number_in_vision=goal.number,
        title=goal.title,
        description=goal.description,
        is_project=goal.is_project,
        theme=goal.theme_id,
        answer=_answer(answer) if answer is not None else None,
        indicators=[_indicator(each) for each in series],
    )


def _answer(answer: Answer) -> AnswerDocument:
    return AnswerDocument(
        verdict=VerdictWord[Verdict(answer.verdict).name],
        reason=answer.reason,
        given_at=answer.given_at,
        conditions=[
            ConditionDocument(
                what=each.what, from_whom=each.from_whom, by_when=each.by_when, state=str(each.get_state_display())
            )
            for each in answer.conditions.all()
        ],
    )


def _indicator(series: indicator_queries.Series) -> IndicatorDocument:
    each = series.indicator
    return IndicatorDocument(
        number=each.pk,
        title=each.title,
        definition=each.definition,
        kind=KindWord[IndicatorKind(each.kind).name],
        better=BetterWord[Better(each.better).name],
        unit=series.unit,
        labels=each.labels,
        standing=str(series.standing.label),
        standing_words=str(series.standing.words),
        targets=[TargetDocument(year=row.year, value=float(row.value), words=row.written) for row in series.targets],
        measurements=[
            MeasurementDocument(
                year=point.year,
                part=point.part,
                period=point.words,
                known=KnownWord[point.known.name],
                value=None if point.value is None else float(point.value),
                words=point.written,
                source=point.source,
                note=point.note,
                is_zero=point.is_zero,
                breaks=point.breaks,
            )
            for point in series.points
        ],
    )


def _comment(said: VisionComment) -> CommentDocument:
    """Of a resident never the name."""
    return CommentDocument(
        number=said.pk,
        text=said.text,
        on_behalf_of=said.organisation.name if said.organisation else "",
        said_at=said.said_at,
        goal=said.goal_id,
        taken_over=TakenWord[TakenOver(said.taken_over).name],
        reason=said.reason,
        is_public=said.is_public,
        version=said.version,
    )


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post("/wijkvisies", response={201: VisionWhole}, summary="Een visie beginnen")
@needs(Permission.PLAN_COMMENT)
def start_vision(request: HttpRequest, data: VisionInput) -> Any:
    """Een visie van de gemeente, of met `bewonersorganisatie` een plan dat van bewoners is."""
    actor = policy.actor_of(request)
    area = areas.work_areas(clock.today()).filter(pk=data.area).first()
    permission = Permission.PLAN_MANAGE if data.body is None else Permission.PLAN_OWN
    if area is None or not policy.may(actor, permission, on=area):
        raise NoSuchArea
    body = None
    if data.body is not None:
        body = Organisation.objects.active().bodies().filter(pk=data.body, work_areas=area).first()
        if body is None:
            raise NoSuchOrganisation
    made = visions.start_vision(
        area,
        **data.model_dump(exclude={"area", "body"}),
        owner=Owner.RESIDENTS if body else Owner.MUNICIPALITY,
        body=body,
        by=actor,
        at=clock.now(),
    )
    return Status(201, _whole(request, queries.vision(made.pk)))


def _check_writes(request: HttpRequest, vision: Vision) -> None:
    if not policy.may(policy.actor_of(request), vision.write_permission, on=vision):
        raise NotYours


@router.put("/wijkvisies/{int:nummer}", response=VisionWhole, summary="Visie wijzigen")
@needs(Permission.PLAN_COMMENT, find=queries.vision, by=("nummer",))
def change_vision(request: HttpRequest, vision: Vision, data: VisionChange) -> Any:
    """Andere woorden of andere jaren, zolang zij niet is vastgesteld."""
    _check_writes(request, vision)
    visions.change_vision(vision, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.vision(vision.pk))


@router.post("/wijkvisies/{int:nummer}/doelen", response={201: GoalDocument}, summary="Doel toevoegen")
@needs(Permission.PLAN_COMMENT, find=queries.vision, by=("nummer",))
def add_goal(request: HttpRequest, vision: Vision, data: GoalInput) -> Any:
    """Een doel; in een plan van bewoners ook een project."""
    _check_writes(request, vision)
    theme = MunicipalTheme.objects.filter(pk=data.theme).first() if data.theme else None
    kind = GoalKind.PROJECT if data.is_project and vision.is_of_residents else GoalKind.GOAL
    made = visions.add_goal(
        vision,
        title=data.title,
        description=data.description,
        theme=theme,
        kind=kind,
        by=policy.actor_of(request),
        at=clock.now(),
    )
    return Status(201, _goal(made, None, []))


@router.post("/wijkvisies/{int:nummer}/voorleggen", response=VisionWhole, summary="Visie voorleggen")
@needs(Permission.PLAN_COMMENT, find=queries.vision, by=("nummer",))
def open_consultation(request: HttpRequest, vision: Vision, data: ConsultationInput) -> Any:
    """Bewonersorganisatie en partners krijgen bericht."""
    _check_writes(request, vision)
    visions.open_consultation(vision, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _whole(request, queries.vision(vision.pk))


@router.post("/wijkvisies/{int:nummer}/reacties", response={201: Received}, summary="Op een visie reageren")
@needs(Permission.PLAN_VIEW, find=queries.vision, by=("nummer",))
def comment(request: HttpRequest, vision: Vision, data: CommentInput) -> Any:
    """Zonder sleutel, als inwoner. Twee keer sturen met dezelfde `sleutel` is één reactie."""
    actor = policy.actor_of(request)
    if not policy.may(actor, vision.thread_view_permission, on=vision):
        raise Http404
    goal = vision.goals.filter(pk=data.goal).first() if data.goal else None
    if data.goal and goal is None:
        raise NoSuchGoal
    with limits.counted(request, what=str(_("reacties"))):
        visions.comment(vision, **data.model_dump(exclude={"goal"}), goal=goal, by=actor, at=clock.now())
    return Status(201, Received(received=True))


@router.post(
    "/wijkvisies/{int:nummer}/reacties/{int:reactie}/verwerking",
    response=CommentDocument,
    summary="Zeggen wat er met een reactie is gedaan",
)
@needs(Permission.PLAN_COMMENT, find=queries.comment, by=("nummer", "reactie"))
def handle_comment(request: HttpRequest, said: VisionComment, data: HandleInput) -> Any:
    """Overgenomen, deels of niet, en waarom. Wie reageerde krijgt bericht."""
    _check_writes(request, said.plan)
    values = data.model_dump() | {"taken_over": TakenOver[data.taken_over.name]}
    visions.handle_comment(said, **values, by=policy.actor_of(request), at=clock.now())
    return _comment(queries.comment(said.plan_id, said.pk))


@router.post("/wijkvisies/{int:nummer}/vaststelling", response=VisionWhole, summary="Vaststelling vastleggen")
@needs(Permission.PLAN_VIEW, find=queries.vision, by=("nummer",))
def adopt(request: HttpRequest, vision: Vision, data: AdoptInput) -> Any:
    """Wie het vaststelde, wanneer en onder welk nummer. Daarna blijft het zo."""
    actor = policy.actor_of(request)
    if not policy.may(actor, vision.thread_view_permission, on=vision):
        raise Http404
    if not policy.may(actor, Permission.PLAN_OWN if vision.is_of_residents else Permission.PLAN_ADOPT, on=vision):
        raise NotYours
    values = data.model_dump() | {"adopted_by": AdoptedBy[data.adopted_by.name]}
    visions.adopt_vision(vision, **values, by=actor, at=clock.now())
    return _whole(request, queries.vision(vision.pk))


# ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/indicatoren/{int:nummer}", response=IndicatorDocument, summary="Eén indicator")
@needs(Permission.PLAN_VIEW, find=indicator_queries.indicator, by=("nummer",))
def indicator(request: HttpRequest, indicator: Indicator) -> Any:
    """De hele reeks, met streefwaarden, breuken en wat niet bekend is."""
    if not policy.may(policy.actor_of(request), indicator.goal.thread_view_permission, on=indicator):
        raise Http404
    return _indicator(indicator_queries.series_of(indicator))


@router.post("/indicatoren/{int:nummer}/metingen", response=IndicatorDocument, summary="Cijfer invoeren")
@needs(Permission.PLAN_MANAGE, find=indicator_queries.indicator, by=("nummer",))
def measure(request: HttpRequest, indicator: Indicator, data: MeasurementInput) -> Any:
    """De waarde van een periode, of dat zij niet is gemeten of nog niet bekend is."""
    values = data.model_dump() | {"known": Known[data.known.name]}
    indicators.measure(indicator, **values, by=policy.actor_of(request), at=clock.now())
    return _indicator(indicator_queries.series_of(indicator_queries.indicator(indicator.pk)))


# ── Themes of the municipality ─────────────────────────────────────────────────────────────────────────────────────
THEME_ORDER = ("title", "id")


@router.get("/gemeentethemas", response=ThemeList, summary="Thema's van de gemeente")
@needs(Permission.PLAN_VIEW)
def theme_list(request: HttpRequest, filters: Query[PageFilter]) -> HttpResponse:
    """Waar de hele gemeente aan werkt."""
    api.check_token(filters.after, order=THEME_ORDER)
    page = paging.page(theme_queries.themes(), after=filters.after, order=THEME_ORDER, size=filters.size)
    rows = [ThemeDocument(**_theme(theme)).model_dump(by_alias=True) for theme in page.rows]
    return api.list_answer(request, rows, next_token=page.next)


def _theme(theme: MunicipalTheme) -> dict[str, Any]:
    return {
        "number": theme.pk,
        "title": theme.title,
        "text": theme.text,
        "from_year": theme.from_year,
        "until_year": theme.until_year,
    }


@router.get("/gemeentethemas/{int:nummer}", response=ThemeWhole, summary="Eén thema over alle gebieden")
@needs(Permission.PLAN_VIEW, find=theme_queries.theme, by=("nummer",))
def theme(request: HttpRequest, theme: MunicipalTheme) -> Any:
    """Het thema met de uitwerking van elk gebied."""
    return _theme_whole(request, theme)


def _theme_whole(request: HttpRequest, theme: MunicipalTheme) -> ThemeWhole:
    rows = theme_queries.over_areas(theme, actor=policy.actor_of(request))
    return ThemeWhole(
        **_theme(theme),
        areas=[
            ThemeAreaDocument(
                area_number=row.work_area.pk,
                area_name=row.work_area.name,
                text=row.elaboration.text if row.elaboration else None,
                goals=[goal.pk for goal in row.goals],
                items=[item.pk for item in row.items],
            )
            for row in rows
        ],
    )


@router.put("/gemeentethemas/{int:nummer}/gebieden/{int:werkgebied}", response=ThemeWhole, summary="Thema uitwerken")
@needs(Permission.PLAN_MANAGE, find=theme_queries.theme_in_area, by=("nummer", "werkgebied"))
def work_out(request: HttpRequest, found: theme_queries.ThemeInArea, data: ElaborationInput) -> Any:
    """Wat dit gebied met het thema doet."""
    themes.work_out(found.theme, found.work_area, **data.model_dump(), by=policy.actor_of(request), at=clock.now())
    return _theme_whole(request, found.theme)
