"""How far apart places are, and an order to walk them in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Protocol, TypeVar

EARTH = 6_371_000  # metres


class Located(Protocol):
    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...


Stop = TypeVar("Stop", bound=Located)


def metres(one: Located, other: Located) -> int | None:
    """As the crow flies; None where one of them has no place on the map."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one.lon - other.lon) / 2) ** 2
    return round(2 * EARTH * asin(sqrt(half)))


def nearest_first(stops: Sequence[Stop]) -> list[Stop]:
    """From the first that has a place, each time to the nearest that is left; those without a place come last."""
    left = [stop for stop in stops if stop.lat is not None and stop.lon is not None]
    nowhere = [stop for stop in stops if stop.lat is None or stop.lon is None]
    walked: list[Stop] = []
    while left:
        here = walked[-1] if walked else left[0]
        following = min(left, key=lambda stop: metres(here, stop) or 0)
        left.remove(following)
        walked.append(following)
    return walked + nowhere


def length(stops: Sequence[Stop]) -> int:
    """Metres from the first stop to the last, in this order."""
    placed = [stop for stop in stops if stop.lat is not None and stop.lon is not None]
    return sum(metres(one, other) or 0 for one, other in itertools.pairwise(placed))
