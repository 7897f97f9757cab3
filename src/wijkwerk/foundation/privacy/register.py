"""The register of processing: every room's lines about the people in its rows, collected when the program starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from wijkwerk.foundation.kit.personal_data import Line, Term


class Eraser(Protocol):
    """A room's `erase`: one batch of rows whose term ended; how many went."""

    def __call__(self, line: Line, *, before: datetime, at: datetime) -> int: ...


@dataclass(frozen=True)
class TermLine:
    """A line whose rows go by themselves: its term, and who lets them go."""

    line: Line
    term: Term
    erase: Eraser


_lines: dict[str, Line] = {}
_term_lines: dict[str, TermLine] = {}


def load() -> None:
    """Read the `privacy.py` of every room; a line that cannot be right stops the program at once."""
    _lines.clear()
    _term_lines.clear()
    for line, erase in _said_by_the_rooms():
        enter(line, erase)


def enter(line: Line, erase: Eraser | None) -> None:
    apps.get_model(line.model)  # raises when there is none
    if line.key in _lines:
        raise ImproperlyConfigured(f"{line.key} stands in the register twice: give one of its lines a `part`")
    _lines[line.key] = line
    if line.term_setting is not None:
        if erase is None:
            raise ImproperlyConfigured(f"{line.key} has a term, but its room's privacy.py has no erase()")
        _term_lines[line.key] = TermLine(line, line.term_setting, erase)


def lines() -> list[Line]:
    """All lines, the rooms of the domain first: what residents look for."""
    return sorted(
        _lines.values(), key=lambda line: not apps.get_model(line.model).__module__.startswith("wijkwerk.domain")
    )


def term_lines() -> list[TermLine]:
    return [_term_lines[line.key] for line in lines() if line.key in _term_lines]


def term_line(key: str) -> TermLine | None:
    return _term_lines.get(key)


def _said_by_the_rooms() -> Iterator[tuple[Line, Eraser | None]]:
    for room in apps.get_app_configs():
        if room.name.startswith("wijkwerk.") and find_spec(f"{room.name}.privacy"):
            said = import_module(f"{room.name}.privacy")
            for line in getattr(said, "LINES", []):
                yield line, getattr(said, "erase", None)
