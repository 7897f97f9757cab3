"""What can be found of the plans: items by their title and description."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

AGENDA_ITEM = "agenda_item"
# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {AGENDA_ITEM: Permission.ITEM_PROGRESS}


def document_of(item: AgendaItem) -> Document:
    return Document(
        ref=ref(item),
        kind=AGENDA_ITEM,
        title=item.title,
        text=item.description,
        address=item.get_absolute_url(),
        number=item.pk,
        at=item.created_at,
        area_id=item.agenda.work_area_id,
        is_public=item.is_public,
    )


def put_item(item: AgendaItem) -> None:
    """Let an item be found: by everybody when it is public, else by who works in its area."""
    index.put_all([document_of(item)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for item in AgendaItem.objects.select_related("agenda").iterator(chunk_size=500):
        yield document_of(item)
