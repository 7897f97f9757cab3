"""Bicycles, as the desk finds them: by make, looks and frame number. Who brought or got one cannot be searched for."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.workshop.models import Bicycle
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

BICYCLE = "bicycle"
KINDS = {BICYCLE: Permission.WORKSHOP_DESK}


def document_of(bicycle: Bicycle) -> Document:
    return Document(
        ref=ref(bicycle),
        kind=BICYCLE,
        title=bicycle.title,
        text=bicycle.frame_number,
        address=bicycle.get_absolute_url(),
        at=bicycle.received_at,
        area_id=bicycle.facility.work_area_id,
    )


def put_bicycle(bicycle: Bicycle) -> None:
    index.put_all([document_of(bicycle)])


def documents() -> Iterator[Document]:
    for bicycle in Bicycle.objects.select_related("facility").iterator(chunk_size=500):
        yield document_of(bicycle)
