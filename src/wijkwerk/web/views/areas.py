"""The page of a work area: who works there, what plays, which projects run. Composed of several rooms."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.areas.views.public import work_area_context
from wijkwerk.domain.budgets.queries import initiatives
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.plans.queries import agendas as plans
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.queries import PickUp
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table

MOST = 5
PICKED_UP_IN = timedelta(days=90)


@needs(Permission.AREA_VIEW, find=areas.work_area)
def work_area(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """Everything of one area on a page."""
    actor, today = policy.actor_of(request), clock.today()
    public = signals.published_signals().filter(work_area=work_area).order_by("-reported_at", "-id")
    return render(
        request,
        "web/work_area.html",
        {
            **work_area_context(request, work_area),
            "contact": people.contact_of(work_area, on=today),
            "bodies": people.bodies_of(work_area),
            "newest": list(public[:MOST]),
            "initiatives": list(initiatives.initiatives_of(work_area)[:MOST]),
            "agendas": plans.agendas(actor=actor, work_area=work_area)[:MOST],
            "pick_ups": _pick_ups(request, work_area)
            if policy.may(actor, Permission.SIGNAL_VIEW, on=work_area)
            else None,
        },
    )


def _pick_ups(request: HttpRequest, work_area: WorkArea) -> Table[PickUp]:
    """Visible that signals are picked up: for who may see the signals of the area."""
    columns: list[Column[PickUp]] = [
        Column(_("Wie"), lambda row: row.name, main=True),
        Column(_("Nog niet opgepakt"), lambda row: row.waiting, numeric=True),
        Column(_("In behandeling"), lambda row: row.in_hand, numeric=True),
        Column(_("Opgepakt in negentig dagen"), lambda row: row.picked_up, numeric=True),
    ]
    rows = signals.pick_ups(work_area, since=clock.now() - PICKED_UP_IN)
    return Table(columns, rows, caption=_("Wie pakt op"), request=request, empty=_("Er is nog niets doorgegeven."))
