"""The example: initiatives in every stand, an award that runs and one that was given, without a real person."""

import pytest

from wijkwerk.domain.budgets.example.initiatives import BEGUN, make_initiatives
from wijkwerk.domain.budgets.initiative_states import InitiativeState
from wijkwerk.domain.budgets.models import AwardState, AwardYear, Initiative, Starter, Support
from wijkwerk.domain.budgets.queries import awards
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import MONDAY
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area
from wijkwerk.domain.signals.models import Kind
from wijkwerk.domain.signals.tests.factories import make_signal


@pytest.fixture
def example(municipality):
    for name in {begun.area for begun in BEGUN}:
        area = make_work_area(name)
        make_coordinator(area, name=f"Coördinator {name}")
        make_signal(area, f"Een idee voor {name}.", kind=Kind.IDEA)
    make_initiatives(at=MONDAY)


def test_the_example_has_what_there_is_to_see(example):
    assert {row.state for row in queries.public_initiatives()} == {
        InitiativeState.IDEA,
        InitiativeState.GATHERING,
        InitiativeState.BUSY,
        InitiativeState.DONE,
        InitiativeState.STOPPED,
    }
    assert Initiative.objects.filter(to_check_since__isnull=False).count() == 1
    assert queries.asking_help(queries.public_initiatives()).count() == 2


def test_one_came_from_what_somebody_reported(example):
    tied = [signal.text for row in Initiative.objects.all() for signal in queries.signals_behind(row)]
    assert tied == ["Een idee voor Maarsveld."]


def test_made_again_nothing_is_added(example):
    before = (Initiative.objects.count(), Support.objects.count(), AwardYear.objects.count())
    make_initiatives(at=MONDAY)
    assert (Initiative.objects.count(), Support.objects.count(), AwardYear.objects.count()) == before


def test_the_award_of_last_year_was_given_and_that_of_this_year_runs(example):
    this, last = AwardYear.objects.order_by("-year")
    assert (this.state, last.state) == (AwardState.OPEN, AwardState.ANNOUNCED)
    assert awards.winner_to_show(last).nominee == "Buurtvereniging De Linden"


def test_addresses_are_of_nobody(example):
    assert [row for row in Starter.objects.all() if not row.reply_address.endswith("@example.nl")] == []
