"""What can be found of applications: by staff alone, and never by who applied."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.budgets.models import Application
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search.index import Document

APPLICATION = "application"
KINDS = {APPLICATION: Permission.APPLICATION_VIEW}


def documents_of(application: Application) -> Iterator[Document]:
    if application.is_draft or application.sent_at is None:
        return
    yield Document(
        ref=ref(application),
        kind=APPLICATION,
        title=application.title,
        text=" ".join(filter(None, [application.number, application.what, application.place])),
        address=application.get_absolute_url(),
        number=application.pk,
        at=application.sent_at,
        area_id=application.work_area_id,
    )


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for application in Application.objects.came_in().iterator(chunk_size=500):
        yield from documents_of(application)
