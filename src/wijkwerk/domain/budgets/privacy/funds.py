"""Funds, their rules, pots and rounds: about money and what it is for, and about nobody."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.foundation.kit.personal_data import Line

LINES: list[Line] = []
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.Fund": "what money is for",
    "budgets.Pot": "a year and an area",
    "budgets.Category": "a sort of initiative",
    "budgets.RuleSet": "rules",
    "budgets.Criterion": "a rule",
    "budgets.CategoryCeiling": "an amount",
    "budgets.ApplicantCeiling": "an amount for a kind of applicant",
    "budgets.CostShare": "a part of costs",
    "budgets.HouseholdBand": "an amount for a number of households",
    "budgets.EligibleKind": "a sort of costs",
    "budgets.AmountBand": "an amount, and which role or committee decides above it",
    "budgets.AllotmentRule": "a formula",
    "budgets.AllotmentTerm": "a line of a formula",
    "budgets.SizeClass": "numbers and an amount",
    "budgets.BodyKindAmount": "a sort of area and an amount",
    "budgets.TypedFigure": "how many live in an area",
    "budgets.Allotted": "an amount and how it was computed",
    "budgets.Round": "days",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    raise LookupError(line.model)
