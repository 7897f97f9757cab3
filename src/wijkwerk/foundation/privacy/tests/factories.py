"""Plain makers of what the tests of this room need."""

from datetime import UTC, datetime

from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.access.tests.factories import Employee
from wijkwerk.foundation.kit.personal_data import Line, Term

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
ADMINISTRATOR = Employee((Role.ADMINISTRATOR, None))
HUNDRED_DAYS = Term(days=100, least=10, most=1000)


def make_line(part="test", *, model="tenancy.ClosingDay", term=HUNDRED_DAYS, **fields):
    words = {"what": f"Wat {part}", "why": "Waarvoor", "basis": "Waarom het mag", "term": "na afloop"}
    return Line(model=model, part=part, term_setting=term, **(words | fields))
