"""What can be asked of loans: what is out, what is late, and with whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import CountedLoan, Loan, Resident
from wijkwerk.domain.workshop.queries.availability import in_words
from wijkwerk.domain.workshop.queries.desk_lines import DeskLine

SOON = timedelta(days=2)
A_WEEK = timedelta(days=7)


def loan(pk: int) -> Loan:
    return (  # type: ignore[no-any-return]
        Loan.objects.select_related("facility__work_area", "tool__kind", "resident", "for_resident", "override").get(
            pk=pk
        )
    )


def counted_loan(pk: int) -> CountedLoan:
    return CountedLoan.objects.select_related("facility__work_area", "kind", "resident", "for_resident").get(pk=pk)  # type: ignore[no-any-return]


def loans(workshop: Facility, *, at: datetime, which: str = "open") -> Any:
    """Those of one workshop: `open`, `late` or `all`."""
    rows = Loan.objects.filter(facility=workshop).select_related("tool__kind", "resident", "for_resident")
    if which == "all":
        return rows
    return rows.overdue(at) if which == "late" else rows.open()


def counted_loans(workshop: Facility, *, at: datetime, which: str = "open") -> Any:
    """The same of counted stock."""
    rows = CountedLoan.objects.filter(facility=workshop).select_related("kind", "resident", "for_resident")
    if which == "all":
        return rows
    return rows.overdue(at) if which == "late" else rows.open()


def to_remind(model: type[Loan] | type[CountedLoan], *, at: datetime, late_only: bool) -> Any:
    """Open loans that are late, or due within two days, of which nobody was reminded for a week."""
    until = at if late_only else at + SOON
    rows = model.objects.open().filter(due_at__lt=until, resident__is_erased=False)
    if not late_only:
        rows = rows.exclude(due_at__gte=at, out_at__gt=at - SOON)  # no reminder of what was fetched just now
    return rows.exclude(reminded_at__gt=at - A_WEEK)


def desk_lines(resident: Resident, *, at: datetime) -> list[DeskLine]:
    """What somebody has with them, what is due first standing first."""
    lines = []
    for loan in Loan.objects.open().filter(resident=resident).select_related("tool__kind").order_by("due_at"):
        lines.append(_line(str(loan.tool), loan, at, loan.get_absolute_url()))
    for counted in CountedLoan.objects.open().filter(resident=resident).select_related("kind").order_by("due_at"):
        lines.append(_line(f"{counted.still_out} × {counted.kind}", counted, at, counted.get_absolute_url()))
    return lines


def _line(title: str, loan: Loan | CountedLoan, at: datetime, address: str) -> DeskLine:
    is_late = loan.is_overdue(at)
    words = _("had terug moeten zijn op %(moment)s") if is_late else _("terug op %(moment)s")
    return DeskLine(
        title=title,
        text=words % {"moment": in_words(loan.due_at)},
        tone="danger" if is_late else "info",
        address=address,
        at=loan.due_at,
        urgent=is_late,
    )
