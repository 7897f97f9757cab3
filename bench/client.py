"""Who asks: a process of its own that sends the same few requests over and over, and says how long each took.

Reads from standard input what to do (JSON), writes to standard output how it went (JSON). Only asks 127.0.0.1, and
stops after so many seconds or requests, whichever comes first.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import sys
import threading
import time
from collections import Counter
from typing import Any

LETTERS = "bdfghklmnprstvz"


class Lot:
    """What all threads share: whose turn it is, how much is left, what was measured."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.asked = asked
        self.turn = itertools.count()
        self.ends = time.perf_counter() + asked["seconds"]
        self.times: list[float] = []
        self.answers: Counter[str] = Counter()
        self.bytes = 0
        self.lock = threading.Lock()

    def work(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.asked["port"], timeout=30)
        requests = self.asked["requests"]
        while (number := next(self.turn)) < self.asked["most"] and time.perf_counter() < self.ends:
            request = requests[number % len(requests)]
            body = request.get("body", "").replace("{words}", _words()) or None
            began = time.perf_counter()
            try:
                connection.request(request.get("method", "GET"), request["path"], body, self.asked["headers"])
                response = connection.getresponse()
                size = len(response.read())
                answer = str(response.status)
            except (OSError, http.client.HTTPException) as trouble:
                connection.close()
                size, answer = 0, type(trouble).__name__
            took = time.perf_counter() - began
            with self.lock:
                self.times.append(took)
                self.answers[answer] += 1
                self.bytes += size
        connection.close()


def _words() -> str:
    """Words that nobody wrote before, so that no two reports look alike."""
    return "+".join("".join(random.choices(LETTERS, k=9)) for _ in range(12))


def main() -> None:
    lot = Lot(json.load(sys.stdin))
    threads = [threading.Thread(target=lot.work) for _ in range(lot.asked["threads"])]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    times = sorted(lot.times) or [0.0]
    at = {name: times[min(len(times) - 1, int(len(times) * part))] for name, part in PARTS.items()}
    done = {"count": len(lot.times), "elapsed": elapsed, "answers": dict(lot.answers), "bytes": lot.bytes} | at
    json.dump(done, sys.stdout)


PARTS = {"p50": 0.50, "p95": 0.95, "p99": 0.99}

if __name__ == "__main__":
    main()
