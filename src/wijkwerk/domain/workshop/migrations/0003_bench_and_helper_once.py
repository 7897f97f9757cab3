"""No bench and no helper is with two people at one moment: the last line, in each engine's own way.

As with promises (`0002_never_twice`): PostgreSQL excludes, SQLite has triggers, which fall away when a later migration
makes the table anew; that one must then run these statements again.
"""

from django.db import migrations

ONE_AT_A_TIME = {"bench_id": "a_bench_is_with_one_person", "helper_id": "a_helper_is_with_one_person"}


def trigger(name, when, column, message):
    return f"""
        CREATE TRIGGER {name} BEFORE {when} ON workshop_benchbooking BEGIN
            SELECT RAISE(ABORT, '{message}')
            FROM workshop_benchbooking AS other
            WHERE NEW.state <> 'cancelled' AND other.state <> 'cancelled'
              AND other.{column} = NEW.{column} AND other.id IS NOT NEW.id
              AND other.from_at < NEW.until_at AND NEW.from_at < other.until_at
            LIMIT 1;
        END"""


def exclusion(column, name):
    return (
        f"ALTER TABLE workshop_benchbooking ADD CONSTRAINT {name} EXCLUDE USING gist "
        f"({column} WITH =, tstzrange(from_at, until_at, '[)') WITH &&) WHERE (state <> 'cancelled')"
    )


SQLITE = [
    statement
    for column, name in ONE_AT_A_TIME.items()
    for statement in (
        trigger(name, "INSERT", column, name),
        trigger(f"{name}_still", f"UPDATE OF {column}, from_at, until_at, state", column, name),
    )
]
SQLITE_BACK = [f"DROP TRIGGER {name}{still}" for name in ONE_AT_A_TIME.values() for still in ("", "_still")]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    *(exclusion(column, name) for column, name in ONE_AT_A_TIME.items()),
]
POSTGRESQL_BACK = [f"ALTER TABLE workshop_benchbooking DROP CONSTRAINT {name}" for name in ONE_AT_A_TIME.values()]


def forwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def backwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.get(schema_editor.connection.vendor, []):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("workshop", "0002_never_twice")]
    operations = [migrations.RunPython(forwards, backwards)]
