"""Plain makers of agendas and their items."""

from datetime import UTC, date, datetime

from wijkwerk.domain.people.tests.factories import (
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    make_work_area,
)
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.signals.tests.factories import make_signal, report
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.tenancy.models import Municipality

TUESDAY = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
TODAY = date(2025, 3, 4)
JULY = date(2025, 7, 1)

__all__ = [
    "make_coordinator",
    "make_holder",
    "make_organisation",
    "make_person",
    "make_signal",
    "make_work_area",
    "report",
]


def make_municipality(code="GM0037", name="Stadskanaal"):
    return Municipality.objects.create(code=code, name=name, slug=name.lower(), second_factor_required=False)


def make_agenda(work_area, year=2025):
    return agendas.make_agenda(work_area, year, by=CLOCK, at=TUESDAY)


def make_item(agenda, title="Speeltuin aanleggen", *, state=None, **fields):
    item = agendas.add_item(agenda, **{"title": title, "by": CLOCK, "at": TUESDAY} | fields)
    if state is not None:
        item.state = state
        item.state_reason = "Omdat" if state in ("waiting", "stopped") else ""
        item.done_on = TODAY if state == "done" else None
        item.save()
    return item


def until_done(item, **fields):
    """A condition that waits for the item."""
    values = {"kind": ConditionKind.ITEM, "what": "Eerst dit", "from_whom": "de gemeente", "by_when": JULY}
    return ConditionDraft(**values | {"waits_for": ref(item)} | fields)


CONDITIONAL = Verdict.CONDITIONAL
