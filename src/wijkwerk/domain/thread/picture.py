"""The golden thread as a picture: beads on a string from top to bottom, as readable on a telephone as on paper.

Causes stand above, what came of it below; each step to the right is a step further along the thread. Numbers are text:
a template would write commas. Colours come from the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.domain.thread.line import Line, Node
from wijkwerk.foundation.kit.things import Ref

WIDTH = 360
LETTER = 8.0  # width of an average letter of 15 units
LINE = 20  # height of a line of text
EDGE = 12
BEAD = 7
GAP = 12
MOST_LINES = 3
STEP, DEEPEST_X = 24, 108


@dataclass(frozen=True)
class Card:
    """One node: its bead and its box with words."""

    node: Node
    is_middle: bool
    bead_x: str
    bead_y: str
    x: str
    y: str
    width: str
    height: str
    above: str  # what it is and how it stands
    above_y: str
    lines: tuple[tuple[str, str], ...]  # words and their height
    text_x: str


@dataclass(frozen=True)
class Picture:
    """Everything that the drawing needs."""

    width: str
    height: str
    cards: tuple[Card, ...]
    threads: tuple[str, ...]  # paths between beads
    ties: tuple[str, ...]  # paths of what is tied beside the tree
    id: str


def picture_of(line: Line) -> Picture:
    """Where everything stands."""
    top = min(node.level for node in line.nodes)
    depth = max(node.level for node in line.nodes) - top
    step = min(STEP, DEEPEST_X / depth) if depth else 0
    right = WIDTH - (24 if line.ties else 4)
    cards: list[Card] = []
    beads: dict[Ref, tuple[float, float]] = {}
    spans: dict[Ref, float] = {}
    y = 4.0
    for node in line.nodes:
        bead_x = EDGE + (node.level - top) * step
        x = bead_x + BEAD + 8
        words = _wrapped(node.title, int((right - x - 20) / LETTER))
        height = 34 + LINE * len(words)
        beads[node.key], spans[node.key] = (bead_x, y + 18), y + height / 2
        cards.append(
            Card(
                node,
                node.key == line.of,
                _number(bead_x),
                _number(y + 18),
                _number(x),
                _number(y),
                _number(right - x),
                _number(height),
                _cut(" · ".join(filter(None, [node.words, node.kind, node.state])), int((right - x - 20) / 7.2)),
                _number(y + 21),
                tuple((word, _number(y + 41 + LINE * number)) for number, word in enumerate(words)),
                _number(x + 10),
            )
        )
        y += height + GAP
    threads = tuple(_thread(beads, node) for node in line.nodes if node.stem is not None)
    ties = tuple(_tie(right, spans[tie.start], spans[tie.end]) for tie in line.ties)
    return Picture(_number(WIDTH), _number(y - GAP + 4), tuple(cards), threads, ties, f"rode-draad-{line.of.id}")


def _thread(beads: dict[Ref, tuple[float, float]], node: Node) -> str:
    """From the upper bead down, and then to the lower one."""
    assert node.stem is not None
    (x, y), (stem_x, stem_y) = beads[node.key], beads[node.stem]
    (from_x, from_y), (to_x, to_y) = ((x, y), (stem_x, stem_y)) if node.level < 0 else ((stem_x, stem_y), (x, y))
    bend = min(8.0, to_x - from_x)
    return (
        f"M{_number(from_x)} {_number(from_y)}V{_number(to_y - bend)}"
        f"q0 {_number(bend)} {_number(bend)} {_number(bend)}H{_number(to_x)}"
    )


def _tie(right: float, start: float, end: float) -> str:
    """Round the outside, from the one box to the other."""
    return f"M{_number(right)} {_number(start)}H{_number(right + 10)}V{_number(end)}H{_number(right)}"


def _wrapped(words: str, width: int) -> list[str]:
    """In lines of at most so many letters; what does not fit in the last one is cut."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], " ".join(lines[MOST_LINES - 1 :])]
    return [_cut(line, width) for line in lines]


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else f"{words[: width - 1].rstrip()}…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
