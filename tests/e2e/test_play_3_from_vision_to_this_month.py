"""Play 3, steps 1 and 2: the working areas, and the three honest answers. In a real browser, as the people it names."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.acts import send_report
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread.models import Answer
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.queries import letters_about

pytestmark = pytest.mark.browser

COORDINATOR = "Jelle Brontsema"  # of Maarswold, among others


def report(page, text, area="Maarswold"):
    """What a resident does on a telephone; gives the secret link."""
    page.goto("/melden/")
    page.get_by_label("Wat wilt u zeggen?").fill(text)
    page.get_by_label("Het gaat over een heel gebied").check()
    page.get_by_label("Gebied", exact=True).select_option(label=area)
    page.get_by_label("Uw naam").fill("Rika")
    page.get_by_label("Uw e-mailadres, telefoonnummer of postadres").fill("rika@example.nl")
    send_report(page)
    return page.url


def open_answer(page, signal):
    page.goto(signal.get_absolute_url())
    page.get_by_role("link", name="Antwoord geven").click()


def latest_letter(signal):
    return letters_about(signal).filter(to_address="rika@example.nl").order_by("-id").first()


def test_step_1_the_areas_are_those_of_the_municipality_each_with_its_body_and_coordinator(browse_as, example):
    page = browse_as(None, width=360)
    page.goto("/gebieden/")
    assert WorkArea.objects.count() == 13
    page.get_by_role("link", name="De Hagen / De Borgen / Vogelwijk").last.click()
    for quarter in ("De Hagen", "De Borgen", "Vogelwijk"):
        expect(page.get_by_text(quarter).first).to_be_visible()
    for area, body in [("Maarswold", "Wijkraad Maarswold"), ("Alteveer", "Plaatselijk belang Alteveer")]:
        page.goto("/mensen/")
        page.get_by_role("link", name=body).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(body)
        expect(page.get_by_text(area).first).to_be_visible()
    page.goto("/mensen/")
    page.get_by_role("link", name=COORDINATOR).first.click()
    expect(page.get_by_text("Trekt geen projecten").first).to_be_visible()


def test_step_2_yes_no_with_a_reason_and_yes_on_condition(browse_as, example):
    resident, coordinator = browse_as(None, width=360), browse_as(COORDINATOR)

    # Loose paving: yes, and when.
    link = report(resident, "Bij de bushalte liggen de tegels helemaal scheef.")
    paving = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, paving)
    coordinator.get_by_label("Ja", exact=True).check()
    when = clock.add_working_days(clock.today(), 5)
    coordinator.get_by_label("Wanneer is het klaar?").fill(when.isoformat())
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{paving.get_absolute_url()}")
    paving.refresh_from_db()
    assert (paving.state, paving.expected_on) == (State.UNDERWAY, when)
    resident.goto(link)
    expect(resident.get_by_text("Het antwoord is ja. Wij gaan het doen.")).to_be_visible()

    # The street closed on Saturday: a no without a reason is refused, and nothing typed is lost.
    link = report(resident, "Mag zaterdag onze straat dicht voor een rommelmarkt?")
    market = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, market)
    coordinator.get_by_label("Nee", exact=True).check()
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    expect(coordinator.get_by_role("alert").first).to_be_visible()
    assert Answer.objects.filter(about_id=market.pk, about_kind="signals.signal").count() == 0
    expect(coordinator.get_by_label("Nee", exact=True)).to_be_checked()
    coordinator.get_by_label("Waarom", exact=False).first.fill("Zaterdag rijdt de lijnbus om door uw straat.")
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{market.get_absolute_url()}")
    assert "Zaterdag rijdt de lijnbus om door uw straat." in latest_letter(market).body

    # A playground: yes, on condition that there is money and the residents choose the place.
    link = report(resident, "Ik heb een idee voor een speeltuin met water op het veldje.")
    playground = Reporter.objects.get(link_key=link.rstrip("/").rsplit("/", 1)[-1]).signal
    open_answer(coordinator, playground)
    coordinator.get_by_label("Ja, op voorwaarde dat").check()
    first = coordinator.get_by_role("group", name="Voorwaarde 1")
    first.get_by_label("Wat is er nodig").fill("Geld in het volgende programma")
    first.get_by_label("Van wie").fill("de gemeente")
    first.get_by_label("Uiterlijk").fill((clock.today() + timedelta(days=60)).isoformat())
    first.get_by_label("Waar wacht het op?").select_option("money")
    first.locator("input[name$=amount_cents]").fill("18.000,00")
    coordinator.get_by_role("button", name="Geef dit antwoord").click()
    coordinator.wait_for_url(f"**{playground.get_absolute_url()}")
    assert "Geld in het volgende programma" in latest_letter(playground).body

    # The condition is met: the idea comes back by itself, and the resident knows.
    coordinator.get_by_role("link", name="Voorwaarde is vervuld").first.click()
    coordinator.get_by_role("button", name="Ja, vervuld").click()
    coordinator.wait_for_url(f"**{playground.get_absolute_url()}")
    assert Signal.objects.get(pk=playground.pk).state == State.OPEN
    assert latest_letter(playground).subject == f"Goed nieuws over uw melding {playground.pk}"
