"""The committee that advises on larger applications, in the example: five people from residents' bodies."""

from __future__ import annotations

from datetime import date, datetime

from wijkwerk.domain.budgets.models import Committee, Majority, OnTie
from wijkwerk.domain.budgets.operations import committees
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor

NAME = "Adviescommissie Samen aan zet"
MEMBERS = ("Loes Brinkhorst", "Nynke Dorenbos", "Ruben Akkerhof", "Harm Wiersinga", "Jacob Holtrop")


def make_committee(*, from_on: date, by: Actor, at: datetime) -> Committee:
    """The first of them leads it."""
    committee = committees.found_committee(
        name=NAME,
        about="Inwoners uit vijf wijken en dorpen adviseren over aanvragen van meer dan 1.500 euro.",
        most_members=7,
        term_years=4,
        most_terms=2,
        quorum=3,
        quorum_permille=500,
        majority=Majority.MORE_THAN_HALF,
        on_tie=OnTie.CHAIR,
        by=by,
        at=at,
    )
    for number, name in enumerate(MEMBERS):
        person = Person.objects.filter(name=name).first()
        if person is not None:
            committees.add_member(committee, person=person, from_on=from_on, is_chair=number == 0, by=by, at=at)
    return committee
