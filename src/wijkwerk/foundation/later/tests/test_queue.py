from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.foundation.later import queue
from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.later.tests.factories import LEASE, NOON, claim, make_job, make_municipality
from wijkwerk.foundation.tenancy import scope

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_a_job_goes_with_the_data_it_is_about():
    with transaction.atomic():
        make_job()
        transaction.set_rollback(True)
    assert list(Job.objects.all()) == []


def test_the_job_with_the_highest_priority_comes_first_and_then_the_oldest():
    late = make_job(at=NOON - SECOND)
    early = make_job(at=NOON - 2 * SECOND)
    urgent = make_job(priority=5)
    assert [job.pk for job in claim()] == [urgent.pk, early.pk, late.pk]


def test_a_job_waits_for_its_moment():
    make_job(run_after=NOON + SECOND)
    assert claim(at=NOON) == []
    assert len(claim(at=NOON + SECOND)) == 1


def test_a_worker_takes_no_more_than_it_asks_for_and_only_from_its_queues():
    make_job()
    make_job()
    make_job(queue="imports")
    assert len(claim(limit=1)) == 1
    assert len(claim(limit=5)) == 1


def test_what_one_worker_has_no_other_can_take():
    make_job()
    assert len(claim("one")) == 1
    assert claim("two") == []


def test_a_job_whose_worker_vanished_comes_back_when_the_lease_is_over():
    job = make_job()
    claim("one")
    assert claim("two", at=NOON + LEASE - SECOND) == []
    assert [(again.pk, again.attempts) for again in claim("two", at=NOON + LEASE)] == [(job.pk, 2)]


def test_a_lease_can_be_renewed_by_who_has_it_and_by_nobody_else():
    make_job()
    jobs = claim("one")
    assert queue.renew("two", jobs, lease=LEASE, at=NOON + 30 * SECOND) == 0
    assert queue.renew("one", jobs, lease=LEASE, at=NOON + 30 * SECOND) == 1
    assert claim("two", at=NOON + LEASE) == []


def test_a_job_that_ran_before_is_taken_alone():
    make_job()
    claim("one")
    make_job(at=NOON + LEASE)
    assert [job.attempts for job in claim("two", at=NOON + LEASE)] == [2]
    assert [job.attempts for job in claim("two", at=NOON + LEASE)] == [1]


def test_new_jobs_are_taken_up_to_the_first_that_ran_before():
    make_job(at=NOON)
    claim("one")
    make_job(at=NOON - SECOND)
    make_job(at=NOON - SECOND)
    assert [job.attempts for job in claim("two", at=NOON + LEASE)] == [1, 1]


def test_a_job_that_keeps_killing_its_worker_dies():
    job = make_job(max_attempts=2)
    claim("one")
    claim("two", at=NOON + LEASE)
    assert claim("three", at=NOON + 2 * LEASE) == []
    job.refresh_from_db()
    assert (job.state, job.error_kind, job.error) == (State.DEAD, "WorkerVanished", queue.VANISHED)


def test_what_was_not_begun_goes_back_without_losing_an_attempt():
    job = make_job()
    queue.give_back("one", claim("one"), at=NOON)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.due_at, job.started_at) == (State.WAITING, 0, NOON, None)


def test_a_job_that_went_well_is_done_with_its_result():
    make_job()
    make_job()
    first, second = claim()
    queue.finish("one", [queue.Outcome(first), queue.Outcome(second, result={"rows": 3})], at=NOON + SECOND)
    assert list(Job.objects.order_by("id").values_list("state", "result", "finished_at", "due_at")) == [
        (State.DONE, None, NOON + SECOND, None),
        (State.DONE, {"rows": 3}, NOON + SECOND, None),
    ]


def test_a_job_of_which_nothing_is_kept_is_gone_when_it_went_well():
    job = make_job()
    Job.objects.update(is_kept=False)
    queue.finish("one", [queue.Outcome(each) for each in claim()], at=NOON)
    assert not Job.objects.filter(pk=job.pk).exists()


def test_a_job_that_failed_is_tried_again_after_a_pause_that_grows():
    job = make_job()
    queue.finish("one", [queue.Outcome(each, error_kind="LookupError", error="…") for each in claim()], at=NOON)
    job.refresh_from_db()
    assert (job.state, job.due_at, job.error_kind) == (State.WAITING, NOON + queue.FIRST_PAUSE, "LookupError")
    assert [queue.pause_after(n).total_seconds() for n in (1, 2, 3, 4, 20)] == [30, 90, 270, 810, 6 * 3600]


def test_a_job_that_failed_too_often_is_dead_and_stays_to_be_seen():
    job = make_job(max_attempts=1)
    outcomes = [queue.Outcome(each, error_kind="LookupError", error="x" * 20_000) for each in claim()]
    assert queue.finish("one", outcomes, at=NOON) == outcomes
    job.refresh_from_db()
    assert (job.state, job.due_at, job.finished_at, len(job.error)) == (State.DEAD, None, NOON, queue.LONGEST_ERROR)


def test_a_worker_that_lost_its_job_does_not_write_over_who_took_it():
    job = make_job()
    slow = claim("slow")
    quick = claim("quick", at=NOON + LEASE)
    queue.finish("slow", [queue.Outcome(slow[0], error_kind="LookupError")], at=NOON + LEASE)
    assert state_of(job) == State.RUNNING
    queue.finish("quick", [queue.Outcome(quick[0])], at=NOON + LEASE)
    assert state_of(job) == State.DONE


def test_the_same_key_is_queued_once_while_it_waits():
    first = make_job(unique_key="letters")
    second = make_job(unique_key="letters")
    assert (second.pk, Job.objects.count()) == (first.pk, 1)


def test_a_key_is_free_again_as_soon_as_the_job_is_taken():
    first = make_job(unique_key="letters")
    claim()
    second = make_job(unique_key="letters")
    assert second.pk != first.pk


def test_a_job_remembers_the_municipality_it_was_made_in():
    stadskanaal = make_municipality()
    with scope.in_municipality(stadskanaal):
        job = make_job()
    assert (job.municipality_id, make_job().municipality_id) == (stadskanaal.pk, None)


def test_the_database_refuses_an_open_job_that_is_never_due():
    job = make_job()
    with pytest.raises(IntegrityError, match="an_open_job_is_due_some_time"), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(due_at=None)


def test_a_claim_costs_the_same_number_of_queries_for_one_and_for_three(django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            make_job()
        with django_assert_num_queries(4):  # savepoint, select, update, release
            assert len(claim()) == count
