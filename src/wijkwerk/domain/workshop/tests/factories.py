"""Plain makers of what a workshop has."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from wijkwerk.domain.facilities.tests.factories import make_facility, open_on
from wijkwerk.domain.people.tests.factories import LONG_AGO, make_holder, make_person, make_work_area, sign_in
from wijkwerk.domain.workshop.models import Kit, Loan, Participant, Resident, Skill, Tool, ToolKind
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Channel

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # ten o'clock in the Netherlands
MONDAY_ON = date(2026, 3, 2)
numbers = itertools.count(1)

__all__ = ["make_facility", "make_person", "make_work_area", "open_on", "sign_in"]


def make_host(work_area, name="Hanneke Gastvrouw", **fields):
    return make_holder(Role.HOST, work_area, name=name, **fields)


def make_desk_volunteer(work_area, name="Vera Vrijwilliger", **fields):
    return make_holder(Role.VOLUNTEER, work_area, name=name, **fields)


def make_resident(workshop, name="Rika Veen", **fields):
    """Somebody with a telephone; `reply_by=Channel.NONE` for who wants no messages."""
    reach = {"reply_by": Channel.EMAIL, "reply_address": "rika@example.nl"}
    if fields.get("reply_by") == Channel.NONE:
        reach = {}
    values = reach | {"name_key": name.lower(), "created_at": MONDAY, "seen_at": MONDAY} | fields
    return Resident.objects.create(facility=workshop, name=name, **values)


def make_kind(workshop, name="Heggenschaar", **fields):
    return ToolKind.objects.create(facility=workshop, name=name, **fields)


def make_tool(kind, code="", **fields):
    values = {"created_at": MONDAY} | fields
    return Tool.objects.create(facility=kind.facility, kind=kind, code=code or f"T-{next(numbers):04d}", **values)


def make_kit(workshop, *tools, name="Schilderset", code="", **fields):
    kit = Kit.objects.create(facility=workshop, name=name, code=code or f"S-{next(numbers):04d}", **fields)
    kit.tools.set(tools)
    return kit


def make_loan(tool, resident, *, out_at=MONDAY, due_at=datetime(2026, 3, 9, 15, 30, tzinfo=UTC), **fields):
    return Loan.objects.create(
        facility=tool.facility, tool=tool, resident=resident, out_at=out_at, due_at=due_at, **fields
    )


def make_skill(workshop, name="Snoeien"):
    return Skill.objects.get_or_create(facility=workshop, name=name)[0]


def make_participant(resident, kind="volunteer", **fields):
    return Participant.objects.create(
        facility=resident.facility, resident=resident, kind=kind, **{"from_on": LONG_AGO} | fields
    )
