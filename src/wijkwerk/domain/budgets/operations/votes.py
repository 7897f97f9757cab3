"""What can be done with a vote round before anybody votes: set it up, with projects and rules; open it; or stop it.

Locks: the pot before the round, the round before what hangs on it. Opening fixes budget, rules and projects for ever.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import (
    VOTE_MOVES,
    Application,
    BallotKind,
    CompletionRule,
    CountRule,
    Pot,
    TieBreak,
    VoteCategory,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.search import votes as search
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import money, text
from wijkwerk.foundation.kit.refusals import Refusal

if TYPE_CHECKING:
    from wijkwerk.domain.areas.models import WorkArea

MOST_PROJECTS = 200


class RoundNameMissing(Refusal):
    message = gettext_lazy("Geef de stemronde een naam.")
    field = "name"


class VotersMissing(Refusal):
    message = gettext_lazy("Schrijf op wie er mag stemmen, bijvoorbeeld: bewoners van 12 jaar en ouder.")
    field = "who"


class TimesTurnedRound(Refusal):
    message = gettext_lazy("Het einde ligt niet na het begin. Kies een later einde.")
    field = "closes_at"


class ClosesInThePast(Refusal):
    message = gettext_lazy("Het einde van de stemronde is al voorbij. Kies een later einde en leg de ronde dan vast.")


class BudgetMissing(Refusal):
    message = gettext_lazy("Vul in hoeveel geld er te verdelen is.")
    field = "budget_cents"


class PointsMissing(Refusal):
    message = gettext_lazy("Vul in hoeveel punten iemand te verdelen heeft.")
    field = "points"


class ChoicesTurnedRound(Refusal):
    message = gettext_lazy("Het hoogste aantal projecten is lager dan het laagste. Kies een hoger aantal.")
    field = "most_choices"


class RoundIsLocked(Refusal):
    message = gettext_lazy(
        "Deze stemronde is vastgelegd: budget, regels en projecten kunnen niet meer veranderen. "
        "Klopt er iets niet? Stop de ronde en maak een nieuwe."
    )
    status = 409


class MoveNotPossible(Refusal):
    message = gettext_lazy("Deze stap kan nu niet. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class TooFewProjects(Refusal):
    message = gettext_lazy("Zet ten minste twee projecten op het stembiljet. Anders valt er niets te kiezen.")


class TooManyProjects(Refusal):
    message = gettext_lazy("Op een stembiljet passen hoogstens 200 projecten.")


class ProjectTooDear(Refusal):
    """A project that costs more than there is can never be chosen; `title` says which."""

    def __init__(self, title: str, most: int) -> None:
        told = _("“%(title)s” kost meer dan %(most)s en kan dus nooit gekozen worden. Pas de kosten of het budget aan.")
        super().__init__(told % {"title": title, "most": money.written(most)})


class TitleMissing(Refusal):
    message = gettext_lazy("Geef het project een titel.")
    field = "title"


class CostMissing(Refusal):
    message = gettext_lazy("Vul in wat het project kost.")
    field = "cost_cents"


class NumberTaken(Refusal):
    message = gettext_lazy("Er staat al een project met dit nummer op het stembiljet. Kies een ander nummer.")
    field = "number"


class ApplicationIsIn(Refusal):
    message = gettext_lazy("Deze aanvraag staat al op het stembiljet.")
    field = "application"


class ApplicationNotForThis(Refusal):
    message = gettext_lazy(
        "Over deze aanvraag is al beslist, of zij vraagt geld uit een ander budget. Kies een aanvraag uit de lijst."
    )
    field = "application"
    status = 409


class CategoryOfAnother(Refusal):
    message = gettext_lazy("Deze categorie hoort bij een andere stemronde. Kies een categorie uit de lijst.")
    field = "category"


class CategoryNameTaken(Refusal):
    message = gettext_lazy("Geef de categorie een naam die er nog niet is.")
    field = "name"


class CategoryInUse(Refusal):
    message = gettext_lazy("Er staan nog projecten in deze categorie. Haal die er eerst uit.")
    status = 409


class StopReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom de stemronde stopt. Inwoners lezen dit.")
    field = "reason"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Everything about a round but its projects."""

    name: str
    who: str
    pot: Pot
    opens_at: datetime
    closes_at: datetime
    budget_cents: int
    words: str = ""
    least_age: int | None = None
    work_areas: Iterable[WorkArea] = ()
    ballot: BallotKind = BallotKind.APPROVAL
    least_choices: int = 1
    most_choices: int | None = None
    points: int | None = None
    most_points: int | None = None
    rule: CountRule = CountRule.EQUAL_SHARES
    completion: CompletionRule = CompletionRule.RAISED
    tie_break: TieBreak = TieBreak.CHEAPEST
    least_votes: int = 1


# ── The round ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_round(rules: Rules, *, by: Actor, at: datetime, client_key: uuid.UUID | None = None) -> VoteRound:
    """A round without projects. The same `client_key` again gives the round that was made."""
    if client_key is not None and (made := VoteRound.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    vote_round = VoteRound(created_at=at, client_key=client_key or uuid.uuid4())
    _fill_in(vote_round, rules)
    vote_round.save()
    vote_round.work_areas.set(rules.work_areas)
    journal.record("vote_round.made", about=vote_round, by=by, at=at, details={"pot": vote_round.pot_id})
    return vote_round


@transaction.atomic
def change_round(vote_round: VoteRound, rules: Rules, *, by: Actor, at: datetime) -> VoteRound:
    fresh = _lock_draft(vote_round)
    _fill_in(fresh, rules)
    fresh.version += 1
    fresh.save()
    fresh.work_areas.set(rules.work_areas)
    journal.record("vote_round.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def remove_round(vote_round: VoteRound, *, by: Actor, at: datetime) -> None:
    """A round that nobody has seen yet."""
    fresh = _lock_draft(vote_round)
    journal.record("vote_round.removed", about=fresh, by=by, at=at)
    VoteProject.objects.filter(round=fresh).delete()
    fresh.delete()


@transaction.atomic
def open_round(vote_round: VoteRound, *, by: Actor, at: datetime) -> VoteRound:
    """Budget, rules and projects are fixed, and the money is set aside. Voting begins by itself at its time."""
    fresh = lock(vote_round)
    if fresh.state == VoteState.OPEN:
        return fresh
    if not fresh.is_draft:
        raise MoveNotPossible
    if fresh.closes_at <= at:
        raise ClosesInThePast
    projects = list(VoteProject.objects.filter(round=fresh).select_related("category").order_by("number"))
    _check_projects(fresh, projects)
    for place, project in enumerate(_in_order_of_ties(projects, TieBreak(fresh.tie_break)), 1):
        VoteProject.objects.filter(pk=project.pk).update(tie_place=place)
    words = _("Stemronde %(name)s") % {"name": fresh.name}
    fresh.reservation = ledger.reserve(fresh.pot, cents=fresh.budget_cents, words=words, by=by, at=at)
    fresh.state, fresh.opened_at = VoteState.OPEN, at
    fresh.version += 1
    fresh.save()
    search.put(fresh)
    journal.record("vote_round.opened", about=fresh, by=by, at=at, details={"budget_cents": fresh.budget_cents})
    return fresh


@transaction.atomic
def stop_round(vote_round: VoteRound, *, reason: str, by: Actor, at: datetime) -> VoteRound:
    """No more votes and no count; everybody reads why. The money is free again."""
    why = text.clean_text(reason)
    if not why:
        raise StopReasonMissing
    fresh = lock(vote_round)
    if fresh.state == VoteState.STOPPED:
        return fresh
    if VoteState.STOPPED not in VOTE_MOVES[VoteState(fresh.state)]:
        raise MoveNotPossible
    if fresh.reservation is not None:
        ledger.release(fresh.reservation, by=by, at=at, reason=_("De stemronde is gestopt."))
    fresh.state, fresh.stopped_because = VoteState.STOPPED, why
    fresh.version += 1
    fresh.save()
    journal.record("vote_round.stopped", about=fresh, by=by, at=at)
    return fresh


# ── Categories ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_category(
    vote_round: VoteRound, *, name: str, by: Actor, at: datetime, most_cents: int | None = None
) -> VoteCategory:
    fresh = _lock_draft(vote_round)
    category = VoteCategory(round=fresh)
    _name(category, name)
    category.most_cents = most_cents
    category.save()
    journal.record("vote_round.category_added", about=fresh, by=by, at=at, details={"category": category.pk})
    return category


@transaction.atomic
def change_category(
    category: VoteCategory, *, name: str, most_cents: int | None, by: Actor, at: datetime
) -> VoteCategory:
    fresh = _lock_draft(category.round)
    _name(category, name)
    category.most_cents = most_cents
    category.save()
    journal.record("vote_round.category_changed", about=fresh, by=by, at=at, details={"category": category.pk})
    return category


@transaction.atomic
def remove_category(category: VoteCategory, *, by: Actor, at: datetime) -> None:
    fresh = _lock_draft(category.round)
    if VoteProject.objects.filter(category=category).exists():
        raise CategoryInUse
    journal.record("vote_round.category_removed", about=fresh, by=by, at=at, details={"category": category.pk})
    VoteCategory.objects.filter(pk=category.pk).delete()


# ── Projects ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_project(
    vote_round: VoteRound,
    *,
    title: str,
    cost_cents: int,
    by: Actor,
    at: datetime,
    words: str = "",
    place: str = "",
    category: VoteCategory | None = None,
    number: int | None = None,
    application: Application | None = None,
) -> VoteProject:
    """At the end of the ballot, or with a number that is free."""
    fresh = _lock_draft(vote_round)
    rows = VoteProject.objects.filter(round=fresh)
    if rows.count() >= MOST_PROJECTS:
        raise TooManyProjects
    if application is not None and rows.filter(application=application).exists():
        raise ApplicationIsIn
    last = rows.aggregate(last=Max("number"))["last"] or 0
    project = VoteProject(round=fresh, application=application)
    _describe(
        project, number or last + 1, title=title, words=words, place=place, cost_cents=cost_cents, category=category
    )
    project.save()
    journal.record("vote_round.project_added", about=fresh, by=by, at=at, details={"project": project.pk})
    return project


@transaction.atomic
def add_application(
    vote_round: VoteRound, application: Application, *, by: Actor, at: datetime, category: VoteCategory | None = None
) -> VoteProject:
    """Residents vote on what somebody asked money for. Nothing goes along of who asked."""
    if not Application.objects.open().filter(pk=application.pk, fund=vote_round.pot.fund).exists():
        raise ApplicationNotForThis
    return add_project(
        vote_round,
        title=application.title,
        words=application.what,
        place=application.place,
        cost_cents=application.asked_cents or 0,
        category=category,
        application=application,
        by=by,
        at=at,
    )


@transaction.atomic
def change_project(
    project: VoteProject,
    *,
    number: int,
    title: str,
    cost_cents: int,
    by: Actor,
    at: datetime,
    words: str = "",
    place: str = "",
    category: VoteCategory | None = None,
) -> VoteProject:
    fresh = _lock_draft(project.round)
    own: VoteProject = VoteProject.objects.get(pk=project.pk)
    _describe(own, number, title=title, words=words, place=place, cost_cents=cost_cents, category=category)
    own.save()
    journal.record("vote_round.project_changed", about=fresh, by=by, at=at, details={"project": own.pk})
    return own


@transaction.atomic
def remove_project(project: VoteProject, *, by: Actor, at: datetime) -> None:
    fresh = _lock_draft(project.round)
    journal.record("vote_round.project_removed", about=fresh, by=by, at=at, details={"project": project.pk})
    VoteProject.objects.filter(pk=project.pk).delete()


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def lock(vote_round: VoteRound) -> VoteRound:
    """The pot first, where its money is now: whoever moves that holds it before the round."""
    if vote_round.reservation is None:
        ledger.lock(vote_round.pot)
    else:
        ledger.lock_reservation(vote_round.reservation)
    fresh: VoteRound = (
        VoteRound.objects.select_for_update(of=("self",))
        .select_related("pot__fund", "reservation__pot__fund")
        .get(pk=vote_round.pk)
    )
    return fresh


def _lock_draft(vote_round: VoteRound) -> VoteRound:
    fresh: VoteRound = (
        VoteRound.objects.select_for_update(of=("self",)).select_related("pot__fund").get(pk=vote_round.pk)
    )
    if not fresh.is_draft:
        raise RoundIsLocked
    return fresh


def _fill_in(vote_round: VoteRound, rules: Rules) -> None:
    vote_round.name = text.one_line(rules.name)[:120]
    vote_round.words, vote_round.who = text.clean_text(rules.words), text.one_line(rules.who)[: text.SENTENCE]
    if not vote_round.name:
        raise RoundNameMissing
    vote_round.least_age = rules.least_age or None
    if not vote_round.who:
        raise VotersMissing
    if rules.closes_at <= rules.opens_at:
        raise TimesTurnedRound
    if rules.budget_cents <= 0:
        raise BudgetMissing
    with_points = rules.ballot == BallotKind.POINTS
    if with_points and not rules.points:
        raise PointsMissing
    if rules.most_choices is not None and rules.most_choices < max(1, rules.least_choices):
        raise ChoicesTurnedRound
    vote_round.pot, vote_round.opens_at, vote_round.closes_at = rules.pot, rules.opens_at, rules.closes_at
    vote_round.ballot, vote_round.budget_cents = BallotKind(rules.ballot), rules.budget_cents
    vote_round.least_choices, vote_round.most_choices = max(1, rules.least_choices), rules.most_choices
    vote_round.points = rules.points if with_points else None
    vote_round.most_points = rules.most_points if with_points else None
    vote_round.rule, vote_round.completion = CountRule(rules.rule), CompletionRule(rules.completion)
    vote_round.tie_break, vote_round.least_votes = TieBreak(rules.tie_break), max(1, rules.least_votes)


def _describe(
    project: VoteProject,
    number: int,
    *,
    title: str,
    words: str,
    place: str,
    cost_cents: int,
    category: VoteCategory | None,
) -> None:
    project.title, project.words = text.one_line(title)[:120], text.clean_text(words)
    project.place = text.one_line(place)[: text.SENTENCE]
    if not project.title:
        raise TitleMissing
    if cost_cents <= 0:
        raise CostMissing
    if category is not None and category.round_id != project.round_id:
        raise CategoryOfAnother
    taken = VoteProject.objects.filter(round_id=project.round_id, number=number).exclude(pk=project.pk)
    if number < 1 or taken.exists():
        raise NumberTaken
    project.number, project.cost_cents, project.category = number, cost_cents, category


def _name(category: VoteCategory, name: str) -> None:
    # In the published file a comma stands between names, and no spreadsheet may take one for a formula.
    called = text.one_line(name.replace(",", " ").lstrip(" =+-@"))[:80]
    same = VoteCategory.objects.filter(round=category.round, name=called).exclude(pk=category.pk)
    if not called or same.exists():
        raise CategoryNameTaken
    category.name = called


def _check_projects(vote_round: VoteRound, projects: list[VoteProject]) -> None:
    if len(projects) < 2:
        raise TooFewProjects
    for project in projects:
        ceiling = project.category.most_cents if project.category is not None else None
        most = vote_round.budget_cents if ceiling is None else min(vote_round.budget_cents, ceiling)
        if project.cost_cents > most:
            raise ProjectTooDear(project.title, most)


def _in_order_of_ties(projects: list[VoteProject], tie_break: TieBreak) -> list[VoteProject]:
    """Of equals the first wins."""
    if tie_break == TieBreak.LOT:
        return secrets.SystemRandom().sample(projects, len(projects))
    if tie_break == TieBreak.NUMBER:
        return sorted(projects, key=lambda each: each.number)
    return sorted(projects, key=lambda each: (each.cost_cents, each.number))
