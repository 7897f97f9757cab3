"""What concerns one resident today, as lines of one shape: each part of the workshop gives its own."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class DeskLine(NamedTuple):
    """`tone` as badges have it: neutral, info, ok, warning, danger. `urgent` lines stand first."""

    title: str  # what it is: "Heggenschaar T-0042"
    text: str  # how it stands: "terug op 9 maart"
    tone: str
    address: str
    at: datetime | None = None
    urgent: bool = False
