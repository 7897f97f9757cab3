"""The till of a day: what came in, how, and what should be in the box."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Sum

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import DeskDay, Method, Payment


class Took(NamedTuple):
    """What came in by one method on a day, less what went back."""

    method: str
    payments: int
    cents: int


def payments_of_day(workshop: Facility, on: date) -> list[Payment]:
    rows = Payment.objects.select_related("paid_back_by", "pays_back").filter(facility=workshop, on=on)
    return list(rows.order_by("-year", "-number"))


def took_on(workshop: Facility, on: date) -> list[Took]:
    rows = (
        Payment.objects.filter(facility=workshop, on=on)
        .order_by("method")
        .values_list("method")
        .annotate(many=Count("pk"), cents=Sum("amount_cents"))
    )
    return [Took(str(Method(method).label), many, cents) for method, many, cents in rows]


def last_days(workshop: Facility, on: date, *, most: int = 14) -> list[DeskDay]:
    """The days before this one, the last first."""
    return list(DeskDay.objects.filter(facility=workshop, on__lt=on).order_by("-on")[:most])
