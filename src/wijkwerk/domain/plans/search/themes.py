"""What can be found of themes of the municipality: they themselves, and how areas work them out. For everybody."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.models import MunicipalTheme, ThemeElaboration
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

THEME, ELABORATION = "municipal_theme", "theme_elaboration"
KINDS = {THEME: Permission.PLAN_VIEW, ELABORATION: Permission.PLAN_VIEW}


def document_of_theme(theme: MunicipalTheme) -> Document:
    return Document(
        ref=ref(theme),
        kind=THEME,
        title=theme.title,
        text=theme.text,
        address=theme.get_absolute_url(),
        number=theme.pk,
        at=theme.created_at,
        is_public=True,
    )


def document_of_elaboration(made: ThemeElaboration) -> Document:
    return Document(
        ref=ref(made),
        kind=ELABORATION,
        title=made.thread_title,
        text=made.text,
        address=made.get_absolute_url(),
        at=made.changed_at,
        area_id=made.work_area_id,
        is_public=True,
    )


def put_theme(theme: MunicipalTheme) -> None:
    index.put_all([document_of_theme(theme)])


def put_elaboration(made: ThemeElaboration) -> None:
    index.put_all([document_of_elaboration(made)])


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    for theme in MunicipalTheme.objects.iterator(chunk_size=500):
        yield document_of_theme(theme)
    for made in ThemeElaboration.objects.select_related("theme", "work_area").iterator(chunk_size=500):
        yield document_of_elaboration(made)
