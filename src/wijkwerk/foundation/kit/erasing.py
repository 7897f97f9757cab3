"""How a term takes rows, words or names away: one batch at a time, for the `erase` of a room's `privacy.py`.

Each answers with how many rows went, and is called again until it says 0; `rows` leaves out what is gone already.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

BATCH = 500


def batch(rows: QuerySet[Any]) -> list[int]:
    """The numbers of the rows that go now."""
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def delete(rows: QuerySet[Any]) -> int:
    numbers = batch(rows)
    rows.model._default_manager.filter(pk__in=numbers).delete()
    return len(numbers)


def blank(rows: QuerySet[Any], **values: Any) -> int:
    """The row stays, with these values in the place of what was about somebody."""
    numbers = batch(rows)
    rows.model._default_manager.filter(pk__in=numbers).update(**values)
    return len(numbers)
