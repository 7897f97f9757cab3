"""From a file to its bytes, text or rows: unpacked within bounds, whatever program wrote it."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.areas.reading.faults import refuse

MOST_BYTES: Final = 600 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LONGEST_CELL: Final = 100_000


class SourceFile(NamedTuple):
    """A file as it came in: its name, for the faults and the year, and what is in it."""

    name: str
    content: bytes


def unpacked(file: SourceFile) -> bytes:
    """The bytes of the file, or of what is gzipped in it."""
    if not file.content.startswith(_GZIP):
        return file.content
    try:
        content = gzip.GzipFile(fileobj=io.BytesIO(file.content)).read(MOST_BYTES + 1)
    except (EOFError, OSError, zlib.error) as broken:
        raise refuse(file.name, _("Het bestand is niet uit te pakken. Is het helemaal opgehaald?")) from broken
    if len(content) > MOST_BYTES:
        raise refuse(file.name, _("Het bestand is uitgepakt groter dan 600 MB. Neem een kleinere selectie."))
    return content


def year_in_name(name: str) -> int | None:
    """The year that a file's name ends in, if it names one: buurten_2024.geojson.gz."""
    years = _YEAR.findall(PurePath(name).name)
    return int(years[-1]) if years else None


def text_of(file: SourceFile) -> str:
    """The text of the file: UTF-8, or what older office programs write."""
    content = unpacked(file)
    if b"\x00" in content[:4096]:
        raise refuse(file.name, _("Dit is geen tekstbestand. Bewaar het rekenblad als CSV en probeer het opnieuw."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


class Line(NamedTuple):
    """One row of a table, with the number of the line in the file that it stands on."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    header: list[str]
    lines: Iterator[Line]
    separator: str


def table_in(file: SourceFile) -> Table:
    """The header and the rows of a CSV file; the separator is the one that the header has most of."""
    text = text_of(file)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    if not first.strip():
        raise refuse(file.name, _("Het bestand is leeg of begint met een lege regel. Begin met de kop."))
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)

    def lines() -> Iterator[Line]:
        try:
            for cells in reader:
                if cells:
                    yield Line(reader.line_num, cells)
        except csv.Error as broken:
            raise refuse(
                _("%(file)s, regel %(line)s") % {"file": file.name, "line": reader.line_num},
                _("Deze regel is niet te lezen. Staat er een los aanhalingsteken in?"),
            ) from broken

    rows = lines()
    header = next(rows, None)
    if header is None:
        raise refuse(file.name, _("Het bestand is leeg."))
    return Table([cell.strip() for cell in header.cells], rows, separator)
