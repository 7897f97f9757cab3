"""The names that every row of a list needs, kept in the memory of the process: subjects and work areas."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals.models import Category
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope

KEPT = timedelta(minutes=1)  # so long may a list show the former name of a subject


class Names(NamedTuple):
    """What a row says of its subject and area, by number, ready to be written."""

    categories: dict[int | None, dict[str, Any] | None]
    areas: dict[int | None, dict[str, Any] | None]
    numbers: dict[str, int]  # of subjects, by code
    read_at: datetime


_MEMORY: dict[int, Names] = {}


def names(*, category_ids: set[int | None], area_ids: set[int | None]) -> Names:
    """The names of at least these; read anew after a minute, and when one of them is not known yet."""
    own, at = scope.current().pk, clock.now()
    known = _MEMORY.get(own)
    if (
        known is None
        or at - known.read_at > KEPT
        or not (category_ids <= known.categories.keys() and area_ids <= known.areas.keys())
    ):
        known = _MEMORY[own] = _read(at)
    return known


def category_number(code: str) -> int:
    """The number of the subject with this code; 0, which no subject has, where there is none."""
    known = _MEMORY.get(scope.current().pk)
    if known is None or code not in known.numbers or clock.now() - known.read_at > KEPT:
        known = _MEMORY[scope.current().pk] = _read(clock.now())
    return known.numbers.get(code, 0)


def _read(at: datetime) -> Names:
    categories: dict[int | None, dict[str, Any] | None] = {None: None}
    numbers: dict[str, int] = {}
    for number, code, name in Category.objects.values_list("id", "code", "name"):
        categories[number] = {"code": code, "naam": name}
        numbers[code] = number
    areas: dict[int | None, dict[str, Any] | None] = {None: None}
    for number, name in WorkArea.objects.values_list("id", "name"):
        areas[number] = {"nummer": number, "naam": name}
    return Names(categories, areas, numbers, at)


def forget() -> None:
    """For tests, whose numbers come back with other names."""
    _MEMORY.clear()
