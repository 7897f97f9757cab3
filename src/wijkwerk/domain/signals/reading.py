"""Reading reports of elsewhere from a CSV file: each row checked, each fault named by its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwerk.domain.areas.reading.contents import SourceFile, table_in
from wijkwerk.domain.areas.reading.faults import Faults, refuse
from wijkwerk.foundation.kit import clock, text

# What each column may be called, in plain letters. The first three must be there.
COLUMNS: Final[dict[str, Sequence[str]]] = {
    "id": ("id", "nummer", "meldingsnummer", "service_request_id"),
    "reported_at": ("aangemaakt", "gemeld", "gemeld_op", "datum", "created_at", "requested_datetime"),
    "lat": ("lat", "latitude", "breedtegraad"),
    "lon": ("lon", "lng", "long", "longitude", "lengtegraad"),
    "category": ("subcategorie", "categorie", "onderwerp", "service_name"),
    "category_code": ("subcategorie_slug", "categorie_slug", "service_code"),
    "group": ("categorie", "hoofdcategorie"),
    "text": ("tekst", "omschrijving", "melding", "description"),
    "address": ("adres", "address"),
    "closed_on": ("verdwenen_van_kaart", "afgehandeld", "afgesloten", "closed_at"),
}
LONGEST_NUMBER: Final = 99  # with the source before it, it fits
NEEDED: Final = ("id", "reported_at", "lat", "lon")


class Row(NamedTuple):
    """One report as it stood in the file. Points are WGS84; moments are aware."""

    line: int
    id: str
    reported_at: datetime
    lat: float
    lon: float
    category: str
    category_code: str
    group: str
    text: str
    address: str
    closed_at: datetime | None


def read_signals(file: SourceFile) -> list[Row]:
    """All rows of the file, or a refusal that names every faulty one: nothing half."""
    table = table_in(file)
    names = [name.strip().lower().replace(" ", "_") for name in table.header]
    at = {key: next((names.index(name) for name in known if name in names), None) for key, known in COLUMNS.items()}
    if missing := [COLUMNS[key][1] if key == "reported_at" else key for key in NEEDED if at[key] is None]:
        raise refuse(file.name, _("Deze kolom ontbreekt: %(names)s.") % {"names": ", ".join(missing)})
    width, places = len(names), [at[key] for key in COLUMNS]
    faults = Faults()
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, cells in table.lines:
        if len(cells) != width:
            why = _("Deze regel heeft %(has)s velden, de kop heeft er %(wants)s.") % {
                "has": len(cells),
                "wants": width,
            }
        else:
            found = _row(line, *[text.clean_text(cells[n]) if n is not None else "" for n in places])
            if isinstance(found, Row) and found.id not in seen:
                seen[found.id] = line
                rows.append(found)
                continue
            why = (
                _("Nummer %(id)s staat ook op regel %(line)s.") % {"id": found.id, "line": seen[found.id]}
                if isinstance(found, Row)
                else found
            )
        faults.add(_("%(file)s, regel %(line)s") % {"file": file.name, "line": line}, why)
    faults.refuse_if_any()
    if not rows:
        raise refuse(file.name, _("Er staan geen meldingen in het bestand."))
    return rows


def _row(
    line: int,
    number: str,
    reported_on: str,
    lat_words: str,
    lon_words: str,
    category: str,
    category_code: str,
    group: str,
    words: str,
    address: str,
    closed_on: str,
) -> Row | str:
    """The row with these words, in the order of `COLUMNS`; or what is wrong with it."""
    if not number:
        return _("Het nummer van de melding ontbreekt.")
    reported_at = _moment(reported_on)
    if reported_at is None:
        return _("“%(words)s” is geen dag of tijd. Schrijf 2026-03-04 of 4-3-2026.") % {"words": reported_on}
    closed_at = _moment(closed_on) if closed_on else None
    if closed_on and closed_at is None:
        return _("“%(words)s” is geen dag waarop de melding klaar was.") % {"words": closed_on}
    try:
        lat, lon = float(lat_words.replace(",", ".")), float(lon_words.replace(",", "."))
    except ValueError:
        return _("De plek is geen getal: “%(lat)s” en “%(lon)s”.") % {"lat": lat_words, "lon": lon_words}
    if not (50 <= lat <= 54 and 3 <= lon <= 8):
        return _("De plek %(lat)s, %(lon)s ligt niet in Nederland. Geef breedte en lengte in graden.") % {
            "lat": lat_words,
            "lon": lon_words,
        }
    return Row(
        line=line,
        id=number[:LONGEST_NUMBER],
        reported_at=reported_at,
        lat=lat,
        lon=lon,
        category=_shortened(category),
        category_code=(category_code or _code_of(category))[:80],
        group=_shortened(group),
        text=words,
        address=text.shorten(address, 200),
        closed_at=closed_at,
    )


# There are few subjects, and each stands on many rows.
@lru_cache(maxsize=1_000)
def _shortened(name: str) -> str:
    return text.shorten(name, 120)


@lru_cache(maxsize=1_000)
def _code_of(name: str) -> str:
    return slugify(name)


def _moment(words: str) -> datetime | None:
    """An ISO moment or day, or a Dutch day; a day without an hour is noon in the Netherlands."""
    try:
        moment = datetime.fromisoformat(words)
        has_hour = len(words) > len("2026-03-04")
    except ValueError:
        try:
            day, month, year = (int(part) for part in words.split("-"))
            moment, has_hour = datetime.combine(date(year, month, day), time()), False
        except ValueError:
            return None
    if not has_hour:
        moment = moment.replace(hour=12)
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.AMSTERDAM)
