"""Municipalities to run jobs in, and jobs."""

from datetime import UTC, datetime, timedelta

from wijkwerk.foundation.later import queue
from wijkwerk.foundation.later.worker import Worker
from wijkwerk.foundation.tenancy.models import Municipality

NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)  # noon in the Netherlands
LEASE = timedelta(seconds=60)


def make_municipality(code="GM0037", name="Stadskanaal"):
    return Municipality.objects.create(code=code, name=name, slug=name.lower())


def make_job(task="wijkwerk.foundation.later.tests.jobs.note", *, args=("a",), at=NOON, **changes):
    return queue.add(task, args=args, at=at, **changes)


def claim(worker="one", *, limit=10, at=NOON, lease=LEASE):
    return queue.claim(worker, queues=["default"], limit=limit, lease=lease, at=at)


def make_worker(**changes):
    return Worker(**({"name": "tester", "with_clock": False} | changes))
