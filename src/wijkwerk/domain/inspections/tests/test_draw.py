"""Drawn points: the same seed gives the same points, as the page in docs says, on any machine."""

import re
from pathlib import Path

import pytest

from wijkwerk.domain.inspections import draw
from wijkwerk.domain.inspections.draw import Point


def ring(south, west, north, east):
    return [[south, west], [south, east], [north, east], [north, west], [south, west]]


SQUARE = [[ring(53_000_000, 6_900_000, 53_010_000, 6_910_000)]]
HOLE = ring(53_002_000, 6_902_000, 53_008_000, 6_908_000)
KNOWN = [(53002853, 6902564), (53003323, 6908227), (53004410, 6909664)]
PAGE = Path(__file__).parents[5] / "docs" / "inspection-draw.md"


def test_the_same_seed_gives_these_points_wherever_it_is_drawn():
    drawn = [draw.draw("Groenschouw 2025", SQUARE, number=number) for number in (1, 2, 3)]
    assert drawn == KNOWN


def test_another_seed_gives_other_points():
    assert draw.draw("Groenschouw 2026", SQUARE, number=1) != KNOWN[0]


def test_all_points_lie_inside_and_none_in_a_hole():
    outline = [[SQUARE[0][0], HOLE]]
    drawn = [draw.draw("gat", outline, number=number) for number in range(1, 101)]
    in_the_hole = [p for p in drawn if 53_002_000 < p.lat < 53_008_000 and 6_902_000 < p.lon < 6_908_000]
    assert (len(set(drawn)), in_the_hole) == (100, [])


@pytest.mark.parametrize(
    ("place", "inside"),
    [((53_005_000, 6_905_000), True), ((53_005_000, 6_911_000), False), ((52_999_999, 6_905_000), False)],
)
def test_a_place_is_inside_or_not(place, inside):
    assert draw.is_inside(Point(*place), SQUARE) is inside


def test_an_outline_without_an_inside_is_refused():
    line = [[[[53_000_000, 6_900_000], [53_000_000, 6_910_000], [53_000_000, 6_900_000]]]]
    with pytest.raises(draw.NothingInside):
        draw.draw("lijn", line, number=1)


def test_the_program_in_the_docs_draws_the_same():
    program = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]
    known: dict = {}
    exec(program, known)  # the page is ours
    assert [known["draw"]("Groenschouw 2025", SQUARE, n) for n in (1, 2, 3)] == KNOWN
