"""Reach and dependency, the public page."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.foundation.kit.personal_data import Line

LINES: list[Line] = []
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.WorkshopGoal": "what a workshop wants to bring about",
    "workshop.WorkshopKey": "names of keys",
    "workshop.KeyHolder": "which employee or participant has a key; goes with them",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    raise LookupError(line.model)
