"""Applications: what somebody asks money for, in the example."""

from __future__ import annotations

from datetime import datetime


def make_applications(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
