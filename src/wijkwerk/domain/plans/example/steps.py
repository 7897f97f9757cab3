"""Steps of the example: drawing up the vision of Maarswold in five months, one of them slipped; and of a project."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import AgendaItem, PlannedStep, Vision
from wijkwerk.domain.plans.operations import steps
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

AREA = "Maarswold"
OWNER = "Jelle Brontsema"
_KEYS = uuid.UUID("0d2b1c84-2b6f-4a53-8f0c-51c0a1a02012")  # so that a second run makes nothing twice
# name, first and last day counted from today, whether the residents' body does it
OF_A_VISION = (
    ("Cijfers en signalen bij elkaar zoeken", -75, -50, False),
    ("Gesprekken met bewoners", -49, -20, True),
    ("Concept schrijven", -18, 10, False),
    ("Reacties van wijkraad en partners", 12, 45, True),
    ("Besluit van de raad", 50, 64, False),
)
OF_AN_ITEM = (
    ("Plek kiezen met bewoners", -20, -6, True),
    ("Offertes vragen", -4, 12, False),
    ("Aanleggen", 20, 45, False),
)


def make_example_steps(municipality: Municipality, *, at: datetime) -> None:
    """For the newest vision of the area and for a project of this year; made once, however often it is asked."""
    with scope.in_municipality(municipality):
        today = clock.dutch(at).date()
        vision = Vision.objects.filter(work_area__name=AREA).order_by("-id").first()
        if vision is not None:
            made = _make(vision, OF_A_VISION, today, at=at)
            _slip(made, today, at=at)
        item = AgendaItem.objects.filter(agenda__work_area__name=AREA, agenda__year=today.year).order_by("pk").first()
        if item is not None:
            _make(item, OF_AN_ITEM, today, at=at)


def _make(
    thing: Vision | AgendaItem, planned: tuple[tuple[str, int, int, bool], ...], today: date, *, at: datetime
) -> list[PlannedStep]:
    owner = Person.objects.filter(name=OWNER).first()
    body = Organisation.objects.filter(kind="residents_body", work_areas__name=AREA).first()
    made: list[PlannedStep] = []
    for name, first, last, is_of_body in planned:
        by_body = body is not None and is_of_body
        made.append(
            steps.add_step(
                thing,
                name=name,
                owner_organisation=body if by_body else None,
                owner_person=None if by_body else owner,
                planned_from=today + timedelta(days=first),
                planned_until=today + timedelta(days=last),
                needs=made[-1:],
                client_key=uuid.uuid5(_KEYS, f"{thing._meta.label_lower}:{thing.pk}:{name}"),
                by=CLOCK,
                at=at,
            )
        )
    return made


def _slip(made: list[PlannedStep], today: date, *, at: datetime) -> None:
    """The first is done, the second was done later than planned, and what follows moved along."""
    for step, days in ((made[0], -50), (made[1], -10)):
        step.refresh_from_db()
        if step.done_on is None:
            steps.finish_step(step, done_on=today + timedelta(days=days), by=CLOCK, at=at)
