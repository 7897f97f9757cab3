import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connections

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later import operations, privacy, queries, schedule
from wijkwerk.foundation.later.models import ClockSlot, Job, State
from wijkwerk.foundation.later.schedule import Daily, Every, Scheduled, Ticker
from wijkwerk.foundation.later.tests import jobs
from wijkwerk.foundation.later.tests.factories import NOON, make_job, make_municipality, make_worker
from wijkwerk.foundation.tenancy import scope

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def ticker(when, *, per_municipality=False):
    entry = Scheduled(jobs.scheduled, when, per_municipality)
    return Ticker({entry.path: entry})


def moment(text):
    """A moment by the Dutch clock."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.AMSTERDAM).astimezone(UTC)


def test_every_five_minutes_has_a_slot_every_five_minutes():
    assert Every(5).latest(NOON + 4 * MINUTE) == NOON
    assert Every(5).latest(NOON + 5 * MINUTE) == NOON + 5 * MINUTE


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        ("2026-03-04T05:59", "2026-03-03T06:00"),
        ("2026-03-04T06:00", "2026-03-04T06:00"),
        ("2026-03-29T06:00", "2026-03-29T06:00"),  # the night in which summer time begins
        ("2026-10-25T05:59", "2026-10-24T06:00"),  # the night in which it ends
        ("2026-10-25T06:00", "2026-10-25T06:00"),
    ],
)
def test_six_in_the_morning_is_six_by_the_dutch_clock_all_year(at, slot):
    assert Daily(time(6)).latest(moment(at)) == moment(slot)


def test_a_time_that_summer_time_skips_comes_an_hour_later():
    half_past_two = Daily(time(2, 30))
    before, after = datetime(2026, 3, 29, 1, 29, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert clock.dutch(after).strftime("%H:%M") == "03:30"
    assert half_past_two.latest(before) == moment("2026-03-28T02:30")
    assert half_past_two.latest(after) == after


def test_a_time_that_comes_twice_counts_once():
    half_past_two = Daily(time(2, 30))
    slots = {half_past_two.latest(datetime(2026, 10, 25, tzinfo=UTC) + n * MINUTE) for n in range(180)}
    assert slots == {moment("2026-10-24T02:30"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)}


def test_a_slot_starts_once_however_many_workers_look(db):
    first, second = ticker(Every(5)), ticker(Every(5))
    assert [first.tick(NOON), second.tick(NOON + MINUTE), first.tick(NOON + 4 * MINUTE)] == [1, 0, 0]
    assert Job.objects.count() == 1


def test_a_slot_starts_once_when_workers_look_at_the_same_moment(transactional_db):
    added, ready = [], threading.Barrier(4)

    def look():
        mine = ticker(Every(5))
        ready.wait()
        try:
            added.append(mine.tick(NOON))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [0, 0, 0, 1]


def test_a_look_asks_the_database_nothing_until_there_is_a_new_slot(db, django_assert_num_queries):
    mine = ticker(Every(5))
    mine.tick(NOON)
    with django_assert_num_queries(0):
        mine.tick(NOON + 4 * MINUTE)


def test_a_day_that_no_worker_saw_is_made_up_for_once(db):
    ticker(Daily(time(6))).tick(NOON)
    make_worker().run_waiting()
    late = ticker(Daily(time(6)))
    assert [late.tick(NOON + 3 * DAY), late.tick(NOON + 3 * DAY + MINUTE)] == [1, 0]


def test_a_task_runs_for_each_municipality_in_its_scope(db, monkeypatch):
    make_municipality("GM0106", "Assen"), make_municipality()
    jobs.scheduled_in.clear()
    monkeypatch.setitem(schedule.SCHEDULED, schedule.path_of(jobs.scheduled), Scheduled(jobs.scheduled, Every(5), True))
    assert ticker(Every(5), per_municipality=True).tick(NOON) == 2
    make_worker().run_waiting()
    assert jobs.scheduled_in == ["Assen", "Stadskanaal"]
    assert not Job.objects.exists()  # it went well, so it leaves no row


def test_a_task_that_asks_for_the_moment_gets_that_at_which_it_runs(db, monkeypatch):
    entry = Scheduled(jobs.scheduled_for_a_moment, Every(5), False)
    monkeypatch.setitem(schedule.SCHEDULED, entry.path, entry)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    jobs.scheduled_in.clear()
    Ticker({entry.path: entry}).tick(NOON)
    make_worker().run_waiting()
    assert jobs.scheduled_in == [NOON]


def test_one_that_still_waits_serves_the_next_slot_too(db):
    mine = ticker(Every(5))
    mine.tick(NOON)
    mine.tick(NOON + 5 * MINUTE)
    assert Job.objects.count() == 1


def test_the_decorators_enter_a_task_and_leave_the_function_as_it_is(monkeypatch):
    monkeypatch.setattr(schedule, "SCHEDULED", {})
    assert schedule.every(minutes=5, title="Iets doen")(jobs.scheduled) is jobs.scheduled
    assert {schedule.path_of(jobs.scheduled): Scheduled(jobs.scheduled, Every(5), True)} == schedule.SCHEDULED
    schedule.daily("06:30", title="Iets doen", per_municipality=False)(jobs.scheduled)
    assert str(schedule.SCHEDULED[schedule.path_of(jobs.scheduled)].when) == "elke dag om 06.30 uur"
    with pytest.raises(ValueError, match="whole minutes"):
        schedule.every(minutes=0, title="Iets doen")


def test_the_page_can_say_what_the_clock_starts_and_when_it_last_did(db):
    path = "wijkwerk.foundation.later.tasks.forget_finished_jobs"
    ClockSlot.objects.create(task=path, slot=NOON)
    assert (path, "elke dag om 03.30 uur", NOON) in queries.clock_tasks()


def test_what_went_well_is_forgotten_after_two_weeks_and_what_died_is_not(db):
    for state in (State.DONE, State.DONE, State.DEAD):
        make_job()
        Job.objects.filter(state=State.WAITING).update(state=state, due_at=None, finished_at=NOON)
    Job.objects.filter(pk=Job.objects.first().pk).update(finished_at=NOON + 2 * DAY)
    ClockSlot.objects.create(task="a", slot=NOON)
    assert operations.forget_finished(at=NOON + 15 * DAY) == 1
    assert [job.state for job in Job.objects.order_by("id")] == [State.DONE, State.DEAD]
    assert not ClockSlot.objects.exists()


def test_the_words_of_an_error_go_when_their_term_ends_and_the_job_stays(db):
    with scope.in_municipality(make_municipality()):
        job = make_job()
        Job.objects.update(state=State.DEAD, due_at=None, finished_at=NOON, error="LookupError: mevrouw Veenstra")
        assert privacy.erase(privacy.LINES[0], before=NOON, at=NOON + DAY) == 0
        assert privacy.erase(privacy.LINES[0], before=NOON + DAY, at=NOON + DAY) == 1
        assert privacy.erase(privacy.LINES[0], before=NOON + DAY, at=NOON + DAY) == 0
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DEAD, "")
