"""Money for initiatives in the example. Each part fills its own, once; later parts build on earlier ones."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.domain.budgets.example.applications import make_applications
from wijkwerk.domain.budgets.example.decisions import make_decisions
from wijkwerk.domain.budgets.example.funds import make_funds
from wijkwerk.domain.budgets.example.initiatives import make_initiatives
from wijkwerk.domain.budgets.example.justifications import make_justifications
from wijkwerk.domain.budgets.example.ledger import make_ledger
from wijkwerk.domain.budgets.example.votes import make_votes


def make_example_budgets(*, at: datetime) -> None:
    """Everything about money; what is there stays, so again is harmless."""
    make_funds(at=at)
    make_initiatives(at=at)
    make_applications(at=at)
    make_decisions(at=at)
    make_ledger(at=at)
    make_justifications(at=at)
    make_votes(at=at)
