"""The measurements run from one end to the other, on the smallest example."""

import os
import subprocess
import sys

import pytest

from tests.house import plan

TOLD = ["work list, new", "page of a signal", "public map and list", "a new report", "API, list of signals", "nothing",
        "search, newest 50, rare word", "near duplicates", "area of a point, vectorised", "import with checks",
        "a job:", "memory of web and worker"]  # fmt: skip


@pytest.mark.long
@pytest.mark.engine("sqlite", because="it measures a database of its own, in a program of its own")
def test_the_measurements_run_and_every_page_answers_as_it_should(tmp_path):
    command = [sys.executable, "-m", "bench", "--size", "tiny", "--database", "sqlite", "--seconds", "0.2"]
    own = {**os.environ, "WIJKWERK_BENCH": str(tmp_path)}
    done = subprocess.run(command, cwd=plan.ROOT, env=own, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert [words for words in TOLD if words not in done.stdout] == []
    assert "other answers than expected" not in done.stdout, done.stdout
