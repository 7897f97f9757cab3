"""The ledger, payments and saving, in the example."""

from __future__ import annotations

from datetime import datetime


def make_ledger(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
