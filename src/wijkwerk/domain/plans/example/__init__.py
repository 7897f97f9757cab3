"""The plans of the example. Each part fills its own, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wijkwerk.domain.plans.example.agendas import make_example_agendas
from wijkwerk.domain.plans.example.evaluations import make_example_evaluations
from wijkwerk.domain.plans.example.steps import make_example_steps
from wijkwerk.domain.plans.example.visions import make_example_visions
from wijkwerk.domain.plans.example.year_plans import make_example_year_plans
from wijkwerk.domain.signals.models import Signal
from wijkwerk.foundation.tenancy.models import Municipality


def make_example_plans(municipality: Municipality, signals: Sequence[Signal] = (), *, at: datetime) -> None:
    """Everything of the plans; what is there stays, so again is harmless."""
    make_example_agendas(municipality, signals, at=at)
    make_example_visions(municipality, signals, at=at)
    make_example_year_plans(municipality, at=at)
    make_example_evaluations(municipality, at=at)
    make_example_steps(municipality, at=at)
