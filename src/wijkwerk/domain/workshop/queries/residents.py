"""Who is known at a workshop: by number, by card, by the beginning of any word of the name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils.formats import date_format

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident, ResidentWord
from wijkwerk.domain.workshop.models.residents import LONGEST_WORD, words_of
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.privacy import register
from wijkwerk.foundation.tenancy import scope

MOST_FOUND = 20
MOST_WORDS = 4  # of what is typed; more narrow nothing down
MOST_SHOWN = 1_000  # rows of one sort
NOT_SHOWN = {"link_key", "about_kind"}  # a key, and a name of ours
ABOUT = {"tool", "kind", "kit", "bicycle", "skill", "plot"}  # things, not people


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
    card = text.plain_code(code)
    found: Resident | None = residents(workshop).filter(card_code=card).first() if card else None
    return found


class Known(NamedTuple):
    """What stands about somebody in one place: what it is, in the words of the register, and each row of it."""

    what: str
    rows: list[str]


def known_about(resident: Resident) -> list[Known]:
    """Every row of the workshop that names somebody, of whatever part."""
    found: list[tuple[str, list[Any]]] = []
    said = {line.model.lower(): str(line.what) for line in reversed(register.lines())}
    for relation in related():
        model: Any = relation.related_model
        rows = model.objects.filter(**{relation.field.name: resident})
        found.append((said.get(model._meta.label_lower, ""), list(rows.order_by("pk")[:MOST_SHOWN])))
    codes = {getattr(row, "buurt_code", "") for _what, rows in found for row in rows} - {""}
    names = areas.names_of(codes, scope.current().areas_year)
    return [Known(what, [in_words(row, names) for row in rows]) for what, rows in found if rows]


def related() -> list[Any]:
    """Every way in which a row of the workshop names a resident; whatever the part of it, now or later."""
    ways: Any = Resident._meta.get_fields(include_hidden=True)
    named = (way for way in ways if way.auto_created and not way.concrete)
    return [way for way in named if way.related_model not in (Resident, ResidentWord)]


def in_words(row: Any, buurten: Mapping[str, str]) -> str:
    """A row as its dates, its choices and what it is about; no field is left out because nobody thought of it."""
    parts: list[str] = []
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if value in (None, "", False) or each.primary_key or isinstance(value, UUID):
            continue
        if each.choices:
            parts.append(str(getattr(row, f"get_{each.name}_display")()))
        elif isinstance(value, datetime):
            parts.append(date_format(clock.dutch(value), "j F Y, H:i"))
        elif isinstance(value, date):
            parts.append(date_format(value, "j F Y"))
        elif each.name.endswith("_cents"):
            parts.append(written(value))
        elif isinstance(value, str) and each.name not in NOT_SHOWN:
            parts.append(buurten.get(value, value) if each.name == "buurt_code" else value)
        elif each.name in ABOUT:
            parts.append(str(getattr(row, each.name)))
    return " · ".join(dict.fromkeys(parts))
