"""Lines of the year plan are found by what is planned there, and by what their tasks say."""

import pytest

from wijkwerk.domain.people.tests.factories import make_holder, make_work_area
from wijkwerk.domain.plans.operations import year_plans as operations
from wijkwerk.domain.plans.search import year_plans as search
from wijkwerk.domain.plans.tests.board_factories import BY, make_codes, make_year_plan, put
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.search import index, queries


@pytest.fixture
def codes(municipality):
    return make_codes()


@pytest.fixture
def row(maarswold, codes):
    return make_year_plan().rows.get()


@pytest.fixture
def coordinator(maarswold):
    return make_holder(Role.COORDINATOR, maarswold)


def found_by(actor, words):
    reaches = {search.PLAN_ROW: actor.reach(Permission.YEAR_PLAN_VIEW)}
    return [hit.title for hit in queries.find(words, reaches=reaches).rows]


def test_a_line_is_found_by_what_is_planned_and_by_its_tasks_and_no_longer_when_that_goes(row, codes, coordinator):
    here = ["Jaarplanning 2026: Maarswold"]
    activity = put(row, codes["V"], 12, words="herziening", note="Samen met de school")
    operations.change_row(row, coordinator=None, tasks="R, kerstmarkt", **BY)
    assert [found_by(coordinator, words) for words in ("herziening", "school", "kerstmarkt")] == [here] * 3
    operations.remove_activity(activity, **BY)
    assert [found_by(coordinator, words) for words in ("herziening", "kerstmarkt")] == [[], here]
    operations.undo(row.plan.moves.first(), **BY)
    assert found_by(coordinator, "herziening") == here


def test_a_line_is_found_by_the_name_of_a_code_as_it_is_now(row, codes, coordinator):
    put(row, codes["V"], 12)
    operations.change_code(codes["V"], name="Dromenboek", **BY)
    assert found_by(coordinator, "dromenboek") == ["Jaarplanning 2026: Maarswold"]


def test_who_may_not_see_the_year_plan_there_finds_nothing(row, codes):
    put(row, codes["V"], 12, words="herziening")
    elsewhere = make_holder(Role.COORDINATOR, make_work_area("Mussel"), name="Ada Anders")
    assert [found_by(actor, "herziening") for actor in (VISITOR, elsewhere)] == [[], []]


def test_the_index_made_anew_has_every_line(row, codes, coordinator):
    put(row, codes["V"], 12, words="herziening")
    operations.add_row(row.plan, name="Communicatie", **BY)
    assert [document.title for document in search.documents()] == [
        "Jaarplanning 2026: Maarswold",
        "Jaarplanning 2026: Communicatie",
    ]
    index.put_all(search.documents())
    assert found_by(coordinator, "herziening") == ["Jaarplanning 2026: Maarswold"]
