"""What the plans keep about people, why, and how long; each part of them says so for its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wijkwerk.domain.plans.privacy import agendas, documents, evaluations, visions, year_plans
from wijkwerk.foundation.kit.personal_data import Line

PARTS: tuple[Any, ...] = (agendas, documents, evaluations, visions, year_plans)
LINES: list[Line] = [line for part in PARTS for line in getattr(part, "LINES", [])]
NO_PERSONAL_DATA: dict[str, str] = {model: why for part in PARTS for model, why in part.NO_PERSONAL_DATA.items()}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    part = next(part for part in PARTS if line in getattr(part, "LINES", []))
    count: int = part.erase(line, before=before, at=at)
    return count
