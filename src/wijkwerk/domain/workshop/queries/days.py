"""A day at the desk: is it open, who came, what should be in the box."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import DeskDay, Method, Payment


def day(workshop: Facility, on: date) -> DeskDay | None:
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on=on).first()
    return found


def last_day_before(workshop: Facility, on: date) -> DeskDay | None:
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on__lt=on).order_by("-on").first()
    return found


def forgotten_day(workshop: Facility, on: date) -> DeskDay | None:
    """An earlier day that nobody closed yet."""
    found: DeskDay | None = DeskDay.objects.filter(facility=workshop, on__lt=on, closed_at=None).order_by("on").first()
    return found


def cash_of(workshop: Facility, on: date) -> int:
    """Cents of cash that came in on a day, less what went back."""
    found = Payment.objects.filter(facility=workshop, on=on, method=Method.CASH).aggregate(cents=Sum("amount_cents"))
    return found["cents"] or 0


def expected_cents(day: DeskDay) -> int:
    """What should be in the box: the float and the day's cash."""
    return day.float_cents + cash_of(day.facility, day.on)


def float_for(workshop: Facility, on: date) -> int:
    """What lies in the box in the morning: what was counted last, or what should be in it when nobody counted."""
    last = last_day_before(workshop, on)
    if last is None:
        return 0
    return last.counted_cents if last.counted_cents is not None else max(0, expected_cents(last))
