"""No item is promised to two people at one moment: the last line, in each engine's own way.

PostgreSQL has an exclusion constraint for it. SQLite has none, so triggers do it; they fall away when a later migration
makes the table anew, which must then run these statements again (a test of the models would notice).
"""

from django.db import migrations

OVERLAPS = """
    SELECT RAISE(ABORT, 'a_tool_is_promised_once')
    FROM workshop_promise AS other
    WHERE NEW.stands AND other.stands AND other.tool_id = NEW.tool_id AND other.id IS NOT NEW.id
      AND other.from_at < NEW.until_at AND NEW.from_at < other.until_at
    LIMIT 1;
"""
SQLITE = [
    f"CREATE TRIGGER a_tool_is_promised_once BEFORE INSERT ON workshop_promise BEGIN {OVERLAPS} END",
    (
        "CREATE TRIGGER a_tool_stays_promised_once BEFORE UPDATE OF tool_id, from_at, until_at, stands "
        f"ON workshop_promise BEGIN {OVERLAPS} END"
    ),
]
SQLITE_BACK = ["DROP TRIGGER a_tool_stays_promised_once", "DROP TRIGGER a_tool_is_promised_once"]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    (
        "ALTER TABLE workshop_promise ADD CONSTRAINT a_tool_is_promised_once "
        "EXCLUDE USING gist (tool_id WITH =, tstzrange(from_at, until_at, '[)') WITH &&) WHERE (stands)"
    ),
]
POSTGRESQL_BACK = ["ALTER TABLE workshop_promise DROP CONSTRAINT a_tool_is_promised_once"]


def forwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def backwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.get(schema_editor.connection.vendor, []):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("workshop", "0001_the_workshop")]
    operations = [migrations.RunPython(forwards, backwards)]
