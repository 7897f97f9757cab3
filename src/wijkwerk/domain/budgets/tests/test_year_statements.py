"""The statement of a year: what came in is where it is, to the cent, after every deed and on every day."""

import csv
import io
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.budgets.models import Pot
from wijkwerk.domain.budgets.operations import ledger, saving
from wijkwerk.domain.budgets.queries import year_statements as queries
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY, make_fund, make_pot, make_rules
from wijkwerk.domain.budgets.tests.ledger_factories import make_full_pot, make_grant
from wijkwerk.domain.people.tests.factories import make_coordinator, make_holder, make_work_area, sign_in
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role

WHY = BY | {"reason": "Daarom."}
NEW_YEAR = {"by": CLOCK, "at": datetime(2026, 1, 2, 9, tzinfo=UTC)}


@pytest.fixture
def fund(municipality):
    """2024 was closed with € 50 saved and € 200 promised; in 2025 each deed of the ledger was done once."""
    fund = make_fund()
    make_rules(fund, save_until_years=2)
    last = make_full_pot(100_000, fund=fund, year=2024)
    promised = make_grant(last, cents=20_000)
    saving.save_up(last, cents=5_000, until_year=2026, purpose="Speeltuin", **BY)
    pot = saving.close_year(last, **BY)
    ledger.allot(pot, cents=90_000, **BY)
    ledger.withdraw_allotment(pot, cents=10_000, **WHY)
    ledger.transfer(pot, to_pot=make_pot(make_fund("Ander")), cents=2_500, **WHY)
    ledger.pay(promised, cents=20_000, **BY)
    ledger.justify(promised, cents=18_000, **BY)
    ledger.claim(promised, cents=2_000, **WHY)
    ledger.repay(promised, cents=1_500, **BY)
    ledger.waive(promised, cents=500, **WHY)
    ledger.advance(make_grant(pot, cents=30_000), cents=12_000, **BY)
    ledger.reserve(pot, cents=4_000, words="Stemronde", **BY)
    ledger.correct(ledger.lapse(pot, cents=700, **WHY), **WHY)
    ledger.lapse(pot, cents=300, **WHY)
    return fund


def statement(fund, year, *, until=None):
    pots = list(Pot.objects.filter(fund=fund, year=year))
    return queries.together(queries.statements_of(fund, year=year, pots=pots, until=until).values())


def shown(found):
    return {name: cents for name, cents in asdict(found).items() if cents}


def test_a_year_says_what_came_in_and_where_it_is(fund):
    found = statement(fund, 2025)
    assert shown(found) == {
        "begin": 25_000,
        "allotted": 80_000,
        "moved": -2_500,
        "granted": 30_000,
        "justified": 18_000,
        "to_justify": 12_000,
        "waived": 500,
        "paid": 32_000,
        "repaid": 1_500,
        "to_pay": 18_000,
        "reserved": 4_000,
        "saved": 5_000,
        "lapsed": 300,
        "left": 44_700,
    }
    assert (found.came_in, found.is_at) == (102_500, 102_500)


def test_a_year_that_is_closed_says_what_went_along_and_a_mistake_in_that_is_as_if_it_never_was(fund):
    pot = Pot.objects.get(fund=fund, year=2025)
    later = saving.close_year(pot, **NEW_YEAR)
    closed = statement(fund, 2025)
    assert (closed.went_along, closed.lapsed, closed.left, closed.is_at) == (27_000, 45_000, 0, 102_500)
    assert statement(fund, 2026).begin == 27_000
    assert queries.closed_on([pot, later]) == {pot.pk: NEW_YEAR["at"]}
    ledger.correct(later.entries.first(), reason="Te vroeg.", **NEW_YEAR)
    assert (statement(fund, 2025).went_along, statement(fund, 2026)) == (0, queries.Statement())


def test_it_can_be_read_as_it_was_at_the_end_of_a_day(fund):
    later = {"by": CLOCK, "at": TUESDAY + timedelta(days=1)}
    before = statement(fund, 2025)
    ledger.allot(Pot.objects.get(fund=fund, year=2025), cents=1, **later)
    assert statement(fund, 2025, until=TODAY) == before
    assert statement(fund, 2025, until=date(2025, 3, 5)).allotted == 80_001
    assert statement(fund, 2025, until=date(2025, 3, 3)) == queries.Statement()


def address(fund):
    return reverse("budgets:year_statement", args=[fund.pk])


def test_the_treasurer_reads_prints_and_keeps_it(client, fund):
    sign_in(client, make_holder(Role.TREASURER, name="Olaf"), "olaf@example.nl")
    page = client.get(address(fund), {"jaar": "2025"}).content.decode()
    assert page.count("€\u00a01.025,00") == 2  # what came in, and where it is
    assert "data-print" in page
    written = b"".join(client.get(address(fund), {"jaar": "2025", "als": "csv"}).streaming_content)
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert [(row["pot"], row["begin"], row["andere potten"], row["over"]) for row in rows] == [
        ("Alle gebieden samen", "250,00", "-25,00", "447,00"),
        ("Samen", "250,00", "-25,00", "447,00"),
    ]
    for kind in ("ods", "xlsx"):
        assert client.get(address(fund), {"jaar": "2025", "als": kind}).status_code == 200
    for bad in ("x", "2025-02-30", "9" * 30):
        assert client.get(address(fund), {"jaar": bad, "tot": bad}).status_code == 200


def test_a_coordinator_reads_of_the_own_area_alone(client, maarswold):
    fund = make_fund(per_area=True)
    for area, cents in ((maarswold, 100), (make_work_area("Parkwijk"), 20_000)):
        make_full_pot(cents, fund=fund, work_area=area)
    sign_in(client, make_coordinator(maarswold), "corrie@example.nl")
    page = client.get(address(fund), {"jaar": "2025"}).content.decode()
    assert ("Parkwijk" in page, "201,00" in page, "200,00" in page, "€\u00a01,00" in page) == (
        False,
        False,
        False,
        True,
    )
