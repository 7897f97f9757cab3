"""What every page and deed of staff about one signal shares: the way back, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person, Ring
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.staff import SeenForm, party_value
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


@dataclass(frozen=True)
class Party:
    """Somebody a signal can be handed to: under which heading, and what they do."""

    heading: str
    value: str
    name: str
    does: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return ", ".join((self.name, *self.does))

    def has(self, words: str) -> bool:
        text = f"{self.heading} {self.label}".casefold()
        return all(word in text for word in words.casefold().split())


def parties_to_hand_to(signal: Signal, today: date, *, words: str = "") -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """Everybody a signal can be handed to, in groups for a select: the own team by ring, then by organisation.

    With `words` those who have all of them in their name, function, trade or organisation.
    """
    team = list(_team(signal, today))
    known = {party.value for party in team}
    others = [party for party in [*_people(today), *_organisations()] if party.value not in known]
    groups: dict[str, list[tuple[str, str]]] = {}
    for party in [*team, *others]:
        if party.has(words):
            groups.setdefault(party.heading, []).append((party.value, party.label))
    return list(groups.items())


def _team(signal: Signal, today: date) -> Iterator[Party]:
    """Ring by ring; within a ring in the order of who fits best."""
    found = queries.team_for(signal, on=today)
    for ring in dict.fromkeys(str(ring.label) for ring in Ring):
        heading = _("Uw team: %(ring)s") % {"ring": ring.lower()}
        for each in found:
            if each.ring != ring:
                continue
            home = each.person.organisation.name if each.person is not None and each.person.organisation else ""
            function = each.role or (each.person.function if each.person is not None else "")
            yield Party(heading, each.value, each.name, _told(function, each.trade, home))


def _people(today: date) -> Iterator[Party]:
    """By organisation; those of none at the end."""
    trades = queries.trades_of_people(on=today)
    by_home = sorted(
        people.people(), key=lambda one: (one.organisation is None, one.organisation.name if one.organisation else "")
    )
    for one in by_home:
        heading = one.organisation.name if one.organisation else _("Zonder organisatie")
        does = _told(one.function, *trades.get(one.pk, ()))
        yield Party(heading, party_value(one, None), one.name, does)


def _organisations() -> Iterator[Party]:
    for each in people.organisations():
        yield Party(_("Een organisatie als geheel"), party_value(None, each), each.name)


def _told(*parts: str) -> tuple[str, ...]:
    """What there is to say, each once."""
    return tuple({part.casefold(): part for part in parts if part}.values())
