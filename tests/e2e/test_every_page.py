"""Every address that somebody can come to, in a real browser: WCAG 2.2 AA by axe, nothing wider than the screen."""

import re
from collections import deque
from pathlib import Path

import pytest
from django.urls import resolve, reverse

from tests.e2e import money_seeds, planning_seeds
from wijkwerk.domain.facilities.example import WORKSHOP
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.tests import factories
from wijkwerk.domain.workshop.models import (
    Bicycle,
    Chore,
    CountedLoan,
    DeskDay,
    Intake,
    Loan,
    Repair,
    Reservation,
    RoundRun,
    Shift,
    Tool,
)
from wijkwerk.domain.workshop.operations import rounds, stocktaking
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(document, options);
  const where = ({ nodes }) => nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ");
  return violations.map((one) => `${one.id}: ${where(one)}`);
}"""
LINK = re.compile(r'href="(/[^"#]*)')
PEOPLE = {
    "visitor": None,
    "coordinator": "Jelle Brontsema",
    "desk": "Dirk Zandstra",
    "administrator": "Bea Kloosterveen",
    "host": "Hanneke Drent",
    "volunteer": "Wim Haveman",
    "helper": "Haile Tesfay",
    "treasurer": "Olaf Pennings",
}
ROOMS_OF = {
    "host": ("/werkplaats/", "/tuinen/", "/mijn-werk/", "/voorzieningen/"),
    "treasurer": ("/budgetten/", "/betalingen/", "/terugvorderingen/", "/toekenningen/", "/commissies/", "/geld"),
}
NOT_PAGES = ("/static/", "/sw.js", "/api/", "/open311/", "/.well-known/", "/robots.txt", "/logo/")
LOOKED_AT_BY = {
    "coordinator": ["visitor"],
    "desk": ["visitor", "coordinator"],
    "administrator": ["visitor", "coordinator"],
    "host": ["visitor"],
    "helper": ["visitor"],
    "treasurer": ["visitor", "coordinator"],
}
MOST_PER_ROUTE = 1
WIDTHS = (360, 1280)


def seeds_for(role):
    """Where links alone do not lead: what only a letter leads to, and signals in each state."""
    if role == "visitor":
        reporter = Reporter.objects.get(signal__text__startswith="De heg bij de bushalte")
        draft = operations.start_draft(text="Half verteld", by=VISITOR, at=clock.now())
        own = reverse("signals:own_signal", args=[reporter.link_key])
        told = [own, reverse("signals:withdraw", args=[reporter.link_key]), draft_address(draft)]
        return [*told, *planning_seeds.for_visitor(), *money_seeds.for_visitor()]
    if role == "coordinator":
        running = Signal.objects.filter(work_area__name="Maarswold").order_by("id")
        person = Person.objects.get(name=PEOPLE[role])
        theme = operations.make_theme(
            name="Donkere plekken", description="", signals=list(running[:2]), by=person, at=clock.now()
        )
        reporter = Reporter.objects.get(signal=running[3])
        operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=clock.now())
        with_partners = AgendaItem.objects.filter(partners__isnull=False, agenda__work_area__name="Maarswold")
        things = [theme, *with_partners[:1], *running]
        pages = [thing.get_absolute_url() for thing in things]
        return [*pages, *planning_seeds.for_coordinator(person), *money_seeds.for_coordinator(person)]
    if role == "host":
        return workshop_seeds()
    if role == "volunteer":
        return desk_seeds()
    if role == "treasurer":
        return money_seeds.for_treasurer(Person.objects.get(name=PEOPLE[role]))
    if role == "administrator":
        return planning_seeds.for_administrator()
    return []


def desk_seeds():
    """The desk with nobody, with a pile for somebody who has a thing too late, and what is seen from there."""
    late = Loan.objects.open().order_by("due_at").first()
    workshop = [late.facility_id]
    desk = reverse("workshop:desk", args=workshop)
    pages = [
        reverse(f"workshop:{name}", args=workshop) for name in ("day", "chores", "participants", "shifts", "loans")
    ]
    things = [late, late.resident, Chore.objects.first(), Bicycle.objects.last(), Repair.objects.first()]
    return [
        desk,
        f"{desk}?inwoner={late.resident_id}&ding=H-001&ding=T-001",
        *pages,
        *(thing.get_absolute_url() for thing in things),
    ]


def workshop_seeds():
    """Things of a workshop in each state, and what is there only after a deed."""
    workshop, by, at = Facility.objects.get(name=WORKSHOP), Person.objects.get(name=PEOPLE["host"]), clock.now()
    rounds.call_on_frost(workshop, on=clock.today(), by=by, at=at)
    things = [
        stocktaking.begin(workshop, by=by, at=at),
        Loan.objects.exclude(returned_at=None).first(),
        CountedLoan.objects.first(),
        Reservation.objects.first(),
        Tool.objects.get(code="H-001"),
        Tool.objects.get(code="T-001").kind,
        Tool.objects.get(code="N-001").kind,
        Shift.objects.filter(from_at__gt=at).first(),
        Chore.objects.get(title="Deur die klemt"),
        RoundRun.objects.get(on=clock.today(), round__name__startswith="Strooien"),
        Intake.objects.first(),
        *(
            row
            for model in (Bicycle, Repair, Chore)
            for row in {row.state: row for row in model.objects.all()}.values()
        ),
    ]
    closed = DeskDay.objects.exclude(closed_at=None).order_by("on").last()
    return [
        *desk_seeds(),
        reverse("workshop:offline_desk", args=[workshop.pk]),
        reverse("workshop:to_sort_out", args=[workshop.pk]),
        f"{reverse('workshop:day', args=[workshop.pk])}?dag={closed.on.isoformat()}",
        *(thing.get_absolute_url() for thing in things),
    ]


def pages_for(role, client):
    """What is walked in the browser: of who works in one room what nobody else comes to."""
    seeds = seeds_for(role)
    if role == "volunteer":  # a host sees the same pages, with more on them
        return seeds
    found = addresses_for(client, seeds)
    return [address for address in found if address.startswith(ROOMS_OF.get(role, "/"))]


def route_of(address):
    return resolve(address.split("?")[0]).route


def draft_address(draft):
    return reverse("signals:draft", args=[draft.link_key])


def addresses_for(client, seeds=()):
    """One address of each route that can be reached by following links, found by following them; the seeds always."""
    found, seen, routes, led = [], {"/", *seeds}, {}, {}
    waiting = deque([*seeds, "/"])
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
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
        assert answer.status_code == 200, f"{address} gives {answer.status_code}; {led.get(address)} leads there"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found.append(address)
        for link in LINK.findall(answer.text):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith(NOT_PAGES):
                seen.add(link)
                led[link] = address
                waiting.append(link)
    return found


@pytest.fixture(scope="session")
def walked():
    return {}


@pytest.fixture
def routes_of(session_of, walked):
    """`routes_of(role)` gives the routes that this role comes to in the example; walked once in each process."""

    def routes_of(role):
        if role not in walked:
            client = session_of(PEOPLE[role])
            walked[role] = {route_of(address) for address in addresses_for(client, seeds_for(role))}
        return walked[role]

    return routes_of


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.engine(
    "sqlite", because="how a page looks is the same on both; that each is answered on PostgreSQL, test_reach holds"
)
@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_that_can_be_reached_is_accessible_and_fits(role, browse_as, session_of, routes_of):
    """Held to the guidelines on a telephone, what everybody sees on a desk too; and it fits on both. What somebody
    before comes to is looked at as they see it."""
    looked_at = set().union(*(routes_of(other) for other in LOOKED_AT_BY.get(role, [])))
    client = session_of(PEOPLE[role])
    addresses = [address for address in pages_for(role, client) if route_of(address) not in looked_at]
    assert addresses
    page, axe, wrong = browse_as(PEOPLE[role], width=WIDTHS[0]), AXE.read_text(), {}
    for address in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(address)
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults = page.evaluate(CHECK, TAGS) if width == WIDTHS[0] or role == "visitor" else []
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                faults.append(f"{wider} px wider than the screen")
            if faults:
                wrong[address, width] = faults
    assert wrong == {}
