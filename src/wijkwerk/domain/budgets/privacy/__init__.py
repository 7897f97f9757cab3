"""What is kept about people around money for initiatives, why, and how long; each part says so for its own."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.domain.budgets.privacy import applications, decisions, funds, initiatives, justifications, ledger, votes
from wijkwerk.foundation.kit.personal_data import Line

PARTS = (funds, applications, decisions, ledger, justifications, votes, initiatives)
LINES: list[Line] = [line for part in PARTS for line in part.LINES]
NO_PERSONAL_DATA: dict[str, str] = {model: why for part in PARTS for model, why in part.NO_PERSONAL_DATA.items()}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    part = next(part for part in PARTS if line in part.LINES)
    count: int = part.erase(line, before=before, at=at)
    return count
