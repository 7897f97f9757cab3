"""Funds as everybody finds them: by their name, what they are for, and the sorts of initiatives."""

from __future__ import annotations

from collections.abc import Iterator

from wijkwerk.domain.budgets.models import Fund
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.index import Document

FUND = "fund"
KINDS = {FUND: Permission.FUND_MANAGE}


def document_of(fund: Fund) -> Document:
    sorts = fund.categories.filter(is_active=True).values_list("name", flat=True)
    return Document(
        ref=ref(fund),
        kind=FUND,
        title=fund.name,
        text=" ".join([fund.purpose, *sorts]),
        address=fund.get_absolute_url(),
        at=fund.created_at,
        is_public=not fund.is_draft,
    )


def put(fund: Fund) -> None:
    index.put_all([document_of(fund)])


def remove(fund: Fund) -> None:
    index.remove(ref(fund))


def documents() -> Iterator[Document]:
    for fund in Fund.objects.iterator(chunk_size=500):
        yield document_of(fund)
