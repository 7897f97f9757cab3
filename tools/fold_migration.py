"""Folds what a migration adds to the tables that it makes itself into the making of them.

    python -m tools.fold_migration src/wijkwerk/domain/workshop/migrations/0001_the_workshop.py

Django writes a table first and each constraint and index after it. SQLite then makes the table anew for every
constraint: seventy seconds for a room of sixty tables instead of four. The models stay as they were; only the way
there is shorter. A test of the house says when a migration needs this.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter

Late = tuple[str, Operation]


def fold(operations: list[Operation], label: str) -> list[Operation]:
    """The same tables, made whole and in such an order that what they point at is there; the rest as it was."""
    made = {each.name_lower: each for each in operations if isinstance(each, migrations.CreateModel)}
    rest = [each for each in operations if not isinstance(each, migrations.CreateModel) and not _fold_in(each, made)]
    whole, late = _in_order(made, label)
    return [*whole, *late, *rest]


def _fold_in(operation: Operation, made: dict[str, Any]) -> bool:
    table = made.get(getattr(operation, "model_name", "").lower())
    if table is None:
        return False
    match operation:
        case migrations.AddField():
            table.fields.append((operation.name, operation.field))
        case migrations.AddConstraint():
            table.options.setdefault("constraints", []).append(operation.constraint)
        case migrations.AddIndex():
            table.options.setdefault("indexes", []).append(operation.index)
        case _:
            return False
    return True


def _in_order(made: dict[str, Any], label: str) -> tuple[list[Operation], list[Operation]]:
    whole: list[Operation] = []
    late: list[Operation] = []
    there: set[str] = set()
    waiting = dict(made)
    while waiting:
        ready = [name for name, table in waiting.items() if not _missing(table, label, there | {name})]
        if not ready:  # two tables point at each other: one of the pointers comes afterwards
            name = min(waiting, key=lambda each: _cost(each, waiting, label, there))
            late += _take_out(name, waiting[name], _missing(waiting[name], label, there | {name}))
        for name in ready:
            whole.append(waiting.pop(name))
            there.add(name)
    return whole, late


def _cost(name: str, waiting: dict[str, Any], label: str, there: set[str]) -> tuple[int, int, int]:
    """What it takes to make this table before what it points at; the one that most others wait for is the cheapest."""
    table = waiting[name]
    missing = _missing(table, label, there | {name})
    named = [each for option in ("constraints", "indexes") for each in table.options.get(option, [])]
    late = sum(any(field in repr(each) for field in missing) for each in named)
    wait_for_it = {name}
    while more := {
        each
        for each, other in waiting.items()
        if each not in wait_for_it and any(_targets(field, label) & wait_for_it for _name, field in other.fields)
    }:
        wait_for_it |= more
    return _columns(table, missing), late, -len(wait_for_it)


def _missing(table: Any, label: str, there: set[str]) -> set[str]:
    """Names of the fields that point at a table of this room that is not there yet."""
    return {name for name, field in table.fields if _targets(field, label) - there}


def _targets(field: Any, label: str) -> set[str]:
    remote = getattr(field, "remote_field", None)
    named = [getattr(remote, part, None) for part in ("model", "through")]
    parts = [name.lower().split(".") for name in named if isinstance(name, str) and name != "self"]
    return {part[-1] for part in parts if len(part) == 1 or part[0] == label}


def _columns(table: Any, fields: set[str]) -> int:
    """How many of the fields are columns of the table; a relation through another table is none."""
    return sum(not field.many_to_many for name, field in table.fields if name in fields)


def _take_out(name: str, table: Any, fields: set[str]) -> list[Operation]:
    out: list[Operation] = [migrations.AddField(name, each, field) for each, field in table.fields if each in fields]
    table.fields[:] = [(each, field) for each, field in table.fields if each not in fields]
    for option, add in (("constraints", migrations.AddConstraint), ("indexes", migrations.AddIndex)):
        kept = table.options.get(option, [])
        named = [each for each in kept if any(field in repr(each) for field in fields)]
        table.options[option] = [each for each in kept if each not in named]
        out += [add(name, each) for each in named]
    return out


def main(path: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.config.settings")
    django.setup()
    label = path.parent.parent.name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    migration = module.Migration(path.stem, label)
    migration.operations = fold(list(migration.operations), label)
    path.write_text(MigrationWriter(migration, include_header=False).as_string(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
