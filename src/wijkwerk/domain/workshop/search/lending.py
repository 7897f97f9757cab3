"""Kinds of tools, as everybody finds them; what is not in the catalogue is found at the desk alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from wijkwerk.domain.workshop.models import ToolKind
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

TOOL_KIND = "tool_kind"
KINDS = {TOOL_KIND: Permission.WORKSHOP_DESK}


def document_of(kind: ToolKind, *, at: datetime) -> Document:
    return Document(
        ref=ref(kind),
        kind=TOOL_KIND,
        title=kind.name,
        text=f"{kind.group} {kind.about}",
        address=reverse("workshop:catalogue_kind", args=[kind.pk]) if kind.is_public else kind.get_absolute_url(),
        at=at,
        area_id=kind.facility.work_area_id,
        is_public=kind.is_public,
    )


def put_kind(kind: ToolKind, *, at: datetime) -> None:
    if kind.is_active:
        index.put_all([document_of(kind, at=at)])
    else:
        index.remove(ref(kind))


def documents() -> Iterator[Document]:
    at = clock.now()
    for kind in ToolKind.objects.filter(is_active=True).select_related("facility").iterator(chunk_size=500):
        yield document_of(kind, at=at)
