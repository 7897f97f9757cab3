"""Play 4, step 6: the team as people see it, and a signal to the right member in two taps."""

import pytest
from playwright.sync_api import expect

from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.kit import clock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]

COORDINATOR = "Jelle Brontsema"


def test_step_6_the_team_in_rings_and_a_signal_to_the_right_member_in_two_taps(browse_as, example):
    anybody = browse_as(None, width=360)
    anybody.goto("/mensen/")
    anybody.get_by_role("row", name="Maarswold").get_by_role("link", name="Bekijk het team").click()
    for ring in ("Kern", "Vakmensen", "Bondgenoten"):
        expect(anybody.get_by_role("heading", name=ring).first).to_be_visible()

    coordinator = browse_as(COORDINATOR, width=360)
    signal = Signal.objects.get(text__startswith="Het pad langs het water is 's avonds erg donker.")
    coordinator.goto(signal.get_absolute_url())
    coordinator.get_by_text("Doorgeven", exact=True).click()  # tap one
    member = coordinator.locator(".ww-member").filter(has_text="pakt signalen op").first
    name = member.locator(".ww-member__name").inner_text()
    with coordinator.expect_navigation():
        member.click()  # tap two
    signal.refresh_from_db()
    assert signal.handler_person.name == name
    expect(coordinator.get_by_text("nog niet opgepakt").first).to_be_visible()

    specialist = browse_as(name)
    specialist.goto("/werklijst/")
    specialist.get_by_role("link", name="Het pad langs het water").first.click()
    with specialist.expect_navigation():
        specialist.get_by_role("button", name="Oppakken").click()
    signal.refresh_from_db()
    assert clock.dutch(signal.picked_up_at).date() == clock.today()
    coordinator.goto(signal.get_absolute_url())
    expect(coordinator.get_by_text("opgepakt", exact=True).first).to_be_visible()
