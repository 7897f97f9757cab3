"""Plain makers of visions, programmes and what belongs to them."""

from datetime import UTC, datetime

from wijkwerk.domain.plans.models.visions import AdoptedBy, Owner
from wijkwerk.domain.plans.operations import indicators, programmes, visions
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.tests.factories import JULY, TODAY, TUESDAY, make_organisation
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK

LATER = datetime(2025, 3, 5, 11, 0, tzinfo=UTC)
BY = {"by": CLOCK, "at": TUESDAY}


def make_vision(work_area, *, goals=("Veilig over straat",), state=None, **fields):
    values = {"title": f"Wijkvisie {work_area.name}", "text": "Zo is het.", "from_year": 2025, "until_year": 2035}
    vision = visions.start_vision(work_area, **values | BY | fields)
    for title in goals:
        visions.add_goal(vision, title=title, **BY)
    if state in (VisionState.CONSULTATION, VisionState.PROCESSING):
        vision = visions.open_consultation(vision, until=JULY, is_open_to_all=True, **BY)
    if state == VisionState.PROCESSING:
        vision = visions.move_vision(vision, state=VisionState.PROCESSING, **BY)
    if state == VisionState.ADOPTED:
        vision = adopt(vision)
    vision.refresh_from_db()
    return vision


def adopt(vision, **fields):
    by_residents = {"adopted_by": AdoptedBy.RESIDENTS, "decision_number": ""}
    by_council = {"adopted_by": AdoptedBy.COUNCIL, "decision_number": "2025-12"}
    values = (by_residents if vision.is_of_residents else by_council) | {"adopted_on": TODAY}
    return visions.adopt_vision(vision, **values | BY | fields)


def make_body(work_area, name="Wijkraad", **fields):
    body = make_organisation(f"{name} {work_area.name}", "residents_body", **fields)
    body.work_areas.add(work_area)
    return body


def make_own_plan(work_area, *, goals=("Een trapveld",), state=VisionState.ADOPTED):
    body = make_body(work_area, "Dorpsbelang", email="belang@example.nl")
    return make_vision(work_area, goals=goals, state=state, owner=Owner.RESIDENTS, body=body)


def make_programme(work_area, *, vision=None, **fields):
    values = {"title": f"Programma {work_area.name}", "from_year": 2025, "until_year": 2028, "vision": vision}
    return programmes.start_programme(work_area, **values | BY | fields)


def make_effort(programme, does="Legt een speelplek aan", *, organisation=None, **fields):
    partner = organisation or make_organisation(f"Partner {programme.efforts.count() + 1}", "housing")
    return programmes.add_effort(programme, does=does, organisation=partner, **BY | fields)


def make_indicator(goal, title="Rapportcijfer", **fields):
    return indicators.add_indicator(goal, title=title, **{"source": "Enquête"} | BY | fields)


def money(cents=1_000_000, **fields):
    """A condition that waits for money."""
    values = {"kind": ConditionKind.MONEY, "what": "Geld", "from_whom": "de gemeente", "by_when": JULY}
    return ConditionDraft(**values | {"amount_cents": cents} | fields)
