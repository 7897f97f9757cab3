"""Bringing in what was reported elsewhere: read twice is one, nothing half, each finds its buurt."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.operations.outcome import Count
from wijkwerk.domain.areas.reading.faults import dutch_number
from wijkwerk.domain.signals import search
from wijkwerk.domain.signals.models import Category, Channel, PlaceKind, Signal
from wijkwerk.domain.signals.operations import moving
from wijkwerk.domain.signals.reading import Row
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import bulk, clock
from wijkwerk.foundation.search import index
from wijkwerk.foundation.tenancy import scope

BATCH = 1_000
COLUMNS = ["id", "client_key", "state", "text", "category_id", "lat", "lon", "address", "work_area_id", "buurt_code",
           "created_at", "reported_at", "closed_at", "imported_as"]  # fmt: skip


@dataclass
class Brought:
    """What an import did: counts, how many found their buurt, and what lies outside."""

    signals: Count = field(default_factory=Count)
    in_buurt: int = 0
    outside: list[Row] = field(default_factory=list)

    def lines(self) -> list[str]:
        told = [
            _("meldingen: %(count)s.") % {"count": self.signals},
            _("%(found)s van %(all)s meldingen hebben een buurt.")
            % {"found": dutch_number(self.in_buurt), "all": dutch_number(self.signals.total)},
        ]
        if self.outside:
            lines = ", ".join(str(row.line) for row in self.outside[:20])
            told.append(
                _("%(count)s meldingen liggen buiten de gemeente en staan zonder gebied op de lijst (regel %(lines)s).")
                % {"count": len(self.outside), "lines": lines}
            )
        return told


def municipality_of(rows: Sequence[Row], *, year: int) -> str:
    """The code of the municipality in which most of the points lie; empty when none is known."""
    found = [
        codes.municipality_of(code)
        for code in areas.codes_at([row.lat for row in rows], [row.lon for row in rows], year=year)
        if code is not None
    ]
    return max(set(found), key=found.count) if found else ""


@transaction.atomic
def import_signals(rows: Sequence[Row], *, source: str, by: Actor, at: datetime) -> Brought:
    """Keep these reports. `source` is where their numbers come from: the same number of the same source is one."""
    own, brought = scope.current(), Brought()
    codes_found = areas.codes_at([row.lat for row in rows], [row.lon for row in rows], year=own.areas_year)
    known = _known([f"{source}:{row.id}" for row in rows])
    fresh: list[tuple[Row, str]] = []
    ended: dict[int, datetime] = {}
    for row, code in zip(rows, codes_found, strict=True):
        brought.in_buurt += code is not None
        if code is None or codes.municipality_of(code) != own.code:
            brought.outside.append(row)
        pk, state = known.get(f"{source}:{row.id}", (0, ""))
        if not pk:
            fresh.append((row, code or ""))
        elif row.closed_at is not None and state in ACTIVE:
            ended[pk] = row.closed_at
        else:
            brought.signals.same += 1
    brought.signals.changed = _end(ended, at=at)
    brought.signals.new = _keep(fresh, source=source, at=at)
    journal.record("signals.imported", about=own, by=by, at=at, details={"source": source, "new": brought.signals.new})
    return brought


def _known(names: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Number and state of those that were imported before."""
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(names), BATCH):
        # That it was imported at all is said too: only so can the databases use the index, which has no others.
        batch = Signal.objects.exclude(imported_as="").filter(imported_as__in=names[start : start + BATCH])
        found |= {name: (pk, state) for name, pk, state in batch.values_list("imported_as", "pk", "state")}
    return found


def _end(ended: dict[int, datetime], *, at: datetime) -> int:
    """Those that have been dealt with elsewhere since: how many."""
    for start in range(0, len(ended), BATCH):
        numbers = sorted(ended)[start : start + BATCH]
        for signal in Signal.objects.filter(pk__in=numbers).select_related("category").order_by("pk"):
            signal.state, signal.closed_at, signal.due_on = State.DONE, ended[signal.pk], None
            moving.save(signal, at=at)
    return len(ended)


def _keep(fresh: list[tuple[Row, str]], *, source: str, at: datetime) -> int:
    """Those that are new, past the models, with what they are found by: how many."""
    categories = _categories([row for row, _code in fresh])
    of_buurt = areas.work_area_ids(clock.dutch(at).date())
    before, after = reverse("signals:signal", args=[0]).rsplit("0", 1)
    fresh = sorted(fresh, key=lambda found: found[0].reported_at)  # so does the index of words take them quickest
    with index.many_new():
        for start in range(0, len(fresh), BATCH):
            batch = fresh[start : start + BATCH]
            numbers = bulk.numbers(Signal, len(batch))
            kept, found = [], []
            for number, (row, code) in zip(numbers, batch, strict=True):
                category, area_id = categories.get(row.category_code), of_buurt.get(code)
                text = row.text or _text_of(row)
                kept.append(
                    (
                        number,
                        uuid.uuid4(),
                        State.DONE.value if row.closed_at else State.NEW.value,
                        text,
                        category.pk if category else None,
                        row.lat,
                        row.lon,
                        row.address,
                        area_id,
                        code,
                        row.reported_at,
                        row.reported_at,
                        row.closed_at,
                        f"{source}:{row.id}",
                    )
                )
                found.append(
                    search.document_for_staff(
                        number,
                        text=text,
                        place=row.address,
                        category=category.name if category else "",
                        at=row.reported_at,
                        area_id=area_id,
                        address=f"{before}{number}{after}",
                    )
                )
            bulk.insert(
                Signal,
                COLUMNS,
                kept,
                municipality_id=scope.current().pk,
                channel=Channel.IMPORT,
                place_kind=PlaceKind.POINT,
                changed_at=at,
            )
            index.put_new(found)
    return len(fresh)


def _text_of(row: Row) -> str:
    return _("Ingelezen melding over %(subject)s.") % {"subject": row.category or _("de openbare ruimte")}


def _categories(rows: Sequence[Row]) -> dict[str, Category]:
    """The subjects by code; those that are new are made."""
    known = {category.code: category for category in Category.objects.all()}
    for row in rows:
        if row.category_code and row.category_code not in known:
            known[row.category_code] = Category.objects.create(
                code=row.category_code, name=row.category or row.category_code, group=row.group
            )
    return known
