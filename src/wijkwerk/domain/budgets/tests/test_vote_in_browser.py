"""Voting on a telephone in a real browser: with scripts, and the same without."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from wijkwerk.domain.budgets.models import Ballot, BallotKind
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

pytestmark = [
    pytest.mark.browser,
    pytest.mark.engine("sqlite", because="how a page behaves is the same on both; test_reach opens every page on both"),
]


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def open_now(**fields):
    now = clock.now()
    return make.make_vote_round(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1), **fields)


def ballot_of(vote_round):
    return reverse("budgets:ballot", args=[vote_round.pk])


def cast():
    return list(Ballot.objects.values_list("choices", flat=True))


def test_a_square_that_is_scanned_fills_in_the_code_and_the_sum_goes_along(open_page, municipality):
    opened = open_now(ballot=BallotKind.KNAPSACK)
    (code,) = make.make_codes(opened)
    page = open_page(width=360)
    page.goto(f"{ballot_of(opened)}#{code}")
    expect(page.get_by_label("Stemcode")).to_have_value(code)
    assert code not in page.url

    sum_ = page.locator("[data-ballot-sum]")
    page.get_by_label("1. Bloembakken").check()
    expect(sum_).to_have_text("Samen €\xa03.000,00. Nog €\xa07.000,00 over van het budget.")
    page.get_by_label("2. Speeltoestel").check()
    page.get_by_label("3. Straatfeest").check()
    expect(sum_).to_have_text("Samen €\xa011.000,00. Dat is €\xa01.000,00 te veel. Haal een project weg.")
    page.get_by_label("2. Speeltoestel").uncheck()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Kijk mijn stem na").click()
    expect(page.get_by_role("heading", name="Klopt uw stem?")).to_be_visible()
    page.get_by_role("button", name="Nee, ik wil iets veranderen").click()
    expect(page.get_by_label("1. Bloembakken")).to_be_checked()
    page.get_by_role("button", name="Kijk mijn stem na").click()
    page.get_by_role("button", name="Breng mijn stem uit").click()
    expect(page.get_by_role("heading", name="Uw stem is binnen")).to_be_visible()
    assert cast() == ["1:1,3:1"]


def test_points_count_down(open_page, municipality):
    opened = open_now(ballot=BallotKind.POINTS, points=10, most_points=6)
    page = open_page(width=360)
    page.goto(ballot_of(opened))
    page.get_by_label("1. Bloembakken").fill("6")
    expect(page.locator("[data-ballot-sum]")).to_have_text("Nog 4 van uw punten over.")
    page.get_by_label("2. Speeltoestel").fill("5")
    expect(page.locator("[data-ballot-sum]")).to_have_text("U geeft 1 te veel. Haal er punten af.")


def test_without_scripts_a_vote_is_given_and_a_second_one_refused(open_page, municipality):
    opened = open_now(most_choices=2)
    (code,) = make.make_codes(opened)
    page = open_page(width=360, java_script_enabled=False)
    looks_over = page.get_by_role("button", name="Kijk mijn stem na")
    votes = page.get_by_role("button", name="Breng mijn stem uit")

    def fills_in():
        page.goto(ballot_of(opened))
        page.get_by_label("Stemcode").fill(code.lower())
        page.get_by_label("4. Bankjes").check()
        looks_over.click()

    fills_in()
    votes.click()
    expect(votes).to_have_count(0)
    fills_in()  # the second time it is told before one looks the vote over
    expect(votes).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("Met deze code is al gestemd.")
    expect(page.get_by_label("4. Bankjes")).to_be_checked()
    assert cast() == ["4:1"]
