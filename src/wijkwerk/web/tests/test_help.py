"""The handbook on the screen."""

import re
from pathlib import Path

import pytest

import wijkwerk
from wijkwerk.domain.people.tests.factories import (
    make_administrator,
    make_coordinator,
    make_work_area,
    sign_in,
)
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality
from wijkwerk.web import handbook

CHAPTERS = list(handbook.WRITTEN_FOR)
LINK = re.compile(r'href="([^"]+)"')
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


def named(municipality, code, one, many):
    municipality.words = {code: {"one": one, "many": many}}
    municipality.save()


def inside(page):
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def cards_of(page):
    return [re.findall(r"/hulp/([\w-]+)/", part) for part in inside(page).split("<h2")[1:]]


def test_every_file_is_a_chapter():
    files = {path.stem for path in handbook.HERE.glob("*.md")}
    assert files == {*CHAPTERS, handbook.INTRODUCTION}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_one_title_and_questions(client, municipality, name):
    answer = client.get(f"/hulp/{name}/")
    page = inside(answer.content.decode())
    assert (answer.status_code, page.count("<h1"), "<h3" in page) == (200, 1, False)
    headings = re.findall(r'<h2 id="([^"]+)">(.+?)</h2>', page)
    assert [text for _id, text in headings if not text.endswith(("?", "."))] == []
    assert len({anchor for anchor, _text in headings}) == len(headings) > 4


@pytest.mark.parametrize("name", [*CHAPTERS, handbook.INTRODUCTION])
def test_a_chapter_is_short(name):
    assert len((handbook.HERE / f"{name}.md").read_text().splitlines()) <= 120


@pytest.mark.parametrize("name", [*CHAPTERS, handbook.INTRODUCTION])
def test_links_in_a_chapter_lead_to_pages_that_everybody_may_open(client, municipality, name):
    links = set(LINK.findall(handbook.chapter(name).html))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.fixture(scope="module")
def words_of_the_screen():
    """What the program can say: its templates and its code, without the handbook and the tests."""
    files = [path for kind in ("*.html", "*.py") for path in Path(wijkwerk.__file__).parent.rglob(kind)]
    return "\n".join(path.read_text() for path in files if "tests" not in path.parts).casefold()


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_bold_are_words_of_the_screen(name, words_of_the_screen):
    bold = [" ".join(found.split()) for found in BOLD.findall((handbook.HERE / f"{name}.md").read_text())]
    parts = {
        part.strip(" .").casefold() for phrase in bold for part in handbook.PLACEHOLDER.sub("|", phrase).split("|")
    }
    assert [part for part in sorted(parts) if part not in words_of_the_screen] == []


@pytest.mark.parametrize("name", [*CHAPTERS, handbook.INTRODUCTION])
def test_no_word_in_braces_is_left(municipality, name):
    chapter = handbook.chapter(name)
    assert [text for text in (chapter.title, chapter.lead, chapter.body) if "{" in text or "}" in text] == []


def test_words_are_those_of_the_municipality(client, municipality):
    named(municipality, "coordinator", "wijkmanager", "wijkmanagers")
    page = inside(client.get("/hulp/balie/").content.decode())
    assert ("wijkmanager" in page, "wijkregisseur" in page) == (True, False)
    with in_municipality(make_municipality("GM0106", "Assen")):
        assert "wijkmanager" not in handbook.chapter("balie").body


def test_a_word_of_the_municipality_cannot_make_marks(client, municipality):
    named(municipality, "coordinator", "<b>baas</b>", "bazen")
    assert "&lt;b&gt;baas&lt;/b&gt;" in client.get("/hulp/balie/").content.decode()


def test_a_word_follows_number_and_capital(municipality):
    named(municipality, "residents_body", "dorpsraad", "dorpsraden")
    assert handbook.in_own_words("{Wijkraad} en {wijkraden}") == "Dorpsraad en dorpsraden"


def test_what_concerns_the_reader_comes_first(client, municipality):
    own, others = cards_of(client.get("/hulp/").content.decode())
    assert (own, others) == (["inwoner"], [name for name in CHAPTERS if name != "inwoner"])
    sign_in(client, make_coordinator(make_work_area()))
    assert cards_of(client.get("/hulp/").content.decode())[0][0] == "wijkregisseur"
    sign_in(client, make_administrator(), "bea@example.nl")
    assert cards_of(client.get("/hulp/").content.decode())[0] == ["budget-instellen", "beheerder"]


def test_a_chapter_that_is_not_there_is_not_found(client, municipality):
    assert [client.get(f"/hulp/{name}/").status_code for name in ("index", "settings", "niets")] == [404, 404, 404]


def test_help_is_found_from_every_page_and_from_where_the_work_is(client, municipality):
    assert 'href="/hulp/"' in client.get("/").content.decode()
    sign_in(client, make_coordinator(make_work_area()))
    assert 'href="/hulp/wijkregisseur/"' in inside(client.get("/werklijst/").content.decode())
    sign_in(client, make_administrator(), "bea@example.nl")
    assert 'href="/hulp/beheerder/"' in inside(client.get("/beheer/").content.decode())
