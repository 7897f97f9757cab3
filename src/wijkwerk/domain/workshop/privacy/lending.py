"""Tools, loans, reservations, labels, the catalogue."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.foundation.kit.personal_data import Line

LINES: list[Line] = []
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.ToolKind": "kinds of tools and the rules of their loans",
    "workshop.Tool": "things with a label",
    "workshop.Kit": "things that go out together",
    "workshop.Loan": "which thing went out when; who took it is the resident's row, and goes with its term",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    raise LookupError(line.model)
