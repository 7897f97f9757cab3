"""Tokens of pages: ours go on where the page ended, all others begin anew."""

import base64
import json

import pytest
from django.contrib.auth.models import Group  # some model with a name; the kit knows none of ours

from wijkwerk.foundation.kit import paging

ORDER = ("name", "id")


@pytest.fixture
def three(db):
    return [Group.objects.create(name=f"Veen {number}") for number in range(3)]


def names(after, size=2):
    return [row.name for row in paging.page(Group.objects.all(), after=after, order=ORDER, size=size)]


def made_up(*values, direction="n"):
    packed = json.dumps([direction, ",".join(ORDER), *values]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_a_token_goes_on_where_the_page_ended(three):
    token = paging.page(Group.objects.all(), order=ORDER, size=2).next
    assert names(token) == ["Veen 2"]


@pytest.mark.parametrize(
    "token",
    [
        made_up("Veen 1", 1),
        made_up("Veen 1", 10**40),
        made_up("\x00", 1),
        made_up({"at": "2025-01-01"}, float("nan")),
        "é",
        "x" * 5_000,
        "AAAA",
    ],
)
def test_a_token_that_somebody_made_up_gives_the_first_page(token, three):
    assert names(token) == ["Veen 0", "Veen 1"]


def test_a_token_that_was_changed_gives_the_first_page(three):
    token = paging.page(Group.objects.all(), order=ORDER, size=2).next
    assert names(token[:-2] + ("AA" if token[-2:] != "AA" else "BB")) == ["Veen 0", "Veen 1"]


def test_a_list_that_is_asked_over_and_over_has_the_same_pages(three, django_assert_num_queries):
    pages = []
    for ask in (
        lambda after: paging.page(Group.objects.all(), after=after, order=ORDER, size=2),
        lambda after: paging.page_alike(Group.objects.all, like="all", after=after, order=ORDER, size=2),
        lambda after: paging.page_alike(Group.objects.none, like="all", after=after, order=ORDER, size=2),  # as asked
    ):
        with django_assert_num_queries(3):
            first = ask("")
            second = ask(first.next)
            back = ask(second.previous)
        pages.append([first, second, back])
    assert pages[0] == pages[1] == pages[2]
    assert [[row.name for row in page] for page in pages[0]] == [["Veen 0", "Veen 1"], ["Veen 2"], ["Veen 0", "Veen 1"]]
