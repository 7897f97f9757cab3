"""What can be found of the year plan: each line of it by its tasks, and by what is planned there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Prefetch, QuerySet

from wijkwerk.domain.plans.models import PlannedActivity, PlanRow, RowTask
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

PLAN_ROW = "plan_row"
KINDS = {PLAN_ROW: Permission.YEAR_PLAN_VIEW}


def document_of(row: PlanRow) -> Document:
    """Needs a row of `_whole`."""
    tasks = [task.title for task in row.tasks.all()]
    planned = [f"{each.code.name} {each.words} {each.note}" for each in row.activities.all()]
    return Document(
        ref=ref(row),
        kind=PLAN_ROW,
        title=f"{row.plan.title}: {row.title}",
        text="\n".join([*tasks, *planned]),
        address=row.get_absolute_url(),
        at=row.plan.created_at,
        area_id=row.work_area_id,
    )


def put_rows(numbers: Collection[int]) -> None:
    """Let these lines be found by who may see the year plan there."""
    index.put_all([document_of(row) for row in _whole().filter(pk__in=numbers)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for row in _whole().order_by("pk").iterator(chunk_size=500):
        yield document_of(row)


def _whole() -> QuerySet[PlanRow]:
    tasks = Prefetch("tasks", RowTask.objects.select_related("code"))
    activities = Prefetch("activities", PlannedActivity.objects.select_related("code"))
    rows: QuerySet[PlanRow] = PlanRow.objects.select_related("plan", "work_area").prefetch_related(tasks, activities)
    return rows
