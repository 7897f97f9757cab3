"""Reach: people are counted once, tallies never as people, small groups not at all."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.facilities.models import FunctionKind
from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.workshop.figures import reach as figures
from wijkwerk.domain.workshop.figures.reach import ByFunction, Spread, spread_of
from wijkwerk.domain.workshop.models import Visit, WorkshopGoal
from wijkwerk.domain.workshop.operations import reach as operations
from wijkwerk.domain.workshop.operations.visits import note_visit
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_host, make_resident
from wijkwerk.domain.workshop.views.reach import sentences

YEAR = {"from_on": date(2026, 1, 1), "until_on": date(2027, 1, 1)}


def come(workshop, resident=None, *, days=0, function="meeting", people=1, host=None):
    return note_visit(
        workshop,
        function=FunctionKind(function),
        resident=resident,
        people=people,
        by=host,
        at=MONDAY + timedelta(days=days),
    )


def test_how_visits_lie_over_people_by_hand():
    """Ten, four, three, two, one: twenty visits; the first alone makes half of them."""
    rows = [
        (1, "meeting", 7),
        (1, "lending", 3),
        (2, "meeting", 4),
        (3, "forms", 3),
        (4, "repair", 2),
        (5, "garden", 1),
    ]
    assert spread_of(rows) == Spread(
        people=5,
        visits=20,
        half=1,
        top_share=0.5,
        effective=400 / (100 + 16 + 9 + 4 + 1),
        once=1,
        regular=1,
        several_functions=1,
    )


def test_nobody_came_is_no_division_by_nothing():
    assert spread_of([]) == Spread(0, 0, 0, 0.0, 0.0, 0, 0, 0)


def test_everybody_equally_often_is_as_many_as_there_are():
    found = spread_of([(number, "meeting", 4) for number in range(50)])
    assert (found.half, found.effective, found.top_share) == (25, 50.0, 0.1)


def test_a_person_is_counted_once_and_a_tally_never_as_a_person(workshop, host):
    people = [make_resident(workshop, f"Bezoeker {number}") for number in range(6)]
    for number, resident in enumerate(people):
        come(workshop, resident, host=host)
        come(workshop, resident, host=host)  # tapped twice on one day
        if number < 3:
            come(workshop, resident, days=7, host=host)
            come(workshop, resident, function="lending", host=host)
    come(workshop, people=12, host=host)
    found = figures.reach(workshop, **YEAR, smallest=5)
    assert (found.spread.people, found.spread.visits, found.new, found.heads) == (6, 12, 6, 12)
    assert found.functions == [
        ByFunction(FunctionKind.MEETING, 9, 6, 12),
        ByFunction(FunctionKind.LENDING, 3, None, 0),  # three people are too few to show
    ]
    assert [(month.first, month.visits, month.new) for month in found.months if month.visits] == [
        (date(2026, 3, 1), 12, 6)
    ]


def test_the_period_ends_before_its_last_day(workshop, rika, host):
    come(workshop, rika, host=host)
    periods = [(MONDAY_ON - timedelta(days=9), MONDAY_ON), (MONDAY_ON, MONDAY_ON + timedelta(days=1))]
    found = [figures.reach(workshop, from_on=a, until_on=b, smallest=1).spread.visits for a, b in periods]
    assert found == [0, 1]


def test_who_comes_for_two_things_of_a_goal_is_one_person_for_it(workshop, rika, host):
    goal = operations.add_goal(workshop, name="Ontmoeten", functions=["meeting", "garden"], by=host, at=MONDAY)
    come(workshop, rika, host=host)
    come(workshop, rika, function="garden", host=host)
    come(workshop, rika, function="repair", host=host)
    assert figures.reach(workshop, **YEAR, smallest=1).goals == [figures.ByGoal(goal, 2, 1, 0)]


def test_neighbourhoods_with_few_people_are_not_shown(workshop, host):
    for number in range(7):
        resident = make_resident(workshop, f"B {number}", buurt_code="BU0037VF00" if number < 5 else "BU0037VM00")
        come(workshop, resident, host=host)
    found = figures.reach(workshop, **YEAR, smallest=5)
    assert found.buurten == [figures.ByBuurt("BU0037VF00", 5), figures.ByBuurt("BU0037VM00", None)]
    assert found.without_buurt == 0


def test_the_sentences_say_it_in_plain_dutch(workshop, host):
    for number in range(10):
        resident = make_resident(workshop, f"B {number}")
        for week in range(10 if number == 0 else 1):
            come(workshop, resident, days=7 * week, host=host)
    assert sentences(figures.reach(workshop, **YEAR, smallest=1)) == [
        "Er kwamen 10 verschillende mensen, samen 19 keer.",
        "Voor het eerst hier: 10. Eén keer: 9. 6 keer of vaker: 1.",
        "De helft van alle bezoeken komt van één bezoeker.",
        "De bezoeken liggen zo verdeeld alsof 3 mensen allemaal even vaak komen.",
    ]


def test_a_very_small_workshop_shows_nothing_about_so_few(workshop, rika, host):
    come(workshop, rika, host=host)
    assert sentences(figures.reach(workshop, **YEAR, smallest=5)) == [
        "Er kwamen minder dan 5 verschillende mensen. Meer tonen wij daarvan niet."
    ]


def test_a_figure_stays_when_the_name_goes(workshop, rika, host):
    come(workshop, rika, host=host)
    Visit.objects.update(resident=None)
    assert figures.reach(workshop, **YEAR, smallest=1).spread.people == 1


def test_it_asks_as_much_of_the_database_for_one_visit_as_for_many(client, workshop, host):
    sign_in(client, host)
    address = reverse("workshop:reach", args=[workshop.pk])

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    come(workshop, make_resident(workshop, "Eerste"), host=host)
    asked()
    one = asked()
    for number in range(20):
        come(workshop, make_resident(workshop, f"B {number}"), days=number, host=host)
    assert asked() == one


def test_a_period_that_ends_before_it_begins_gets_a_sentence(client, workshop, host):
    sign_in(client, host)
    page = client.get(reverse("workshop:reach", args=[workshop.pk]), {"van": "2026-05-01", "tot_en_met": "2026-04-01"})
    assert "De laatste dag ligt voor de eerste. Draai ze om." in page.text


def test_hosts_of_elsewhere_and_volunteers_at_the_desk_do_not_see_it(client, workshop, volunteer, mussel):
    for person in (volunteer, make_host(mussel, name="Elders", email="elders@example.nl")):
        sign_in(client, person)
        assert client.get(reverse("workshop:reach", args=[workshop.pk])).status_code == 403


@pytest.mark.parametrize(("functions", "refusal"), [([], operations.GoalServesNothing)])
def test_a_goal_is_served_by_something(workshop, host, functions, refusal):
    with pytest.raises(refusal):
        operations.add_goal(workshop, name="Ontmoeten", functions=functions, by=host, at=MONDAY)


def test_a_goal_stands_once_and_can_be_changed_and_dropped(client, workshop, host):
    sign_in(client, host)
    address = reverse("workshop:goals", args=[workshop.pk])
    client.post(address, {"name": "Ontmoeten", "functions": ["meeting"]})
    assert "Dit doel staat er al" in client.post(address, {"name": "Ontmoeten", "functions": ["meeting"]}).text
    goal = WorkshopGoal.objects.get()
    client.post(reverse("workshop:change_goal", args=[goal.pk]), {"name": "Samen", "functions": ["garden", "meeting"]})
    goal.refresh_from_db()
    assert (goal.name, goal.functions) == ("Samen", ["garden", "meeting"])
    client.post(reverse("workshop:drop_goal", args=[goal.pk]))
    assert list(WorkshopGoal.objects.all()) == []
