"""Every address that somebody can come to, in a real browser: WCAG 2.2 AA by axe, nothing wider than the screen."""

import re
from collections import deque
from pathlib import Path

import pytest
from django.urls import resolve, reverse

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.tests import factories
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  const where = ({ nodes }) => nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ");
  return violations.map((one) => `${one.id}: ${where(one)}`);
}"""
LINK = re.compile(r'href="(/[^"#]*)')
PEOPLE = {
    "visitor": None,
    "coordinator": "Jelle Brontsema",
    "desk": "Dirk Zandstra",
    "administrator": "Bea Kloosterveen",
}
NOT_PAGES = ("/static/", "/sw.js", "/api/", "/open311/", "/.well-known/", "/robots.txt", "/logo/")
MOST_PER_ROUTE = 1


def seeds_for(role):
    """Where links alone do not lead: what only a letter leads to, and signals in each state."""
    if role == "visitor":
        reporter = Reporter.objects.get(signal__text__startswith="De heg bij de bushalte")
        draft = operations.start_draft(text="Half verteld", by=VISITOR, at=clock.now())
        own = reverse("signals:own_signal", args=[reporter.link_key])
        return [own, reverse("signals:withdraw", args=[reporter.link_key]), draft_address(draft)]
    if role == "coordinator":
        running = Signal.objects.filter(work_area__name="Maarswold").order_by("id")
        person = Person.objects.get(name=PEOPLE[role])
        theme = operations.make_theme(
            name="Donkere plekken", description="", signals=list(running[:2]), by=person, at=clock.now()
        )
        reporter = Reporter.objects.get(signal=running[3])
        operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=clock.now())
        with_partners = AgendaItem.objects.filter(partners__isnull=False, agenda__work_area__name="Maarswold")
        return [thing.get_absolute_url() for thing in [theme, *with_partners[:1], *running]]
    return []


def draft_address(draft):
    return reverse("signals:draft", args=[draft.link_key])


def addresses_for(client, seeds=()):
    """One address of each route that can be reached by following links, found by following them; the seeds always."""
    found, seen, routes = [], {"/", *seeds}, {}
    waiting = deque([*seeds, "/"])
    while waiting:
        address = waiting.popleft()
        route = resolve(address.split("?")[0]).route
        if routes.get(route, 0) >= MOST_PER_ROUTE and address not in seeds:
            continue
        routes[route] = routes.get(route, 0) + 1
        answer = client.get(address)
        if answer.status_code in (301, 302):
            target = answer.url.split("#")[0]
            if target.startswith("/") and target not in seen:
                seen.add(target)
                waiting.append(target)
            continue
        assert answer.status_code == 200, f"{address} gives {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found.append(address)
        for link in LINK.findall(answer.text):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith(NOT_PAGES):
                seen.add(link)
                waiting.append(link)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_that_can_be_reached_is_accessible_and_fits(role, width, browse_as, session_of):
    addresses = addresses_for(session_of(PEOPLE[role]), seeds_for(role))
    assert len(addresses) > 10
    page, axe, wrong = browse_as(PEOPLE[role], width=width), AXE.read_text(), {}
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        faults = page.evaluate(CHECK, TAGS)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wider > 0:
            faults.append(f"{wider} px wider than the screen")
        if faults:
            wrong[address] = faults
    assert wrong == {}
