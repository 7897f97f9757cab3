"""How many of a counted kind are free: on the shelf, and promised to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

from wijkwerk.domain.workshop.models import CountedLoan, Reservation, Resident, ToolKind
from wijkwerk.domain.workshop.queries.availability import LATE


def left(
    kind: ToolKind,
    *,
    from_at: datetime,
    until_at: datetime,
    at: datetime,
    but_for: Resident | None = None,
    beside: CountedLoan | None = None,
) -> int:
    """How many can go at least, at every moment from the one until the other (half-open); `beside` a loan, which is
    as if it were back."""
    taken: list[tuple[datetime, datetime, int]] = []
    out = CountedLoan.objects.open().filter(kind=kind)
    for loan in out.exclude(pk=beside.pk) if beside is not None else out:
        taken.append((loan.out_at, loan.due_at if loan.due_at >= at else at + LATE, loan.still_out))
    promised = Reservation.objects.to_come(at).filter(kind=kind, from_at__lt=until_at, until_at__gt=from_at)
    if but_for is not None:
        promised = promised.exclude(resident=but_for)
    taken.extend((row.from_at, row.until_at, row.number) for row in promised)
    moments = {from_at, *(begins for begins, _ends, _number in taken if from_at < begins < until_at)}
    most = max(sum(number for begins, ends, number in taken if begins <= moment < ends) for moment in moments)
    return max(0, (kind.stock or 0) - most)


def left_now(kind: ToolKind, *, at: datetime) -> int:
    """How many can go at this moment."""
    return left(kind, from_at=at, until_at=at + timedelta(minutes=1), at=at)
