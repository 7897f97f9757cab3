"""Who is known at a workshop: by number, by card, by the beginning of any word of the name."""

from __future__ import annotations

from typing import Any

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident, ResidentWord
from wijkwerk.domain.workshop.models.residents import LONGEST_WORD, words_of

MOST_FOUND = 20
MOST_WORDS = 4  # of what is typed; more narrow nothing down


def residents(workshop: Facility) -> Any:
    return Resident.objects.known().filter(facility=workshop)


def resident(workshop: int, pk: int) -> Resident:
    """With the workshop and its area, so that nobody need ask again whose it is."""
    found: Resident = Resident.objects.select_related("facility__work_area").get(facility=workshop, pk=pk)
    return found


def find_residents(workshop: Facility, words: str) -> list[Resident]:
    """Those of whom each word that was typed begins a word of the name; who came last stands first."""
    typed = sorted(words_of(words), key=len, reverse=True)[:MOST_WORDS]
    if not typed:
        return []
    longest, *others = typed
    found = residents(workshop).filter(pk__in=_with_word(workshop, longest))
    for word in others:
        found = found.filter(pk__in=_with_word(workshop, word))
    return list(found.order_by("-seen_at", "-pk")[:MOST_FOUND])


def _with_word(workshop: Facility, beginning: str) -> Any:
    """Between the word itself and the last that can begin so: a stretch of the index on both databases."""
    last = beginning.ljust(LONGEST_WORD, "z")
    return ResidentWord.objects.filter(facility=workshop, word__gte=beginning, word__lte=last).values("resident_id")


def by_card(workshop: Facility, code: str) -> Resident | None:
    card = plain_code(code)
    found: Resident | None = residents(workshop).filter(card_code=card).first() if card else None
    return found


def plain_code(code: str) -> str:
    """A code as it is kept, however it was typed or scanned: capitals, no spaces."""
    return "".join(code.split()).upper()[:40]
