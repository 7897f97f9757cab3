"""The terms of an entry, and the terms that a search asks for. Everything that decides a hit is a term.

Not only the stems of its text, but also what it is, where, and whether the public may see it; so an engine never reads
a row only to find that this searcher may not see it. Every term begins with the municipality, in three signs, so that
the list of entries with a common word is that of one municipality, and a search in one can never touch another's.

    00cstraat        a stem                       00c@signal      its kind
    00c@@            everybody may see it         00c@signal@7    its kind in work area 7
    00c@1:2473       the stretch of time it is from (PostgreSQL only, see engines.py)
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from wijkwerk.foundation.search import stems

MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # letters of the last word from which it may be the beginning of a longer one
STRETCHES = (1, 8, 64, 512)  # days
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"(?:#|nr\.?|nummer|melding)?\s*(\d{1,12})")
_FOUR_DIGITS = re.compile(r"[1-9]\d{3}")
_TWO_LETTERS = re.compile(r"[a-z]{2}")


class Reach(Protocol):
    """Where somebody may see things of a kind; `access.policy.Reach` is one."""

    @property
    def everywhere(self) -> bool: ...

    @property
    def area_ids(self) -> frozenset[int]: ...


@dataclass(frozen=True)
class Term:
    text: str
    is_beginning: bool = False


# All of these together.
All = tuple[Term, ...]
# At least one of these.
AnyOf = tuple[All, ...]


@dataclass(frozen=True)
class Query:
    """Each of `wanted` must be met, one of `seen` (what this searcher may see) be there, and none of `unwanted`."""

    wanted: tuple[AnyOf, ...]
    seen: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def meets(self, terms: Collection[str]) -> bool:
        """The meaning of a query, against which both engines are tested."""
        return (
            all(any(all(_is_in(term, terms) for term in together) for together in any_of) for any_of in self.wanted)
            and any(_is_in(term, terms) for term in self.seen)
            and not any(_is_in(term, terms) for term in self.unwanted)
        )


def _is_in(term: Term, terms: Collection[str]) -> bool:
    return term.text in terms or (term.is_beginning and any(each.startswith(term.text) for each in terms))


@cache
def prefix(municipality_id: int) -> str:
    """Three signs for a municipality: enough for 46,655 of them."""
    signs = ""
    for _ in range(3):
        municipality_id, rest = divmod(municipality_id, 36)
        signs = _DIGITS[rest] + signs
    if municipality_id:
        raise ValueError("more municipalities than three signs can tell apart")
    return signs


def terms_of(
    text: str, *, municipality_id: int, kind: str, area_id: int | None, is_public: bool, stretches_of: datetime | None
) -> str:
    """All terms of an entry; `stretches_of` is the moment it is from, where the engine needs that as a term."""
    begin = prefix(municipality_id)
    terms = stems.stems(text)
    terms.append(f"@{kind}")
    if area_id is not None:
        terms.append(f"@{kind}@{area_id}")
    if is_public:
        terms.append("@@")
    if stretches_of is not None:
        seconds = int(stretches_of.timestamp())
        terms += [f"@{level}:{seconds // (days * 86_400)}" for level, days in enumerate(STRETCHES)]
    return begin + f" {begin}".join(terms)


def number_of_stretch(level: int, at: datetime) -> int:
    """Which of the stretches of so many days this moment lies in."""
    return int(at.timestamp()) // (STRETCHES[level] * 86_400)


def number_in(words: str) -> int | None:
    """The number, when somebody typed nothing but a number."""
    match = _NUMBER.fullmatch(words.strip().lower())
    return int(match.group(1)) if match else None


def wanted_words(words: str) -> list[AnyOf]:
    """What the words that somebody typed ask for; the last one may be the beginning of a longer word."""
    typed = list(stems.words(words))[:MOST_WORDS]
    wanted: list[AnyOf] = []
    for word, before in zip(typed, ["", *typed], strict=False):
        if _FOUR_DIGITS.fullmatch(before) and _TWO_LETTERS.fullmatch(word):  # a postcode, or a year and a short word
            wanted[-1] = ((Term(before + word),), (Term(before), Term(word)))
        else:
            wanted.append(_alternatives(word))
    if typed and not words[-1:].isspace():
        last = typed[-1]
        if len(last) >= SHORTEST_BEGINNING and (last.isalnum() or any(sign.isdigit() for sign in last)):
            others = (each for each in wanted[-1] if not any(term.text.startswith(last) for term in each))
            wanted[-1] = ((Term(last, is_beginning=True),), *others)
    return list(dict.fromkeys(wanted))


def _alternatives(word: str) -> AnyOf:
    """A word by its stem; one of several parts whole or by its parts; a number with signs in it only whole."""
    *parts, whole = stems.stems_of(word)
    if not parts or any(part.isdigit() for part in parts):
        return ((Term(whole),),)
    return ((Term(whole),), tuple(Term(part) for part in parts))
