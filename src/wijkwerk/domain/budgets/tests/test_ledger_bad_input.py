"""Whatever is sent to the pages of money, they answer: numbers that no database holds, characters that no text has."""

import re
from datetime import date

import pytest

from wijkwerk.domain.budgets.forms import ledger as ledger_forms
from wijkwerk.domain.budgets.forms import partner_money as partner_forms
from wijkwerk.domain.budgets.forms import payments as payment_forms
from wijkwerk.domain.budgets.operations import ledger, payments
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import BY, TUESDAY, make_fund, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_bare_grant, make_full_pot
from wijkwerk.domain.budgets.urls.ledger import urlpatterns
from wijkwerk.domain.people.tests.factories import give, make_holder, make_organisation, make_person, sign_in
from wijkwerk.domain.plans.tests.factories import make_agenda, make_item
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.forms import Form

HUGE = "9" * 30
BAD = ["", HUGE, "\x00a", "12,5,0"]


@pytest.fixture
def everything(maarswold, client):
    """One of each, all with the number 1, and somebody who may do it all."""
    fund = make_fund()
    make_rules(fund, save_until_years=2)
    pot = make_full_pot(100_000, fund=fund)
    application = make_application(fund, maarswold)
    grant = make_bare_grant(pot, cents=25_000, application=application)
    ledger.grant(pot, grant=grant, cents=25_000, **BY)
    payments.keep_account(application, iban="NL91 ABNA 0417 1643 00", holder="R. Veenstra", **BY)
    payments.keep_paying_account(holder="Gemeente", iban="NL20 INGB 0001 2345 67", **BY)
    olaf = make_person("Olaf")
    payment = payments.prepare_payment(grant, kind="rest", cents=100, by=olaf, at=TUESDAY)
    payments.export_payments([payment], execute_on=date(2025, 3, 5), by=olaf, at=TUESDAY)
    ledger.save(pot, cents=100, until_year=2026, purpose="Speeltuin", **BY)
    item = make_item(make_agenda(maarswold))
    item.partners.create(organisation=make_organisation(), does="Betaalt mee", amount_cents=100)
    person = make_holder(Role.TREASURER, name="Bea")
    give(person, Role.COORDINATOR, maarswold)
    sign_in(client, person, "bea@example.nl")
    client.raise_request_exception = False
    return application


def names():
    forms = [
        form
        for module in (ledger_forms, partner_forms, payment_forms)
        for form in vars(module).values()
        if isinstance(form, type) and issubclass(form, Form)
    ]
    return {name for form in forms for name in form.base_fields} | {
        "jaar",
        "pot",
        "soort",
        "als",
        "na",
        "stand",
        "payments",
    }


def places(number, word):
    for each in urlpatterns:
        yield "/" + re.sub(r"<(\w+):\w+>", lambda part: number if part[1] == "int" else word, str(each.pattern))


def broken(client, application, *, number="1", word="", values=None):
    found = []
    for place in places(number, word or application.link_key):
        for answer in (client.get(place, values), client.post(place, values)):
            if answer.status_code >= 500:
                found.append((answer.request["REQUEST_METHOD"], place, answer.status_code))
    return found


@pytest.mark.engine("sqlite", because="there every table begins at one; that pages open, test_reach holds on both")
def test_every_page_opens(everything, client):
    opened = {place: client.get(place).status_code for place in places("1", everything.link_key)}
    # 404: not a grant of plans' number; 405: a button.
    assert {place: status for place, status in opened.items() if status not in (200, 302, 405)} == {}


@pytest.mark.parametrize("bad", BAD)
def test_bad_values_are_answered(everything, client, bad):
    assert broken(client, everything, values=dict.fromkeys(names(), bad)) == []


def test_numbers_and_words_in_the_address_that_nobody_has_are_answered(everything, client):
    assert broken(client, everything, number=HUGE, word="%00a") == []
