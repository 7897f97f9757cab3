"""What the desk remembers from scan to scan. It stands in the address, in numbers and codes: no name, no session."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries.desk import MOST_ON_PILE
from wijkwerk.foundation.kit import text

MOST_SHOWN = 30


class DeskState(NamedTuple):
    workshop: Facility
    resident_id: int | None = None  # inwoner
    for_id: int | None = None  # voor: the neighbour that it is borrowed for
    codes: tuple[str, ...] = ()  # ding: what lies on the pile
    out: tuple[int, ...] = ()  # uit: loans that were just made
    back: tuple[int, ...] = ()  # terug: loans that just ended

    @property
    def resident(self) -> Resident | None:
        return _known(self.workshop, self.resident_id)

    @property
    def for_resident(self) -> Resident | None:
        return _known(self.workshop, self.for_id) if self.for_id != self.resident_id else None

    @property
    def values(self) -> list[tuple[str, str]]:
        """As fields of an address or of a form."""
        pairs: list[tuple[str, Any]] = [("inwoner", self.resident_id), ("voor", self.for_id)]
        pairs += [("ding", code) for code in self.codes]
        pairs += [("uit", number) for number in self.out] + [("terug", number) for number in self.back]
        return [(name, str(value)) for name, value in pairs if value]

    @property
    def address(self) -> str:
        values = urlencode(self.values)
        address = reverse("workshop:desk", args=[self.workshop.pk])
        return f"{address}?{values}" if values else address

    def with_code(self, code: str) -> DeskState:
        return self._replace(codes=tuple(dict.fromkeys([*self.codes, code]))[:MOST_ON_PILE], out=())

    def without_code(self, code: str) -> DeskState:
        return self._replace(codes=tuple(each for each in self.codes if each != code))

    def for_person(self, resident: Resident) -> DeskState:
        """Somebody was chosen. What was scanned before stays; what was done for another does not."""
        is_same = resident.pk == self.resident_id
        return self._replace(
            resident_id=resident.pk, for_id=self.for_id if is_same else None, out=self.out if is_same else (), back=()
        )


def state_in(workshop: Facility, data: QueryDict) -> DeskState:
    return DeskState(
        workshop,
        resident_id=number_in(data.get("inwoner")),
        for_id=number_in(data.get("voor")),
        codes=tuple(dict.fromkeys(filter(None, map(text.plain_code, data.getlist("ding")))))[:MOST_ON_PILE],
        out=_numbers(data.getlist("uit")),
        back=_numbers(data.getlist("terug")),
    )


def number_in(words: str | None) -> int | None:
    """A number that a database holds, or none."""
    return int(words) if words and words.isascii() and words.isdecimal() and len(words) < 19 else None


def _numbers(words: list[str]) -> tuple[int, ...]:
    return tuple(number for each in words if (number := number_in(each)) is not None)[-MOST_SHOWN:]


def _known(workshop: Facility, pk: int | None) -> Resident | None:
    if pk is None:
        return None
    found: Resident | None = Resident.objects.known().filter(facility=workshop, pk=pk).first()
    return found
