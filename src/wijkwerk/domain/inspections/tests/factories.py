"""Plain makers of inspections and what goes with them."""

import uuid
from datetime import UTC, date, datetime

import shapely

from wijkwerk.domain.inspections.models import ScaleKind
from wijkwerk.domain.inspections.operations import marking, scales, walkers, walks
from wijkwerk.domain.inspections.operations.marking import MarkDraft
from wijkwerk.domain.inspections.operations.scales import LevelWords
from wijkwerk.domain.people.tests.factories import (
    make_body,
    make_coordinator,
    make_holder,
    make_organisation,
    make_person,
    make_work_area,
    sign_in,
)
from wijkwerk.domain.signals.tests.factories import photo_file
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.tenancy.models import Municipality

WALK = date(2025, 6, 12)
NOON = datetime(2025, 6, 12, 10, 0, tzinfo=UTC)
LATER = datetime(2025, 6, 12, 12, 0, tzinfo=UTC)
BY = {"by": CLOCK, "at": NOON}

__all__ = [
    "make_body",
    "make_coordinator",
    "make_holder",
    "make_organisation",
    "make_person",
    "make_work_area",
    "photo_file",
    "sign_in",
]


def make_municipality(code="GM0037", name="Stadskanaal"):
    return Municipality.objects.create(code=code, name=name, slug=name.lower(), second_factor_required=False)


def square(lat=53.0, lon=6.9, size=0.01):
    """A border of a work area: a square, as the database keeps it."""
    return shapely.to_wkb(shapely.box(lon, lat, lon + size, lat + size))


def make_scale(name="Niveaus", codes=("A+", "A", "B", "C", "D"), norm="B", kind=ScaleKind.LEVELS):
    return scales.make_scale(name=name, kind=kind, levels=[LevelWords(code) for code in codes], norm=norm, **BY)


def make_subject(name="Groen", *aspects):
    subject = scales.make_subject(name=name, **BY)
    for aspect in aspects or ("Onkruid", "Zwerfafval"):
        scales.make_aspect(subject, name=aspect, **BY)
    return subject


def make_inspection(work_area, *, subject=None, scale=None, spots=("Bij de brug", "Bij de school"), **fields):
    subject = subject or make_subject()
    inspection = walks.prepare(
        work_area=work_area,
        subject=subject,
        scale=scale or make_scale(),
        aspects=list(subject.aspects.all()),
        **{"title": "Groenschouw", "on": WALK} | BY | fields,
    )
    for number, name in enumerate(spots):
        walks.add_spot(inspection, name=name, lat=53.001 + number / 1000, lon=6.901, **BY)
    return inspection


def make_walker(inspection, name="Rika Veen", **fields):
    values = {"reply_by": Channel.EMAIL, "reply_address": "rika@example.nl"} | fields
    return walkers.invite_resident(inspection, name=name, **values, **BY)


def level(inspection, code):
    return inspection.scale.levels.get(code=code)


def draft(inspection, spot, code, *, aspect="Onkruid", at=NOON, key=None, note=""):
    return MarkDraft(
        key=key or uuid.uuid4(),
        spot=spot,
        aspect=inspection.aspects.get(name=aspect),
        level=level(inspection, code),
        at=at,
        note=note,
    )


def mark(walker, spot, code, **fields):
    at = fields.get("at", NOON)
    return marking.give_mark(walker, draft(walker.inspection, spot, code, **fields), by=CLOCK, at=at)


def spots(inspection):
    return list(inspection.spots.order_by("number"))
