"""Rules to begin with, for who writes them for the first time: as they are found in many municipalities. Data alone."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import (
    AmountBand,
    AutomaticCheck,
    Criterion,
    CriterionGroup,
    Decider,
    EligibleKind,
    Intake,
    TermFrom,
    TermKind,
    TermUnit,
)
from wijkwerk.domain.budgets.operations.rules import USUAL_CHECKS, Content, TermContent, usual_words


class StartingPoint(TextChoices):
    SMALL = "small", _("Een klein fonds: het hele jaar door, één persoon beslist")
    ROUNDS = "rounds", _("In rondes: vier sluitingsdata, een tweede persoon kijkt mee, een deel eigen geld")
    EACH_AREA = "each_area", _("Een budget per gebied: een vast bedrag en een bedrag per inwoner")
    ALDERMAN = "alderman", _("Een klein budget waarover een bestuurder snel beslist")


def _criterion(words: Any, group: str = CriterionGroup.ALL) -> tuple[type[Criterion], dict[str, Any]]:
    return Criterion, {"words": str(words), "group": group}


def _check(check: AutomaticCheck) -> tuple[type[Criterion], dict[str, Any]]:
    return Criterion, {"words": usual_words(check), "automatic": check.value}


FOR_THE_STREET = _("Het plan is goed voor de hele straat of buurt")
NO_PROFIT = _("Het plan is bedoeld om winst te maken")


def content_of(point: StartingPoint) -> Content:
    """All that such rules say; every amount can be changed."""
    rows: list[Any] = [_check(check) for check in (*USUAL_CHECKS, AutomaticCheck.NO_EARLIER_GRANT)]
    rows += [_criterion(FOR_THE_STREET), _criterion(NO_PROFIT, CriterionGroup.NONE)]
    values: dict[str, Any] = {"applicant_kinds": ["resident", "group", "residents_body", "association"]}
    allotment: dict[str, Any] = {}
    terms = [_term(TermKind.FIXED, _("Geld voor het jaar"), cents=1_000_000)]
    if point == StartingPoint.SMALL:
        values |= {"most_per_application_cents": 100_000, "before_start_days": 14, "justify_above_cents": 25_000}
        values |= {"decide_within": 15, "decide_unit": TermUnit.WORKING.value, "least_applicants": 3}
        rows += [_check(AutomaticCheck.ENOUGH_HOUSEHOLDS), _check(AutomaticCheck.BEFORE_START)]
        rows.append((EligibleKind, {"words": str(_("Alcohol")), "is_eligible": False}))
    elif point == StartingPoint.ROUNDS:
        values |= {"intake": Intake.ROUNDS.value, "decide_from": TermFrom.CLOSING.value, "decide_within": 6}
        values |= {"own_share_permille": 250, "most_per_application_cents": 500_000, "second_pair_of_eyes": True}
        values |= {"advance_permille": 800}
        rows += [_check(AutomaticCheck.IN_TIME), _check(AutomaticCheck.OWN_SHARE)]
    elif point == StartingPoint.EACH_AREA:
        values |= {"most_per_application_cents": 250_000, "save_until_years": 1}
        band = {"above_cents": 150_000, "decided_by": Decider.COORDINATOR.value, "second_pair_of_eyes": True}
        rows.append((AmountBand, band))
        terms = [
            _term(TermKind.FIXED, _("Vaste voet"), cents=250_000),
            _term(TermKind.PER_HEAD, _("Per inwoner"), rate=150_00),
        ]
    else:
        values |= {"decided_by": Decider.ALDERMAN.value, "most_per_application_cents": 50_000}
        values |= {"decide_within": 5, "decide_unit": TermUnit.WORKING.value, "justify_above_cents": 50_000}
    return Content(values, rows, allotment, terms)


def _term(kind: TermKind, words: Any, **values: Any) -> TermContent:
    return TermContent({"kind": kind.value, "words": str(words), **values}, [], [])
