"""Two at once, or fifty: no circle is ever closed, no condition met twice, no answer lost."""

import threading

import pytest
from django.db import connection

from wijkwerk.domain.thread import operations, queries
from wijkwerk.domain.thread.models import Answer, Condition
from wijkwerk.domain.thread.tests import factories
from wijkwerk.domain.thread.tests.factories import NOON, answer, item, money
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.tenancy import scope

MANY = 50


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


def at_once(municipality, *deeds):
    """Do these at the same moment, each in a thread of its own; what each gave or was refused."""
    results = [None] * len(deeds)
    ready = threading.Barrier(len(deeds))

    def do(number, deed):
        try:
            with scope.in_municipality(municipality):
                ready.wait()
                results[number] = deed()
        except Refusal as refusal:
            results[number] = refusal
        except Exception as fault:
            results[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def waits_in_circles():
    """Which things wait for themselves, read straight from the rows."""
    rows = Condition.objects.of_current_answers().exclude(waits_for_kind="").select_related("answer")
    edges = {}
    for row in rows:
        edges.setdefault(row.answer.about, set()).add(row.waits_for)

    def reaches(start):
        seen, frontier = set(), edges.get(start, set())
        while frontier:
            seen |= frontier
            frontier = set().union(*(edges.get(step, set()) for step in frontier)) - seen
        return seen

    return [start for start in edges if start in reaches(start)]


def test_fifty_people_who_close_a_ring_at_once_leave_one_gap(municipality):
    coordinator = factories.make_person()
    jobs = [factories.make_job(f"Klus {number}") for number in range(MANY)]
    deeds = [
        lambda here=here, there=there: answer(here, item(there), by=coordinator)
        for here, there in zip(jobs, [*jobs[1:], jobs[0]], strict=True)
    ]
    results = at_once(municipality, *deeds)
    assert [type(result).__name__ for result in results if not isinstance(result, Answer)] == ["CircleOfConditions"]
    assert waits_in_circles() == []


def test_of_twenty_five_pairs_that_wait_for_each_other_each_keeps_one_half(municipality):
    coordinator = factories.make_person()
    jobs = [factories.make_job(f"Klus {number}") for number in range(MANY)]
    deeds = [
        lambda here=jobs[number], there=jobs[number ^ 1]: answer(here, item(there), by=coordinator)
        for number in range(MANY)
    ]
    results = at_once(municipality, *deeds)
    kept = [isinstance(result, Answer) for result in results]
    assert [kept[number] + kept[number + 1] for number in range(0, MANY, 2)] == [1] * (MANY // 2)
    assert waits_in_circles() == []


def test_two_people_who_answer_at_once_leave_one_current_answer(municipality):
    coordinator, wish = factories.make_person(), factories.make_wish()
    deeds = [lambda: answer(wish, money(), by=coordinator)] * 8
    results = at_once(municipality, *deeds)
    assert [type(result) for result in results] == [Answer] * 8
    assert (Answer.objects.count(), Answer.objects.current().count()) == (8, 1)
    assert queries.open_conditions().count() == 1


def test_a_condition_that_eight_meet_at_once_is_met_once(municipality):
    coordinator, wish = factories.make_person(), factories.make_wish()
    (condition,) = answer(wish, money(), by=coordinator).conditions.all()
    results = at_once(
        municipality, *[lambda: operations.meet_condition(condition, by=coordinator, at=NOON).all_met] * 8
    )
    assert results == [True] * 8
    assert [entry.verb for entry in journal.entries_about(wish)] == ["thread.condition_met"]


def test_answering_and_finishing_at_once_never_wait_for_each_other_for_ever(municipality):
    coordinator, done = factories.make_person(), factories.make_job()
    wishes = [factories.make_wish(f"Wens {number}") for number in range(6)]
    for wish in wishes:
        answer(wish, item(done), by=coordinator)
    again = [lambda wish=wish: answer(wish, money(), by=coordinator) for wish in wishes]
    finish = [lambda: operations.meet_conditions_waiting_for(done, by=coordinator, at=NOON)] * 4
    results = at_once(municipality, *again, *finish)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert [each.kind for each in queries.open_conditions()] == ["money"] * 6


def test_the_same_source_added_by_eight_at_once_is_one(municipality):
    coordinator, job, wish = factories.make_person(), factories.make_job(), factories.make_wish()
    results = at_once(
        municipality, *[lambda: operations.add_source(job, cause=wish, by=coordinator, at=NOON).cause] * 8
    )
    assert results == [Ref("thread.wish", wish.pk)] * 8
    assert len(queries.standing_sources(job)) == 1
