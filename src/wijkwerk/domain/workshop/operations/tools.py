"""Keeping the tools: kinds with their rules, items with their labels, kits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop import search
from wijkwerk.domain.workshop.models import Kit, Loan, Tool, ToolKind, ToolState
from wijkwerk.domain.workshop.operations import waiting
from wijkwerk.domain.workshop.operations.locks import locked, locked_kind
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal


class NameIsTaken(Refusal):
    message = gettext_lazy("Er is al een soort met deze naam. Kies een andere naam.")
    field = "name"


class CodeIsTaken(Refusal):
    message = gettext_lazy("Deze code staat al op iets anders. Kies een andere code.")
    field = "code"


class NoCode(Refusal):
    message = gettext_lazy("Vul een code in: letters en cijfers, zoals op het etiket.")
    field = "code"


class MoreIsOut(Refusal):
    message = gettext_lazy("Er zijn er nu meer uitgeleend. Neem die eerst terug.")
    field = "stock"


class HasItems(Refusal):
    message = gettext_lazy("Van deze soort zijn er genummerde stuks. Tellen kan alleen als die er niet zijn.")
    field = "stock"


class IsCounted(Refusal):
    message = gettext_lazy("Deze soort wordt geteld. Genummerde stuks horen daar niet bij.")
    field = "kind"


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom.")
    field = "because"


class StillOut(Refusal):
    message = gettext_lazy("Dit is nog uitgeleend. Neem het eerst terug.")


class KitIsEmpty(Refusal):
    message = gettext_lazy("Kies minstens twee stuks voor een set.")
    field = "tools"


# ── Kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_kind(workshop: Facility, *, name: str, by: Actor, at: datetime, **rule: Any) -> ToolKind:
    """Something new to lend, with the rule of its loan."""
    if ToolKind.objects.filter(facility=workshop, name__iexact=name).exists():
        raise NameIsTaken
    kind: ToolKind = ToolKind.objects.create(facility=workshop, name=name, **rule)
    journal.record("tool_kind.added", about=kind, by=by, at=at)
    search.put_kind(kind, at=at)
    return kind


@transaction.atomic
def change_kind(kind: ToolKind, *, by: Actor, at: datetime, **changes: Any) -> ToolKind:
    """Change the rule; loans that run keep what was agreed."""
    kind = locked_kind(kind)
    name = changes.get("name", kind.name)
    if ToolKind.objects.filter(facility=kind.facility, name__iexact=name).exclude(pk=kind.pk).exists():
        raise NameIsTaken
    stock = changes.get("stock", kind.stock)
    if (stock or 0) < kind.stock_out:
        raise MoreIsOut
    if stock is not None and kind.tools.exists():
        raise HasItems
    for field, value in changes.items():
        setattr(kind, field, value)
    kind.save(update_fields=list(changes))
    journal.record("tool_kind.changed", about=kind, by=by, at=at)
    search.put_kind(kind, at=at)
    return kind


@transaction.atomic
def set_photo(kind: ToolKind, *, photo: File[bytes] | None, by: Actor, at: datetime) -> ToolKind:
    """Another photo, or none; the old one goes."""
    kind = locked_kind(kind)
    old, kind.photo = kind.photo, files.keep_photo(photo, at=at) if photo is not None else None
    kind.save(update_fields=["photo"])
    if old is not None:
        files.drop_photo(old)
    journal.record("tool_kind.photo_set", about=kind, by=by, at=at, details={"shown": kind.photo is not None})
    return kind


# ── Items ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_tool(kind: ToolKind, *, code: str, by: Actor, at: datetime, **known: Any) -> Tool:
    """One more of a kind, with its label."""
    if kind.is_counted:
        raise IsCounted
    tool: Tool = Tool.objects.create(
        facility=kind.facility, kind=kind, code=_free_code(code, but_for=None), created_at=at, words_at=at, **known
    )
    journal.record("tool.added", about=tool, by=by, at=at)
    return tool


@transaction.atomic
def change_tool(tool: Tool, *, code: str, by: Actor, at: datetime, **changes: Any) -> Tool:
    """What is known of an item, and its label."""
    [tool] = locked([tool.pk])
    tool.code = _free_code(code, but_for=tool)
    for field, value in changes.items():
        if field == "condition" and value != tool.condition:
            tool.words_at = at
        setattr(tool, field, value)
    tool.save(update_fields=["code", "words_at", *changes])
    journal.record("tool.changed", about=tool, by=by, at=at)
    return tool


@transaction.atomic
def set_state(tool: Tool, *, state: ToolState, because: str = "", by: Actor, at: datetime) -> Tool:
    """Whether it can go out; why not, where it cannot. What is in use again goes to who waits for it."""
    [tool] = locked([tool.pk])
    because = text.shorten(because, 200)
    if state != ToolState.IN_USE and not because:
        raise ReasonMissing
    if state == ToolState.RETIRED and Loan.objects.open().filter(tool=tool).exists():
        raise StillOut
    before, tool.state = tool.state, state
    tool.state_because = "" if state == ToolState.IN_USE else because
    tool.words_at = at if tool.state_because else tool.words_at
    tool.save(update_fields=["state", "state_because", "words_at"])
    journal.record("tool.state_set", about=tool, by=by, at=at, details={"from": before, "to": state})
    waiting.offer([tool], by=by, at=at)
    return tool


# ── Kits ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_kit(workshop: Facility, *, name: str, code: str, tools: Collection[Tool], by: Actor, at: datetime) -> Kit:
    """Items that go out together under one label."""
    _check_kit(workshop, tools)
    kit: Kit = Kit.objects.create(facility=workshop, name=name, code=_free_code(code, but_for=None))
    kit.tools.set(tools)
    journal.record("kit.added", about=kit, by=by, at=at)
    return kit


@transaction.atomic
def change_kit(
    kit: Kit, *, name: str, code: str, tools: Collection[Tool], is_active: bool = True, by: Actor, at: datetime
) -> Kit:
    """Another name or label, other items, or no longer a kit."""
    _check_kit(kit.facility, tools)
    kit.name, kit.code, kit.is_active = name, _free_code(code, but_for=kit), is_active
    kit.save(update_fields=["name", "code", "is_active"])
    kit.tools.set(tools)
    journal.record("kit.changed", about=kit, by=by, at=at)
    return kit


def _check_kit(workshop: Facility, tools: Collection[Tool]) -> None:
    if len(tools) < 2:
        raise KitIsEmpty
    if any(tool.facility_id != workshop.pk for tool in tools):
        raise KitIsEmpty(_("Een set bestaat uit spullen van deze werkplaats."))


def _free_code(words: str, *, but_for: Tool | Kit | None) -> str:
    """The code as it stands on the label, where nothing else bears it."""
    code = text.plain_code(words)
    if not code:
        raise NoCode
    tools, kits = Tool.objects.filter(code=code), Kit.objects.filter(code=code)
    if isinstance(but_for, Tool):
        tools = tools.exclude(pk=but_for.pk)
    elif isinstance(but_for, Kit):
        kits = kits.exclude(pk=but_for.pk)
    if tools.exists() or kits.exists():
        raise CodeIsTaken
    return code
