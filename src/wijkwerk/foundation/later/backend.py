"""Jobs behind the interface of Django's tasks: rooms write `@task` and `.enqueue()`, and know nothing of the table.

Any other backend of the same interface can take this one's place in the settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later import functions, queue
from wijkwerk.foundation.later.models import Job, State

STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.DEAD: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """A row for each job, written in the same transaction as the data that it is about."""

    supports_defer = True
    supports_priority = True
    supports_get_result = True
    supports_async_task = True

    def enqueue(
        self, task: Task[Any, Any], args: Sequence[Any], kwargs: dict[str, Any], *, unique_key: str | None = None
    ) -> TaskResult[Any]:
        self.validate_task(task)
        job = queue.add(
            task.module_path,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            at=clock.now(),
            run_after=task.run_after,
            queue=task.queue_name,
            priority=task.priority,
            unique_key=unique_key,
            max_attempts=self.options.get("MAX_ATTEMPTS", queue.MAX_ATTEMPTS),
        )
        return result_of(job, task=task, backend=self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task=functions.task_of(job.task), backend=self.alias)


def result_of(job: Job, *, task: Task[Any, Any], backend: str) -> TaskResult[Any]:
    """A job as the interface shows it."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[State(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=backend,
        errors=[TaskError(exception_class_path=job.error_kind, traceback=job.error)] if job.error_kind else [],
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
