"""Somebody becomes one with another, or is forgotten, while a deed is written for them: it is refused."""

from datetime import timedelta

import pytest

from wijkwerk.domain.workshop.models import (
    BenchBooking,
    Bicycle,
    BicycleWish,
    Chore,
    Instruction,
    Participant,
    Payment,
    Plot,
    PlotUse,
    PlotWaiting,
    Repair,
    Reservation,
    Resident,
    SchemeEntry,
    Season,
    ShiftPlace,
    Waiting,
)
from wijkwerk.domain.workshop.operations import gardens, lending, money, participants, reserving, schemes, shifts
from wijkwerk.domain.workshop.operations.bicycles import wish_for_bicycle
from wijkwerk.domain.workshop.operations.residents import NotKnownHere, forget_resident, merge_residents
from wijkwerk.domain.workshop.operations.waiting import join_waiting
from wijkwerk.domain.workshop.tests import bicycle_factories as bicycles
from wijkwerk.domain.workshop.tests.chore_factories import make_chore
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_loan, make_resident, make_tool
from wijkwerk.domain.workshop.tests.rota_factories import make_garden, make_shift
from wijkwerk.foundation.access.policy import CLOCK

SAYS = {"by": CLOCK, "at": MONDAY}
A_DAY = timedelta(days=1)


def reserve(rika):
    tool = make_tool(make_kind(rika.facility))
    reserving.reserve(rika.facility, tool=tool, resident=rika, from_at=MONDAY, until_at=MONDAY + A_DAY, **SAYS)


def reserve_chairs(rika):
    chairs = make_kind(rika.facility, stock=9)
    reserving.reserve(
        rika.facility, kind=chairs, number=4, resident=rika, from_at=MONDAY, until_at=MONDAY + A_DAY, **SAYS
    )


def wait_for_a_tool(rika):
    tool = make_tool(make_kind(rika.facility))
    make_loan(tool, make_resident(rika.facility, "Buur"))
    join_waiting(tool.kind, resident=rika, **SAYS)


def give_plot(rika):
    garden = make_garden(rika.facility.work_area)
    plot, season = Plot.objects.filter(facility=garden).first(), Season.objects.get(facility=garden)
    gardens.give_plot(plot, season=season, resident=rika, **SAYS)


def wait_for_a_plot(rika):
    gardens.put_on_list(make_garden(rika.facility.work_area), resident=rika, **SAYS)


DEEDS = {
    "a reservation": (Reservation, reserve),
    "a reservation of chairs": (Reservation, reserve_chairs),
    "a place in line": (Waiting, wait_for_a_tool),
    "a bench": (BenchBooking, lambda rika: bicycles.book(bicycles.make_bench(rika.facility), rika)),
    "a plot": (PlotUse, give_plot),
    "a place on the list for a plot": (PlotWaiting, wait_for_a_plot),
    "a chore": (Chore, make_chore),
    "a chore for a neighbour": (Chore, lambda rika: make_chore(make_resident(rika.facility, "B"), for_resident=rika)),
    "a repair": (Repair, bicycles.bring),
    "a wish for a bicycle": (
        BicycleWish,
        lambda rika: wish_for_bicycle(rika.facility, resident=rika, kind="ladies", **SAYS),
    ),
    "a bicycle that is brought": (Bicycle, lambda rika: bicycles.receive(rika.facility, from_resident=rika)),
    "money of a scheme": (
        SchemeEntry,
        lambda rika: schemes.give_money(bicycles.make_scheme(rika.facility), resident=rika, amount_cents=1_000, **SAYS),
    ),
    "how something works": (
        Instruction,
        lambda rika: lending.instruct(make_kind(rika.facility, "Zaag"), resident=rika, **SAYS),
    ),
    "taking part": (Participant, lambda rika: participants.take_on(rika, agreed=True, **SAYS)),
    "a shift": (
        ShiftPlace,
        lambda rika: shifts.sign_up(make_shift(rika.facility, function="garden"), resident=rika, **SAYS),
    ),
}


@pytest.fixture
def chosen(rika):
    """Rika as she was when somebody chose her."""
    return Resident.objects.select_related("facility").get(pk=rika.pk)


@pytest.mark.parametrize("what", DEEDS)
def test_nothing_is_written_for_who_became_one_with_another(what, workshop, rika, chosen):
    merge_residents(rika, into=make_resident(workshop, "Rika Veen-Smit"), **SAYS)
    model, deed = DEEDS[what]
    with pytest.raises(NotKnownHere):
        deed(chosen)
    assert not model.objects.exists()


@pytest.mark.parametrize("what", DEEDS)
def test_nothing_is_written_for_who_was_forgotten(what, rika, chosen):
    forget_resident(rika, **SAYS)
    model, deed = DEEDS[what]
    with pytest.raises(NotKnownHere):
        deed(chosen)
    assert not model.objects.exists()


def test_money_on_the_table_is_taken_of_who_it_is_now(workshop, rika, chosen):
    smit = make_resident(workshop, "Rika Veen-Smit")
    merge_residents(rika, into=smit, **SAYS)
    money.receive(workshop, amount_cents=100, method="card", words="Koffie", resident=chosen, **SAYS)
    forget_resident(smit, **SAYS)
    money.receive(workshop, amount_cents=200, method="card", words="Koffie", resident=chosen, **SAYS)
    assert list(Payment.objects.order_by("number").values_list("amount_cents", "resident")) == [
        (100, None),
        (200, None),
    ]
