"""Pages of vote rounds for who keeps them: set up, lock, hand codes to the post, count, make known."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets import csv_files
from wijkwerk.domain.budgets.forms import votes as forms
from wijkwerk.domain.budgets.models import (
    PHASE_TONES,
    Phase,
    VoteCategory,
    VoteProject,
    VoteRound,
)
from wijkwerk.domain.budgets.operations import ballots as ballot_deeds
from wijkwerk.domain.budgets.operations import counting, votes
from wijkwerk.domain.budgets.queries import counting_words
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, pages, paging, qr
from wijkwerk.foundation.kit.components import Column, Figure, Step, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in

WAY = (
    # the phases of a round as steps of one way
    (gettext_lazy("Voorbereiden"), Phase.DRAFT),
    (gettext_lazy("Vastgelegd"), Phase.COMING),
    (gettext_lazy("Stemmen"), Phase.VOTING),
    (gettext_lazy("Papier invoeren en tellen"), Phase.CLOSED),
    (gettext_lazy("Uitslag"), Phase.COUNTED),
)


def phase_badge(vote_round: VoteRound) -> Any:
    phase = vote_round.phase(clock.now())
    return badge(phase.label, PHASE_TONES[phase])


def trail_of(vote_round: VoteRound) -> tuple[str, str]:
    """Back to the round: its name and address."""
    return vote_round.name, vote_round.get_absolute_url()


# ── Lists and one round ────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_ENTER)
def round_list(request: HttpRequest) -> HttpResponse:
    """Rounds of the own areas, the newest first."""
    actor = policy.actor_of(request)
    rows = queries.rounds_kept_by(actor, Permission.VOTE_ENTER)
    columns: list[Column[Any]] = [
        Column(_("Stemronde"), lambda row: link(row.get_absolute_url(), row.name), main=True),
        Column(_("Budget"), lambda row: str(row.pot.fund)),
        Column(_("Te verdelen"), lambda row: money.written(row.budget_cents), numeric=True),
        Column(_("Stemmen van"), lambda row: day(clock.dutch(row.opens_at).date())),
        Column(_("Stand"), phase_badge),
    ]
    page = paging.page(rows, after=request.GET.get("na", ""), order=("-opens_at", "-id"))
    table: Table[Any] = Table(
        columns, page, caption=_("Stemrondes"), request=request, empty=_("Er is nog geen stemronde.")
    )
    manages = bool(policy.may_somewhere(actor, Permission.VOTE_MANAGE))
    return render(request, "budgets/votes/rounds.html", {"table": table, "manages": manages})


@needs(Permission.VOTE_ENTER, find=queries.vote_round)
def vote_round(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """All about one round, with what can be done now."""
    actor, at = policy.actor_of(request), clock.now()
    phase = vote_round.phase(at)
    turnout = queries.turnout_of(vote_round)
    categories = queries.categories_of(vote_round)
    projects = queries.projects_of(vote_round)
    asked_for = any(each.application_id for each in projects)
    return render(
        request,
        "budgets/votes/round.html",
        {
            "round": vote_round,
            "badge": phase_badge(vote_round),
            "steps": steps_of(phase),
            "projects": projects,
            "categories": categories,
            "how_to_vote": counting_words.how_to_vote(vote_round),
            "rules": counting_words.rules_of(vote_round, categories),
            "figures": figures_of(turnout),
            "half": queries.half_slips(vote_round),
            "manages": bool(policy.may(actor, Permission.VOTE_MANAGE, on=vote_round)),
            "decides": asked_for and bool(policy.may(actor, Permission.GRANT_DECIDE, on=vote_round)),
            "address": request.build_absolute_uri(vote_round.public_address),
            "is_draft": phase == Phase.DRAFT,
            "codes_can_go_out": phase in (Phase.COMING, Phase.VOTING),
            "is_voting": phase == Phase.VOTING,
            "takes_slips": phase in (Phase.VOTING, Phase.CLOSED),
            "is_closed": phase == Phase.CLOSED,
            "to_publish": phase == Phase.COUNTED,
            "is_published": phase == Phase.PUBLISHED,
            "is_to_come": phase in (Phase.COMING, Phase.VOTING, Phase.CLOSED),
            "is_stopped": phase == Phase.STOPPED,
        },
    )


def steps_of(phase: Phase) -> list[Step]:
    if phase == Phase.STOPPED:
        return []
    now = len(WAY) if phase == Phase.PUBLISHED else [each for _title, each in WAY].index(phase)
    return [
        Step(str(title), "done" if place < now else "current" if place == now else "todo")
        for place, (title, _phase) in enumerate(WAY)
    ]


def figures_of(turnout: queries.Turnout) -> list[Figure]:
    share = _("%(share)s%% van de codes") % {"share": turnout.share} if turnout.share is not None else ""
    return [
        Figure(_("Codes"), turnout.codes),
        Figure(_("Stemmen"), turnout.votes, note=share),
        Figure(_("Op papier ingevoerd"), turnout.slips, note=_("van %(n)s ingewisselde codes") % {"n": turnout.paper}),
        Figure(_("Papier dat nog wacht"), turnout.half, tone="warning" if turnout.half else ""),
    ]


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_MANAGE)
def make_round(request: HttpRequest) -> HttpResponse:
    by = policy.actor_of(request)
    form = forms.NewRoundForm(pages.posted(request), actor=by)
    if form.is_valid():
        with refusals_shown_in(form):
            key = form.cleaned_data["client_key"]
            made = votes.make_round(form.rules, client_key=key, by=by, at=clock.now())
            return pages.done(request, _("De stemronde is gemaakt. Zet er nu projecten in."), made)
    back = reverse("budgets:vote_rounds")
    return pages.form_page(
        request, form, _("Nieuwe stemronde"), back=back, back_to=_("Stemrondes"), submit=_("Maak de stemronde")
    )


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def change_round(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by = policy.actor_of(request)
    form = forms.RoundForm(pages.posted(request), actor=by, vote_round=vote_round)
    if form.is_valid():
        with refusals_shown_in(form):
            votes.change_round(vote_round, form.rules, by=by, at=clock.now())
            return pages.done(request, _("Bewaard."), vote_round)
    return _form(request, vote_round, form, _("Stemronde wijzigen"))


def _form(request: HttpRequest, vote_round: VoteRound, form: Any, title: str, **more: Any) -> HttpResponse:
    back_to, back = trail_of(vote_round)
    return pages.form_page(request, form, title, back=back, back_to=back_to, **more)


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
@require_POST
def open_round(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    done = _("De ronde is vastgelegd. Budget, regels en projecten kunnen niet meer veranderen.")
    return pages.press(request, lambda: votes.open_round(vote_round, by=by, at=at), done, to=vote_round)


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def stop_round(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    form = forms.StopForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            reason = form.cleaned_data["reason"]
            votes.stop_round(vote_round, reason=reason, by=policy.actor_of(request), at=clock.now())
            return pages.done(request, _("De stemronde is gestopt. Het geld is weer vrij."), vote_round)
    return _form(request, vote_round, form, _("Stemronde stoppen"), submit=_("Stop de stemronde"))


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
@require_POST
def remove_round(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    gone = reverse("budgets:vote_rounds")
    return pages.press(
        request, lambda: votes.remove_round(vote_round, by=by, at=at), _("De stemronde is weg."), to=gone
    )


# ── Categories and projects ────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def add_category(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    form = forms.CategoryForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            votes.add_category(vote_round, **form.cleaned_data, by=by, at=at)
            return pages.done(request, _("De categorie staat erbij."), vote_round)
    return _form(request, vote_round, form, _("Nieuwe categorie"))


@needs(Permission.VOTE_MANAGE, find=queries.category)
def change_category(request: HttpRequest, found: queries.OfRound) -> HttpResponse:
    category = _category(found)
    form = forms.CategoryForm(pages.posted(request), initial={"name": category.name, "most_cents": category.most_cents})
    if form.is_valid():
        with refusals_shown_in(form):
            by, at = policy.actor_of(request), clock.now()
            votes.change_category(category, **form.cleaned_data, by=by, at=at)
            return pages.done(request, _("Bewaard."), found.round)
    return _form(request, found.round, form, _("Categorie wijzigen"))


@needs(Permission.VOTE_MANAGE, find=queries.category)
@require_POST
def remove_category(request: HttpRequest, found: queries.OfRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    deed = lambda: votes.remove_category(_category(found), by=by, at=at)  # noqa: E731 - one line says it
    return pages.press(request, deed, _("De categorie is weg."), to=found.round)


def _category(found: queries.OfRound) -> VoteCategory:
    assert isinstance(found.part, VoteCategory)
    return found.part


def _project(found: queries.OfRound) -> VoteProject:
    assert isinstance(found.part, VoteProject)
    return found.part


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def add_project(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    form = forms.ProjectForm(pages.posted(request), vote_round=vote_round)
    if form.is_valid():
        with refusals_shown_in(form):
            votes.add_project(vote_round, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return pages.done(request, _("Het project staat op het stembiljet."), vote_round)
    return _form(request, vote_round, form, _("Nieuw project"))


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def add_application(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by = policy.actor_of(request)
    form = forms.ApplicationForm(pages.posted(request), vote_round=vote_round, actor=by)
    if form.is_valid():
        with refusals_shown_in(form):
            application, category = form.cleaned_data["application"], form.cleaned_data["category"]
            votes.add_application(vote_round, application, category=category, by=by, at=clock.now())
            return pages.done(request, _("De aanvraag staat op het stembiljet."), vote_round)
    return _form(request, vote_round, form, _("Stemmen over een aanvraag"), submit=_("Zet op het stembiljet"))


@needs(Permission.VOTE_MANAGE, find=queries.project)
def change_project(request: HttpRequest, found: queries.OfRound) -> HttpResponse:
    project = _project(found)
    form = forms.ProjectForm(pages.posted(request), vote_round=found.round, project=project)
    if form.is_valid():
        with refusals_shown_in(form):
            votes.change_project(project, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return pages.done(request, _("Bewaard."), found.round)
    return _form(request, found.round, form, _("Project wijzigen"))


@needs(Permission.VOTE_MANAGE, find=queries.project)
@require_POST
def remove_project(request: HttpRequest, found: queries.OfRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    deed = lambda: votes.remove_project(_project(found), by=by, at=at)  # noqa: E731 - one line says it
    return pages.press(request, deed, _("Het project staat niet meer op het stembiljet."), to=found.round)


# ── Codes by letter ────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
def make_codes(request: HttpRequest, vote_round: VoteRound) -> HttpResponseBase:
    """Codes to print: this page shows them once. The square holds the code behind a #, which no server ever sees."""
    form = forms.LetterCodesForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            count, batch = form.cleaned_data["count"], form.cleaned_data["batch"]
            by, at = policy.actor_of(request), clock.now()
            letters = ballot_deeds.make_letter_codes(vote_round, count=count, batch=batch, by=by, at=at)
            address = request.build_absolute_uri(reverse("budgets:ballot", args=[vote_round.pk]))
            if form.cleaned_data["printed_as"] == "printer":
                return for_the_printer(vote_round, letters, address)
            context = {
                "round": vote_round,
                "letters": [(each, square(f"{address}#{each.code}")) for each in letters],
                "printed_as": form.cleaned_data["printed_as"],
                "address": request.build_absolute_uri(vote_round.public_address),
                "how_to_vote": counting_words.how_to_vote(vote_round),
            }
            response = render(request, "budgets/votes/codes.html", context)
            response["Cache-Control"] = "no-store"
            return response
    note = _("U ziet de codes één keer, om af te drukken. Wij bewaren ze niet leesbaar.")
    return _form(request, vote_round, form, _("Codes voor brieven"), submit=_("Maak en toon de codes"), note=note)


def for_the_printer(vote_round: VoteRound, letters: list[ballot_deeds.Letter], address: str) -> HttpResponseBase:
    """Each letter with its number, its code and the address that its square holds."""
    heads = [_("briefnummer"), _("stemcode"), _("adres voor de QR-code")]
    rows = ([str(each.number), each.code, f"{address}#{each.code}"] for each in letters)
    return csv_files.answer(f"codes-{vote_round.pk}", heads, rows)


def square(address: str) -> Any:
    return qr.drawn(address, title=_("QR-code om te stemmen"), border=2)


# ── The count ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
@require_POST
def count_votes(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    done = _("Er is geteld. Bekijk de uitslag en maak die dan bekend.")
    return pages.press(request, lambda: counting.count_votes(vote_round, by=by, at=at), done, to=vote_round)


@needs(Permission.VOTE_MANAGE, find=queries.vote_round)
@require_POST
def publish_result(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    by, at = policy.actor_of(request), clock.now()
    done = _("De uitslag is bekend. Het geld voor de gekozen projecten is gereserveerd.")
    return pages.press(request, lambda: counting.publish_result(vote_round, by=by, at=at), done, to=vote_round)


@needs(Permission.GRANT_DECIDE, find=queries.vote_round)
@require_POST
def prepare_decisions(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """A draft decision for each application that residents voted on."""
    by, at = policy.actor_of(request), clock.now()
    try:
        made = counting.prepare_decisions(vote_round, by=by, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect(vote_round)
    told = ngettext(
        "%(n)s besluit staat klaar. Kijk het na en maak het bekend.",
        "%(n)s besluiten staan klaar. Kijk ze na en maak ze bekend.",
        len(made),
    )
    return pages.done(request, told % {"n": len(made)}, vote_round)
