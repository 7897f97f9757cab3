"""Spreadsheets: ODS, the national open standard, and XLSX for whose office knows no other.

What somebody typed stays what they typed: a cell that begins with =, +, - or @ is text, never a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise

from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.text import clean_text

Cell = str | int | float | Decimal | date | datetime | bool | Promise | None
LONGEST = 32_000  # characters in one cell that every program reads
LONGEST_NAME = 31
NOT_IN_A_NAME = str.maketrans(dict.fromkeys(r"[]:*?/\'", "-"))
WIDEST = 60  # letters


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the heads of its columns, its rows; the first cell of a row says what the row is about."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""  # stands above the columns
    widths: Sequence[int] = field(default=())  # in letters; without, as wide as what stands in them

    def width_of(self, column: int) -> int:
        if column < len(self.widths):
            return self.widths[column]
        cells = [self.columns[column], *(row[column] for row in self.rows if column < len(row))]
        longest = max(len(line) for cell in cells for line in str(_value(cell) or "").split("\n"))
        return min(max(longest + 2, 6), WIDEST)


def spreadsheet(sheets: Sequence[Sheet], kind: Literal["ods", "xlsx"] = "ods", *, title: str = "") -> bytes:
    """The file. Names of sheets are made such that every program takes them."""
    named = list(zip(_names(sheets), sheets, strict=True))
    return _ods(named, title) if kind == "ods" else _xlsx(named, title)


def _names(sheets: Sequence[Sheet]) -> list[str]:
    names: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        name = clean_text(sheet.name).translate(NOT_IN_A_NAME)[:LONGEST_NAME].strip() or f"Blad {number}"
        taken = {each.casefold() for each in names}
        names.append(f"{name[: LONGEST_NAME - 5]} ({number})" if name.casefold() in taken else name)
    return names


def _value(cell: Cell) -> Any:
    """As a value that a spreadsheet knows: text without control characters, moments in Dutch time."""
    if cell is None or isinstance(cell, bool | int | float | Decimal):
        return cell
    if isinstance(cell, datetime):
        return clock.dutch(cell).replace(tzinfo=None) if cell.tzinfo else cell
    if isinstance(cell, date):
        return cell
    return clean_text(str(cell))[:LONGEST]


# ── ODS ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _ods(sheets: Sequence[tuple[str, Sheet]], title: str) -> bytes:
    import odfdo  # slow import: reads its own templates and lxml

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    document.set_language("nl-NL")
    document.meta.title = title or sheets[0][1].title or sheets[0][0]
    for style in _ODS_STYLES:
        document.insert_style(style, automatic=True)
    for name, sheet in sheets:
        document.body.append(_ods_table(odfdo, document, name, sheet))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


_ODS_STYLES = (
    (
        '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties '
        'fo:background-color="#eef3f1" fo:wrap-option="wrap"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    ),
    (
        '<style:style style:name="title" style:family="table-cell"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    ),
    (
        '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
        'fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    ),
)


def _ods_table(odfdo: Any, document: Any, name: str, sheet: Sheet) -> Any:
    table = odfdo.Table(name, style=None)
    for column in range(len(sheet.columns)):
        style = f"width{sheet.width_of(column)}"
        if document.get_style("table-column", style) is None:
            centimetres = round(sheet.width_of(column) * 0.2 + 0.2, 2)
            document.insert_style(
                f'<style:style style:name="{style}" style:family="table-column"><style:table-column-properties '
                f'style:column-width="{centimetres}cm"/></style:style>',
                automatic=True,
            )
        table.append(odfdo.Column(style=style))
    if sheet.title:
        table.append(_ods_row(odfdo, [sheet.title], "title"))
    heads = odfdo.Element.from_tag("<table:table-header-rows/>")
    heads.append(_ods_row(odfdo, sheet.columns, "head"))
    table.append(heads)
    for row in sheet.rows:
        table.append(_ods_row(odfdo, row, "cell"))
    return table


def _ods_row(odfdo: Any, cells: Sequence[Cell], style: str) -> Any:
    row = odfdo.Row()
    for cell in cells:
        value = _value(cell)
        if isinstance(value, str):
            made = odfdo.Cell(style=style)
            made.set_attribute("office:value-type", "string")
            for line in value.split("\n"):
                made.append(odfdo.Paragraph(line))
        else:
            made = odfdo.Cell(value, style=style)
        row.append(made)
    return row


# ── XLSX ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _xlsx(sheets: Sequence[tuple[str, Sheet]], title: str) -> bytes:
    import openpyxl  # slow import: 20 MiB, which only a spreadsheet needs
    from openpyxl.styles import Alignment, Font, PatternFill  # slow import: as above
    from openpyxl.utils import get_column_letter  # slow import: as above

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title = title or sheets[0][1].title or sheets[0][0]
    book.properties.language = "nl-NL"
    book.properties.creator = "Wijkwerk"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for name, sheet in sheets:
        page = book.create_sheet(name)
        top = 2 if sheet.title else 1
        if sheet.title:
            _xlsx_put(page, 1, 1, sheet.title).font = Font(bold=True, size=14)
        for number, head in enumerate(sheet.columns, start=1):
            cell = _xlsx_put(page, top, number, head)
            cell.font, cell.fill, cell.alignment = Font(bold=True), PatternFill("solid", fgColor="EEF3F1"), wrapped
            page.column_dimensions[get_column_letter(number)].width = sheet.width_of(number - 1)
        for below, row in enumerate(sheet.rows, start=top + 1):
            for number, value in enumerate(row, start=1):
                _xlsx_put(page, below, number, value).alignment = wrapped
        page.freeze_panes = page.cell(row=top + 1, column=2)
        page.print_title_rows = f"{top}:{top}"
        page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _xlsx_put(page: Any, row: int, column: int, cell: Cell) -> Any:
    value = _value(cell)
    made = page.cell(row=row, column=column)
    made.value = value
    if isinstance(value, str):
        made.data_type = "s"  # not a formula, also not when somebody edits it
        made.quotePrefix = value[:1] in ("=", "+", "-", "@")
    return made
