"""The ledger of the example balances, some of its grants are paid, and again changes nothing."""

from wijkwerk.domain.budgets import iban
from wijkwerk.domain.budgets.example.applications import make_applications
from wijkwerk.domain.budgets.example.committees import MEMBERS
from wijkwerk.domain.budgets.example.decisions import make_decisions
from wijkwerk.domain.budgets.example.funds import INHABITANTS, TREASURER, make_funds
from wijkwerk.domain.budgets.example.ledger import SAVED_FOR, invented_iban, make_ledger
from wijkwerk.domain.budgets.models import Entry, Payment, Saving
from wijkwerk.domain.budgets.tests.test_ledger_balances import balances
from wijkwerk.domain.people.tests.factories import make_coordinator, make_holder, make_person, make_work_area
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


def test_the_example_pays_saves_and_balances(municipality):
    areas = [make_work_area(name) for name in INHABITANTS]
    make_coordinator(*areas)
    make_holder(Role.TREASURER, name=TREASURER)
    for name in MEMBERS:
        make_person(name)
    now = clock.now()
    for make in (make_funds, make_applications, make_decisions, make_ledger):
        make(at=now)
    count = Entry.objects.count()
    make_ledger(at=now)
    assert Entry.objects.count() == count
    balances()
    states = list(Payment.objects.order_by("id").values_list("state", flat=True))
    assert (set(states[:-2]), states[-2:]) == ({"paid"}, ["exported", "prepared"])
    saving = Saving.objects.get(purpose=SAVED_FOR)
    assert (saving.pot.year, saving.saved_cents) == (clock.dutch(now).year, 150_000)


def test_an_invented_number_passes_the_checks_of_a_real_one():
    assert [iban.checked(invented_iban(number)) == invented_iban(number) for number in range(200)] == [True] * 200
