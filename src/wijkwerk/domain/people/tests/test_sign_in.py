"""Getting in: by invitation, with a password, a second factor, and never by signing up oneself."""

import re
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.models import Account, Invitation, Person
from wijkwerk.domain.people.tests.factories import (
    NOON,
    PASSWORD,
    heading,
    make_account,
    make_coordinator,
    make_holder,
    make_person,
    sign_in,
)
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

NEW = "vier woorden achter elkaar"


def link_in(letter):
    return re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]


def invited(administrator, person=None, email="nieuw@example.nl"):
    """An invitation that was just sent, and the address in the letter."""
    invitation = operations.invite(person or make_person("Nieuw"), email=email, by=administrator, at=clock.now())
    return invitation, link_in(Letter.objects.latest("id"))


def who_is(client):
    """The name that the pages greet, or nothing."""
    page = client.get(reverse("people:roles"))
    actor = page.wsgi_request.actor
    return actor.name if actor.kind == "person" else ""


# ── Invitations ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_invitation_is_a_letter_with_a_link_whose_secret_is_not_kept(administrator):
    invitation, address = invited(administrator)
    letter = Letter.objects.get()
    assert (letter.to_address, letter.template, letter.is_sealed) == ("nieuw@example.nl", "people/invited", True)
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert invitation.token_hash == queries.hash_of(token)
    assert token not in str(vars(invitation))


def test_who_takes_the_invitation_chooses_a_password_and_is_in(client, administrator):
    _invitation, address = invited(administrator)
    assert client.get(address).status_code == 200
    answer = client.post(address, {"password": NEW, "password_again": NEW})
    assert answer.url == reverse("start")
    assert who_is(client) == "Nieuw"
    account = Account.objects.get(email="nieuw@example.nl")
    assert account.check_password(NEW)
    assert EmailAddress.objects.get(user=account).verified


def test_an_invitation_works_once(client, administrator):
    _invitation, address = invited(administrator)
    client.post(address, {"password": NEW, "password_again": NEW})
    client.logout()
    answer = client.post(address, {"password": "een ander wachtwoord", "password_again": "een ander wachtwoord"})
    assert answer.status_code == 410
    assert Account.objects.get(email="nieuw@example.nl").check_password(NEW)


@pytest.mark.parametrize(
    ("password", "again"), [("kort", "kort"), (NEW, NEW + "!"), ("wachtwoord123", "wachtwoord123")]
)
def test_a_password_that_is_weak_or_not_the_same_is_refused_with_words(client, administrator, password, again):
    _invitation, address = invited(administrator)
    page = client.post(address, {"password": password, "password_again": again})
    refused = page.context["form"].errors if page.status_code == 200 else {}
    assert bool(refused) == (password != "wachtwoord123")


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_invitation_at_once_take_it_once():
    with in_municipality(make_municipality()) as own:
        invitation = operations.invite(make_person(), email="nieuw@example.nl", by=CLOCK, at=clock.now())
    start, outcomes = threading.Barrier(2), []

    def take(password):
        try:
            with in_municipality(own):
                start.wait()
                operations.accept_invitation(invitation, password=password, at=clock.now())
                outcomes.append("in")
        except operations.InvitationIsUsed:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[f"{NEW} {number}"]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), Account.objects.count()) == (["in", "too late"], 1)


def test_an_invitation_expires_after_seven_days(administrator):
    invitation = operations.invite(make_person(), email="nieuw@example.nl", by=administrator, at=NOON)
    last = NOON + timedelta(days=7)
    assert invitation.can_be_accepted(last - timedelta(seconds=1))
    with pytest.raises(operations.InvitationIsOver):
        operations.accept_invitation(invitation, password=NEW, at=last)


def test_an_expired_or_withdrawn_link_says_what_to_do(client, administrator):
    invitation, address = invited(administrator)
    operations.withdraw_invitation(invitation, by=administrator, at=clock.now())
    answer = client.get(address)
    assert (answer.status_code, heading(answer)) == (410, "Deze uitnodiging werkt niet meer")
    assert client.get(reverse("invitation", args=["verzonnen"])).status_code == 410


def test_sent_again_the_old_link_stops_and_the_new_one_works(client, administrator):
    invitation, old = invited(administrator)
    operations.send_invitation_again(invitation, by=administrator, at=clock.now())
    new = link_in(Letter.objects.latest("id"))
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)


def test_a_second_invitation_takes_the_place_of_the_first(administrator):
    person = make_person()
    _first, _address = invited(administrator, person)
    second, _address = invited(administrator, person, "ander@example.nl")
    assert list(Invitation.objects.open()) == [second]


def test_who_can_sign_in_needs_no_invitation(administrator):
    with pytest.raises(operations.HasAnAccount):
        operations.invite(make_person(account=make_account()), email="x@example.nl", by=administrator, at=NOON)


def test_an_address_is_of_one_person_in_a_municipality(administrator):
    make_person(account=make_account("ina@example.nl"))
    with pytest.raises(operations.AddressIsTaken):
        operations.invite(make_person("Ander"), email="INA@example.nl", by=administrator, at=NOON)


def test_who_works_for_two_municipalities_keeps_one_account(client, administrator):
    with in_municipality(make_municipality("GM0106", "Elders")):
        elsewhere = make_person("Elders", account=make_account("ina@example.nl"))
    person = make_person("Hier ook")
    _invitation, address = invited(administrator, person, "ina@example.nl")
    answer = client.post(address)
    assert answer.url == reverse("account_login")
    person.refresh_from_db()
    assert person.account == elsewhere.account
    assert person.account.check_password(PASSWORD)


def test_who_left_cannot_take_the_invitation_any_more(client, administrator):
    person = make_person()
    _invitation, address = invited(administrator, person)
    operations.deactivate_person(person, by=administrator, at=clock.now())
    assert client.get(address).status_code == 410


# ── With a password ────────────────────────────────────────────────────────────────────────────────────────────────
def log_in(client, email="ina@example.nl", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_signing_in_with_address_and_password(client, maarswold):
    make_coordinator(maarswold, name="Ina", account=make_account())
    assert log_in(client).url == reverse("start")
    assert who_is(client) == "Ina"


def test_one_comes_back_to_the_page_that_one_asked_for(client, maarswold):
    make_coordinator(maarswold, account=make_account())
    assert log_in(client, next="/mensen/personen/").url == "/mensen/personen/"
    client.logout()
    assert log_in(client, next="https://elders.example/").url == reverse("start")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, maarswold):
    make_coordinator(maarswold, account=make_account())
    wrong = log_in(client, password="niet het wachtwoord").context["form"].errors
    unknown = log_in(client, email="niemand@example.nl").context["form"].errors
    assert wrong == unknown
    assert who_is(client) == ""


def test_whoever_tries_too_often_has_to_wait(client, maarswold):
    make_coordinator(maarswold, account=make_account())
    for _time in range(5):
        log_in(client, password="niet het wachtwoord")
    refused = log_in(client)
    assert "te vaak" in str(refused.context["form"].errors)
    assert who_is(client) == ""


def test_nobody_signs_up_by_themselves(client, municipality):
    page = client.get(reverse("account_signup"))
    assert heading(page) == "Zo krijgt u toegang"
    client.post(reverse("account_signup"), {"email": "a@example.nl", "password1": NEW, "password2": NEW})
    assert Account.objects.count() == 0


def test_an_account_that_is_nobody_here_reads_a_friendly_page(client, municipality):
    make_account()
    answer = log_in(client)
    assert answer.url == reverse("account_unknown_here")
    assert heading(client.get(answer.url)) == "U werkt hier nog niet"
    assert client.get(reverse("people:people")).status_code == 403
    assert client.get(reverse("own_account")).url == answer.url


def test_who_left_is_a_visitor_at_once(client, administrator, maarswold):
    person = make_coordinator(maarswold)
    sign_in(client, person)
    assert who_is(client) == person.name
    operations.deactivate_person(person, by=administrator, at=clock.now())
    assert who_is(client) == ""
    assert client.get(reverse("own_account")).url.startswith(reverse("account_login"))


def test_signing_out_everywhere_ends_every_session(client, maarswold):
    person = make_coordinator(maarswold)
    other = Client()
    sign_in(client, person)
    sign_in(other, person)
    client.post(reverse("own_account_sign_out_everywhere"))
    assert (who_is(client), who_is(other)) == ("", "")


def test_the_actor_costs_two_queries_beside_the_session(client, maarswold, django_assert_num_queries):
    """One finds the municipality, session and account are Django's, then the actor, and the page looks for a photo."""
    person = make_holder(Role.SPECIALIST, maarswold)
    sign_in(client, person)
    client.get(reverse("people:photo", args=[person.pk, 1, "small"]))
    with django_assert_num_queries(1 + 2 + 2 + 1):
        client.get(reverse("people:photo", args=[person.pk, 1, "small"]))


# ── A password forgotten or changed ────────────────────────────────────────────────────────────────────────────────
def test_a_forgotten_password_is_chosen_anew_by_the_link_in_a_letter(client, maarswold):
    make_coordinator(maarswold, name="Ina", account=make_account())
    client.post(reverse("account_reset_password"), {"email": "ina@example.nl"})
    letter = Letter.objects.get()
    assert (letter.template, letter.is_sealed) == ("people/password_reset", True)
    form = client.get(link_in(letter), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert log_in(client, password=NEW).url == reverse("start")
    assert [letter.template for letter in Letter.objects.order_by("id")][1:] == ["people/account_changed"]
    assert client.get(link_in(letter), follow=True).context["token_fail"]


def test_no_letter_goes_to_an_address_that_is_unknown(client, municipality):
    answer = client.post(reverse("account_reset_password"), {"email": "niemand@example.nl"})
    assert answer.url == reverse("account_reset_password_done")
    assert list(Letter.objects.all()) == []


def test_who_changes_the_password_needs_the_old_one_and_is_told(client, maarswold):
    person = make_coordinator(maarswold, account=make_account())
    sign_in(client, person)
    address = reverse("account_change_password")
    client.post(address, {"oldpassword": "niet het oude", "password1": NEW, "password2": NEW})
    assert Letter.objects.count() == 0
    answer = client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert answer.url == reverse("own_account")
    person.account.refresh_from_db()
    assert person.account.check_password(NEW)
    assert Letter.objects.get().template == "people/account_changed"
    assert who_is(client) == person.name


# ── The second factor ──────────────────────────────────────────────────────────────────────────────────────────────
def prove_again(client):
    """Who changes how they sign in types the password once more."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def add_app(account):
    return totp.TOTP.activate(account, totp.generate_totp_secret())


def code_of(app):
    secret = app.instance.data["secret"]
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_who_has_an_app_is_asked_for_its_code(client, maarswold):
    account = make_account()
    make_coordinator(maarswold, name="Ina", account=account)
    app = add_app(account)
    assert log_in(client).url == reverse("mfa_authenticate")
    assert who_is(client) == ""
    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "klopt niet" in str(refused.context["form"].errors)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(app)}).url == reverse("start")
    assert who_is(client) == "Ina"


def test_a_recovery_code_works_once_instead(client, maarswold):
    account = make_account()
    make_coordinator(maarswold, name="Ina", account=account)
    add_app(account)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert who_is(client) == "Ina"
    client.logout()
    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert who_is(client) == ""


def test_an_app_is_put_on_with_its_first_code(client, maarswold, django_capture_on_commit_callbacks):
    make_coordinator(maarswold, account=make_account())
    log_in(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    prove_again(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.url).context["unused_codes"]) == 10
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert Letter.objects.filter(template="people/account_changed").count() >= 1


def test_where_a_second_factor_is_asked_nobody_gets_anywhere_without_one(client, municipality, maarswold):
    municipality.second_factor_required = True
    municipality.save()
    account = make_account()
    make_coordinator(maarswold, name="Ina", account=account)
    log_in(client)
    for name in ("start", "people:people", "people:roles", "own_account"):
        assert client.get(reverse(name)).url == reverse("mfa_index")
    prove_again(client)
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout"):
        assert client.get(reverse(name)).status_code == 200
    add_app(account)
    assert who_is(client) == "Ina"


def test_a_recovery_code_alone_is_no_second_factor(client, municipality, maarswold):
    account = make_account()
    person = make_coordinator(maarswold, account=account)
    RecoveryCodes.activate(account)
    assert queries.known_account(account) == queries.KnownAccount(person, has_second_factor=False)


# ── Everybody else's door ──────────────────────────────────────────────────────────────────────────────────────────
PAGES = [
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
OWN_PAGES = [
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "own_account",
    "own_account_change",
    "own_account_photo",
    "own_account_absence",
]


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_signing_in_are_there_for_everybody(client, municipality, name):
    assert client.get(reverse(name), follow=True).status_code == 200


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_of_an_account_ask_who_it_is(client, maarswold, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    make_coordinator(maarswold, account=make_account())
    log_in(client)
    prove_again(client)
    assert client.get(reverse(name)).status_code == 200


def test_pages_of_allauth_that_we_do_not_use_are_not_there(client, municipality):
    for path in ("email/", "confirm-email/", "login/", "signup/", "2fa/", "3rdparty/", "login/code/"):
        assert client.get(f"/toegang/{path}").status_code == 404


def test_an_account_of_another_municipality_is_a_visitor_here(client, municipality):
    with in_municipality(make_municipality("GM0106", "Elders")):
        person = make_coordinator_elsewhere()
    client.force_login(person.account)
    assert who_is(client) == ""
    with in_municipality(person.municipality):
        assert Person.objects.get() == person


def make_coordinator_elsewhere():
    return make_holder(Role.ADMINISTRATOR, name="Elders", account=make_account())


def test_a_short_password_is_refused_in_dutch():
    with pytest.raises(ValidationError) as refused:
        validate_password("kort")
    assert refused.value.messages == ["Dit wachtwoord is te kort. Neem minstens 12 tekens."]


def test_an_account_that_was_made_meanwhile_is_not_entered_without_its_own_password(client, administrator, monkeypatch):
    """Two municipalities invite the same address; the second link is used while the first account is being made."""
    _invitation, address = invited(administrator)
    make_account("nieuw@example.nl")
    real, asked = queries.account_of_email, []

    def not_there_at_first(email):
        asked.append(email)
        return real(email) if len(asked) > 1 else None

    monkeypatch.setattr(queries, "account_of_email", not_there_at_first)
    answer = client.post(address, {"password": NEW, "password_again": NEW})
    assert (answer.url, "_auth_user_id" in client.session) == (reverse("account_login"), False)


def test_what_somebody_sees_who_is_signed_in_is_kept_by_no_browser_and_no_cache(client, administrator):
    assert client.get("/").headers.get("Cache-Control") is None
    sign_in(client, administrator)
    assert client.get("/mensen/").headers["Cache-Control"] == "private, no-store"
