"""Finding things by words."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from wijkwerk.foundation.search import engines, terms
from wijkwerk.foundation.search.engines import FIRST, Hit, Place
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.terms import Query, Reach, Term
from wijkwerk.foundation.tenancy import scope

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Page:
    """Hits, newest first; `next` is the token of the page that follows; `exact` is the thing whose number was typed."""

    rows: list[Hit]
    next: str | None
    exact: list[Hit]

    def __bool__(self) -> bool:
        return bool(self.rows or self.exact)


def find(
    words: str,
    *,
    reaches: Mapping[str, Reach],
    include_public: bool = True,
    kinds: Collection[str] | None = None,
    after: str = "",
    size: int = 50,
) -> Page:
    """What has all these words and may be seen: things of the kinds in `reaches`, where they reach, and public ones.

    The last word may be the beginning of one. Whoever types a number gets that thing first, whatever `kinds` says.
    """
    place = _place(after)
    exact = [] if place else _numbered(words, reaches, include_public)
    query = query_for(words, reaches=reaches, include_public=include_public, kinds=kinds)
    if query is None:
        return Page([], None, exact)
    found = engines.newest(query, municipality_id=scope.current().pk, after=place or FIRST, size=size + 1)
    rows = found[:size]
    token = _token((rows[-1].at, rows[-1].id)) if len(found) > size else None
    return Page([hit for hit in rows if hit not in exact], token, exact)


def count(
    words: str,
    *,
    reaches: Mapping[str, Reach],
    include_public: bool = True,
    kinds: Collection[str] | None = None,
) -> int | None:
    """How many there are; None when there are more than 1,000, which nobody counts."""
    query = query_for(words, reaches=reaches, include_public=include_public, kinds=kinds)
    if query is None:
        return 0
    found = engines.newest(query, municipality_id=scope.current().pk, after=FIRST, size=MOST_COUNTED + 1)
    return len(found) if len(found) <= MOST_COUNTED else None


def query_for(
    words: str, *, reaches: Mapping[str, Reach], include_public: bool, kinds: Collection[str] | None
) -> Query | None:
    """The question for the engine; None when nothing can be found, or no word was typed."""
    wanted = terms.wanted_words(words)
    seen = _may_see(reaches, include_public, kinds)
    if not wanted or not seen:
        return None
    if kinds is not None and include_public:
        wanted.append(tuple((Term(f"@{kind}"),) for kind in sorted(kinds)))
    return Query(tuple(wanted), tuple(seen), tuple(_shown_otherwise(reaches, include_public)))


def _may_see(reaches: Mapping[str, Reach], include_public: bool, kinds: Collection[str] | None) -> list[Term]:
    seen = [Term("@@")] if include_public and (kinds is None or kinds) else []
    for kind, reach in sorted(reaches.items()):
        if kinds is not None and kind not in kinds:
            continue
        if reach.everywhere:
            seen.append(Term(f"@{kind}"))
        else:
            seen += [Term(f"@{kind}@{area_id}") for area_id in sorted(reach.area_ids)]
    return seen


def _shown_otherwise(reaches: Mapping[str, Reach], include_public: bool) -> Iterable[Term]:
    """The public form of what this searcher sees itself."""
    if not include_public:
        return
    for public_kind, kind in public_forms().items():
        reach = reaches.get(kind)
        if reach is not None and reach.everywhere:
            yield Term(f"@{public_kind}")
        elif reach is not None:
            yield from (Term(f"@{public_kind}@{area_id}") for area_id in sorted(reach.area_ids))


@cache
def public_forms() -> dict[str, str]:
    """Kinds that are the public form of another, as a room's search.py says: `PUBLIC_FORM_OF = {public: own}`."""
    forms: dict[str, str] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("wijkwerk.") and find_spec(f"{app.name}.search"):
            forms |= getattr(import_module(f"{app.name}.search"), "PUBLIC_FORM_OF", {})
    return forms


def _numbered(words: str, reaches: Mapping[str, Reach], include_public: bool) -> list[Hit]:
    number = terms.number_in(words)
    if number is None:
        return []
    entries = Entry.objects.filter(number=number).order_by("-at", "-id")[:20]
    seen, unwanted = _may_see(reaches, include_public, None), _shown_otherwise(reaches, include_public)
    query = Query((), tuple(seen), tuple(unwanted))
    begin = len(terms.prefix(scope.current().pk))
    return [
        engines.hit_of(entry) for entry in entries if query.meets({term[begin:] for term in entry.terms.split(" ")})
    ]


def _token(place: Place) -> str:
    packed = json.dumps([int(place[0].timestamp()), place[1]]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _place(token: str) -> Place | None:
    """Where the page begins; a token that is broken gives the first page: an old link is no error."""
    if not token or len(token) > 200:
        return None
    try:
        seconds, number = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        place = (datetime.fromtimestamp(int(seconds), UTC), int(number))
    except (ValueError, TypeError, OverflowError, OSError, binascii.Error):
        return None
    return place if 0 <= seconds < FIRST[0].timestamp() and 0 <= number < 1 << engines.LOW else None
