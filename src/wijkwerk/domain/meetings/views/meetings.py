"""The page of one meeting: its agenda, its minutes, and each deed on it at its own address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.meetings.forms import meetings as forms
from wijkwerk.domain.meetings.models import Meeting, Point
from wijkwerk.domain.meetings.operations import meetings, minutes
from wijkwerk.domain.meetings.queries import filling, kinds, occurrences, people
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.meetings.views import shared
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import badge
from wijkwerk.foundation.kit.refusals import refusals_shown_in


# ── The page ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW, find=occurrences.moment)
def moment(request: HttpRequest, where: Occurrence) -> HttpResponse:
    """A moment of the rhythm of which nothing is known yet: what would stand on its agenda now."""
    if where.meeting is not None:
        return redirect(where.meeting)
    return _page(request, where)


@needs(Permission.MEETING_VIEW, find=occurrences.meeting)
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _page(request, occurrences.of_row(meeting))


def _page(request: HttpRequest, where: Occurrence) -> HttpResponse:
    actor, at = policy.actor_of(request), clock.now()
    row = where.meeting
    before = occurrences.meeting_before(row, where.series, before=where.starts_at)
    taken = queries.places_taken([row.pk]).get(row.pk, (0, 0)) if row is not None else (0, 0)
    points = filling.agenda_of(where, actor=actor, at=at)
    actions = queries.actions_of(row) if row is not None else []
    decisions = queries.decisions_of(row) if row is not None else []
    context: dict[str, Any] = {
        "where": where,
        "series": where.series,
        "meeting": row,
        "kind": kinds.kind(where.series.kind),
        "members": [people.word_for(member) for member in people.members_of(where.series)],
        "times": shared.times(where),
        "state": shared.state_badge(where),
        "before": before,
        "points": points,
        "filled": [point for point in points if point.point is None or not point.point.is_left_out],
        "left_out": [point.point for point in points if point.point is not None and point.point.is_left_out],
        "decisions": decisions,
        "actions": [(action, _action_badge(action)) for action in actions],
        "people": taken,
        "manages": bool(policy.may(actor, Permission.MEETING_MANAGE, on=where)),
        "registers": bool(policy.may(actor, Permission.MEETING_REGISTER, on=where)),
        "is_over": where.ends_at <= at,
        "early": meetings.early_words(early) if row is not None and (early := meetings.days_early(row, at=at)) else "",
    }
    return render(request, "meetings/meeting.html", context)


def _action_badge(action: Any) -> Any:
    if action.is_late(clock.today()):
        return badge(_("te laat"), "danger")
    return badge(action.get_state_display(), {"open": "info", "done": "ok", "stopped": "neutral"}[action.state])


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.moment)
def prepare(request: HttpRequest, where: Occurrence) -> HttpResponse:
    """From now on something is known of this moment."""
    row = where.meeting or meetings.prepare(where.series, on=where.slot_on or where.on, **policy.deed(request))
    return redirect(row)


# ── Exceptions ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _of_meeting(request: HttpRequest, row: Meeting, form: Any, title: str, submit: str, **more: Any) -> HttpResponse:
    return pages.form_page(request, form, title, submit=submit, back=row.get_absolute_url(), back_to=str(row), **more)


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def move_meeting(request: HttpRequest, row: Meeting) -> HttpResponse:
    starts, ends = clock.dutch(row.starts_at), clock.dutch(row.ends_at)
    start = {
        "on": starts.date(),
        "from_time": starts.time(),
        "until_time": ends.time(),
        "facility": row.facility,
        "room": row.room,
        "place": row.place,
    }
    form = forms.MoveForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            meetings.move_meeting(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het overleg is verplaatst. Wie zou komen, hoort het."), row)
    return _of_meeting(request, row, form, _("Verplaats dit overleg"), _("Verplaats"))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def call_off(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = forms.BecauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            meetings.call_off(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het overleg gaat niet door. Wie zou komen, hoort het."), row)
    return _of_meeting(request, row, form, _("Dit overleg gaat niet door"), _("Zeg het af"))


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def let_go_on(request: HttpRequest, row: Meeting) -> HttpResponse:
    def act() -> None:
        meetings.let_go_on(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("Het overleg gaat toch door."))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def describe(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = forms.DescribeForm(request.POST or None, initial={"title": row.title, "about": row.about})
    if request.method == "POST" and form.is_valid():
        meetings.describe(row, **form.cleaned_data, **policy.deed(request))
        return pages.done(request, _("Het onderwerp is gewijzigd."), row)
    return _of_meeting(request, row, form, _("Onderwerp van deze keer"), _("Opslaan"))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def note_visitors(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = forms.VisitorsForm(request.POST or None, initial={"visitors": row.visitors})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.note_visitors(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het is opgeschreven."), row)
    return _of_meeting(request, row, form, _("Hoeveel mensen kwamen er?"), _("Opslaan"))


# ── Points ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def add_point(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = forms.PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            meetings.add_point(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het punt staat op de agenda."), row)
    return _of_meeting(request, row, form, _("Nieuw agendapunt"), _("Zet op de agenda"))


@needs(Permission.MEETING_MANAGE, find=queries.point)
def change_point(request: HttpRequest, point: Point) -> HttpResponse:
    start = {"title": point.title, "about": point.about, "minutes": point.minutes}
    form = forms.PointForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            meetings.change_point(point, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het punt is gewijzigd."), point.meeting)
    return _of_meeting(request, point.meeting, form, _("Wijzig agendapunt"), _("Opslaan"))


@require_POST
@needs(Permission.MEETING_MANAGE, find=queries.point)
def move_point(request: HttpRequest, point: Point) -> HttpResponse:
    def act() -> None:
        meetings.move_point(point, up=request.POST.get("kant") == "op", **policy.deed(request))

    return pages.press(request, act, to=point.meeting, words=_("De volgorde is gewijzigd."))


@require_POST
@needs(Permission.MEETING_MANAGE, find=queries.point)
def leave_out(request: HttpRequest, point: Point) -> HttpResponse:
    def act() -> None:
        meetings.leave_out(point, **policy.deed(request))

    return pages.press(request, act, to=point.meeting, words=_("Het punt staat niet meer op de agenda."))


@require_POST
@needs(Permission.MEETING_MANAGE, find=queries.point)
def put_back(request: HttpRequest, point: Point) -> HttpResponse:
    def act() -> None:
        meetings.put_back(point, **policy.deed(request))

    return pages.press(request, act, to=point.meeting, words=_("Het punt staat weer op de agenda."))


# ── At the meeting ─────────────────────────────────────────────────────────────────────────────────────────────────
@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def freeze(request: HttpRequest, row: Meeting) -> HttpResponse:
    def act() -> None:
        meetings.freeze(row, is_sure=request.POST.get("zeker") == "ja", **policy.deed(request))

    return pages.press(request, act, to=row, words=_("De agenda ligt vast. Het verslag kan beginnen."))


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def thaw(request: HttpRequest, row: Meeting) -> HttpResponse:
    def act() -> None:
        meetings.thaw(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("De agenda vult zich weer vanzelf."))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def write_notes(request: HttpRequest, row: Meeting) -> HttpResponse:
    """The minutes: a field for each point."""
    points = list(row.points.filter(is_left_out=False).order_by("order", "id"))
    form = forms.NotesForm(request.POST or None, points=points)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.write_notes(row, notes=form.notes, **policy.deed(request))
            return pages.done(request, _("Het verslag is opgeslagen."), row)
    return _of_meeting(request, row, form, _("Verslag"), _("Opslaan"))


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def finish_minutes(request: HttpRequest, row: Meeting) -> HttpResponse:
    def act() -> None:
        minutes.finish_minutes(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("Het verslag is klaar."))


@require_POST
@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def reopen_minutes(request: HttpRequest, row: Meeting) -> HttpResponse:
    def act() -> None:
        minutes.reopen_minutes(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("U kunt het verslag weer wijzigen."))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def decide(request: HttpRequest, row: Meeting) -> HttpResponse:
    conditions = queries.conditions_for(row.series, actor=policy.actor_of(request))
    form = forms.DecisionForm(request.POST or None, meeting=row, conditions=conditions)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = minutes.decide(row, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Het besluit is opgeschreven."), made)
    return _of_meeting(request, row, form, _("Besluit opschrijven"), _("Schrijf op"))


@needs(Permission.MEETING_MANAGE, find=occurrences.meeting)
def add_action(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = forms.ActionForm(request.POST or None, meeting=row)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            minutes.add_action(row, **form.values, **policy.deed(request))
            return pages.done(request, _("De actie is opgeschreven. Wie haar doet, krijgt bericht."), row)
    return _of_meeting(request, row, form, _("Actie afspreken"), _("Spreek af"))
