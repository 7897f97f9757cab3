"""Pages of actions and decisions, wherever they were made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.meetings.forms import meetings as forms
from wijkwerk.domain.meetings.models import Action, Decision
from wijkwerk.domain.meetings.operations import minutes
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.views import shared
from wijkwerk.domain.plans.queries import agendas as plans
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in

PILES = {"": _("Open"), "te-laat": _("Te laat"), "alles": _("Alles")}
TONES = {"open": "info", "done": "ok", "stopped": "neutral"}


def _state(action: Action) -> Any:
    if action.is_late(clock.today()):
        return badge(_("te laat"), "danger")
    return badge(action.get_state_display(), TONES[action.state])


# ── Actions ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW)
def action_list(request: HttpRequest) -> HttpResponse:
    """What was agreed in the meetings that somebody reads of: open, late, or all of it."""
    which = request.GET.get("stand", "")
    which = which if which in PILES else ""
    rows = queries.actions_visible_to(policy.actor_of(request), which=which, today=clock.today())
    page = paging.page(rows, after=request.GET.get("na", ""), order=("due_on", "id"))
    columns: list[Column[Any]] = [
        Column(_("Actie"), lambda row: link(row.get_absolute_url(), row.what), main=True),
        Column(_("Wie"), lambda row: row.owner or _("niemand meer")),
        Column(_("Uiterlijk"), lambda row: day(row.due_on)),
        Column(_("Stand"), _state),
        Column(_("Overleg"), lambda row: link(row.meeting.get_absolute_url(), row.meeting.shown_title)),
    ]
    table: Table[Any] = Table(columns, page, caption=_("Acties"), request=request, empty=_("Er zijn geen acties."))
    piles = [Tab(str(title), f"?stand={word}" if word else "?", word == which) for word, title in PILES.items()]
    return render(
        request, "meetings/actions.html", {"tabs": shared.tabs(request, "actions"), "piles": piles, "table": table}
    )


@needs(Permission.MEETING_VIEW_PUBLIC)
def own_actions(request: HttpRequest) -> HttpResponse:
    """What somebody has to do themselves, whatever their roles are."""
    actor = policy.actor_of(request)
    if actor.kind != "person":
        ruling = policy.may_somewhere(actor, Permission.MEETING_VIEW)
        return guard.refused(request, Permission.MEETING_VIEW, ruling)
    context = {
        "tabs": shared.tabs(request, "own") if actor.reach(Permission.MEETING_VIEW) else [],
        "actions": [(action, _state(action)) for action in queries.own_actions(actor)],
        "finished": [(action, _state(action)) for action in queries.finished_own_actions(actor)],
    }
    return render(request, "meetings/own_actions.html", context)


def _handles(actor: Actor, action: Action) -> bool:
    """Who is to do it says how it goes; so does who keeps the meeting."""
    own = dict.fromkeys(getattr(actor, "parties", ()))
    is_owner = ("person", action.owner_person_id) in own or ("organisation", action.owner_organisation_id) in own
    has_owner = action.owner is not None
    return (has_owner and is_owner) or bool(policy.may(actor, Permission.MEETING_MANAGE, on=action))


@needs(Permission.MEETING_VIEW, find=queries.action)
def action(request: HttpRequest, action: Action) -> HttpResponse:
    """One action; who is to do it says here that it is done, or why not."""
    actor = policy.actor_of(request)
    may_read_meeting = bool(policy.may(actor, Permission.MEETING_VIEW, on=action.meeting))
    meeting = action.meeting
    told = link(meeting.get_absolute_url(), str(meeting)) if may_read_meeting else str(meeting)
    context = {
        "action": action,
        "state": _state(action),
        "facts": [
            (_("Wie"), str(action.owner or _("niemand meer"))),
            (_("Uiterlijk"), day(action.due_on)),
            (_("Stand"), format_html("{} {}", _state(action), action.ended_words)),
            (_("Afgesproken in"), told),
            (_("Bij het punt"), action.point.title if action.point and may_read_meeting else ""),
        ],
        "handles": _handles(actor, action),
        "manages": bool(policy.may(actor, Permission.MEETING_MANAGE, on=action)),
        "finish_form": forms.FinishForm(),
    }
    return render(request, "meetings/action.html", context)


def _of_action(request: HttpRequest, action: Action, form: Any, title: str, submit: str) -> HttpResponse:
    return pages.form_page(
        request, form, title, submit=submit, back=action.get_absolute_url(), back_to=_("Actie"), note=action.what
    )


def _refused(request: HttpRequest, action: Action) -> HttpResponse:
    ruling = policy.Ruling(False, str(action.owner or ""))
    return guard.refused(request, Permission.MEETING_MANAGE, ruling)


@needs(Permission.MEETING_VIEW, find=queries.action)
def finish_action(request: HttpRequest, action: Action) -> HttpResponse:
    if not _handles(policy.actor_of(request), action):
        return _refused(request, action)
    form = forms.FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.finish_action(action, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De actie is gedaan."), action)
    return _of_action(request, action, form, _("De actie is gedaan"), _("Gedaan"))


@needs(Permission.MEETING_VIEW, find=queries.action)
def stop_action(request: HttpRequest, action: Action) -> HttpResponse:
    if not _handles(policy.actor_of(request), action):
        return _refused(request, action)
    form = forms.StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.stop_action(action, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De actie is gestopt."), action)
    return _of_action(request, action, form, _("Deze actie gebeurt niet"), _("Stop de actie"))


@needs(Permission.MEETING_MANAGE, find=queries.action)
def change_action(request: HttpRequest, action: Action) -> HttpResponse:
    start = {"what": action.what, "due_on": action.due_on, "owner": forms.value_of(action.owner)}
    parties = [action.owner] if action.owner is not None else []
    form = forms.ActionForm(request.POST or None, initial=start, meeting=action.meeting, parties=parties, is_new=False)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.change_action(action, **form.values, **policy.deed(request))
            return pages.done(request, _("De actie is gewijzigd."), action)
    return _of_action(request, action, form, _("Wijzig de actie"), _("Opslaan"))


@require_POST
@needs(Permission.MEETING_MANAGE, find=queries.action)
def reopen_action(request: HttpRequest, action: Action) -> HttpResponse:
    def act() -> None:
        minutes.reopen_action(action, **policy.deed(request))

    return pages.press(request, act, to=action, words=_("De actie staat weer open."))


# ── Decisions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW_PUBLIC)
def decision_list(request: HttpRequest) -> HttpResponse:
    """What was decided: everybody reads what is public."""
    actor = policy.actor_of(request)
    rows = queries.decisions_visible_to(actor)
    page = paging.page(rows, after=request.GET.get("na", ""), order=("-decided_at", "-id"))
    columns: list[Column[Any]] = [
        Column(_("Besluit"), lambda row: link(row.get_absolute_url(), row.text), main=True),
        Column(_("Genomen op"), lambda row: day(row.decided_at)),
        Column(_("In"), lambda row: row.meeting.shown_title),
        Column(_("Openbaar"), lambda row: _("ja") if row.is_public else _("nee")),
    ]
    table: Table[Any] = Table(
        columns, page, caption=_("Besluiten"), request=request, empty=_("Er zijn nog geen besluiten.")
    )
    reads = bool(actor.reach(Permission.MEETING_VIEW))
    return render(
        request,
        "meetings/decisions.html",
        {"tabs": shared.tabs(request, "decisions") if reads else [], "table": table},
    )


@needs(Permission.MEETING_VIEW_PUBLIC, find=queries.decision)
def decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    """One decision with its thread: what it came from, and what came of it."""
    actor = policy.actor_of(request)
    ruling = policy.may(actor, decision.thread_view_permission, on=decision)
    if not ruling:
        return guard.refused(request, decision.thread_view_permission, ruling)
    meeting = decision.meeting
    reads = bool(policy.may(actor, Permission.MEETING_VIEW, on=meeting))
    context = {
        "decision": decision,
        "facts": [
            (_("Genomen op"), day(decision.decided_at)),
            (_("In"), link(meeting.get_absolute_url(), str(meeting)) if reads else str(meeting)),
            (_("Bij het punt"), decision.point.title if decision.point and reads else ""),
            (_("Openbaar"), _("ja") if decision.is_public else _("nee")),
        ],
        "manages": bool(policy.may(actor, Permission.MEETING_MANAGE, on=decision)),
        "puts_on_agenda": bool(policy.may_somewhere(actor, Permission.AGENDA_MANAGE)),
    }
    return render(request, "meetings/decision.html", context)


@needs(Permission.MEETING_MANAGE, find=queries.decision)
def put_on_agenda(request: HttpRequest, decision: Decision) -> HttpResponse:
    """A project comes of it."""
    agendas = plans.open_agendas(policy.actor_of(request))
    form = forms.OnAgendaForm(request.POST or None, agendas=agendas, initial={"title": decision.text[:200]})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            item = minutes.put_on_agenda(decision, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het project staat op de agenda."), item)
    return pages.form_page(
        request,
        form,
        _("Zet op de projectenagenda"),
        submit=_("Zet op de agenda"),
        back=decision.get_absolute_url(),
        back_to=_("Besluit"),
        note=decision.text,
    )
