"""What can be asked of a stocktaking."""

from __future__ import annotations

from typing import Any

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Loan, Stocktaking, Tool, ToolState


def stocktaking(pk: int) -> Stocktaking:
    return Stocktaking.objects.select_related("facility__work_area").get(pk=pk)  # type: ignore[no-any-return]


def stocktakings(workshop: Facility) -> Any:
    return Stocktaking.objects.filter(facility=workshop)


def found(taking: Stocktaking) -> Any:
    """What was scanned, the last first."""
    return taking.found.select_related("tool__kind").order_by("-at", "-id")


def missing(taking: Stocktaking) -> Any:
    """What should be on the shelves and was not scanned."""
    return (
        Tool.objects.filter(facility=taking.facility_id, state=ToolState.IN_USE)
        .exclude(pk__in=taking.found.values("tool"))
        .exclude(pk__in=Loan.objects.open().values("tool"))
        .select_related("kind", "facility")
        .order_by("shelf", "code")
    )


def not_expected(taking: Stocktaking) -> Any:
    """What was scanned and should not be here: lent, lost or retired, as far as we knew."""
    scanned = Tool.objects.filter(pk__in=taking.found.values("tool")).select_related("kind", "facility")
    lent = scanned.filter(pk__in=Loan.objects.open().values("tool"))
    return (lent | scanned.filter(state__in=[ToolState.MISSING, ToolState.RETIRED])).order_by("code")
