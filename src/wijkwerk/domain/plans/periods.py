"""A year, or a half or a quarter of it: in words, and where it stands on a line."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _


def start_of(year: int, part: int, grain: int) -> date:
    return date(year, 1 + (part - 1) * (12 // grain), 1)


def place_of(year: int, part: int, grain: int) -> float:
    """Years along a line; a half is half a year further."""
    return year + (part - 1) / grain


def words_of(year: int, part: int, grain: int) -> str:
    """2013, 1e helft 2013, 3e kwartaal 2013."""
    if grain == 1:
        return str(year)
    which = _("helft") if grain == 2 else _("kwartaal")
    return f"{part}e {which} {year}"
