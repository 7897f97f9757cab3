"""The year plan of the example: the planning of 2012 of the Stadskanaal note, whole, and an invented one of this year.

Who takes what stands in the note by the first names of real people; here they are the coordinators of the example.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import ActivityCode, PlannedActivity, PlanRow, YearPlan
from wijkwerk.domain.plans.models.year_plans import CodeLink, CodeTone
from wijkwerk.domain.plans.operations import year_plans
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

YEAR = 2012
LIMIT = 16
NORTH, SOUTH = "Marit Hoekzema", "Jelle Brontsema"
MEANS = "Communicatiemiddelen"
PILOT_NOTE = (
    "De pilot wns heeft een looptijd t/m 2013. "
    "Tussentijds kan worden besloten om het wns ook in andere wijken te starten."
)
CODES: tuple[dict[str, object], ...] = (
    {"code": "R", "name": "Relatiebeheer", "weight": 1, "is_all_year": True},
    {"code": "V", "name": "Visie", "tone": CodeTone.ACCENT, "weight": 4, "links_to": CodeLink.VISION},
    {"code": "P", "name": "Programma", "tone": CodeTone.INFO, "weight": 3, "links_to": CodeLink.PROGRAMME},
    {
        "code": "PA",
        "name": "Projectenagenda",
        "tone": CodeTone.OK,
        "weight": 2,
        "has_year": True,
        "links_to": CodeLink.AGENDA,
    },
    {"code": "E", "name": "Evaluatie", "tone": CodeTone.WARNING, "weight": 3, "links_to": CodeLink.EVALUATION},
    {"code": "Dop", "name": "dorpsontwikkelingsplan", "tone": CodeTone.ACCENT, "weight": 3},
    {"code": "Wop", "name": "wijkontwikkelingsplan", "task_words": "Uitvoering wijkplan", "weight": 1},
    {"code": "pilot", "name": "proef in de wijk", "tone": CodeTone.DANGER, "weight": 2},
)


@dataclass(frozen=True)
class _Planned:
    """A code in months: the first and the last."""

    code: str
    months: tuple[int, int]
    year: int | None = None
    words: str = ""
    note: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True)
class _Row:
    name: str
    tasks: str
    coordinator: str
    planned: tuple[_Planned, ...] = ()


IN_2012 = (
    _Row(
        "Musselkanaal",
        "R, P, PA en E",
        NORTH,
        (
            _Planned("P", (2, 3)),
            _Planned("PA", (2, 2), 2012),
            _Planned("E", (5, 5)),
            _Planned("pilot", (5, 5), words="wns (projectplan in B&W)"),
            _Planned("pilot", (6, 12), words="wns", note=PILOT_NOTE),
            _Planned("PA", (10, 10), 2013),
        ),
    ),
    _Row(
        "Stadskanaal Noord",
        "R, P, PA en E",
        NORTH,
        (_Planned("P", (2, 3)), _Planned("PA", (2, 2), 2012), _Planned("E", (9, 9)), _Planned("PA", (10, 10), 2013)),
    ),
    _Row(
        "Alteveer",
        "Dop, R, P, PA en E",
        SOUTH,
        (
            _Planned("P", (3, 3)),
            _Planned("PA", (3, 3), 2012),
            _Planned("PA", (10, 10), 2013),
            _Planned("E", (11, 11)),
        ),
    ),
    _Row(
        "Maarswold",
        "R, V, P, PA en E",
        SOUTH,
        (_Planned("V", (2, 6)), _Planned("P", (8, 11)), _Planned("PA", (12, 12), 2013)),
    ),
    _Row("Maarsstee", "R, Uitvoering wijkplan", NORTH, (_Planned("Wop", (1, 12)),)),
    _Row("Parkwijk", "Uitvoering wijkplan\nR, V, P, PA en E", NORTH, (_Planned("V", (8, 12)),)),
    _Row("Onstwedde", "Dop, R", SOUTH),
    _Row("Mussel", "Dop, R", SOUTH, (_Planned("V", (12, 12), is_doubtful=True),)),
    _Row("Ceresdorp", "R", NORTH),
    _Row("Maarsveld", "R, E", SOUTH, (_Planned("E", (4, 4)),)),
    _Row("De Hagen / De Borgen / Vogelwijk", "R, E", NORTH, (_Planned("E", (10, 10)),)),
    _Row("Vledderveen", "R, P, PA en E", SOUTH, (_Planned("E", (5, 6)), _Planned("P", (8, 10)))),
    _Row("Stadskanaal Centrum", "", NORTH),
    _Row(MEANS, "- website\n- nieuwsbrieven\n- inloopbijeenkomsten", SOUTH),
)


def this_year(year: int) -> tuple[_Row, ...]:
    """An ordinary year, invented: a revised vision, agendas for the year after, evaluations by turns."""
    return (
        _Row(
            "Maarswold",
            "R, V, P, PA en E",
            SOUTH,
            (
                _Planned("E", (2, 3)),
                _Planned("V", (4, 8), words="herziening"),
                _Planned("P", (9, 11)),
                _Planned("PA", (11, 12), year + 1),
            ),
        ),
        _Row("Musselkanaal", "R, PA en E", NORTH, (_Planned("E", (9, 10)), _Planned("PA", (11, 11), year + 1))),
        _Row("Stadskanaal Noord", "R, P, PA", NORTH, (_Planned("P", (3, 5)), _Planned("PA", (10, 11), year + 1))),
        _Row(
            "Parkwijk",
            "R, PA, Uitvoering wijkplan",
            NORTH,
            (_Planned("Wop", (1, 12)), _Planned("PA", (10, 10), year + 1)),
        ),
        _Row("Maarsstee", "R, PA", NORTH, (_Planned("PA", (10, 11), year + 1),)),
        _Row("Alteveer", "R, PA, Dop", SOUTH, (_Planned("Dop", (2, 6)), _Planned("PA", (11, 11), year + 1))),
        _Row("Onstwedde", "R, E, PA", SOUTH, (_Planned("E", (5, 6)), _Planned("PA", (11, 12), year + 1))),
        _Row("Mussel", "R, V", SOUTH, (_Planned("V", (9, 12), is_doubtful=True),)),
        _Row("Ceresdorp", "R, pilot", NORTH, (_Planned("pilot", (4, 9), words="samen koken"),)),
        _Row("Maarsveld", "R, PA", SOUTH, (_Planned("PA", (11, 11), year + 1),)),
        _Row("De Hagen / De Borgen / Vogelwijk", "R, E", NORTH, (_Planned("E", (4, 4)),)),
        _Row("Vledderveen", "R, P, PA", SOUTH, (_Planned("P", (5, 7)), _Planned("PA", (11, 11), year + 1))),
        _Row("Stadskanaal Centrum", "R", NORTH, (_Planned("V", (9, 11), is_doubtful=True),)),
        _Row(
            MEANS,
            "- website\n- nieuwsbrieven",
            SOUTH,
            (_Planned("pilot", (3, 3), words="nieuwsbrief"), _Planned("pilot", (10, 10), words="nieuwsbrief")),
        ),
    )


def make_example_year_plans(municipality: Municipality, *, at: datetime) -> None:
    """The codes and both years; made once, however often it is asked."""
    with scope.in_municipality(municipality):
        codes = {each.code: each for each in ActivityCode.objects.all()}
        for fields in CODES:
            if fields["code"] not in codes:
                code = year_plans.add_code(**fields, by=CLOCK, at=at)
                codes[code.code] = code
        now = clock.dutch(at).year
        _fill(YEAR, IN_2012, codes, at=at)
        if now != YEAR:
            _fill(now, this_year(now), codes, at=at)


def _fill(year: int, rows: tuple[_Row, ...], codes: dict[str, ActivityCode], *, at: datetime) -> None:
    if YearPlan.objects.filter(year=year).exists():
        return
    plan = year_plans.make_year_plan(year, by=CLOCK, at=at)
    year_plans.set_limit(plan, load_limit=LIMIT, by=CLOCK, at=at)
    people = {person.name: person for person in Person.objects.filter(name__in=[NORTH, SOUTH])}
    own = {row.title: row for row in plan.rows.select_related("work_area")}
    own[MEANS] = year_plans.add_row(plan, name=MEANS, by=CLOCK, at=at)
    for position, wanted in enumerate(rows, start=1):
        if (row := own.get(wanted.name)) is None:
            continue
        PlanRow.objects.filter(pk=row.pk).update(position=position)
        row.position = position
        year_plans.change_row(row, coordinator=people.get(wanted.coordinator), tasks=wanted.tasks, by=CLOCK, at=at)
        for each in wanted.planned:
            _put(row, each, codes, at=at)


def _put(row: PlanRow, planned: _Planned, codes: dict[str, ActivityCode], *, at: datetime) -> PlannedActivity:
    return year_plans.add_activity(
        row,
        code=codes[planned.code],
        code_year=planned.year,
        from_month=planned.months[0],
        until_month=planned.months[1],
        words=planned.words,
        note=planned.note,
        is_doubtful=planned.is_doubtful,
        by=CLOCK,
        at=at,
    )
