"""Signing in with the municipality's own provider: the whole code flow against a real OpenID Connect provider."""

import socket
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from wijkwerk.domain.people import operations
from wijkwerk.domain.people.models import Account
from wijkwerk.domain.people.tests.factories import heading, make_account, make_coordinator, make_person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture(scope="session")
def provider():
    """A provider of its own process on this machine; the address that it answers at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration", process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address, process, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            return httpx.get(address).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the provider did not start")


@pytest.fixture
def connected(settings, provider):
    """The settings as they are with OIDC_ISSUER in the environment."""
    app = {
        "provider_id": "gemeente",
        "name": "de gemeente",
        "client_id": "wijkwerk",
        "secret": "geheim",
        "settings": {"server_url": provider, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return app


@pytest.fixture
def sign_in_at_provider(client, provider, connected):
    """Goes there, says who one is, comes back; the last answer. `claims` are what the provider knows."""

    def go(sub="ina", email="ina@example.nl", **claims):
        known = {"email": email, "email_verified": True, **claims}
        httpx.put(f"{provider}/users/{sub}", json=known).raise_for_status()
        there = client.post(reverse("openid_connect_login", args=["gemeente"]))
        assert there.url.startswith(f"{provider}/oauth2/authorize?")
        assert "code_challenge" in there.url
        back = httpx.post(there.url, data={"sub": sub})
        assert back.status_code == 302
        parts = urlsplit(back.headers["location"])
        return client.get(f"{parts.path}?{parts.query}", follow=True)

    return go


def who_is(page):
    actor = page.wsgi_request.actor
    return actor.name if actor.kind == "person" else ""


def test_the_sign_in_page_offers_the_provider(client, municipality, connected):
    page = client.get(reverse("account_login")).content.decode()
    assert "Inloggen met de gemeente" in page
    assert reverse("openid_connect_login", args=["gemeente"]) in page


def test_who_is_known_by_a_verified_address_is_in(maarswold, sign_in_at_provider):
    account = make_account("ina@example.nl")
    make_coordinator(maarswold, name="Ina", account=account)
    page = sign_in_at_provider()
    assert page.redirect_chain[-1][0] == reverse("start")
    assert who_is(page) == "Ina"
    assert SocialAccount.objects.get().user == account


def test_the_second_time_the_provider_is_known_by_its_own_number(maarswold, client, sign_in_at_provider):
    make_coordinator(maarswold, name="Ina", account=make_account("ina@example.nl"))
    sign_in_at_provider()
    client.logout()
    assert who_is(sign_in_at_provider(email="ina-met-andere-naam@example.nl")) == "Ina"
    assert SocialAccount.objects.count() == 1


def test_who_is_invited_takes_the_invitation_by_signing_in(administrator, sign_in_at_provider):
    person = make_person("Nieuw")
    invitation = operations.invite(person, email="nieuw@example.nl", by=administrator, at=clock.now())
    page = sign_in_at_provider("nieuw", "nieuw@example.nl")
    assert who_is(page) == "Nieuw"
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    account = Account.objects.get(email="nieuw@example.nl")
    assert (account.has_usable_password(), account.persons.get()) == (False, person)


def test_nobody_signs_up_by_themselves(municipality, sign_in_at_provider):
    page = sign_in_at_provider("vreemd", "vreemd@example.nl")
    assert heading(page) == "Zo krijgt u toegang"
    assert who_is(page) == ""
    assert (Account.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_an_address_that_nobody_verified_opens_nothing(administrator, maarswold, sign_in_at_provider):
    make_coordinator(maarswold, account=make_account("ina@example.nl"))
    operations.invite(make_person("Nieuw"), email="nieuw@example.nl", by=administrator, at=clock.now())
    for number, email in enumerate(["ina@example.nl", "nieuw@example.nl"]):
        page = sign_in_at_provider(f"vals{number}", email, email_verified=False)
        assert who_is(page) == ""
    assert SocialAccount.objects.count() == 0


def test_a_provider_that_does_not_say_verified_can_be_believed_for_a_domain(maarswold, connected, sign_in_at_provider):
    connected["settings"]["verified_email"] = ["example.nl"]
    make_coordinator(maarswold, name="Ina", account=make_account("ina@example.nl"))
    assert who_is(sign_in_at_provider(email_verified=False)) == "Ina"


def test_an_expired_invitation_opens_nothing(administrator, sign_in_at_provider):
    long_ago = clock.now() - operations.INVITATION_LASTS
    operations.invite(make_person("Nieuw"), email="nieuw@example.nl", by=administrator, at=long_ago)
    assert who_is(sign_in_at_provider("laat", "nieuw@example.nl")) == ""


def test_an_invitation_of_another_municipality_is_not_taken_here(administrator, sign_in_at_provider):
    with in_municipality(make_municipality("GM0106", "Elders")):
        invitation = operations.invite(make_person("Daar"), email="daar@example.nl", by=administrator, at=clock.now())
        who = who_is(sign_in_at_provider("daar", "daar@example.nl"))
        invitation.refresh_from_db()
    assert (who, invitation.accepted_at) == ("", None)


def test_who_stops_half_way_reads_so(client, municipality, connected):
    there = client.post(reverse("openid_connect_login", args=["gemeente"]))
    state = parse_qs(urlsplit(there.url).query)["state"][0]
    back = reverse("openid_connect_callback", args=["gemeente"])
    page = client.get(back, {"error": "access_denied", "state": state}, follow=True)
    assert heading(page) == "U bent gestopt met inloggen"


def test_an_answer_that_we_did_not_ask_for_is_refused(client, municipality, connected):
    page = client.get(reverse("openid_connect_callback", args=["gemeente"]), {"code": "x", "state": "verzonnen"})
    assert (page.status_code, heading(page)) == (401, "Inloggen is niet gelukt")


def test_a_provider_account_is_connected_by_signing_in_and_in_no_other_way(client, maarswold, connected):
    address = reverse("openid_connect_login", args=["gemeente"])
    assert client.post(f"{address}?process=connect").status_code == 404
    assert client.post(address, {"process": "connect"}).status_code == 404
    assert client.get(reverse("openid_connect_login", args=["elders"])).status_code == 404


# ── The second factor ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def strict(municipality, maarswold):
    municipality.second_factor_required = True
    municipality.save()
    return make_coordinator(maarswold, name="Ina", account=make_account("ina@example.nl"))


def test_a_second_factor_at_the_provider_counts(strict, sign_in_at_provider):
    assert who_is(sign_in_at_provider(amr=["pwd", "mfa"])) == "Ina"


def test_a_password_alone_at_the_provider_is_not_enough(strict, sign_in_at_provider):
    page = sign_in_at_provider(amr=["pwd"])
    assert page.redirect_chain[-1][0] == reverse("mfa_index")
    assert who_is(page) == ""


def test_a_provider_that_always_asks_for_two_need_not_say_so(strict, settings, sign_in_at_provider):
    settings.OIDC_SECOND_FACTOR = True
    assert who_is(sign_in_at_provider()) == "Ina"


def test_what_the_provider_asked_last_time_does_not_count_with_a_password(client, strict, sign_in_at_provider):
    sign_in_at_provider(amr=["mfa"])
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": "ina@example.nl", "password": "een-lang-wachtwoord"})
    assert client.get(reverse("start")).url == reverse("mfa_index")


def test_who_has_an_app_here_is_asked_for_its_code_too(strict, sign_in_at_provider):
    totp.TOTP.activate(strict.account, totp.generate_totp_secret())
    page = sign_in_at_provider()
    assert page.redirect_chain[-1][0] == reverse("mfa_authenticate")
    assert Authenticator.objects.count() == 1
