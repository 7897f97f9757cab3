"""Rows as CSV, as Dutch spreadsheets open it: semicolons, amounts with a comma, and no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.text import slugify

ROWS_IN_A_PIECE = 500


def amount(cents: int) -> str:
    """1250,50: a number for a spreadsheet, without the sign of the euro and without points."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"


def pieces(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The file in pieces, so that a long one is never whole in memory."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    yield "\ufeff".encode()
    writer.writerow(heads)
    for number, row in enumerate(rows, start=1):
        writer.writerow([no_formula(cell) for cell in row])
        if number % ROWS_IN_A_PIECE == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "bestand"}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def no_formula(cell: str) -> str:
    """Words, also where a spreadsheet would read a formula."""
    is_number = cell[:1] == "-" and cell[1:].replace(",", "").isdigit()
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number else cell
