"""Who advised and who decides are two by a constraint; that who pays is a third stands in two tables: triggers see to it.

On SQLite triggers fall away when a later migration makes the table anew; that one must then run these statements again (a
test of the models would notice).
"""

from django.db import migrations

SAME = """
    SELECT 1 FROM budgets_grant
    JOIN budgets_decision ON budgets_decision.id = budgets_grant.decision_id
    WHERE budgets_grant.id = NEW.grant_id
      AND NEW.prepared_by_id IN (budgets_decision.decided_by_id, budgets_decision.advised_by_id)
"""
EVENTS = {"payer_is_a_third": "INSERT", "payer_stays_a_third": "UPDATE OF prepared_by_id, grant_id"}
SQLITE = [
    f"""
    CREATE TRIGGER {name} BEFORE {event} ON budgets_payment
    WHEN EXISTS ({SAME}) BEGIN
        SELECT RAISE(ABORT, 'who_advised_or_decided_does_not_pay');
    END
    """
    for name, event in EVENTS.items()
]
SQLITE_BACK = [f"DROP TRIGGER {name}" for name in EVENTS]
POSTGRESQL = [
    f"""
    CREATE FUNCTION budgets_payer_is_a_third() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS ({SAME}) THEN
            RAISE EXCEPTION 'who_advised_or_decided_does_not_pay' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    (
        "CREATE TRIGGER payer_is_a_third BEFORE INSERT OR UPDATE OF prepared_by_id, grant_id ON budgets_payment "
        "FOR EACH ROW EXECUTE FUNCTION budgets_payer_is_a_third()"
    ),
]
POSTGRESQL_BACK = [
    "DROP TRIGGER payer_is_a_third ON budgets_payment",
    "DROP FUNCTION budgets_payer_is_a_third()",
]


def forwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def backwards(apps, schema_editor):
    run(schema_editor, {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements.get(schema_editor.connection.vendor, []):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0004_published_rules_stay")]
    operations = [migrations.RunPython(forwards, backwards)]
