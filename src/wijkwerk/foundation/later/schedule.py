"""What the clock starts: `@every(minutes=5, …)` and `@daily("06:00", …)` above a function in a room's tasks.py.

    @daily("06:00", title=_("Terugbrengen wat kan beginnen"))
    def wake_conditions(at: datetime) -> None:
        operations.wake_conditions(at=at)

The title tells an administrator what the task does. `at` is the moment at which it runs; a function that does not ask
for it is called without.

Each moment on which a task is due is a slot. Whoever looks at the clock first takes the slot and puts the jobs in the
queue, in one transaction; however many workers look, a slot starts once. A daily slot that nobody saw, because no
worker ran, is taken at the next start; of several missed ones only the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from typing import TypeVar

from django.apps import apps
from django.db import transaction
from django.utils.functional import Promise

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.later.models import ClockSlot, Job
from wijkwerk.foundation.later.titles import titled
from wijkwerk.foundation.tenancy import queries as tenancy

Function = TypeVar("Function", bound=Callable[..., object])


@dataclass(frozen=True)
class Every:
    """Every so many minutes, counted from midnight UTC on the first day of the calendar of computers."""

    minutes: int

    def latest(self, at: datetime) -> datetime:
        seconds = self.minutes * 60
        return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)

    def __str__(self) -> str:
        return "elke minuut" if self.minutes == 1 else f"elke {self.minutes} minuten"


@dataclass(frozen=True)
class Daily:
    """Once a day by the Dutch clock. A time that spring skips comes an hour later; one that comes twice counts once."""

    time: time

    def latest(self, at: datetime) -> datetime:
        day = clock.dutch(at).date()
        slot = datetime.combine(day, self.time, tzinfo=clock.AMSTERDAM).astimezone(UTC)
        if slot > at:
            slot = datetime.combine(day - timedelta(days=1), self.time, tzinfo=clock.AMSTERDAM).astimezone(UTC)
        return slot

    def __str__(self) -> str:
        return f"elke dag om {self.time:%H.%M} uur"


@dataclass(frozen=True)
class Scheduled:
    """A function, when it starts, and whether it does so for each municipality or once for the installation."""

    function: Callable[..., object]
    when: Every | Daily
    per_municipality: bool

    @property
    def path(self) -> str:
        return path_of(self.function)

    def arguments(self, at: datetime) -> dict[str, datetime]:
        return {"at": at} if "at" in signature(self.function).parameters else {}


SCHEDULED: dict[str, Scheduled] = {}


def path_of(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def every(*, minutes: int, title: str | Promise, per_municipality: bool = True) -> Callable[[Function], Function]:
    """Start this function every so many minutes, for each municipality in its scope."""
    if minutes < 1:
        raise ValueError("the clock ticks in whole minutes")
    return _scheduled(Every(minutes), title, per_municipality)


def daily(at: str, *, title: str | Promise, per_municipality: bool = True) -> Callable[[Function], Function]:
    """Start this function once a day at this Dutch time ("06:00"), for each municipality in its scope."""
    return _scheduled(Daily(time.fromisoformat(at)), title, per_municipality)


def _scheduled(when: Every | Daily, title: str | Promise, per_municipality: bool) -> Callable[[Function], Function]:
    def enter(function: Function) -> Function:
        entry = Scheduled(function, when, per_municipality)
        SCHEDULED[entry.path] = entry
        return titled(title)(function)

    return enter


def load() -> dict[str, Scheduled]:
    """Everything that is scheduled: reads the tasks.py of each room once."""
    for app in apps.get_app_configs():
        if app.name.startswith("wijkwerk.") and find_spec(f"{app.name}.tasks"):
            import_module(f"{app.name}.tasks")
    return SCHEDULED


class Ticker:
    """Looks at the clock. Remembers which slots it saw taken, so that a look is free until there is a new slot."""

    def __init__(self, scheduled: dict[str, Scheduled] | None = None) -> None:
        self._scheduled = load() if scheduled is None else scheduled
        self._seen: dict[str, datetime] = {}

    def tick(self, at: datetime) -> int:
        """Put what is due in the queue: how many jobs."""
        added = 0
        for path, entry in self._scheduled.items():
            slot = entry.when.latest(at)
            if self._seen.get(path) != slot:
                added += _take(entry, slot, at)
                self._seen[path] = slot
        return added


@transaction.atomic
def _take(entry: Scheduled, slot: datetime, at: datetime) -> int:
    _, is_mine = ClockSlot.objects.get_or_create(task=entry.path, slot=slot)
    if not is_mine:
        return 0
    ids = tenancy.municipalities().values_list("id", flat=True) if entry.per_municipality else [None]
    jobs = [
        Job(
            task=entry.path,
            arguments={"args": [], "kwargs": {}},
            municipality_id=municipality_id,
            unique_key=f"clock:{entry.path}:{municipality_id or ''}",  # one that still waits serves this slot too
            is_kept=False,
            created_at=at,
            due_at=at,
        )
        for municipality_id in ids
    ]
    Job.objects.bulk_create(jobs, ignore_conflicts=True)
    return len(jobs)
