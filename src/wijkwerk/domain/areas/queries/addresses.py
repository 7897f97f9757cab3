"""Addresses by words, by postcode and number, and by point.

They come from the location service where the municipality uses it, else from its own list. A service that fails stands
in nobody's way: then the own list answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from wijkwerk.domain.areas import location
from wijkwerk.domain.areas.location import Location, LocationServiceDown
from wijkwerk.domain.areas.models import Address
from wijkwerk.domain.areas.queries.places import Spot, local_index, spot_of
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.tenancy import scope

SHORTEST: Final = 2
_OWN: Final = "eigen-"
_POSTCODE: Final = re.compile(r"\b([1-9]\d{3})\s?([A-Za-z]{2})\b", re.ASCII)
_NUMBER: Final = re.compile(r"(?<!\d)(\d{1,5})\s?-?\s?([A-Za-z]?\d{0,3})\b", re.ASCII)
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")
_NEAR_DEGREES: Final = 0.0005  # about fifty metres
_FLATTER: Final = 0.6  # a degree of longitude is that much of one of latitude


def plain(words: str) -> str:
    """Small letters without accents and signs: how addresses are compared."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    return _NO_LETTER.sub(" ", "".join(each for each in letters if not unicodedata.combining(each))).strip()


def addresses_like(words: str, *, most: int = 8) -> list[Location]:
    """Addresses that go with these words, the best first."""
    words = text.shorten(words, text.SENTENCE)
    if len(words) < SHORTEST:
        return []
    own = scope.current()
    if own.uses_location_service:
        try:
            return location.free(words, municipality_code=own.code, rows=most)
        except LocationServiceDown:
            pass
    return [as_location(address) for address in _on_own_list(words, most)]


def address_lines(words: str, *, most: int = 8) -> list[str]:
    """Lines to choose from while somebody types; what is chosen is found by `find_address`."""
    words, own = text.shorten(words, text.SENTENCE), scope.current()
    if own.uses_location_service and len(words) >= SHORTEST:
        try:
            return [each.line for each in location.suggest(words, municipality_code=own.code, rows=most)]
        except LocationServiceDown:
            pass
    return [str(address) for address in _on_own_list(words, most)] if len(words) >= SHORTEST else []


def address(address_id: str) -> Location | None:
    """The place of an address that was found before, by its id: of the own list or of the service."""
    if address_id.startswith(_OWN):
        number = address_id.removeprefix(_OWN)
        found = Address.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        return as_location(found) if found else None
    if scope.current().uses_location_service:
        try:
            return location.lookup(address_id)
        except LocationServiceDown:
            pass
    return None


def find_address(words: str) -> Location | None:
    """The place that somebody means by an address; None when it is not clear which."""
    found = addresses_like(words)
    if len(found) > 1 and _NUMBER.search(_POSTCODE.sub(" ", words)):
        exact = [place for place in found if plain(place.line).startswith(plain(words))]
        found = exact or found
        return found[0]
    return found[0] if len(found) == 1 else None


def nearest_address(lat: float, lon: float) -> Location | None:
    """The address nearest to a point, when there is one within some fifty metres."""
    if scope.current().uses_location_service:
        try:
            return location.reverse(lat, lon)
        except LocationServiceDown:
            pass
    wide = _NEAR_DEGREES / _FLATTER
    near = Address.objects.filter(
        lat__range=(lat - _NEAR_DEGREES, lat + _NEAR_DEGREES), lon__range=(lon - wide, lon + wide)
    )
    ranked = sorted(near, key=lambda each: (each.lat - lat) ** 2 + ((each.lon - lon) * _FLATTER) ** 2)
    return as_location(ranked[0]) if ranked else None


def spot_of_postcode(words: str, on: date) -> Spot | None:
    """The buurt and work area of a postcode: where most of its addresses lie. None for a postcode unknown here."""
    found = _POSTCODE.search(words)
    if found is None:
        return None
    postcode = (found[1] + found[2]).upper()
    points: Sequence[tuple[float, float]] = list(
        Address.objects.filter(postcode=postcode).order_by("id").values_list("lat", "lon")
    )
    if not points:
        points = [(place.lat, place.lon) for place in addresses_like(postcode, most=1)]
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    counted = Counter(code for code in local_index().areas_of(lats, lons) if code is not None)
    return spot_of(counted.most_common(1)[0][0], on) if counted else None


def as_location(address: Address) -> Location:
    return Location(f"{_OWN}{address.pk}", str(address), address.postcode, address.lat, address.lon)


def _on_own_list(words: str, most: int) -> list[Address]:
    wanted = Q()
    if postcode := _POSTCODE.search(words):
        wanted &= Q(postcode=(postcode[1] + postcode[2]).upper())
        words = _POSTCODE.sub(" ", words)
    if numbers := list(_NUMBER.finditer(words)):
        number = numbers[-1]
        wanted &= Q(number=int(number[1]))
        if number[2]:
            wanted &= Q(addition__istartswith=number[2])
        words = words[: number.start()] + " " + words[number.end() :]
    for word in plain(words).split():
        wanted &= Q(words__contains=word)
    return list(Address.objects.filter(wanted).order_by("words", "number", "addition")[:most]) if wanted else []
