"""Plain makers of year plans: codes, and activities on the board."""

from wijkwerk.domain.plans.models.year_plans import CodeLink
from wijkwerk.domain.plans.operations import year_plans
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.foundation.access.policy import CLOCK

BY = {"by": CLOCK, "at": TUESDAY}


def make_code(code, **fields):
    return year_plans.add_code(**{"code": code, "name": f"naam van {code}"} | fields, **BY)


def make_codes():
    """V weighs 4, P 3, PA has a year and leads to the agenda, R goes on all year."""
    return {
        "V": make_code("V", weight=4),
        "P": make_code("P", weight=3),
        "PA": make_code("PA", has_year=True, weight=2, links_to=CodeLink.AGENDA),
        "R": make_code("R", is_all_year=True),
    }


def make_year_plan(year=2026):
    return year_plans.make_year_plan(year, **BY)


def put(row, code, first, last=None, **fields):
    return year_plans.add_activity(row, **{"code": code, "from_month": first, "until_month": last} | BY | fields)
