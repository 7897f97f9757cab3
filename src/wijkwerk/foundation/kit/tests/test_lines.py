"""The line through figures: joined where it may be, with a table that says the same."""

import re

import pytest

from wijkwerk.foundation.kit.components import Aim, Dot, line_chart


def drawn(*dots, **fields):
    return str(line_chart(dots, key="proef", title="Rapportcijfer", **fields))


def lines_in(page):
    return [len(points.split()) for points in re.findall(r'class="ww-lines__line" points="([^"]*)"', page)]


def dots(**values):
    return [Dot(year[1:], float(year[1:]), value) for year, value in values.items()]


def test_known_figures_are_joined():
    assert lines_in(drawn(*dots(j2020=6, j2022=6.5, j2024=7))) == [3]


def test_the_line_has_a_gap_where_nothing_was_measured():
    assert lines_in(drawn(*dots(j2018=6, j2020=6, j2021=None, j2022=6.5, j2024=7))) == [2, 2]


def test_the_line_has_a_gap_where_the_series_breaks():
    page = drawn(*dots(j2018=6, j2020=6), Dot("2022", 2022, 7, breaks="Andere vraag"), *dots(j2024=7))
    assert (lines_in(page), page.count('class="ww-lines__break"')) == ([2, 2], 1)
    assert "Breuk in de reeks: Andere vraag" in page


def test_what_is_not_measured_and_what_is_awaited_have_their_own_mark_and_words():
    page = drawn(*dots(j2020=6, j2022=None), Dot("2024", 2024, None, is_awaited=True))
    assert re.findall(r'class="ww-lines__none"[^>]*>(.)<', page) == ["×", "?"]
    assert ("niet gemeten" in page, "nog niet bekend" in page) == (True, True)


def test_targets_stand_in_the_drawing_and_in_the_table_also_without_a_figure():
    page = drawn(*dots(j2020=6), aims=[Aim("2020", 2020, 6.5), Aim("2028", 2028, 8)])
    assert page.count('class="ww-lines__aim"') == 2
    assert re.findall(r'<th scope="row"[^>]*>(\d+)<', page) == ["2020", "2028"]


def test_the_drawing_has_a_title_and_a_description():
    page = drawn(*dots(j2020=6, j2024=7))
    assert "<title" in page
    assert "Van 6 in 2020 naar 7 in 2024." in page


@pytest.mark.parametrize(
    "values", [{}, {"j2020": None}, {"j2020": 0}, {"j2020": 5, "j2021": 5}, {"j2020": -3, "j2021": 1e9}]
)
def test_odd_series_are_drawn_without_a_fault(values):
    page = drawn(*dots(**values))
    assert "nan" not in page
    assert page.count("<tr>") == len(values) + 1


def test_words_of_a_scale_stand_beside_the_drawing():
    page = drawn(Dot("2020", 2020, 2, written="matig"), labels=("slecht", "matig", "goed"))
    assert re.findall(r'text-anchor="end">(\w+)<', page) == ["slecht", "matig", "goed"]


def test_what_somebody_typed_is_only_words():
    assert "<b>" not in drawn(Dot("<b>", 2020, 1, note="<b>", source="<b>", breaks="<b>"))
