"""When a term ends: who still waits for something is kept, and of who goes no word is left."""

from datetime import timedelta

import pytest

from wijkwerk.domain.workshop import privacy
from wijkwerk.domain.workshop.models import Chore, ChoreCost, Loan, QuoteLine, Repair, Resident
from wijkwerk.domain.workshop.operations import bench, chores, lending, repairs, reserving
from wijkwerk.domain.workshop.operations.bicycles import wish_for_bicycle
from wijkwerk.domain.workshop.tests import bicycle_factories as bicycles
from wijkwerk.domain.workshop.tests.chore_factories import make_agreed, make_chore
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_loan, make_resident, make_tool
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Letter

A_MONTH_ON = MONDAY + timedelta(days=31)
SAYS = {"by": CLOCK, "at": MONDAY}


def forget(model):
    """Everything of this model that was last touched on that Monday has been kept long enough."""
    line = next(line for line in privacy.LINES if line.model == f"workshop.{model}")
    return privacy.erase(line, before=MONDAY + timedelta(hours=1), at=A_MONTH_ON)


def lend_to_a_neighbour(rika):
    neighbour = make_resident(rika.facility, "Buur", seen_at=A_MONTH_ON)
    make_loan(make_tool(make_kind(rika.facility)), neighbour, for_resident=rika)


def reserve(rika):
    tool = make_tool(make_kind(rika.facility, loan_days=90))
    begin, end = MONDAY + timedelta(days=37), MONDAY + timedelta(days=38)
    reserving.reserve(rika.facility, tool=tool, resident=rika, from_at=begin, until_at=end, **SAYS)


BUSY = {
    "a loan": lambda rika: make_loan(make_tool(make_kind(rika.facility)), rika),
    "a loan for a neighbour": lend_to_a_neighbour,
    "chairs": lambda rika: lending.lend_counted(make_kind(rika.facility, stock=9), number=4, resident=rika, **SAYS),
    "a reservation": reserve,
    "a chore": make_chore,
    "a chore for a neighbour": lambda rika: make_chore(make_resident(rika.facility, "Buur"), for_resident=rika),
    "a repair": bicycles.bring,
    "a bicycle": lambda rika: wish_for_bicycle(rika.facility, resident=rika, kind="ladies", **SAYS),
    "a bench": lambda rika: bench.book_bench(
        bicycles.make_bench(rika.facility),
        resident=rika,
        from_at=A_MONTH_ON + timedelta(hours=1),
        until_at=A_MONTH_ON + timedelta(hours=2),
        **SAYS,
    ),
}


@pytest.mark.parametrize("what", BUSY)
def test_who_still_has_or_waits_for_something_is_not_forgotten(what, workshop, rika):
    BUSY[what](rika)
    forget("Resident")
    assert not Resident.objects.get(pk=rika.pk).is_erased


def test_of_who_is_forgotten_no_note_and_no_letter_is_left(workshop, rika):
    tool = make_tool(make_kind(workshop))
    lending.lend([tool], resident=rika, out_note="Voor Rika Veen", **SAYS)
    lending.give_back(tool, in_note="Rika bracht het zelf", **SAYS)
    reserving.cancel_reservation(
        reserving.reserve(
            workshop, tool=tool, resident=rika, from_at=MONDAY, until_at=MONDAY + timedelta(days=1), **SAYS
        ),
        **SAYS,
    )
    assert Letter.objects.filter(to_name="Rika Veen").count() == 2
    assert (forget("Resident"), forget("Resident")) == (1, 0)
    assert list(Loan.objects.values_list("out_note", "in_note")) == [("", "")]
    assert not Letter.objects.exists()
    assert not Resident.objects.get(pk=rika.pk).words.exists()


def test_of_a_chore_the_words_of_who_typed_go_with_its_lines(workshop, rika, host):
    chore = make_agreed(rika, "Heg van Rika Veen snoeien", by=host)
    QuoteLine.objects.update(words="Zakken voor Rika Veen")
    chores.begin_chore(chore, by=host, at=MONDAY)
    chores.note_cost(chore, kind="travel", words="Naar Rika Veen", amount_cents=100, by=host, at=MONDAY)
    chores.finish_chore(chore, by=host, at=MONDAY)
    assert (forget("Chore"), forget("Chore")) == (1, 0)
    assert Chore.objects.get().title == "Tuin"
    assert [*QuoteLine.objects.values_list("words", flat=True)] == ["Materiaal"]
    assert [*ChoreCost.objects.values_list("words", flat=True)] == ["Reiskosten"]
    assert not Letter.objects.filter(about_kind="workshop.chore").exists()


def test_of_a_repair_that_nobody_came_for_the_reason_goes_too(workshop, rika, host):
    repair = bicycles.bring(rika)
    repairs.finish_repair(repair, outcome="repaired", by=CLOCK, at=MONDAY)
    repairs.leave_here(repair, because="Rika Veen is verhuisd", by=host, at=MONDAY)
    assert (forget("Repair"), forget("Repair")) == (1, 0)
    assert list(Repair.objects.values_list("fault", "left_because")) == [("–", "–")]
