"""The stair: a room imports only what is below it, inside each room too, and foreign keys point down."""

import ast
from pathlib import Path

from importlinter import configuration
from importlinter.application import use_cases

from tests.house import plan

REASONS = ("slow import", "app ready")


def test_the_import_contracts_hold(capsys):
    configuration.configure()
    kept = use_cases.lint_imports(config_filename=str(plan.ROOT / "pyproject.toml"), cache_dir=None, no_logo=True)
    assert kept, capsys.readouterr().out


def test_every_room_keeps_the_order_inside():
    assert sorted(plan.contract("The order inside every room")["containers"]) == [
        room for room in plan.rooms() if room != "wijkwerk.foundation.kit"
    ]


def test_every_room_has_its_step():
    assert sorted(plan.steps()) == sorted([*plan.rooms(), *plan.DOORS])


def test_foreign_keys_point_down():
    steps = plan.steps()
    upward = [
        f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}"
        for model in plan.own_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model in plan.own_models()
        if not may_point(plan.room_of(model), plan.room_of(field.related_model), steps)
    ]
    assert upward == []


def may_point(room: str, other: str, steps: dict[str, int]) -> bool:
    return room == other or steps[other] < steps[room]


def test_a_key_that_points_up_or_sideways_is_seen():
    steps = plan.steps()
    assert not may_point("wijkwerk.domain.areas", "wijkwerk.domain.signals", steps)
    assert not may_point("wijkwerk.foundation.files", "wijkwerk.foundation.outbox", steps)
    assert may_point("wijkwerk.domain.signals", "wijkwerk.domain.areas", steps)
    assert may_point("wijkwerk.domain.areas", "wijkwerk.foundation.files", steps)


def test_an_import_inside_a_function_says_why():
    unexplained = [
        f"{path.relative_to(plan.ROOT)}:{line}"
        for path in plan.python_files()
        for line in unexplained_imports(path.read_text())
    ]
    assert unexplained == []


def unexplained_imports(source: str) -> list[int]:
    lines = source.splitlines()
    inside = {
        node.lineno
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return sorted(number for number in inside if not any(reason in lines[number - 1] for reason in REASONS))


def test_an_unexplained_import_is_seen():
    assert unexplained_imports("def f():\n    import os\n    import sys  # slow import\n") == [2]
    assert unexplained_imports("import os\n") == []


def test_nothing_is_a_drawer_for_leftovers():
    drawers = {"utils", "helpers", "common", "misc", "managers", "services"}
    assert [path for path in plan.SOURCE.rglob("*") if Path(path.name).stem in drawers] == []


def test_every_room_says_what_it_is_for():
    silent = []
    for room in plan.rooms():
        path = plan.ROOT / "src" / Path(*room.split(".")) / "__init__.py"
        if not ast.get_docstring(ast.parse(path.read_text())):
            silent.append(room)
    assert silent == []
