"""The action list: each line with who sees to it, before when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.inspections.forms import findings as forms
from wijkwerk.domain.inspections.models import Finding, Inspection
from wijkwerk.domain.inspections.operations import findings as operations
from wijkwerk.domain.inspections.queries import findings as queries
from wijkwerk.domain.inspections.queries import walks
from wijkwerk.domain.inspections.states import FindingState
from wijkwerk.domain.inspections.views import shared
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


def findings_table(
    request: HttpRequest, rows: Iterable[Finding], *, insider: bool, with_inspection: bool = False
) -> Table[Any]:
    """Lines of the action list; late ones say so."""
    columns: list[Column[Any]] = [
        Column(_("Bevinding"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Wie zorgt ervoor"), lambda row: queries.owner_words(row, insider=insider) or _("nog niemand")),
        Column(_("Uiterlijk"), lambda row: day(row.due_on)),
        Column(_("Stand"), state_badge),
    ]
    if with_inspection:
        columns.insert(1, Column(_("Schouw"), lambda row: row.inspection.title))
        columns.insert(
            2, Column(capfirst(scope.current().word("work_area")), lambda row: row.inspection.work_area.name)
        )
    return Table(columns, rows, caption=_("Actielijst"), request=request, empty=_("Geen bevindingen."))


def state_badge(finding: Finding) -> SafeString:
    if finding.is_late(clock.today()):
        return badge(_("te laat"), "danger")
    return badge(finding.get_state_display(), finding.tone)


@needs(Permission.INSPECTION_WALK)
def finding_list(request: HttpRequest) -> HttpResponse:
    """Findings of all inspections, the most urgent first."""
    form = forms.FindingFilter(request.GET or None)
    rows = paging.page(
        queries.findings(**form.wanted), after=request.GET.get("na", ""), order=("due_on", "id"), size=50
    )
    table = findings_table(request, rows, insider=False, with_inspection=True)
    return render(request, "inspections/findings.html", {"form": form, "table": table})


@needs(Permission.INSPECTION_VIEW, find=queries.finding)
def finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    """One line: where, who, when, what became of it."""
    actor = policy.actor_of(request)
    insight = walks.insight(actor, finding.inspection)
    insider = insight.walks or queries.owns(actor, finding)
    return render(
        request,
        "inspections/finding.html",
        {
            "finding": finding,
            "insight": insight,
            "insider": insider,
            "may_answer": queries.may_answer(actor, finding),
            "adds_items": bool(policy.may(actor, Permission.AGENDA_MANAGE, on=finding)),
            "facts": _facts(finding, insider=insider),
            "signal_address": finding.signal.get_absolute_url()
            if finding.signal is not None and policy.may(actor, Permission.SIGNAL_VIEW, on=finding.signal)
            else "",
        },
    )


def _facts(finding: Finding, *, insider: bool) -> list[tuple[str, Any]]:
    inspection = finding.inspection
    return [
        (_("Stand"), state_badge(finding)),
        (_("Schouw"), link(inspection.get_absolute_url(), inspection.title)),
        (capfirst(scope.current().word("work_area")), inspection.work_area.name),
        (_("Punt"), f"{finding.spot.number}. {shared.name_of(finding.spot, insider=insider)}" if finding.spot else ""),
        (_("Aspect"), finding.aspect.name if finding.aspect else ""),
        (_("Wie zorgt ervoor"), queries.owner_words(finding, insider=insider) or _("nog niemand")),
        (_("Uiterlijk"), day(finding.due_on)),
        (_("Antwoord"), format_html("{}<br>{}", finding.answer, day(finding.answered_at)) if finding.answer else ""),
    ]


@needs(Permission.INSPECTION_MANAGE, find=walks.inspection)
def add_finding(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """A line that those who walked agreed on."""
    form = forms.AddFindingForm(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.add_finding(inspection, **form.deed, **policy.deed(request))
            return redirect(inspection)
    return shared.page(
        request,
        form,
        title=_("Nieuwe bevinding"),
        submit=_("Zet op de actielijst"),
        back=inspection.get_absolute_url(),
        back_title=inspection.title,
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.finding)
def change_finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    form = forms.FindingForm(request.POST or None, work_area=finding.inspection.work_area, finding=finding)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_finding(finding, **form.deed, **policy.deed(request))
            return redirect(finding)
    return _own_page(request, finding, form, title=_("Bevinding wijzigen"), submit=_("Bewaar"))


@needs(Permission.INSPECTION_VIEW, find=queries.finding)
def answer_finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Who owns it, and who manages the inspection, says what became of it."""
    actor = policy.actor_of(request)
    if not queries.may_answer(actor, finding):
        ruling = policy.may(actor, Permission.INSPECTION_MANAGE, on=finding)
        return guard.refused(request, Permission.INSPECTION_MANAGE, ruling)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"state": FindingState(form.cleaned_data["state"])}
            operations.answer_finding(finding, **values, **policy.deed(request))
            return redirect(finding)
    return _own_page(
        request,
        finding,
        form,
        title=_("Antwoord op een bevinding"),
        submit=_("Laat het weten"),
        lead=_("Iedereen die meeliep krijgt bericht."),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.finding)
def open_again(request: HttpRequest, finding: Finding) -> HttpResponse:
    form = forms.OpenAgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.open_again(finding, **form.cleaned_data, **policy.deed(request))
            return redirect(finding)
    return _own_page(request, finding, form, title=_("Toch nog niet klaar"), submit=_("Zet weer open"))


@needs(Permission.INSPECTION_MANAGE, find=queries.finding)
@require_POST
def make_signal(request: HttpRequest, finding: Finding) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.make_signal(finding, **policy.deed(request)),
        to=finding,
        words=_("Er is een melding van gemaakt."),
    )


def _own_page(
    request: HttpRequest, finding: Finding, form: Any, *, title: str, submit: str, lead: str = ""
) -> HttpResponse:
    return shared.page(
        request,
        form,
        title=title,
        submit=submit,
        back=reverse("inspections:finding", args=[finding.pk]),
        back_title=finding.title,
        lead=lead,
    )
