"""Counting a vote: close the box, count by both rules, keep the file that everybody can count again; make it known.

Locks: the pot, the round, what hangs on it. The count is worked out before anything is locked; what was in the box then
must still be in it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.domain.budgets.models import (
    BallotKind,
    CompletionRule,
    CountRule,
    Decision,
    DecisionOutcome,
    Phase,
    Reservation,
    VoteCount,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.operations import decisions, ledger
from wijkwerk.domain.budgets.operations.ballots import shake
from wijkwerk.domain.budgets.operations.deliberations import HANDLED
from wijkwerk.domain.budgets.operations.votes import MoveNotPossible, lock
from wijkwerk.domain.budgets.queries import counting_file, outcomes
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.budgets.queries.counting import Choices, Election
from wijkwerk.domain.budgets.queries.counting_words import told_of
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal


class NotClosedYet(Refusal):
    message = gettext_lazy("Het stemmen loopt nog, of begint nog. Tellen kan als de laatste dag voorbij is.")
    status = 409


class SlipsWait(Refusal):
    """Slips that one person typed, or two differently; `count` says how many."""

    status = 409

    def __init__(self, count: int) -> None:
        told = ngettext(
            "%(count)s biljet op papier telt nog niet mee: twee mensen voeren het gelijk in. Doe dat eerst.",
            "%(count)s biljetten op papier tellen nog niet mee: twee mensen voeren ze gelijk in. Doe dat eerst.",
            count,
        )
        super().__init__(told % {"count": count})


class MoreSlipsThanCodes(Refusal):
    """More ballots on paper than codes that were given in for one."""

    status = 409

    def __init__(self, slips: int, codes: int) -> None:
        told = _(
            "Er zijn %(slips)s biljetten op papier ingevoerd, en maar %(codes)s codes ingewisseld voor papier. "
            "Kijk na welk biljet dubbel is, of wissel de codes alsnog in."
        )
        super().__init__(told % {"slips": slips, "codes": codes})


def count_votes(vote_round: VoteRound, *, by: Actor, at: datetime) -> VoteCount:
    """By both rules; what counts is the rule that was published. Once counted nothing of it can change."""
    election = queries.election_of(vote_round)
    worked_out = outcomes.both(election, CompletionRule(vote_round.completion))
    with transaction.atomic():
        fresh = lock(vote_round)
        if (done := queries.count_of(fresh)) is not None:
            return done
        if fresh.phase(at) != Phase.CLOSED:
            raise NotClosedYet if fresh.state in (VoteState.DRAFT, VoteState.OPEN) else MoveNotPossible
        turnout = queries.turnout_of(fresh)
        if turnout.half:
            raise SlipsWait(turnout.half)
        if turnout.slips > turnout.paper:
            raise MoreSlipsThanCodes(turnout.slips, turnout.paper)
        shake(fresh)
        if (now := queries.election_of(fresh)) != election:
            election, worked_out = now, outcomes.both(now, CompletionRule(fresh.completion))
        file = replace(_file_of(fresh, election), chosen=worked_out[CountRule(fresh.rule)].numbers)
        words = counting_file.written(file)
        count: VoteCount = VoteCount.objects.create(
            round=fresh,
            counted_at=at,
            web_votes=turnout.web,
            paper_codes=turnout.paper,
            paper_votes=turnout.slips - turnout.invalid,
            invalid_slips=turnout.invalid,
            unused_codes=turnout.unused,
            outcomes={rule.value: outcomes.kept(outcome) for rule, outcome in worked_out.items()},
            file=words,
            file_hash=hashlib.sha256(words.encode()).hexdigest(),
        )
        fresh.state = VoteState.COUNTED
        fresh.version += 1
        fresh.save()
        journal.record("vote_round.counted", about=fresh, by=by, at=at, details={"votes": election.voters})
    return count


@transaction.atomic
def publish_result(vote_round: VoteRound, *, by: Actor, at: datetime) -> VoteRound:
    """Everybody reads the outcome. The money of the round is set aside for what was chosen; the rest is free again."""
    fresh = lock(vote_round)
    if fresh.is_published:
        return fresh
    if fresh.state != VoteState.COUNTED:
        raise MoveNotPossible
    count = queries.count_of(fresh)
    assert count is not None
    if fresh.reservation is not None and fresh.reservation.reserved_cents:
        ledger.release(fresh.reservation, by=by, at=at, reason=_("De stemronde is geteld."))
    for project in VoteProject.objects.filter(round=fresh, number__in=count.outcomes[fresh.rule]["chosen"]):
        ledger.reserve(
            fresh.money_pot,
            cents=project.cost_cents,
            application=project.application,
            words=_("Gekozen in %(round)s: %(project)s") % {"round": fresh.name, "project": project.title},
            by=by,
            at=at,
        )
    fresh.state = VoteState.PUBLISHED
    fresh.version += 1
    fresh.save()
    journal.record("vote_round.published", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def prepare_decisions(vote_round: VoteRound, *, by: Actor, at: datetime) -> list[Decision]:
    """A draft decision for each project that came from an application and waits for one: yes, or no with the reason.

    Making them known is for who decides, as with every other decision.
    """
    fresh = lock(vote_round)
    count = queries.count_of(fresh)
    if not fresh.is_published or count is None:
        raise MoveNotPossible
    projects = queries.projects_of(fresh)
    outcome = outcomes.of_kept(count.outcomes[fresh.rule])
    aside = Reservation.objects.filter(
        application__in=[each.application_id for each in projects if each.application_id]
    )
    pots = {each.application_id: each.pot for each in aside.select_related("pot__fund")}  # perhaps that of a later year
    made = []
    for told in told_of(outcome, projects, counting_file.got_of(count.file), gives_points=fresh.gives_points):
        application = told.project.application
        if application is None or application.state not in HANDLED:
            continue
        made.append(
            decisions.prepare_decision(
                application,
                outcome=DecisionOutcome.YES if told.is_chosen else DecisionOutcome.NO,
                reason="" if told.is_chosen else _because(fresh, told.why),
                pot=pots.get(application.pk, fresh.money_pot) if told.is_chosen else None,
                by=by,
                at=at,
            )
        )
    return made


def _because(vote_round: VoteRound, why: str) -> str:
    return _("Inwoners stemden over dit plan in de stemronde “%(round)s”. %(why)s") % {
        "round": vote_round.name,
        "why": why,
    }


def _file_of(vote_round: VoteRound, election: Election) -> counting_file.VoteFile:
    """Everything but the outcome; the ballots in an order by lot."""
    ballots: list[Choices] = [ballot for ballot, alike in election.ballots.items() for _each in range(alike)]
    secrets.SystemRandom().shuffle(ballots)
    about = {
        "description": vote_round.name,
        "country": "Netherlands",
        "unit": vote_round.municipality.name,
        "instance": str(vote_round.pk),
        "date_begin": clock.dutch(vote_round.opens_at).strftime("%d.%m.%Y"),
        "date_end": clock.dutch(vote_round.closes_at - timedelta(microseconds=1)).strftime("%d.%m.%Y"),
        "language": "nl",
        "currency": "EUR",
        "vote_type": counting_file.VOTE_TYPES[BallotKind(vote_round.ballot)],
        "min_length": str(vote_round.least_choices),
        "tie_break": vote_round.tie_break,
    }
    if vote_round.most_choices is not None:
        about["max_length"] = str(vote_round.most_choices)
    if vote_round.points is not None:
        about["max_sum_points"] = str(vote_round.points)
    if vote_round.most_points is not None:
        about["max_points"] = str(vote_round.most_points)
    if vote_round.ballot == BallotKind.KNAPSACK:
        about["max_sum_cost"] = counting_file.euros(vote_round.budget_cents)
    return counting_file.VoteFile(
        election=election,
        ballots=ballots,
        rule=CountRule(vote_round.rule),
        completion=CompletionRule(vote_round.completion),
        titles={project.number: project.title for project in queries.projects_of(vote_round)},
        about=about,
    )
