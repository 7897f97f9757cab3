"""Pages of frames to assess by: the municipality's own, filling one in, the outcome to read and print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.plans.forms import frames as forms
from wijkwerk.domain.plans.models import AgendaItem, Assessment, AssessmentFrame, Programme
from wijkwerk.domain.plans.operations import frames
from wijkwerk.domain.plans.queries import agendas as agenda_queries
from wijkwerk.domain.plans.queries import frames as queries
from wijkwerk.domain.plans.queries import programmes as programme_queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, link


def _above() -> list[tuple[str, str]]:
    return [(_("Toetsingskaders"), reverse("plans:frames"))]


# ── Frames ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW)
def frame_list(request: HttpRequest) -> HttpResponse:
    rows = paging.page(queries.frames(), after=request.GET.get("na", ""), order=("-is_active", "title", "id"))
    columns: list[Column[Any]] = [
        Column(_("Kader"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(
            _("Stand"), lambda row: badge(_("in gebruik"), "ok") if row.is_active else badge(_("niet meer in gebruik"))
        ),
        Column(_("Keer ingevuld"), lambda row: row.use_count, numeric=True),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Toetsingskaders"), request=request, empty=_("Er is nog geen toetsingskader.")
    )
    keeps = bool(policy.may_somewhere(policy.actor_of(request), Permission.SETTINGS_MANAGE))
    return render(request, "plans/frames.html", {"table": table, "keeps": keeps})


@needs(Permission.PLAN_VIEW, find=queries.frame)
def frame(request: HttpRequest, frame: AssessmentFrame) -> HttpResponse:
    return render(
        request,
        "plans/frame.html",
        {
            "frame": frame,
            "beacons": frame.beacons.order_by("number"),
            "is_used": frame.assessments.exists(),
            "keeps": bool(policy.may_somewhere(policy.actor_of(request), Permission.SETTINGS_MANAGE)),
            "trail": _above(),
        },
    )


@needs(Permission.SETTINGS_MANAGE)
def add_frame(request: HttpRequest) -> HttpResponse:
    """A frame of the municipality's own; with `?bakens=wns` the eight of welzijn nieuwe stijl to begin with."""
    initial = {}
    if request.GET.get("bakens") == "wns":
        initial = {
            "title": _("Bakens welzijn nieuwe stijl"),
            "beacons": "\n".join(str(each) for each in frames.WELFARE),
            "labels": "\n".join(str(each) for each in frames.SCALE),
        }
    form = forms.FrameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = dict(form.cleaned_data)
            values.pop("version")
            return redirect(frames.add_frame(**values, by=policy.actor_of(request), at=clock.now()))
    above = _above()
    return plan_pages.page(
        request, form, title=_("Nieuw toetsingskader"), submit=_("Voeg toe"), back=above[0][1], trail=above
    )


@needs(Permission.SETTINGS_MANAGE, find=queries.frame)
def change_frame(request: HttpRequest, frame: AssessmentFrame) -> HttpResponse:
    form = forms.FrameForm(request.POST or None, initial=forms.FrameForm.initial_of(frame))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            frames.change_frame(frame, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(frame)
    back = frame.get_absolute_url()
    return plan_pages.page(
        request,
        form,
        title=_("Wijzigen"),
        submit=_("Bewaar"),
        back=back,
        trail=[*_above(), (frame.title, back)],
        lead=frame.title,
    )


@needs(Permission.SETTINGS_MANAGE, find=queries.frame)
@require_POST
def use_frame(request: HttpRequest, frame: AssessmentFrame) -> HttpResponse:
    actor, is_active = policy.actor_of(request), request.POST.get("gebruik") == "ja"
    return pages.press(
        request, lambda: frames.use_frame(frame, is_active=is_active, by=actor, at=clock.now()), to=frame
    )


# ── Filling one in ─────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_MANAGE, find=programme_queries.programme)
def assess_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _assess(request, programme)


@needs(Permission.PLAN_MANAGE, find=agenda_queries.item)
def assess_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    return _assess(request, item)


def _assess(request: HttpRequest, about: Programme | AgendaItem) -> HttpResponse:
    """First which frame, where there are several; then the frame itself."""
    offered = list(queries.frames_in_use())
    chosen = next((each for each in offered if str(each.pk) == request.GET.get("kader")), None)
    if chosen is None and len(offered) == 1:
        chosen = offered[0]
    trail = [(str(about.thread_title), about.get_absolute_url())]
    values: dict[str, Any] = {"back": about.get_absolute_url(), "trail": trail, "lead": str(about.thread_title)}
    if chosen is None:
        if not offered:
            messages.error(request, _("Er is nog geen toetsingskader. Een beheerder kan er een maken."))
            return redirect(about)
        return render(request, "plans/choose_frame.html", {"frames": offered, "title": _("Toetsen"), **values})
    form = forms.AssessForm(request.POST or None, frame=chosen, initial={"assessed_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            made = frames.assess(about, frame=chosen, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    title = _("Toetsen: %(frame)s") % {"frame": chosen.title}
    return plan_pages.page(request, form, title=title, submit=_("Bewaar de toetsing"), **values)


@needs(Permission.PLAN_VIEW, find=queries.assessment)
def assessment(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """The outcome, for whoever may read what was assessed."""
    about = assessment.about
    if refusal := plan_pages.refused_unless(request, queries.view_permission(about), on=about):
        return refusal
    return render(
        request,
        "plans/assessment.html",
        {
            "assessment": assessment,
            "about": about,
            "table": _lines_table(request, assessment),
            "writes": bool(policy.may(policy.actor_of(request), Permission.PLAN_MANAGE, on=about)),
            "trail": [(str(about.thread_title), about.get_absolute_url())],
        },
    )


def _lines_table(request: HttpRequest, assessment: Assessment) -> Table[Any]:
    steps = len(assessment.frame.labels)

    def score(line: queries.Line) -> str:
        if line.score is None:
            return _("niet van toepassing")
        told = {"word": line.label, "step": line.score, "steps": steps}
        return _("%(word)s (%(step)s van %(steps)s)") % told

    columns: list[Column[Any]] = [
        Column(_("Baken"), lambda line: f"{line.beacon.number}. {line.beacon.title}", main=True),
        Column(_("Oordeel"), score),
        Column(_("Waaruit blijkt dat?"), lambda line: line.words),
    ]
    return Table(columns, queries.lines_of(assessment), caption=_("Oordeel per baken"), request=request)


@needs(Permission.PLAN_MANAGE, find=queries.assessment)
def change_assessment(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    initial = forms.AssessForm.initial_of(assessment)
    form = forms.AssessForm(request.POST or None, frame=assessment.frame, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            version = form.cleaned_data["version"]
            frames.change_assessment(
                assessment, **form.values, version=version, by=policy.actor_of(request), at=clock.now()
            )
            return redirect(assessment)
    about = assessment.about
    now = [(_("Conclusie"), form.current.conclusion)] if form.current else []
    return plan_pages.page(
        request,
        form,
        title=_("Wijzigen"),
        submit=_("Bewaar"),
        back=assessment.get_absolute_url(),
        trail=[(str(about.thread_title), about.get_absolute_url())],
        lead=assessment.frame.title,
        now=now,
    )
