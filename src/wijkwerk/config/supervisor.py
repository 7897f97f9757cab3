"""The web server and the worker, run as one program: started, kept alive and stopped together.

Imports nothing of the program itself, so that the process that only waits stays small. `wijkwerk serve` becomes this.
On one machine that is enough; who runs several starts `granian` and `wijkwerk work` apart, by their own means.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType

STOPS_WITHIN = 15.0  # seconds that a program has to end what it is doing
RESTARTS_AFTER = 1.0  # seconds
WAKES_EVERY = 0.2  # seconds
MOST_MEMORY = 400  # MiB of one web process; above it, it is replaced by a fresh one
# The system's memory in one piece, and given back: threads that wait for each other anyhow need none of their own.
LEAN = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072", "OPENBLAS_NUM_THREADS": "1"}
PARENT_DIED = 1  # PR_SET_PDEATHSIG of Linux


@dataclass
class Program:
    """One command that is kept running."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts_at: float = 0.0

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches only us, and we pass it on once.
        self.process = subprocess.Popen(
            self.command, start_new_session=True, preexec_fn=_end_with_parent, env=LEAN | os.environ
        )

    def send(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


def web(environment: Mapping[str, str]) -> list[str]:
    """The web server. Four threads a worker: with one, a slow page would stall the others.

    On the embedded database one process is enough, and half of the memory.
    """
    is_embedded = (environment.get("DATABASE_URL") or "sqlite").startswith("sqlite")
    workers = environment.get("WEB_WORKERS") or str(1 if is_embedded else min(os.cpu_count() or 1, 4))
    # fmt: off
    return [
        sys.executable, "-m", "granian", "wijkwerk.config.wsgi:application", "--interface", "wsgi",
        "--host", environment.get("HOST") or "127.0.0.1", "--port", environment.get("PORT") or "8000",
        "--workers", workers, "--blocking-threads", "4", "--no-ws",
        "--respawn-failed-workers", "--workers-max-rss", str(MOST_MEMORY), "--workers-kill-timeout", "10",
        "--log-level", "warning",
    ]
    # fmt: on


def worker() -> list[str]:
    return [sys.executable, "-m", "wijkwerk.config.command", "work"]


def supervise(programs: list[Program]) -> int:
    """Keep the programs running until a signal comes; gives the code to exit with.

    One that ends by itself is started again. One that ends at once, twice in a row, ends everything: a port that is
    taken or a database that is gone is better seen than tried for ever.
    """
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, ask)
    failures = {id(program): 0 for program in programs}
    code = 0
    while not code and not {signal.SIGTERM, signal.SIGINT} & set(asked):
        while signal.SIGHUP in asked:
            asked.remove(signal.SIGHUP)
            for program in programs:
                program.send(signal.SIGHUP)
        now = time.monotonic()
        for program in programs:
            if program.process is None and now >= program.starts_at:
                program.start()
                program.starts_at = now
            elif program.process is not None and (ended := program.process.poll()) is not None:
                quickly = now - program.starts_at < 3 * RESTARTS_AFTER
                failures[id(program)] = failures[id(program)] + 1 if quickly and ended else 0
                program.process, program.starts_at = None, now + RESTARTS_AFTER
                if failures[id(program)] >= 2:
                    print(f"{' '.join(program.command)} ended with {ended}", file=sys.stderr, flush=True)  # noqa: T201
                    code = 1
        time.sleep(WAKES_EVERY)
    _stop(programs)
    return code


def _stop(programs: list[Program]) -> None:
    for program in programs:
        program.send(signal.SIGTERM)
    end = time.monotonic() + STOPS_WITHIN
    for program in programs:
        if program.process is None:
            continue
        try:
            program.process.wait(timeout=max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.process.kill()
            program.process.wait()


def _end_with_parent() -> None:
    """If we are killed without warning, the programs end too (on Linux; elsewhere they stay behind)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(supervise([Program(web(os.environ)), Program(worker())]))
