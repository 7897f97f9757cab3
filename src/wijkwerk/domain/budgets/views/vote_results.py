"""The outcome of a vote for everybody: both rules side by side, why for each project, and the files to count again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.csv_files import no_formula
from wijkwerk.domain.budgets.models import VoteCount, VoteRound
from wijkwerk.domain.budgets.queries import counting_file, counting_words, vote_results
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import money
from wijkwerk.foundation.kit.components import Column, Table, badge


def _count(request: HttpRequest, vote_round: VoteRound) -> VoteCount:
    """What was counted: for everybody once it is published, before that for who keeps the round."""
    count = queries.count_of(vote_round)
    keeps = policy.may(policy.actor_of(request), Permission.VOTE_MANAGE, on=vote_round)
    if count is None or not (vote_round.is_published or keeps):
        raise Http404
    return count


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def result(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    count = _count(request, vote_round)
    found = vote_results.result_of(vote_round, count)
    return render(
        request,
        "budgets/votes/result.html",
        {
            "round": vote_round,
            "count": count,
            "found": found,
            "table": both_rules(request, vote_round, found),
            "rules": counting_words.rules_of(vote_round, queries.categories_of(vote_round)),
        },
    )


def both_rules(request: HttpRequest, vote_round: VoteRound, found: vote_results.Result) -> Table[vote_results.Row]:
    """Every project with what each rule says, most votes first."""
    columns: list[Column[vote_results.Row]] = [
        Column(_("Project"), lambda row: f"{row.project.number}. {row.project.title}", main=True),
        Column(_("Kosten"), lambda row: money.written(row.project.cost_cents), numeric=True),
        Column(_("Punten"), lambda row: row.points, numeric=True)
        if vote_round.gives_points
        else Column(_("Stemmen"), lambda row: row.votes, numeric=True),
        Column(_said(found.counting), lambda row: said_of(row, found.counting)),
        Column(_said(found.other), lambda row: said_of(row, found.other)),
    ]
    return Table(columns, found.rows, caption=_("Beide regels naast elkaar"), request=request)


def said_of(row: vote_results.Row, by_rule: vote_results.ByRule) -> str:
    return badge(_("gekozen"), "ok") if row.chosen[by_rule.rule] else "–"


def _said(by_rule: vote_results.ByRule) -> str:
    return _("%(rule)s (geldt)") % {"rule": by_rule.label} if by_rule.counts else by_rule.label


# ── Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.VOTE_VIEW, find=queries.public_round)
def pb_file(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    return _file(vote_round, _count(request, vote_round).file, "pb")


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def rules_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    file = counting_file.read(_count(request, vote_round).file)
    rows = [(key, no_formula(value)) for key, value in counting_file.meta_of(file)]
    return _file(vote_round, counting_file.table([("key", "value"), *rows]), "regels")


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def projects_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    file = counting_file.read(_count(request, vote_round).file)
    return _file(vote_round, counting_file.table(counting_file.projects_of(file)), "projecten")


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def votes_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponse:
    file = counting_file.read(_count(request, vote_round).file)
    rows = counting_file.votes_of(file, with_points=vote_round.gives_points)
    return _file(vote_round, counting_file.table(rows), "stemmen")


def _file(vote_round: VoteRound, words: str, kind: str) -> HttpResponse:
    name = slugify(vote_round.name) or "stemronde"
    named = f"{name}.pb" if kind == "pb" else f"{name}-{kind}.csv"
    # The .pb file is sent as it was hashed; a spreadsheet sees by the mark in front that letters have accents.
    content = words.encode() if kind == "pb" else words.encode("utf-8-sig")
    kept_as = "text/plain" if kind == "pb" else "text/csv"
    response = HttpResponse(content, content_type=f"{kept_as}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{named}"'
    return response
