"""The workshop itself, by its number in an address."""

from __future__ import annotations

from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Facility


def workshop(workshop: int) -> Facility:
    return facilities.workshop(workshop)


def place(workshop: int) -> Facility:
    """Any place by its number: a garden has a rota too."""
    return facilities.facility(workshop)
