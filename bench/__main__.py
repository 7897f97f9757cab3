"""`make bench`: fills what is not there yet, measures one example after the other, prints what was found."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from datetime import date

from tools import machine

from bench import pages, table
from bench.places import DATABASES, SIZES, Example, example, server

ONLY = (
    "list",
    "signal",
    "public",
    "report",
    "search",
    "api",
    "empty",
    "table",
    "near",
    "areas",
    "import",
    "jobs",
    "workshop",
    "plans",
    "budgets",
    "votes",
    "memory",
)
INSIDE = {"search", "table", "near", "areas", "import", "jobs", "workshop", "plans", "budgets", "votes"}


def main() -> None:
    asked = _arguments()
    databases = list(DATABASES) if asked.database == "both" else [asked.database]
    if "postgresql" in databases and machine.postgresql() is None:
        print(f"Left out: PostgreSQL; {machine.NO_POSTGRESQL}")
        databases.remove("postgresql")
    results = []
    for database in databases:
        with server(database, to_fill=True) as url:
            for size in asked.size:
                example(database, size, url).run("fill", size)
        if asked.fill:
            continue
        with server(database, to_fill=False) as url:
            for size in asked.size:
                results.append(_measured(example(database, size, url), asked))
                table.show(results[-1])
    table.show_growth(results)
    if results:
        print(f"\n{date.today():%d-%m-%Y}, {os.cpu_count()} cores, {pages.THREADS} askers at the same time.")


def _measured(one: Example, asked: Namespace) -> table.Result:
    only = set(asked.only)
    made = json.loads((one.folder / "made.json").read_text())
    one.run("plan")
    inside = {}
    if not only or only & INSIDE:
        words = [one.size, str(asked.seconds / 2), str(one.postmaster or 0), *only]
        inside = json.loads(one.run("inside", *words).strip().splitlines()[-1])
    found = pages.measure(one, seconds=asked.seconds, only=only)
    return table.result_of(one.database, one.size, made["count"], found, inside)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--size", nargs="+", choices=SIZES, default=["small", "large"], help="small and large")
    parser.add_argument("--database", choices=[*DATABASES, "both"], default="both")
    parser.add_argument("--only", nargs="+", choices=ONLY, default=[], metavar="NAME", help=", ".join(ONLY))
    parser.add_argument("--seconds", type=float, default=4.0, help="of each page; 4 when not said")
    parser.add_argument("--fill", action="store_true", help="only fill the examples")
    return parser.parse_args()


if __name__ == "__main__":
    main()
