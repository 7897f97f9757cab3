"""Codes, marks of the desk and who typed a slip go by their term, once the votes are counted."""

from datetime import date, timedelta

import pytest

from wijkwerk.domain.budgets.models import DeskHandout, PaperEntry, VoteCode
from wijkwerk.domain.budgets.operations import ballots, votes
from wijkwerk.domain.budgets.privacy import LINES, erase
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.vote_factories import AFTER, DURING
from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.foundation.access.policy import CLOCK

OF = {
    line.model: line
    for line in LINES
    if line.model in ("budgets.VoteCode", "budgets.DeskHandout", "budgets.PaperEntry")
}


def erased(before):
    return [erase(line, before=before, at=AFTER) for line in OF.values()]


@pytest.fixture
def opened(municipality):
    opened = make.make_vote_round()
    make.make_codes(opened, 2)
    who = {"name": "Rika", "born_on": date(1980, 5, 17), "postcode": "9501 AB", "house": "12"}
    ballots.hand_out_at_desk(opened, **who, by=CLOCK, at=DURING)
    ballots.enter_slip(opened, slip=1, choices={1: 1}, by=make_person("Anna"), at=DURING)
    return opened


def rows():
    return [model.objects.count() for model in (VoteCode, DeskHandout, PaperEntry)]


def test_while_it_is_to_be_counted_everything_stays(opened):
    assert (erased(before=AFTER + timedelta(days=400)), rows()) == ([0, 0, 0], [3, 1, 1])


def test_the_turnout_of_what_was_counted_stays_when_the_codes_go(municipality):
    opened = make.make_vote_round()
    codes = make.make_codes(opened, 5)
    make.vote(opened, 1, code=codes[0])
    ballots.make_code_void(opened, code=codes[1], by=CLOCK, at=DURING)
    before = queries.turnout_of(opened)
    make.count(opened)
    assert erased(before=AFTER) == [5, 0, 0]
    assert queries.turnout_of(opened) == before
    assert (before.codes, before.votes, before.unused, before.void) == (5, 1, 3, 1)


def test_after_its_term_it_goes(opened):
    votes.stop_round(opened, reason="Gestopt.", by=CLOCK, at=DURING)
    assert erased(before=opened.closes_at) == [0, 0, 0]
    assert (erased(before=AFTER), rows()) == ([3, 1, 1], [0, 0, 0])
