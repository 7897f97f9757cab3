"""Pages of the log of experiments: for everybody, and the deeds of who keeps it."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.insights import forms, operations, queries
from wijkwerk.domain.insights.models import Experiment
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Moment, Table, badge, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.EXPERIMENT_VIEW)
def experiment_list(request: HttpRequest) -> HttpResponse:
    """What was tried, the latest first."""
    today = clock.today()
    form = forms.ExperimentFilter(request.GET or None)
    rows = queries.experiments(**form.wanted, today=today)
    page = paging.page(rows, after=request.GET.get("na", ""), order=queries.ORDER)
    columns: list[Column[Any]] = [
        Column(_("Proef"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Waar"), _where),
        Column(_("Wanneer"), _when),
        Column(_("Stand"), lambda row: badge(row.state_words(today), row.tone)),
    ]
    table: Table[Any] = Table(
        columns, page, caption=_("Proeven"), request=request, empty=_("Er zijn nog geen proeven opgeschreven.")
    )
    manages = bool(policy.may_somewhere(policy.actor_of(request), Permission.EXPERIMENT_MANAGE))
    return render(request, "insights/experiments.html", {"form": form, "table": table, "manages": manages})


def _where(one: Experiment) -> str:
    names = [area.name for area in one.work_areas.all()]
    if len(names) > 3:
        return _("%(names)s en %(count)s andere") % {"names": ", ".join(names[:2]), "count": len(names) - 2}
    return ", ".join(names)


def _when(one: Experiment) -> str:
    begin = date_format(one.from_on, "j F Y")
    return f"{begin} – {date_format(one.until_on, 'j F Y')}" if one.until_on else _("vanaf %(day)s") % {"day": begin}


@needs(Permission.EXPERIMENT_VIEW, find=queries.experiment)
def experiment(request: HttpRequest, one: Experiment) -> HttpResponse:
    """One experiment: why, what was seen, what was learnt, what became of it."""
    actor, today = policy.actor_of(request), clock.today()
    facts = [
        (_("Waar"), _where(one)),
        (_("Wanneer"), _when(one)),
        (_("Met"), str(one.organisation or "")),
    ]
    context = {
        "experiment": one,
        "state": badge(one.state_words(today), one.tone),
        "facts": facts,
        "items": queries.items_of(one, actor=actor),
        "moments": [Moment(_("Gezien"), note.on, note.text, icon="eye") for note in queries.notes_of(one)],
        "manages": bool(policy.may(actor, Permission.EXPERIMENT_MANAGE, on=one)),
    }
    return render(request, "insights/experiment.html", context)


def _form_page(
    request: HttpRequest, form: django_forms.Form, title: str, *, submit: str, one: Experiment | None = None
) -> HttpResponse:
    back = one.get_absolute_url() if one is not None else reverse("insights:experiments")
    context = {"form": form, "title": title, "submit": submit, "back": back, "experiment": one}
    return render(request, "insights/form.html", context)


@needs(Permission.EXPERIMENT_MANAGE)
def begin_experiment(request: HttpRequest) -> HttpResponse:
    form = forms.ExperimentForm(
        request.POST or None, actor=policy.actor_of(request), initial={"from_on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            made = operations.begin_experiment(**values, **policy.deed(request))
            return pages.done(request, _("De proef staat in het logboek."), made)
    return _form_page(request, form, _("Nieuwe proef"), submit=_("Schrijf op"))


@needs(Permission.EXPERIMENT_MANAGE, find=queries.experiment)
def change_experiment(request: HttpRequest, one: Experiment) -> HttpResponse:
    names = ("title", "tries", "why", "measures", "from_on", "until_on", "organisation", "version")
    start = {name: getattr(one, name) for name in names}
    start |= {"work_areas": list(one.work_areas.all()), "items": list(one.items.all())}
    form = forms.ExperimentForm(request.POST or None, actor=policy.actor_of(request), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_experiment(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De proef is gewijzigd."), one)
    return _form_page(request, form, _("Wijzig de proef"), submit=_("Opslaan"), one=one)


@needs(Permission.EXPERIMENT_MANAGE, find=queries.experiment)
def note_seen(request: HttpRequest, one: Experiment) -> HttpResponse:
    form = forms.NoteForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.note_seen(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het is opgeschreven."), one)
    return _form_page(request, form, _("Wat zag u?"), submit=_("Schrijf op"), one=one)


@needs(Permission.EXPERIMENT_MANAGE, find=queries.experiment)
def decide(request: HttpRequest, one: Experiment) -> HttpResponse:
    start = {"outcome": one.outcome, "learnt": one.learnt, "because": one.because}
    form = forms.DecideForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.decide(one, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het staat in het logboek."), one)
    return _form_page(request, form, _("Hoe gaat het verder?"), submit=_("Leg vast"), one=one)
