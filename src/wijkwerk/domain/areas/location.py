"""The national location service: addresses by words, and the address nearest to a point.

It may fail; nothing waits for it.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import structlog
from django.conf import settings

_LOG = structlog.get_logger("wijkwerk.areas")
_TIME: Final = (1.0, 2.0, 2.0, 2.0)  # seconds to connect, read, write, and for a place among connections
_POINT: Final = re.compile(r"POINT\(\s*([-\d.]+)\s+([-\d.]+)\s*\)", re.ASCII)
_FIELDS: Final = "id,type,weergavenaam,straatnaam,huis_nlt,postcode,woonplaatsnaam,gemeentecode,centroide_ll"
_NEAR_METRES: Final = 50


class LocationServiceDown(Exception):
    """The service did not answer, or not in its own words: use the own list and the map."""


class Location(NamedTuple):
    """A place that has an address: the line to show, and where it is."""

    id: str
    line: str
    postcode: str
    lat: float
    lon: float


class Suggestion(NamedTuple):
    id: str
    line: str


def free(words: str, *, municipality_code: str, rows: int = 8) -> list[Location]:
    """Places by words, best first."""
    found = _ask("free", q=words, rows=rows, fq=_within(municipality_code), fl=_FIELDS)
    return [place for document in found if (place := _location(document))]


def suggest(words: str, *, municipality_code: str, rows: int = 8) -> list[Suggestion]:
    """Lines to choose from while somebody types; `lookup` gives the place of the chosen one."""
    found = _ask("suggest", q=words, rows=rows, fq=_within(municipality_code), fl="id,weergavenaam")
    return [
        Suggestion(str(each["id"]), str(each["weergavenaam"])) for each in found if {"id", "weergavenaam"} <= set(each)
    ]


def lookup(location_id: str) -> Location | None:
    """The place of a suggestion."""
    found = _ask("lookup", id=location_id, fl=_FIELDS)
    return _location(found[0]) if found else None


def reverse(lat: float, lon: float) -> Location | None:
    """The address nearest to a point, when there is one near."""
    found = _ask("reverse", lat=lat, lon=lon, rows=1, type="adres", distance=_NEAR_METRES, fl=_FIELDS)
    return _location(found[0]) if found else None


def _within(municipality_code: str) -> list[str]:
    return ["type:(adres OR weg OR postcode OR woonplaats)", f"gemeentecode:{municipality_code.removeprefix('GM')}"]


def _ask(question: str, **parameters: Any) -> list[dict[str, Any]]:
    import httpx  # slow import, and not every municipality asks it

    try:
        answer = httpx.get(f"{settings.LOCATION_SERVICE.rstrip('/')}/{question}", params=parameters, timeout=_TIME)
        answer.raise_for_status()
        documents = answer.json()["response"]["docs"]
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as trouble:
        # No words of the question in the log: they may be somebody's address.
        _LOG.warning("location service failed", question=question, why=type(trouble).__name__)
        raise LocationServiceDown from trouble
    return [document for document in documents if isinstance(document, dict)] if isinstance(documents, list) else []


def _location(document: dict[str, Any]) -> Location | None:
    point = _POINT.fullmatch(str(document.get("centroide_ll", "")))
    line = document.get("weergavenaam")
    if point is None or not line:
        return None
    return Location(
        id=str(document.get("id", "")),
        line=str(line),
        postcode=str(document.get("postcode", "")),
        lat=float(point[2]),
        lon=float(point[1]),
    )
