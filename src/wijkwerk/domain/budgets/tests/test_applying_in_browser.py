"""Asking for money on a telephone, in a real browser: kept while one types, and the same without scripts."""

import pytest
from playwright.sync_api import expect

from wijkwerk.domain.budgets.models import Application
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_rules
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def fund(transactional_db):
    municipality = make_municipality()
    with in_municipality(municipality):
        make_work_area("Maarswold")
        fund = make_fund("Wijk aan zet")
        make_rules(fund)
        yield fund


def on(page):
    """The button that goes on; the first of that name is for the Enter key alone."""
    page.get_by_role("button", name="Verder", exact=True).last.click()


def plan(page):
    page.goto("/geld-aanvragen/")
    page.get_by_label("Hoe heet uw plan?").fill("Straatfeest")
    page.get_by_label("Wat gaat u doen?").fill("Wij eten samen op straat.")
    page.get_by_label("In welk gebied?").select_option(label="Maarswold")


def the_rest(page):
    expect(page.get_by_role("heading", name="Stap 2 van 5")).to_be_visible()
    page.get_by_label("Weet u de dag nog niet?").fill("in juni")
    on(page)
    page.get_by_label("Post 1: wat is het?").fill("Eten")
    page.get_by_label("Post 1: bedrag in euro's").fill("12,5,0")
    on(page)
    expect(page.get_by_text("Dit is geen bedrag dat wij begrijpen").first).to_be_visible()
    expect(page.get_by_label("Post 1: bedrag in euro's")).to_have_value("12,5,0")
    page.get_by_label("Post 1: bedrag in euro's").fill("€ 1 250,5")
    on(page)
    page.get_by_label("Uw naam", exact=True).fill("Rika")
    page.get_by_label("Uw e-mailadres, postadres of telefoonnummer").fill("rika@example.nl")
    on(page)
    expect(page.get_by_text("U vraagt €\xa01.250,50.")).to_be_visible()
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.get_by_text("Uw aanvraag is verstuurd.")).to_be_visible()


def test_an_application_on_a_telephone_is_kept_while_one_types(fund, open_page):
    page = open_page(width=360, height=780)
    plan(page)
    expect(page.locator("[data-keep-state]")).to_contain_text("Bewaard om")
    draft = Application.objects.get()
    assert draft.typed["plan"]["title"] == "Straatfeest"
    elsewhere = open_page(width=360, height=780)
    elsewhere.goto(draft.own_address)
    expect(elsewhere.get_by_text("Straatfeest")).to_be_visible()
    on(page)
    the_rest(page)
    sent = Application.objects.get()
    assert (sent.asked_cents, sent.client_key) == (125_050, draft.client_key)


def test_the_same_without_scripts(fund, open_page):
    page = open_page(width=360, height=780, java_script_enabled=False)
    plan(page)
    on(page)
    the_rest(page)
    assert Application.objects.get().number != ""


def test_enter_goes_on_and_throws_nothing_away(fund, open_page):
    page = open_page()
    plan(page)
    page.get_by_label("Hoe heet uw plan?").press("Enter")
    expect(page.get_by_role("heading", name="Stap 2 van 5")).to_be_visible()
