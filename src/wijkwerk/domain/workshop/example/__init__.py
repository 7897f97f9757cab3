"""The workshop of the example: invented people, tools, chores. Each part fills its own, once."""

from __future__ import annotations

from datetime import datetime

from wijkwerk.domain.workshop.example.base import make_base
from wijkwerk.domain.workshop.example.bicycles import make_bicycles
from wijkwerk.domain.workshop.example.chores import make_chores
from wijkwerk.domain.workshop.example.desk import make_desk
from wijkwerk.domain.workshop.example.lending import make_lending
from wijkwerk.domain.workshop.example.people import make_people
from wijkwerk.domain.workshop.example.reach import make_reach


def make_example_workshop(*, at: datetime) -> None:
    """Everything of the workshop; what is there stays, so again is harmless."""
    workshop = make_base(at=at)
    make_desk(workshop, at=at)
    make_lending(workshop, at=at)
    make_people(workshop, at=at)
    make_bicycles(workshop, at=at)
    make_chores(workshop, at=at)
    make_reach(workshop, at=at)
