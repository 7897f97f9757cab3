"""What can be asked of tools, kinds and kits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Kit, Loan, Promise, Tool, ToolKind, ToolState
from wijkwerk.domain.workshop.queries.availability import free_from, is_free
from wijkwerk.foundation.kit import clock, text

__all__ = ["by_code", "free_from", "is_free", "kit", "tool", "tool_kind"]

SOON = timedelta(days=30)  # an inspection that ends within these needs somebody now

LONGEST_CODE = 40


def tool(pk: int) -> Tool:
    return Tool.objects.select_related("facility__work_area", "kind__photo").get(pk=pk)  # type: ignore[no-any-return]


def tool_kind(pk: int) -> ToolKind:
    return ToolKind.objects.select_related("facility__work_area", "photo").get(pk=pk)  # type: ignore[no-any-return]


def kit(pk: int) -> Kit:
    return Kit.objects.select_related("facility__work_area").get(pk=pk)  # type: ignore[no-any-return]


def by_code(workshop: Facility, code: str) -> Tool | Kit | None:
    """What bears this code in this workshop; None when nothing does."""
    code = text.plain_code(code)
    if not code or len(code) > LONGEST_CODE:
        return None
    found: Tool | None = Tool.objects.select_related("facility", "kind").filter(facility=workshop, code=code).first()
    return found or Kit.objects.select_related("facility").filter(facility=workshop, code=code, is_active=True).first()


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def tools(workshop: Facility, *, at: datetime, words: str = "", group: str = "", which: str = "") -> Any:
    """Items of one workshop: those in use, or as `which` says."""
    rows = Tool.objects.filter(facility=workshop).select_related("kind", "facility")
    out = Loan.objects.open().filter(tool=OuterRef("pk"))
    if group:
        rows = rows.filter(kind__group=group)
    for word in words.split()[:5]:
        rows = rows.filter(Q(kind__name__icontains=word) | Q(code__icontains=word) | Q(note__icontains=word))
    match which:
        case "vrij":
            return rows.in_use().filter(~Exists(out))
        case "uit":
            return rows.filter(Exists(out))
        case "laat":
            return rows.filter(Exists(out.filter(due_at__lt=at)))
        case "keuring":
            return rows.filter(pk__in=needs_inspection(workshop, on=clock.dutch(at).date()))
        case ToolState.OUT_OF_ORDER | ToolState.MISSING | ToolState.RETIRED:
            return rows.filter(state=which)
        case _:
            return rows.filter(state=ToolState.IN_USE)


def needs_inspection(workshop: Facility, *, on: date) -> Any:
    """Items that may not go out for want of an inspection, or soon may not; the most urgent first."""
    rows = Tool.objects.filter(facility=workshop, kind__inspection_months__isnull=False).exclude(
        state__in=[ToolState.RETIRED, ToolState.MISSING]
    )
    rows = rows.filter(Q(inspected_until=None) | Q(inspected_until__lte=on + SOON)).select_related("kind", "facility")
    return rows.order_by(F("inspected_until").asc(nulls_first=True), "code", "pk")


def kinds(workshop: Facility) -> Any:
    return ToolKind.objects.filter(facility=workshop)


class Shelf(NamedTuple):
    """Of a kind: how many items there are, and how many of them are in use and not with anybody."""

    items: int
    on_shelf: int


def shelves(rows: Sequence[ToolKind]) -> dict[int, Shelf]:
    """Of each kind, in one query; kinds without items are left out."""
    at_hand = Q(state=ToolState.IN_USE) & ~Q(pk__in=Loan.objects.open().values("tool"))
    found = (
        Tool.objects.filter(kind__in=[kind.pk for kind in rows])
        .exclude(state=ToolState.RETIRED)
        .order_by()
        .values("kind")
        .annotate(items=Count("pk"), on_shelf=Count("pk", filter=at_hand))
    )
    return {row["kind"]: Shelf(row["items"], row["on_shelf"]) for row in found}


def kits(workshop: Facility) -> Any:
    return Kit.objects.filter(facility=workshop).prefetch_related("tools__kind")


def groups(workshop: Facility) -> list[str]:
    rows = ToolKind.objects.filter(facility=workshop).exclude(group="")
    return list(rows.order_by("group").values_list("group", flat=True).distinct())


class Standing(NamedTuple):
    """How it is with an item now, in words."""

    words: str
    tone: str
    loan: Loan | None = None
    promise: Promise | None = None


def standings(rows: Sequence[Tool], *, at: datetime) -> dict[int, Standing]:
    """Of each item where it is: two queries, however many."""
    numbers = [tool.pk for tool in rows]
    loans = {
        loan.tool_id: loan
        for loan in Loan.objects.open().filter(tool__in=numbers).select_related("resident", "for_resident")
    }
    promises: dict[int, Promise] = {}
    promised = Promise.objects.filter(tool__in=numbers, stands=True, loan=None, until_at__gt=at)
    for promise in promised.select_related("reservation__resident").order_by("-from_at"):
        promises[promise.tool_id] = promise
    return {tool.pk: _standing(tool, loans.get(tool.pk), promises.get(tool.pk), at=at) for tool in rows}


def _standing(tool: Tool, loan: Loan | None, promise: Promise | None, *, at: datetime) -> Standing:
    if loan is not None:
        late = loan.is_overdue(at)
        return Standing(_("Te laat") if late else _("Uitgeleend"), "danger" if late else "info", loan, promise)
    if tool.state != ToolState.IN_USE:
        return Standing(tool.get_state_display(), "neutral", None, promise)
    if not tool.inspection_holds(clock.dutch(at).date()):
        return Standing(_("Keuring verlopen"), "warning", None, promise)
    if promise is not None and promise.from_at <= at:
        return Standing(_("Gereserveerd"), "accent", None, promise)
    return Standing(_("Op de plank"), "ok", None, promise)


def labelled(workshop: Facility, *, group: str = "", since: datetime | None = None) -> Any:
    """What can bear a label, by its code."""
    rows = Tool.objects.filter(facility=workshop).exclude(state=ToolState.RETIRED).select_related("kind")
    if group:
        rows = rows.filter(kind__group=group)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    return rows.order_by("code", "pk")
