"""What is wrong with a file, row by row, in words for whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from wijkwerk.foundation.kit.refusals import Refusal

MOST_NAMED: Final = 200


class Fault(NamedTuple):
    """Where: file and line or feature, with the code if there is one. Why: a sentence."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}" if self.where else self.why


class FileRefused(Refusal):
    """A file with faults: nothing of it is kept."""

    def __init__(self, faults: Sequence[Fault], total: int) -> None:
        self.faults = list(faults)
        self.total = total
        if total == 1:
            words = _("Er is niets ingelezen, want er is 1 fout. %(fault)s") % {"fault": self.faults[0]}
        else:
            words = _("Er is niets ingelezen, want er zijn %(total)s fouten.") % {"total": dutch_number(total)}
        super().__init__(words)

    @property
    def not_named(self) -> int:
        return self.total - len(self.faults)


class Faults:
    """Gathers faults; names the first of them and counts all."""

    def __init__(self) -> None:
        self.named: list[Fault] = []
        self.total = 0

    def __bool__(self) -> bool:
        return self.total > 0

    def add(self, where: str, why: str) -> None:
        self.total += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(Fault(where, why))

    def refuse_if_any(self) -> None:
        if self.total:
            raise FileRefused(self.named, self.total)


def refuse(where: str, why: str) -> FileRefused:
    """A file that cannot be read at all."""
    return FileRefused([Fault(where, why)], 1)


def dutch_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
