"""The example shows each stand of a justification, and a body that distributes one grant itself, once."""

from wijkwerk.domain.budgets.example.applications import make_applications
from wijkwerk.domain.budgets.example.committees import MEMBERS
from wijkwerk.domain.budgets.example.decisions import make_decisions
from wijkwerk.domain.budgets.example.funds import INHABITANTS, TREASURER, make_funds
from wijkwerk.domain.budgets.example.justifications import make_justifications
from wijkwerk.domain.budgets.example.ledger import make_ledger
from wijkwerk.domain.budgets.models import Claim, Fund, Justification
from wijkwerk.domain.budgets.queries import distributing, justifications
from wijkwerk.domain.people.tests.factories import make_body, make_coordinator, make_holder, make_person, make_work_area
from wijkwerk.domain.plans.tests.plan_factories import make_vision
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


def test_the_example_tells_what_became_of_the_money(municipality):
    areas = {name: make_work_area(name) for name in INHABITANTS}
    make_coordinator(*areas.values())
    make_holder(Role.TREASURER, name=TREASURER)
    for name in MEMBERS:
        make_person(name)
    body = make_body("Plaatselijk belang Mussel", [areas["Mussel"]])
    make_person("Geesje Luinstra", organisation=body)
    make_vision(areas["Mussel"], owner="residents", body=body, goals=["Een ommetje", "Een trapveld"])
    now = clock.now()
    for make in (make_funds, make_applications, make_decisions, make_ledger, make_justifications, make_justifications):
        make(at=now)
    states = dict(Justification.objects.values_list("grant__application__title", "state"))
    assert states["Schoon rondje Parkwijk"] == "approved"
    assert states["Buurtbarbecue op het pleintje"] == "handed_in"
    assert states["Jeu-de-boulesbaan"] == "returned"
    assert [claim.left_cents for claim in Claim.objects.all()] == [2_515]
    assert justifications.public_photos().count() == 2
    own = Fund.objects.get(name="Dorpspot Mussel")
    assert [each.given_cents for each in distributing.lines_of(own)] == [0, 42_000]
