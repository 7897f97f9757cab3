"""The two rules against others' code (pabutools), against their definition written plainly, and by hand."""

import csv
import gzip
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
)
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from wijkwerk.domain.budgets.models import CompletionRule, CountRule
from wijkwerk.domain.budgets.queries import counting_file, counting_greedy, counting_shares
from wijkwerk.domain.budgets.queries.counting import Candidate, Chosen, Election, Missed, Way, Why
from wijkwerk.domain.budgets.queries.counting_shares import Completion


def election(budget, costs, ballots, *, categories=(), ceilings=None, least_votes=1):
    """Projects 1, 2, … with these costs; ballots as lists of numbers, or of numbers with their points."""
    categories = dict(enumerate(categories, 1))
    candidates = tuple(Candidate(number, cost, categories.get(number, "")) for number, cost in enumerate(costs, 1))
    counted = {}
    for ballot in ballots:
        points = ballot if isinstance(ballot, dict) else dict.fromkeys(ballot, 1)
        choices = tuple(sorted(points.items()))
        counted[choices] = counted.get(choices, 0) + 1
    return Election(budget, candidates, counted, ceilings or {}, least_votes)


def numbers(outcome):
    return [each.number for each in outcome.chosen]


# ── By hand ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_most_votes_first_passes_over_what_does_not_fit():
    told = election(100, [60, 50, 40, 10], [[1, 2], [1, 2], [1, 3], [2], [3], [1, 4]])

    outcome = counting_greedy.count(told)

    assert numbers(outcome) == [1, 3]
    assert outcome.spent == 100
    assert outcome.missed == (
        Missed(2, Why.BUDGET, lacking=10, left=40, more_votes=2),
        Missed(4, Why.BUDGET, lacking=10, left=0, more_votes=2),
    )


def test_of_equals_the_first_in_the_published_order_wins():
    ballots = [[1], [2]]
    first = election(10, [10, 10], ballots)
    other = Election(10, first.candidates[::-1], first.ballots, {})

    assert [numbers(counting_greedy.count(each)) for each in (first, other)] == [[1], [2]]
    assert [numbers(counting_shares.count(each, Completion.BY_VOTES)) for each in (first, other)] == [[1], [2]]


def test_who_would_win_the_tie_lacks_one_vote_less():
    ahead = election(10, [10, 10], [[1], [2], [2]])
    behind = election(10, [10, 10], [[2], [1], [1]])

    assert counting_greedy.count(ahead).missed[0].more_votes == 1
    assert counting_greedy.count(behind).missed[0].more_votes == 2


def test_a_category_gets_no_more_than_its_ceiling():
    told = election(100, [30, 30, 30], [[1, 2, 3]] * 3, categories=["groen", "groen", "spel"], ceilings={"groen": 50})

    greedy = counting_greedy.count(told)

    assert numbers(greedy) == [1, 3]
    assert greedy.missed == (Missed(2, Why.CEILING, lacking=10, left=20, more_votes=1),)
    for completion in Completion:
        assert sorted(numbers(counting_shares.count(told, completion))) == [1, 3]


def test_a_project_that_nobody_chose_is_not_chosen_and_lacks_a_vote():
    told = election(100, [10, 10], [[1]])

    assert counting_greedy.count(told).missed == (Missed(2, Why.VOTES, lacking=1, left=0, more_votes=1),)
    assert numbers(counting_shares.count(told, Completion.RAISED)) == [1]


def test_fewer_voters_than_the_rules_ask_is_too_few():
    told = election(100, [10, 10], [[1], [1], [1], [2]], least_votes=3)

    assert numbers(counting_greedy.count(told)) == [1]
    assert counting_greedy.count(told).missed == (Missed(2, Why.VOTES, lacking=2, left=0, more_votes=2),)


def test_a_small_group_gets_its_part_of_the_money_with_equal_shares():
    """Sixty voters want 1 to 3, forty want 4: by votes they get nothing, by shares what their shares can pay."""
    told = election(1000, [300, 300, 400, 350], [[1, 2, 3]] * 60 + [[4]] * 40)

    assert numbers(counting_greedy.count(told)) == [1, 2, 3]
    assert counting_shares.count(told, Completion.BY_VOTES).chosen == (
        Chosen(1, Way.BY_SHARES, left_before=1000, most_paid=Fraction(5), payers=60),
        Chosen(2, Way.BY_SHARES, left_before=700, most_paid=Fraction(5), payers=60),
        Chosen(4, Way.BY_SHARES, left_before=400, most_paid=Fraction(35, 4), payers=40),
    )


def test_what_the_shares_leave_goes_to_the_most_votes_that_fit():
    told = election(100, [60, 30, 25], [[1], [1], [2], [3]])

    outcome = counting_shares.count(told, Completion.BY_VOTES)

    assert [(each.number, each.way) for each in outcome.chosen] == [(3, Way.BY_SHARES), (1, Way.OF_THE_REST)]
    assert outcome.missed == (Missed(2, Why.BUDGET, lacking=15, left=15, more_votes=2, supporters_left=25),)


def test_raised_shares_buy_what_nearly_could_be_paid_before_the_rest_goes_by_votes():
    """Of 109 the third voter can pay for project 2 alone; then nothing fits any more in the real budget."""
    told = election(100, [70, 27, 25], [[1], [1], [2], [3]])

    by_votes = counting_shares.count(told, Completion.BY_VOTES)
    raised = counting_shares.count(told, Completion.RAISED)

    assert [(each.number, each.way) for each in by_votes.chosen] == [(3, Way.BY_SHARES), (1, Way.OF_THE_REST)]
    assert [(each.number, each.way) for each in raised.chosen] == [(2, Way.BY_SHARES), (3, Way.BY_SHARES)]
    assert raised.missed == (Missed(1, Why.BUDGET, lacking=22, left=48, supporters_left=54),)
    assert raised.level == 109


def test_the_imaginary_budget_grows_by_a_hundredth_up_to_ten_times():
    levels = list(counting_shares.levels(100_00))

    assert levels[:3] == [101_00, 102_01, 103_03 + 1]
    assert levels[-1] <= 10 * 100_00 < levels[-1] + levels[-1] // 100 + 1


def test_points_are_worth_their_number_times_the_cost():
    """Both voters can pay for either; the one with more points per euro goes first."""
    told = election(100, [50, 50], [{1: 1, 2: 3}, {1: 3, 2: 3}])

    outcome = counting_shares.count(told, Completion.BY_VOTES)

    assert outcome.chosen[0] == Chosen(2, Way.BY_SHARES, left_before=100, most_paid=Fraction(25), payers=2)
    assert outcome.chosen[1] == Chosen(1, Way.BY_SHARES, left_before=50, most_paid=Fraction(25), payers=2)


def test_without_votes_nothing_is_chosen():
    empty = election(100, [10], [])

    assert counting_greedy.count(empty).chosen == ()
    for completion in Completion:
        assert counting_shares.count(empty, completion).chosen == ()


def test_a_title_that_a_spreadsheet_would_read_as_a_formula_is_published_as_words():
    told = counting_file.VoteFile(
        election(100, [10], [[1]]), [((1, 1),)], CountRule.GREEDY, CompletionRule.BY_VOTES, {1: "=1+1"}
    )
    assert counting_file.projects_of(told)[1][4] == "'=1+1"


# ── Generated ──────────────────────────────────────────────────────────────────────────────────────────────────────
@st.composite
def elections(draw, *, with_points=False, with_ceilings=False):
    costs = draw(st.lists(st.integers(1, 60), min_size=1, max_size=8))
    given_points = st.integers(1, 4) if with_points else st.just(1)
    ballot = st.dictionaries(st.integers(1, len(costs)), given_points, min_size=1)
    ballots = draw(st.lists(ballot, min_size=1, max_size=12))
    categories = draw(st.lists(st.sampled_from(["", "groen", "spel"]), min_size=len(costs), max_size=len(costs)))
    ceilings = draw(st.dictionaries(st.sampled_from(["groen", "spel"]), st.integers(0, 80))) if with_ceilings else {}
    told = election(
        draw(st.integers(1, 150)),
        costs,
        ballots,
        categories=categories,
        ceilings=ceilings,
        least_votes=draw(st.integers(1, 2)) if with_ceilings else 1,
    )
    order = draw(st.permutations(told.candidates))
    return Election(told.budget, tuple(order), told.ballots, told.ceilings, told.least_votes)


class Others:
    """The same election for pabutools."""

    def __init__(self, told, *, budget=None):
        self.told = told
        self.projects = {each.number: Project(str(each.number), each.cost) for each in told.eligible}
        self.instance = Instance(self.projects.values(), budget_limit=budget or told.budget)
        place = {str(each.number): place for place, each in enumerate(told.candidates)}
        self.ties = TieBreakingRule(lambda _instance, _profile, project: place[project.name])
        ballots = [dict(choices) for choices, alike in told.ballots.items() for _each in range(alike)]
        if all(points == 1 for ballot in ballots for points in ballot.values()):
            lists = [[self.projects[number] for number in ballot] for ballot in ballots]
            self.profile = ApprovalProfile([ApprovalBallot(each) for each in lists], instance=self.instance)
            self.worth = Cost_Sat
        else:
            worths = [
                {self.projects[number]: points * self.projects[number].cost for number, points in ballot.items()}
                for ballot in ballots
            ]
            self.profile = CardinalProfile([CardinalBallot(each) for each in worths], instance=self.instance)
            self.worth = Additive_Cardinal_Sat

    def greedy(self, bought=()):
        chosen = greedy_utilitarian_welfare(
            self.instance,
            self.profile,
            sat_class=self.worth,
            tie_breaking=self.ties,
            initial_budget_allocation=[self.projects[number] for number in bought],
        )
        return [int(project.name) for project in chosen]

    def shares(self):
        chosen = method_of_equal_shares(
            self.instance, self.profile, sat_class=self.worth, tie_breaking=self.ties, binary_sat=False
        )
        return [int(project.name) for project in chosen]


def raised_by_others(told):
    """The completion, with each single count by pabutools."""
    bought = Others(told).shares()
    own = Others(told)
    for level in counting_shares.levels(told.budget):
        if own.instance.is_exhaustive([own.projects[number] for number in bought]):
            break
        tried = Others(told, budget=level).shares()
        if sum(own.projects[number].cost for number in tried) > told.budget:
            break
        bought = tried
    return own.greedy(bought)


@given(elections())
@settings(max_examples=150, deadline=None)
def test_most_votes_first_is_what_others_count(told):
    assert sorted(numbers(counting_greedy.count(told))) == sorted(Others(told).greedy())


@given(elections(with_points=True))
@settings(max_examples=100, deadline=None)
def test_most_points_first_is_what_others_count(told):
    assert sorted(numbers(counting_greedy.count(told))) == sorted(Others(told).greedy())


@given(st.one_of(elections(), elections(with_points=True)))
@settings(max_examples=200, deadline=None)
def test_equal_shares_are_what_others_count(told):
    ours = [each.candidate.number for each in counting_shares.shared(told, told.budget).purchases]

    assert ours == Others(told).shares()


@given(st.one_of(elections(), elections(with_points=True)))
@settings(max_examples=60, deadline=None)
def test_equal_shares_with_either_completion_are_what_others_count(told):
    by_votes = Others(told).greedy(Others(told).shares())

    assert sorted(numbers(counting_shares.count(told, Completion.BY_VOTES))) == sorted(by_votes)
    assert sorted(numbers(counting_shares.count(told, Completion.RAISED))) == sorted(raised_by_others(told))


def shares_by_definition(told, level):
    """As the rule is described, one voter at a time, with fractions and with ceilings."""
    voters = [dict(choices) for choices, alike in told.ballots.items() for _each in range(alike)]
    left = [Fraction(level, len(voters))] * len(voters)
    rooms, bought = dict(told.ceilings), []
    while True:
        offers = []
        for place, candidate in enumerate(told.candidates):
            own = [voter for voter, points in enumerate(voters) if candidate.number in points]
            if (
                candidate in bought
                or candidate not in told.eligible
                or sum(left[each] for each in own) < candidate.cost
            ):
                continue
            if rooms.get(candidate.category, candidate.cost) < candidate.cost:
                continue
            prices = {left[each] / voters[each][candidate.number] for each in own}
            for step in sorted(prices):
                paid = sum(min(left[each], step * voters[each][candidate.number]) for each in own)
                if paid >= candidate.cost:
                    rich = [each for each in own if left[each] >= step * voters[each][candidate.number]]
                    poor = sum(left[each] for each in own if each not in rich)
                    price = Fraction(candidate.cost - poor) / sum(voters[each][candidate.number] for each in rich)
                    offers.append((price / candidate.cost, place, candidate, price))
                    break
        if not offers:
            return bought
        _worth, _place, candidate, price = min(offers)
        bought.append(candidate)
        if candidate.category in rooms:
            rooms[candidate.category] -= candidate.cost
        for voter, points in enumerate(voters):
            if candidate.number in points:
                left[voter] -= min(left[voter], price * points[candidate.number])


@given(st.one_of(elections(with_ceilings=True), elections(with_ceilings=True, with_points=True)))
@settings(max_examples=150, deadline=None)
def test_equal_shares_with_ceilings_are_what_the_definition_says(told):
    assert list(counting_shares.shared(told, told.budget).candidates) == shares_by_definition(told, told.budget)


@given(st.one_of(elections(with_ceilings=True), elections(with_ceilings=True, with_points=True)))
@settings(max_examples=100, deadline=None)
def test_every_outcome_keeps_to_the_budget_the_ceilings_and_the_least_votes_and_leaves_nothing_that_fits(told):
    costs = {each.number: each for each in told.candidates}
    outcomes = [counting_greedy.count(told), *(counting_shares.count(told, each) for each in Completion)]
    for outcome in outcomes:
        chosen = [costs[number] for number in numbers(outcome)]
        assert outcome.spent == sum(each.cost for each in chosen) <= told.budget
        for category, ceiling in told.ceilings.items():
            assert sum(each.cost for each in chosen if each.category == category) <= ceiling
        assert set(chosen) <= set(told.eligible)
        assert counting_shares.is_exhausted(told, chosen)
        assert sorted([*numbers(outcome), *(each.number for each in outcome.missed)]) == sorted(costs)
        assert all(each.lacking > 0 for each in outcome.missed)


@given(elections(with_ceilings=True))
@settings(max_examples=150, deadline=None)
def test_with_the_votes_that_were_lacking_it_would_have_been_chosen_and_with_one_less_not(told):
    """What most votes first says of a project that just missed, tried out with more voters for it alone."""
    for missed in counting_greedy.count(told).missed:
        for more in range(1, 15):
            ballots = dict(told.ballots)
            alone = ((missed.number, 1),)
            ballots[alone] = ballots.get(alone, 0) + more
            again = counting_greedy.count(Election(told.budget, told.candidates, ballots, told.ceilings))
            is_chosen = missed.number in again.numbers
            if missed.why == Why.VOTES or told.least_votes > 1:
                continue
            assert is_chosen == (missed.more_votes is not None and more >= missed.more_votes)


# ── Real elections ─────────────────────────────────────────────────────────────────────────────────────────────────
def real_elections(folder):
    """Six budgets of Amsterdam, read here on their own: what reads our files is not held against itself."""
    for path in sorted((folder / "pabulib").glob("*.pb.gz")):
        section, meta, projects, ballots, header = "", {}, [], [], None
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines, delimiter=";"):
                if len(row) == 1 and row[0] in ("META", "PROJECTS", "VOTES"):
                    section, header = row[0], None
                elif header is None:
                    header = row
                elif section == "META":
                    meta[row[0]] = row[1]
                elif section == "PROJECTS":
                    projects.append(dict(zip(header, row, strict=True)))
                else:
                    ballots.append(dict(zip(header, row, strict=True)))
        places = {project["project_id"]: place for place, project in enumerate(projects, 1)}
        counted = {}
        for ballot in ballots:
            choices = tuple(sorted({(places[each], 1) for each in ballot["vote"].split(",") if each}))
            counted[choices] = counted.get(choices, 0) + 1
        candidates = tuple(Candidate(places[each["project_id"]], int(each["cost"])) for each in projects)
        votes = {places[each["project_id"]]: int(each["votes"]) for each in projects}
        yield path.name, Election(int(meta["budget"]), candidates, counted, {}), votes


@pytest.mark.country
def test_real_elections_come_out_as_others_count_them(country_data):
    names = []
    for name, told, votes in real_elections(country_data):
        names.append(name)
        others = Others(told)
        assert sorted(numbers(counting_greedy.count(told))) == sorted(others.greedy()), name
        by_shares = others.shares()
        ours = [each.candidate.number for each in counting_shares.shared(told, told.budget).purchases]
        assert ours == by_shares, name
        by_votes = counting_shares.count(told, Completion.BY_VOTES)
        assert sorted(numbers(by_votes)) == sorted(others.greedy(by_shares)), name
        assert counting_shares.can_pay(told, [each for each in told.candidates if each.number in by_votes.numbers])
        twice = 4 if name == "Netherlands_Amsterdam_604.pb.gz" else 0  # projects that stand twice on one ballot
        assert sum(votes.values()) - sum(told.points.values()) == twice, name
        assert twice or votes == told.points, name
    assert len(names) == 6
