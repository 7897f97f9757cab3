"""Published rules never change: the database refuses it, for the rules and for every row that belongs to them.

They may be withdrawn, all of them as they are, as long as no application came in under them and no money was allotted by
them; and nothing comes in or is allotted by rules that are not published.

On SQLite triggers fall away when a later migration makes a table anew; that one must then run these statements again (a
test of the models would notice). Their names end as the tests expect of what lets nothing be removed.
"""

from django.db import migrations

RULES = "budgets_ruleset"
MAY_CHANGE = ("valid_until",)
WITHDRAWING = ("state", "withdrawn_at", "withdrawn_because", "version")
TOLD, USED, HOLD_NOT = "published_rules_stay", "rules_that_were_used_stay", "rules_that_are_not_published_do_not_hold"
# The tables whose rows go by rules for ever.
BY_RULES = ("application", "allotted")
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
IS_USED = " OR ".join(f"EXISTS (SELECT 1 FROM budgets_{table} WHERE rule_set_id = OLD.id)" for table in BY_RULES)


def is_fixed(row, leads):
    return f"EXISTS (SELECT 1 FROM {RULES} WHERE id = {leads.format(row=row)} AND state <> 'draft')"


def changed(apps, besides, is_other):
    fields = apps.get_model("budgets", "RuleSet")._meta.local_concrete_fields
    return " OR ".join(
        f"OLD.{field.column} {is_other} NEW.{field.column}" for field in fields if field.column not in besides
    )


def not_allowed(apps, is_other):
    """Which change of a rule set is refused, but for whether it was used."""
    return (
        f"OLD.state = 'withdrawn' OR (OLD.state = 'draft' AND NEW.state = 'withdrawn') "
        f"OR (OLD.state = 'published' AND NEW.state = 'withdrawn' AND ({changed(apps, WITHDRAWING, is_other)})) "
        f"OR (OLD.state = 'published' AND NEW.state <> 'withdrawn' AND ({changed(apps, MAY_CHANGE, is_other)}))"
    )


def sqlite(apps):
    def trigger(name, deed, table, when, told=TOLD):
        return f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{told}'); END"

    yield trigger("rules_stays_update", "UPDATE", RULES, not_allowed(apps, "IS NOT"))
    withdraws = "OLD.state = 'published' AND NEW.state = 'withdrawn'"
    yield trigger("rules_in_use_stays_update", "UPDATE", RULES, f"{withdraws} AND ({IS_USED})", USED)
    yield trigger("rules_stays_delete", "DELETE", RULES, "OLD.state <> 'draft'")
    for name, leads in ROWS.items():
        for deed, rows in DEEDS.items():
            when = " OR ".join(is_fixed(row, leads) for row in rows)
            yield trigger(f"{name}_of_rules_stays_{deed.lower()}", deed, f"budgets_{name}", when)
    held = f"EXISTS (SELECT 1 FROM {RULES} WHERE id = NEW.rule_set_id AND state <> 'published')"
    for table in BY_RULES:
        for deed, when in (("INSERT", held), ("UPDATE", f"OLD.rule_set_id IS NOT NEW.rule_set_id AND {held}")):
            yield trigger(f"{table}_by_rules_{deed.lower()}", deed, f"budgets_{table}", when, HOLD_NOT)


def postgresql(apps):
    def refuse(told):
        return f"RAISE EXCEPTION '{told}' USING ERRCODE = 'check_violation';"

    yield f"""
        CREATE FUNCTION budgets_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN {refuse(TOLD)} END IF;
                RETURN OLD;
            END IF;
            IF {not_allowed(apps, "IS DISTINCT FROM")} THEN {refuse(TOLD)} END IF;
            IF OLD.state = 'published' AND NEW.state = 'withdrawn' THEN
                IF {IS_USED} THEN {refuse(USED)} END IF;
            END IF;
            RETURN NEW;
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
                    IF {is_fixed("OLD", leads)} THEN {refuse(TOLD)} END IF;
                END IF;
                IF TG_OP <> 'DELETE' THEN
                    IF {is_fixed("NEW", leads)} THEN {refuse(TOLD)} END IF;
                END IF;
                RETURN COALESCE(NEW, OLD);
            END $$
        """
        yield (
            f"CREATE TRIGGER {name}_of_rules_stays BEFORE INSERT OR UPDATE OR DELETE ON budgets_{name} "
            f"FOR EACH ROW EXECUTE FUNCTION budgets_{name}_of_rules_stays()"
        )
    # The rules are held while something comes in by them: who withdraws them waits for it, and is refused.
    yield f"""
        CREATE FUNCTION budgets_goes_by_rules() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            now_is varchar;
        BEGIN
            SELECT state INTO now_is FROM {RULES} WHERE id = NEW.rule_set_id FOR SHARE;
            IF now_is <> 'published' THEN {refuse(HOLD_NOT)} END IF;
            RETURN NEW;
        END $$
    """
    for table in BY_RULES:
        for deed in ("INSERT", "UPDATE"):
            other = " AND OLD.rule_set_id IS DISTINCT FROM NEW.rule_set_id" if deed == "UPDATE" else ""
            yield (
                f"CREATE TRIGGER {table}_by_rules_{deed.lower()} BEFORE {deed} ON budgets_{table} "
                f"FOR EACH ROW WHEN (NEW.rule_set_id IS NOT NULL{other}) EXECUTE FUNCTION budgets_goes_by_rules()"
            )


def sqlite_back(apps):
    for statement in sqlite(apps):
        yield f"DROP TRIGGER {statement.split()[2]}"


def postgresql_back(apps):
    for table in BY_RULES:
        for deed in ("insert", "update"):
            yield f"DROP TRIGGER {table}_by_rules_{deed} ON budgets_{table}"
    yield "DROP FUNCTION budgets_goes_by_rules()"
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
