"""The outcome of a vote for everybody: both rules side by side, why for each project, and the files to count again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets import csv_files
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
    """As it was hashed."""
    content = _count(request, vote_round).file.encode()
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_named(vote_round)}.pb"'
    return response


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def rules_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponseBase:
    file = counting_file.read(_count(request, vote_round).file)
    return csv_files.answer(f"{_named(vote_round)}-regels", ("key", "value"), counting_file.meta_of(file))


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def projects_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponseBase:
    heads, *rows = counting_file.projects_of(counting_file.read(_count(request, vote_round).file))
    return csv_files.answer(f"{_named(vote_round)}-projecten", heads, rows)


@needs(Permission.VOTE_VIEW, find=queries.public_round)
def votes_table(request: HttpRequest, vote_round: VoteRound) -> HttpResponseBase:
    file = counting_file.read(_count(request, vote_round).file)
    heads, *rows = counting_file.votes_of(file, with_points=vote_round.gives_points)
    return csv_files.answer(f"{_named(vote_round)}-stemmen", heads, rows)


def _named(vote_round: VoteRound) -> str:
    return slugify(vote_round.name) or "stemronde"
