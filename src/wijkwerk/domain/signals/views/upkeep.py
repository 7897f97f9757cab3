"""How well an area is kept, what is done for it and what is planned: read before somebody reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.resident import ReportForm
from wijkwerk.domain.signals.forms.upkeep import UpkeepForm
from wijkwerk.domain.signals.models import Upkeep
from wijkwerk.domain.signals.operations import upkeep as operations
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in

FIELDS = ("category", "work_area", "level", "does", "planned", "planned_from", "planned_until")
MOST_BEFORE_REPORT = 3


@needs(Permission.AREA_VIEW)
def areas_kept_up(request: HttpRequest) -> HttpResponse:
    """Choose an area."""
    rows = areas.work_areas(clock.today())
    columns: list[Column[WorkArea]] = [
        Column(_("Gebied"), lambda area: link(reverse("signals:upkeep", args=[area.pk]), area.name), main=True)
    ]
    manages = bool(policy.may_somewhere(policy.actor_of(request), Permission.UPKEEP_MANAGE))
    table = Table(columns, rows, caption=_("Gebieden"), request=request, empty=_("Er zijn nog geen gebieden."))
    return render(request, "signals/resident/upkeep_areas.html", {"table": table, "manages": manages})


@needs(Permission.AREA_VIEW, find=areas.work_area)
def upkeep(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """All that is kept up in one area."""
    actor = policy.actor_of(request)
    manages = bool(policy.may(actor, Permission.UPKEEP_MANAGE, on=work_area))
    columns: list[Column[Upkeep]] = [
        Column(_("Onderwerp"), lambda row: row.category.name, main=True),
        Column(_("Niveau"), lambda row: row.level or "–"),
        Column(_("Wat wij doen"), lambda row: row.does),
        Column(_("Gepland"), lambda row: _plan(row) or "–"),
    ]
    if manages:
        columns.append(Column(_("Wijzigen"), lambda row: _way_to_change(row, actor, work_area)))
    table = Table(
        columns,
        queries.upkeep_in(work_area),
        caption=_("Onderhoud"),
        request=request,
        empty=_("Over dit gebied staat hier nog niets."),
    )
    context = {"work_area": work_area, "table": table, "manages": manages}
    return render(request, "signals/resident/upkeep.html", context)


def _plan(row: Upkeep) -> str | SafeString:
    if row.planned_from is None or row.planned_until is None or row.planned_until < clock.today():
        return ""
    return format_html("{}: {} – {}", row.planned, day(row.planned_from), day(row.planned_until))


def _way_to_change(row: Upkeep, actor: Any, work_area: WorkArea) -> str | SafeString:
    """Straight to the row; for who keeps only this area, what holds everywhere becomes a row of its own."""
    if policy.may(actor, Permission.UPKEEP_MANAGE, on=row):
        address = reverse("signals:change_upkeep", args=[row.pk])
    else:
        address = f"{reverse('signals:new_upkeep')}?gebied={work_area.pk}&onderwerp={row.category_id}"
    return format_html(
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden"> {}</span></a>',
        address,
        _("wijzig"),
        row.category.name,
    )


@needs(Permission.AREA_VIEW)
def before_report(request: HttpRequest) -> HttpResponse:
    """What is done already where somebody is about to report: asked while the form is filled in, without words."""
    form = ReportForm(request.GET)
    form.is_valid()
    values, place = form.cleaned_data, form.place
    work_area = place.work_area
    if work_area is None and place.lat is not None and place.lon is not None:
        work_area = areas.work_area_at(place.lat, place.lon, clock.today())
    rows = queries.upkeep_in(work_area, category=values.get("category")) if work_area is not None else []
    if values.get("category") is None:
        rows = [row for row in rows if row.planned_until and row.planned_until >= clock.today()]
    context = {"work_area": work_area, "rows": [(row, _plan(row)) for row in rows[:MOST_BEFORE_REPORT]]}
    return render(request, "signals/resident/upkeep_before_report.html", context)


@needs(Permission.UPKEEP_MANAGE)
def new_upkeep(request: HttpRequest) -> HttpResponse:
    """Say something about a subject in an area, or everywhere."""
    start = {"work_area": request.GET.get("gebied"), "category": request.GET.get("onderwerp")}
    return _page(request, None, {name: value for name, value in start.items() if value})


@needs(Permission.UPKEEP_MANAGE, find=queries.upkeep)
def change_upkeep(request: HttpRequest, upkeep: Upkeep) -> HttpResponse:
    return _page(request, upkeep, {name: getattr(upkeep, name) for name in FIELDS})


def _page(request: HttpRequest, upkeep: Upkeep | None, start: dict[str, Any]) -> HttpResponse:
    actor = policy.actor_of(request)
    form = UpkeepForm(request.POST or None, actor=actor, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            kept = operations.set_upkeep(upkeep, **form.cleaned_data, by=actor, at=clock.now())
            messages.success(request, _("Het onderhoud is bewaard."))
            return redirect(_back(kept))
    return render(
        request,
        "signals/staff/upkeep.html",
        {"form": form, "upkeep": upkeep},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@needs(Permission.UPKEEP_MANAGE, find=queries.upkeep)
@require_POST
def drop_upkeep(request: HttpRequest, upkeep: Upkeep) -> HttpResponse:
    back = _back(upkeep)
    operations.drop_upkeep(upkeep, by=policy.actor_of(request), at=clock.now())
    messages.success(request, _("De regel is weg."))
    return redirect(back)


def _back(upkeep: Upkeep) -> str:
    if upkeep.work_area_id is None:
        return reverse("signals:upkeep_areas")
    return reverse("signals:upkeep", args=[upkeep.work_area_id])
