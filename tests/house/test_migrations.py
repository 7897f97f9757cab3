"""Migrations have names that say what they do, import none of our code, and keep data apart from schema."""

import ast
import re

from django.core.management import call_command

from tests.house import plan

OF_DATA = {"RunPython", "RunSQL"}


def migrations():
    return [path for path in plan.SOURCE.glob("*/*/migrations/*.py") if path.name != "__init__.py"]


def is_named(name: str) -> bool:
    """Not as Django names them when nobody does: `0001_initial`, `0003_alter_signal_text_and_more`."""
    well_formed = re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name)
    by_django = re.fullmatch(r"\d{4}_(initial|auto_.*|.*_and_more)", name)
    return bool(well_formed) and not by_django


def test_migrations_have_names():
    assert [str(path.relative_to(plan.SOURCE)) for path in migrations() if not is_named(path.stem)] == []


def test_a_migration_without_a_name_is_seen():
    assert [is_named(n) for n in ("0001_initial", "0002_auto_20260101_1200", "0003_alter_signal_text_and_more")] == [
        False
    ] * 3
    assert is_named("0001_signals_and_reporters")


def own_imports(source: str) -> list[str]:
    tree = ast.parse(source)
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [name for name in names if name.split(".")[0] in ("wijkwerk", "")]


def test_migrations_import_none_of_our_code():
    found = {str(path.relative_to(plan.SOURCE)): own_imports(path.read_text()) for path in migrations()}
    assert {name: imports for name, imports in found.items() if imports} == {}


def test_our_code_in_a_migration_is_seen():
    assert own_imports("import wijkwerk.domain.signals.models\nfrom wijkwerk.foundation import kit\nimport django") == [
        "wijkwerk.domain.signals.models",
        "wijkwerk.foundation",
    ]


def mixes_data_and_schema(source: str) -> bool:
    operations = {
        node.func.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "migrations"
    } - {"swappable_dependency"}
    return bool(operations & OF_DATA) and bool(operations - OF_DATA)


def test_data_is_kept_apart_from_schema():
    assert [path.name for path in migrations() if mixes_data_and_schema(path.read_text())] == []


def test_data_beside_schema_is_seen():
    assert mixes_data_and_schema("x = [migrations.AddField('a', 'b'), migrations.RunPython(fill)]")
    assert not mixes_data_and_schema("x = [migrations.RunPython(fill)]")


def added_to_its_own_tables(source: str) -> list[str]:
    """Tables that a migration makes and then adds to: SQLite makes such a table anew each time."""
    made, added = set(), []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = {each.arg: getattr(each.value, "value", "") for each in node.keywords}
            match node.func.attr:
                case "CreateModel":
                    made.add(str(words["name"]).lower())
                case "AddConstraint" | "AddIndex":
                    added.append(str(words["model_name"]).lower())
    return sorted(made.intersection(added))


def test_a_migration_makes_its_tables_whole():
    """`python -m tools.fold_migration <path>` mends it."""
    found = {path.name: added_to_its_own_tables(path.read_text()) for path in migrations()}
    assert {name: tables for name, tables in found.items() if tables} == {}


def test_a_table_that_is_added_to_at_once_is_seen():
    source = "x = [migrations.CreateModel(name='A'), migrations.AddConstraint(model_name='a', constraint=1)]"
    assert added_to_its_own_tables(source) == ["a"]
    assert added_to_its_own_tables("x = [migrations.AddIndex(model_name='a', index=1)]") == []


def test_the_models_and_the_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
