"""A day at the desk: opened with one tap, closed with what was counted in the box, opened again with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import DeskDay
from wijkwerk.domain.workshop.queries import days as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal


class DayIsClosedAlready(Refusal):
    message = _("Deze dag is al gesloten.")


class DayIsOpen(Refusal):
    message = _("Deze dag is nog open.")


class CountIsNegative(Refusal):
    message = _("In de kas kan niet minder dan nul euro zitten.")
    field = "counted_cents"


class DifferenceUnexplained(Refusal):
    field = "difference_because"

    def __init__(self, expected: int, counted: int) -> None:
        if counted > expected:
            words = _("Er zit %(money)s te veel in de kas. Schrijf op hoe dat komt, of dat u het niet weet.")
        else:
            words = _("Er zit %(money)s te weinig in de kas. Schrijf op hoe dat komt, of dat u het niet weet.")
        super().__init__(words % {"money": written(abs(counted - expected))})


class ReopenReasonMissing(Refusal):
    message = _("Schrijf op waarom de dag weer open moet.")
    field = "because"


@transaction.atomic
def open_day(workshop: Facility, *, by: Actor, at: datetime) -> DeskDay:
    """The day begins, with what was counted last in the box. Opened twice is once."""
    on = clock.dutch(at).date()
    day: DeskDay | None = DeskDay.objects.select_for_update().filter(facility=workshop, on=on).first()
    if day is not None:
        return day
    try:
        with transaction.atomic():
            day = DeskDay.objects.create(
                facility=workshop,
                on=on,
                opened_at=at,
                opened_by=by.name,
                float_cents=queries.float_for(workshop, on),
            )
    except IntegrityError:
        return DeskDay.objects.select_for_update().get(facility=workshop, on=on)  # type: ignore[no-any-return]
    journal.record("desk_day.opened", about=day, by=by, at=at)
    return day


@transaction.atomic
def close_day(day: DeskDay, *, counted_cents: int, difference_because: str = "", by: Actor, at: datetime) -> DeskDay:
    """The day ends. What was counted agrees with what came in, or somebody says why not."""
    locked: DeskDay = DeskDay.objects.select_for_update(of=("self",)).select_related("facility").get(pk=day.pk)
    if not locked.is_open:
        raise DayIsClosedAlready
    if counted_cents < 0:
        raise CountIsNegative
    expected = queries.expected_cents(locked)
    reason = text.shorten(difference_because, 200)
    if counted_cents != expected and not reason:
        raise DifferenceUnexplained(expected, counted_cents)
    locked.closed_at, locked.closed_by = at, by.name
    locked.expected_cents, locked.counted_cents = expected, counted_cents
    locked.difference_because = reason if counted_cents != expected else ""
    locked.save()
    _carry_over(locked)
    details = {"expected": expected, "counted": counted_cents}
    journal.record("desk_day.closed", about=locked, by=by, at=at, details=details)
    return locked


@transaction.atomic
def reopen_day(day: DeskDay, *, because: str, by: Actor, at: datetime) -> DeskDay:
    locked: DeskDay = DeskDay.objects.select_for_update(of=("self",)).select_related("facility").get(pk=day.pk)
    if locked.is_open:
        raise DayIsOpen
    locked.reopened_because = text.shorten(because, 200)
    if not locked.reopened_because:
        raise ReopenReasonMissing
    locked.closed_at = locked.expected_cents = locked.counted_cents = None
    locked.closed_by = locked.difference_because = ""
    locked.save()
    journal.record("desk_day.reopened", about=locked, by=by, at=at)
    return locked


def _carry_over(closed: DeskDay) -> None:
    """A day that was opened meanwhile began with the same box."""
    later = DeskDay.objects.filter(facility_id=closed.facility_id, on__gt=closed.on).order_by("on").first()
    if later is not None and later.is_open:
        DeskDay.objects.filter(pk=later.pk).update(float_cents=closed.counted_cents)
