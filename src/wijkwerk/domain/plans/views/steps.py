"""Pages of steps: those of one thing as list and picture, those of an area, and each deed at its own address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans import step_line
from wijkwerk.domain.plans.forms import steps as forms
from wijkwerk.domain.plans.models import PlannedStep, StepShift
from wijkwerk.domain.plans.operations import steps
from wijkwerk.domain.plans.queries import step_documents
from wijkwerk.domain.plans.queries import steps as queries
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents
from wijkwerk.foundation.kit.components import Column, Table, badge, day
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.YEAR_PLAN_VIEW)
def steps_page(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The steps to one thing: list, picture, and what slipped."""
    thing = _readable(request, kind, number)
    if isinstance(thing, HttpResponse):
        return thing
    actor, rows = policy.actor_of(request), queries.steps_of(thing)
    manages = bool(queries.keeps(actor, thing))
    title = _("Stappen van %(thing)s") % {"thing": thing.thread_title}
    return render(
        request,
        "plans/steps.html",
        {
            "thing": thing,
            "kind": kind,
            "title": title,
            "table": steps_table(request, rows, manages=manages),
            "picture": step_line.draw(rows, title=title, on=clock.today()),
            "shifts": sorted((shift for each in rows for shift in each.shifts.all()), key=lambda s: s.pk, reverse=True),
            "manages": manages,
        },
    )


@needs(Permission.YEAR_PLAN_VIEW)
def steps_pdf(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The timeline to print and to send: the picture with its table, and what slipped."""
    thing = _readable(request, kind, number)
    if isinstance(thing, HttpResponse):
        return thing
    document = step_documents.document_of(thing, on=clock.today())
    return documents.answer(written.pdf_of(document), name=document.title, kind="pdf")


def _readable(request: HttpRequest, kind: str, number: int) -> Any:
    """The thing, or the answer to who may not read it."""
    thing = queries.thing_of(kind, number) if number < 2**63 else None
    if thing is None:
        raise Http404
    ruling = policy.may(policy.actor_of(request), thing.thread_view_permission, on=thing)
    return thing if ruling else guard.refused(request, thing.thread_view_permission, ruling)


def steps_table(request: HttpRequest, rows: Sequence[PlannedStep], *, manages: bool) -> Table[Any]:
    """Each step with who, when, as it was and as it is now, and what it waits for."""
    today = clock.today()
    columns: list[Column[Any]] = [
        Column(_("Stap"), lambda each: each.name, main=True),
        Column(_("Wie"), lambda each: each.owner_name or _("nog niemand")),
        Column(_("Wanneer"), _days),
        Column(_("Stand"), lambda each: _state(each, today)),
        Column(_("Wacht op"), lambda each: ", ".join(need.needed.name for need in each.needs.all())),
    ]
    if manages:
        columns.append(Column(_("Wijzigen"), _deeds))
    return Table(columns, rows, caption=_("Stappen"), request=request, empty=_("Er zijn nog geen stappen."))


def _days(each: PlannedStep) -> SafeString:
    now = format_html("{} – {}", day(each.planned_from), day(each.planned_until))
    if (each.first_from, each.first_until) == (each.planned_from, each.planned_until):
        return now
    return format_html(
        '<span class="ww-muted">{} <s>{} – {}</s></span><br>{} {}',
        _("was"),
        day(each.first_from),
        day(each.first_until),
        _("nu"),
        now,
    )


def _state(each: PlannedStep, today: date) -> SafeString:
    if each.done_on is not None:
        return format_html("{} {}", badge(_("klaar"), "ok"), day(each.done_on))
    if each.is_late_on(today):
        return badge(_("te laat"), "danger")
    if each.slipped_days > 0:
        words = ngettext("%(count)s dag later", "%(count)s dagen later", each.slipped_days)
        return badge(words % {"count": each.slipped_days}, "warning")
    return badge(_("bezig"), "info") if each.planned_from <= today else badge(_("gepland"))


def _deeds(each: PlannedStep) -> SafeString:
    found = [("change_step", _("wijzig"))]
    if each.done_on is None:
        found = [("finish_step", _("klaar")), ("shift_step", _("verschuif")), *found]
    else:
        found = [("reopen_step", _("toch niet klaar")), *found]
    found.append(("remove_step", _("weg")))
    return format_html_join(
        " · ",
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden">: {}</span></a>',
        ((reverse(f"plans:{name}", args=[each.pk]), words, each.name) for name, words in found),
    )


@needs(Permission.YEAR_PLAN_VIEW)
def area_steps(request: HttpRequest, number: int) -> HttpResponse:
    """What is not done yet in an area, by what the steps are of; with the other areas to go to."""
    today = clock.today()
    here = WorkArea.objects.filter(pk=number).first() if number < 2**63 else None
    if here is None:
        raise Http404
    found = [
        (
            each.title,
            each.steps[0].get_absolute_url(),
            steps_table(request, each.steps, manages=False),
            _how_late(each.steps, today),
        )
        for each in queries.overview(here, actor=policy.actor_of(request))
    ]
    return render(request, "plans/area_steps.html", {"area": here, "found": found, "areas": areas.work_areas(today)})


def _how_late(rows: Sequence[PlannedStep], today: date) -> str:
    late = sum(each.is_late_on(today) for each in rows)
    return ngettext("%(count)s stap te laat", "%(count)s stappen te laat", late) % {"count": late} if late else ""


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.thing_of)
def add_step(request: HttpRequest, thing: Any) -> HttpResponse:
    """A step more."""
    if not (ruling := queries.keeps(policy.actor_of(request), thing)):
        return guard.refused(request, Permission.PLAN_MANAGE, ruling)
    form = forms.AddStepForm(request.POST or None, steps=queries.steps_of(thing), work_area=_area_of(thing))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = steps.add_step(thing, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    back = reverse("plans:steps", args=[thing._meta.label_lower, thing.pk])
    return _deed(request, form, title=_("Stap erbij"), submit=_("Voeg toe"), about=thing.thread_title, back=back)


def _area_of(thing: Any) -> WorkArea | None:
    numbers = thing.access_area_ids()
    return WorkArea.objects.filter(pk__in=numbers).first() if numbers is not None and len(numbers) == 1 else None


@needs(Permission.PLAN_VIEW, find=queries.step)
def change_step(request: HttpRequest, step: PlannedStep) -> HttpResponse:
    """Another name, owner, or what it waits for."""
    if not (ruling := queries.keeps_step(policy.actor_of(request), step)):
        return guard.refused(request, Permission.PLAN_MANAGE, ruling)
    others = [each for each in queries.steps_of(step.about) if each.pk != step.pk]
    form = forms.ChangeStepForm(
        request.POST or None,
        initial=forms.StepForm.initial_of(step),
        steps=others,
        work_area=step.work_area,
        current=step.owner_person or step.owner_organisation,
    )
    return _step_deed(
        request,
        step,
        form,
        lambda by, at: steps.change_step(step, **form.values, by=by, at=at),
        title=_("Stap wijzigen"),
        submit=_("Bewaar"),
    )


@needs(Permission.PLAN_VIEW, find=queries.step)
def shift_step(request: HttpRequest, step: PlannedStep) -> HttpResponse:
    """Other days; what waits for it moves along, and that is told."""
    if not (ruling := queries.keeps_step(policy.actor_of(request), step)):
        return guard.refused(request, Permission.PLAN_MANAGE, ruling)
    form = forms.ShiftStepForm(request.POST or None, initial=forms.ShiftStepForm.initial_of(step))
    return _step_deed(
        request,
        step,
        form,
        lambda by, at: steps.shift_step(step, **form.cleaned_data, by=by, at=at),
        title=_("Stap verschuiven"),
        submit=_("Verschuif"),
    )


@needs(Permission.PLAN_VIEW, find=queries.step)
def finish_step(request: HttpRequest, step: PlannedStep) -> HttpResponse:
    """Done: by who plans, and by who does it."""
    if not (ruling := queries.finishes(policy.actor_of(request), step)):
        return guard.refused(request, Permission.ITEM_PROGRESS, ruling)
    initial = {"done_on": clock.today(), "version": step.version}
    form = forms.FinishStepForm(request.POST or None, initial=initial)
    return _step_deed(
        request,
        step,
        form,
        lambda by, at: steps.finish_step(step, **form.cleaned_data, by=by, at=at),
        title=_("Stap is klaar"),
        submit=_("Bewaar"),
    )


@needs(Permission.PLAN_VIEW, find=queries.step)
def reopen_step(request: HttpRequest, step: PlannedStep) -> HttpResponse:
    """Not done after all: asked once more."""
    if not (ruling := queries.keeps_step(policy.actor_of(request), step)):
        return guard.refused(request, Permission.PLAN_MANAGE, ruling)
    if request.method == "POST":
        return redirect(steps.reopen_step(step, by=policy.actor_of(request), at=clock.now()))
    return render(
        request,
        "plans/step_deed.html",
        {
            "title": _("Toch niet klaar"),
            "about": step.name,
            "back": step.get_absolute_url(),
            "here": reverse("plans:reopen_step", args=[step.pk]),
        },
    )


@needs(Permission.PLAN_VIEW, find=queries.step)
def remove_step(request: HttpRequest, step: PlannedStep) -> HttpResponse:
    """A step that is not needed."""
    if not (ruling := queries.keeps_step(policy.actor_of(request), step)):
        return guard.refused(request, Permission.PLAN_MANAGE, ruling)
    form = forms.RemoveStepForm(request.POST or None)

    def do(by: Any, at: Any) -> list[StepShift]:
        steps.remove_step(step, **form.cleaned_data, by=by, at=at)
        return []

    return _step_deed(request, step, form, do, title=_("Stap weghalen"), submit=_("Haal weg"))


def _step_deed(
    request: HttpRequest,
    step: PlannedStep,
    form: Any,
    do: Callable[[Any, Any], list[StepShift]],
    *,
    title: str,
    submit: str,
) -> HttpResponse:
    """Do it, tell what moved along, and go back to the steps."""
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            told = _told(do(policy.actor_of(request), clock.now()))
            if told:
                messages.info(request, told)
            return redirect(step)
    return _deed(request, form, title=title, submit=submit, about=step.name, back=step.get_absolute_url())


def _told(shifts: Sequence[StepShift]) -> str:
    moved = [
        f"{shift.step.name}: {shift.was_until:%d-%m-%Y} → {shift.now_until:%d-%m-%Y}"
        for shift in shifts
        if shift.because_of_id is not None
    ]
    return _("Mee verschoven: %(steps)s.") % {"steps": "; ".join(moved)} if moved else ""


def _deed(request: HttpRequest, form: Any, *, title: str, submit: str, about: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "about": about, "back": back}
    return render(request, "plans/step_deed.html", context)
