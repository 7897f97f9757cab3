"""What can be found of the plans; each part of them keeps its own."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.plans.search import agendas, evaluations, programmes, themes, visions, year_plans
from wijkwerk.domain.plans.search.agendas import put_item
from wijkwerk.foundation.search.index import Document

__all__ = ["KINDS", "documents", "put_item"]

# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {
    **agendas.KINDS,
    **evaluations.KINDS,
    **programmes.KINDS,
    **themes.KINDS,
    **visions.KINDS,
    **year_plans.KINDS,
}


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    yield from agendas.documents()
    yield from visions.documents()
    yield from programmes.documents()
    yield from themes.documents()
    yield from evaluations.documents()
    yield from year_plans.documents()
