"""A list as a file: CSV however long it is, a spreadsheet (ODS, XLSX) as far as one can be worked with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Literal, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets import csv_files
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.documents import answers, sheets
from wijkwerk.foundation.kit.documents.sheets import Cell

MOST_IN_A_SHEET = 5_000
KINDS = ("csv", "ods", "xlsx")


def addresses(request: HttpRequest) -> dict[str, str]:
    """This list as each kind of file, with the filter that it has."""
    asked = request.GET.copy()
    asked.pop("na", None)
    found = {}
    for kind in KINDS:
        asked["als"] = kind
        found[kind] = f"?{asked.urlencode()}"
    return found


def answer(kind: str, *, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponseBase:
    """The file. Amounts are decimals: numbers that a spreadsheet counts with, in both."""
    if kind == "csv":
        return csv_files.answer(name, heads, ([_written(cell) for cell in row] for row in rows))
    if kind not in ("ods", "xlsx"):
        raise Http404
    found = list(islice(rows, MOST_IN_A_SHEET + 1))
    if len(found) > MOST_IN_A_SHEET:
        words = _("Dit zijn meer dan 5.000 regels: te veel voor een rekenblad. Kies er minder, of neem het als CSV.")
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    title = name[:1].upper() + name[1:]
    sheet, wanted = sheets.Sheet(title, heads, found, title=title), cast(Literal["ods", "xlsx"], kind)
    return answers.answer(sheets.spreadsheet([sheet], wanted, title=title), name=name, kind=wanted)


def _written(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return csv_files.amount(int(cell * 100))
    if isinstance(cell, datetime):
        return clock.dutch(cell).strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else str(cell)
