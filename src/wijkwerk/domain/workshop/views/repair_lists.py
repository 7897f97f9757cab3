"""Pages of the lists that the host keeps for the repair desk: parts, kinds of things, usual jobs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import repairs as forms
from wijkwerk.domain.workshop.models import Part, ThingKind, UsualJob
from wijkwerk.domain.workshop.operations import repairs as operations
from wijkwerk.domain.workshop.operations import usual_lists
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import repairs as queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.repairs import kilos
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.components import Column, Table, badge
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TAB = "repairs"


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def repair_lists(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The three lists on one page: they are short."""
    parts: list[Column[Any]] = [
        Column(_("Onderdeel"), lambda row: _named("change_part", row), main=True),
        Column(_("Kostprijs"), lambda row: money.written(row.price_cents), numeric=True),
        Column(_("Voorraad"), _stock, numeric=True),
    ]
    jobs: list[Column[Any]] = [
        Column(_("Klusje"), lambda row: _named("change_usual_job", row), main=True),
        Column(_("Aan"), lambda row: row.kind.name),
        Column(_("Onderdeel"), lambda row: row.part.name if row.part else ""),
        Column(_("Prijs"), lambda row: money.written(row.price_cents), numeric=True),
    ]
    kinds: list[Column[Any]] = [
        Column(_("Soort"), lambda row: _named("change_thing_kind", row), main=True),
        Column(_("Gewicht"), lambda row: kilos(row.grams), numeric=True),
        Column(
            _("CO2 per kilo (schatting)"),
            lambda row: kilos(row.co2_grams_per_kg) if row.co2_grams_per_kg else "",
            numeric=True,
        ),
        Column(_("Bron"), lambda row: row.co2_source),
    ]
    found = {"parts": queries.parts(workshop), "jobs": queries.usual_jobs(workshop), "kinds": queries.kinds(workshop)}
    context = {
        "parts": Table(parts, found["parts"], caption=_("Onderdelen"), empty=_("Nog geen onderdelen.")),
        "jobs": Table(jobs, found["jobs"], caption=_("Klusjes"), empty=_("Nog geen klusjes.")),
        "kinds": Table(kinds, found["kinds"], caption=_("Soorten dingen"), empty=_("Nog geen soorten.")),
        "is_empty": not found["kinds"],
    }
    return frame.page(request, "workshop/repair_lists.html", workshop, context, tab=TAB)


def _named(name: str, row: Part | ThingKind | UsualJob) -> SafeString:
    found = format_html('<a class="nl-link" href="{}">{}</a>', reverse(f"workshop:{name}", args=[row.pk]), row.name)
    return found if row.is_active else format_html("{} {}", found, badge(_("niet op de lijst")))


def _stock(part: Part) -> Any:
    if part.in_stock is None:
        return _("niet geteld")
    return part.in_stock if part.in_stock else badge(_("op"), "warning")


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
@require_POST
def add_usual_lists(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What most workshops begin with; what is there stays as it is."""
    return press(
        request,
        lambda: usual_lists.add_usual_lists(workshop, by=policy.actor_of(request), at=clock.now()),
        to=_address(workshop),
        words=_("De gebruikelijke lijsten staan klaar. Pas aan wat bij u anders is."),
    )


def _address(workshop: Facility) -> str:
    return reverse("workshop:repair_lists", args=[workshop.pk])


def _page(request: HttpRequest, workshop: Facility, form: Any, title: str) -> HttpResponse:
    return one_deed.page(
        request,
        workshop,
        form,
        title=title,
        submit=_("Bewaar"),
        back=_address(workshop),
        back_to=_("Lijsten van de reparatiebalie"),
        tab=TAB,
    )


def _kept(request: HttpRequest, workshop: Facility) -> HttpResponse:
    messages.success(request, _("Bewaard."))
    return redirect(_address(workshop))


# ── Parts ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_part(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return _part(request, workshop, None)


@needs(Permission.WORKSHOP_MANAGE, find=queries.part)
def change_part(request: HttpRequest, part: Part) -> HttpResponse:
    return _part(request, part.facility, part)


def _part(request: HttpRequest, workshop: Facility, part: Part | None) -> HttpResponse:
    initial = forms.values_of(part, forms.PartListForm) if part else None
    form = forms.PartListForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            operations.keep_part(workshop, part=part, **form.cleaned_data, by=by, at=at)
            return _kept(request, workshop)
    return _page(request, workshop, form, part.name if part else _("Nieuw onderdeel"))


# ── Kinds of things ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_thing_kind(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return _thing_kind(request, workshop, None)


@needs(Permission.WORKSHOP_MANAGE, find=queries.kind)
def change_thing_kind(request: HttpRequest, kind: ThingKind) -> HttpResponse:
    return _thing_kind(request, kind.facility, kind)


def _thing_kind(request: HttpRequest, workshop: Facility, kind: ThingKind | None) -> HttpResponse:
    initial = forms.values_of(kind, forms.ThingKindForm) if kind else None
    form = forms.ThingKindForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            operations.keep_kind(workshop, kind=kind, **form.cleaned_data, by=by, at=at)
            return _kept(request, workshop)
    return _page(request, workshop, form, kind.name if kind else _("Nieuwe soort"))


# ── Usual jobs ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_usual_job(request: HttpRequest, workshop: Facility) -> HttpResponse:
    return _usual_job(request, workshop, None)


@needs(Permission.WORKSHOP_MANAGE, find=queries.usual_job)
def change_usual_job(request: HttpRequest, job: UsualJob) -> HttpResponse:
    return _usual_job(request, job.facility, job)


def _usual_job(request: HttpRequest, workshop: Facility, job: UsualJob | None) -> HttpResponse:
    initial = forms.values_of(job, forms.UsualJobForm) if job else None
    form = forms.UsualJobForm(request.POST or None, workshop=workshop, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            operations.keep_usual_job(workshop, job=job, **form.cleaned_data, by=by, at=at)
            return _kept(request, workshop)
    return _page(request, workshop, form, job.name if job else _("Nieuw klusje"))
