"""Lending in a real browser: a scanner that types and sends Enter, a reservation at the size of a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.workshop.models import Found, Reservation
from wijkwerk.domain.workshop.tests.factories import (
    make_facility,
    make_kind,
    make_resident,
    make_tool,
    open_on,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def workshop(parkwijk):
    """Open every day."""
    workshop = make_facility(parkwijk)
    open_on(workshop, *range(7))
    return workshop


@pytest.fixture(params=[360, 1280])
def signed_in(browser_of, volunteer, request):
    """A browser in which a volunteer is signed in, on a telephone and at a desk."""
    return browser_of(volunteer)(width=request.param)


def fits(page):
    """Nothing sticks out: the page never scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_shelves_are_counted_by_a_scanner_alone(signed_in, workshop):
    kind = make_kind(workshop)
    make_tool(kind, "T-1")
    make_tool(kind, "T-2")
    signed_in.goto(reverse("workshop:stocktaking", args=[workshop.pk]))
    signed_in.get_by_role("button", name="Begin met tellen").click()
    field = signed_in.get_by_label("Scan of typ een code")
    for code, told in (("t-1", "Heggenschaar T-1"), ("onzin", "“onzin” kennen wij niet"), ("T-2", "Heggenschaar T-2")):
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        signed_in.keyboard.type(code)
        signed_in.keyboard.press("Enter")
        expect(signed_in.locator(".ww-messages")).to_contain_text(told)
    expect(signed_in.get_by_role("heading", name="Gevonden: 2")).to_be_visible()
    assert Found.objects.count() == 2
    fits(signed_in)


def test_a_reservation_is_made_and_the_next_hears_when_it_is_free(signed_in, workshop):
    make_tool(make_kind(workshop), "T-1")
    for name in ("Rika Veen", "Jan Smit"):
        make_resident(workshop, name)
    for name in ("Rika Veen", "Jan Smit"):
        signed_in.goto(reverse("workshop:new_reservation", args=[workshop.pk]))
        signed_in.get_by_label("Naam of kaart").fill(name[:4])
        signed_in.get_by_role("main").get_by_role("button", name="Zoek").click()
        signed_in.get_by_role("link", name=name).click()
        signed_in.get_by_label("Wat?").select_option(label="Heggenschaar")
        signed_in.get_by_role("button", name="Reserveer", exact=True).click()
        told = "Gereserveerd: Heggenschaar" if name == "Rika Veen" else "Het is zo lang vrij vanaf"
        expect(signed_in.get_by_text(told)).to_be_visible()
        fits(signed_in)
    assert Reservation.objects.count() == 1


def test_every_page_of_lending_fits_a_telephone(signed_in, workshop, rika):
    tool = make_tool(make_kind(workshop, "Verstelbare hogedrukreinigingsinstallatie", parts="Lans\nSlang"), "T-1")
    pages = (
        "tools",
        "inspections",
        "tool_kinds",
        "kits",
        "loans",
        "reservations",
        "labels",
        "stocktaking",
        "catalogue",
    )
    addresses = [reverse(f"workshop:{name}", args=[workshop.pk]) for name in pages]
    addresses += [reverse("workshop:label_sheet", args=[workshop.pk]) + "?code=T-1"]
    addresses += [tool.get_absolute_url(), reverse("workshop:set_tool_state", args=[tool.pk])]
    addresses += [tool.kind.get_absolute_url(), reverse("workshop:catalogue_kind", args=[tool.kind_id])]
    for address in addresses:
        signed_in.goto(address)
        fits(signed_in)
