"""The quick way to new tables makes the same tables as Django's own."""

import os
import sqlite3
import subprocess
import sys

import pytest

SETTINGS = "wijkwerk.config.settings"
OURS = "wijkwerk.config.management.commands.migrate"
DJANGOS = "django.core.management.commands.migrate"
PROGRAM = "import sys, django; django.setup(); from importlib import import_module as of; \
from django.core.management import call_command; call_command(of(sys.argv[1]).Command(), 'signals', verbosity=0)"


def tables_made(command, folder):
    """All tables, indexes and triggers that a command makes in a new SQLite database, with the words that made them."""
    own = os.environ | {"WIJKWERK_DATA": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run([sys.executable, "-c", PROGRAM, command], check=True, env=own, capture_output=True, text=True)
    (place,) = folder.glob("*.sqlite3")
    return sqlite3.connect(place).execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.mark.engine("sqlite", because="a file shows it; which models are drawn anew is the same question on both")
def test_new_models_alone_give_the_tables_that_django_gives(tmp_path):
    folders = [tmp_path / name for name in ("ours", "djangos")]
    for folder in folders:
        folder.mkdir()
    quick, usual = (tables_made(*each) for each in zip((OURS, DJANGOS), folders, strict=True))
    assert len(quick) > 100
    assert quick == usual
