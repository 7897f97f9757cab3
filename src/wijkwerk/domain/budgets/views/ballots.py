"""Pages for voters. They work without scripts and without an account; nothing of a visit is kept.

A vote is filled in, looked at once more, and then given: three addresses, and what was chosen goes along in the page.
The code comes in the body of a request alone, never in an address.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets import vote_limits
from wijkwerk.domain.budgets.forms.ballots import BallotForm
from wijkwerk.domain.budgets.models import Phase, VoteProject, VoteRound
from wijkwerk.domain.budgets.operations import ballots
from wijkwerk.domain.budgets.queries import counting_words
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.views.votes import phase_badge
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.VOTE_VIEW)
def vote_list(request: HttpRequest) -> HttpResponse:
    """Where one can vote now, and what came of earlier votes."""
    page = paging.page(queries.rounds_in_public(), after=request.GET.get("na", ""), order=("-opens_at", "-id"), size=20)
    rows = [(each, phase_badge(each), each.phase(clock.now()) == Phase.VOTING) for each in page.rows]
    keeps = bool(policy.may_somewhere(policy.actor_of(request), Permission.VOTE_ENTER))
    return render(request, "budgets/votes/list.html", {"rows": rows, "page": page, "keeps": keeps})


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def vote(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """A round for everybody: what there is to choose and how it is counted, before the vote begins as well."""
    phase = vote_round.phase(clock.now())
    categories = queries.categories_of(vote_round)
    context = {
        "round": vote_round,
        "badge": phase_badge(vote_round),
        "groups": groups_of(queries.projects_of(vote_round)),
        "how_to_vote": counting_words.how_to_vote(vote_round),
        "rules": counting_words.rules_of(vote_round, categories),
        "is_voting": phase == Phase.VOTING,
        "is_coming": phase == Phase.COMING,
        "is_closed": phase in (Phase.CLOSED, Phase.COUNTED),
        "is_published": phase == Phase.PUBLISHED,
        "is_stopped": phase == Phase.STOPPED,
    }
    return render(request, "budgets/votes/vote.html", context)


def groups_of(projects: list[VoteProject]) -> list[tuple[str, list[VoteProject]]]:
    """Projects by category, in the order of their numbers; those without one last."""
    groups: dict[str, list[VoteProject]] = {}
    for project in projects:
        groups.setdefault(project.category.name if project.category else "", []).append(project)
    return sorted(groups.items(), key=lambda group: (group[0] == "", group[1][0].number))


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def ballot(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """The ballot; what was filled in is shown once more before it is given."""
    projects = queries.projects_of(vote_round)
    if request.method != "POST":
        return _ballot(request, vote_round, projects, BallotForm(vote_round=vote_round, projects=projects))
    form = BallotForm(request.POST, vote_round=vote_round, projects=projects)
    if form.is_valid() and "terug" not in request.POST:
        with refusals_shown_in(form), vote_limits.guessing(request):
            choices = ballots.check_choices(vote_round, form.given)
            ballots.check_code(vote_round, form.cleaned_data["code"])
            return _look_once_more(request, vote_round, projects, dict(choices), form.cleaned_data["code"])
    return _ballot(request, vote_round, projects, form)


def _ballot(request: HttpRequest, vote_round: VoteRound, projects: list[VoteProject], form: BallotForm) -> HttpResponse:
    given = form.given
    groups: list[tuple[str, list[tuple[VoteProject, int]]]] = [
        (name, [(project, given.get(project.number, 0)) for project in own]) for name, own in groups_of(projects)
    ]
    phase = vote_round.phase(clock.now())
    context = {
        "round": vote_round,
        "form": form,
        "groups": groups,
        "how_to_vote": counting_words.how_to_vote(vote_round),
        "is_voting": phase == Phase.VOTING,
        "is_coming": phase == Phase.COMING,
        "most_points": min(filter(None, (vote_round.points, vote_round.most_points)), default=None),
        "is_knapsack": vote_round.ballot == "knapsack",
    }
    return _not_kept(render(request, "budgets/votes/ballot.html", context))


def _look_once_more(
    request: HttpRequest, vote_round: VoteRound, projects: list[VoteProject], choices: dict[int, int], code: str
) -> HttpResponse:
    chosen = [(project, choices[project.number]) for project in projects if project.number in choices]
    context: dict[str, Any] = {
        "round": vote_round,
        "chosen": chosen,
        "code": code,
        "total_cents": sum(project.cost_cents for project, _points in chosen),
        "points": sum(choices.values()),
        "is_knapsack": vote_round.ballot == "knapsack",
    }
    return _not_kept(render(request, "budgets/votes/check.html", context))


@needs(Permission.VOTE_VIEW, find=queries.public_round)
@require_POST
def cast(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """The vote is given. A refusal stands on the ballot, with all that was chosen."""
    projects = queries.projects_of(vote_round)
    form = BallotForm(request.POST, vote_round=vote_round, projects=projects)
    if form.is_valid():
        with refusals_shown_in(form):
            _vote(request, vote_round, form)
            return redirect("budgets:vote_thanks", vote_round.pk)
    return _ballot(request, vote_round, projects, form)


def _vote(request: HttpRequest, vote_round: VoteRound, form: BallotForm) -> None:
    with vote_limits.guessing(request):
        ballots.vote(vote_round, code=form.cleaned_data["code"], choices=form.given, at=clock.now())


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def thanks(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    """Says nothing of what was chosen: somebody else may look at the telephone."""
    return render(request, "budgets/votes/thanks.html", {"round": vote_round})


def _not_kept(response: HttpResponse) -> HttpResponse:
    """No browser and nothing between keeps what somebody chose."""
    response["Cache-Control"] = "no-store"
    return response
