"""What an import did, in numbers and in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wijkwerk.domain.areas.reading.faults import dutch_number


@dataclass
class Count:
    """How many rows of one sort were new, changed, or already there as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.same

    def __str__(self) -> str:
        return _("%(new)s nieuw, %(changed)s gewijzigd, %(same)s hetzelfde") % {
            "new": dutch_number(self.new),
            "changed": dutch_number(self.changed),
            "same": dutch_number(self.same),
        }


@dataclass
class Outcome:
    """Counts by sort, and what else is worth knowing."""

    counts: dict[str, Count] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [f"{sort}: {count}." for sort, count in self.counts.items()] + self.notes
