"""Bicycles and repairs in a real browser: the two taps of a small job, and the life of a bicycle on a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.workshop.models import Bicycle, Payment, Repair
from wijkwerk.domain.workshop.models.bicycles import SAFETY_POINTS
from wijkwerk.domain.workshop.tests import bicycle_factories as made

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def browse(browser_of, volunteer):
    return browser_of(volunteer)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("script", [True, False])
def test_a_tyre_is_replaced_in_two_taps(browse, workshop, rika, script):
    made.make_job(workshop, "Buitenband vervangen", part=made.make_part(workshop, "Buitenband", 1_495))
    page = browse(width=360, java_script_enabled=script)
    page.goto(reverse("workshop:repairs", args=[workshop.pk]) + f"?inwoner={rika.pk}")
    page.get_by_role("link", name="Buitenband vervangen").click()
    page.get_by_role("button", name="Gedaan, contant betaald").click()
    expect(page.get_by_text("Gedaan: Buitenband vervangen.").first).to_be_visible()
    assert [(repair.resident, repair.state) for repair in Repair.objects.all()] == [(rika, "collected")]
    assert Payment.objects.get().amount_cents == 1_645


@pytest.mark.parametrize("width", [360, 1280])
def test_a_bicycle_comes_in_is_made_good_and_signed_for(browse, workshop, rika, width):
    page = browse(width=width)
    page.goto(reverse("workshop:bicycles", args=[workshop.pk]))
    page.get_by_role("link", name="Fiets binnen").click()
    page.get_by_label("Framenummer").fill("gz 12 34")
    page.get_by_label("Van wie?").fill("rika")
    page.get_by_role("button", name="Schrijf de fiets in").click()
    page.get_by_role("link", name="Controleer op diefstal").click()
    page.get_by_label("Niet als gestolen bekend").check()
    page.get_by_role("button", name="Bewaar de controle").click()
    page.get_by_role("button", name="Begin met opknappen").click()
    for done in range(1, 8):
        page.get_by_role("link", name="Gedaan").first.click()
        page.get_by_role("button", name="Gedaan").click()
        expect(page.get_by_text(f"{done} van 7").first).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Veiligheid nakijken en tekenen").click()
    points = page.get_by_label("Ja, in orde")
    expect(points).to_have_count(len(SAFETY_POINTS.splitlines()))
    for place in range(len(SAFETY_POINTS.splitlines())):
        points.nth(place).check()
    assert fits(page)
    page.get_by_role("button", name="Teken de controle").click()
    expect(page.get_by_text("Getekend. De fiets is klaar.").first).to_be_visible()
    expect(page.get_by_role("link", name="Geef de fiets")).to_have_count(0)
    assert [(bicycle.state, bicycle.from_resident) for bicycle in Bicycle.objects.all()] == [("ready", rika)]
