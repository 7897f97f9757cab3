"""What is opened in a spreadsheet: a cell that begins with = + - @ or a tab is a formula there, and runs.

Nothing here hands out such a file yet. The first that does writes these cells with an apostrophe before them.
"""

import re

from tests.house import plan

WRITES = re.compile(r"\bcsv\.(?:writer|DictWriter)\b|\btext/csv\b|\bopenpyxl\b|\bxlsxwriter\b")
READ_BY_OURSELVES = ["domain/areas/source.py"]  # figures of the national source, on their way to our own reader


def test_no_file_for_a_spreadsheet_is_handed_out_without_a_thought_of_formulas():
    assert [
        str(path.relative_to(plan.SOURCE))
        for path in plan.python_files()
        if "tests" not in path.parts and WRITES.search(path.read_text())
    ] == READ_BY_OURSELVES


def test_who_writes_one_is_seen():
    assert all(WRITES.search(line) for line in ("out = csv.writer(answer)", 'HttpResponse(content_type="text/csv")'))
