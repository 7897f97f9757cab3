"""Before a decision: the deliberation of a committee, advice, and who keeps out because of an interest."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import decisions as forms
from wijkwerk.domain.budgets.models import (
    AdviceVerdict,
    Application,
    CommitteeMember,
    Conflict,
    Deliberation,
    Objection,
)
from wijkwerk.domain.budgets.operations import deliberations as operations
from wijkwerk.domain.budgets.queries import applications, checks, committees, decisions
from wijkwerk.domain.budgets.queries import deliberations as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.pages import done, form_page, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def person_of(request: HttpRequest) -> Person:
    """Behind these addresses stands a person: no link and no visitor comes past the guards."""
    return cast(Person, policy.actor_of(request))


def kept_out(request: HttpRequest, application: Application) -> HttpResponse | None:
    """The page for who has an interest: nothing of what the others say stands on it."""
    if not committees.has_interest(policy.actor_of(request), application):
        return None
    words = operations.HasInterest.message
    return render(request, "budgets/decisions/kept_out.html", {"application": application, "words": words}, status=403)


def by_who_decides(view: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    """Beside the permission: nobody who sits in a committee that only advises."""

    @wraps(view)
    def checked(request: HttpRequest, thing: Application | Objection) -> HttpResponse:
        application = thing if isinstance(thing, Application) else thing.decision.application
        ruling = decisions.decides(policy.actor_of(request), application, queries.ways_for(application))
        if not ruling:
            return guard.refused(request, Permission.GRANT_DECIDE, ruling)
        return view(request, thing)

    return checked


# ── The deliberation ───────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_ADVISE, find=queries.deliberation)
def deliberation(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    application = deliberation.application
    if page := kept_out(request, application):
        return page
    standing = queries.standing_of(deliberation, on=clock.today())
    minds = bool(policy.may(policy.actor_of(request), Permission.APPLICATION_HANDLE, on=application))
    context = {
        "deliberation": deliberation,
        "application": application,
        "committee": deliberation.committee,
        "standing": standing,
        "verdict": checks.verdict_on(application),
        "may_vote": deliberation.is_open and bool(_voters(request, deliberation, standing)),
        "minds": minds,
        "advices": queries.advices_on(application),
    }
    return render(request, "budgets/decisions/deliberation.html", context)


def _voters(request: HttpRequest, deliberation: Deliberation, standing: queries.VoteStanding) -> list[CommitteeMember]:
    """For whom this actor may vote: a member for themselves, who minds the meeting for everybody at the table."""
    actor = policy.actor_of(request)
    if policy.may(actor, Permission.APPLICATION_HANDLE, on=deliberation.application):
        return list(standing.free)
    return [member for member in standing.free if actor.kind == "person" and member.person_id == actor.id]


@needs(Permission.APPLICATION_ADVISE, find=queries.deliberation)
def vote(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    if page := kept_out(request, deliberation.application):
        return page
    standing = queries.standing_of(deliberation, on=clock.today())
    members = _voters(request, deliberation, standing)
    own = next((member for member in members if member.person_id == policy.actor_of(request).id), None)
    initial: dict[str, Any] = {"proposal": deliberation.proposal}
    if own is not None:
        initial["member"] = own.pk
        if (cast_before := standing.votes.get(own.pk)) is not None:
            initial |= {"choice": cast_before.choice, "words": cast_before.words}
    form = forms.VoteForm(posted(request), members=members, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.vote(deliberation, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De stem is genoteerd."), deliberation)
    return _form(request, form, _("Stemmen"), deliberation, note=_proposal(deliberation), submit=_("Stem"))


def _proposal(deliberation: Deliberation) -> str:
    words = _("Voorstel: %(what)s.") % {"what": deliberation.get_verdict_display()}
    return f"{words} {deliberation.words}".strip()


@needs(Permission.APPLICATION_ADVISE, find=queries.deliberation)
def propose(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    if page := kept_out(request, deliberation.application):
        return page
    initial: dict[str, Any] = {"verdict": deliberation.verdict, "words": deliberation.words}
    if deliberation.verdict == AdviceVerdict.PART:
        initial["amount_cents"] = deliberation.amount_cents
    form = forms.ProposalForm(posted(request), initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.propose(deliberation, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het nieuwe voorstel ligt er. Iedereen stemt opnieuw."), deliberation)
    note = _("Stemmen over het vorige voorstel tellen dan niet meer.")
    return _form(request, form, _("Ander voorstel"), deliberation, note=note, submit=_("Doe dit voorstel"))


def _form(
    request: HttpRequest, form: Any, title: str, deliberation: Deliberation, *, note: str, submit: str
) -> HttpResponse:
    back_to = _("Beraad over %(number)s") % {"number": deliberation.application.number}
    back = deliberation.get_absolute_url()
    return form_page(request, form, title, back=back, back_to=back_to, note=note, submit=submit)


@needs(Permission.APPLICATION_ADVISE, find=queries.deliberation)
@require_POST
def close_deliberation(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    if page := kept_out(request, deliberation.application):
        return page
    words = _("Het beraad is afgerond. De uitslag staat bij de aanvraag.")
    return press(
        request, lambda: operations.close_deliberation(deliberation, **policy.deed(request)), words, to=deliberation
    )


@needs(Permission.APPLICATION_HANDLE, find=queries.deliberation)
@require_POST
def stop_deliberation(request: HttpRequest, deliberation: Deliberation) -> HttpResponse:
    if page := kept_out(request, deliberation.application):
        return page
    return press(
        request,
        lambda: operations.stop_deliberation(deliberation, **policy.deed(request)),
        _("De aanvraag ligt niet meer voor."),
        to=deliberation.application,
    )


# ── From the application ───────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_HANDLE, find=applications.application)
@require_POST
def open_deliberation(request: HttpRequest, application: Application) -> HttpResponse:
    return press(
        request,
        lambda: operations.open_deliberation(application, **policy.deed(request)),
        _("De aanvraag ligt nu voor aan de commissie."),
        to=application,
    )


@needs(Permission.APPLICATION_ADVISE, find=applications.application)
def advise(request: HttpRequest, application: Application) -> HttpResponse:
    if page := kept_out(request, application):
        return page
    form = forms.ProposalForm(posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            operations.advise(application, **form.cleaned_data, by=person_of(request), at=clock.now())
            return done(request, _("Uw advies staat erbij. Iemand anders beslist."), application)
    note = _("Gevraagd is %(asked)s. Wie adviseert, beslist niet over dezelfde aanvraag.")
    note %= {"asked": written(application.asked_cents)}
    return _application_form(request, form, _("Advies geven"), application, note=note, submit=_("Geef dit advies"))


@needs(Permission.APPLICATION_VIEW, find=applications.application)
def tell_interest(request: HttpRequest, application: Application) -> HttpResponse:
    """One's own; who handles the application may tell that of a member or a colleague."""
    others: list[Person] = []
    if policy.may(policy.actor_of(request), Permission.APPLICATION_HANDLE, on=application):
        others = _who_has_a_part(application)
    form = forms.InterestForm(posted(request), may_tell_of=others)
    if form.is_valid():
        with refusals_shown_in(form):
            person = form.cleaned_data.get("person") or person_of(request)
            reason = form.cleaned_data["reason"]
            operations.tell_interest(application, person=person, reason=reason, **policy.deed(request))
            return done(request, _("Genoteerd. %(name)s doet niet mee.") % {"name": person.name}, application)
    note = _("Wie een belang heeft adviseert, stemt en beslist niet, leest niet mee en telt niet voor het quorum.")
    return _application_form(request, form, _("Belang melden"), application, note=note, submit=_("Meld het belang"))


def _who_has_a_part(application: Application) -> list[Person]:
    ways = queries.ways_for(application)
    sitting = committees.members_of(ways.committee, on=clock.today()) if ways and ways.committee else []
    found = [member.person for member in sitting]
    return found + ([application.handler] if application.handler is not None else [])


@needs(Permission.APPLICATION_HANDLE, find=committees.conflict)
@require_POST
def drop_interest(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    return press(
        request,
        lambda: operations.drop_interest(conflict, **policy.deed(request)),
        _("Het belang is weggehaald. Dat staat in het logboek van de aanvraag."),
        to=conflict.application,
    )


def _application_form(
    request: HttpRequest, form: Any, title: str, application: Application, *, note: str, submit: str
) -> HttpResponse:
    back, back_to = application.get_absolute_url(), _("Aanvraag %(number)s") % {"number": application.number}
    return form_page(request, form, title, back=back, back_to=back_to, note=note, submit=submit)
