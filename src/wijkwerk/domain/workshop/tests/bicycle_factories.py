"""Plain makers of bicycles, schemes, tickets of the repair desk, and benches."""

from __future__ import annotations

import itertools
from datetime import timedelta

from wijkwerk.domain.workshop.models import Part, ThingKind, UsualJob
from wijkwerk.domain.workshop.operations import bench, bicycles, repairs, schemes
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_tool
from wijkwerk.foundation.access.policy import CLOCK

numbers = itertools.count(1)
HOUR = timedelta(hours=1)
SAYS = {"by": CLOCK, "at": MONDAY}


def receive(workshop, kind="ladies", **fields):
    values = {"origin": "gift", "make": "Gazelle", "frame_number": f"GZ{next(numbers):06d}"} | SAYS | fields
    return bicycles.receive_bicycle(workshop, kind=kind, **values)


def checked(workshop, **fields):
    return bicycles.check_theft(receive(workshop, **fields), outcome="clear", **SAYS)


def refurbishing(workshop, **fields):
    return bicycles.start_refurbishing(checked(workshop, **fields), **SAYS)


def sign(bicycle, by=CLOCK, at=MONDAY):
    for step in bicycle.steps.all():
        bicycles.tick_step(step, by=by, at=at)
    return bicycles.check_safety(bicycle, points=["Remmen", "Bel"], good=["Remmen", "Bel"], by=by, at=at)


def ready(workshop, **fields):
    bicycle = refurbishing(workshop, **fields)
    sign(bicycle)
    bicycle.refresh_from_db()
    return bicycle


def make_scheme(workshop, budget_cents=50_000, bicycle_cents=10_000, **fields):
    values = {"name": "Meedoen op de fiets", "year": 2026} | SAYS | fields
    return schemes.make_scheme(workshop, budget_cents=budget_cents, bicycle_cents=bicycle_cents, **values)


def make_thing(workshop, name="Fiets", **fields):
    values = {"grams": 18_000, "co2_grams_per_kg": 2_400, "co2_source": "Schatting"} | fields
    return ThingKind.objects.get_or_create(facility=workshop, name=name, defaults=values)[0]


def make_part(workshop, name="Binnenband", price_cents=450, **fields):
    return Part.objects.create(facility=workshop, name=name, price_cents=price_cents, **fields)


def make_job(workshop, name="Band plakken", part=None, **fields):
    values = {"full_cost_cents": 500, "contribution_cents": 150} | fields
    return UsualJob.objects.create(facility=workshop, name=name, kind=make_thing(workshop), part=part, **values)


def bring(owner, fault="Lekke band", **fields):
    values = {"kind": make_thing(owner.facility), "resident": owner} | SAYS | fields
    return repairs.receive_repair(owner.facility, fault=fault, **values)


def make_bench(workshop, name="Houtbank", code=""):
    return make_tool(make_kind(workshop, name, is_bench=True), code)


def book(bench_tool, resident, *, hour=0, hours=1, **fields):
    """`hour` counts from ten o'clock on that Monday."""
    begin = MONDAY + hour * HOUR
    values = SAYS | fields
    return bench.book_bench(bench_tool, resident=resident, from_at=begin, until_at=begin + hours * HOUR, **values)
