"""Every address that somebody can come to, in a real browser: WCAG 2.2 AA by axe, nothing wider than the screen."""

import re
from collections import deque
from pathlib import Path

import pytest
from django.urls import resolve

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


def addresses_for(client, start="/"):
    """One address of each route that can be reached by following links, found by following them."""
    found, seen, routes = [], {start}, {}
    waiting = deque([start])
    while waiting:
        address = waiting.popleft()
        match = resolve(address.split("?")[0])
        route = match.route
        if routes.get(route, 0) >= MOST_PER_ROUTE:
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
    addresses = addresses_for(session_of(PEOPLE[role]))
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
