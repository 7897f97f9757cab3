"""The queue: putting jobs in, and taking them out by lease.

A worker takes a job for a while and says so in `due_at`. If it vanishes, the moment passes and another takes the job:
at least once, whatever happens. So a task must be safe to run twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.tenancy import scope

MAX_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=6)
FIRST_PAUSE = timedelta(seconds=30)
VANISHED = "De verwerker verdween terwijl dit werk bezig was."
LONGEST_ERROR = 8_000  # characters, from the end: that is where the reason stands


@dataclass(frozen=True)
class Outcome:
    """How a job ended, for this time."""

    job: Job
    result: Any = None
    error_kind: str = ""
    error: str = ""

    @property
    def went_well(self) -> bool:
        return not self.error_kind


def pause_after(attempts: int) -> timedelta:
    """How long a failed job rests: 30 s, 1.5 min, 4.5 min, … three times as long each time, six hours at most."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 3.0 ** min(attempts - 1, 10))


def add(
    task: str,
    *,
    args: Sequence[Any] = (),
    kwargs: dict[str, Any] | None = None,
    at: datetime,
    run_after: datetime | None = None,
    queue: str = "default",
    priority: int = 0,
    unique_key: str | None = None,
    max_attempts: int = MAX_ATTEMPTS,
) -> Job:
    """Put a job in the queue, in the transaction that is open, to run in the municipality that is set.

    With a key, a job that still waits under the same key serves: it is given back instead, and held until this
    transaction ends, so that it will see what this one wrote. The key is let go when a worker takes the job.
    """
    municipality = scope.current_or_none()
    job = Job(
        task=task,
        arguments={"args": list(args), "kwargs": kwargs or {}},
        municipality_id=municipality.pk if municipality else None,
        queue=queue,
        priority=priority,
        unique_key=unique_key,
        max_attempts=max_attempts,
        created_at=at,
        due_at=run_after or at,
    )
    if unique_key is None:
        job.save(force_insert=True)
        return job
    # An update that changes nothing: it finds the row that is there and locks it.
    Job.objects.bulk_create([job], update_conflicts=True, unique_fields=["unique_key"], update_fields=["unique_key"])
    return job


def is_work_due(*, queues: Sequence[str], at: datetime) -> bool:
    """A look that locks nothing."""
    return Job.objects.filter(queue__in=queues, due_at__lte=at).exists()


@transaction.atomic
def claim(worker: str, *, queues: Sequence[str], limit: int, lease: timedelta, at: datetime) -> list[Job]:
    """Take at most `limit` jobs that are due, for the length of the lease.

    One that ran before is taken alone: if it is the one that kills workers, it takes no others with it.
    """
    due = list(
        Job.objects.filter(queue__in=queues, due_at__lte=at)
        .order_by("-priority", "due_at", "id")
        .select_for_update(skip_locked=True)[:limit]
    )
    lost = [job for job in due if job.state == State.RUNNING and job.attempts >= job.max_attempts]
    for job in lost:
        _bury(job, Outcome(job, error_kind="WorkerVanished", error=VANISHED), at)
    taken = [job for job in due if job not in lost]
    if taken:
        is_first_time = [job.attempts == 0 for job in taken]
        taken = taken[: max(1, is_first_time.index(False) if False in is_first_time else len(taken))]
        Job.objects.filter(pk__in=[job.pk for job in taken]).update(
            state=State.RUNNING,
            due_at=at + lease,
            attempts=F("attempts") + 1,
            worker=worker,
            started_at=at,
            unique_key=None,
        )
    for job in taken:
        job.attempts += 1
        job.state, job.worker, job.due_at, job.started_at = State.RUNNING.value, worker, at + lease, at
    return taken


def renew(worker: str, jobs: Iterable[Job], *, lease: timedelta, at: datetime) -> int:
    """Keep these jobs for another lease: how many are still this worker's."""
    mine = Job.objects.filter(pk__in=[job.pk for job in jobs], state=State.RUNNING, worker=worker)
    return mine.update(due_at=at + lease)


def give_back(worker: str, jobs: Iterable[Job], *, at: datetime) -> int:
    """Put jobs that were not begun back where they were."""
    mine = Job.objects.filter(pk__in=[job.pk for job in jobs], state=State.RUNNING, worker=worker)
    return mine.update(state=State.WAITING, due_at=at, attempts=F("attempts") - 1, started_at=None)


@transaction.atomic
def finish(worker: str, outcomes: Sequence[Outcome], *, at: datetime) -> list[Outcome]:
    """Write down how jobs ended; gives those that had to be buried. What another worker took over is left alone."""
    well = [outcome for outcome in outcomes if outcome.went_well]
    forgotten = [outcome.job.pk for outcome in well if not outcome.job.is_kept]
    plain = [outcome.job.pk for outcome in well if outcome.job.is_kept and outcome.result is None]
    mine = Job.objects.filter(state=State.RUNNING, worker=worker)
    if forgotten:
        mine.filter(pk__in=forgotten).delete()
    if plain:
        mine.filter(pk__in=plain).update(state=State.DONE, due_at=None, finished_at=at, error_kind="", error="")
    for outcome in well:
        if outcome.job.is_kept and outcome.result is not None:
            mine.filter(pk=outcome.job.pk).update(
                state=State.DONE, due_at=None, finished_at=at, result=outcome.result, error_kind="", error=""
            )
    buried = []
    for outcome in outcomes:
        job = outcome.job
        if outcome.went_well:
            continue
        if job.attempts >= job.max_attempts:
            buried += [outcome] * _bury(job, outcome, at)
        else:
            mine.filter(pk=job.pk).update(
                state=State.WAITING,
                due_at=at + pause_after(job.attempts),
                error_kind=outcome.error_kind[:200],
                error=outcome.error[-LONGEST_ERROR:],
            )
    return buried


def _bury(job: Job, outcome: Outcome, at: datetime) -> int:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker).update(
        state=State.DEAD,
        due_at=None,
        finished_at=at,
        error_kind=outcome.error_kind[:200],
        error=outcome.error[-LONGEST_ERROR:],
    )


def write_progress(worker: str, job: Job, *, done: int, total: int | None, sentence: str) -> None:
    Job.objects.filter(pk=job.pk, worker=worker, state=State.RUNNING).update(
        progress_done=done, progress_total=total, progress_sentence=sentence[:200]
    )
