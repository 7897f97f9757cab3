"""Pages of evaluations: what stands next to the goals, the findings, and each deed at its own address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.plans.forms import evaluations as forms
from wijkwerk.domain.plans.models import Evaluation, Finding, Survey
from wijkwerk.domain.plans.operations import evaluations
from wijkwerk.domain.plans.queries import evaluation_documents
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.queries.surveys import QuestionResult
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents, paging
from wijkwerk.foundation.kit.components import Bar, Column, Table, badge, link
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW)
def evaluation_list(request: HttpRequest) -> HttpResponse:
    """Evaluations by year and area."""
    actor = policy.actor_of(request)
    form = forms.EvaluationFilter(request.GET or None)
    rows = paging.page(
        queries.evaluations(actor=actor, **form.wanted),
        after=request.GET.get("na", ""),
        order=("-year", "work_area__name", "id"),
    )
    columns: list[Column[Any]] = [
        Column(_("Gebied"), lambda row: link(row.get_absolute_url(), row.work_area.name), main=True),
        Column(_("Jaar"), lambda row: row.year),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
        Column(_("Bevindingen"), lambda row: row.finding_count, numeric=True),
    ]
    many = capfirst(scope.current().word("evaluation", plural=True))
    table: Table[Any] = Table(columns, rows, caption=many, request=request, empty=_("Er zijn nog geen evaluaties."))
    context = {
        "form": form,
        "table": table,
        "many": many,
        "manages": bool(policy.may_somewhere(actor, Permission.EVALUATION_MANAGE)),
        "enters": bool(policy.may_somewhere(actor, Permission.SURVEY_ENTER)),
    }
    return render(request, "plans/evaluations.html", context)


# ── One evaluation ─────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.evaluation)
def evaluation(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Next to each goal what residents say, what was seen, signals and figures; and what was found."""
    actor = policy.actor_of(request)
    ruling = policy.may(actor, evaluation.view_permission, on=evaluation)
    if not ruling:
        return guard.refused(request, evaluation.view_permission, ruling)
    picture = queries.picture_of(evaluation)
    findings = queries.findings_of(evaluation, actor=actor)
    insight = queries.insight(actor, evaluation)
    return render(
        request,
        "plans/evaluation.html",
        {
            "evaluation": evaluation,
            "picture": picture,
            "blocks": [
                {
                    "block": block,
                    "bars": bars_of(block.questions),
                    "findings": [line for line in findings if line.finding.goal_id == block.goal_id],
                }
                for block in picture.blocks
            ],
            "findings": findings,
            "insight": insight,
            "surveys": list(Survey.objects.filter(evaluation=evaluation).order_by("pk")) if insight.manages else [],
            "smallest": scope.current().smallest_group,
        },
    )


@needs(Permission.PLAN_VIEW, find=queries.evaluation)
def evaluation_pdf(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """To print and to send: accessible, with the numbers of the page."""
    return _document(request, evaluation, "pdf")


@needs(Permission.PLAN_VIEW, find=queries.evaluation)
def evaluation_odt(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """To go on writing in."""
    return _document(request, evaluation, "odt")


def _document(request: HttpRequest, evaluation: Evaluation, kind: Literal["pdf", "odt"]) -> HttpResponse:
    ruling = policy.may(policy.actor_of(request), evaluation.view_permission, on=evaluation)
    if not ruling:
        return guard.refused(request, evaluation.view_permission, ruling)
    document = evaluation_documents.document_of(evaluation)
    content = written.pdf_of(document) if kind == "pdf" else written.odt_of(document)
    return documents.answer(content, name=document.title, kind=kind)


def bars_of(results: Sequence[QuestionResult]) -> list[tuple[QuestionResult, list[Bar]]]:
    """Each question with its bars; what is not told says so."""
    untold = _("niet getoond")
    return [
        (result, [Bar(cell.label, cell.count, note="" if cell.count is not None else untold) for cell in result.cells])
        for result in results
    ]


def deed_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    submit: str,
    evaluation: Evaluation | None = None,
    **more: Any,
) -> HttpResponse:
    """A page with the form of one deed."""
    context = {"form": form, "title": title, "submit": submit, "evaluation": evaluation} | more
    return render(request, "plans/evaluation_deed.html", context)


@needs(Permission.EVALUATION_MANAGE)
def make_evaluation(request: HttpRequest) -> HttpResponse:
    """The evaluation of an area in a year; the one that is there already, where there is one."""
    actor = policy.actor_of(request)
    form = forms.MakeEvaluationForm(request.POST or None, actor=actor, initial={"work_area": request.GET.get("gebied")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            area = form.cleaned_data["work_area"]
            vision = queries.visions_of(area.pk, actor=actor).first()
            made = evaluations.make_evaluation(area, form.cleaned_data["year"], vision=vision, by=actor, at=clock.now())
            return redirect(made)
    title = _("Nieuwe %(evaluation)s") % {"evaluation": scope.current().word("evaluation")}
    return deed_page(request, form, title=title, submit=_("Maak de evaluatie"))


@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation)
def change_evaluation(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Which vision it is held against, and what it says in short."""
    actor = policy.actor_of(request)
    form = forms.ChangeEvaluationForm(request.POST or None, evaluation=evaluation, actor=actor)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                evaluations.change_evaluation(evaluation, **form.cleaned_data, by=actor, at=clock.now())
            except evaluations.ChangedMeanwhile as changed:
                form.show_change(changed)
                raise
            return redirect(evaluation)
    return deed_page(request, form, title=_("Evaluatie wijzigen"), submit=_("Bewaar"), evaluation=evaluation)


@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation)
def adopt_evaluation(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Adopted: from now on it stays as it is."""
    form = forms.AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by = policy.actor_of(request)
            evaluations.adopt_evaluation(evaluation, **form.cleaned_data, by=by, at=clock.now())
            messages.success(request, _("De evaluatie is vastgesteld. Iedereen kan haar nu lezen."))
            return redirect(evaluation)
    lead = _("De cijfers blijven daarna zoals zij nu zijn. Bevindingen veranderen niet meer.")
    return deed_page(
        request, form, title=_("Evaluatie vaststellen"), submit=_("Stel vast"), evaluation=evaluation, lead=lead
    )


@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation)
def take_back_adoption(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """It was not adopted after all."""
    form = forms.WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by = policy.actor_of(request)
            evaluations.take_back_adoption(evaluation, **form.cleaned_data, by=by, at=clock.now())
            return redirect(evaluation)
    lead = _("De evaluatie is dan weer in de maak. De cijfers lopen weer mee met vandaag.")
    return deed_page(
        request, form, title=_("Toch niet vastgesteld"), submit=_("Neem terug"), evaluation=evaluation, lead=lead
    )


@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation)
@require_POST
def count_signals(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """Count now, instead of within the hour."""
    evaluations.count_signals(evaluation, at=clock.now())
    messages.success(request, _("De meldingen zijn opnieuw geteld."))
    return redirect(evaluation)


@needs(Permission.EVALUATION_MANAGE, find=queries.goal_of)
def set_evidence(request: HttpRequest, found: queries.GoalOf) -> HttpResponse:
    """What says something about a goal."""
    evaluation = found.evaluation
    form = forms.EvidenceForm(request.POST or None, goal=found.goal, work_area=evaluation.work_area)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            evaluations.set_evidence(found.goal, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(f"{evaluation.get_absolute_url()}#doel-{found.goal.pk}")
    title = _("Wat zegt iets over dit doel?")
    return deed_page(request, form, title=title, submit=_("Bewaar"), evaluation=evaluation, lead=found.goal.title)


# ── Findings ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.EVALUATION_MANAGE, find=queries.evaluation)
def add_finding(request: HttpRequest, evaluation: Evaluation) -> HttpResponse:
    """What was found."""
    form = forms.FindingForm(request.POST or None, evaluation=evaluation, initial={"goal": request.GET.get("doel")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            by = policy.actor_of(request)
            return redirect(evaluations.add_finding(evaluation, **form.values, by=by, at=clock.now()))
    return deed_page(request, form, title=_("Nieuwe bevinding"), submit=_("Bewaar"), evaluation=evaluation)


@needs(Permission.EVALUATION_MANAGE, find=queries.finding)
def change_finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Other words, another weight."""
    form = forms.FindingForm(request.POST or None, evaluation=finding.evaluation, finding=finding)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            try:
                evaluations.change_finding(finding, **form.values, by=policy.actor_of(request), at=clock.now())
            except evaluations.ChangedMeanwhile as changed:
                form.show_change(changed)
                raise
            return redirect(finding)
    return deed_page(request, form, title=_("Bevinding wijzigen"), submit=_("Bewaar"), evaluation=finding.evaluation)


@needs(Permission.EVALUATION_MANAGE, find=queries.finding)
def remove_finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    """It was not so after all."""
    form = forms.WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            evaluations.remove_finding(finding, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(finding.evaluation)
    return deed_page(
        request,
        form,
        title=_("Bevinding weghalen"),
        submit=_("Haal weg"),
        evaluation=finding.evaluation,
        lead=finding.title,
    )
