"""The table in which attempts to sign in are counted: Django's own, of its cache in the database."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "sign_in_attempts", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_the_people")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop, elidable=False)]
