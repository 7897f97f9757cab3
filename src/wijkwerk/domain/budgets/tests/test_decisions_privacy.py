"""What goes when its term ends, and what stays: numbers and amounts, no words and no votes by name."""

from datetime import timedelta

import pytest

from wijkwerk.domain.budgets.models import (
    Advice,
    Application,
    CommitteeMember,
    CommitteeVote,
    Conflict,
    Decision,
    Deliberation,
    Grant,
)
from wijkwerk.domain.budgets.operations import committees, decisions, deliberations, granting
from wijkwerk.domain.budgets.privacy import decisions as privacy
from wijkwerk.domain.budgets.tests.decision_factories import (
    make_committee,
    make_coordinator,
    make_ready,
    seats,
    vote_all,
)
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY

LATER = TUESDAY + timedelta(days=3000)
LINES = {line.model.removeprefix("budgets."): line for line in privacy.LINES}


@pytest.fixture
def over(maarswold):
    """An application that a committee advised on, that was granted and of which the grant was withdrawn."""
    committee, corrie = make_committee(members=3, quorum=2), make_coordinator(maarswold)
    application = make_ready(maarswold, rules={"committee": committee, "committee_role": "advises"})
    talk = deliberations.open_deliberation(application, **BY)
    deliberations.tell_interest(application, person=seats(committee)[2].person, reason="Woont er.", **BY)
    vote_all(talk, "for", "for")
    deliberations.close_deliberation(talk, **BY)
    decision = decisions.decide(application, outcome="yes", reason="Mooi, Rika!", by=corrie, at=TUESDAY)
    granting.withdraw_grant(decision.grant, reason="Rika is ziek.", by=corrie, at=TUESDAY)
    return application


def erase(model, before=LATER):
    return privacy.erase(LINES[model], before=before, at=LATER)


def test_before_its_term_nothing_goes(over):
    assert {model: erase(model, before=TUESDAY) for model in LINES} == dict.fromkeys(LINES, 0)


def test_when_its_term_ends_the_words_go_and_the_amounts_stay(over):
    assert (erase("Decision"), erase("Decision")) == (1, 0)
    decision, grant = Decision.objects.get(), Grant.objects.get()
    assert (decision.reason, decision.letter, decision.amount_cents) == ("–", {}, 25_000)
    assert (grant.ended_reason, grant.amount_cents) == ("–", 25_000)


def test_votes_and_interests_go_and_how_many_there_were_stays(over):
    assert [erase(model) for model in ("Conflict", "CommitteeVote", "Advice", "Deliberation")] == [1, 2, 0, 0]
    assert (Conflict.objects.count(), CommitteeVote.objects.count()) == (0, 0)
    talk = Deliberation.objects.get()
    assert (talk.in_favour, talk.had_interest, Advice.objects.get().verdict) == (2, 1, "yes")


def test_who_left_a_committee_goes_after_their_votes(over):
    committee = Application.objects.get().rule_set.committee
    for seat in seats(committee)[:2]:
        committees.end_membership(seat, until_on=TODAY, **BY)
    assert erase("CommitteeMember") == 0
    erase("CommitteeVote")
    assert erase("CommitteeMember") == 2
    assert CommitteeMember.objects.count() == 1
