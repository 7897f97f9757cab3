"""Nothing is lost, whenever a worker is killed."""

import os
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.later.tests import jobs

JOBS = 220
KILLS = 14


def database_url():
    """The database of this test, as a process beside it must call it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    host = quote(known["HOST"] or "/var/run/postgresql", safe="")
    return f"postgresql://{known['USER']}:{quote(known['PASSWORD'])}@{host}:{known['PORT']}/{known['NAME']}"


def test_no_job_is_lost_when_workers_are_killed_at_random(transactional_db, tmp_path):
    for number in range(JOBS):
        jobs.leave_a_mark.enqueue(str(number))
    environment = os.environ | {"DATABASE_URL": database_url(), "KILLING_FOLDER": str(tmp_path)}
    command = [sys.executable, "-m", "wijkwerk.foundation.later.tests.killing", str(KILLS), "7"]
    subprocess.run(command, env=environment, check=True, timeout=240)
    assert set(Job.objects.values_list("state", flat=True)) == {State.DONE}
    assert {path.name for path in tmp_path.iterdir()} == {str(number) for number in range(JOBS)}
    assert Job.objects.filter(attempts__gt=1).exists()  # the kills did hit
