"""The plan of an area as one document: to read, to print, to keep, to go on writing in; as it stands, or as it was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.forms.documents import KeepPlanForm
from wijkwerk.domain.plans.models.documents import PlanDocument
from wijkwerk.domain.plans.operations import documents as operations
from wijkwerk.domain.plans.queries import documents as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents, paging
from wijkwerk.foundation.kit.components import Column, Table, day, link
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.documents.written import Document
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.PLAN_VIEW, find=areas.work_area)
def plan(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """As it stands today, with what was kept before."""
    actor = policy.actor_of(request)
    form = KeepPlanForm() if policy.may(actor, Permission.PLAN_MANAGE, on=work_area) else None
    return _page(request, work_area, queries.plan_of(work_area, on=clock.today()), form=form)


@needs(Permission.PLAN_VIEW, find=areas.work_area)
def plan_pdf(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    return _pdf(queries.plan_of(work_area, on=clock.today()))


@needs(Permission.PLAN_VIEW, find=areas.work_area)
def plan_odt(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    return _odt(queries.plan_of(work_area, on=clock.today()))


@needs(Permission.PLAN_MANAGE, find=areas.work_area)
def keep_plan(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """Keep it as it is now."""
    form = KeepPlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            kept = operations.keep_plan(work_area, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Het plan is bewaard zoals het nu is."))
            return redirect(kept)
    return _page(request, work_area, queries.plan_of(work_area, on=clock.today()), form=form)


@needs(Permission.PLAN_VIEW, find=queries.kept_plan)
def kept_plan(request: HttpRequest, kept: PlanDocument) -> HttpResponse:
    """As it was on its day."""
    return _page(request, kept.work_area, kept.document, kept=kept)


@needs(Permission.PLAN_VIEW, find=queries.kept_plan)
def kept_plan_pdf(request: HttpRequest, kept: PlanDocument) -> HttpResponse:
    return _pdf(kept.document)


@needs(Permission.PLAN_VIEW, find=queries.kept_plan)
def kept_plan_odt(request: HttpRequest, kept: PlanDocument) -> HttpResponse:
    return _odt(kept.document)


def _page(
    request: HttpRequest,
    work_area: WorkArea,
    document: Document,
    *,
    form: KeepPlanForm | None = None,
    kept: PlanDocument | None = None,
) -> HttpResponse:
    place = [kept.pk] if kept else [work_area.pk]
    name = "kept_plan" if kept else "area_document"
    rows = paging.page(queries.kept_plans_of(work_area), after=request.GET.get("na", ""), order=("-made_at", "-id"))
    columns: list[Column[Any]] = [
        Column(_("Bewaard op"), lambda row: link(row.get_absolute_url(), date_format(row.on, "j F Y")), main=True),
        Column(_("Waarvoor"), lambda row: row.why),
    ]
    return render(
        request,
        "plans/plan_document.html",
        {
            "work_area": work_area,
            "document": document,
            "kept": kept,
            "kept_on": day(kept.on) if kept else "",
            "form": form,
            "pdf": reverse(f"plans:{name}_pdf", args=place),
            "odt": reverse(f"plans:{name}_odt", args=place),
            "table": Table(
                columns, rows, caption=_("Bewaarde versies"), request=request, empty=_("Er is nog niets bewaard.")
            ),
        },
        status=422 if form is not None and form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


def _pdf(document: Document) -> HttpResponse:
    return documents.answer(written.pdf_of(document), name=document.title, kind="pdf")


def _odt(document: Document) -> HttpResponse:
    return documents.answer(written.odt_of(document), name=document.title, kind="odt")
