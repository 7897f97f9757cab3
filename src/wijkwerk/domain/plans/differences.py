"""What changed between two texts, by words: for reading versions side by side."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_WORDS = re.compile(r"\n|[^\S\n]+|[^\s]+")
LONGEST = 20_000  # words: beyond it whole lines are held against each other


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
    if before == after:
        return [Piece(Change.SAME, after)] if after else []
    old, new = _split(before), _split(after)
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(Change.SAME, "".join(new[c:d])))
            continue
        if b > a:
            found.append(Piece(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            found.append(Piece(Change.ADDED, "".join(new[c:d])))
    return _joined(found)


def _split(text: str) -> list[str]:
    words = _WORDS.findall(text)
    return words if len(words) <= LONGEST else text.splitlines(keepends=True)


def _joined(found: list[Piece]) -> list[Piece]:
    """Words that changed with only a space between them read as one change."""
    joined: list[Piece] = []
    for number, piece in enumerate(found):
        between = piece.change == Change.SAME and piece.text == " " and 0 < number < len(found) - 1
        if between and found[number - 1].change != Change.SAME and found[number + 1].change != Change.SAME:
            joined += [Piece(Change.REMOVED, " "), Piece(Change.ADDED, " ")]
        else:
            joined.append(piece)
    result: list[Piece] = []
    waiting = {Change.REMOVED: "", Change.ADDED: ""}

    def empty() -> None:
        for change in (Change.REMOVED, Change.ADDED):
            if waiting[change]:
                result.append(Piece(change, waiting[change]))
            waiting[change] = ""

    for piece in joined:
        if piece.change == Change.SAME:
            empty()
            result.append(piece)
        else:
            waiting[piece.change] += piece.text
    empty()
    return result
