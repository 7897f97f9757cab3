"""What comes before a decision: interests, quorum, majority, ties, advice."""

import pytest

from wijkwerk.domain.budgets.models import Advice, CommitteeVote, Deliberation
from wijkwerk.domain.budgets.models.deliberations import AdviceVerdict
from wijkwerk.domain.budgets.operations import deliberations
from wijkwerk.domain.budgets.queries import deliberations as queries
from wijkwerk.domain.budgets.tests.decision_factories import (
    EURO,
    make_committee,
    make_coordinator,
    make_ready,
    seats,
    vote_all,
)
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import may
from wijkwerk.foundation.outbox.models import Letter

ADVISES = {"committee_role": "advises"}


@pytest.fixture
def talk(maarswold):
    """`talk(members=4, quorum=3)` lays an application before such a committee, which advises."""

    def begin(*, role="advises", **fields):
        committee = make_committee(**fields)
        decided_by = "committee" if role == "decides" else "coordinator"
        rules = {"committee": committee, "committee_role": role, "decided_by": decided_by}
        return deliberations.open_deliberation(make_ready(maarswold, rules=rules), **BY)

    return begin


def fresh(deliberation):
    return queries.deliberation(deliberation.pk)


def close(deliberation):
    return deliberations.close_deliberation(deliberation, **BY)


def out(deliberation, number, reason="Woont in deze straat."):
    person = seats(deliberation.committee)[number].person
    return deliberations.tell_interest(deliberation.application, person=person, reason=reason, **BY)


# ── Interests ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_has_an_interest_does_not_vote_and_does_not_see_the_deliberation(talk):
    deliberation = talk()
    member = seats(deliberation.committee)[1]
    assert may(member.person, Permission.APPLICATION_ADVISE, on=fresh(deliberation))
    out(deliberation, 1)
    assert not may(member.person, Permission.APPLICATION_ADVISE, on=fresh(deliberation))
    with pytest.raises(deliberations.HasInterest):
        deliberations.vote(deliberation, member=member, choice="for", by=member.person, at=TUESDAY)
    with pytest.raises(deliberations.SitsNotHere):
        deliberations.vote(deliberation, member=member, choice="for", **BY)


def test_who_has_an_interest_does_not_count_for_the_quorum(talk):
    deliberation = talk(members=3, quorum=2)
    vote_all(deliberation, "for", "for")
    out(deliberation, 1)
    standing = queries.standing_of(fresh(deliberation), on=TODAY)
    assert (standing.voted, standing.needed, standing.interested, standing.has_quorum) == (1, 2, 1, False)
    with pytest.raises(deliberations.NoQuorum) as refused:
        close(deliberation)
    assert refused.value.words == ("Gestemd: 1. Nodig: 2. Wie een belang heeft telt niet mee.")


def test_a_quorum_that_is_a_part_is_of_those_who_may_vote(talk):
    deliberation = talk(members=5, quorum=1, quorum_permille=500)
    assert queries.standing_of(deliberation, on=TODAY).needed == 3
    out(deliberation, 3)
    out(deliberation, 4)
    assert queries.standing_of(fresh(deliberation), on=TODAY).needed == 2


@pytest.mark.parametrize(("could_vote", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 4), (9, 6), (10, 7)])
def test_two_thirds_of_who_may_vote_is_at_least_two_thirds(municipality, could_vote, needed):
    committee = make_committee(members=0, quorum_permille=666)
    assert queries.quorum_of(committee, could_vote) == needed


def test_an_interest_takes_the_vote_and_the_advice_away(talk, maarswold):
    deliberation = talk()
    vote_all(deliberation, "for", "for")
    coordinator = make_coordinator(maarswold)
    deliberations.advise(deliberation.application, verdict=AdviceVerdict.YES, by=coordinator, at=TUESDAY)
    out(deliberation, 0)
    deliberations.tell_interest(deliberation.application, person=coordinator, reason="Zus.", **BY)
    assert (CommitteeVote.objects.count(), Advice.objects.current().count()) == (1, 0)


def test_an_interest_says_which_is_told_once_and_is_not_taken_back_by_who_has_it(talk):
    deliberation = talk()
    with pytest.raises(deliberations.InterestWithoutReason):
        out(deliberation, 0, reason=" ")
    told = out(deliberation, 0)
    assert out(deliberation, 0, reason="Anders.") == told
    with pytest.raises(deliberations.InterestIsYourOwn):
        deliberations.drop_interest(told, by=told.person, at=TUESDAY)
    deliberations.drop_interest(told, **BY)
    vote_all(deliberation, "for")


# ── Votes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_carried_proposal_is_the_advice_signed_by_the_chair(talk):
    deliberation = talk(members=3, quorum=2)
    vote_all(deliberation, "for", "for", "against")
    close(deliberation)
    advice = Advice.objects.get()
    assert (advice.verdict, advice.amount_cents, advice.binds) == ("yes", 250 * EURO, False)
    assert (advice.person.name, advice.committee) == ("Lid 1", deliberation.committee)
    closed = fresh(deliberation)
    assert (closed.in_favour, closed.against, closed.abstained, closed.could_vote) == (2, 1, 0, 3)


def test_who_abstains_counts_for_the_quorum_and_not_for_the_majority(talk):
    deliberation = talk(members=3, quorum=3)
    vote_all(deliberation, "for", "abstain", "abstain")
    assert close(deliberation).closed_at == TUESDAY


@pytest.mark.parametrize(
    ("on_tie", "chair", "other", "carried"),
    [("no", "for", "against", False), ("chair", "for", "against", True), ("chair", "against", "for", False)],
)
def test_a_tie_is_a_no_or_is_broken_by_the_chair(talk, on_tie, chair, other, carried):
    deliberation = talk(members=2, on_tie=on_tie)
    vote_all(deliberation, chair, other)
    standing = queries.standing_of(deliberation, on=TODAY)
    assert (standing.is_tie, standing.is_carried) == (True, carried)


def test_a_tie_is_not_broken_by_a_chair_with_an_interest(talk):
    deliberation = talk(members=3, on_tie="chair")
    out(deliberation, 0)
    vote_all(deliberation, None, "for", "against")
    assert not queries.standing_of(fresh(deliberation), on=TODAY).is_carried


@pytest.mark.parametrize(
    ("majority", "votes", "carried"),
    [
        ("two_thirds", ("for", "for", "against"), True),
        ("two_thirds", ("for", "for", "against", "against"), False),
        ("all", ("for", "for", "abstain"), True),
        ("all", ("for", "for", "against"), False),
        ("more_than_half", ("abstain", "abstain"), False),
    ],
)
def test_each_majority_is_counted_over_for_and_against(talk, majority, votes, carried):
    deliberation = talk(members=4, majority=majority)
    vote_all(deliberation, *votes)
    assert queries.standing_of(deliberation, on=TODAY).is_carried == carried


def test_what_is_rejected_is_voted_on_in_another_form(talk):
    deliberation = talk(members=2)
    vote_all(deliberation, "against", "against")
    with pytest.raises(deliberations.ProposalRejected):
        close(deliberation)
    with pytest.raises(deliberations.ReasonOfAdviceMissing):
        deliberations.propose(deliberation, verdict=AdviceVerdict.NO, **BY)
    deliberations.propose(deliberation, verdict=AdviceVerdict.NO, words="Het is al gedaan.", **BY)
    assert queries.standing_of(fresh(deliberation), on=TODAY).voted == 0
    vote_all(deliberation, "for", "for")
    close(deliberation)
    assert (Advice.objects.get().verdict, Advice.objects.get().amount_cents) == ("no", 0)


def test_a_vote_on_a_proposal_that_changed_meanwhile_is_asked_again(talk):
    deliberation = talk()
    deliberations.propose(deliberation, verdict=AdviceVerdict.PART, amount_cents=100, words="Minder.", **BY)
    member = seats(deliberation.committee)[0]
    with pytest.raises(deliberations.ProposalChanged):
        deliberations.vote(deliberation, member=member, choice="for", proposal=1, by=member.person, at=TUESDAY)


@pytest.mark.parametrize("amount", [None, 0, 250 * EURO, 300 * EURO])
def test_a_part_is_less_than_what_is_asked(talk, amount):
    with pytest.raises(deliberations.AdvisedAmountWrong):
        deliberations.propose(talk(), verdict=AdviceVerdict.PART, amount_cents=amount, words="Minder.", **BY)


def test_an_application_is_laid_before_the_committee_once(talk):
    deliberation = talk()
    assert deliberations.open_deliberation(deliberation.application, **BY) == deliberation
    assert Deliberation.objects.count() == 1


def test_members_hear_that_something_lies_before_them_and_who_handles_it_hears_the_outcome(talk, maarswold):
    make_coordinator(maarswold, email="corrie@example.nl")
    deliberation = talk(members=3, quorum=2)
    told = Letter.objects.filter(template="budgets/deliberation_opened").values_list("to_address", flat=True)
    assert sorted(told) == ["lid1@example.nl", "lid2@example.nl", "lid3@example.nl"]
    vote_all(deliberation, "for", "for")
    close(deliberation)
    assert Letter.objects.get(template="budgets/deliberation_closed_handler").to_address == "corrie@example.nl"


def test_without_a_committee_in_the_rules_nothing_is_laid_before_one(maarswold):
    with pytest.raises(deliberations.NoCommitteeHere):
        deliberations.open_deliberation(make_ready(maarswold), **BY)


def test_who_advised_does_not_vote_where_the_committee_decides(talk):
    deliberation = talk(role="decides")
    member = seats(deliberation.committee)[0]
    deliberations.advise(deliberation.application, verdict=AdviceVerdict.YES, by=member.person, at=TUESDAY)
    with pytest.raises(deliberations.AdvisedAlready):
        vote_all(deliberation, "for")


def test_fifty_ends_of_one_deliberation_are_one_advice(threads, talk):
    deliberation = talk(members=3, quorum=2)
    vote_all(deliberation, "for", "for", "for")

    def end(_number):
        try:
            close(deliberation)
        except deliberations.DeliberationIsClosed:
            return "closed"
        return "done"

    found = threads(50, end)
    assert (found.count("done"), Advice.objects.count()) == (1, 1)
