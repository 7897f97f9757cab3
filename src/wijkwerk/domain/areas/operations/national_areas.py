"""Bringing in gemeenten, wijken and buurten of a year."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas.models import Area, AreaYear
from wijkwerk.domain.areas.operations.outcome import Count, Outcome
from wijkwerk.domain.areas.reading.areas import AreaRow, read_areas, year_of
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import Faults, dutch_number

Tick = Callable[[int, int, str], None]
_PLURAL: Final = {
    codes.AreaKind.MUNICIPALITY: "gemeenten",
    codes.AreaKind.WIJK: "wijken",
    codes.AreaKind.BUURT: "buurten",
}
_AT_ONCE: Final = 500
_A_FEW: Final = 50


def quietly(done: int, total: int, sentence: str) -> None:
    """Nobody watches."""


def import_areas(
    files: Sequence[SourceFile],
    *,
    at: datetime,
    year: int | None = None,
    only: str = "",
    may_change: str = "",
    source: str = "",
    tick: Tick = quietly,
) -> Outcome:
    """Bring in the areas of one or more files: all of them, or none when one row is faulty.

    `only` takes one municipality out of a country. `may_change` guards an installation that several municipalities
    share: areas that are there already, of another municipality than this one, stay as they are.
    """
    faults = Faults()
    by_year: dict[int, dict[str, AreaRow]] = {}
    for n, file in enumerate(files):
        of_year = by_year.setdefault(year_of(file, year), {})

        def told(done: int, total: int, n: int = n, name: str = file.name) -> None:
            tick(n * 100 + 90 * done // total, len(files) * 100, _("%(file)s wordt gelezen") % {"file": name})

        for row in read_areas(file, faults, only=only, tick=told):
            if row.code in of_year:
                faults.add(file.name, _("%(code)s staat ook in een ander bestand.") % {"code": row.code})
            of_year[row.code] = row
    faults.refuse_if_any()
    tick(90, 100, _("De gebieden worden bewaard"))
    outcome = keep_areas(by_year, at=at, source=source or ", ".join(file.name for file in files), may_change=may_change)
    if not any(count.total for count in outcome.counts.values()):
        outcome.notes.append(_("In de bestanden staat geen gebied van %(code)s.") % {"code": only})
    return outcome


@transaction.atomic
def keep_areas(
    by_year: Mapping[int, Mapping[str, AreaRow]], *, at: datetime, source: str, may_change: str = ""
) -> Outcome:
    """Write the areas of one year or more, by their codes."""
    outcome = Outcome()
    for year, rows in by_year.items():
        _keep(year, rows, outcome, may_change=may_change)
        _renew_edition(year, source=source, at=at)
    return outcome


def _keep(year: int, rows: Mapping[str, AreaRow], outcome: Outcome, *, may_change: str) -> None:
    """Write what is new or changed; doing it again reads once and writes nothing."""
    present = _present(year, {codes.municipality_of(code) for code in rows})
    water = {code for code, known in present.items() if known.is_water} | {c for c, row in rows.items() if row.is_water}
    to_write: list[Area] = []
    spared = 0
    here = {row.kind for row in rows.values()}
    for kind, plural in _PLURAL.items():
        if kind in here:
            outcome.counts.setdefault(plural, Count())
    for code in sorted(rows):
        row = rows[code]
        if not row.is_water and codes.wijk_of(code) in water:
            row = row._replace(is_water=True)  # only wijken say that they are water; their buurten are, too
        count = outcome.counts[_PLURAL[row.kind]]
        if code not in present:
            count.new += 1
        elif row == present[code]:
            count.same += 1
            continue
        elif may_change and codes.municipality_of(code) != may_change:
            spared += 1
            count.same += 1
            continue
        else:
            count.changed += 1
        to_write.append(
            Area(
                year=year,
                municipality_code=codes.municipality_of(code),
                parent_code=codes.parent_of(code),
                **row._asdict(),
            )
        )
    Area.objects.bulk_create(
        to_write,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["code", "year"],
        update_fields=[name for name in AreaRow._fields if name != "code"],
    )
    if spared:
        outcome.notes.append(
            _("%(number)s gebieden van andere gemeenten zijn in dit bestand anders en bleven zoals ze waren.")
            % {"number": dutch_number(spared)}
        )
    orphans = {codes.parent_of(code) for code in rows} - rows.keys() - present.keys() - {codes.COUNTRY}
    if orphans:
        outcome.notes.append(
            _("Let op: %(number)s gebieden waar deze gebieden in liggen zijn nog niet ingelezen, zoals %(example)s.")
            % {"number": dutch_number(len(orphans)), "example": min(orphans)}
        )


def _present(year: int, municipality_codes: set[str]) -> dict[str, AreaRow]:
    found = Area.objects.filter(year=year)
    if len(municipality_codes) <= _A_FEW:
        found = found.filter(municipality_code__in=municipality_codes)
    rows = (AreaRow(*values) for values in found.values_list(*AreaRow._fields).iterator())
    return {
        row.code: row._replace(kind=codes.AreaKind(row.kind), border=bytes(row.border) if row.border else None)
        for row in rows
    }


def _renew_edition(year: int, *, source: str, at: datetime) -> None:
    """Tell the running processes that the areas of this year are new."""
    AreaYear.objects.update_or_create(
        year=year, defaults={"edition": uuid.uuid4(), "imported_at": at, "source": source[:300]}
    )
