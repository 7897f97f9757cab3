"""What is voted on stays as it was when the round opened, and what is in the box stays in it: the database sees to it.

On SQLite triggers fall away when a later migration makes a table anew; that one must then run these statements again (a
test of the models would notice). Their names end as the tests expect of what lets nothing be removed.
"""

from django.db import migrations

ROUND, PROJECT, CATEGORY = "budgets_voteround", "budgets_voteproject", "budgets_votecategory"
BALLOT, COUNT = "budgets_ballot", "budgets_votecount"
# All that the outcome hangs on.
LOCKED = (
    "municipality_id",
    "pot_id",
    "least_age",
    "opens_at",
    "closes_at",
    "ballot",
    "least_choices",
    "most_choices",
    "points",
    "most_points",
    "budget_cents",
    "rule",
    "completion",
    "tie_break",
    "least_votes",
    "opened_at",
)


# ── SQLite ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def sqlite_trigger(name, deed, table, when, told):
    return f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{told}'); END"


def state_of(row):
    return f"(SELECT state FROM {ROUND} WHERE id = {row}.round_id)"


OTHER_RULES = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in LOCKED)
LOCKED_WHEN = f"WHEN OLD.state <> 'draft' AND (NEW.state = 'draft' OR {OTHER_RULES})"
SQLITE = [
    sqlite_trigger("vote_round_stays_update", "UPDATE", ROUND, LOCKED_WHEN, "an_open_vote_round_is_locked"),
    sqlite_trigger(
        "vote_round_stays_delete", "DELETE", ROUND, "WHEN OLD.state <> 'draft'", "an_open_vote_round_is_locked"
    ),
    *(
        sqlite_trigger(
            f"{name}_stays_{deed.lower()}",
            deed,
            table,
            " OR ".join(f"{state_of(row)} <> 'draft'" for row in rows).join(["WHEN ", ""]),
            "an_open_vote_round_is_locked",
        )
        for name, table in (("vote_project", PROJECT), ("vote_category", CATEGORY))
        for deed, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"]))
    ),
    sqlite_trigger("ballot_stays_insert", "INSERT", BALLOT, f"WHEN {state_of('NEW')} <> 'open'", "the_box_is_closed"),
    sqlite_trigger("ballot_stays_update", "UPDATE", BALLOT, "", "a_ballot_stays"),
    sqlite_trigger("ballot_stays_delete", "DELETE", BALLOT, f"WHEN {state_of('OLD')} <> 'open'", "a_ballot_stays"),
    sqlite_trigger("vote_count_stays_update", "UPDATE", COUNT, "", "a_count_stays"),
    sqlite_trigger("vote_count_stays_delete", "DELETE", COUNT, "", "a_count_stays"),
]
SQLITE_BACK = [f"DROP TRIGGER {statement.split()[2]}" for statement in SQLITE]

# ── PostgreSQL ─────────────────────────────────────────────────────────────────────────────────────────────────────
CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in LOCKED)
REFUSE = "RAISE EXCEPTION '{}' USING ERRCODE = 'check_violation';"


def function(name, body):
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


POSTGRESQL_TRIGGERS = [
    ("vote_round_stays", "UPDATE OR DELETE", ROUND, "budgets_vote_round_stays"),
    ("vote_project_stays", "INSERT OR UPDATE OR DELETE", PROJECT, "budgets_vote_part_stays"),
    ("vote_category_stays", "INSERT OR UPDATE OR DELETE", CATEGORY, "budgets_vote_part_stays"),
    ("ballot_goes_in", "INSERT", BALLOT, "budgets_ballot_goes_in"),
    ("ballot_stays", "UPDATE OR DELETE", BALLOT, "budgets_ballot_stays"),
    ("vote_count_stays", "UPDATE OR DELETE", COUNT, "budgets_vote_count_stays"),
]
POSTGRESQL = [
    function(
        "budgets_vote_round_stays",
        f"""
        BEGIN
            IF OLD.state = 'draft' THEN
                RETURN COALESCE(NEW, OLD);
            END IF;
            IF TG_OP = 'UPDATE' THEN
                IF NEW.state <> 'draft' AND NOT ({CHANGED}) THEN
                    RETURN NEW;
                END IF;
            END IF;
            {REFUSE.format("an_open_vote_round_is_locked")}
        END
        """,
    ),
    function(
        "budgets_vote_part_stays",
        f"""
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF EXISTS (SELECT 1 FROM {ROUND} WHERE id = OLD.round_id AND state <> 'draft') THEN
                    {REFUSE.format("an_open_vote_round_is_locked")}
                END IF;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM {ROUND} WHERE id = NEW.round_id AND state <> 'draft') THEN
                    {REFUSE.format("an_open_vote_round_is_locked")}
                END IF;
                RETURN NEW;
            END IF;
            RETURN OLD;
        END
        """,
    ),
    # The row of the round is held while a ballot goes in: who counts waits for it, and who comes after is refused.
    function(
        "budgets_ballot_goes_in",
        f"""
        DECLARE
            now_is varchar;
        BEGIN
            SELECT state INTO now_is FROM {ROUND} WHERE id = NEW.round_id FOR KEY SHARE;
            IF now_is <> 'open' THEN
                {REFUSE.format("the_box_is_closed")}
            END IF;
            RETURN NEW;
        END
        """,
    ),
    function(
        "budgets_ballot_stays",
        f"""
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF NOT EXISTS (SELECT 1 FROM {ROUND} WHERE id = OLD.round_id AND state <> 'open') THEN
                    RETURN OLD;
                END IF;
            END IF;
            {REFUSE.format("a_ballot_stays")}
        END
        """,
    ),
    function("budgets_vote_count_stays", f"BEGIN {REFUSE.format('a_count_stays')} END"),
    *(
        f"CREATE TRIGGER {name} BEFORE {deeds} ON {table} FOR EACH ROW EXECUTE FUNCTION {does}()"
        for name, deeds, table, does in POSTGRESQL_TRIGGERS
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {name} ON {table}" for name, _deeds, table, _does in POSTGRESQL_TRIGGERS),
    *(f"DROP FUNCTION {does}()" for does in sorted({does for *_trigger, does in POSTGRESQL_TRIGGERS})),
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
    dependencies = [("budgets", "0002_entries_stay")]
    operations = [migrations.RunPython(forwards, backwards)]
