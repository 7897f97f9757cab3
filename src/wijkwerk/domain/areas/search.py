"""What can be found of this room, by everybody: work areas, by their own name and by those of their buurten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from wijkwerk.domain.areas.models import Area, WorkArea, WorkAreaPart
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

WORK_AREA = "work_area"
KINDS = {WORK_AREA: Permission.AREA_VIEW}


def put_work_areas(*work_areas: WorkArea) -> None:
    """Let these work areas be found as they are now."""
    index.put_all(_documents(work_areas))


def documents() -> Iterator[Document]:
    """All work areas of this municipality, also those that ended: their page says in what they live on."""
    yield from _documents(list(WorkArea.objects.all()))


def _documents(work_areas: list[WorkArea] | tuple[WorkArea, ...]) -> Iterator[Document]:
    parts: dict[int, set[str]] = {}
    for pk, code in WorkAreaPart.objects.filter(work_area__in=work_areas).values_list("work_area_id", "code"):
        parts.setdefault(pk, set()).add(code)
    wanted = set().union(*parts.values())
    names = dict(Area.objects.filter(code__in=wanted).order_by("year").values_list("code", "name"))
    for work_area in work_areas:
        yield _document(work_area, parts.get(work_area.pk, set()), names)


def _document(work_area: WorkArea, part_codes: set[str], names: Mapping[str, str]) -> Document:
    return Document(
        ref=ref(work_area),
        kind=WORK_AREA,
        title=work_area.name,
        text=" ".join(sorted({names[code] for code in part_codes if code in names})),
        at=datetime.combine(work_area.valid_from, time(), UTC),
        address=work_area.get_absolute_url(),
        area_id=work_area.pk,
        is_public=True,
    )
