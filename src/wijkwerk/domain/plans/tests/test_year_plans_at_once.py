"""Many at once on the board: the same is put down once, nobody's move is lost, nothing is taken back twice."""

import pytest

from wijkwerk.domain.plans.models import PlannedActivity, PlannedStep, PlanRow, StepNeed, YearPlan
from wijkwerk.domain.plans.operations import steps
from wijkwerk.domain.plans.operations import year_plans as operations
from wijkwerk.domain.plans.queries import steps as step_queries
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.board_factories import BY, make_codes, make_year_plan, put
from wijkwerk.domain.plans.tests.test_two_at_once import at_once
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def codes(municipality):
    return make_codes()


@pytest.fixture
def row(maarswold, codes):
    return make_year_plan().rows.get()


def refusals(faults):
    return [type(fault).__name__ for fault in faults]


def test_the_same_activity_put_down_by_eight_at_once_stands_once(municipality, row, codes):
    faults = at_once(municipality, *[lambda: put(row, codes["V"], 2, 3)] * 8)
    assert (PlannedActivity.objects.count(), refusals(faults)) == (1, ["PlannedAlready"] * 7)


def test_eight_that_move_what_they_all_saw_are_one_move(municipality, row, codes):
    activity = put(row, codes["V"], 1)
    deeds = [
        lambda month=month: operations.move_activity(activity, from_month=month, version=1, **BY)
        for month in range(2, 10)
    ]
    faults = at_once(municipality, *deeds)
    assert (PlannedActivity.objects.get().version, refusals(faults)) == (2, ["ChangedMeanwhile"] * 7)


def test_every_move_of_eight_is_kept_and_counted(municipality, row, codes):
    activities = [put(row, codes["V"], 1, words=f"deel {number}") for number in range(8)]
    before = YearPlan.objects.get().version
    deeds = [lambda each=each: operations.move_activity(each, from_month=6, **BY) for each in activities]
    assert at_once(municipality, *deeds) == []
    plan = YearPlan.objects.get()
    assert (plan.version, len(queries.last_moves(plan, since=before))) == (before + 8, 8)
    assert [each.from_month for each in PlannedActivity.objects.all()] == [6] * 8


def test_a_move_taken_back_by_eight_at_once_is_taken_back_once(municipality, row, codes):
    put(row, codes["V"], 2)
    move = queries.last_moves(row.plan)[0]
    faults = at_once(municipality, *[lambda: operations.undo(move, **BY)] * 8)
    assert (PlannedActivity.objects.count(), refusals(faults)) == (0, ["UndoneAlready"] * 7)


def test_a_year_begun_and_copied_by_eight_at_once_is_there_once(municipality, row, codes):
    put(row, codes["V"], 2)

    def begin():
        operations.copy_last_year(operations.make_year_plan(2027, **BY), **BY)

    faults = at_once(municipality, *[begin] * 8)
    assert refusals(faults) == ["NothingToCopy"] * 7
    assert (PlanRow.objects.filter(plan__year=2027).count(), PlannedActivity.objects.count()) == (1, 2)


def test_no_circle_is_tied_between_two(municipality, maarswold):
    item = factories.make_item(factories.make_agenda(maarswold))
    days = {"planned_from": factories.TODAY, "planned_until": factories.TODAY}
    made = [steps.add_step(item, name=f"Stap {number}", **days, **BY) for number in range(6)]
    ring = [
        lambda each=each, needed=needed: steps.change_step(each, name=each.name, needs=[needed], **BY)
        for each, needed in zip(made, made[1:] + made[:1], strict=True)
    ]
    faults = at_once(municipality, *ring)
    needs = step_queries.needs_within(PlannedStep.objects.values_list("pk", flat=True))
    assert (refusals(faults), StepNeed.objects.count()) == (["GoesRound"], 5)
    assert not any(step_queries.goes_round(needs, each.pk) for each in made)
