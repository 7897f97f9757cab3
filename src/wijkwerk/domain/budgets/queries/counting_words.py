"""The rules and the outcome of a vote in plain words: how votes are counted, and why a project was chosen or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.budgets.models import (
    BallotKind,
    CompletionRule,
    CountRule,
    TieBreak,
    VoteCategory,
    VoteProject,
    VoteRound,
)
from wijkwerk.domain.budgets.queries.counting import Chosen, Missed, Outcome, Way, Why
from wijkwerk.foundation.kit.money import written


# ── The rules ──────────────────────────────────────────────────────────────────────────────────────────────────────
def how_to_vote(vote_round: VoteRound) -> str:
    """What a voter does, in one or two sentences."""
    if vote_round.ballot == BallotKind.POINTS:
        told = ngettext(
            "U hebt %(points)s punt.", "U hebt %(points)s punten te verdelen over de projecten.", vote_round.points or 1
        ) % {"points": vote_round.points}
        if vote_round.most_points:
            told += " " + _("Geef een project er hoogstens %(most)s.") % {"most": vote_round.most_points}
        return told
    if vote_round.ballot == BallotKind.KNAPSACK:
        told = _("Kies projecten die samen niet meer kosten dan %(budget)s.") % {
            "budget": written(vote_round.budget_cents)
        }
    else:
        told = _("Kruis de projecten aan die u goed vindt.")
    if vote_round.most_choices is not None:
        told += " " + ngettext(
            "U kiest hoogstens %(most)s project.", "U kiest hoogstens %(most)s projecten.", vote_round.most_choices
        ) % {"most": vote_round.most_choices}
    if vote_round.least_choices > 1:
        told += " " + _("U kiest er ten minste %(least)s.") % {"least": vote_round.least_choices}
    return told


def rules_of(vote_round: VoteRound, categories: Sequence[VoteCategory]) -> list[str]:
    """All that the count hangs on, sentence by sentence: published before the vote begins."""
    told = [_("Er is %(budget)s te verdelen.") % {"budget": written(vote_round.budget_cents)}]
    told += rule_in_words(CountRule(vote_round.rule), CompletionRule(vote_round.completion), vote_round.gives_points)
    for category in categories:
        if category.most_cents is not None:
            ceiling = {"most": written(category.most_cents), "category": category.name}
            told.append(_("Naar projecten in de categorie “%(category)s” gaat samen hoogstens %(most)s.") % ceiling)
    if vote_round.least_votes > 1:
        told.append(
            _("Een project heeft ten minste %(least)s stemmers nodig om gekozen te worden.")
            % {"least": vote_round.least_votes}
        )
    else:
        told.append(_("Een project dat niemand koos, wordt niet gekozen."))
    told.append(TIES[TieBreak(vote_round.tie_break)]())
    return told


def rule_in_words(rule: CountRule, completion: CompletionRule, gives_points: bool) -> list[str]:
    votes = _("punten") if gives_points else _("stemmen")
    if rule == CountRule.GREEDY:
        return [
            _(
                "Meeste %(votes)s eerst: wij beginnen bij het project met de meeste %(votes)s en gaan zo de lijst af. "
                "Een project dat nog past in het budget, is gekozen. Past het niet, dan slaan wij het over."
            )
            % {"votes": votes}
        ]
    told = [
        _(
            "Gelijke delen: iedere stemmer krijgt in de berekening een even groot deel van het budget. "
            "Een project wordt betaald door wie het koos, zo veel mogelijk ieder evenveel. "
            "Eerst komt het project waarvoor de meeste stemmers hun deel kunnen betalen. "
            "Zo krijgt ook een kleinere groep een eerlijk deel van het geld."
        ),
        _(
            "Een project is voor wie het koos zo veel waard als het kost: "
            "een groot en een klein project hebben bij evenveel stemmers evenveel kans."
        ),
    ]
    if gives_points:
        told.append(_("Wie een project twee keer zo veel punten gaf, betaalt er twee keer zo veel aan mee."))
    if completion == CompletionRule.RAISED:
        told.append(
            _(
                "Blijft er geld over? Dan maken wij de delen in de berekening telkens een honderdste groter en tellen "
                "opnieuw, tot er voor meer gekozen zou worden dan er geld is. De laatste uitkomst die past, geldt."
            )
        )
    told.append(
        _("Wat dan nog over is, gaat naar de projecten met de meeste %(votes)s die nog passen.") % {"votes": votes}
    )
    return told


TIES = {
    TieBreak.CHEAPEST: lambda: _(
        "Staan projecten gelijk, dan gaat het goedkoopste voor; daarna het laagste nummer op het stembiljet."
    ),
    TieBreak.NUMBER: lambda: _("Staan projecten gelijk, dan gaat het laagste nummer op het stembiljet voor."),
    TieBreak.LOT: lambda: _(
        "Staan projecten gelijk, dan beslist het lot. Dat is getrokken toen de ronde werd vastgelegd; "
        "de volgorde staat bij de projecten."
    ),
}


# ── The outcome ────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Told:
    """A project with what came of it by one rule."""

    project: VoteProject
    votes: int  # voters that chose it
    points: int
    is_chosen: bool
    why: str


def told_of(
    outcome: Outcome, projects: Sequence[VoteProject], got: Mapping[int, tuple[int, int]], *, gives_points: bool
) -> list[Told]:
    """Every project with its reason: the chosen ones as they were chosen, then the others, most votes first. Each got
    so many votes, and so many points.
    """
    by_number = {project.number: project for project in projects}
    told = [Told(by_number[each.number], *got[each.number], True, why_chosen(each)) for each in outcome.chosen]
    return told + [
        Told(
            by_number[each.number],
            *got[each.number],
            False,
            why_missed(each, by_number[each.number], got[each.number][0], outcome, gives_points=gives_points),
        )
        for each in outcome.missed
    ]


def why_chosen(chosen: Chosen) -> str:
    left = {"left": written(chosen.left_before)}
    if chosen.way == Way.BY_VOTES:
        return _("Gekozen: toen dit project aan de beurt was, was er nog %(left)s.") % left
    if chosen.way == Way.OF_THE_REST:
        return _("Gekozen uit de rest: van het budget was nog %(left)s over, en dit project paste daarin.") % left
    told = ngettext(
        "Gekozen: %(payers)s stemmer betaalde dit project uit het eigen deel van het budget: %(paid)s.",
        "Gekozen: %(payers)s stemmers betaalden dit project samen uit hun deel van het budget. "
        "Ieder betaalde hoogstens %(paid)s.",
        chosen.payers,
    )
    return told % {"payers": chosen.payers, "paid": written(_rounded_up(chosen.most_paid or Fraction(0)))}


def why_missed(missed: Missed, project: VoteProject, supporters: int, outcome: Outcome, *, gives_points: bool) -> str:
    """What was lacking, in euros or in votes."""
    if missed.why == Why.VOTES:
        if not supporters:
            return _("Niet gekozen: niemand koos dit project.")
        told = ngettext(
            "Niet gekozen: er was nog %(lacking)s stemmer te weinig voor het laagste aantal.",
            "Niet gekozen: er waren nog %(lacking)s stemmers te weinig voor het laagste aantal.",
            missed.lacking,
        )
        return told % {"lacking": missed.lacking}
    sentences = []
    cost = project.cost_cents
    if missed.supporters_left is not None and missed.supporters_left < cost:
        told = ngettext(
            "De %(supporters)s stemmer die dit project koos, had nog %(had)s over van het eigen deel. "
            "Het kost %(cost)s: %(short)s te weinig.",
            "De %(supporters)s stemmers die dit project kozen, hadden samen nog %(had)s over van hun deel. "
            "Het kost %(cost)s: %(short)s te weinig.",
            supporters,
        )
        sentences.append(
            told
            % {
                "supporters": supporters,
                "had": written(missed.supporters_left),
                "cost": written(cost),
                "short": written(cost - missed.supporters_left),
            }
        )
        rest = _("Voor de rest van het budget, %(left)s, was het %(short)s te duur.")
        ceiling = _("Ook had de categorie “%(category)s” nog maar %(left)s: %(short)s te weinig.")
    else:
        rest = _("Toen dit project aan de beurt was, was er nog %(left)s. Het kost %(cost)s: %(short)s te weinig.")
        ceiling = _("De categorie “%(category)s” had nog %(left)s. Het kost %(cost)s: %(short)s te weinig.")
    about = {
        "left": written(missed.left),
        "cost": written(cost),
        "short": written(missed.lacking),
        "category": project.category.name if project.category else "",
    }
    sentences.append((ceiling if missed.why == Why.CEILING else rest) % about)
    if outcome.level is None and missed.more_votes is not None:
        more = missed.more_votes
        if gives_points:
            told = ngettext(
                "Met %(more)s punt meer was het wel gekozen.", "Met %(more)s punten meer was het wel gekozen.", more
            )
        else:
            told = ngettext(
                "Met %(more)s stem meer was het wel gekozen.", "Met %(more)s stemmen meer was het wel gekozen.", more
            )
        sentences.append(told % {"more": more})
    return " ".join([_("Niet gekozen."), *sentences])


def _rounded_up(cents: Fraction) -> int:
    return -(-cents.numerator // cents.denominator)
