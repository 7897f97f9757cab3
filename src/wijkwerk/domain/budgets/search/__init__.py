"""What can be found about money for initiatives; each part keeps its own."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.budgets.search import applications, funds, initiatives, votes
from wijkwerk.foundation.search.index import Document

# Who may find which kind: by the reach of a permission. What is public everybody finds.
KINDS = {**applications.KINDS, **funds.KINDS, **initiatives.KINDS, **votes.KINDS}


def documents() -> Iterator[Document]:
    """Everything, to make the index anew."""
    yield from applications.documents()
    yield from funds.documents()
    yield from initiatives.documents()
    yield from votes.documents()
