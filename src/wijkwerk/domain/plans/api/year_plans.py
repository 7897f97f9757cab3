"""The year plan for machines: what the board shows, its two tables, and the deeds on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Status

from wijkwerk.domain.plans.models import ActivityCode, PlannedActivity, PlanRow, YearPlan
from wijkwerk.domain.plans.operations import year_plans
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.queries.year_plans import Board, BoardRow, PlanTable
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock
from wijkwerk.foundation.kit.api import Document, Input, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Jaarplanning")


class NoSuchCode(Refusal):
    message = _("Deze code is er niet, of is niet meer in gebruik.")


class NoSuchRow(Refusal):
    message = _("Deze regel is er niet in dit jaar, of u plant dit gebied niet.")


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class CodeDocument(Document):
    """Een activiteitcode van de gemeente."""

    number: int = named("nummer")
    code: str
    name: str = named("naam")
    weight: int = named("zwaarte")
    has_year: bool = named("heeftJaar")
    is_active: bool = named("inGebruik")


class ActivityDocument(Document):
    """Een geplande activiteit. De titel is zoals zij in de tabel staat."""

    number: int = named("nummer")
    row_number: int = named("regelNummer")
    code: str
    code_year: int | None = named("codeJaar")
    title: str = named("titel")
    words: str = named("woorden")
    note: str = named("toelichting")
    is_doubtful: bool = named("onzeker")
    from_month: int = named("vanMaand")
    until_month: int = named("totMaand")
    version: int = named("versie")


class RowDocument(Document):
    number: int = named("nummer")
    area_number: int | None = named("werkgebiedNummer")
    name: str = named("naam")
    coordinator: str = named("wiePaktOp")
    tasks: str = named("opgaven")
    activities: list[ActivityDocument] = named("activiteiten")


class LoadDocument(Document):
    coordinator: str = named("wie")
    points: list[int] = named("puntenPerMaand")
    overloaded: list[int] = named("teVeelInMaand")


class PlanDocument(Document):
    """De jaarplanning van een jaar."""

    year: int = named("jaar")
    version: int = named("versie")
    limit: int = named("grens")
    rows: list[RowDocument] = named("regels")
    loads: list[LoadDocument] = named("belasting")


class TableDocument(Document):
    """Een tabel zoals zij op papier komt."""

    name: str = named("naam")
    columns: list[str] = named("kolommen")
    rows: list[list[str]] = named("regels")
    notes: list[str] = named("noten")


class TablesDocument(Document):
    division: TableDocument = named("verdeling")
    months: TableDocument = named("planning")


class CodesDocument(Document):
    results: list[CodeDocument] = named("resultaten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class ActivityInput(Input):
    code: str = named("code", max_length=12)
    code_year: int | None = named("codeJaar", None, ge=1990, le=2100)
    from_month: int = named("vanMaand", ge=1, le=12)
    until_month: int = named("totMaand", ge=1, le=12)
    words: str = named("woorden", "", max_length=100)
    note: str = named("toelichting", "", max_length=300)
    is_doubtful: bool = named("onzeker", False)


class NewActivity(ActivityInput):
    row: Number = named("regel", description="Nummer van de regel.")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class ActivityChange(ActivityInput):
    version: int = named("versie", description="De versie die u las.")


class MoveInput(Input):
    from_month: int = named("vanMaand", ge=1, le=12)
    row: Number | None = named("regel", None, description="Naar deze regel van hetzelfde jaar.")
    version: int | None = named("versie", None)


class SplitInput(Input):
    at_month: int = named("vanafMaand", ge=1, le=12)
    version: int | None = named("versie", None)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/activiteitcodes", response=CodesDocument, summary="Activiteitcodes")
@needs(Permission.YEAR_PLAN_VIEW)
def codes(request: HttpRequest) -> Any:
    """De letters van de jaarplanning en wat ze betekenen."""
    return CodesDocument(results=[_code(each) for each in queries.codes(only_active=False)])


@router.get("/jaarplanningen/{int:jaar}", response=PlanDocument, summary="Eén jaarplanning")
@needs(Permission.YEAR_PLAN_VIEW)
def year_plan(request: HttpRequest, jaar: int) -> Any:
    """Alle gebieden met wat er gepland is, en hoeveel ieder te doen heeft."""
    plan = _plan(jaar)
    board = queries.board(plan)
    return PlanDocument(
        year=plan.year,
        version=plan.version,
        limit=plan.load_limit,
        rows=[_row(each) for each in board.rows],
        loads=_loads(board),
    )


@router.get("/jaarplanningen/{int:jaar}/tabellen", response=TablesDocument, summary="De tabellen van een jaarplanning")
@needs(Permission.YEAR_PLAN_VIEW)
def tables(request: HttpRequest, jaar: int) -> Any:
    """De verdeling en de planning, zoals ze op papier komen."""
    board = queries.board(_plan(jaar))
    return TablesDocument(division=_table(queries.division_table(board)), months=_table(queries.months_table(board)))


def _plan(year: int) -> YearPlan:
    try:
        return queries.year_plan(year)
    except YearPlan.DoesNotExist as missing:
        raise Http404 from missing


def _code(code: ActivityCode) -> CodeDocument:
    return CodeDocument(
        number=code.pk,
        code=code.code,
        name=code.name,
        weight=code.weight,
        has_year=code.has_year,
        is_active=code.is_active,
    )


def _row(each: BoardRow) -> RowDocument:
    row = each.row
    return RowDocument(
        number=row.pk,
        area_number=row.work_area_id,
        name=row.title,
        coordinator=row.coordinator.name if row.coordinator is not None else "",
        tasks=each.tasks_words if each.tasks else "",
        activities=[_activity(activity) for activity in each.activities],
    )


def _activity(activity: PlannedActivity) -> ActivityDocument:
    return ActivityDocument(
        number=activity.pk,
        row_number=activity.row_id,
        code=activity.code.code,
        code_year=activity.code_year,
        title=activity.title,
        words=activity.words,
        note=activity.note,
        is_doubtful=activity.is_doubtful,
        from_month=activity.from_month,
        until_month=activity.until_month,
        version=activity.version,
    )


def _loads(board: Board) -> list[LoadDocument]:
    return [
        LoadDocument(
            coordinator=load.coordinator.name,
            points=list(load.points),
            overloaded=[month for month, points in enumerate(load.points, start=1) if points > load.limit],
        )
        for load in board.loads
    ]


def _table(table: PlanTable) -> TableDocument:
    return TableDocument(
        name=table.name,
        columns=list(table.columns),
        rows=[list(row) for row in table.rows],
        notes=list(table.notes),
    )


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.post(
    "/jaarplanningen/{int:jaar}/activiteiten", response={201: ActivityDocument}, summary="Activiteit op het bord zetten"
)
@needs(Permission.YEAR_PLAN_MANAGE)
def add_activity(request: HttpRequest, jaar: int, data: NewActivity) -> Any:
    """In een regel van dat jaar."""
    actor = policy.actor_of(request)
    row = _own_row(request, data.row, year=jaar)
    values = data.model_dump(exclude={"row", "code"})
    made = year_plans.add_activity(row, code=_known(data.code), **values, by=actor, at=clock.now())
    return Status(201, _activity(queries.activity(made.pk)))


@router.put("/geplande-activiteiten/{int:nummer}", response=ActivityDocument, summary="Activiteit wijzigen")
@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity, by=("nummer",))
def change_activity(request: HttpRequest, activity: PlannedActivity, data: ActivityChange) -> Any:
    """Andere code, woorden of maanden."""
    values = data.model_dump(exclude={"code"})
    code = _known(data.code, current=activity.code)
    year_plans.change_activity(activity, code=code, **values, by=policy.actor_of(request), at=clock.now())
    return _activity(queries.activity(activity.pk))


@router.post(
    "/geplande-activiteiten/{int:nummer}/verplaatsing", response=ActivityDocument, summary="Activiteit verplaatsen"
)
@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity, by=("nummer",))
def move_activity(request: HttpRequest, activity: PlannedActivity, data: MoveInput) -> Any:
    """Naar andere maanden, of naar een andere regel die u ook plant."""
    row = _own_row(request, data.row, year=activity.row.plan.year) if data.row is not None else None
    values = data.model_dump(exclude={"row"})
    year_plans.move_activity(activity, row=row, **values, by=policy.actor_of(request), at=clock.now())
    return _activity(queries.activity(activity.pk))


@router.post(
    "/geplande-activiteiten/{int:nummer}/splitsing", response={201: ActivityDocument}, summary="Activiteit splitsen"
)
@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity, by=("nummer",))
def split_activity(request: HttpRequest, activity: PlannedActivity, data: SplitInput) -> Any:
    """In tweeën; u krijgt het tweede deel."""
    _first, second = year_plans.split_activity(
        activity, **data.model_dump(), by=policy.actor_of(request), at=clock.now()
    )
    return Status(201, _activity(queries.activity(second.pk)))


@router.delete("/geplande-activiteiten/{int:nummer}", response={204: None}, summary="Activiteit weghalen")
@needs(Permission.YEAR_PLAN_MANAGE, find=queries.activity, by=("nummer",))
def remove_activity(request: HttpRequest, activity: PlannedActivity) -> Any:
    """Van het bord af; op het bord kan dat ongedaan worden gemaakt."""
    year_plans.remove_activity(activity, by=policy.actor_of(request), at=clock.now())
    return Status(204, None)


def _own_row(request: HttpRequest, number: int, *, year: int) -> PlanRow:
    row = PlanRow.objects.select_related("plan", "work_area").filter(pk=number, plan__year=year).first()
    if row is None or not policy.may(policy.actor_of(request), Permission.YEAR_PLAN_MANAGE, on=row):
        raise NoSuchRow
    return row  # type: ignore[no-any-return]


def _known(code: str, *, current: ActivityCode | None = None) -> ActivityCode:
    found = ActivityCode.objects.filter(code__iexact=code).first()
    if found is None or not (found.is_active or found == current):
        raise NoSuchCode
    return found  # type: ignore[no-any-return]
