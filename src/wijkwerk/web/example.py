"""The example municipality, room by room: Stadskanaal as in its note of 2012, with invented people."""

from __future__ import annotations

from datetime import date, datetime

from wijkwerk.domain.areas.example import make_example_areas
from wijkwerk.domain.budgets.example import make_example_budgets
from wijkwerk.domain.facilities.example import make_example_facilities
from wijkwerk.domain.insights.example import make_example_insights
from wijkwerk.domain.inspections.example import make_example_inspections
from wijkwerk.domain.meetings.example import make_example_meetings
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.example import make_example_people
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.example import make_example_plans
from wijkwerk.domain.signals.example import make_example_signals
from wijkwerk.domain.workshop.example import make_example_workshop
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.access.roles import Role, roles_that_can_be_given
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

WORDS = {
    "coordinator": {"one": "dorps- en wijkcoördinator", "many": "dorps- en wijkcoördinatoren"},
    "work_area": {"one": "wijk of dorp", "many": "wijken en dorpen"},
    "residents_body": {"one": "wijkraad of plaatselijk belang", "many": "wijkraden en plaatselijke belangen"},
    "alderman": {"one": "wijkwethouder", "many": "wijkwethouders"},
}


def make_example(*, at: datetime) -> Municipality:
    """Everything of the example; what is there stays, so again is harmless."""
    municipality, _is_new = Municipality.objects.get_or_create(
        code="GM0037",
        defaults={
            "name": "Stadskanaal",
            "slug": "stadskanaal",
            "areas_year": 2012,
            "words": WORDS,
            "second_factor_required": False,
            "mail_address": "wijkgericht@example.nl",
            "phone": "0599 000 000",
            "reports_per_hour": 200,  # all who try it out share one machine
            "visiting_address": "Raadhuisplein 1 (voorbeeld)",
            "emergency_text": "Is er gevaar? Bel 112.",
        },
    )
    with scope.in_municipality(municipality):
        make_example_areas(municipality, by=CLOCK, at=at)
        make_example_people(municipality, by=CLOCK, at=at)
        signals = make_example_signals(at=at)
        make_example_inspections(at=at)
        make_example_plans(municipality, signals, at=at)
        make_example_facilities(at=at)
        make_example_workshop(at=at)
        make_example_budgets(at=at)
        make_example_meetings(at=at)
        make_example_insights(at=at)
    outbox.deliver_waiting(at=at, limit=1000)
    return municipality


def one_of_each_role(*, on: date) -> list[tuple[Role, Person]]:
    """Somebody with an account for each role that can be given: for who wants to look round."""
    found: dict[Role, Person] = {}
    for person in people.people_with_account(on=on):
        for assignment in people.assignments_of([person], on=on).get(person.pk, []):
            found.setdefault(Role(assignment.role), person)
    return [(role, found[role]) for role in roles_that_can_be_given() if role in found]
