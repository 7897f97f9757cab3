"""The workshop of the example: invented people, tools, chores. Each part fills its own, once."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.domain.workshop.example.base import make_base


def make_example_workshop(*, at: datetime) -> None:
    """Everything of the workshop; what is there stays, so again is harmless."""
    make_base(at=at)
