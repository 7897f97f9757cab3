"""Plain makers of what the tests of this room need."""

from datetime import UTC, datetime

from wijkwerk.foundation.access.policy import reach_of, roles_held_on
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.tenancy.models import Municipality

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)


def make_municipality(code="GM0037", name="Veenkanaal", **fields):
    return Municipality.objects.create(code=code, name=name, slug=name.lower(), **fields)


class Employee:
    """An actor with roles: (role, work area or None for everywhere)."""

    kind = "person"

    def __init__(self, *held, number=7, name="Invented Employee"):
        self.held, self.id, self.name = held, number, name

    def roles_on(self, thing):
        return roles_held_on(thing, held=self.held)

    def reach(self, permission):
        return reach_of(permission, self.held)


ADMINISTRATOR = Employee((Role.ADMINISTRATOR, None))


HUNDRED_DAYS = Term(days=100, least=10, most=1000)


def make_line(part="test", *, model="tenancy.ClosingDay", term=HUNDRED_DAYS, **fields):
    words = {"what": f"Wat {part}", "why": "Waarvoor", "basis": "Waarom het mag", "term": "na afloop"}
    return Line(model=model, part=part, term_setting=term, **(words | fields))
