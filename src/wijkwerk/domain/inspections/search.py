"""What can be found: inspections, by title, area and subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from wijkwerk.domain.inspections.models import Inspection
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

INSPECTION = "inspection"
KINDS = {INSPECTION: Permission.INSPECTION_VIEW}


def document_of(inspection: Inspection) -> Document:
    words = [inspection.work_area.name, inspection.subject.name, inspection.gathers]
    return Document(
        ref=ref(inspection),
        kind=INSPECTION,
        title=inspection.title,
        text=" ".join(filter(None, words)),
        at=datetime.combine(inspection.on, time(12), tzinfo=UTC),
        address=inspection.get_absolute_url(),
        area_id=inspection.work_area_id,
        is_public=True,
    )


def put_inspection(inspection: Inspection) -> None:
    index.put_all([document_of(inspection)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for inspection in Inspection.objects.select_related("work_area", "subject").iterator(chunk_size=500):
        yield document_of(inspection)
