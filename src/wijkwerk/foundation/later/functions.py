"""From the name in a row back to the function. Only what was declared to be a task is ever called."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task

from wijkwerk.foundation.later import schedule


class UnknownTask(Exception):
    """The row names something that is no task here: perhaps a newer version wrote it."""


def task_of(path: str) -> Task[Any, Any]:
    try:
        found = import_string(path)
    except ImportError as error:
        raise UnknownTask(path) from error
    if isinstance(found, Task):
        return found
    if path in schedule.SCHEDULED:
        return Task(func=found)
    raise UnknownTask(path)


def title_of(path: str) -> str:
    """What the task is called; one that is no task here any more keeps its path."""
    try:
        return str(getattr(task_of(path).func, "title", path))
    except UnknownTask:
        return path
