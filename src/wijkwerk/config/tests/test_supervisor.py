import os
import signal
import subprocess
import sys
import time

import pytest

from wijkwerk.config import supervisor

WAITS = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(pathlib.Path(sys.argv[1] + ".ended").write_text("well") and 0))
with open(sys.argv[1], "a") as marks:
    marks.write(f"{__import__('os').getpid()}\\n")
time.sleep(60)
"""
SUPERVISES = """
import sys
from wijkwerk.config import supervisor
supervisor.RESTARTS_AFTER = 0.1
programs = [supervisor.Program([sys.executable, "-c", sys.argv[1], mark]) for mark in sys.argv[2:]]
sys.exit(supervisor.supervise(programs))
"""


@pytest.fixture
def supervise():
    started = []

    def start(code, *marks):
        command = [sys.executable, "-c", SUPERVISES, code, *map(str, marks)]
        started.append(subprocess.Popen(command, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def starts(mark):
    return [int(line) for line in mark.read_text().split()] if mark.exists() else []


def wait_until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both_programs_and_then_the_supervisor(supervise, tmp_path, number):
    web, worker = tmp_path / "web", tmp_path / "worker"
    process = supervise(WAITS, web, worker)
    wait_until(lambda: starts(web) and starts(worker))
    process.send_signal(number)
    assert process.wait(timeout=10) == 0
    assert [(tmp_path / f"{name}.ended").read_text() for name in ("web", "worker")] == ["well", "well"]


def test_a_program_that_is_killed_is_started_again(supervise, tmp_path):
    worker = tmp_path / "worker"
    supervise(WAITS, worker)
    wait_until(lambda: starts(worker))
    os.kill(starts(worker)[0], signal.SIGKILL)
    wait_until(lambda: len(starts(worker)) == 2)


def test_programs_do_not_outlive_a_supervisor_that_is_killed(supervise, tmp_path):
    worker = tmp_path / "worker"
    process = supervise(WAITS, worker)
    wait_until(lambda: starts(worker))
    process.kill()
    wait_until((tmp_path / "worker.ended").exists)


def test_a_program_that_cannot_start_ends_everything_and_says_which(supervise, tmp_path):
    process = supervise("raise SystemExit(3)", tmp_path / "worker")
    assert process.wait(timeout=10) == 1
    assert "ended with 3" in process.stderr.read()


def test_the_environment_says_where_and_with_how_many_the_web_server_runs():
    command = supervisor.web({"HOST": "0.0.0.0", "PORT": "9000", "WEB_WORKERS": "3"})
    given = {name: command[command.index(name) + 1] for name in ("--host", "--port", "--workers", "--blocking-threads")}
    assert given == {"--host": "0.0.0.0", "--port": "9000", "--workers": "3", "--blocking-threads": "4"}
    assert "--respawn-failed-workers" in command


@pytest.mark.parametrize(
    ("environment", "workers"),
    [
        ({}, "1"),
        ({"DATABASE_URL": "sqlite:////srv/wijkwerk.sqlite3"}, "1"),
        ({"DATABASE_URL": "postgresql://wijkwerk@db/wijkwerk"}, "3"),
        ({"WEB_WORKERS": "2"}, "2"),
    ],
)
def test_the_embedded_database_gets_one_web_process_unless_more_are_asked_for(monkeypatch, environment, workers):
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    command = supervisor.web(environment)
    assert command[command.index("--workers") + 1] == workers
