"""Rows to test with, as plain functions."""

from datetime import UTC, date, datetime

from wijkwerk.domain.areas.models import WorkAreaKind
from wijkwerk.domain.people.models import Assignment, Person
from wijkwerk.domain.thread import operations
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.tests.things import Job, Wish
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.tenancy.models import Municipality

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MAY = date(2026, 5, 1)


def make_municipality(code="GM0037", name="Stadskanaal"):
    return Municipality.objects.create(code=code, name=name, slug=name.lower())


def make_wish(name="Een speeltuin", kind=WorkAreaKind.WIJK, model=Wish, **fields):
    return model.objects.create(name=name, kind=kind, areas_year=2024, valid_from=date(2000, 1, 1), **fields)


def make_job(name="Speeltuin aanleggen", **fields):
    return make_wish(name=name, model=Job, **fields)


def make_secret_wish(name="Bij mij thuis is het onveilig"):
    return make_wish(name, kind=WorkAreaKind.COUNTRYSIDE)


def make_person(name="Roos Berg", work_area=None):
    person = Person.objects.create(name=name)
    if work_area is not None:
        Assignment.objects.create(person=person, role=Role.COORDINATOR, work_area_id=work_area.pk, from_on=TODAY)
    return person


def money(what="Geld voor de toestellen", **fields):
    return draft(ConditionKind.MONEY, what, amount_cents=2_500_000, **fields)


def draft(kind=ConditionKind.DECISION, what="De raad besluit", from_whom="de gemeenteraad", by_when=MAY, **fields):
    return operations.ConditionDraft(kind=kind, what=what, from_whom=from_whom, by_when=by_when, **fields)


def item(thing, **fields):
    return draft(ConditionKind.ITEM, what=f"{thing.name} is klaar", waits_for=ref(thing), **fields)


def answer(thing, *conditions, by, at=NOON, **fields):
    verdict = Verdict.CONDITIONAL if conditions else Verdict.YES
    return operations.give_answer(thing, **{"verdict": verdict, "conditions": conditions, "by": by, "at": at} | fields)
