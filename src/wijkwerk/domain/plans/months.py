"""Months in words: for choices, and for a period within a year."""

from __future__ import annotations

from django.utils.dates import MONTHS


def choices() -> list[tuple[str, str]]:
    return [("", "–"), *((str(number), str(name).lower()) for number, name in MONTHS.items())]


def period(first: int | None, last: int | None, year: int) -> str:
    """april 2013, april tot en met juni 2013; nothing when nothing is planned."""
    if first is None or last is None:
        return ""
    start, end = str(MONTHS[first]).lower(), str(MONTHS[last]).lower()
    return f"{start} {year}" if first == last else f"{start} – {end} {year}"
