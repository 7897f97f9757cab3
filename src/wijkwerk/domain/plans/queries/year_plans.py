"""What can be asked of the year plan: the board with its loads, and the two tables that are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Assignment, Person
from wijkwerk.domain.plans.models import (
    ActivityCode,
    Agenda,
    Evaluation,
    PlanMove,
    PlannedActivity,
    PlanRow,
    Programme,
    RowTask,
    Vision,
    YearPlan,
)
from wijkwerk.domain.plans.models.year_plans import CodeLink
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor, Reach
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.tenancy import scope

MONTHS = ("Jan.", "Febr", "Mrt", "April", "Mei", "Juni", "Juli", "Aug", "Sept", "Okt", "Nov", "Dec.")
LAST_MOVES = 50


# ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────────
def year_plan(year: int) -> YearPlan:
    found: YearPlan = YearPlan.objects.get(year=year)
    return found


def year_plans() -> QuerySet[YearPlan]:
    rows: QuerySet[YearPlan] = YearPlan.objects.order_by("-year")
    return rows


def nearest_plan(year: int) -> YearPlan | None:
    """The plan of this year, else the last one before it, else the first one after."""
    plans = list(year_plans())
    return next((plan for plan in plans if plan.year <= year), plans[-1] if plans else None)


def plan_row(number: int) -> PlanRow:
    found: PlanRow = PlanRow.objects.select_related("plan", "work_area", "coordinator").get(pk=number)
    return found


def activity(number: int) -> PlannedActivity:
    found: PlannedActivity = PlannedActivity.objects.select_related(
        "code", "row__plan", "row__work_area", "row__coordinator"
    ).get(pk=number)
    return found


def codes(*, only_active: bool = True) -> QuerySet[ActivityCode]:
    rows: QuerySet[ActivityCode] = ActivityCode.objects.order_by("position", "id")
    return rows.filter(is_active=True) if only_active else rows


def code(number: int) -> ActivityCode:
    found: ActivityCode = ActivityCode.objects.get(pk=number)
    return found


def coordinators(*, on: date, with_id: int | None = None) -> QuerySet[Person]:
    """Who can take an area: coordinators of any area on this day, and who takes it already."""
    holding = Assignment.objects.on(on).filter(role=Role.COORDINATOR, person__is_active=True).values("person_id")
    rows: QuerySet[Person] = Person.objects.filter(Q(pk__in=holding) | Q(pk=with_id))
    return rows.order_by("name", "id")


def work_areas_of(year: int) -> QuerySet[WorkArea]:
    """The work areas that there are on some day of this year, or that there will be by its end."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=date(year, 1, 1))
    rows: QuerySet[WorkArea] = WorkArea.objects.filter(lasting, valid_from__lte=date(year, 12, 31))
    return rows.order_by("name", "id")


def areas_without_row(plan: YearPlan) -> list[WorkArea]:
    return list(work_areas_of(plan.year).exclude(pk__in=plan.rows.exclude(work_area=None).values("work_area_id")))


def move(number: int) -> PlanMove:
    found: PlanMove = PlanMove.objects.select_related("plan", "by_person").get(pk=number)
    return found


def last_moves(plan: YearPlan, *, since: int = 0) -> list[PlanMove]:
    """What was done on the board, newest first."""
    rows = PlanMove.objects.filter(plan=plan, plan_version__gt=since).select_related("by_person")
    return list(rows.order_by("-id")[:LAST_MOVES])


def last_own_move(plan: YearPlan, *, by: Actor) -> PlanMove | None:
    """What this person did last and has not taken back."""
    if by.kind != "person":
        return None
    own = PlanMove.objects.filter(plan=plan, by_person_id=by.id, undoes=None, is_undone=False)
    found: PlanMove | None = own.order_by("-id").first()
    return found


# ── The board ──────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Cell:
    """What happens in an area in a month, in the order of the codes."""

    month: int
    activities: Sequence[PlannedActivity]

    def words(self, notes: Sequence[str] = ()) -> str:
        """As the municipality writes it: P, PA12. A note stands at the last month of its activity, by its number."""
        return capfirst(", ".join(each.title + self._mark(each, notes) for each in self.activities))

    def _mark(self, activity: PlannedActivity, notes: Sequence[str]) -> str:
        if activity.note not in notes or activity.until_month != self.month:
            return ""
        return f" [{notes.index(activity.note) + 1}]"


@dataclass(frozen=True)
class BoardRow:
    """A row with its cells, its tasks, and whether this actor may plan it."""

    row: PlanRow
    tasks: Sequence[RowTask]
    activities: Sequence[PlannedActivity]
    manages: bool = False

    @cached_property
    def cells(self) -> list[Cell]:
        months: list[list[PlannedActivity]] = [[] for _month in range(12)]
        for each in self.activities:
            for month in each.months:
                months[month - 1].append(each)
        return [Cell(month, planned) for month, planned in enumerate(months, start=1)]

    @property
    def tasks_words(self) -> str:
        """R, V, P, PA en E: a line for each line of tasks; what is of no one area is a list."""
        if not self.tasks:
            return _("Geen activiteiten") if self.row.work_area_id else ""
        lines: dict[int, list[str]] = defaultdict(list)
        for task in self.tasks:
            lines[task.line].append(task.title)
        if self.row.work_area_id is None:
            return "\n".join(f"- {one_breath(words)}" for words in lines.values())
        return "\n".join(one_breath(words) for words in lines.values())

    def load_in(self, month: int) -> int:
        """What the month weighs for who takes this row: what is planned, and tasks that go on all year."""
        planned = {each.code_id for each in self.activities}
        all_year = {
            task.code_id: task.code.weight
            for task in self.tasks
            if task.code is not None and task.code.is_all_year and task.code_id not in planned
        }
        return sum(each.code.weight for each in self.cells[month - 1].activities) + sum(all_year.values())


@dataclass(frozen=True)
class Load:
    """What somebody has to do in each month, and in which that is too much."""

    coordinator: Person
    points: Sequence[int]
    limit: int

    @property
    def months(self) -> list[tuple[str, int, bool]]:
        return [(name, points, points > self.limit) for name, points in zip(MONTHS, self.points, strict=True)]

    @property
    def overloaded(self) -> list[str]:
        return [name for name, _points, too_much in self.months if too_much]


@dataclass(frozen=True)
class Board:
    """The year plan as a whole; `rows` are those that were asked for, the loads are of everybody."""

    plan: YearPlan
    all_rows: Sequence[BoardRow]
    coordinator_id: int | None = None
    month: int | None = None

    @property
    def rows(self) -> list[BoardRow]:
        """Those of one coordinator where one is chosen; with something in the month where one is chosen."""
        return [
            each
            for each in self.all_rows
            if self.coordinator_id in (None, each.row.coordinator_id)
            and (self.month is None or each.cells[self.month - 1].activities)
        ]

    def shows(self, month: int) -> bool:
        return self.month in (None, month)

    @cached_property
    def loads(self) -> list[Load]:
        of: dict[int, list[BoardRow]] = defaultdict(list)
        people: dict[int, Person] = {}
        for each in self.all_rows:
            if each.row.coordinator is not None:
                of[each.row.coordinator.pk].append(each)
                people[each.row.coordinator.pk] = each.row.coordinator
        return [
            Load(people[pk], [sum(row.load_in(month) for row in rows) for month in range(1, 13)], self.plan.load_limit)
            for pk, rows in sorted(of.items(), key=lambda pair: people[pair[0]].name)
        ]

    @property
    def overloaded(self) -> list[Load]:
        return [load for load in self.loads if load.overloaded]

    @property
    def coordinators(self) -> list[Person]:
        return [load.coordinator for load in self.loads]

    @property
    def manages(self) -> bool:
        return any(each.manages for each in self.all_rows)


def board(plan: YearPlan, *, actor: Actor | None = None) -> Board:
    """The whole board in a fixed number of queries, however many areas."""
    rows = list(plan.rows.select_related("work_area", "coordinator").order_by("position", "id"))
    tasks: dict[int, list[RowTask]] = defaultdict(list)
    for task in RowTask.objects.filter(row__plan=plan).prefetch_related("code").order_by("line", "position", "id"):
        tasks[task.row_id].append(task)
    activities: dict[int, list[PlannedActivity]] = defaultdict(list)
    planned = PlannedActivity.objects.filter(row__plan=plan).prefetch_related("code")  # few codes, many activities
    for each in planned.order_by("code__position", "code_id", "from_month", "id"):
        activities[each.row_id].append(each)
    reach = actor.reach(Permission.YEAR_PLAN_MANAGE) if actor is not None else Reach()
    found = [BoardRow(row, tasks[row.pk], activities[row.pk], manages=_keeps(reach, row, actor)) for row in rows]
    return Board(plan, found)


def _keeps(reach: Reach, row: PlanRow, actor: Actor | None) -> bool:
    """The same as the policy says of each row, without asking it a hundred times."""
    if reach.everywhere or (row.work_area_id is None and reach.area_ids) or row.work_area_id in reach.area_ids:
        return True
    return actor is not None and actor.kind == "person" and row.coordinator_id == actor.id


def links_of(plan: YearPlan, rows: Iterable[BoardRow], *, actor: Actor) -> dict[int, str]:
    """Where each activity leads to: the vision, programme, agenda or evaluation of its area, where it exists."""
    wanted: dict[str, list[tuple[PlannedActivity, int]]] = defaultdict(list)
    for each in rows:
        if each.row.work_area_id is not None:
            for activity in each.activities:
                wanted[activity.code.links_to].append((activity, each.row.work_area_id))
    found: dict[int, str] = {}
    if planned := wanted[CodeLink.AGENDA]:
        years = {activity.code_year or plan.year for activity, _area in planned}
        agendas = {(each.work_area_id, each.year): each for each in Agenda.objects.filter(year__in=years)}
        for activity, area in planned:
            if agenda := agendas.get((area, activity.code_year or plan.year)):
                found[activity.pk] = agenda.get_absolute_url()
    about_now = {"from_year__lte": plan.year + 2}
    newest = {
        CodeLink.VISION: Vision.objects.visible_to(actor).filter(**about_now).order_by("from_year", "id"),
        CodeLink.PROGRAMME: Programme.objects.visible_to(actor).filter(**about_now).order_by("from_year", "id"),
        CodeLink.EVALUATION: Evaluation.objects.visible_to(actor).filter(year=plan.year).order_by("id"),
    }
    for kind, things in newest.items():
        if planned := wanted[kind]:
            last = {thing.work_area_id: thing for thing in things}
            found |= {activity.pk: last[area].get_absolute_url() for activity, area in planned if area in last}
    return found


def one_breath(words: Sequence[str]) -> str:
    """R, E; R, P, PA en E: only from three on with the last after "en"."""
    if len(words) < 3:
        return ", ".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


# ── The two tables ─────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class PlanTable:
    """One of the tables of the year plan, as words: for page, PDF and spreadsheet alike."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    legend: Sequence[str] = ()

    @property
    def named_rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row by what it is about, its cells with the name of their column."""
        return [(row[0], list(zip(self.columns[1:], row[1:], strict=True))) for row in self.rows]


def division_table(board: Board) -> PlanTable:
    """Verdeling wijken: what has to be done in each area this year, and who takes it."""
    municipality, year = scope.current(), board.plan.year
    rows = [
        (each.row.title, each.tasks_words, each.row.coordinator.name if each.row.coordinator else "")
        for each in board.rows
    ]
    used = {task.code_id: task.code for each in board.rows for task in each.tasks if task.code is not None}
    return PlanTable(
        name=_("Verdeling %(areas)s") % {"areas": municipality.word("work_area", plural=True)},
        columns=(
            capfirst(municipality.word("work_area")),
            _("Opgaven %(year)s") % {"year": year},
            _("Wie pakt op"),
        ),
        rows=rows,
        legend=legend(used.values()),
    )


def months_table(board: Board) -> PlanTable:
    """Planning wijken: what happens in each area in each month. What is of no area only when it has months."""
    municipality = scope.current()
    shown = [each for each in board.rows if each.row.work_area_id is not None or each.activities]
    notes = list(dict.fromkeys(each.note for row in shown for each in row.activities if each.note))
    used = {each.code_id: each.code for row in shown for each in row.activities}
    return PlanTable(
        name=_("Planning %(areas)s") % {"areas": municipality.word("work_area", plural=True)},
        columns=(capfirst(municipality.word("work_area")), *MONTHS),
        rows=[(each.row.title, *(cell.words(notes) for cell in each.cells)) for each in shown],
        notes=notes,
        legend=legend(used.values()),
    )


def legend(used: Iterable[ActivityCode]) -> list[str]:
    """What the letters stand for, in the order of the codes."""
    return [f"{each.code} = {each.name}" for each in sorted(used, key=lambda each: (each.position, each.pk))]
