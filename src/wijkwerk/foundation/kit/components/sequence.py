"""Things in an order: links side by side, steps that are taken, moments that have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, each with its own address."""

    title: str
    address: str
    current: bool = False
    count: int | str | None = None
    holds_current: bool = False  # what is open lies within it


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way; the state is said in words as well."""

    title: str
    state: Literal["done", "current", "todo", "stopped"] = "todo"
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened (or will), for a timeline."""

    title: str
    at: datetime | date | None = None
    text: str = ""
    by: str = ""
    icon: str = ""
    tone: str = "neutral"
    address: str = ""

    @property
    def has_time(self) -> bool:
        return isinstance(self.at, datetime)
