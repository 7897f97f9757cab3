"""Fifty at the same moment: one gets the slot, one the kit, five the pool; nobody meets an error."""

from collections import Counter
from datetime import timedelta

import pytest

from wijkwerk.domain.workshop.models import CountedLoan, Loan, Promise, Reservation, ToolKind
from wijkwerk.domain.workshop.operations import lending, reserving
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_kind, make_kit, make_resident, make_tool
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.tests.factories import make_municipality

FIFTY = 50
TUESDAY = MONDAY + timedelta(days=1)
FROM_THURSDAY = "Dit is dan niet vrij. Het is zo lang vrij vanaf donderdag 5 maart om 10.00 uur."


@pytest.fixture
def municipality(transactional_db):
    municipality = make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def people(workshop):
    return [make_resident(workshop, f"Buur {number}", reply_by=Channel.NONE) for number in range(FIFTY)]


def words_or(deed):
    """What the deed refused with, or "done"."""
    try:
        deed()
    except Refusal as refusal:
        return refusal.words
    return "done"


def reserve(resident, **what):
    return words_or(
        lambda: reserving.reserve(
            resident.facility,
            resident=resident,
            from_at=TUESDAY,
            until_at=TUESDAY + timedelta(days=2),
            by=CLOCK,
            at=MONDAY,
            **what,
        )
    )


def test_fifty_want_one_slot_and_one_has_it(workshop, people, threads):
    tool = make_tool(make_kind(workshop))
    answers = Counter(threads(FIFTY, lambda number: reserve(people[number], tool=tool)))
    assert answers == {"done": 1, FROM_THURSDAY: 49}
    assert (Reservation.objects.count(), Promise.objects.count()) == (1, 1)


def test_fifty_want_a_kit_of_three_and_one_has_it(workshop, people, threads):
    kit = make_kit(workshop, *[make_tool(make_kind(workshop, name)) for name in ("Roller", "Ladder", "Zeil")])
    answers = Counter(threads(FIFTY, lambda number: reserve(people[number], kit=kit)))
    assert answers == {"done": 1, FROM_THURSDAY: 49}
    assert (Reservation.objects.count(), Promise.objects.count()) == (1, 3)


def test_fifty_want_one_of_five_and_five_have_it(workshop, people, threads):
    kind = make_kind(workshop)
    for _turn in range(5):
        make_tool(kind)
    answers = Counter(threads(FIFTY, lambda number: reserve(people[number], kind=kind)))
    assert answers == {"done": 5, FROM_THURSDAY: 45}
    assert Promise.objects.values("tool").distinct().count() == 5


def test_kits_that_share_an_item_and_single_items_never_wait_for_each_other_in_a_circle(workshop, people, threads):
    kind = make_kind(workshop)
    one, two, three = (make_tool(kind) for _turn in range(3))
    kits = [make_kit(workshop, three, one), make_kit(workshop, one, two, name="Andere"), make_kit(workshop, two, three)]
    wanted = [*({"kit": kit} for kit in kits), {"kind": kind}, {"tool": three}, {"tool": one}]
    answers = threads(FIFTY, lambda number: reserve(people[number], **wanted[number % len(wanted)]))
    assert {answer.partition(".")[0] for answer in answers} == {"done", "Dit is dan niet vrij"}
    assert Promise.objects.count() == Promise.objects.values("tool").distinct().count()


def test_fifty_desks_lend_one_thing_and_one_gives_it(workshop, people, threads):
    tool = make_tool(make_kind(workshop), "T-1")

    def lend(number):
        return words_or(lambda: lending.lend([tool], resident=people[number], by=CLOCK, at=MONDAY))

    answers = Counter(threads(FIFTY, lend))
    assert answers == {"done": 1, "Heggenschaar T-1 is uitgeleend tot maandag 9 maart om 16.30 uur.": 49}
    assert Loan.objects.open().count() == 1


def test_fifty_want_ten_of_fifty_chairs_and_five_have_them(workshop, people, threads):
    chairs = make_kind(workshop, "Klapstoel", stock=50)

    def lend(number):
        return words_or(lambda: lending.lend_counted(chairs, number=10, resident=people[number], by=CLOCK, at=MONDAY))

    answers = Counter(threads(FIFTY, lend))
    assert answers == {"done": 5, "Er zijn er nu geen. Alle 50 zijn uitgeleend of gereserveerd.": 45}
    assert (CountedLoan.objects.count(), ToolKind.objects.get().stock_out) == (5, 50)


def test_fifty_want_all_chairs_on_one_day_and_one_has_them(workshop, people, threads):
    chairs = make_kind(workshop, "Klapstoel", stock=50)
    answers = Counter(threads(FIFTY, lambda number: reserve(people[number], kind=chairs, number=50)))
    assert answers == {"done": 1, "Dan zijn er geen vrij.": 49}


def test_fifty_scan_the_same_return_and_it_is_back_once(workshop, people, threads):
    tool = make_tool(make_kind(workshop), "T-1")
    lending.lend([tool], resident=people[0], by=CLOCK, at=MONDAY)
    answers = Counter(threads(FIFTY, lambda number: words_or(lambda: lending.give_back(tool, by=CLOCK, at=TUESDAY))))
    assert answers == {"done": 1, "Heggenschaar T-1 was niet uitgeleend.": 49}
