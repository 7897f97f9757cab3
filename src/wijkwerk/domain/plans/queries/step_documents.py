"""The steps to a thing as one document: the timeline, a table that says the same, and what slipped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.plans import step_line
from wijkwerk.domain.plans.models import PlannedStep, StepShift
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.foundation.kit.documents.written import Document, Grid, Heading, Part, Picture, Points, Words
from wijkwerk.foundation.tenancy import scope


def document_of(thing: Any, *, on: date) -> Document:
    """As the steps stand on this day."""
    rows = queries.steps_of(thing)
    parts: list[Part] = [*_timeline(rows, on), *_slipped(rows)]
    return Document(
        title=_("Stappen van %(thing)s") % {"thing": thing.thread_title},
        beneath=_("Zoals het er op %(day)s voor staat.") % {"day": _day(on)},
        sender=_("Gemeente %(name)s") % {"name": scope.current().name},
        parts=tuple(parts or [Words(_("Er zijn nog geen stappen."))]),
    )


def _timeline(rows: Sequence[PlannedStep], on: date) -> list[Part]:
    if not rows:
        return []
    columns = (_("Stap"), _("Wie"), _("Eerst gepland"), _("Nu"), _("Stand"), _("Wacht op"))
    lines = tuple(
        (
            each.name,
            each.owner_name or _("nog niemand"),
            _days(each.first_from, each.first_until),
            _days(each.planned_from, each.planned_until),
            _state(each, on),
            ", ".join(need.needed.name for need in each.needs.all()) or "–",
        )
        for each in rows
    )
    return [
        Picture(step_line.draw_for_paper(rows, on=on), step_line.described(rows, on), wide=True),
        Words(_("Dun: zoals het eerst was gepland. Dik: zoals het nu is. Een lijn loopt naar de stap die erop wacht.")),
        Grid(_("Stappen"), columns, lines, (4, 3, 3, 3, 3, 3)),
    ]


def _slipped(rows: Sequence[PlannedStep]) -> list[Part]:
    """What slipped, the last first; who did it is not for paper."""
    shifts = sorted((shift for each in rows for shift in each.shifts.all()), key=lambda shift: -shift.pk)
    return [Heading(_("Wat er verschoof")), Points(tuple(_shift(each) for each in shifts))] if shifts else []


def _shift(shift: StepShift) -> str:
    told = _("%(step)s: was %(before)s, nu %(after)s. %(why)s")
    return told % {
        "step": shift.step.name,
        "before": _days(shift.was_from, shift.was_until),
        "after": _days(shift.now_from, shift.now_until),
        "why": shift.reason,
    }


def _state(each: PlannedStep, on: date) -> str:
    if each.done_on is not None:
        return _("klaar op %(day)s") % {"day": _day(each.done_on)}
    if each.is_late_on(on):
        return _("te laat")
    if each.slipped_days > 0:
        words = ngettext("%(count)s dag later", "%(count)s dagen later", each.slipped_days)
        return words % {"count": each.slipped_days}
    return _("bezig") if each.planned_from <= on else _("gepland")


def _days(first: date, last: date) -> str:
    return f"{_day(first)} – {_day(last)}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
