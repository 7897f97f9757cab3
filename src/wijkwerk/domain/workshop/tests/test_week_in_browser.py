"""The week in a real browser: dragging, the same by a form without a script, and nothing that sticks out."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.workshop.models import PlannedWork
from wijkwerk.domain.workshop.operations import planning
from wijkwerk.domain.workshop.planner import greedy
from wijkwerk.domain.workshop.queries import planning as queries
from wijkwerk.domain.workshop.tests.chore_factories import make_agreed, make_helper
from wijkwerk.domain.workshop.tests.factories import make_skill
from wijkwerk.foundation.kit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def browse(browser_of, host):
    return browser_of(host)


@pytest.fixture
def week(workshop, rika, host):
    """Next week, with one chore on Monday morning; gives its address."""
    make_helper(workshop, "Haile", can=["Snoeien"])
    make_agreed(rika, "Heg snoeien", by=host, skills=[make_skill(workshop, "Snoeien")])
    at = clock.now()
    plan = planning.propose_week(workshop, week_on=clock.today() + planning.timedelta(days=7), by=host, at=at)
    inputs = queries.inputs_for(workshop, plan.week_on, today=clock.today())
    planning.keep_proposal(plan, version=plan.version, inputs=inputs, found=greedy.plan(inputs), at=at)
    return plan.get_absolute_url()


def place():
    work = PlannedWork.objects.get()
    return work.weekday, work.half, work.is_fixed


def test_work_is_dragged_to_another_half_day(browse, week):
    page = browse(width=1280)
    page.goto(week)
    expect(page.locator("[data-work]")).to_have_attribute("draggable", "true")
    page.locator("[data-work]").drag_to(page.locator('[data-half="3-morning"]'))
    expect(page.locator('[data-half="3-morning"]')).to_contain_text("Heg snoeien")
    assert place() == (3, "morning", True)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_work_is_moved_by_a_form(browse, week, options):
    page = browse(width=360, **options)
    page.goto(week)
    page.locator("[data-work]").get_by_role("link", name="Verzet").click()
    page.get_by_label("donderdagmiddag").check()
    page.get_by_role("button", name="Zet het zo").click()
    expect(page.locator('[data-half="3-afternoon"]')).to_contain_text("Heg snoeien")
    assert place() == (3, "afternoon", True)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_of_chores_sticks_out(browse, workshop, week, width):
    page, chore = browse(width=width), PlannedWork.objects.get().chore
    addresses = [week, chore.get_absolute_url(), reverse("workshop:move_work", args=[PlannedWork.objects.get().pk])]
    addresses += [reverse(f"workshop:{name}", args=[chore.pk]) for name in ("chore_cost", "change_chore")]
    addresses += [
        reverse(f"workshop:{name}", args=[workshop.pk])
        for name in ("chores", "new_chore", "rounds", "new_round", "rule_cards", "chore_rules")
    ]
    wide = []
    for address in addresses:
        page.goto(address)
        if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
            wide.append(address)
    assert wide == []
