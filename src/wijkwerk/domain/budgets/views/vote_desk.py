"""Pages for the desk of a vote round: codes for who stands there, ballots on paper, typing what came in the box."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.forms import ballots as forms
from wijkwerk.domain.budgets.models import VoteRound
from wijkwerk.domain.budgets.operations import ballots
from wijkwerk.domain.budgets.queries import counting_words
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.views.ballots import groups_of
from wijkwerk.domain.budgets.views.votes import square
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def desk(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """A code for a resident who has none: shown once, to write down, print or photograph."""
    form = forms.DeskForm(pages.posted(request))
    code = ""
    if form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            code = ballots.hand_out_at_desk(vote_round, **form.values, by=by, at=at)
            form = forms.DeskForm()
    address = request.build_absolute_uri(reverse("budgets:ballot", args=[vote_round.pk]))
    context = {
        "round": vote_round,
        "form": form,
        "code": code,
        "square": square(f"{address}#{code}") if code else "",
        "address": request.build_absolute_uri(vote_round.public_address),
    }
    response = render(request, "budgets/votes/desk.html", context)
    response["Cache-Control"] = "no-store"
    return response


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def exchange(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """Who votes on paper gives the code in; then they get a ballot on paper."""
    form = forms.CodeForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            code, by = form.cleaned_data["code"], policy.actor_of(request)
            ballots.exchange_for_paper(vote_round, code=code, by=by, at=clock.now())
            told = _("De code is ingewisseld. Geef nu een papieren stembiljet.")
            return pages.done(request, told, reverse("budgets:exchange_vote_code", args=[vote_round.pk]))
    note = _("Kijk eerst of de code nog goed is. Daarna geeft u het stembiljet, dat in de bus gaat.")
    return _form(request, vote_round, form, _("Code inwisselen voor papier"), submit=_("Wissel in"), note=note)


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def make_void(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """A code that fell into other hands."""
    form = forms.CodeForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            code, by = form.cleaned_data["code"], policy.actor_of(request)
            ballots.make_code_void(vote_round, code=code, by=by, at=clock.now())
            return pages.done(request, _("Met deze code kan niemand meer stemmen."), vote_round)
    note = _("Voor een code die in verkeerde handen kwam. Is er al mee gestemd, dan kan het niet meer.")
    return _form(request, vote_round, form, _("Code ongeldig maken"), submit=_("Maak ongeldig"), note=note)


def _form(request: HttpRequest, vote_round: VoteRound, form: Any, title: str, **more: Any) -> HttpResponse:
    back = reverse("budgets:vote_desk", args=[vote_round.pk])
    return pages.form_page(request, form, title, back=back, back_to=vote_round.name, **more)


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def paper(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """The ballot to print, in large letters, without code or number."""
    context = {
        "round": vote_round,
        "groups": groups_of(queries.projects_of(vote_round)),
        "how_to_vote": counting_words.how_to_vote(vote_round),
    }
    return render(request, "budgets/votes/paper.html", context)


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def enter_slip(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """What somebody chose on paper; after one the next."""
    by = policy.actor_of(request)
    if not isinstance(by, Person):
        messages.error(request, _("Alleen medewerkers met een eigen naam voeren stembiljetten in."))
        return redirect(vote_round)
    projects = queries.projects_of(vote_round)
    initial = {"slip": request.GET.get("biljet") or queries.next_slip(vote_round, by.pk)}
    form = forms.SlipForm(pages.posted(request), vote_round=vote_round, projects=projects, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            entry = ballots.enter_slip(vote_round, **form.values, by=by, at=clock.now())
            told = _("Biljet %(slip)s is bewaard. Het telt mee als een tweede persoon het gelijk invoert.")
            if entry.is_settled:
                told = _("Biljet %(slip)s telt mee: twee mensen voerden het gelijk in.")
            elif queries.is_typed_differently(entry):
                told = _(
                    "Biljet %(slip)s is bewaard, maar een ander voerde het anders in. Kijk nog eens op het papier."
                )
            return pages.done(
                request, told % {"slip": entry.slip}, reverse("budgets:enter_vote_slip", args=[vote_round.pk])
            )
    context = {
        "round": vote_round,
        "form": form,
        "half": queries.half_slips(vote_round),
        "me": by.name,
        "projects": projects,
        "manages": bool(policy.may(by, Permission.VOTE_MANAGE, on=vote_round)),
    }
    return render(request, "budgets/votes/slip.html", context)


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def take_out_slip(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """For a slip that was typed twice, or under a number that stands on no paper."""
    form = forms.TakeOutForm(pages.posted(request), initial={"slip": request.GET.get("biljet")})
    if form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            ballots.take_out_slip(vote_round, **form.cleaned_data, by=by, at=at)
            told = _("Biljet %(slip)s is weg en telt niet mee.") % {"slip": form.cleaned_data["slip"]}
            return pages.done(request, told, vote_round)
    note = _("Voor een biljet dat dubbel is ingevoerd, of onder een nummer dat op geen biljet staat.")
    back = vote_round.get_absolute_url()
    return pages.form_page(
        request,
        form,
        _("Ingevoerd biljet weghalen"),
        back=back,
        back_to=vote_round.name,
        submit=_("Haal het biljet weg"),
        note=note,
    )
