"""A municipality's own list of addresses in CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.domain.areas import catalogue
from wijkwerk.domain.areas.reading.contents import SourceFile, table_in
from wijkwerk.domain.areas.reading.faults import Faults, refuse
from wijkwerk.foundation.kit import text

_COLUMNS: Final = {
    "postcode": ("postcode",),
    "number": ("huisnummer", "nummer"),
    "street": ("straat", "straatnaam", "openbareruimte"),
    "place": ("plaats", "woonplaats", "woonplaatsnaam"),
    "lat": ("lat", "breedte", "breedtegraad", "latitude"),
    "lon": ("lon", "lengte", "lengtegraad", "longitude"),
}
_LETTER: Final = ("huisletter", "letter")
_ADDITION: Final = ("toevoeging", "huisnummertoevoeging")
_IN_METRES: Final = ("x", "rdx", "xcoordinaat")
_POSTCODE: Final = re.compile(r"[1-9]\d{3}[A-Z]{2}", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{1,5})\s*-?\s*([A-Za-z0-9 -]{0,10})", re.ASCII)
LONGEST_ADDITION: Final = 10
LONGEST_NAME: Final = 100


class AddressRow(NamedTuple):
    postcode: str
    number: int
    addition: str
    street: str
    place: str
    lat: float
    lon: float


def read_addresses(
    file: SourceFile, faults: Faults, *, tick: Callable[[int, int], None] = lambda done, total: None
) -> list[AddressRow]:
    """The addresses in a file. What is wrong is added to `faults`."""
    table = table_in(file)
    plain = [catalogue.plain(column) for column in table.header]
    at = {name: _first(plain, names) for name, names in _COLUMNS.items()}
    missing = [_COLUMNS[name][0] for name, column in at.items() if column is None]
    if missing:
        why = _("Deze kolommen ontbreken: %(columns)s.") % {"columns": ", ".join(missing)}
        if "lat" in missing and _first(plain, _IN_METRES) is not None:
            why += " " + _(
                "Er staan wel rijksdriehoekscoördinaten (x, y) in. Zet ze om naar lengte en breedte (WGS84)."
            )
        raise refuse(file.name, why)
    extra = [column for column in (_first(plain, _LETTER), _first(plain, _ADDITION)) if column is not None]
    rows: dict[tuple[str, int, str], AddressRow] = {}
    for line in table.lines:
        if not any(cell.strip() for cell in line.cells):
            continue
        where = _("%(file)s, regel %(line)s") % {"file": file.name, "line": line.number}
        if len(line.cells) != len(table.header):
            faults.add(
                where,
                _("Deze regel heeft %(here)s kolommen, de kop heeft er %(header)s.")
                % {"here": len(line.cells), "header": len(table.header)},
            )
            continue
        words = {name: text.one_line(line.cells[column or 0]) for name, column in at.items()}
        row, why = _address(words, "".join(line.cells[column].strip() for column in extra))
        if row is None:
            faults.add(where, why)
        elif row[:3] in rows:
            faults.add(where, _("Dit adres staat twee keer in het bestand."))
        else:
            rows[row[:3]] = row
        tick(line.number, line.number + 1)
    if not rows and not faults:
        raise refuse(file.name, _("In dit bestand staat onder de kop geen enkele regel."))
    return list(rows.values())


def _first(plain: Sequence[str], names: Sequence[str]) -> int | None:
    return next((plain.index(name) for name in names if name in plain), None)


def _address(words: dict[str, str], extra: str) -> tuple[AddressRow | None, str]:
    postcode = words["postcode"].replace(" ", "").upper()
    if not _POSTCODE.fullmatch(postcode):
        return None, _("«%(word)s» is geen postcode.") % {"word": text.shorten(words["postcode"], 20)}
    number = _NUMBER.fullmatch(words["number"])
    if not number or not int(number[1]):
        return None, _("«%(word)s» is geen huisnummer.") % {"word": text.shorten(words["number"], 20)}
    addition = (number[2].strip() + extra).upper()
    if len(addition) > LONGEST_ADDITION:
        return None, _("De toevoeging «%(word)s» is te lang.") % {"word": text.shorten(addition, 20)}
    for name in ("street", "place"):
        if not words[name]:
            return None, _("De kolom «%(column)s» is leeg.") % {"column": _COLUMNS[name][0]}
        if len(words[name]) > LONGEST_NAME:
            return None, _("De kolom «%(column)s» is te lang.") % {"column": _COLUMNS[name][0]}
    try:
        lat, lon = (float(words[name].replace(",", ".")) for name in ("lat", "lon"))
    except ValueError:
        return None, _("De lengte of de breedte is geen getal.")
    if not (50 <= lat <= 54 and 3 <= lon <= 8):
        return None, _("Deze plek ligt niet in Nederland. De breedte is hier 50 tot 54, de lengte 3 tot 8 graden.")
    return AddressRow(postcode, int(number[1]), addition, words["street"], words["place"], lat, lon), ""
