"""What a room, or a person, can do with later work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django_tasks import TaskResult
from django_tasks.base import Task
from typing_extensions import ParamSpec

from wijkwerk.foundation.later import context
from wijkwerk.foundation.later.backend import LeaseBackend
from wijkwerk.foundation.later.models import ClockSlot, Job, State

P = ParamSpec("P")
T = TypeVar("T")

DONE_IS_KEPT = timedelta(days=14)
ERROR_IS_KEPT = timedelta(days=90)  # of jobs of no municipality; for the others it is the municipality's term


def enqueue_once(key: str, task: Task[P, T], *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
    """Put a job in the queue, unless one waits there under the same key: that one serves.

    A job that already runs does not count: it may have read before you wrote. With another backend of the same
    interface, the job is queued each time.
    """
    backend: Any = task.get_backend()
    if isinstance(backend, LeaseBackend):
        return backend.enqueue(task, args, kwargs, unique_key=f"{task.module_path}:{key}")
    return task.enqueue(*args, **kwargs)


def report_progress(done: int, total: int | None = None, sentence: str = "") -> None:
    """How far the running job is: cheap enough to call for every row. Says nothing when no job is running.

    The worker writes it down twice a second. On SQLite nobody can see it while the job itself has a transaction open.
    """
    now = context.running.get()
    if now is not None:
        now.progress.done, now.progress.total, now.progress.sentence = done, total, sentence
        now.progress.is_written = False


def start_again(job: Job, *, at: datetime) -> bool:
    """Let a job that died be tried from the beginning. False when somebody else did so already."""
    changed = Job.objects.filter(pk=job.pk, state=State.DEAD).update(
        state=State.WAITING, due_at=at, attempts=0, finished_at=None
    )
    return bool(changed)


def forget_finished(*, at: datetime) -> int:
    """Remove what went well and is old, and old slots of the clock. Dead jobs stay until somebody looks."""
    forgotten, _ = Job.objects.filter(state=State.DONE, finished_at__lt=at - DONE_IS_KEPT).delete()
    ClockSlot.objects.filter(slot__lt=at - DONE_IS_KEPT).delete()
    Job.objects.filter(municipality=None, state=State.DEAD, finished_at__lt=at - ERROR_IS_KEPT).update(error="")
    return forgotten
