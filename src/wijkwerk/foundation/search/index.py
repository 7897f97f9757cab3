"""Putting things in the index and taking them out. Rooms call this in the operation that changes the thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import connection

from wijkwerk.foundation.kit import bulk, clock
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.search import engines, terms
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.tenancy import scope

BATCH = 500
KEPT = ["kind", "number", "title", "address", "work_area_id", "is_public", "at", "terms"]
COLUMNS = ["thing_kind", "thing_id", *KEPT]  # in the order of `_row`


@dataclass(frozen=True, kw_only=True)
class Document:
    """A thing as it is to be found. `text` is looked through and not kept; the title is looked through too."""

    ref: Ref
    kind: str
    title: str
    text: str
    at: datetime
    address: str
    area_id: int | None = None
    is_public: bool = False
    number: int | None = None


def put(
    ref: Ref,
    *,
    kind: str = "",
    title: str,
    text: str,
    at: datetime,
    address: str,
    area_id: int | None = None,
    is_public: bool = False,
    number: int | None = None,
) -> None:
    """Let this thing be found from now on by these words; what it was found by before is forgotten.

    `kind` is what searchers ask for (the model's label when left out), `at` orders the hits, `area_id` is the work area
    whose people may see it, `is_public` lets everybody see it. Never put a text in that some of those who may see the
    thing may not read: whoever can guess a word could ask whether it is there. What the public may find is a thing of
    its own, with its own text.
    """
    document = Document(
        ref=ref, kind=kind or ref.kind, title=title, text=text, at=at, address=address, area_id=area_id,
        is_public=is_public, number=number,
    )  # fmt: skip
    put_all([document])


def put_all(documents: Iterable[Document]) -> int:
    """Put many things in, in batches: how many."""
    count = 0
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        entries = {document.ref: _entry(document) for document in batch}
        Entry.objects.bulk_create(
            entries.values(),
            update_conflicts=True,
            unique_fields=["municipality", "thing_kind", "thing_id"],
            update_fields=[*KEPT, "put_at"],
        )
        count += len(batch)
    return count


many_new = engines.words_at_the_end  # round several `put_new` in a transaction, and nothing else of the index


def put_new(documents: Iterable[Document]) -> None:
    """As `put_all`, for many things that this transaction has made, which nobody can have put in before."""
    rows = (tuple(_row(document).values()) for document in documents)
    bulk.insert(Entry, COLUMNS, rows, municipality_id=scope.current().pk, put_at=clock.now())


def remove(ref: Ref) -> None:
    """Let this thing be found no more."""
    Entry.objects.filter(thing_kind=ref.kind, thing_id=ref.id).delete()


def _entry(document: Document) -> Entry:
    return Entry(municipality=scope.current(), put_at=clock.now(), **_row(document))


def _row(document: Document) -> dict[str, Any]:
    at = document.at.replace(microsecond=0)
    return {
        "thing_kind": document.ref.kind,
        "thing_id": document.ref.id,
        "kind": document.kind,
        "number": document.number,
        "title": shorten(document.title, 200),
        "address": document.address,
        "work_area_id": document.area_id,
        "is_public": document.is_public,
        "at": at,
        "terms": terms.terms_of(
            _words_of(document),
            municipality_id=scope.current().pk,
            kind=document.kind,
            area_id=document.area_id,
            is_public=document.is_public,
            stretches_of=at if connection.vendor == "postgresql" else None,
        ),
    }


def _words_of(document: Document) -> str:
    """All that it is found by; what the text says again of the title is read once."""
    begin = document.title.removesuffix("…")
    rest = document.text.removeprefix(begin)
    is_begin = len(rest) < len(document.text) and rest.lstrip(".,;:")[:1] in ("", " ")
    words = document.text if is_begin else f"{document.title} {document.text}"
    return words if document.number is None else f"{words} {document.number}"


# ── Making the index anew ──────────────────────────────────────────────────────────────────────────────────────────
def rooms() -> Iterator[Callable[[], Iterable[Document]]]:
    """The `documents` of each room that has a search.py: all that can be found there, in the municipality set."""
    for app in apps.get_app_configs():
        if app.name.startswith("wijkwerk.") and find_spec(f"{app.name}.search"):
            documents = getattr(import_module(f"{app.name}.search"), "documents", None)
            if documents is not None:
                yield documents


def rebuild() -> int:
    """Make the index of the municipality that is set anew, while it is used: how many things can be found."""
    began = clock.now()
    count = sum(put_all(documents()) for documents in rooms())
    while stale := list(Entry.objects.filter(put_at__lt=began).values_list("pk", flat=True)[:BATCH]):
        Entry.objects.filter(pk__in=stale).delete()
    return count
