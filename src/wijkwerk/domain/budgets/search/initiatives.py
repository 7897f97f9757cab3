"""Initiatives as everybody finds them: by the words that were checked. What nobody checked cannot be searched for."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.budgets.models import Initiative
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

INITIATIVE = "initiative"
KINDS = {INITIATIVE: Permission.INITIATIVE_VIEW}


def document_of(initiative: Initiative) -> Document:
    return Document(
        ref=ref(initiative),
        kind=INITIATIVE,
        title=initiative.public_title,
        text=f"{initiative.public_words} {initiative.public_place}",
        address=initiative.public_address,
        at=initiative.published_at or initiative.started_at,
        area_id=initiative.work_area_id,
        is_public=True,
    )


def put(initiative: Initiative) -> None:
    """Let it be found as far as everybody may read it."""
    if initiative.is_public and initiative.merged_into_id is None:
        index.put_all([document_of(initiative)])
    else:
        index.remove(ref(initiative))


def documents() -> Iterator[Document]:
    for initiative in Initiative.objects.public().iterator(chunk_size=500):
        yield document_of(initiative)
