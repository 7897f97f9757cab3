"""Initiatives in public and the yearly award, in the example."""

from __future__ import annotations

from datetime import datetime


def make_initiatives(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
