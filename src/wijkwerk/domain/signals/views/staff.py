"""What every page and deed of staff about one signal shares: the way back, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.staff import SeenForm
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.operations.moving import ChangedMeanwhile
from wijkwerk.domain.signals.staff_story import story_for_staff
from wijkwerk.domain.thread.operations import AnswerChangedMeanwhile
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.tenancy import scope

DATE_INSTEAD_OF_DAYS = 60  # days: farther off than this, a date says more than a number


def person_of(request: HttpRequest) -> Person:
    """Who does it. An account that is no person of this municipality never gets past the guard of these pages."""
    actor = policy.actor_of(request)
    assert isinstance(actor, Person)
    return actor


# ── A deed on one signal ───────────────────────────────────────────────────────────────────────────────────────────
def as_seen(signal: Signal) -> dict[str, int]:
    """What a form must bring back to tell whether somebody was first."""
    return {"version": signal.version, "seen": queries.last_entry_of(signal)}


@contextmanager
def shown_in(form: SeenForm, signal: Signal) -> Iterator[None]:
    """Refusals stand in the form. When somebody was first, so does what they did; nothing typed is lost."""
    with refusals_shown_in(form):
        try:
            yield
        except (ChangedMeanwhile, AnswerChangedMeanwhile):
            fresh = queries.signal(signal.pk)
            since = story_for_staff(fresh, after=form.cleaned_data.get("seen") or 0)
            form.show_changes(since, **as_seen(fresh))
            raise


def deed_page(
    request: HttpRequest,
    signal: Signal,
    form: SeenForm,
    *,
    title: str,
    submit: str,
    intro: str = "",
    template: str = "signals/staff/deed.html",
    **more: Any,
) -> HttpResponse:
    """A form for one deed, with the signal beside it."""
    return render(
        request,
        template,
        {
            "signal": signal,
            "form": form,
            "title": title,
            "submit": submit,
            "intro": intro,
            **more,
        },
        status=_status_of(request, form),
    )


def _status_of(request: HttpRequest, form: SeenForm) -> int:
    if form.changes:
        return 409
    return 422 if form.errors and request.htmx else 200  # type: ignore[attr-defined]


def done(request: HttpRequest, signal: Signal, words: str) -> HttpResponse:
    """Back to the signal; to the work list when the deed took it out of sight."""
    messages.success(request, words)
    return back_to(request, signal)


def refused(request: HttpRequest, signal: Signal, refusal: Refusal) -> HttpResponse:
    """A deed without a form could not be done: say why on the page of the signal."""
    messages.error(request, refusal.words)
    return back_to(request, signal)


def back_to(request: HttpRequest, signal: Signal) -> HttpResponse:
    fresh = queries.signal(signal.pk)
    if policy.may(policy.actor_of(request), Permission.SIGNAL_VIEW, on=fresh):
        return redirect(fresh)
    return redirect("signals:work_list")


# ── In words ───────────────────────────────────────────────────────────────────────────────────────────────────────
def due_in_words(signal: Signal, today: date) -> tuple[str, str]:
    """When somebody is to have done something, in working days, with a tone; nothing for what has ended."""
    due = signal.due_on
    if due is None or not signal.is_active:
        return "", "neutral"
    closed = scope.current().closing_days
    if abs((due - today).days) > DATE_INSTEAD_OF_DAYS:
        on = date_format(due, "j F Y")
        return (_("te laat sinds %(day)s") % {"day": on}, "danger") if due < today else (on, "neutral")
    if due < today:
        days = clock.working_days_between(due, today, closed)
        late = ngettext("%(days)d werkdag te laat", "%(days)d werkdagen te laat", days)
        return (late % {"days": days} if days else _("net te laat")), "danger"
    if due == today:
        return _("vandaag"), "warning"
    days = clock.working_days_between(today, due, closed)
    if not days:
        return date_format(due, "l j F"), "warning"
    return (
        ngettext("nog %(days)d werkdag", "nog %(days)d werkdagen", days) % {"days": days},
        "warning" if days <= 2 else "neutral",
    )


def handler_of(signal: Signal) -> str:
    """Who is to take it up."""
    return str(signal.handler_person or signal.handler_organisation or "")


def parties_to_hand_to(signal: Signal, today: date) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """Everybody a signal can be handed to, in groups for a select: the team, other people, other organisations."""
    team = [(suggestion.value, suggestion.name) for suggestion in queries.team_for(signal, on=today)]
    known = {value for value, _name in team}
    persons = [(f"persoon-{p.pk}", p.name) for p in people.people() if f"persoon-{p.pk}" not in known]
    organisations = [
        (f"organisatie-{o.pk}", o.name) for o in people.organisations() if f"organisatie-{o.pk}" not in known
    ]
    groups = [(_("Het team van dit gebied"), team), (_("Anderen"), persons), (_("Organisaties"), organisations)]
    return [(title, members) for title, members in groups if members]
