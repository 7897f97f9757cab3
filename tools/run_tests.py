"""Runs every test on SQLite and on PostgreSQL, and says by name what it left out.

A DATABASE_URL that is given is the only database. With CI set, nothing may be left out. Words are handed to pytest.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from tools import machine
from tools.postgres import private_server

Counts = dict[str, int]


def run_pytest(database: str, url: str, words: list[str]) -> tuple[int, Counts]:
    print(f"\n── On {database} ".ljust(100, "─"), flush=True)
    environment = os.environ | {"DATABASE_URL": url}
    with tempfile.TemporaryDirectory(prefix="wijkwerk-tests-") as folder:
        report = Path(folder) / "report.xml"
        processes = str(min(os.cpu_count() or 1, 8))
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            processes,
            "--dist=worksteal",
            "--durations=15",
            f"--junit-xml={report}",
            *words,
        ]
        code = subprocess.run(command, cwd=machine.ROOT, env=environment).returncode
        return code, counted(report) if report.exists() else {}


def counted(report: Path) -> Counts:
    totals: Counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        for name in totals:
            totals[name] += int(suite.get(name, 0))
    return totals


def left_out(on_every_database: bool) -> list[str]:
    lacking = []
    if on_every_database and not machine.postgresql():
        lacking.append(f"every test on PostgreSQL: {machine.NO_POSTGRESQL}")
    if not machine.chromium():
        lacking.append(f"the tests marked `browser`: {machine.NO_CHROMIUM}")
    return lacking


def main(words: list[str]) -> int:
    given = os.environ.get("DATABASE_URL", "")
    lacking = left_out(on_every_database=not given)
    if lacking and machine.nothing_may_be_left_out():
        print("CI is set, so nothing may be left out, but this machine cannot run:", *lacking, sep="\n  ")
        return 1
    if not machine.country():
        lacking.append(f"the tests marked `country`: {machine.NO_COUNTRY}")

    if given:
        done = {"the database that DATABASE_URL names": run_pytest("the database of DATABASE_URL", given, words)}
    else:
        done = {"SQLite": run_pytest("SQLite", "", words)}
        if programs := machine.postgresql():
            with private_server(programs) as url:
                done["PostgreSQL"] = run_pytest("PostgreSQL", url, words)

    print("\n── Together ".ljust(100, "─"))
    for line in lacking:
        print(f"Left out: {line}")
    for database, (code, counts) in done.items():
        print(
            f"{database}: {in_words(counts)}" if counts else f"{database}: pytest ended with {code}, counting nothing"
        )
    print(in_words({name: sum(counts.get(name, 0) for _, counts in done.values()) for name in NAMES}))
    return next((code for code, _ in done.values() if code), 0)


NAMES = ("tests", "failures", "errors", "skipped")


def in_words(counts: Counts) -> str:
    failed = counts["failures"] + counts["errors"]
    return f"{counts['tests'] - failed - counts['skipped']} passed, {failed} failed, {counts['skipped']} skipped"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    sys.exit(main(sys.argv[1:]))
