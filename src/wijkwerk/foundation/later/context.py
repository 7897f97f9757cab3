"""The job that is running here and now, and how far it says it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from wijkwerk.foundation.later.models import Job


@dataclass
class Progress:
    """What a running job says of itself. The worker writes it down about twice a second."""

    done: int = 0
    total: int | None = None
    sentence: str = ""
    is_written: bool = True


@dataclass
class Running:
    job: Job
    progress: Progress


running: ContextVar[Running | None] = ContextVar("running job", default=None)


@contextmanager
def entered(now: Running | None) -> Iterator[None]:
    token = running.set(now)
    try:
        yield
    finally:
        running.reset(token)
