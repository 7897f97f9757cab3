"""The example has something in each state, and making it again makes nothing twice."""

from wijkwerk.domain.workshop.example import bicycles as example
from wijkwerk.domain.workshop.example.base import PARTICIPANTS, RESIDENTS
from wijkwerk.domain.workshop.models import BenchBooking, Bicycle, Repair, Scheme, SchemeEntry
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.tests.factories import MONDAY, make_participant, make_resident


def test_the_example_has_bicycles_repairs_and_benches_once(workshop):
    residents = {row[0]: make_resident(workshop, row[0], reply_by=row[1], reply_address=row[2]) for row in RESIDENTS}
    for row in PARTICIPANTS:
        make_participant(residents[row[0]])
    for _time in range(2):
        example.make_bicycles(workshop, at=MONDAY)
    assert queries.how_many(workshop) == {
        "received": 2,
        "refurbishing": 1,
        "ready": 1,
        "given": 2,
        "sold": 1,
        "scrapped": 1,
    }
    assert (Repair.objects.count(), BenchBooking.objects.count(), SchemeEntry.objects.count()) == (12, 5, 3)
    scheme = Scheme.objects.get()
    assert queries.balance_of(scheme).awarded_cents == scheme.awarded_cents == 32_500
    assert Bicycle.objects.here().filter(theft_outcome="stolen").count() == 1
