"""What can be found of programmes: they themselves and the efforts in them; drafts only by who works on them."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.models import Effort, Programme
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

PROGRAMME, EFFORT = "programme", "effort"
KINDS = {PROGRAMME: Permission.PLAN_COMMENT, EFFORT: Permission.PLAN_COMMENT}


def document_of_programme(programme: Programme) -> Document:
    return Document(
        ref=ref(programme),
        kind=PROGRAMME,
        title=programme.title,
        text=programme.text,
        address=programme.get_absolute_url(),
        number=programme.pk,
        at=programme.created_at,
        area_id=programme.work_area_id,
        is_public=not programme.is_hidden,
    )


def document_of_effort(effort: Effort) -> Document:
    return Document(
        ref=ref(effort),
        kind=EFFORT,
        title=effort.does,
        text=effort.organisation.name,
        address=effort.get_absolute_url(),
        number=effort.pk,
        at=effort.created_at,
        area_id=effort.programme.work_area_id,
        is_public=not effort.programme.is_hidden,
    )


def put_programme(programme: Programme) -> None:
    index.put_all([document_of_programme(programme)])


def put_effort(effort: Effort) -> None:
    index.put_all([document_of_effort(effort)])


def drop_effort(effort: Effort) -> None:
    index.remove(ref(effort))


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for programme in Programme.objects.iterator(chunk_size=500):
        yield document_of_programme(programme)
    for effort in Effort.objects.select_related("programme", "organisation").iterator(chunk_size=500):
        yield document_of_effort(effort)
