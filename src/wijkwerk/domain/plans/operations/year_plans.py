"""What can be done with the year plan. Every deed on the board locks the plan of its year, so that two people never
put the same activity down twice, and keeps what it changed, so that it can be taken back.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import ActivityCode, PlanMove, PlannedActivity, PlanRow, RowTask, YearPlan
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.search import year_plans as search
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

USUAL_LIMIT = 12
_BETWEEN_TASKS = re.compile(r"\s*[,;]\s*")


class ChangedMeanwhile(Refusal):
    """`current` is the activity or the row as somebody else left it."""

    message = _(
        "Iemand anders heeft dit intussen gewijzigd. Kijk hoe het er nu staat, en verstuur het opnieuw als u uw "
        "wijziging wilt bewaren."
    )
    status = 409

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


class NoLongerThere(Refusal):
    message = _("Deze activiteit is er niet meer: iemand heeft haar weggehaald. Ververs het bord.")
    status = 409


class MonthsNotPossible(Refusal):
    message = _("Kies maanden van dit jaar: de eerste van januari tot en met december, de laatste niet ervoor.")
    field = "until_month"


class PlannedAlready(Refusal):
    message = _("Deze activiteit staat hier al in een van deze maanden. Verleng haar, of kies andere maanden.")
    field = "from_month"
    status = 409


class OtherYear(Refusal):
    message = _("Een activiteit blijft in haar eigen jaar. Zet haar in de jaarplanning van het andere jaar.")


class CannotSplit(Refusal):
    message = _("Deze activiteit duurt één maand; zij kan niet in tweeën. Verleng haar eerst.")
    field = "at_month"


class SplitNotPossible(Refusal):
    message = _("Kies een maand na de eerste maand van deze activiteit, tot en met haar laatste.")
    field = "at_month"


class NothingToUndo(Refusal):
    message = _("Er is niets van u om ongedaan te maken.")
    status = 409


class CannotUndo(Refusal):
    message = _("Dit kan niet meer ongedaan worden gemaakt: daarna is het weer gewijzigd. Wijzig het zelf.")
    status = 409


class UndoneAlready(Refusal):
    message = _("Dit is al ongedaan gemaakt.")
    status = 409


class NothingToCopy(Refusal):
    message = _("Er is niets over te nemen: er is geen planning van het jaar ervoor, of alle gebieden zijn al gevuld.")


class CodeExists(Refusal):
    message = _("Deze letters zijn er al. Kies andere letters, of wijzig de code die er is.")
    field = "code"


class CodeIsEmpty(Refusal):
    message = _("Geef de letters en de naam van de activiteit.")
    field = "code"


class NameMissing(Refusal):
    message = _("Geef de regel een naam.")
    field = "name"


class TextTooLong(Refusal):
    message = _("Deze tekst is te lang. Maak de tekst korter.")


# ── The year and its rows ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_year_plan(year: int, *, by: Actor, at: datetime) -> YearPlan:
    """The plan of a year with a row for every work area. Made twice is once; again adds the areas that came since."""
    plan, is_new = YearPlan.objects.get_or_create(
        year=year, defaults={"created_at": at, "load_limit": _limit_before(year)}
    )
    plan = YearPlan.objects.select_for_update().get(pk=plan.pk)
    missing = queries.areas_without_row(plan)
    last = PlanRow.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    for number, work_area in enumerate(missing, start=last + 1):
        PlanRow.objects.create(plan=plan, work_area=work_area, position=number)
    if is_new or missing:
        _count_up(plan)
        search.put_rows(list(PlanRow.objects.filter(plan=plan).values_list("pk", flat=True)))
        journal.record("year_plan.made", about=plan, by=by, at=at, details={"areas": len(missing)})
    made: YearPlan = plan
    return made


def _limit_before(year: int) -> int:
    before = YearPlan.objects.filter(year__lt=year).order_by("-year").first()
    return before.load_limit if before is not None else USUAL_LIMIT


@transaction.atomic
def set_limit(plan: YearPlan, *, load_limit: int, by: Actor, at: datetime) -> YearPlan:
    """Above how many points a month somebody has too much."""
    locked = _lock(plan)
    locked.load_limit = load_limit
    locked.save(update_fields=["load_limit"])
    journal.record("year_plan.limit_set", about=locked, by=by, at=at, details={"limit": load_limit})
    return locked


@transaction.atomic
def add_row(plan: YearPlan, *, name: str, by: Actor, at: datetime) -> PlanRow:
    """Something that is of no one area: the means of communication."""
    locked, name = _lock(plan), text.one_line(name)
    if not name:
        raise NameMissing
    if len(name) > 100:
        raise TextTooLong(field="name")
    last = PlanRow.objects.filter(plan=locked).aggregate(last=Max("position"))["last"] or 0
    row: PlanRow = PlanRow.objects.create(plan=locked, name=name, position=last + 1)
    _count_up(locked)
    search.put_rows([row.pk])
    journal.record("year_plan.row_added", about=row, by=by, at=at)
    return row


@transaction.atomic
def change_row(
    row: PlanRow, *, coordinator: Person | None, tasks: str, by: Actor, at: datetime, version: int | None = None
) -> PlanRow:
    """Who takes it, and its tasks of the year as they are written: "R, V, P, PA en E". A line each on its own."""
    plan = _lock(row.plan)
    fresh: PlanRow = PlanRow.objects.select_for_update().get(pk=row.pk)
    if version is not None and version != fresh.version:
        raise ChangedMeanwhile(queries.plan_row(fresh.pk))
    kept = _Kept(plan)
    kept.row(fresh)
    fresh.coordinator = coordinator
    _put_row(fresh, {"coordinator": coordinator.pk if coordinator else None, "tasks": _read_tasks(tasks, fresh)})
    kept.done("row_changed", by=by, at=at)
    return fresh


def _read_tasks(written: str, row: PlanRow) -> list[dict[str, Any]]:
    """Each word that is a code becomes one; the rest stays words. What is of no area is words a line."""
    known = {name.casefold(): each.pk for each in queries.codes() for name in (each.task_words, each.code) if name}
    tasks: list[dict[str, Any]] = []
    for number, line in enumerate(filter(None, (text.one_line(each) for each in written.splitlines()))):
        parts = [line.removeprefix("- ").strip()] if row.work_area_id is None else _parts(line, known)
        for position, part in enumerate(filter(None, parts)):
            if len(part) > 200:
                raise TextTooLong(field="tasks")
            code = known.get(part.casefold())
            tasks.append({"code": code, "words": "" if code else part, "line": number, "position": position})
    return tasks


def _parts(line: str, known: dict[str, int]) -> list[str]:
    """R, P en E are three; "beheer en onderhoud" stays what it is."""
    parts: list[str] = []
    for part in _BETWEEN_TASKS.split(line):
        first, _en, last = part.rpartition(" en ")
        if part.casefold() not in known and (first.casefold() in known or last.casefold() in known):
            parts += [first.strip(), last.strip()]
        else:
            parts.append(part)
    return parts


# ── Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_activity(
    row: PlanRow,
    *,
    code: ActivityCode,
    from_month: int,
    by: Actor,
    at: datetime,
    until_month: int | None = None,
    code_year: int | None = None,
    words: str = "",
    note: str = "",
    is_doubtful: bool = False,
    client_key: uuid.UUID | None = None,
) -> PlannedActivity:
    """Put something on the board. The same `client_key` again gives the activity that was made."""
    plan = _lock(row.plan)
    if client_key is not None and (made := PlannedActivity.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    activity = PlannedActivity(row=row, created_at=at, is_doubtful=is_doubtful)
    if client_key is not None:
        activity.client_key = client_key
    _fill_in(activity, plan, code=code, code_year=code_year, words=words, note=note)
    _place(activity, from_month, from_month if until_month is None else until_month)
    kept = _Kept(plan)
    activity.save()
    kept.new(activity)
    kept.done("activity_added", by=by, at=at)
    return activity


@transaction.atomic
def change_activity(
    activity: PlannedActivity,
    *,
    code: ActivityCode,
    from_month: int,
    until_month: int,
    by: Actor,
    at: datetime,
    code_year: int | None = None,
    words: str = "",
    note: str = "",
    is_doubtful: bool = False,
    version: int | None = None,
) -> PlannedActivity:
    """Another code, other words or months: all that the form of an activity has."""
    plan, fresh, kept = _take(activity, version)
    _fill_in(fresh, plan, code=code, code_year=code_year, words=words, note=note)
    fresh.is_doubtful = is_doubtful
    _place(fresh, from_month, until_month)
    return _put_down(fresh, kept, "activity_changed", by=by, at=at)


@transaction.atomic
def move_activity(
    activity: PlannedActivity,
    *,
    from_month: int,
    by: Actor,
    at: datetime,
    row: PlanRow | None = None,
    version: int | None = None,
) -> PlannedActivity:
    """To other months of as many, and perhaps to another area of the same year."""
    _plan, fresh, kept = _take(activity, version)
    if row is not None and row.pk != fresh.row_id:
        if row.plan_id != fresh.row.plan_id:
            raise OtherYear
        fresh.row = row
    _place(fresh, from_month, from_month + fresh.until_month - fresh.from_month)
    return _put_down(fresh, kept, "activity_moved", by=by, at=at)


@transaction.atomic
def stretch_activity(
    activity: PlannedActivity, *, from_month: int, until_month: int, by: Actor, at: datetime, version: int | None = None
) -> PlannedActivity:
    """Over more months, or fewer."""
    _plan, fresh, kept = _take(activity, version)
    _place(fresh, from_month, until_month)
    return _put_down(fresh, kept, "activity_stretched", by=by, at=at)


@transaction.atomic
def split_activity(
    activity: PlannedActivity, *, at_month: int, by: Actor, at: datetime, version: int | None = None
) -> tuple[PlannedActivity, PlannedActivity]:
    """In two: the second begins in this month, and each can then go its own way. A note stays with the last."""
    _plan, fresh, kept = _take(activity, version)
    if fresh.from_month == fresh.until_month:
        raise CannotSplit
    if not fresh.from_month < at_month <= fresh.until_month:
        raise SplitNotPossible
    second = PlannedActivity(
        row=fresh.row,
        code=fresh.code,
        code_year=fresh.code_year,
        words=fresh.words,
        note=fresh.note,
        is_doubtful=fresh.is_doubtful,
        from_month=at_month,
        until_month=fresh.until_month,
        created_at=at,
    )
    fresh.until_month, fresh.note = at_month - 1, ""
    fresh.version += 1
    fresh.save()
    second.save()
    kept.new(second)
    kept.done("activity_split", by=by, at=at)
    return fresh, second


@transaction.atomic
def mark_doubtful(
    activity: PlannedActivity, *, is_doubtful: bool, by: Actor, at: datetime, version: int | None = None
) -> PlannedActivity:
    """Not sure that it will be so; or sure after all."""
    _plan, fresh, kept = _take(activity, version)
    if fresh.is_doubtful == is_doubtful:
        return fresh
    fresh.is_doubtful = is_doubtful
    return _put_down(fresh, kept, "activity_doubted" if is_doubtful else "activity_sure", by=by, at=at)


@transaction.atomic
def remove_activity(activity: PlannedActivity, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Off the board. The move keeps what it was, so that it can come back."""
    _plan, fresh, kept = _take(activity, version)
    number = fresh.pk
    fresh.delete()
    kept.gone(number)
    kept.done("activity_removed", by=by, at=at)


@transaction.atomic
def copy_last_year(
    plan: YearPlan, *, by: Actor, at: datetime, area_ids: frozenset[int] | None = None
) -> list[PlannedActivity]:
    """What the year before has, for rows that are still empty here: who takes them, tasks, activities. PA12 is PA13.

    `area_ids` are the areas that may be filled; None is all. Notes stay behind: they told of that year.
    """
    locked = _lock(plan)
    before = YearPlan.objects.filter(year=plan.year - 1).first()
    if before is None:
        raise NothingToCopy
    kept, made = _Kept(locked), []
    filled = set(PlannedActivity.objects.filter(row__plan=locked).values_list("row_id", flat=True))
    filled |= set(RowTask.objects.filter(row__plan=locked).values_list("row_id", flat=True))
    own = {_likeness(row): row for row in PlanRow.objects.filter(plan=locked).select_related("work_area")}
    copied = 0
    for old in queries.board(before).all_rows:
        row = own.get(_likeness(old.row))
        if area_ids is not None and old.row.work_area_id not in {*area_ids, None}:
            continue
        if row is None and old.row.work_area_id is None:
            copied += 1
            row = PlanRow.objects.create(plan=locked, name=old.row.name, position=old.row.position)
        has_nothing = not old.tasks and not old.activities and old.row.coordinator_id is None
        if row is None or row.pk in filled or has_nothing:
            continue
        copied += 1
        kept.row(row)
        row.position = old.row.position
        _put_row(row, {"coordinator": old.row.coordinator_id, "tasks": [_task_fields(task) for task in old.tasks]})
        for each in old.activities:
            copy = PlannedActivity(
                row=row,
                code=each.code,
                code_year=each.code_year + 1 if each.code_year is not None else None,
                words=each.words,
                is_doubtful=each.is_doubtful,
                from_month=each.from_month,
                until_month=each.until_month,
                created_at=at,
            )
            copy.save()
            kept.new(copy)
            made.append(copy)
    if not copied:
        raise NothingToCopy
    kept.done("year_copied", by=by, at=at)
    return made


def _likeness(row: PlanRow) -> tuple[int | None, str]:
    return row.work_area_id, row.name.casefold()


# ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def undo_last(plan: YearPlan, *, by: Actor, at: datetime) -> PlanMove:
    """Take back what this person did last."""
    locked = _lock(plan)
    last = queries.last_own_move(locked, by=by)
    if last is None:
        raise NothingToUndo
    return undo(last, by=by, at=at)


@transaction.atomic
def undo(move: PlanMove, *, by: Actor, at: datetime) -> PlanMove:
    """Put back what the move changed, whoever did it; what was changed again since is left as it is, and that is told.

    Taking back is a move itself: taken back again, it stands as it stood.
    """
    plan = _lock(move.plan)
    fresh: PlanMove = PlanMove.objects.select_for_update().get(pk=move.pk)
    if fresh.is_undone:
        raise UndoneAlready
    if _state_of(fresh.after) != fresh.after:
        raise CannotUndo
    _put_back(fresh.before)
    fresh.is_undone = True
    fresh.save(update_fields=["is_undone"])
    if fresh.undoes_id is not None:
        PlanMove.objects.filter(pk=fresh.undoes_id).update(is_undone=False)
    return _write(plan, f"undo_{fresh.verb}"[:30], before=fresh.after, after=fresh.before, by=by, at=at, undoes=fresh)


def _state_of(like: dict[str, Any]) -> dict[str, Any]:
    """The same things as they are now."""
    state: dict[str, Any] = {}
    if numbers := like.get("activity"):
        found = PlannedActivity.objects.in_bulk([int(number) for number in numbers])
        state["activity"] = {
            number: _activity_fields(found[int(number)]) if int(number) in found else None for number in numbers
        }
    if numbers := like.get("row"):
        rows = PlanRow.objects.filter(pk__in=[int(number) for number in numbers]).prefetch_related("tasks")
        by_number = {str(row.pk): _row_fields(row) for row in rows}
        state["row"] = {number: by_number.get(number) for number in numbers}
    return state


def _put_back(state: dict[str, Any]) -> None:
    known = set(ActivityCode.objects.values_list("pk", flat=True))
    people = set(Person.objects.values_list("pk", flat=True)) if state.get("row") else set()
    for number, fields in state.get("row", {}).items():
        row = PlanRow.objects.filter(pk=int(number)).first()
        if row is None or fields is None or (fields["coordinator"] and fields["coordinator"] not in people):
            raise CannotUndo
        _put_row(row, fields)
    for number, fields in state.get("activity", {}).items():
        current = PlannedActivity.objects.filter(pk=int(number)).first()
        if fields is None:
            if current is not None:
                current.delete()
            continue
        if fields["code"] not in known:
            raise CannotUndo
        again = current or PlannedActivity(
            pk=int(number), client_key=fields["client_key"], created_at=fields["created_at"]
        )
        again.row_id, again.code_id = fields["row"], fields["code"]
        for name in ("code_year", "words", "note", "is_doubtful", "from_month", "until_month"):
            setattr(again, name, fields[name])
        if current is not None:
            again.version = current.version + 1
        again.save(force_insert=current is None)


# ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_code(*, by: Actor, at: datetime, **fields: Any) -> ActivityCode:
    """A kind of activity, last in the row."""
    last = ActivityCode.objects.aggregate(last=Max("position"))["last"] or 0
    code = ActivityCode(position=last + 1)
    _fill_in_code(code, **fields)
    journal.record("year_plan.code_added", about=code, by=by, at=at)
    return code


@transaction.atomic
def change_code(activity_code: ActivityCode, /, *, by: Actor, at: datetime, **fields: Any) -> ActivityCode:
    """Other letters, another weight: everywhere, also in the years before. Not in use any more: not offered."""
    fresh: ActivityCode = ActivityCode.objects.select_for_update().get(pk=activity_code.pk)
    _fill_in_code(fresh, **fields)
    YearPlan.objects.update(version=F("version") + 1)
    told_by_it = PlanRow.objects.filter(Q(activities__code=fresh) | Q(tasks__code=fresh))
    search.put_rows(set(told_by_it.values_list("pk", flat=True)))
    journal.record("year_plan.code_changed", about=fresh, by=by, at=at)
    return fresh


def _fill_in_code(activity_code: ActivityCode, /, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(activity_code, name, text.one_line(value) if isinstance(value, str) else value)
    if not activity_code.code or not activity_code.name:
        raise CodeIsEmpty
    if ActivityCode.objects.filter(code__iexact=activity_code.code).exclude(pk=activity_code.pk).exists():
        raise CodeExists
    activity_code.save()


# ── What the deeds share ───────────────────────────────────────────────────────────────────────────────────────────
def _lock(plan: YearPlan) -> YearPlan:
    locked: YearPlan = YearPlan.objects.select_for_update().get(pk=plan.pk)
    return locked


def _count_up(plan: YearPlan) -> None:
    plan.version += 1
    plan.save(update_fields=["version"])


def _take(activity: PlannedActivity, version: int | None) -> tuple[YearPlan, PlannedActivity, _Kept]:
    """The activity as it is now, with its plan locked; refused when it is not what the person saw."""
    plan = _lock(activity.row.plan)
    fresh = PlannedActivity.objects.select_related("code", "row__plan").filter(pk=activity.pk).first()
    if fresh is None:
        raise NoLongerThere
    if version is not None and version != fresh.version:
        raise ChangedMeanwhile(fresh)
    kept = _Kept(plan)
    kept.activity(fresh)
    return plan, fresh, kept


def _put_down(activity: PlannedActivity, kept: _Kept, verb: str, *, by: Actor, at: datetime) -> PlannedActivity:
    activity.version += 1
    activity.save()
    kept.done(verb, by=by, at=at)
    return activity


def _fill_in(
    activity: PlannedActivity, plan: YearPlan, *, code: ActivityCode, code_year: int | None, words: str, note: str
) -> None:
    activity.code = code
    activity.code_year = (code_year or plan.year) if code.has_year else None
    activity.words, activity.note = text.one_line(words), text.one_line(note)
    for name, longest in (("words", 100), ("note", 300)):
        if len(getattr(activity, name)) > longest:
            raise TextTooLong(field=name)


def _place(activity: PlannedActivity, first: int, last: int) -> None:
    """In these months, where the same does not stand already."""
    if not 1 <= first <= last <= 12:
        raise MonthsNotPossible
    same = PlannedActivity.objects.filter(
        row_id=activity.row_id, code_id=activity.code_id, code_year=activity.code_year, words=activity.words
    )
    if same.exclude(pk=activity.pk).overlapping(first, last).exists():
        raise PlannedAlready
    activity.from_month, activity.until_month = first, last


def _put_row(row: PlanRow, fields: dict[str, Any]) -> None:
    row.coordinator_id = fields["coordinator"]
    row.version += 1
    row.save()
    row.tasks.all().delete()
    for task in fields["tasks"]:
        RowTask.objects.create(
            row=row, code_id=task["code"], words=task["words"], line=task["line"], position=task["position"]
        )


def _activity_fields(activity: PlannedActivity) -> dict[str, Any]:
    return {
        "row": activity.row_id,
        "code": activity.code_id,
        "code_year": activity.code_year,
        "words": activity.words,
        "note": activity.note,
        "is_doubtful": activity.is_doubtful,
        "from_month": activity.from_month,
        "until_month": activity.until_month,
        "client_key": str(activity.client_key),
        "created_at": activity.created_at.isoformat(),
    }


def _task_fields(task: RowTask) -> dict[str, Any]:
    return {"code": task.code_id, "words": task.words, "line": task.line, "position": task.position}


def _row_fields(row: PlanRow) -> dict[str, Any]:
    tasks: Iterable[RowTask] = row.tasks.all()
    return {"coordinator": row.coordinator_id, "tasks": [_task_fields(task) for task in tasks]}


class _Kept:
    """What a deed changes: taken down before, looked at after, written as one move."""

    def __init__(self, plan: YearPlan) -> None:
        self._plan = plan
        self._before: dict[str, Any] = {}

    def activity(self, activity: PlannedActivity) -> None:
        self._before.setdefault("activity", {})[str(activity.pk)] = _activity_fields(activity)

    def new(self, activity: PlannedActivity) -> None:
        self._before.setdefault("activity", {})[str(activity.pk)] = None

    def gone(self, number: int) -> None:
        self._before.setdefault("activity", {}).setdefault(str(number), None)

    def row(self, row: PlanRow) -> None:
        self._before.setdefault("row", {})[str(row.pk)] = _row_fields(row)

    def done(self, verb: str, *, by: Actor, at: datetime) -> PlanMove:
        return _write(self._plan, verb, before=self._before, after=_state_of(self._before), by=by, at=at)


def _write(
    plan: YearPlan,
    verb: str,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    by: Actor,
    at: datetime,
    undoes: PlanMove | None = None,
) -> PlanMove:
    _count_up(plan)
    move: PlanMove = PlanMove.objects.create(
        plan=plan,
        verb=verb,
        before=before,
        after=after,
        at=at,
        by_person_id=by.id if by.kind == "person" else None,
        undoes=undoes,
        plan_version=plan.version,
    )
    search.put_rows(_rows_in(before) | _rows_in(after))
    things: Sequence[str] = list(before.get("activity", {})) or list(before.get("row", {}))
    journal.record(f"year_plan.{verb}", about=plan, by=by, at=at, details={"things": things[:20]})
    return move


def _rows_in(state: dict[str, Any]) -> set[int]:
    """The lines that a state of things speaks of."""
    activities = state.get("activity", {}).values()
    return {int(number) for number in state.get("row", {})} | {fields["row"] for fields in activities if fields}
