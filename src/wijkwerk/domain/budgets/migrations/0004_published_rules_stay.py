"""Published rules never change: the database refuses it, for the rules and for every row that belongs to them.

On SQLite triggers fall away when a later migration makes a table anew; that one must then run these statements again (a
test of the models would notice). Their names end as the tests expect of what lets nothing be removed.
"""

from django.db import migrations

RULES = "budgets_ruleset"
MAY_CHANGE = ("valid_until",)
TOLD = "published_rules_stay"
# Each table of rows, and how one of its rows leads to its rules.
BY_ALLOTMENT = "(SELECT rule_set_id FROM budgets_allotmentrule WHERE id = {row}.allotment_id)"
BY_TERM = (
    "(SELECT rule.rule_set_id FROM budgets_allotmentrule AS rule JOIN budgets_allotmentterm AS term "
    "ON term.allotment_id = rule.id WHERE term.id = {row}.term_id)"
)
BY_KIND = (
    "(SELECT rule.rule_set_id FROM budgets_allotmentrule AS rule JOIN budgets_allotmentterm AS term "
    "ON term.allotment_id = rule.id JOIN budgets_bodykindamount AS kind ON kind.term_id = term.id "
    "WHERE kind.id = {row}.bodykindamount_id)"
)
ROWS = {
    "criterion": "{row}.rule_set_id",
    "categoryceiling": "{row}.rule_set_id",
    "applicantceiling": "{row}.rule_set_id",
    "costshare": "{row}.rule_set_id",
    "householdband": "{row}.rule_set_id",
    "eligiblekind": "{row}.rule_set_id",
    "amountband": "{row}.rule_set_id",
    "allotmentrule": "{row}.rule_set_id",
    "allotmentterm": BY_ALLOTMENT,
    "sizeclass": BY_TERM,
    "bodykindamount": BY_TERM,
    "bodykindamount_work_areas": BY_KIND,
}
DEEDS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def is_published(row, leads):
    return f"EXISTS (SELECT 1 FROM {RULES} WHERE id = {leads.format(row=row)} AND state = 'published')"


def columns(apps):
    fields = apps.get_model("budgets", "RuleSet")._meta.local_concrete_fields
    return [field.column for field in fields if field.column not in MAY_CHANGE]


def sqlite(apps):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END"
    other = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns(apps))
    yield f"CREATE TRIGGER rules_stays_update BEFORE UPDATE ON {RULES} WHEN OLD.state = 'published' AND ({other}) {refuse}"
    yield f"CREATE TRIGGER rules_stays_delete BEFORE DELETE ON {RULES} WHEN OLD.state = 'published' {refuse}"
    for name, leads in ROWS.items():
        for deed, rows in DEEDS.items():
            when = " OR ".join(is_published(row, leads) for row in rows)
            yield (
                f"CREATE TRIGGER {name}_of_rules_stays_{deed.lower()} BEFORE {deed} ON budgets_{name} "
                f"WHEN {when} {refuse}"
            )


def postgresql(apps):
    refuse = f"RAISE EXCEPTION '{TOLD}' USING ERRCODE = 'check_violation';"
    other = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns(apps))
    yield f"""
        CREATE FUNCTION budgets_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.state = 'published' THEN
                IF TG_OP = 'DELETE' THEN {refuse} END IF;
                IF {other} THEN {refuse} END IF;
            END IF;
            RETURN COALESCE(NEW, OLD);
        END $$
    """
    yield (
        f"CREATE TRIGGER rules_stay BEFORE UPDATE OR DELETE ON {RULES} "
        "FOR EACH ROW EXECUTE FUNCTION budgets_rules_stay()"
    )
    for name, leads in ROWS.items():
        yield f"""
            CREATE FUNCTION budgets_{name}_of_rules_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN
                    IF {is_published("OLD", leads)} THEN {refuse} END IF;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    IF {is_published("NEW", leads)} THEN {refuse} END IF;
                END IF;
                RETURN COALESCE(NEW, OLD);
            END $$
        """
        yield (
            f"CREATE TRIGGER {name}_of_rules_stays BEFORE INSERT OR UPDATE OR DELETE ON budgets_{name} "
            f"FOR EACH ROW EXECUTE FUNCTION budgets_{name}_of_rules_stays()"
        )


def sqlite_back(apps):
    for statement in sqlite(apps):
        yield f"DROP TRIGGER {statement.split()[2]}"


def postgresql_back(apps):
    tables = {"rules_stay": RULES} | {f"{name}_of_rules_stays": f"budgets_{name}" for name in ROWS}
    for name, table in tables.items():
        yield f"DROP TRIGGER {name} ON {table}"
        yield f"DROP FUNCTION budgets_{name}()"


def forwards(apps, schema_editor):
    run(apps, schema_editor, {"postgresql": postgresql, "sqlite": sqlite})


def backwards(apps, schema_editor):
    run(apps, schema_editor, {"postgresql": postgresql_back, "sqlite": sqlite_back})


def run(apps, schema_editor, made_for):
    with schema_editor.connection.cursor() as cursor:
        for statement in made_for[schema_editor.connection.vendor](apps):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_votes_are_locked")]
    operations = [migrations.RunPython(forwards, backwards)]
