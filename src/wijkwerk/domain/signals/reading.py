"""Reading reports of elsewhere from a CSV file: each row checked, each fault named by its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
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
    faults = Faults()
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line in table.lines:
        words = {
            key: text.clean_text(line.cells[n]) if n is not None and n < len(line.cells) else ""
            for key, n in at.items()
        }
        where = _("%(file)s, regel %(line)s") % {"file": file.name, "line": line.number}
        if len(line.cells) != len(names):
            faults.add(
                where,
                _("Deze regel heeft %(has)s velden, de kop heeft er %(wants)s.")
                % {"has": len(line.cells), "wants": len(names)},
            )
            continue
        row, why = _row(line.number, words)
        if row is None:
            faults.add(where, why)
        elif row.id in seen:
            faults.add(where, _("Nummer %(id)s staat ook op regel %(line)s.") % {"id": row.id, "line": seen[row.id]})
        else:
            seen[row.id] = line.number
            rows.append(row)
    faults.refuse_if_any()
    if not rows:
        raise refuse(file.name, _("Er staan geen meldingen in het bestand."))
    return rows


def _row(line: int, words: dict[str, str]) -> tuple[Row | None, str]:
    if not words["id"]:
        return None, _("Het nummer van de melding ontbreekt.")
    reported_at = _moment(words["reported_at"])
    if reported_at is None:
        return None, _("“%(words)s” is geen dag of tijd. Schrijf 2026-03-04 of 4-3-2026.") % {
            "words": words["reported_at"]
        }
    closed_at = _moment(words["closed_on"]) if words["closed_on"] else None
    if words["closed_on"] and closed_at is None:
        return None, _("“%(words)s” is geen dag waarop de melding klaar was.") % {"words": words["closed_on"]}
    try:
        lat, lon = (float(words[key].replace(",", ".")) for key in ("lat", "lon"))
    except ValueError:
        return None, _("De plek is geen getal: “%(lat)s” en “%(lon)s”.") % {"lat": words["lat"], "lon": words["lon"]}
    if not (50 <= lat <= 54 and 3 <= lon <= 8):
        return None, _("De plek %(lat)s, %(lon)s ligt niet in Nederland. Geef breedte en lengte in graden.") % {
            "lat": words["lat"],
            "lon": words["lon"],
        }
    return (
        Row(
            line=line,
            id=words["id"][:100],
            reported_at=reported_at,
            lat=lat,
            lon=lon,
            category=text.shorten(words["category"], 120),
            category_code=words["category_code"] or slugify(words["category"]),
            group=text.shorten(words["group"], 120),
            text=words["text"],
            address=text.shorten(words["address"], 200),
            closed_at=closed_at,
        ),
        "",
    )


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
