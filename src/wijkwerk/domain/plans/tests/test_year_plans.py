"""The board: every deed on it, what it refuses, and taking it back."""

import uuid
from datetime import date

import pytest

from wijkwerk.domain.people.tests.factories import make_person, make_work_area
from wijkwerk.domain.plans.models import PlanMove, PlannedActivity, YearPlan
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.operations import year_plans as operations
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.tests.board_factories import BY, make_code, make_codes, make_year_plan, put
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_coordinator
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.journal.models import Entry


@pytest.fixture
def codes(municipality):
    return make_codes()


@pytest.fixture
def plan(maarswold, codes):
    return make_year_plan()


@pytest.fixture
def row(plan):
    return plan.rows.get()


def on_board(plan):
    """What stands in each month, without the areas."""
    return {cell.month: cell.words() for row in queries.board(plan).rows for cell in row.cells if cell.activities}


# ── The year ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_has_a_row_for_each_area_of_that_year_and_again_adds_what_came(plan, maarswold):
    make_work_area("Gisteren opgeheven", valid_until=date(2025, 12, 31), end_reason="samengevoegd")
    make_work_area("Nieuw dorp")
    again = operations.make_year_plan(2026, **BY)
    assert (again.pk, [row.title for row in again.rows.all()]) == (plan.pk, ["Maarswold", "Nieuw dorp"])


def test_the_limit_of_the_year_before_is_that_of_the_next(plan):
    operations.set_limit(plan, load_limit=20, **BY)
    assert operations.make_year_plan(2027, **BY).load_limit == 20


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_activity_stands_in_each_of_its_months_and_several_share_a_cell(plan, row, codes):
    put(row, codes["P"], 2, 3)
    put(row, codes["PA"], 2, code_year=2027)
    put(row, codes["V"], 12, is_doubtful=True, words="herziening")
    assert on_board(plan) == {2: "P, PA27", 3: "P", 12: "V? herziening"}


def test_a_code_with_a_year_gets_that_of_the_plan_and_one_without_gets_none(row, codes):
    assert [put(row, codes["PA"], 1).title, put(row, codes["V"], 1, code_year=2027).title] == ["PA26", "V"]


def test_sent_twice_is_once(row, codes):
    key = uuid.uuid4()
    assert put(row, codes["V"], 1, client_key=key) == put(row, codes["V"], 1, client_key=key)


@pytest.mark.parametrize("months", [(0, 1), (1, 13), (5, 4), (13, 13)])
def test_months_outside_the_year_are_refused(row, codes, months):
    with pytest.raises(operations.MonthsNotPossible):
        put(row, codes["V"], *months)


def test_the_same_in_the_same_month_is_refused_but_with_other_words_it_is_something_else(plan, row, codes):
    put(row, codes["V"], 2, 4)
    with pytest.raises(operations.PlannedAlready):
        put(row, codes["V"], 4, 6)
    put(row, codes["V"], 4, words="met de school")
    assert on_board(plan)[4] == "V, V met de school"


def test_an_activity_moves_with_its_length_and_not_out_of_the_year(plan, row, codes):
    activity = put(row, codes["V"], 2, 4)
    operations.move_activity(activity, from_month=9, **BY)
    assert on_board(plan) == {9: "V", 10: "V", 11: "V"}
    with pytest.raises(operations.MonthsNotPossible):
        operations.move_activity(activity, from_month=11, **BY)


def test_an_activity_goes_to_another_area_of_the_same_year_only(plan, row, codes):
    make_work_area("Mussel")
    other = operations.make_year_plan(2026, **BY).rows.last()
    next_year = operations.make_year_plan(2027, **BY).rows.first()
    activity = operations.move_activity(put(row, codes["V"], 2), from_month=2, row=other, **BY)
    assert activity.row == other
    with pytest.raises(operations.OtherYear):
        operations.move_activity(activity, from_month=2, row=next_year, **BY)


def test_an_activity_is_stretched_and_split_and_its_note_stays_with_the_last_part(plan, row, codes):
    activity = operations.stretch_activity(
        put(row, codes["V"], 2, note="Loopt door"), from_month=2, until_month=6, **BY
    )
    first, second = operations.split_activity(activity, at_month=5, **BY)
    assert [(first.months, first.note), (second.months, second.note)] == [
        (range(2, 5), ""),
        (range(5, 7), "Loopt door"),
    ]
    for month in (2, 5, 7):
        with pytest.raises(operations.SplitNotPossible):
            operations.split_activity(first, at_month=month, **BY)
    with pytest.raises(operations.CannotSplit):
        operations.split_activity(put(row, codes["P"], 1), at_month=1, **BY)


def test_doubt_comes_and_goes_and_the_same_doubt_twice_is_no_move(plan, row, codes):
    activity = put(row, codes["V"], 2)
    operations.mark_doubtful(activity, is_doubtful=True, **BY)
    operations.mark_doubtful(activity, is_doubtful=True, **BY)
    assert (on_board(plan), PlanMove.objects.count()) == ({2: "V?"}, 2)
    operations.mark_doubtful(activity, is_doubtful=False, **BY)
    assert on_board(plan) == {2: "V"}


def test_another_code_other_words(plan, row, codes):
    activity = put(row, codes["V"], 2)
    operations.change_activity(activity, code=codes["PA"], from_month=3, until_month=4, words="kort", **BY)
    assert on_board(plan) == {3: "PA26 kort", 4: "PA26 kort"}


def test_what_somebody_else_changed_meanwhile_is_told_and_not_lost(row, codes):
    activity = put(row, codes["V"], 2)
    seen = activity.version
    operations.move_activity(activity, from_month=5, version=seen, **BY)
    with pytest.raises(operations.ChangedMeanwhile) as told:
        operations.remove_activity(activity, version=seen, **BY)
    assert told.value.current.from_month == 5
    operations.remove_activity(activity, **BY)
    with pytest.raises(operations.NoLongerThere):
        operations.move_activity(activity, from_month=1, **BY)


def test_too_long_words_are_refused(row, codes):
    with pytest.raises(operations.TextTooLong):
        put(row, codes["V"], 2, words="w" * 101)


# ── Rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R, V, P en PA", "R, V, P en PA"),
        ("r en v", "R, V"),
        ("R; v;  beheer en onderhoud", "R, V en beheer en onderhoud"),
        ("Iets anders\n\nR", "Iets anders\nR"),
        ("", "Geen activiteiten"),
    ],
)
def test_tasks_are_read_as_they_are_written(plan, row, written, read):
    operations.change_row(row, coordinator=None, tasks=written, **BY)
    assert queries.board(plan).rows[0].tasks_words == read


def test_a_row_of_no_area_is_a_list_and_stands_in_the_months_only_when_planned(plan, codes):
    row = operations.add_row(plan, name="Communicatiemiddelen", **BY)
    operations.change_row(row, coordinator=None, tasks="- website\nnieuws, brieven en meer", **BY)
    board = queries.board(plan)
    assert queries.division_table(board).rows[-1][1] == "- website\n- nieuws, brieven en meer"
    assert [each[0] for each in queries.months_table(board).rows] == ["Maarswold"]
    put(row, codes["V"], 3)
    assert [each[0] for each in queries.months_table(queries.board(plan)).rows] == ["Maarswold", row.name]
    with pytest.raises(operations.NameMissing):
        operations.add_row(plan, name=" ", **BY)


def test_the_load_counts_what_is_planned_and_tasks_that_go_on_all_year(plan, row, codes):
    coordinator = make_person("Marit")
    operations.change_row(row, coordinator=coordinator, tasks="R, V en PA", **BY)
    plan = operations.set_limit(plan, load_limit=4, **BY)
    put(row, codes["V"], 2, 3)
    load = queries.board(plan).loads[0]
    assert (load.coordinator, list(load.points), load.overloaded) == (
        coordinator,
        [1, 5, 5, *[1] * 9],
        ["Febr", "Mrt"],
    )
    put(row, codes["R"], 1)  # planned by the month, it no longer counts by itself
    assert list(queries.board(plan).loads[0].points) == [1, 4, 4, *[0] * 9]


def test_a_row_that_somebody_else_changed_is_told(row):
    seen = row.version
    operations.change_row(row, coordinator=None, tasks="R", version=seen, **BY)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.change_row(row, coordinator=None, tasks="V", version=seen, **BY)


# ── Last year's ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_last_years_plan_is_copied_with_its_years_one_further_and_once(plan, row, codes):
    put(row, codes["PA"], 10, code_year=2027, note="Alleen in 2026")
    put(row, codes["V"], 2, is_doubtful=True)
    operations.change_row(row, coordinator=make_person("Marit"), tasks="R en V", **BY)
    operations.add_row(plan, name="Communicatiemiddelen", **BY)
    following = operations.make_year_plan(2027, **BY)
    operations.copy_last_year(following, **BY)
    board = queries.board(following)
    assert [each.row.title for each in board.rows] == ["Maarswold", "Communicatiemiddelen"]
    assert (board.rows[0].row.coordinator.name, board.rows[0].tasks_words) == ("Marit", "R, V")
    assert (on_board(following), queries.months_table(board).notes) == ({2: "V?", 10: "PA28"}, [])
    with pytest.raises(operations.NothingToCopy):
        operations.copy_last_year(following, **BY)
    operations.undo(PlanMove.objects.filter(plan=following).first(), **BY)
    assert (on_board(following), queries.board(following).rows[0].tasks_words) == ({}, "Geen activiteiten")


def test_only_rows_of_these_areas_are_copied(plan, row, codes, maarswold):
    put(row, codes["V"], 2)
    following = operations.make_year_plan(2027, **BY)
    with pytest.raises(operations.NothingToCopy):
        operations.copy_last_year(following, area_ids=frozenset({maarswold.pk + 1}), **BY)
    assert len(operations.copy_last_year(following, area_ids=frozenset({maarswold.pk}), **BY)) == 1


# ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_deed_can_be_taken_back_and_done_again(plan, row, codes):
    before = {}
    activity = put(row, codes["V"], 2, 4)
    deeds = [
        lambda: operations.move_activity(activity, from_month=6, **BY),
        lambda: operations.stretch_activity(activity, from_month=6, until_month=10, **BY),
        lambda: operations.mark_doubtful(activity, is_doubtful=True, **BY),
        lambda: operations.split_activity(activity, at_month=8, **BY),
        lambda: operations.remove_activity(activity, **BY),
        lambda: operations.change_row(row, coordinator=None, tasks="R", **BY),
    ]
    for deed in deeds:
        before = on_board(plan), queries.board(plan).rows[0].tasks_words
        deed()
        after = on_board(plan), queries.board(plan).rows[0].tasks_words
        move = PlanMove.objects.first()
        taken_back = operations.undo(move, **BY)
        assert (on_board(plan), queries.board(plan).rows[0].tasks_words) == before
        operations.undo(taken_back, **BY)
        assert (on_board(plan), queries.board(plan).rows[0].tasks_words) == after
        move.refresh_from_db()
        assert not move.is_undone


def test_what_is_removed_comes_back_as_the_same_thing(row, codes):
    activity = put(row, codes["V"], 2)
    number = activity.pk
    operations.remove_activity(activity, **BY)
    operations.undo(PlanMove.objects.first(), **BY)
    assert PlannedActivity.objects.get().pk == number


def test_what_was_changed_again_since_is_left_as_it_is(plan, row, codes):
    activity = put(row, codes["V"], 2)
    operations.move_activity(activity, from_month=6, **BY)
    first = PlanMove.objects.first()
    operations.move_activity(activity, from_month=7, **BY)
    with pytest.raises(operations.CannotUndo):
        operations.undo(first, **BY)
    assert on_board(plan) == {7: "V"}


def test_my_last_is_taken_back_before_that_of_others_and_one_after_another(plan, row, codes, maarswold):
    me, other = make_coordinator(maarswold), make_coordinator(maarswold, name="Een ander")
    put(row, codes["V"], 2, by=me)
    put(row, codes["P"], 3, by=me)
    put(row, codes["PA"], 4, by=other)
    operations.undo_last(plan, by=me, at=TUESDAY)
    assert on_board(plan) == {2: "V", 4: "PA26"}
    operations.undo_last(plan, by=me, at=TUESDAY)
    assert on_board(plan) == {4: "PA26"}
    with pytest.raises(operations.NothingToUndo):
        operations.undo_last(plan, by=me, at=TUESDAY)
    assert [move.by_person for move in queries.last_moves(plan)] == [me, me, other, me, me]


def test_a_move_is_taken_back_once(row, codes):
    put(row, codes["V"], 2)
    move = PlanMove.objects.get()
    operations.undo(move, **BY)
    with pytest.raises(operations.UndoneAlready):
        operations.undo(move, **BY)


def test_every_move_counts_the_plan_up_and_stands_in_the_journal(plan, row, codes):
    version = YearPlan.objects.get().version
    operations.mark_doubtful(put(row, codes["V"], 2), is_doubtful=True, **BY)
    assert YearPlan.objects.get().version == version + 2
    assert [entry.verb for entry in Entry.objects.order_by("-id")[:2]] == [
        "year_plan.activity_doubted",
        "year_plan.activity_added",
    ]


# ── Codes and links ────────────────────────────────────────────────────────────────────────────────────────────────
def test_letters_are_there_once_whatever_their_case(codes):
    with pytest.raises(operations.CodeExists):
        make_code("pa")
    with pytest.raises(operations.CodeIsEmpty):
        make_code(" ")
    with pytest.raises(operations.CodeExists):
        operations.change_code(codes["V"], code="PA", name="Visie", **BY)


def test_an_activity_leads_to_the_agenda_of_its_year_where_that_exists(plan, row, codes, maarswold, coordinator):
    this, following = put(row, codes["PA"], 1), put(row, codes["PA"], 10, code_year=2027)
    agenda = agendas.make_agenda(maarswold, 2027, **BY)
    links = queries.links_of(plan, queries.board(plan).rows, actor=coordinator)
    assert (links, this.pk in links) == ({following.pk: agenda.get_absolute_url()}, False)


def test_the_board_asks_the_same_number_of_questions_for_one_area_and_for_many(
    plan, row, codes, coordinator, django_assert_num_queries
):
    coordinator.reach(Permission.YEAR_PLAN_MANAGE)  # a request asks it once
    put(row, codes["PA"], 1)
    put(row, codes["V"], 1)
    with django_assert_num_queries(4) as asked:
        queries.board(plan, actor=coordinator).loads  # noqa: B018 - it is read to be asked
    for number in range(20):
        make_work_area(f"Gebied {number}")
    for each in operations.make_year_plan(2026, **BY).rows.all()[1:]:
        put(each, codes["PA"], 3, 5)
        put(each, codes["V"], 6, 9)
    with django_assert_num_queries(len(asked)):
        board = queries.board(plan, actor=coordinator)
        queries.months_table(board)
        queries.division_table(board)
