"""What can be found of meetings: series and evenings for everybody, and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.meetings.models import Decision, Series
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

SERIES, DECISION = "meeting_series", "decision"
KINDS = {SERIES: Permission.MEETING_VIEW, DECISION: Permission.MEETING_VIEW}


def _area_of(series: Series) -> int | None:
    areas = series.access_area_ids()
    return min(areas) if areas else None


def document_of_series(series: Series) -> Document:
    return Document(
        ref=ref(series),
        kind=SERIES,
        title=series.title,
        text=series.about,
        address=series.public_address if series.is_open else series.get_absolute_url(),
        at=series.created_at,
        area_id=_area_of(series),
        is_public=series.is_open,
    )


def document_of_decision(decision: Decision) -> Document:
    return Document(
        ref=ref(decision),
        kind=DECISION,
        title=decision.text,
        text=decision.reason,
        address=decision.get_absolute_url(),
        at=decision.decided_at,
        area_id=_area_of(decision.meeting.series),
        is_public=decision.is_public,
    )


def put_series(series: Series) -> None:
    index.put_all([document_of_series(series)])


def put_decision(decision: Decision) -> None:
    index.put_all([document_of_decision(decision)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for series in Series.objects.prefetch_related("work_areas").iterator(chunk_size=500):
        yield document_of_series(series)
    rows = Decision.objects.select_related("meeting__series").prefetch_related("meeting__series__work_areas")
    for decision in rows.iterator(chunk_size=500):
        yield document_of_decision(decision)
