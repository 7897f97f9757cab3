"""Justification, receipts, repayment, in the example."""

from __future__ import annotations

from datetime import datetime


def make_justifications(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
