"""Requests to the server as `wijkwerk serve` starts it, and to the same server with the floor in it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tools import machine

from bench import processes
from bench.places import Example
from wijkwerk.config import supervisor

THREADS = 2  # that ask at the same time
WARM_UP = 10  # requests for each second that is measured, before the clock starts; at most 40
MOST = 20_000  # requests in one measure
STARTS_WITHIN = 60.0
SETTLES_WITHIN = 90.0
QUIET = 0.05  # part of a core that an idle program may use
PAGES = ("list", "list-deep", "list-words", "signal", "public", "search", "api", "report")


@dataclass(frozen=True)
class Asked:
    """How a number of requests went. CPU in seconds a request."""

    count: int
    per_second: float
    p50: float
    p95: float
    p99: float
    web: float
    worker: float
    database: float
    bytes: float
    wrong: dict[str, int]


@dataclass(frozen=True)
class Server:
    """A running server: its processes, by what they are for."""

    process: subprocess.Popen[bytes]
    port: int
    postmaster: int | None

    def groups(self) -> dict[str, list[int]]:
        pids = processes.tree(self.process.pid)
        worker = [pid for pid in pids if processes.command_of(pid).endswith(" work")]
        workers = [child for pid in worker for child in processes.tree(pid)]
        database = processes.tree(self.postmaster) if self.postmaster else []
        return {"web": [pid for pid in pids if pid not in workers], "worker": workers, "database": database}

    def cpu(self) -> dict[str, float]:
        return {name: processes.cpu(pids) for name, pids in self.groups().items()}

    def memory(self) -> dict[str, float]:
        return {name: processes.memory(pids) for name, pids in self.groups().items()}

    def ask(self, requests: list[dict[str, Any]], headers: dict[str, str], *, seconds: float, expects: str = "200",
            most: int = MOST) -> Asked:  # fmt: skip
        """Send these requests in turn, from a process of their own."""
        asked = {"port": self.port, "requests": requests, "headers": headers, "threads": THREADS}
        _client(asked | {"seconds": 10.0, "most": max(2, min(4 * WARM_UP, int(seconds * WARM_UP)))})
        before = self.cpu()
        went = _client(asked | {"seconds": seconds, "most": most})
        used = {name: after - before[name] for name, after in self.cpu().items()}
        count = max(1, went["count"])
        return Asked(
            went["count"], went["count"] / went["elapsed"], went["p50"], went["p95"], went["p99"],
            used["web"] / count, used["worker"] / count, used["database"] / count, went["bytes"] / count,
            {answer: number for answer, number in went["answers"].items() if answer != expects},
        )  # fmt: skip

    def settle(self) -> float:
        """Wait until nothing is done that nobody asked for; how many seconds that took."""
        began = time.monotonic()
        while time.monotonic() - began < SETTLES_WITHIN:
            before = sum(self.cpu().values())
            time.sleep(1.5)
            if sum(self.cpu().values()) - before < QUIET * 1.5:
                break
        return time.monotonic() - began


def _client(asked: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.client"], input=json.dumps(asked).encode(), stdout=subprocess.PIPE,
        cwd=machine.ROOT, check=True,
    )  # fmt: skip
    went: dict[str, Any] = json.loads(done.stdout)
    return went


@contextmanager
def program(example: Example) -> Iterator[Server]:
    """The whole program: web server and worker."""
    with _running(example, [sys.executable, "-m", "wijkwerk.config.command", "serve"]) as server:
        yield server


@contextmanager
def floor(example: Example) -> Iterator[Server]:
    """The same web server, with the floor in it."""
    given = {"PORT": "{port}", "DATABASE_URL": example.url, "WEB_WORKERS": os.environ.get("WEB_WORKERS", "")}
    command = [
        "bench.floor:application" if word == "wijkwerk.config.wsgi:application" else word
        for word in supervisor.web(given)
    ]
    with _running(example, command) as server:
        yield server


@contextmanager
def _running(example: Example, command: list[str]) -> Iterator[Server]:
    port = _free_port()
    log = (example.folder / "server.log").open("w")
    process = subprocess.Popen(
        [word.replace("{port}", str(port)) for word in command], cwd=machine.ROOT, start_new_session=True,
        env=example.environment(PORT=str(port), HOST="127.0.0.1"), stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _wait(port, process, example)
        yield Server(process, port, example.postmaster)
    finally:
        known = processes.tree(process.pid)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pid in known:  # what we started and did not end with it
            if "wijkwerk" in processes.command_of(pid) or "bench.floor" in processes.command_of(pid):
                os.kill(pid, signal.SIGKILL)
        log.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes], example: Example) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    told = (example.folder / "server.log").read_text()[-2000:]
    raise SystemExit(f"The server of {example.name} does not answer:\n{told}")


def measure(example: Example, *, seconds: float, only: set[str]) -> dict[str, Any]:
    """Every page, the floor of each, and what the processes take of the memory afterwards."""
    plan = json.loads((example.folder / "plan.json").read_text())
    wanted = [name for name in PAGES if name in plan and (not only or name in only or name.split("-")[0] in only)]
    found: dict[str, Any] = {"pages": {}, "floors": {}}
    if not wanted and only and not {"empty", "memory"} & only:
        return found
    with program(example) as server:
        found["settled"] = server.settle()
        for name in wanted:
            page = plan[name]
            options = {key: page[key] for key in ("expects", "most") if key in page}
            found["pages"][name] = server.ask(page["requests"], page["headers"], seconds=seconds, **options)
        found["memory"] = server.memory()
    with floor(example) as server:
        for name, headers in {"bare": {}, "empty": plan["list"]["headers"]}.items():
            found["floors"][name] = server.ask([{"path": f"/{name}/"}], headers, seconds=seconds / 2)
        for name in (name for name in wanted if "floor" in plan[name]):
            requests = [{"path": f"/rows/{name}/{n}"} for n in range(len(plan[name]["floor"]))]
            found["floors"][name] = server.ask(requests, {}, seconds=seconds / 2, most=plan[name].get("most", MOST))
    return found
