"""The same deeds for machines: under the same guards, with Dutch names, refusals as problems."""

from datetime import timedelta

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.facilities.tests.factories import make_facility, open_on
from wijkwerk.domain.workshop.models import BenchBooking, Bicycle, Payment, Repair
from wijkwerk.domain.workshop.operations import schemes
from wijkwerk.domain.workshop.tests import bicycle_factories as made
from wijkwerk.domain.workshop.tests.bicycle_factories import SAYS
from wijkwerk.domain.workshop.tests.factories import make_resident
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

API = "/api/v1"


@pytest.fixture
def workshop(maarswold):
    workshop = make_facility(maarswold)
    open_on(workshop, 0, 1, 2, 3, 4)
    return workshop


@pytest.fixture
def rika(workshop):
    return make_resident(workshop)


@pytest.fixture
def machine(client, maarswold):
    return talking(client, make_key(Role.HOST, areas=[maarswold]))


def talking(client, key):
    def talk(path, data=None):
        if data is None:
            return client.get(f"{API}{path}", headers=bearer(key))
        return client.post(f"{API}{path}", data, content_type="application/json", headers=bearer(key))

    return talk


def test_a_bicycle_goes_the_whole_way(machine, workshop, rika):
    answer = machine(f"/werkplaatsen/{workshop.pk}/fietsen", {"soort": "dames", "framenummer": "gz 1"})
    bicycle = answer.json()
    assert (answer.status_code, bicycle["stand"], bicycle["diefstalcontrole"]) == (201, "binnen", None)
    number = bicycle["nummer"]
    refused = machine(f"/fietsen/{number}/opknappen", {})
    assert (refused.status_code, refused.json()["code"]) == (400, "TheftCheckMissing")
    machine(f"/fietsen/{number}/diefstalcontrole", {"uitkomst": "niet-gestolen"})
    for step in machine(f"/fietsen/{number}/opknappen", {}).json()["stappen"]:
        assert machine(f"/fietsen/{number}/stappen/{step['nummer']}", {}).status_code == 200
    points = [
        "Remmen voor en achter werken",
        "Voorlicht en achterlicht branden",
        "Reflectoren zitten erop",
        "Slot werkt",
        "Banden zijn hard en heel",
        "Bel werkt",
        "Stuur en zadel zitten vast",
    ]
    check = machine(f"/fietsen/{number}/veiligheidscontrole", {"inOrde": points}).json()
    assert check == {"getekend": False, "nietInOrde": ["Ketting loopt en ligt strak"]}
    points.append("Ketting loopt en ligt strak")
    assert machine(f"/fietsen/{number}/veiligheidscontrole", {"inOrde": points}).json()["getekend"]
    scheme = made.make_scheme(workshop, budget_cents=15_000)
    award = machine(f"/fietsen/{number}/geven", {"regeling": scheme.pk, "inwoner": rika.pk})
    assert (award.status_code, award.json()["bedragInCenten"]) == (201, 10_000)
    assert [row["stand"] for row in machine(f"/werkplaatsen/{workshop.pk}/fietsen").json()["resultaten"]] == ["gegeven"]
    spent = machine(f"/fietsregelingen/{scheme.pk}/geld", {"inwoner": rika.pk, "bedragInCenten": 5_001})
    assert (spent.status_code, spent.json()["code"]) == (409, "BudgetIsSpent")
    listed = machine(f"/werkplaatsen/{workshop.pk}/fietsregelingen").json()["resultaten"]
    assert [row["overInCenten"] for row in listed] == [5_000]
    withdrawn = machine(f"/toekenningen/{award.json()['nummer']}/intrekken", {"waarom": "Vergissing"})
    assert withdrawn.json()["ingetrokkenOp"]
    assert len(machine(f"/fietsregelingen/{scheme.pk}/toekenningen").json()["resultaten"]) == 1


def test_a_bicycle_is_sold_or_scrapped(machine, workshop, rika):
    sold = machine(f"/fietsen/{made.ready(workshop).pk}/verkopen", {"inwoner": rika.pk, "betaaldMet": "pin"})
    assert (sold.json()["stand"], Payment.objects.get().amount_cents) == ("verkocht", 1_500)
    gone = machine(f"/fietsen/{made.checked(workshop).pk}/slopen", {"waarom": "Op"})
    assert gone.json()["stand"] == "gesloopt"


def test_a_repair_goes_the_whole_way(machine, workshop, rika):
    kind, part = made.make_thing(workshop), made.make_part(workshop)
    brought = {"soort": kind.pk, "klacht": "Lekke band", "inwoner": rika.pk}
    number = machine(f"/werkplaatsen/{workshop.pk}/reparaties", brought).json()["nummer"]
    machine(f"/reparaties/{number}/begin", {})
    machine(f"/reparaties/{number}/onderdelen", {"onderdeel": part.pk})
    done = machine(f"/reparaties/{number}/klaar", {"uitkomst": "gerepareerd"}).json()
    assert (done["stand"], done["nogTeBetalenInCenten"], done["bespaardeCo2InGram"]) == ("klaar", 450, 43_200)
    taken = machine(f"/reparaties/{number}/opgehaald", {"betaaldMet": "contant"}).json()
    assert (taken["stand"], taken["nogTeBetalenInCenten"]) == ("opgehaald", 0)
    at_once = machine(f"/klusjes/{made.make_job(workshop).pk}/gedaan", {"betaaldMet": "pin"})
    assert (at_once.status_code, Repair.objects.count()) == (201, 2)
    rows = machine(f"/werkplaatsen/{workshop.pk}/reparaties?stand=opgehaald&aantal=1").json()
    assert (len(rows["resultaten"]), rows["volgende"] is None) == (1, False)


def test_a_bench_is_booked_once(machine, workshop, rika):
    bank = made.make_bench(workshop)
    day = clock.today() + timedelta(days=7 - clock.today().weekday())
    while day in clock.public_holidays(day.year):
        day += timedelta(days=7)
    asked = {
        "werkbank": bank.pk,
        "inwoner": rika.pk,
        "van": f"{day}T12:00:00Z",
        "tot": f"{day}T13:00:00Z",
    }
    assert machine(f"/werkplaatsen/{workshop.pk}/werkbank", asked).status_code == 201
    taken = machine(f"/werkplaatsen/{workshop.pk}/werkbank", asked)
    assert (taken.status_code, taken.json()["code"]) == (409, "BenchIsTaken")
    number = BenchBooking.objects.get().pk
    assert machine(f"/werkbank/{number}/aanwezig", {}).status_code == 409
    listed = machine(f"/werkplaatsen/{workshop.pk}/werkbank?op={day}").json()["resultaten"]
    assert [row["stand"] for row in listed] == ["afgesproken"]
    assert machine(f"/werkbank/{number}/afzeggen", {}).json()["stand"] == "afgezegd"


def test_whether_it_is_ridden_is_written_down(machine, workshop, rika):
    entry = schemes.give_bicycle(made.make_scheme(workshop), made.ready(workshop), resident=rika, **SAYS)
    assert machine(f"/toekenningen/{entry.pk}/gebruik", {"nogGebruikt": "ja"}).json()["nogGebruikt"] == "ja"


def test_a_key_of_another_area_or_of_the_desk_alone_does_less(client, workshop, maarswold, mussel):
    elsewhere = talking(client, make_key(Role.HOST, areas=[mussel], name="Elders"))
    at_the_desk = talking(client, make_key(Role.VOLUNTEER, areas=[maarswold], name="Balie"))
    assert elsewhere(f"/werkplaatsen/{workshop.pk}/fietsen").status_code == 403
    assert at_the_desk(f"/werkplaatsen/{workshop.pk}/fietsen").status_code == 200
    assert at_the_desk(f"/werkplaatsen/{workshop.pk}/fietsregelingen").status_code == 403
    assert at_the_desk(f"/fietsen/{made.checked(workshop).pk}/slopen", {"waarom": "Op"}).status_code == 403
    assert client.get(f"{API}/werkplaatsen/{workshop.pk}/reparaties").status_code == 401


def test_a_number_of_another_workshop_is_refused(machine, workshop, maarswold):
    stranger = make_resident(make_facility(maarswold, name="Andere werkplaats"))
    kind = made.make_thing(workshop)
    answer = machine(
        f"/werkplaatsen/{workshop.pk}/reparaties", {"soort": kind.pk, "klacht": "Stuk", "inwoner": stranger.pk}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "NotInThisWorkshop")


@pytest.mark.parametrize(
    "bad", [{}, {"soort": "raket"}, {"soort": "dames", "kleur": "rood"}, {"soort": "dames", "vanInwoner": 10**30}]
)
def test_what_makes_no_sense_is_a_problem(machine, workshop, bad):
    assert machine(f"/werkplaatsen/{workshop.pk}/fietsen", bad).status_code == 400
    assert Bicycle.objects.count() == 0
