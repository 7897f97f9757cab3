"""Counting the shelves: scan, scan, scan, and then say what is really gone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.lending import FinishForm, ScanForm
from wijkwerk.domain.workshop.models import Stocktaking, ToolState
from wijkwerk.domain.workshop.operations import stocktaking as operations
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import stocktaking as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link, moment
from wijkwerk.foundation.kit.pages import done, posted
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

SHOWN = 100


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def stocktakings(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Begin one, go on with the one that runs, or look at earlier ones."""
    if request.method == "POST":
        return redirect(operations.begin(workshop, **deed(request)))
    rows = paging.page(
        queries.stocktakings(workshop), after=request.GET.get("na", ""), order=("-begun_at", "-id"), size=20
    )
    columns: list[Column[Any]] = [
        Column(_("Begonnen"), lambda row: link(row.get_absolute_url(), moment(row.begun_at)), main=True),
        Column(_("Door"), lambda row: row.begun_by),
        Column(
            _("Afgerond"),
            lambda row: moment(row.finished_at) if row.finished_at else badge(_("loopt nog"), "info"),
        ),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Tellingen"), request=request, empty=_("Er is nog nooit geteld.")
    )
    running = queries.stocktakings(workshop).filter(finished_at=None).first()
    return frame.page(
        request, "workshop/stocktakings.html", workshop, {"table": table, "running": running}, tab="stocktaking"
    )


@needs(Permission.WORKSHOP_DESK, find=queries.stocktaking)
def stocktaking(request: HttpRequest, taking: Stocktaking) -> HttpResponse:
    """Scan, and see what is still to be found. A scanner sends Enter, and the field is ready for the next."""
    form = ScanForm(posted(request))
    if form.is_valid():
        try:
            items = operations.scan(taking, code=form.cleaned_data["code"], at=clock.now())
        except Refusal as refusal:  # told above an empty field: the scanner types on
            messages.error(request, refusal.words)
        else:
            messages.success(request, ", ".join(str(item) for item in items))
        return redirect(taking)
    missing = queries.missing(taking)
    gone = list(missing[: SHOWN + 1])
    context = {
        "taking": taking,
        "form": form,
        "found": list(queries.found(taking)[:SHOWN]),
        "found_count": taking.found.count(),
        "missing": gone[:SHOWN],
        "missing_count": missing.count() if len(gone) > SHOWN else len(gone),
        "not_expected": list(queries.not_expected(taking)[:SHOWN]),
    }
    return frame.page(request, "workshop/stocktaking.html", taking.facility, context, tab="stocktaking")


@needs(Permission.WORKSHOP_DESK, find=queries.stocktaking)
def finish(request: HttpRequest, taking: Stocktaking) -> HttpResponse:
    """Say what is really gone and what is there again; nothing is written off without that."""
    if not taking.is_open:
        return redirect(taking)
    there_again = queries.not_expected(taking).filter(state=ToolState.MISSING)
    form = FinishForm(posted(request), missing=queries.missing(taking), there_again=there_again)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.finish(taking, **form.cleaned_data, **deed(request))
            return done(request, _("De telling is afgerond."), taking.get_absolute_url())
    context = {"taking": taking, "form": form, "back": reverse("workshop:one_stocktaking", args=[taking.pk])}
    return frame.page(request, "workshop/finish_stocktaking.html", taking.facility, context, tab="stocktaking")
