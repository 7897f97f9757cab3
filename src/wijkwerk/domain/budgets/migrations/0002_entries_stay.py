"""What is booked stays as it is: the database refuses to change or remove an entry, in each engine's own way.

On SQLite triggers fall away when a later migration makes the table anew; that one must then run these statements again (a
test of the models would notice).
"""

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER entry_stays_{deed.lower()} BEFORE {deed} ON budgets_entry BEGIN
        SELECT RAISE(ABORT, 'what_is_booked_stays');
    END
    """
    for deed in ("UPDATE", "DELETE")
]
SQLITE_BACK = ["DROP TRIGGER entry_stays_update", "DROP TRIGGER entry_stays_delete"]
POSTGRESQL = [
    """
    CREATE FUNCTION budgets_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what_is_booked_stays' USING ERRCODE = 'check_violation';
    END $$
    """,
    (
        "CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON budgets_entry "
        "FOR EACH ROW EXECUTE FUNCTION budgets_entry_stays()"
    ),
]
POSTGRESQL_BACK = ["DROP TRIGGER entry_stays ON budgets_entry", "DROP FUNCTION budgets_entry_stays()"]


def forwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def backwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.get(schema_editor.connection.vendor, []):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_the_budgets")]
    operations = [migrations.RunPython(forwards, backwards)]
