"""Committees, advice, decisions and grants, in the example."""

from __future__ import annotations

from datetime import datetime


def make_decisions(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
