"""Counting the shelves by scanning: what was found, what is missing, and what nobody expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Found, Kit, Stocktaking, Tool, ToolState
from wijkwerk.domain.workshop.operations import tools as keeping
from wijkwerk.domain.workshop.operations.locks import locked
from wijkwerk.domain.workshop.queries import stocktaking as queries
from wijkwerk.domain.workshop.queries import tools
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal


class StocktakingIsOver(Refusal):
    message = gettext_lazy("Deze telling is al afgerond. Begin een nieuwe.")


class UnknownCode(Refusal):
    message = gettext_lazy("Deze code kennen wij niet. Leg het even apart.")
    field = "code"


@transaction.atomic
def begin(workshop: Facility, *, by: Actor, at: datetime) -> Stocktaking:
    """The one that runs, or a new one."""
    taking, is_new = Stocktaking.objects.get_or_create(
        facility=workshop, finished_at=None, defaults={"begun_at": at, "begun_by": text.shorten(by.name, 120)}
    )
    if is_new:
        journal.record("stocktaking.begun", about=taking, by=by, at=at)
    return taking  # type: ignore[no-any-return]


@transaction.atomic
def scan(taking: Stocktaking, *, code: str, at: datetime) -> list[Tool]:
    """This is on the shelf; of a kit everything is. A code twice is once."""
    taking = _locked(taking)
    if not taking.is_open:
        raise StocktakingIsOver
    thing = tools.by_code(taking.facility, code)
    if thing is None:
        raise UnknownCode(
            _("De code “%(code)s” kennen wij niet. Leg het even apart.") % {"code": text.shorten(code, 40)}
        )
    items = list(thing.tools.select_related("kind")) if isinstance(thing, Kit) else [thing]
    for item in items:
        Found.objects.get_or_create(stocktaking=taking, tool=item, defaults={"at": at})
    return items


@transaction.atomic
def finish(
    taking: Stocktaking, *, missing: Iterable[Tool] = (), there_again: Iterable[Tool] = (), by: Actor, at: datetime
) -> Stocktaking:
    """End it. Only what somebody confirms is written down as missing, or as there again."""
    gone, back = {tool.pk for tool in missing}, {tool.pk for tool in there_again}
    items = {tool.pk: tool for tool in locked(gone | back)}
    taking = _locked(taking)
    if not taking.is_open:
        raise StocktakingIsOver
    known_gone = {tool.pk for tool in queries.missing(taking)}
    known_back = {tool.pk for tool in queries.not_expected(taking) if tool.state == ToolState.MISSING}
    why = _("Niet gevonden bij de telling van %(day)s") % {"day": f"{clock.dutch(at):%d-%m-%Y}"}
    for pk in sorted(gone & known_gone):
        keeping.set_state(items[pk], state=ToolState.MISSING, because=why, by=by, at=at)
    for pk in sorted(back & known_back):
        keeping.set_state(items[pk], state=ToolState.IN_USE, by=by, at=at)
    taking.finished_at, taking.finished_by = at, text.shorten(by.name, 120)
    taking.save(update_fields=["finished_at", "finished_by"])
    counted = {"found": taking.found.count(), "missing": len(gone & known_gone)}
    journal.record("stocktaking.finished", about=taking, by=by, at=at, details=counted)
    return taking


def _locked(taking: Stocktaking) -> Stocktaking:
    rows = Stocktaking.objects.select_for_update(of=("self",)).select_related("facility")
    fresh: Stocktaking = rows.get(pk=taking.pk)
    return fresh
