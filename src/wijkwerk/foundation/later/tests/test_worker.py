import threading
import time
from datetime import timedelta

import pytest
from django.db import connections
from django_tasks import TaskResultStatus

from wijkwerk.foundation.later import operations, queries, queue
from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.later.tests import jobs
from wijkwerk.foundation.later.tests.factories import NOON, make_job, make_municipality, make_worker
from wijkwerk.foundation.tenancy import scope


@pytest.fixture(autouse=True)
def nothing_noted():
    jobs.noted.clear()


def test_a_task_is_queued_run_and_read_through_the_interface_of_django_tasks(db):
    queued = jobs.count_to.enqueue(3)
    assert queued.status == TaskResultStatus.READY
    assert make_worker().run_waiting() == 1
    queued.refresh()
    assert (queued.status, queued.return_value, queued.attempts) == (TaskResultStatus.SUCCESSFUL, 3, 1)


def test_jobs_run_in_the_municipality_that_they_were_made_in(db):
    assen, stadskanaal = make_municipality("GM0106", "Assen"), make_municipality()
    for municipality in (assen, stadskanaal):
        with scope.in_municipality(municipality):
            jobs.where_am_i.enqueue()
    jobs.where_am_i.enqueue()
    make_worker().run_waiting()
    assert [job.result["municipality"] for job in Job.objects.order_by("id")] == ["Assen", "Stadskanaal", None]


def test_a_failure_keeps_the_traceback_in_the_row_and_the_words_out_of_the_log(db, capfd):
    queued = jobs.stumble.enqueue("mevrouw Veenstra")
    make_worker().run_waiting()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.error_kind) == (State.WAITING, 1, "builtins.LookupError")
    assert "cannot find mevrouw Veenstra" in job.error
    assert "Veenstra" not in "".join(capfd.readouterr())
    queued.refresh()
    assert [error.exception_class for error in queued.errors] == [LookupError]


def test_a_task_that_wants_to_end_the_program_only_fails(db):
    jobs.leave.enqueue()
    make_worker().run_waiting()
    assert Job.objects.get().error_kind == "builtins.SystemExit"


def test_a_name_that_is_no_task_is_never_called(db):
    make_job("wijkwerk.foundation.later.tests.jobs.no_task", args=())
    make_job("os.getcwd", args=())
    make_job("wijkwerk.nowhere.at_all", args=())
    make_worker().run_waiting()
    assert jobs.noted == []
    assert {job.error_kind for job in Job.objects.all()} == {"wijkwerk.foundation.later.functions.UnknownTask"}


def test_a_task_can_ask_which_attempt_it_is(db):
    jobs.which_attempt.enqueue()
    make_worker().run_waiting()
    assert Job.objects.get().result == 1


def test_priority_of_a_task_is_that_of_its_job(db):
    jobs.note.enqueue("later")
    jobs.first_of_all.enqueue()
    make_worker().run_waiting()
    assert jobs.noted == ["first of all", "later"]


def test_what_is_queued_once_runs_once(db):
    for _ in range(3):
        operations.enqueue_once("letters", jobs.note, "a")
    make_worker().run_waiting()
    assert jobs.noted == ["a"]


def test_progress_is_nothing_outside_a_job():
    operations.report_progress(1, 2, "Rij 1 van 2")


def test_progress_is_in_the_row_when_the_job_is_done(db):
    jobs.count_to.enqueue(3)
    make_worker().run_waiting()
    job = Job.objects.get()
    assert (job.progress_done, job.progress_total, job.progress_sentence) == (3, 3, "Rij 3 van 3")
    assert job.progress_percent == 100


def test_a_dead_job_can_be_started_again_once(db):
    with scope.in_municipality(make_municipality()):
        job = make_job("wijkwerk.foundation.later.tests.jobs.stumble", max_attempts=1)
        make_worker().run_waiting()
        assert Job.objects.get().state == State.DEAD
        assert operations.start_again(job, at=NOON)
        assert not operations.start_again(job, at=NOON)
        job.refresh_from_db()
        assert (job.state, job.attempts, job.due_at) == (State.WAITING, 0, NOON)


def test_one_municipality_never_sees_the_jobs_of_another(db):
    with scope.in_municipality(make_municipality("GM0106", "Assen")):
        job = make_job()
    with scope.in_municipality(make_municipality()):
        everybodys = Job.objects.create(task="a", created_at=NOON, due_at=NOON)
        assert list(queries.jobs()) == [everybodys]
        with pytest.raises(Job.DoesNotExist):
            queries.job(job.pk)


def test_quick_jobs_are_taken_by_more_at_a_time_and_one_slow_job_ends_that(db, monkeypatch):
    for number in range(15):
        jobs.note.enqueue(number)
    sizes = []
    monkeypatch.setattr(queue, "claim", counted(queue.claim, sizes))
    worker = make_worker()
    worker.run_waiting()
    assert sizes == [1, 2, 4, 8, 0]
    monkeypatch.setattr("wijkwerk.foundation.later.worker.QUICK", 0)
    jobs.note.enqueue(15)
    worker.run_waiting()
    assert worker._limit == 4
    assert jobs.noted == list(range(16))


def counted(claim, sizes):
    def claim_and_count(*args, **kwargs):
        taken = claim(*args, **kwargs)
        sizes.append(len(taken))
        return taken

    return claim_and_count


def wait_until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def running_worker(transactional_db, monkeypatch):
    """A worker that runs beside the test, quick to look."""
    monkeypatch.setattr("wijkwerk.foundation.later.worker.KEEPER_LOOKS", 0.05)
    monkeypatch.setattr("wijkwerk.foundation.later.worker.SLOW", 0.1)
    monkeypatch.setattr("wijkwerk.foundation.later.worker.IDLE", 0.05)
    worker = make_worker()
    thread = threading.Thread(target=run_and_close, args=(worker,))
    yield worker, thread
    jobs.go_on.set()
    worker.stop()
    thread.join(timeout=10)
    assert not thread.is_alive()


def run_and_close(worker):
    try:
        worker.run()
    finally:
        connections.close_all()


def test_a_page_can_follow_a_slow_job_and_what_waited_behind_it_is_given_back(running_worker):
    worker, thread = running_worker
    worker._limit = 10
    jobs.go_on.clear()
    slow = jobs.wait_for_a_sign.enqueue()
    behind = jobs.note.enqueue("behind")
    thread.start()
    wait_until(lambda: Job.objects.get(pk=slow.id).progress_sentence == "Halverwege")
    wait_until(lambda: Job.objects.get(pk=behind.id).state == State.WAITING)
    assert Job.objects.get(pk=behind.id).attempts == 0
    jobs.go_on.set()
    wait_until(lambda: set(Job.objects.values_list("state", flat=True)) == {State.DONE})


def test_a_worker_that_is_stopped_ends_its_job_and_gives_back_the_rest(running_worker):
    worker, thread = running_worker
    worker._limit = 10
    jobs.go_on.clear()
    slow = jobs.wait_for_a_sign.enqueue()
    behind = jobs.note.enqueue("behind")
    thread.start()
    wait_until(lambda: Job.objects.get(pk=slow.id).state == State.RUNNING)
    worker.stop()
    jobs.go_on.set()
    thread.join(timeout=10)
    assert [Job.objects.get(pk=result.id).state for result in (slow, behind)] == [State.DONE, State.WAITING]
    assert jobs.noted == []


def test_a_lease_is_renewed_while_the_job_goes_on(running_worker):
    worker, thread = running_worker
    worker._lease = timedelta(seconds=0.4)
    jobs.go_on.clear()
    slow = jobs.wait_for_a_sign.enqueue()
    thread.start()
    wait_until(lambda: Job.objects.get(pk=slow.id).state == State.RUNNING)
    first = Job.objects.get(pk=slow.id).due_at
    wait_until(lambda: Job.objects.get(pk=slow.id).due_at > first)
    assert Job.objects.get(pk=slow.id).attempts == 1
