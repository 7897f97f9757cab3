"""Funds, their rules, pots and rounds, in the example."""

from __future__ import annotations

from datetime import datetime


def make_funds(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
