"""What can be asked of reservations: what is to be fetched, by whom, and what is in danger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Loan, Promise, Reservation, Resident, ToolState, Waiting
from wijkwerk.domain.workshop.queries.availability import LATE, in_words
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine
from wijkwerk.foundation.kit import clock


def reservation(pk: int) -> Reservation:
    return _rows().get(pk=pk)  # type: ignore[no-any-return]


def _rows() -> Any:
    return Reservation.objects.select_related("facility__work_area", "resident", "kind", "kit").prefetch_related(
        Prefetch("promises", Promise.objects.filter(stands=True).select_related("tool__kind").order_by("tool__code"))
    )


def reservations(workshop: Facility, *, at: datetime, which: str = "") -> Any:
    """Those of one workshop: `today` to fetch by tonight, `danger`, `past`; else all that come."""
    rows = _rows().filter(facility=workshop)
    if which == "past":
        return rows.exclude(pk__in=Reservation.objects.to_come(at))
    rows = rows.to_come(at)
    if which == "today":
        return rows.filter(from_at__date__lte=clock.dutch(at).date())
    if which == "danger":
        return rows.filter(pk__in=promises_in_danger(at).values("reservation"))
    return rows


def what(reservation: Reservation) -> str:
    """What it is of, in words: Heggenschaar; 12 × Klapstoel."""
    if reservation.kit is not None:
        return reservation.kit.name
    name = str(reservation.kind)
    return f"{reservation.number} × {name}" if reservation.number > 1 else name


# ── In danger ──────────────────────────────────────────────────────────────────────────────────────────────────────
def promises_in_danger(at: datetime) -> Any:
    """What is promised and may well not be there: its item is late, not in use, or will not have been inspected."""
    out = Loan.objects.open().filter(tool=OuterRef("tool"))
    soon = Q(from_at__lt=at + LATE)
    return (
        Promise.objects.filter(stands=True, loan=None, until_at__gt=at, reservation__fetched_at=None)
        .annotate(is_late=Exists(out.filter(due_at__lt=at)), is_out=Exists(out.filter(due_at__gt=OuterRef("from_at"))))
        .filter(
            (Q(is_late=True) & soon)
            | Q(is_out=True)
            | (~Q(tool__state=ToolState.IN_USE) & soon)
            | (
                Q(tool__kind__inspection_months__isnull=False)
                & (Q(tool__inspected_until=None) | Q(tool__inspected_until__lt=F("from_at__date")))
                & soon
            )
        )
        .select_related("tool__kind", "reservation")
    )


def dangers(rows: Iterable[Reservation], *, at: datetime) -> dict[int, str]:
    """Of each of these that is in danger, why."""
    found: dict[int, str] = {}
    for promise in promises_in_danger(at).filter(reservation__in=[row.pk for row in rows]):
        if promise.is_late:
            words = _("%(code)s is nog niet terug")
        elif promise.is_out:
            words = _("%(code)s is dan nog uitgeleend")
        elif promise.tool.state != ToolState.IN_USE:
            words = _("%(code)s is niet in gebruik")
        else:
            words = _("%(code)s moet eerst worden gekeurd")
        found[promise.reservation_id] = words % {"code": promise.tool.code}
    return found


# ── Waiting list ───────────────────────────────────────────────────────────────────────────────────────────────────
def place(pk: int) -> Waiting:
    return Waiting.objects.select_related("facility__work_area", "kind", "resident").get(pk=pk)  # type: ignore[no-any-return]


def waiting_for(kind: Any) -> Any:
    """Who waits for a kind, in order; those whose turn it is first."""
    rows = Waiting.objects.open().filter(kind=kind).select_related("resident", "reservation")
    return rows.order_by(F("reservation").asc(nulls_last=True), "placed_at", "id")


# ── At the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """What is kept for somebody, and what they wait for."""
    rows = list(_rows().filter(resident=resident).filter(fetched_at=None, cancelled_at=None, until_at__gt=at))
    risky = dangers(rows, at=at)
    today = clock.dutch(at).date()
    lines = []
    for row in rows:
        is_today = clock.dutch(row.from_at).date() <= today
        words = (
            _("gereserveerd, ophalen tot %(moment)s") % {"moment": in_words(row.until_at)}
            if is_today
            else _("gereserveerd vanaf %(moment)s") % {"moment": in_words(row.from_at)}
        )
        codes = ", ".join(promise.tool.code for promise in row.promises.all())
        lines.append(
            DeskLine(
                title=f"{what(row)} {codes}".strip(),
                text=risky.get(row.pk, words),
                tone="warning" if row.pk in risky else "ok" if is_today else "info",
                address=row.get_absolute_url(),
                at=row.from_at,
                urgent=is_today,
            )
        )
    for waits in Waiting.objects.in_line().filter(resident=resident).select_related("kind"):
        lines.append(
            DeskLine(
                title=str(waits.kind),
                text=_("staat op de wachtlijst"),
                tone="neutral",
                address=waits.kind.get_absolute_url(),
                at=waits.placed_at,
            )
        )
    return lines
