"""What a workshop has before it today, as numbers for who begins the day there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import DeskDay
from wijkwerk.domain.workshop.queries import desk, loans, reservations
from wijkwerk.foundation.kit import clock

MOST = 100  # counted no further


class Today(NamedTuple):
    """Numbers stop at one above `MOST`."""

    is_open: bool  # the day at the desk
    late: int
    to_fetch: int
    in_danger: int
    to_sort_out: int  # done without a network, and not in yet


def today(workshop: Facility, *, at: datetime) -> Today:
    """Five questions, none of which counts far."""
    desk_day = DeskDay.objects.filter(facility=workshop, on=clock.dutch(at).date(), closed_at=None)
    return Today(
        is_open=desk_day.exists(),
        late=_few(loans.loans(workshop, at=at, which="late")),
        to_fetch=_few(reservations.reservations(workshop, at=at, which="today")),
        in_danger=_few(reservations.reservations(workshop, at=at, which="danger")),
        to_sort_out=_few(desk.to_sort_out(workshop)),
    )


def _few(rows: Any) -> int:
    return len(rows.order_by().select_related(None).prefetch_related(None).values_list("pk", flat=True)[: MOST + 1])
