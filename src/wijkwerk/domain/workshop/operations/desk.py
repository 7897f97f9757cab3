"""The pile goes out, a scan takes back: each thing by itself, so that one that cannot go holds up no other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import Kit, Loan, Resident, Tool
from wijkwerk.domain.workshop.operations import lending
from wijkwerk.domain.workshop.operations.locks import locked
from wijkwerk.domain.workshop.operations.visits import note_visit
from wijkwerk.domain.workshop.queries.desk import OnPile
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit.refusals import Refusal


class KitNotOut(Refusal):
    message = _("Van deze set was niets uitgeleend.")


@dataclass
class HandedOut:
    loans: list[Loan] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # code: why


def hand_out(
    workshop: Facility,
    pile: Sequence[OnPile],
    *,
    resident: Resident,
    for_resident: Resident | None = None,
    due_on: date | None = None,
    keys: Mapping[str, uuid.UUID],
    instructed: Sequence[str] = (),
    because: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> HandedOut:
    """Give out everything of the pile that can go. A thing and its instruction are one deed; a kit goes whole."""
    result = HandedOut()
    for each in pile:
        try:
            with transaction.atomic():
                if each.code in instructed:
                    for kind in {tool.kind for tool in each.tools if tool.kind.needs_instruction}:
                        lending.instruct(kind, resident=resident, by=by, at=at)
                result.loans += lending.lend(
                    each.tools,
                    resident=resident,
                    for_resident=for_resident,
                    due_on=due_on,
                    override_because=(because or {}).get(each.code, ""),
                    client_keys=keys_of(each.tools, keys.get(each.code)),
                    by=by,
                    at=at,
                )
        except Refusal as refusal:
            result.refused[each.code] = refusal.words
    if result.loans:
        note_visit(workshop, function=FunctionKind.LENDING, resident=resident, by=by, at=at)
    return result


def keys_of(tools: Sequence[Tool], key: uuid.UUID | None) -> list[uuid.UUID]:
    """A key for each item, always the same from the key of the scan."""
    if key is None:
        return []
    return [key] if len(tools) == 1 else [uuid.uuid5(key, str(tool.pk)) for tool in tools]


def take_in(
    workshop: Facility, thing: Tool | Kit, *, return_key: uuid.UUID | None = None, by: Actor, at: datetime
) -> list[Loan]:
    """What was scanned comes back, whoever brings it; of a kit all that is out."""
    if isinstance(thing, Tool):
        tools = [thing]
    else:
        out = Loan.objects.open().filter(tool__kits=thing).values("tool")
        tools = list(Tool.objects.filter(pk__in=out).order_by("pk"))
        if not tools:
            raise KitNotOut
    keys = dict(zip(tools, keys_of(tools, return_key), strict=False))
    with transaction.atomic():
        locked(tool.pk for tool in tools)
        loans = [lending.give_back(tool, return_key=keys.get(tool), by=by, at=at) for tool in tools]
        for resident in {loan.resident for loan in loans}:
            if not resident.is_erased:
                note_visit(workshop, function=FunctionKind.LENDING, resident=resident, by=by, at=at)
    return loans
