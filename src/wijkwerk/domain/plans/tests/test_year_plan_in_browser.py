"""The board in a real browser: by dragging, by keys, on a telephone with and without a script, and with two at once."""

import re

import pytest
from django.conf import settings as program
from playwright.sync_api import expect

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.models import PlannedActivity
from wijkwerk.domain.plans.operations import year_plans as operations
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.board_factories import BY, make_codes, make_year_plan, put
from wijkwerk.foundation.tenancy import scope

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def rows(maarswold):
    """Maarswold and Mussel in 2026, with a vision of three months in Maarswold."""
    mussel = factories.make_work_area("Mussel")
    codes = make_codes()
    plan = make_year_plan()
    found = {row.title: row for row in plan.rows.all()}
    put(found["Maarswold"], codes["V"], 2, 4)
    factories.make_coordinator(maarswold, mussel, name="Marit")
    return found


@pytest.fixture
def browse(rows, client, open_page, live_server):
    """A browser in which the coordinator of both is signed in."""

    def browse(**options):
        sign_in(client, Person.objects.get(name="Marit"))
        cookie = client.cookies[program.SESSION_COOKIE_NAME].value
        page = open_page(**options)
        page.context.add_cookies([{"name": program.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page.goto("/jaarplanning/2026/")
        return page

    return browse


def cell(page, area, month):
    return page.locator("tr[data-row]", has_text=area).locator(f'td[data-month="{month}"]')


def stands(row_title, months):
    activity = PlannedActivity.objects.select_related("row__work_area").get()
    return (activity.row.title, activity.months) == (row_title, months)


def test_an_activity_is_dragged_and_that_is_taken_back(browse):
    page = browse()
    cell(page, "Maarswold", 3).get_by_role("link", name="V").drag_to(cell(page, "Mussel", 8))
    expect(page.get_by_text("V staat nu in Mussel, juli – september 2026.")).to_be_visible()
    expect(cell(page, "Mussel", 8).get_by_role("link", name="V")).to_be_focused()
    assert stands("Mussel", range(7, 10))
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(cell(page, "Maarswold", 2).get_by_role("link", name="V")).to_be_visible()
    assert stands("Maarswold", range(2, 5))


def pull(page, month, side, to):
    """Takes the edge of what stands in this month and drops it in another."""
    chip = cell(page, "Maarswold", month).get_by_role("link", name="V")
    box = chip.bounding_box()
    place = {"x": 3 if side == "left" else box["width"] - 3, "y": box["height"] / 2}
    chip.drag_to(cell(page, "Maarswold", to), source_position=place)


def test_an_edge_is_dragged_to_make_it_longer_or_shorter(browse):
    page = browse()
    pull(page, 4, "right", 7)
    expect(page.get_by_text("V duurt nu februari – juli 2026.")).to_be_visible()
    expect(cell(page, "Maarswold", 7).get_by_role("link", name="V")).to_be_focused()
    pull(page, 2, "left", 5)
    expect(page.get_by_text("V duurt nu mei – juli 2026.")).to_be_visible()
    assert stands("Maarswold", range(5, 8))
    pull(page, 7, "right", 1)
    expect(page.get_by_text("V duurt nu mei 2026.")).to_be_visible()
    assert stands("Maarswold", range(5, 6))


def test_an_edge_that_is_dropped_on_another_area_changes_nothing(browse):
    page = browse()
    chip = cell(page, "Maarswold", 4).get_by_role("link", name="V")
    box = chip.bounding_box()
    chip.drag_to(cell(page, "Mussel", 7), source_position={"x": box["width"] - 3, "y": box["height"] / 2})
    pull(page, 4, "right", 5)
    expect(page.get_by_text("V duurt nu februari – mei 2026.")).to_be_visible()
    assert stands("Maarswold", range(2, 6))


def test_words_in_a_cell_are_not_broken(browse):
    activity = PlannedActivity.objects.get()
    PlannedActivity.objects.filter(pk=activity.pk).update(words="herziening", until_month=2, is_doubtful=True)
    page = browse(width=1280)
    chip = cell(page, "Maarswold", 2).get_by_role("link", name="V? herziening")
    broken = """chip => {
      const text = chip.firstChild, range = document.createRange();
      return text.data.split(" ").map((word) => {
        const at = text.data.indexOf(word);
        range.setStart(text, at); range.setEnd(text, at + word.length);
        return range.getClientRects().length;
      });
    }"""
    assert chip.evaluate(broken) == [1, 1]


def test_what_would_leave_the_year_stays_and_that_is_said(browse):
    page = browse()
    cell(page, "Maarswold", 4).get_by_role("link", name="V").drag_to(cell(page, "Maarswold", 1))
    expect(page.get_by_text("Dan valt een deel buiten het jaar")).to_be_visible()
    assert stands("Maarswold", range(2, 5))


def test_the_keys_walk_carry_stretch_and_doubt(browse):
    page = browse()
    cell(page, "Maarswold", 2).get_by_role("link", name="V").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "Maarswold", 3).get_by_role("link", name="V")).to_be_focused()
    page.keyboard.press("Space")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_text("Mussel, mei", exact=True)).to_be_attached()
    page.keyboard.press("Enter")
    expect(cell(page, "Mussel", 5).get_by_role("link", name="V")).to_be_focused()
    assert stands("Mussel", range(4, 7))
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_text("V duurt nu april – juli 2026.")).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Blijft staan waar het stond.")).to_be_attached()
    page.keyboard.press("?")
    expect(cell(page, "Mussel", 7).get_by_role("link", name="V?")).to_be_visible()
    assert stands("Mussel", range(4, 8))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/nieuw/\?maand=5$"))


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_an_activity_is_moved_by_touch(browse, script):
    page = browse(width=360, java_script_enabled=script)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    vision = page.get_by_role("link", name="V t/m april", exact=True)
    expect(vision).to_have_count(1)
    expect(page.locator("td[data-month='2']").filter(has_text="V")).to_be_visible()
    vision.click()
    page.get_by_role("button", name="Een maand later").click()
    expect(page.get_by_text("V staat nu in Maarswold, maart – mei 2026.")).to_be_visible()
    assert stands("Maarswold", range(3, 6))


def test_what_somebody_else_did_meanwhile_is_told_and_what_they_changed_is_not_lost(browse):
    page = browse()
    activity = PlannedActivity.objects.get()
    operations.move_activity(activity, from_month=10, **BY)
    cell(page, "Maarswold", 2).get_by_role("link", name="V").drag_to(cell(page, "Maarswold", 5))
    expect(page.get_by_text("Iemand anders heeft dit intussen gewijzigd")).to_be_visible()
    expect(cell(page, "Maarswold", 10).get_by_role("link", name="V")).to_be_visible()
    assert stands("Maarswold", range(10, 13))
