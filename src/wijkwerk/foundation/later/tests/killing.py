"""A program for test_killing.py: workers on the database of the test, killed without warning at random.

Usage: python -m wijkwerk.foundation.later.tests.killing SECONDS SEED
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


def start_worker() -> int:
    child = os.fork()
    if child:
        return child
    from wijkwerk.foundation.later.models import Job  # app ready
    from wijkwerk.foundation.later.worker import Worker

    worker = Worker(name=f"victim {os.getpid()}", lease=LEASE, with_clock=False)
    worker._limit = 16
    if len(sys.argv) > 1 and os.environ.get("LAST"):
        while Job.objects.filter(due_at__isnull=False).exists():
            worker.run_waiting()
            time.sleep(0.05)
    else:
        worker.run()
    os._exit(0)


def main(seconds: float, seed: int) -> None:
    django.setup()
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    workers = [start_worker() for _ in range(AT_ONCE)]
    kills = 0
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.01, 0.25))
        victim = workers.pop(0)
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        kills += 1
        workers.append(start_worker())
    for victim in workers:
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        kills += 1
    os.environ["LAST"] = "1"
    _, status = os.waitpid(start_worker(), 0)
    Path(os.environ["KILLING_FOLDER"], "kills").write_text(str(kills))
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
