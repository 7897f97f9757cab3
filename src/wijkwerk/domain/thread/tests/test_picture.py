"""The picture: everything on it is on the list, nothing falls off the sheet, and it is read from top to bottom."""

import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.html import escape

from wijkwerk.domain.thread import operations, picture, queries
from wijkwerk.domain.thread.line import Line, Node, Tie
from wijkwerk.domain.thread.tests import factories
from wijkwerk.domain.thread.tests.factories import NOON, answer, item, money
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.things import Ref


def node(number, level, title="Een ding", stem=None, **fields):
    return Node(Ref("a.b", number), level, "ding", title, stem=Ref("a.b", stem) if stem else None, **fields)


def test_each_node_has_a_card_and_each_stem_a_thread():
    line = Line(Ref("a.b", 2), (node(1, -1, stem=2), node(2, 0), node(3, 1, stem=2)))
    drawn = picture.picture_of(line)
    assert [(card.node.key.id, card.is_middle) for card in drawn.cards] == [(1, False), (2, True), (3, False)]
    assert drawn.threads == ("M12 22V80q0 8 8 8H36", "M36 88V146q0 8 8 8H60")
    assert [float(card.y) for card in drawn.cards] == sorted(float(card.y) for card in drawn.cards)


def test_a_line_of_one_is_one_card():
    drawn = picture.picture_of(Line(Ref("a.b", 1), (node(1, 0),)))
    assert (len(drawn.cards), drawn.threads, drawn.ties) == (1, (), ())


def test_what_is_tied_runs_round_the_outside():
    nodes = (node(1, 0), node(2, 1, stem=1), node(3, 2, stem=2))
    drawn = picture.picture_of(Line(Ref("a.b", 1), nodes, (Tie(Ref("a.b", 1), Ref("a.b", 3), ""),)))
    assert drawn.ties == ("M336 31H346V163H336",)
    assert {float(card.x) + float(card.width) for card in drawn.cards} == {336.0}


def test_nothing_falls_off_the_sheet_however_deep_the_line_and_long_the_words():
    nodes = tuple(
        node(n, n - 1, "Een hele lange titel met donaudampfschifffahrtsgesellschaft " * 5, n - 1) for n in range(1, 13)
    )
    drawn = picture.picture_of(Line(Ref("a.b", 1), nodes))
    for card in drawn.cards:
        assert float(card.x) + float(card.width) <= picture.WIDTH
        assert len(card.lines) == picture.MOST_LINES
        assert card.lines[-1][0].endswith("…")
        assert max(len(words) for words, _y in card.lines) * picture.LETTER <= float(card.width)
    last = drawn.cards[-1]
    assert float(last.y) + float(last.height) < float(drawn.height)


def shown(thing, actor=VISITOR, tag="{% golden_thread thing %}"):
    request = SimpleNamespace(actor=actor)
    return Template("{% load thread %}" + tag).render(Context({"thing": thing, "request": request}))


@pytest.fixture
def spun(wish, job, coordinator):
    answer(wish, money(), item(job), by=coordinator)
    operations.add_source(job, words="Wijkplan 2009", by=coordinator, at=NOON)
    return wish


def test_all_that_is_in_the_picture_is_in_the_list(spun, coordinator):
    html = shown(spun, coordinator)
    drawing, listed = html.split("</svg>")
    line = queries.line_of(spun, for_actor=coordinator)
    assert [each.title for each in line.nodes[1:] if escape(each.title) not in listed] == []
    assert drawing.count("<circle") == len(line.nodes)
    assert re.search(r"\sstyle=|\sfill=|\sstroke=", html) is None


def test_words_of_people_are_never_markup(wish, job, coordinator):
    operations.add_source(wish, words="<script>alert(1)</script>", by=coordinator, at=NOON)
    html = shown(wish, coordinator)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_a_thing_without_a_source_is_shown_as_such(job):
    html = shown(job)
    assert "Hiervan staat geen aanleiding opgeschreven." in html
    assert "<svg" not in html


def test_a_long_line_shows_its_beginning_and_the_way_to_the_rest(wish, coordinator):
    for number in range(25):
        operations.add_source(factories.make_job(f"Klus {number}"), cause=wish, by=coordinator, at=NOON)
    assert f'href="/rode-draad/thread.wish/{wish.pk}/"' in shown(wish)
    assert "Er is meer" not in shown(wish, tag="{% golden_thread thing whole=True %}")
