"""What can be asked about later work."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet

from wijkwerk.foundation.later import schedule
from wijkwerk.foundation.later.models import ClockSlot, Job
from wijkwerk.foundation.tenancy import scope


class ClockTask(NamedTuple):
    """A task of the clock: its name, when it starts, and when it last did."""

    path: str
    when: str
    last_at: datetime | None


def job(job_id: int) -> Job:
    return jobs().get(pk=job_id)


def jobs() -> QuerySet[Job]:
    """The jobs of this municipality and those of the whole installation, newest first."""
    return Job.objects.filter(Q(municipality=scope.current()) | Q(municipality=None)).order_by("-id")


def clock_tasks() -> list[ClockTask]:
    """Everything that the clock starts, by name."""
    last = dict(ClockSlot.objects.values_list("task").annotate(Max("slot")))
    return [ClockTask(path, str(entry.when), last.get(path)) for path, entry in sorted(schedule.load().items())]
