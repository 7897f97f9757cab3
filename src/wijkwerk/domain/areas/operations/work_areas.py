"""Work areas: made, changed, split, joined and ended. What was true on a day stays true of that day.

A buurt is in one work area at a time. Every deed here first locks the municipality's row, so that two at once see each
other; on SQLite the write transaction itself is that lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.areas import codes, queries, search
from wijkwerk.domain.areas.models import Area, Succession, WorkArea, WorkAreaKind, WorkAreaPart
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality


class NameMissing(Refusal):
    message = gettext_lazy("Geef het gebied een naam.")
    field = "name"


class NameTaken(Refusal):
    field = "name"

    def __init__(self, name: str) -> None:
        super().__init__(_("Er is al een gebied dat %(name)s heet. Kies een andere naam.") % {"name": name})


class NoBuurten(Refusal):
    message = gettext_lazy("Kies een of meer buurten waar dit gebied uit bestaat.")
    field = "codes"


class UnknownBuurt(Refusal):
    field = "codes"

    def __init__(self, unknown: Sequence[str]) -> None:
        super().__init__(
            _("Deze buurten horen niet bij de gemeente: %(codes)s. Kies buurten uit de lijst.")
            % {"codes": ", ".join(unknown[:10])}
        )


class BuurtTaken(Refusal):
    field = "codes"

    def __init__(self, taken: Sequence[WorkAreaPart]) -> None:
        part = taken[0]
        words = _("Buurt %(code)s hoort dan al bij %(area)s. Een buurt hoort bij één gebied tegelijk.")
        super().__init__(words % {"code": part.code, "area": part.work_area.name})


class AlreadyEnded(Refusal):
    message = gettext_lazy("Dit gebied bestaat op die dag niet. Kies een dag waarop het bestaat.")
    field = "on"


class EndsWhereItBegins(Refusal):
    message = gettext_lazy("Een gebied kan niet ophouden op de dag waarop het begint. Kies een latere dag.")
    field = "on"


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom dit gebied ophoudt te bestaan.")
    field = "reason"


class TooFewToJoin(Refusal):
    message = gettext_lazy("Kies twee of meer gebieden om samen te voegen.")
    field = "work_areas"


class NotAllShared(Refusal):
    message = gettext_lazy("Verdeel alle buurten van het gebied over de nieuwe gebieden, elke buurt één keer.")
    field = "codes"


class ChangedMeanwhile(Refusal):
    message = gettext_lazy(
        "Iemand anders heeft dit gebied intussen gewijzigd. Wat u koos staat hier nog. "
        "Kijk op de pagina van het gebied hoe het nu is, en sla daarna opnieuw op."
    )
    status = 409


class NewPart(NamedTuple):
    """One of the work areas that a split makes."""

    name: str
    kind: WorkAreaKind
    codes: Collection[str]


@transaction.atomic
def create_work_area(
    *,
    name: str,
    kind: WorkAreaKind = WorkAreaKind.WIJK,
    codes: Collection[str],
    valid_from: date,
    by: Actor,
    at: datetime,
    border: bytes | None = None,
) -> WorkArea:
    """Make a work area of buurten that belong to no other from that day on."""
    _lock()
    _check_buurten(codes)
    work_area = _make(name, kind, codes, valid_from, border=border)
    search.put_work_areas(work_area)
    journal.record("areas.work_area_created", about=work_area, by=by, at=at, details={"codes": sorted(codes)})
    return work_area


@transaction.atomic
def rename_work_area(
    work_area: WorkArea, *, name: str, kind: WorkAreaKind, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """Another name, or another sort: it stays the same area. `seen` is the version that was looked at."""
    _lock()
    _renew(work_area, seen)
    _check_name(name, work_area.valid_from, work_area.valid_until, but=[work_area])
    was = {"name": work_area.name, "kind": work_area.kind}
    work_area.name, work_area.kind = name.strip(), kind
    work_area.save(update_fields=["name", "kind", "version"])
    search.put_work_areas(work_area)
    journal.record("areas.work_area_renamed", about=work_area, by=by, at=at, details={"was": was})


@transaction.atomic
def change_buurten(
    work_area: WorkArea, *, codes: Collection[str], on: date, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """From this day on the work area is made of these buurten; what it was made of before stays known."""
    _lock()
    _renew(work_area, seen)
    if not work_area.is_valid_on(on):
        raise AlreadyEnded
    kept = {part.code: part for part in queries.parts_of(work_area, on)}
    added, removed = sorted(set(codes) - kept.keys()), sorted(kept.keys() - set(codes))
    _check_buurten(codes, known=kept.keys())
    for code in removed:
        _end_part(kept[code], on)
    _add_parts(work_area, added, on, work_area.valid_until)
    work_area.save(update_fields=["version"])
    search.put_work_areas(work_area)
    journal.record(
        "areas.buurten_changed",
        about=work_area,
        by=by,
        at=at,
        details={"on": on.isoformat(), "added": added, "removed": removed},
    )


@transaction.atomic
def join_work_areas(
    work_areas: Sequence[WorkArea], *, name: str, kind: WorkAreaKind, on: date, reason: str, by: Actor, at: datetime
) -> WorkArea:
    """Several work areas go on as one from this day."""
    _lock()
    if len({each.pk for each in work_areas}) < 2:
        raise TooFewToJoin
    for each in work_areas:
        each.refresh_from_db()
    joined = [part.code for each in work_areas for part in queries.parts_of(each, on)]
    for each in work_areas:
        _end(each, on, reason)
    successor = _make(name, kind, joined, on)
    _follow(work_areas, [successor])
    search.put_work_areas(successor)
    for each in work_areas:
        _record_end(each, [successor], on, by, at)
    journal.record("areas.work_area_created", about=successor, by=by, at=at, details={"codes": sorted(joined)})
    return successor


@transaction.atomic
def split_work_area(
    work_area: WorkArea, *, into: Sequence[NewPart], on: date, reason: str, by: Actor, at: datetime
) -> list[WorkArea]:
    """One work area goes on as several from this day; each of its buurten goes to one of them."""
    _lock()
    work_area.refresh_from_db()
    shared = sorted(code for part in into for code in part.codes)
    if len(into) < 2 or shared != sorted(part.code for part in queries.parts_of(work_area, on)):
        raise NotAllShared
    _end(work_area, on, reason)
    successors = [_make(part.name, part.kind, part.codes, on) for part in into]
    _follow([work_area], successors)
    search.put_work_areas(*successors)
    _record_end(work_area, successors, on, by, at)
    for successor, part in zip(successors, into, strict=True):
        journal.record("areas.work_area_created", about=successor, by=by, at=at, details={"codes": sorted(part.codes)})
    return successors


@transaction.atomic
def end_work_area(
    work_area: WorkArea, *, on: date, reason: str, successors: Sequence[WorkArea] = (), by: Actor, at: datetime
) -> None:
    """From this day on the work area is no more; it says why, and in what it lives on if it does."""
    _lock()
    work_area.refresh_from_db()
    _end(work_area, on, reason)
    _follow([work_area], successors)
    _record_end(work_area, successors, on, by, at)


def _lock() -> None:
    Municipality.objects.select_for_update().get(pk=scope.current().pk)


def _renew(work_area: WorkArea, seen: int | None) -> None:
    work_area.refresh_from_db()
    if seen is not None and seen != work_area.version:
        raise ChangedMeanwhile
    work_area.version += 1


def _check_name(name: str, valid_from: date, valid_until: date | None, *, but: Iterable[WorkArea] = ()) -> None:
    if not name.strip():
        raise NameMissing
    same = WorkArea.objects.filter(_overlapping(valid_from, valid_until), name__iexact=name.strip())
    if same.exclude(pk__in=[each.pk for each in but]).exists():
        raise NameTaken(name.strip())


def _check_buurten(wanted: Collection[str], known: Collection[str] = ()) -> None:
    """Buurten of this municipality, in the year that it works with or in the year that they were chosen from."""
    if not wanted:
        raise NoBuurten
    new = set(wanted) - set(known)
    own = Area.objects.filter(code__in=new, kind=codes.AreaKind.BUURT, municipality_code=scope.current().code)
    if unknown := sorted(new.difference(own.values_list("code", flat=True))):
        raise UnknownBuurt(unknown)


def _make(
    name: str, kind: WorkAreaKind, part_codes: Collection[str], valid_from: date, *, border: bytes | None = None
) -> WorkArea:
    _check_name(name, valid_from, None)
    work_area = WorkArea(
        name=name.strip(), kind=kind, areas_year=scope.current().areas_year, valid_from=valid_from, border=border
    )
    work_area.save()
    _add_parts(work_area, part_codes, valid_from, None)
    return work_area


def _add_parts(work_area: WorkArea, part_codes: Iterable[str], valid_from: date, valid_until: date | None) -> None:
    wanted = sorted(set(part_codes))
    taken = (
        WorkAreaPart.objects.filter(_overlapping(valid_from, valid_until), code__in=wanted)
        .select_related("work_area")
        .order_by("code")
    )
    if found := list(taken):
        raise BuurtTaken(found)
    WorkAreaPart.objects.bulk_create(
        WorkAreaPart(work_area=work_area, code=code, valid_from=valid_from, valid_until=valid_until) for code in wanted
    )


def _overlapping(valid_from: date, valid_until: date | None) -> Q:
    """Rows whose days have one in common with these."""
    found = Q(valid_until=None) | Q(valid_until__gt=valid_from)
    return found if valid_until is None else found & Q(valid_from__lt=valid_until)


def _end(work_area: WorkArea, on: date, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    if on == work_area.valid_from:
        raise EndsWhereItBegins
    if not work_area.is_valid_on(on):
        raise AlreadyEnded
    work_area.valid_until, work_area.end_reason = on, reason.strip()
    work_area.save(update_fields=["valid_until", "end_reason"])
    for part in WorkAreaPart.objects.filter(_overlapping(on, None), work_area=work_area):
        _end_part(part, on)


def _end_part(part: WorkAreaPart, on: date) -> None:
    if part.valid_from >= on:  # it never was
        part.delete()
        return
    part.valid_until = on
    part.save(update_fields=["valid_until"])


def _follow(predecessors: Iterable[WorkArea], successors: Sequence[WorkArea]) -> None:
    Succession.objects.bulk_create(
        Succession(predecessor=predecessor, successor=successor)
        for predecessor in predecessors
        for successor in successors
    )


def _record_end(work_area: WorkArea, successors: Iterable[WorkArea], on: date, by: Actor, at: datetime) -> None:
    journal.record(
        "areas.work_area_ended",
        about=work_area,
        by=by,
        at=at,
        details={"on": on.isoformat(), "successors": [each.pk for each in successors]},
    )
