"""Bringing in what was reported elsewhere: read twice is one, nothing half, each finds its buurt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import codes
from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.operations.outcome import Count
from wijkwerk.domain.areas.reading.faults import dutch_number
from wijkwerk.domain.signals import search
from wijkwerk.domain.signals.models import Category, Channel, Kind, PlaceKind, Signal
from wijkwerk.domain.signals.operations import moving
from wijkwerk.domain.signals.reading import Row
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.search import index
from wijkwerk.foundation.tenancy import scope

BATCH = 1_000


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
    found = areas.codes_at([row.lat for row in rows], [row.lon for row in rows], year=own.areas_year)
    of_buurt = areas.work_area_ids(clock.dutch(at).date())
    categories = _categories(rows)
    known = _known(source)
    fresh: list[Signal] = []
    for row, code in zip(rows, found, strict=True):
        brought.in_buurt += code is not None
        if code is None or codes.municipality_of(code) != own.code:
            brought.outside.append(row)
        signal = known.get(f"{source}:{row.id}")
        if signal is None:
            fresh.append(_new(row, code or "", of_buurt.get(code or ""), categories, source=source, at=at))
            brought.signals.new += 1
        elif row.closed_at is not None and signal.state in ACTIVE:
            signal.state, signal.closed_at, signal.due_on = State.DONE, row.closed_at, None
            moving.save(signal, at=at)
            brought.signals.changed += 1
        else:
            brought.signals.same += 1
    for start in range(0, len(fresh), BATCH):
        made = Signal.objects.bulk_create(fresh[start : start + BATCH])
        index.put_all(document for signal in made for document in search.documents_of(signal))
    journal.record("signals.imported", about=own, by=by, at=at, details={"source": source, "new": brought.signals.new})
    return brought


def _known(source: str) -> dict[str, Signal]:
    found = Signal.objects.filter(imported_as__startswith=f"{source}:").select_related("category")
    return {signal.imported_as: signal for signal in found}


def _categories(rows: Sequence[Row]) -> dict[str, Category]:
    """The subjects by code; those that are new are made."""
    known = {category.code: category for category in Category.objects.all()}
    for row in rows:
        if row.category_code and row.category_code not in known:
            known[row.category_code] = Category.objects.create(
                code=row.category_code[:80], name=row.category or row.category_code, group=row.group
            )
    return known


def _new(
    row: Row, code: str, work_area_id: int | None, categories: dict[str, Category], *, source: str, at: datetime
) -> Signal:
    category = categories.get(row.category_code)
    return Signal(
        kind=Kind.REPORT,
        state=State.DONE if row.closed_at else State.NEW,
        channel=Channel.IMPORT,
        text=row.text
        or _("Ingelezen melding over %(subject)s.") % {"subject": row.category or _("de openbare ruimte")},
        category=category,
        place_kind=PlaceKind.POINT,
        lat=row.lat,
        lon=row.lon,
        address=row.address,
        work_area_id=work_area_id,
        buurt_code=code,
        created_at=row.reported_at,
        reported_at=row.reported_at,
        changed_at=at,
        closed_at=row.closed_at,
        imported_as=f"{source}:{row.id}",
    )
