"""Vote rounds, ballots and counts, in the example."""

from __future__ import annotations

from datetime import datetime


def make_votes(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
