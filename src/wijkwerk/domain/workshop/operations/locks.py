"""The rows that two people may want at once, locked in one order: items by number, then what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable

from wijkwerk.domain.workshop.models import Tool, ToolKind


def locked(numbers: Iterable[int]) -> list[Tool]:
    """The items as they are now."""
    rows = Tool.objects.select_for_update(of=("self",)).select_related("kind", "facility")
    return list(rows.filter(pk__in=set(numbers)).order_by("pk"))


def locked_items_of(kind: ToolKind) -> list[Tool]:
    """All items of a kind as they are now."""
    rows = Tool.objects.select_for_update(of=("self",)).select_related("kind", "facility")
    return list(rows.filter(kind=kind).order_by("pk"))


def locked_kind(kind: ToolKind) -> ToolKind:
    """A counted kind as it is now, with how many are out."""
    fresh: ToolKind = ToolKind.objects.select_for_update(of=("self",)).select_related("facility").get(pk=kind.pk)
    return fresh
