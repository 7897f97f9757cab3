"""Who is known at a workshop: by number, by card, by the beginning of any word of the name."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

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
    """Those of whom each word that was typed begins a word of the name; who came last stands first.

    The words that begin so are a stretch of the index on both databases. All are read in one go and counted by person,
    and the persons fetched after: a join for each word is a thousand times slower on a PostgreSQL that has not yet
    counted how common words are.
    """
    typed = words_of(words)[:MOST_WORDS]
    if not typed:
        return []
    begins = [Q(word__gte=word, word__lte=word.ljust(LONGEST_WORD, "z")) for word in typed]
    named = ResidentWord.objects.filter(reduce(or_, begins), facility=workshop, resident__is_erased=False)
    named = named.order_by().values("resident_id", "resident__seen_at")
    for number, word in enumerate(begins):
        named = named.annotate(**{f"has_{number}": Count("pk", filter=word)}).filter(**{f"has_{number}__gt": 0})
    newest = named.order_by("-resident__seen_at", "-resident_id").values_list("resident_id", flat=True)[:MOST_FOUND]
    numbers = list(newest)
    found = Resident.objects.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def by_card(workshop: Facility, code: str) -> Resident | None:
    card = plain_code(code)
    found: Resident | None = residents(workshop).filter(card_code=card).first() if card else None
    return found


def plain_code(code: str) -> str:
    """A code as it is kept, however it was typed or scanned: capitals, no spaces."""
    return "".join(code.split()).upper()[:40]
