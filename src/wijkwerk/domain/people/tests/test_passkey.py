"""Passkeys in a real browser, with an authenticator that the browser plays; no script stands in a page."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.people.tests.factories import PASSWORD, make_account, make_coordinator

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def device(page):
    """A device that has passkeys and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


@pytest.fixture
def ina(maarswold):
    return make_coordinator(maarswold, name="Ina", account=make_account("ina@example.nl"))


def with_password(page):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mailadres").fill("ina@example.nl")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Inloggen", exact=True).click()


def add_passkey(page, *, without_password):
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Naam van deze passkey").fill("Mijn telefoon")
    if without_password:
        page.get_by_label("Hiermee ook inloggen zonder wachtwoord").check()
    page.get_by_role("button", name="Voeg toe").click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def sign_out(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Uitloggen").click()


def test_a_passkey_is_added_and_opens_the_door_without_a_password(live_server, page, device, ina):
    with_password(page)
    add_passkey(page, without_password=True)
    assert [str(key) for key in Authenticator.objects.filter(type="webauthn")] == ["Mijn telefoon"]
    sign_out(page)
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url(f"{live_server.url}{reverse('start')}")
    expect(page.get_by_role("link", name="Ina")).to_be_visible()


def test_a_passkey_is_the_second_step_after_a_password(live_server, page, device, ina):
    with_password(page)
    add_passkey(page, without_password=False)
    sign_out(page)
    with_password(page)
    page.wait_for_url(f"**{reverse('mfa_authenticate')}")
    page.get_by_role("button", name="Gebruik een passkey").click()
    page.wait_for_url(f"{live_server.url}{reverse('start')}")
    expect(page.get_by_role("link", name="Ina")).to_be_visible()


def test_a_device_that_says_no_gets_words_and_loses_nothing(live_server, page, ina):
    page.goto(reverse("account_login"))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.get_by_text("Het lukte niet met de passkey").wait_for()
    assert page.url.endswith(reverse("account_login"))


def test_without_script_the_page_works_and_says_what_a_passkey_needs(live_server, open_page, ina):
    page = open_page(java_script_enabled=False)
    with_password(page)
    page.wait_for_url(f"**{reverse('start')}")
    page.goto(reverse("account_logout"))
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Uitloggen").click()
    page.goto(reverse("account_login"))
    expect(page.locator("main")).to_contain_text("Voor een passkey moet JavaScript aanstaan.", use_inner_text=True)
    expect(page.get_by_role("button", name="Inloggen met een passkey")).to_be_hidden()
