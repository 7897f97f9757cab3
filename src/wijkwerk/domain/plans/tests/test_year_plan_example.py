"""The two tables of the Stadskanaal note of 2012, cell by cell: "Verdeling wijken" and "Planning wijken".

Where the note has the first names of real people, here stand the coordinators of the example. Three things differ on
purpose: "R. E" of Maarsveld is a slip of the pen for "R, E"; two activities that the note has below each other in one
cell stand on one line; a note at a cell has its own number beneath this table instead of that of the whole document.
"""

from datetime import date

import pytest

from wijkwerk.domain.people.tests.factories import make_person
from wijkwerk.domain.plans.example.year_plans import NORTH, SOUTH, make_example_year_plans
from wijkwerk.domain.plans.models import PlannedActivity, YearPlan
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_work_area

A, B = NORTH, SOUTH
DIVISION = [
    ("Musselkanaal", "R, P, PA en E", A),
    ("Stadskanaal Noord", "R, P, PA en E", A),
    ("Alteveer", "Dop, R, P, PA en E", B),
    ("Maarswold", "R, V, P, PA en E", B),
    ("Maarsstee", "R, Uitvoering wijkplan", A),
    ("Parkwijk", "Uitvoering wijkplan\nR, V, P, PA en E", A),
    ("Onstwedde", "Dop, R", B),
    ("Mussel", "Dop, R", B),
    ("Ceresdorp", "R", A),
    ("Maarsveld", "R, E", B),
    ("De Hagen / De Borgen / Vogelwijk", "R, E", A),
    ("Vledderveen", "R, P, PA en E", B),
    ("Stadskanaal Centrum", "Geen activiteiten", A),
    ("Communicatiemiddelen", "- website\n- nieuwsbrieven\n- inloopbijeenkomsten", B),
]
PILOT = "Pilot wns"
PLANNING = [
    # Jan. Febr Mrt April Mei Juni Juli Aug Sept Okt Nov Dec.
    (
        "Musselkanaal",
        "", "P, PA12", "P", "", "E, pilot wns (projectplan in B&W)", PILOT,
        PILOT, PILOT, PILOT, "PA13, pilot wns", PILOT, "Pilot wns [1]",
    ),
    ("Stadskanaal Noord", "", "P, PA12", "P", "", "", "", "", "", "E", "PA13", "", ""),
    ("Alteveer", "", "", "P, PA12", "", "", "", "", "", "", "PA13", "E", ""),
    ("Maarswold", "", "V", "V", "V", "V", "V", "", "P", "P", "P", "P", "PA13"),
    ("Maarsstee", *["Wop"] * 12),
    ("Parkwijk", "", "", "", "", "", "", "", "V", "V", "V", "V", "V"),
    ("Onstwedde", *[""] * 12),
    ("Mussel", *[""] * 11, "V?"),
    ("Ceresdorp", *[""] * 12),
    ("Maarsveld", "", "", "", "E", "", "", "", "", "", "", "", ""),
    ("De Hagen / De Borgen / Vogelwijk", "", "", "", "", "", "", "", "", "", "E", "", ""),
    ("Vledderveen", "", "", "", "", "E", "E", "", "P", "P", "P", "", ""),
    ("Stadskanaal Centrum", *[""] * 12),
]  # fmt: skip
NOTE = (
    "De pilot wns heeft een looptijd t/m 2013. "
    "Tussentijds kan worden besloten om het wns ook in andere wijken te starten."
)
AREAS = [row[0] for row in PLANNING]


@pytest.fixture
def example(municipality):
    for name in (NORTH, SOUTH):
        make_person(name)
    for name in AREAS:
        make_work_area(name, valid_from=date(2007, 5, 1))
    make_example_year_plans(municipality, at=TUESDAY)
    return queries.board(YearPlan.objects.get(year=2012))


def test_the_division_of_2012_reads_as_in_the_note(example):
    table = queries.division_table(example)
    assert (table.columns[1:], list(table.rows)) == (("Opgaven 2012", "Wie pakt op"), DIVISION)


def test_the_planning_of_2012_reads_as_in_the_note(example):
    table = queries.months_table(example)
    assert (list(table.rows), table.notes) == (PLANNING, [NOTE])
    assert " ".join(table.columns[1:]) == "Jan. Febr Mrt April Mei Juni Juli Aug Sept Okt Nov Dec."


def test_the_letters_are_explained_as_in_the_note(example):
    assert queries.division_table(example).legend == [
        "R = Relatiebeheer",
        "V = Visie",
        "P = Programma",
        "PA = Projectenagenda",
        "E = Evaluatie",
        "Dop = dorpsontwikkelingsplan",
        "Wop = wijkontwikkelingsplan",
    ]


def test_the_load_of_2012_warns_where_two_agendas_and_programmes_come_together(example):
    assert {load.coordinator.name: load.overloaded for load in example.loads} == {NORTH: ["Febr", "Okt"], SOUTH: []}


def test_the_example_has_a_plan_of_this_year_and_again_is_harmless(municipality, example):
    before = PlannedActivity.objects.count()
    make_example_year_plans(municipality, at=TUESDAY)
    assert (PlannedActivity.objects.count(), [plan.year for plan in queries.year_plans()]) == (before, [2025, 2012])
