"""What can be found of the workshop; each part of it keeps its own."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.workshop.search import bicycles, lending
from wijkwerk.domain.workshop.search.bicycles import put_bicycle
from wijkwerk.domain.workshop.search.lending import put_kind
from wijkwerk.foundation.search.index import Document

__all__ = ["KINDS", "documents", "put_bicycle", "put_kind"]

# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {**lending.KINDS, **bicycles.KINDS}


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    yield from lending.documents()
    yield from bicycles.documents()
