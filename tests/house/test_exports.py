"""What is opened in a spreadsheet: a cell that begins with = + - @ or a tab is a formula there, and runs.

Who hands out such a file writes these cells with an apostrophe before them, or marks them as words.
"""

import re

from tests.house import plan

WRITES = re.compile(r"\bcsv\.(?:writer|DictWriter)\b|\btext/csv\b|\bopenpyxl\b|\bxlsxwriter\b")
THOUGHT_OF = [
    "domain/areas/source.py",  # figures of the national source, on their way to our own reader
    "domain/budgets/csv_files.py",  # an apostrophe; tested in budgets/tests/test_ledger_pages.py
    "domain/budgets/queries/counting_file.py",  # an apostrophe; tested in budgets/tests/test_counting.py
    "domain/plans/figures_file.py",  # an apostrophe; tested in plans/tests/test_indicators.py
    "domain/plans/forms/indicators.py",  # reads such a file
    "domain/plans/views/indicators.py",  # hands out what figures_file.py wrote
    "foundation/kit/documents/sheets.py",  # a cell of words is one of words; tested in kit/tests/test_documents.py
]


def test_no_file_for_a_spreadsheet_is_handed_out_without_a_thought_of_formulas():
    assert [
        str(path.relative_to(plan.SOURCE))
        for path in plan.python_files()
        if "tests" not in path.parts and WRITES.search(path.read_text())
    ] == THOUGHT_OF


def test_who_writes_one_is_seen():
    assert all(WRITES.search(line) for line in ("out = csv.writer(answer)", 'HttpResponse(content_type="text/csv")'))
