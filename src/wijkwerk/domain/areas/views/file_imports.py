"""Bringing files in: areas, figures, addresses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import operations, queries
from wijkwerk.domain.areas.forms import FileImportForm
from wijkwerk.domain.areas.models import FileImport
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link, moment
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.later.models import Job, State

TONES = {
    FileImport.State.WAITING: "neutral",
    FileImport.State.READING: "info",
    FileImport.State.DONE: "ok",
    FileImport.State.REFUSED: "danger",
}


@needs(Permission.AREA_MANAGE)
def file_import_list(request: HttpRequest) -> HttpResponse:
    """Bring a file in; and what was brought in before."""
    form = FileImportForm(request.POST or None, request.FILES or None, initial={"kind": FileImport.Kind.AREAS})
    if form.is_valid():
        with refusals_shown_in(form):
            taken = operations.take_in_file(**form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het bestand is ontvangen en wordt gelezen."))
            return redirect(taken)
    columns: list[Column[FileImport]] = [
        Column(_("Bestand"), lambda each: link(each.get_absolute_url(), each.file_name), main=True),
        Column(_("Wat"), lambda each: FileImport.Kind(each.kind).label),
        Column(_("Ontvangen"), lambda each: moment(each.created_at)),
        Column(_("Stand"), lambda each: badge(FileImport.State(each.state).label, TONES[FileImport.State(each.state)])),
    ]
    page = paging.page(queries.file_imports(), after=request.GET.get("na", ""), size=20)
    return render(
        request,
        "areas/file_imports.html",
        {
            "form": form,
            "table": Table(columns, page, caption=_("Eerder ingelezen"), request=request, empty=_("Nog niets.")),
            "years": queries.years(),
        },
    )


@needs(Permission.AREA_MANAGE, find=queries.file_import)
def file_import(request: HttpRequest, taken: FileImport) -> HttpResponse:
    """How far a file is, and what came of it. Asks again by itself while it is read; without a script, reload."""
    job = Job.objects.filter(pk=taken.job_id).first() if taken.job_id and not taken.is_finished else None
    part = "#state" if request.headers.get("HX-Request") else ""
    return render(
        request,
        f"areas/file_import.html{part}",
        {
            "taken": taken,
            "job": job,
            "is_stuck": job is not None and job.state == State.DEAD,
            "tone": TONES[FileImport.State(taken.state)],
            "not_named": taken.fault_count - len(taken.outcome) if taken.state == FileImport.State.REFUSED else 0,
        },
    )
