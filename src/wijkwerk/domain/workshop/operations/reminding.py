"""Friendly reminders of what is to come back: one letter for all that somebody has, at most one a week."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import CountedLoan, Loan, Resident
from wijkwerk.domain.workshop.queries import availability, loans
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.outbox import operations as outbox


class Thing(NamedTuple):
    name: str
    due: str
    is_late: bool


def remind_overdue(workshop: Facility, *, by: Actor, at: datetime) -> int:
    """At day's end: who has something late, and did not hear of it this week. How many letters."""
    return _remind(by=by, at=at, late_only=True, workshop=workshop)


def remind(*, at: datetime) -> int:
    """Every day: who has something late, or due within two days. How many letters."""
    return _remind(by=CLOCK, at=at, late_only=False)


def _remind(*, by: Actor, at: datetime, late_only: bool, workshop: Facility | None = None) -> int:
    numbers: set[int] = set()
    for model in (Loan, CountedLoan):
        rows = loans.to_remind(model, at=at, late_only=late_only)
        rows = rows.filter(facility=workshop) if workshop is not None else rows
        numbers.update(rows.values_list("resident_id", flat=True))
    found = Resident.objects.filter(pk__in=numbers).select_related("facility").order_by("pk")
    return sum(_write(resident, by=by, at=at, late_only=late_only) for resident in found)


@transaction.atomic
def _write(resident: Resident, *, by: Actor, at: datetime, late_only: bool) -> bool:
    """One letter to one resident. The loans are locked, so that two who remind at once write once."""
    items = list(
        loans.to_remind(Loan, at=at, late_only=late_only)
        .filter(resident=resident)
        .select_related("tool__kind")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    counted = list(
        loans.to_remind(CountedLoan, at=at, late_only=late_only)
        .filter(resident=resident)
        .select_related("kind")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not items and not counted:
        return False
    things = [Thing(str(loan.tool), availability.in_words(loan.due_at), loan.is_overdue(at)) for loan in items]
    things += [
        Thing(f"{loan.still_out} × {loan.kind}", availability.in_words(loan.due_at), loan.is_overdue(at))
        for loan in counted
    ]
    Loan.objects.filter(pk__in=[loan.pk for loan in items]).update(reminded_at=at)
    CountedLoan.objects.filter(pk__in=[loan.pk for loan in counted]).update(reminded_at=at)
    letter = outbox.write(
        "workshop/bring_back",
        to=resident.reply_to,
        about=resident,
        at=at,
        resident=resident,
        workshop=resident.facility,
        late=[thing for thing in things if thing.is_late],
        soon=[thing for thing in things if not thing.is_late],
    )
    if letter is not None:
        journal.record("loan.reminded", about=resident, by=by, at=at, details={"things": len(things)})
    return letter is not None
