"""What can be asked about money that is saved."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwerk.domain.budgets.models import Pot, Saving


def saving(pk: int) -> Saving:
    found: Saving = Saving.objects.select_related("pot__fund", "pot__work_area").get(pk=pk)
    return found


def savings_of(pot: Pot) -> QuerySet[Saving]:
    """What is kept in a pot, the first that ends first."""
    rows: QuerySet[Saving] = Saving.objects.standing().filter(pot=pot).order_by("until_year", "id")
    return rows
