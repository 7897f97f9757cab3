"""What can be found of the plans: items by their title and description."""

from __future__ import annotations

from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index


def put_item(item: AgendaItem) -> None:
    """Let an item be found: by everybody when it is public, else by who works in its area."""
    index.put(
        ref(item),
        kind="agenda_item",
        title=item.title,
        text=item.description,
        address=item.get_absolute_url(),
        number=item.pk,
        at=item.created_at,
        area_id=item.agenda.work_area_id,
        is_public=item.is_public,
    )
