"""A program for test_killing.py: workers on the database of the test, killed without warning while they work.

Usage: python -m wijkwerk.foundation.later.tests.killing KILLS SEED
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

AT_ONCE = 2
LEASE = timedelta(seconds=0.6)


def start_worker(*, until_all_is_done: bool = False) -> int:
    child = os.fork()
    if child:
        return child
    from wijkwerk.foundation.later.models import Job  # app ready
    from wijkwerk.foundation.later.worker import Worker  # app ready

    worker = Worker(name=f"victim {os.getpid()}", lease=LEASE, with_clock=False)
    worker._limit = 16
    if until_all_is_done:
        while Job.objects.filter(due_at__isnull=False).exists():
            worker.run_waiting()
            time.sleep(0.05)
    else:
        worker.run()
    os._exit(0)


def kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def main(kills: int, seed: int) -> None:
    django.setup()
    chance = random.Random(seed)
    marks = Path(os.environ["KILLING_FOLDER"])
    workers = [start_worker() for _ in range(AT_ONCE)]
    for _ in range(kills):
        before, end = len(os.listdir(marks)), time.monotonic() + 2
        while len(os.listdir(marks)) <= before and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.06))
        kill(workers.pop(0))
        workers.append(start_worker())
    for worker in workers:
        kill(worker)
    _, status = os.waitpid(start_worker(until_all_is_done=True), 0)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
