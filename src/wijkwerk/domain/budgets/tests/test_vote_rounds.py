"""Setting up a round, locking it, and what the database refuses by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from wijkwerk.domain.budgets.models import (
    LOCKED,
    Application,
    Balance,
    Ballot,
    BallotKind,
    Phase,
    TieBreak,
    VoteCategory,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.operations import ballots, counting, vote_reminders, votes
from wijkwerk.domain.budgets.operations.ledger import NotEnoughLeft
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.tests import vote_factories as make
from wijkwerk.domain.budgets.tests.application_factories import make_application
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_rules
from wijkwerk.domain.budgets.tests.vote_factories import AFTER, BY, DURING, MONDAY
from wijkwerk.domain.people.tests.factories import make_coordinator, make_person
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.search import index
from wijkwerk.foundation.search.models import Entry
from wijkwerk.foundation.search.queries import find


@pytest.fixture
def pot(municipality):
    return make.make_pot()


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_round_goes_from_being_prepared_to_the_vote_and_to_the_count(pot):
    made = make.make_vote_round(pot, is_open=False)
    assert made.phase(MONDAY) == Phase.DRAFT

    opened = votes.open_round(made, **BY)

    assert [opened.phase(at) for at in (MONDAY, DURING, AFTER)] == [Phase.COMING, Phase.VOTING, Phase.CLOSED]


def test_opening_sets_the_money_aside_in_the_pot(pot):
    opened = make.make_vote_round(pot)

    assert opened.reservation.reserved_cents == 10_000_00
    assert opened.reservation.words == "Stemronde Stemmen over Maarswold"


def test_a_round_for_more_than_is_left_does_not_open(pot):
    made = make.make_vote_round(pot, is_open=False, budget_cents=20_000_01)

    with pytest.raises(NotEnoughLeft):
        votes.open_round(made, **BY)
    assert VoteRound.objects.get().state == VoteState.DRAFT


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, votes.RoundNameMissing),
        ({"who": ""}, votes.VotersMissing),
        ({"budget_cents": 0}, votes.BudgetMissing),
        ({"closes_at": MONDAY}, votes.TimesTurnedRound),
        ({"ballot": BallotKind.POINTS}, votes.PointsMissing),
        ({"least_choices": 3, "most_choices": 2}, votes.ChoicesTurnedRound),
    ],
)
def test_rules_that_cannot_be_are_refused(pot, fields, refusal):
    with pytest.raises(refusal):
        votes.make_round(make.rules(pot, **fields), **BY)


def test_a_round_with_one_project_or_one_too_dear_does_not_open(pot):
    alone = make.make_vote_round(pot, is_open=False, projects=[("Bankjes", 100)])
    dear = make.make_vote_round(pot, is_open=False, projects=[("Bankjes", 100), ("Brug", 10_000_01)])

    with pytest.raises(votes.TooFewProjects):
        votes.open_round(alone, **BY)
    with pytest.raises(votes.ProjectTooDear, match=r"“Brug” kost meer dan €\xa010\.000,00"):
        votes.open_round(dear, **BY)


def test_a_project_dearer_than_the_ceiling_of_its_category_does_not_open(pot):
    made = make.make_vote_round(pot, is_open=False)
    green = votes.add_category(made, name="Groen", most_cents=1_000_00, **BY)
    votes.add_project(made, title="Bos", cost_cents=1_000_01, category=green, **BY)

    with pytest.raises(votes.ProjectTooDear):
        votes.open_round(made, **BY)


def test_after_the_last_moment_a_round_does_not_open(pot):
    made = make.make_vote_round(pot, is_open=False)
    with pytest.raises(votes.ClosesInThePast):
        votes.open_round(made, by=CLOCK, at=AFTER)


@pytest.mark.parametrize(("tie_break", "numbers"), [(TieBreak.CHEAPEST, [3, 4, 1, 2]), (TieBreak.NUMBER, [1, 2, 3, 4])])
def test_the_order_that_breaks_ties_is_fixed_at_opening(pot, tie_break, numbers):
    opened = make.make_vote_round(pot, tie_break=tie_break)
    assert list(VoteProject.objects.order_by("tie_place").values_list("number", flat=True)) == numbers
    assert [each.number for each in queries.election_of(opened).candidates] == numbers


def test_the_lot_gives_every_project_a_place_of_its_own(pot):
    make.make_vote_round(pot, tie_break=TieBreak.LOT)
    assert sorted(VoteProject.objects.values_list("tie_place", flat=True)) == [1, 2, 3, 4]


def test_two_projects_cannot_have_one_number(pot):
    made = make.make_vote_round(pot, is_open=False)
    with pytest.raises(votes.NumberTaken):
        votes.add_project(made, title="Nog een", cost_cents=1, number=2, **BY)


def test_a_category_is_called_so_that_the_published_file_can_name_it(pot):
    made = make.make_vote_round(pot, is_open=False)
    assert votes.add_category(made, name=" =Groen, water", **BY).name == "Groen water"
    for name in ("", "=", "Groen water"):
        with pytest.raises(votes.CategoryNameTaken):
            votes.add_category(made, name=name, **BY)


def test_a_category_with_projects_stays(pot):
    made = make.make_vote_round(pot, is_open=False)
    green = votes.add_category(made, name="Groen", **BY)
    bush = votes.add_project(made, title="Struik", cost_cents=1, category=green, **BY)

    with pytest.raises(votes.CategoryInUse):
        votes.remove_category(green, **BY)
    votes.remove_project(bush, **BY)
    votes.remove_category(green, **BY)
    assert list(VoteCategory.objects.all()) == []


def test_a_round_that_nobody_saw_can_be_removed_and_one_that_is_open_only_stopped(pot):
    votes.remove_round(make.make_vote_round(pot, is_open=False), **BY)
    assert list(VoteRound.objects.all()) == []

    opened = make.make_vote_round(pot)
    with pytest.raises(votes.RoundIsLocked):
        votes.remove_round(opened, **BY)
    with pytest.raises(votes.StopReasonMissing):
        votes.stop_round(opened, reason=" ", **BY)

    stopped = votes.stop_round(opened, reason="Een bedrag klopte niet.", **BY)

    assert (stopped.phase(DURING), stopped.stopped_because) == (Phase.STOPPED, "Een bedrag klopte niet.")
    stopped.reservation.refresh_from_db()
    assert stopped.reservation.reserved_cents == 0
    assert Balance.objects.get(pot=pot).left_cents == 20_000_00


def test_only_an_application_that_waits_for_this_money_comes_on_the_ballot(pot, maarswold):
    made = make.make_vote_round(pot, is_open=False, projects=())
    rules = [make_rules(each) for each in (pot.fund, make_fund("Ander budget"))]
    own, elsewhere = (make_application(each.fund, maarswold, asked_cents=100_00) for each in rules)
    withdrawn = make_application(pot.fund, maarswold, asked_cents=100_00)
    Application.objects.filter(pk=withdrawn.pk).update(state="withdrawn", ended_at=AFTER)
    votes.add_application(made, own, **BY)
    for application in (elsewhere, withdrawn):
        with pytest.raises(votes.ApplicationNotForThis):
            votes.add_application(made, application, **BY)


# ── Found ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def found(words):
    return [hit.title for hit in find(words, reaches={"vote_round": VISITOR.reach(Permission.VOTE_VIEW)}).rows]


def test_a_round_is_found_by_what_there_is_to_choose_from_when_it_is_locked(pot):
    made = make.make_vote_round(pot, is_open=False)
    assert found("speeltoestel") == []
    votes.open_round(made, **BY)
    assert found("speeltoestel") == ["Stemmen over Maarswold"]
    Entry.objects.all().delete()
    index.rebuild()
    assert found("speeltoestel") == ["Stemmen over Maarswold"]


# ── Who keeps it hears that it waits ───────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def closed(maarswold):
    make_coordinator(maarswold, email="corrie@example.nl")
    return make.make_vote_round(work_areas=[maarswold])


def reminded(vote_round, *, days):
    """So many days after it closed: to whom, and what about."""
    Letter.objects.all().delete()
    vote_reminders.remind_all(at=vote_round.closes_at + timedelta(days=days))
    return sorted(Letter.objects.values_list("to_address", "subject"))


def test_who_keeps_a_round_hears_that_it_is_to_be_counted_and_made_known_until_it_is(closed):
    to_count = [("corrie@example.nl", "Tel de stemmen: Stemmen over Maarswold")]
    to_publish = [("corrie@example.nl", "Maak de uitslag bekend: Stemmen over Maarswold")]
    assert [reminded(closed, days=days) for days in (-1, 0, 0, 6, 7)] == [[], to_count, [], [], to_count]
    make.count(closed)
    assert [reminded(closed, days=days) for days in (8, 14)] == [[], to_publish]
    counting.publish_result(closed, **BY)
    assert reminded(closed, days=30) == []


def test_while_paper_waits_for_a_second_person_who_typed_some_hears_it_too(closed):
    anna = make_person("Anna", email="anna@example.nl")
    ballots.enter_slip(closed, slip=1, choices={1: 1}, by=anna, at=DURING)
    assert [address for address, _subject in reminded(closed, days=0)] == ["anna@example.nl", "corrie@example.nl"]
    assert "1 biljet op papier telt nog niet mee." in Letter.objects.first().body


# ── Locked ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_once_open_every_deed_that_would_change_it_is_refused(pot):
    opened = make.make_vote_round(pot)
    project = VoteProject.objects.first()
    deeds = [
        lambda: votes.change_round(opened, make.rules(pot, budget_cents=1), **BY),
        lambda: votes.add_project(opened, title="Nieuw", cost_cents=1, **BY),
        lambda: votes.change_project(project, number=1, title="Anders", cost_cents=1, **BY),
        lambda: votes.remove_project(project, **BY),
        lambda: votes.add_category(opened, name="Nieuw", **BY),
    ]
    for deed in deeds:
        with pytest.raises(votes.RoundIsLocked):
            deed()


def refused_by_the_database(statement, *values):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError:
        return True
    return False


OTHER = {
    "budget_cents": 1,
    "rule": "equal_shares",
    "completion": "raised",
    "tie_break": "lot",
    "ballot": "knapsack",
    "least_choices": 2,
    "most_choices": 3,
    "least_votes": 9,
    "points": 7,
    "most_points": 7,
    "opens_at": MONDAY,
    "closes_at": AFTER,
    "opened_at": AFTER,
}


@pytest.mark.parametrize("column", sorted(set(LOCKED) - {"municipality_id", "pot_id"}))
def test_the_database_itself_refuses_other_rules_once_it_is_open(pot, column):
    draft, opened = make.make_vote_round(pot, is_open=False), make.make_vote_round(pot)
    statement = f"UPDATE budgets_voteround SET {column} = %s WHERE id = %s"

    assert refused_by_the_database(statement, OTHER[column], opened.pk)
    assert column in ("points", "opened_at") or not refused_by_the_database(statement, OTHER[column], draft.pk)


def test_the_database_itself_refuses_a_way_back_and_another_pot(pot):
    opened = make.make_vote_round(pot)
    other = make.make_pot(name="Ander budget")

    assert refused_by_the_database(
        "UPDATE budgets_voteround SET state = 'draft', opened_at = NULL WHERE id = %s", opened.pk
    )
    assert refused_by_the_database("UPDATE budgets_voteround SET pot_id = %s WHERE id = %s", other.pk, opened.pk)
    assert refused_by_the_database("DELETE FROM budgets_voteround WHERE id = %s", opened.pk)


def test_the_database_itself_refuses_other_projects_and_categories_once_it_is_open(pot):
    made = make.make_vote_round(pot, is_open=False)
    votes.add_category(made, name="Groen", most_cents=5_000_00, **BY)
    votes.open_round(made, **BY)

    assert refused_by_the_database("UPDATE budgets_voteproject SET cost_cents = 1 WHERE number = 1")
    assert refused_by_the_database("UPDATE budgets_voteproject SET tie_place = 9 WHERE number = 1")
    assert refused_by_the_database("DELETE FROM budgets_voteproject WHERE number = 1")
    assert refused_by_the_database("UPDATE budgets_votecategory SET most_cents = 1")
    assert refused_by_the_database("DELETE FROM budgets_votecategory")
    with pytest.raises(DatabaseError), transaction.atomic():
        VoteProject.objects.create(round=made, number=9, title="Later", cost_cents=1)


def test_the_database_itself_refuses_another_ballot_and_one_after_the_count(pot):
    opened = make.make_vote_round(pot)
    make.vote(opened, 1)
    assert refused_by_the_database("UPDATE budgets_ballot SET choices = '2:1'")

    make.count(opened)

    assert refused_by_the_database("DELETE FROM budgets_ballot")
    assert refused_by_the_database("UPDATE budgets_votecount SET web_votes = 9")
    assert refused_by_the_database("DELETE FROM budgets_votecount")
    with pytest.raises(DatabaseError), transaction.atomic():
        Ballot.objects.create(round=opened, choices="1:1")
    assert list(Ballot.objects.values_list("choices", flat=True)) == ["1:1"]


def test_voting_begins_and_ends_by_the_clock(pot):
    opened = make.make_vote_round(pot)
    (code,) = make.make_codes(opened)
    for at in (opened.opens_at - timedelta(seconds=1), opened.closes_at):
        with pytest.raises(make.ballots.NotNow):
            make.vote(opened, 1, code=code, at=at)
    make.vote(opened, 1, code=code, at=opened.closes_at - timedelta(seconds=1))
    assert Ballot.objects.count() == 1
