"""Figures in CSV: one row an area and one column a figure, or one row a figure; own tables and those of StatLine."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.areas import catalogue, codes
from wijkwerk.domain.areas.reading.areas import LONGEST_NAME
from wijkwerk.domain.areas.reading.contents import SourceFile, table_in, year_in_name
from wijkwerk.domain.areas.reading.faults import Faults, refuse
from wijkwerk.foundation.kit import text

_CODE: Final = ("code", "codering", "gebiedscode", "gwbcode", "statcode", "wijkenenbuurten", "regios", "regio")
_CODE_BY_KIND: Final = ("buurtcode", "wijkcode", "gemeentecode")
_NAME: Final = ("naam", "gebiedsnaam", "gebied", "regionaam")
_SORT: Final = ("soort", "soortregio", "recs")
_YEAR: Final = ("jaar", "perioden", "periode", "peiljaar")
_FIGURE: Final = ("indicator", "kengetal", "onderwerp")
_VALUE: Final = ("waarde", "value")
_SOURCE: Final = ("brontabel", "bron")
# Columns that describe the area or cut the population up; none of them is a figure.
_NO_FIGURE: Final = frozenset(
    {*_CODE, *_CODE_BY_KIND, *_NAME, *_SORT, *_YEAR, *_SOURCE}
    | {"id", "buurtnaam", "wijknaam", "gemeentenaam", "gemeente", "wijk", "buurt", "eenheid", "leeftijd", "marges"}
    | {"geslacht", "meestvoorkomendepostcode", "dekkingspercentage", "postcode", "indelingswijzigingwijkenenbuurten"}
    | {"opmerking", "toelichting"}
)
_MISSING: Final = frozenset({"", ".", "-", "null", "none", "na", "n/a", "x"})
_MISSING_FROM: Final = -99_990.0
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_STATLINE_YEAR: Final = re.compile(r"((?:19|20)\d{2})(?:JJ00)?", re.ASCII)
_WITH_COMMA: Final = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII)
_DECIMAL_COMMA_SEEN: Final = re.compile(r"\d,\d", re.ASCII)

Value = float | None


class Series(NamedTuple):
    """One figure of one year for many areas: codes and values beside each other."""

    figure: catalogue.Known
    source: str
    period: int
    codes: list[str]
    values: list[Value]


class Place(NamedTuple):
    """An area as a table of figures speaks of it: enough to know it when it is new."""

    code: str
    name: str
    period: int
    line: int


class Figures(NamedTuple):
    series: list[Series]
    places: list[Place]
    is_national: bool  # the table says of each row what sort of area it is, as only the statistics office does
    skipped: list[str]  # columns without numbers
    file: SourceFile

    def where(self, place: Place) -> str:
        return _where(self.file, place.line, place.code)


class _Row(NamedTuple):
    number: int
    code: str
    name: str
    period: int
    cells: list[str]


def read_figures(
    file: SourceFile,
    faults: Faults,
    *,
    year: int | None = None,
    source: str = "",
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> Figures:
    """The figures in a file. What is wrong is added to `faults`."""
    table = table_in(file)
    columns = _Columns(file, table.header)
    year = year or year_in_name(file.name)
    if columns.year is None and year is None:
        raise refuse(file.name, _("Van welk jaar zijn deze cijfers? Geef het jaar op, of zet een kolom «jaar» erin."))
    rows: list[_Row] = []
    seen: dict[tuple[str, int, str], int] = {}
    for line in table.lines:
        if len(line.cells) != len(table.header):
            if not any(cell.strip() for cell in line.cells):
                continue
            faults.add(
                _where(file, line.number),
                _("Deze regel heeft %(here)s kolommen, de kop heeft er %(header)s.")
                % {"here": len(line.cells), "header": len(table.header)},
            )
            continue
        row = _read_row(file, line.number, line.cells, columns, year, faults)
        if row is None:
            continue
        key = (row.code, row.period, line.cells[columns.figure].strip() if columns.figure is not None else "")
        if key in seen:
            faults.add(
                _where(file, line.number, row.code),
                _("Dit gebied staat met hetzelfde jaar ook al op regel %(line)s.") % {"line": seen[key]},
            )
            continue
        seen[key] = line.number
        rows.append(row)
    if not rows and not faults:
        raise refuse(file.name, _("In dit bestand staat onder de kop geen enkele regel."))
    read = _long(file, columns, rows, source, faults) if columns.is_long else None
    series, skipped = read or _wide(file, table.header, columns, rows, source, faults, tick)
    places = {(row.code, row.period): Place(row.code, row.name, row.period, row.number) for row in reversed(rows)}
    return Figures(series, list(places.values())[::-1], columns.sort is not None, skipped, file)


class _Columns:
    """Which column is what, by its name without the number that it ends in."""

    def __init__(self, file: SourceFile, header: Sequence[str]) -> None:
        self.plain = [catalogue.plain(column) for column in header]
        code = self._first(_CODE)
        self.code = code if code is not None else self._first(_CODE_BY_KIND)
        self.name = self._first(_NAME)
        self.municipality_name = self._first(("gemeentenaam",))
        self.sort = self._first(_SORT)
        self.year = self._first(_YEAR)
        self.source = self._first(_SOURCE)
        self.figure = self._first(_FIGURE)
        self.value = self._first(_VALUE)
        self.is_long = self.figure is not None and self.value is not None
        if self.code is None:
            raise refuse(
                file.name,
                _("Er is geen kolom met de code van het gebied (bijvoorbeeld «code»). Wel gevonden: %(columns)s.")
                % {"columns": text.shorten(", ".join(header), 200)},
            )
        if self.figure is not None and self.value is None:
            raise refuse(file.name, _("Er is wel een kolom «indicator», maar geen kolom «waarde»."))
        if not self.is_long and not self.figures(header):
            raise refuse(file.name, _("Er is geen kolom met cijfers."))

    def _first(self, names: Iterable[str]) -> int | None:
        return next((self.plain.index(name) for name in names if name in self.plain), None)

    def figures(self, header: Sequence[str]) -> list[int]:
        return [n for n, name in enumerate(self.plain) if name not in _NO_FIGURE and header[n]]


def _where(file: SourceFile, number: int, code: str = "") -> str:
    where = _("%(file)s, regel %(line)s") % {"file": file.name, "line": number}
    return f"{where} ({text.shorten(code, 20)})" if code else where


def _read_row(
    file: SourceFile, number: int, cells: list[str], columns: _Columns, year: int | None, faults: Faults
) -> _Row | None:
    code = cells[columns.code or 0].strip()
    kind = codes.kind_of(code)
    if kind is None:
        why = _("Op deze regel staat geen code van een gebied.")
        if code:
            why = _("«%(code)s» is geen code van een gemeente, wijk of buurt.") % {"code": text.shorten(code, 40)}
        faults.add(_where(file, number), why)
        return None
    period = year
    if columns.year is not None:
        said = cells[columns.year].strip()
        found = _STATLINE_YEAR.fullmatch(said)
        if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            faults.add(_where(file, number, code), _("«%(year)s» is geen jaar.") % {"year": text.shorten(said, 40)})
            return None
        period = int(found[1])
    if kind == codes.AreaKind.COUNTRY:
        code = codes.COUNTRY
    name_column = columns.name
    if name_column is None and kind == codes.AreaKind.MUNICIPALITY:
        name_column = columns.municipality_name
    name = text.one_line(cells[name_column])[:LONGEST_NAME] if name_column is not None else ""
    return _Row(number, code, name, period or 0, cells)


def _wide(
    file: SourceFile,
    header: Sequence[str],
    columns: _Columns,
    rows: Sequence[_Row],
    source: str,
    faults: Faults,
    tick: Callable[[int, int], None],
) -> tuple[list[Series], list[str]]:
    """One column a figure."""
    series: list[Series] = []
    skipped: list[str] = []
    by_period: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        by_period.setdefault(row.period, []).append(n)
    of_figure: dict[str, str] = {}
    figure_columns = columns.figures(header)
    comma = any(_DECIMAL_COMMA_SEEN.search(cell) for row in rows for cell in row.cells)
    for done, column in enumerate(figure_columns, 1):
        known = catalogue.known_by(header[column])
        if not known.key:
            skipped.append(header[column])
            continue
        if known.key in of_figure:
            faults.add(
                file.name,
                _("De kolommen «%(one)s» en «%(other)s» zijn hetzelfde cijfer.")
                % {"one": of_figure[known.key], "other": header[column]},
            )
            continue
        of_figure[known.key] = header[column]
        cells = [row.cells[column] for row in rows]
        values, wrong = _numbers(cells, comma)
        if wrong and all(value is None for value in values):
            skipped.append(header[column])
            continue
        for n in wrong:
            faults.add(
                _where(file, rows[n].number, rows[n].code),
                _("In de kolom «%(column)s» staat «%(cell)s»; dat is geen getal.")
                % {"column": header[column], "cell": text.shorten(cells[n], 40)},
            )
        for period, places in by_period.items():
            series.append(Series(known, source, period, [rows[n].code for n in places], [values[n] for n in places]))
        tick(done, len(figure_columns))
    return series, skipped


def _long(
    file: SourceFile, columns: _Columns, rows: Sequence[_Row], source: str, faults: Faults
) -> tuple[list[Series], list[str]]:
    """One row a figure: which one it is stands in a column."""
    figure_at, value_at = columns.figure or 0, columns.value or 0
    cells = [row.cells[value_at] for row in rows]
    values, wrong = _numbers(cells, any(_DECIMAL_COMMA_SEEN.search(cell) for cell in cells))
    for n in wrong:
        faults.add(
            _where(file, rows[n].number, rows[n].code),
            _("In de kolom «waarde» staat «%(cell)s»; dat is geen getal.") % {"cell": text.shorten(cells[n], 40)},
        )
    gathered: dict[tuple[str, int], Series] = {}
    known_names: dict[str, catalogue.Known] = {}
    for row, value in zip(rows, values, strict=True):
        name = row.cells[figure_at].strip()
        known = known_names.get(name) or known_names.setdefault(name, catalogue.known_by(name))
        if not known.key:
            faults.add(_where(file, row.number, row.code), _("Op deze regel staat niet welk cijfer het is."))
            continue
        series = gathered.get((known.key, row.period))
        if series is None:
            said = row.cells[columns.source].strip()[:100] if columns.source is not None else ""
            series = gathered[known.key, row.period] = Series(known, said or source, row.period, [], [])
        series.codes.append(row.code)
        series.values.append(value)
    return list(gathered.values()), []


def _numbers(cells: Sequence[str], comma: bool) -> tuple[list[Value], list[int]]:
    """The numbers in a column, None where a figure is missing, and the places where something else stands."""
    values: list[Value] = []
    wrong: list[int] = []
    for n, cell in enumerate(cells):
        try:
            value = _number(cell, comma)
        except ValueError:
            wrong.append(n)
            value = None
        values.append(value)
    return values, wrong


def _number(cell: str, comma: bool) -> Value:
    """A number as it is written in a file with decimal commas, or in one with decimal points."""
    if comma:
        written = cell.strip()
        if _WITH_COMMA.fullmatch(written):
            return _kept(float(written.replace(".", "").replace(",", ".")))
    try:
        return _kept(float(cell))
    except ValueError:
        if cell.strip().lower() in _MISSING:
            return None
        raise


def _kept(value: float) -> Value:
    if not math.isfinite(value):
        raise ValueError("no number")
    return None if value <= _MISSING_FROM else value
