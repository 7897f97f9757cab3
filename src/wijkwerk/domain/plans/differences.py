"""What changed between two texts, by words: for reading versions side by side."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_WORDS = re.compile(r"\s*\n\s*|\w+[^\S\n]*|[^\w\s][^\S\n]*|[^\S\n]+")  # each with the space behind it
MOST_WORDS = 1_000  # beyond it a word that stands everywhere ties nothing together, or it would take for ever


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    change: Change
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The text as it became, with what came and what went in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    found = [Piece(Change.SAME, "".join(new[:head]))]
    found += _changes(old[head : len(old) - tail], new[head : len(new) - tail])
    found.append(Piece(Change.SAME, "".join(new[len(new) - tail :])))
    return _together([piece for piece in found if piece.text])


def _shared(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _changes(old: list[str], new: list[str]) -> list[Piece]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > MOST_WORDS)
    found: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(new[c:d])))
            continue
        if b > a:
            found.append(Piece(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            found.append(Piece(Change.ADDED, "".join(new[c:d])))
    return found


def _together(found: list[Piece]) -> list[Piece]:
    """What stays the same in one piece."""
    result: list[Piece] = []
    for piece in found:
        if result and result[-1].change == piece.change:
            result.append(Piece(piece.change, result.pop().text + piece.text))
        else:
            result.append(piece)
    return result
