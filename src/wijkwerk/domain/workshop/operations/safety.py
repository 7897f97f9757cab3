"""Inspections: what passed holds by the rule of its kind; what failed goes to nobody."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.workshop.models import Inspection, InspectionOutcome, Tool, ToolState
from wijkwerk.domain.workshop.operations import waiting
from wijkwerk.domain.workshop.operations.locks import locked
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

A_YEAR = 12  # months: where the kind has no rule, and somebody looked all the same


class InspectionToCome(Refusal):
    message = gettext_lazy("Een keuring kan niet in de toekomst liggen.")
    field = "on"


class NobodyInspected(Refusal):
    message = gettext_lazy("Vul in wie heeft gekeurd.")
    field = "inspected_by"


@transaction.atomic
def inspect(
    tool: Tool,
    *,
    on: date,
    outcome: InspectionOutcome,
    inspected_by: str,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Inspection:
    """Write down an inspection. An item that failed is out of order; one that was out of order stays so."""
    if on > clock.dutch(at).date():
        raise InspectionToCome
    if not text.one_line(inspected_by):
        raise NobodyInspected
    [tool] = locked([tool.pk])
    passed = outcome == InspectionOutcome.PASSED
    inspection: Inspection = Inspection.objects.create(
        facility=tool.facility,
        tool=tool,
        on=on,
        outcome=outcome,
        inspected_by=text.shorten(inspected_by, 120),
        valid_until=months_after(on, tool.kind.inspection_months or A_YEAR) if passed else None,
        note=text.shorten(note, 200),
        written_at=at,
    )
    last = tool.inspections.first()
    if last == inspection:
        tool.inspected_until = inspection.valid_until
        if not passed and tool.state == ToolState.IN_USE:
            tool.state = ToolState.OUT_OF_ORDER
            tool.state_because = text.shorten(_("Afgekeurd. %(note)s") % {"note": note}, 200)
        tool.save(update_fields=["inspected_until", "state", "state_because"])
    journal.record("tool.inspected", about=tool, by=by, at=at, details={"outcome": outcome})
    waiting.offer([tool], by=by, at=at)
    return inspection


def months_after(on: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))
