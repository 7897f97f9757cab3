"""Visions, programmes and themes of the example: Maarswold since 2012, a plan of residents; all invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import (
    AgendaItem,
    Effort,
    Goal,
    Indicator,
    MunicipalTheme,
    Programme,
    TakenOver,
    Vision,
)
from wijkwerk.domain.plans.models.indicators import Better, IndicatorKind, Known
from wijkwerk.domain.plans.models.visions import AdoptedBy, GoalKind, Owner
from wijkwerk.domain.plans.operations import (
    agendas,
    frames,
    indicators,
    programme_comments,
    programmes,
    steps,
    themes,
    visions,
)
from wijkwerk.domain.plans.plan_states import ProgrammeState, VisionState
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

HERE, THEIRS, NOW_OPEN = "Maarswold", "Mussel", "Parkwijk"

TEXT_OF_2012 = """Het Maarswold is een wijk uit de jaren zeventig met veel groen, een school en een klein \
winkelcentrum. Bewoners wonen er met plezier, maar zien dat stoepen verzakken en dat er voor kinderen weinig te doen is.

In de gesprekken kwam steeds terug: houd de wijk schoon en begaanbaar, geef kinderen een plek en zorg dat buren elkaar \
weer kennen."""

TEXT_OF_NOW = """Het Maarswold is een wijk uit de jaren zeventig met veel groen, een school en een klein \
winkelcentrum. Bewoners wonen er met plezier. De stoepen zijn sinds 2013 beter \
geworden, maar er wonen nu meer ouderen alleen.

In de gesprekken kwam steeds terug: houd de wijk schoon en begaanbaar, geef kinderen een plek, en zorg dat wie alleen \
woont mensen om zich heen heeft."""


@dataclass(frozen=True)
class _Measured:
    """An indicator with its figures: by year a value, or why there is none."""

    title: str
    kind: IndicatorKind
    figures: dict[int, Decimal | Known]
    targets: dict[int, Decimal]
    source: str
    better: Better = Better.HIGHER
    unit: str = ""
    labels: tuple[str, ...] = ()
    breaks: dict[int, str] | None = None
    definition: str = ""


def _d(words: str) -> Decimal:
    return Decimal(words)


GOALS: tuple[tuple[str, str, _Measured], ...] = (
    (
        "Iedereen loopt veilig en prettig over stoepen, paden en door het groen",
        "Ook met een rollator of een kinderwagen. Het groen is verzorgd.",
        _Measured(
            "Rapportcijfer van bewoners voor stoepen en groen",
            IndicatorKind.MARK,
            {
                2012: _d("5.9"),
                2014: _d("6.2"),
                2016: _d("6.4"),
                2018: Known.NOT_MEASURED,
                2020: _d("6.9"),
                2022: _d("6.8"),
                2024: _d("7.0"),
            },
            {2016: _d("6.5"), 2020: _d("6.8"), 2024: _d("7.2"), 2028: _d("7.4")},
            "Bewonersenquête van de gemeente",
            breaks={2020: "De enquête vraagt sinds 2020 naar stoepen en groen samen; eerst alleen naar stoepen."},
            definition="Gemiddeld cijfer van 1 tot 10. Wie niet antwoordt, telt niet mee.",
        ),
    ),
    (
        "Kinderen spelen dichtbij huis en buren komen elkaar tegen",
        "In elk deel van de wijk is een plek om te spelen en te zitten.",
        _Measured(
            "Speel- en ontmoetingsplekken in de wijk",
            IndicatorKind.NUMBER,
            {2012: _d("2"), 2014: _d("3"), 2016: _d("3"), 2018: _d("3"), 2020: _d("4"), 2022: _d("4"), 2024: _d("4")},
            {2016: _d("3"), 2024: _d("4"), 2028: _d("5")},
            "Telling door de wijkraad",
            unit="plekken",
        ),
    ),
    (
        "Iedereen voelt zich 's avonds veilig op straat",
        "Paden zijn verlicht en buren letten op elkaar.",
        _Measured(
            "Bewoners die zich 's avonds wel eens onveilig voelen",
            IndicatorKind.PERCENTAGE,
            {2012: _d("31"), 2015: _d("27"), 2018: _d("24"), 2021: _d("25"), 2024: _d("21")},
            {2018: _d("25"), 2024: _d("20")},
            "Veiligheidsmonitor, eigen uitsplitsing",
            better=Better.LOWER,
        ),
    ),
    (
        "De wijk is schoon",
        "Zwerfvuil ligt er niet lang, en bewoners helpen mee.",
        _Measured(
            "Oordeel over zwerfvuil bij de ronde door de wijk",
            IndicatorKind.ORDINAL,
            {2012: _d("2"), 2016: _d("3"), 2020: _d("3"), 2024: _d("3")},
            {2020: _d("3"), 2028: _d("4")},
            "Schouw met bewoners",
            labels=("slecht", "matig", "voldoende", "goed"),
        ),
    ),
)


def make_example_visions(municipality: Municipality, signals: Sequence[Signal] = (), *, at: datetime) -> None:
    """Made once; what is there stays."""
    with scope.in_municipality(municipality):
        if Vision.objects.exists():
            return
        work_areas = {area.name: area for area in WorkArea.objects.order_by("name")}
        found = _themes(work_areas, at=at)
        if HERE in work_areas:
            first = _vision_of_2012(work_areas[HERE])
            _programme_of_2013(first)
            now = _revision(first, found, at=at)
            _programme_of_now(now, signals, at=at)
        if THEIRS in work_areas:
            _plan_of_residents(work_areas[THEIRS], at=at)
        if NOW_OPEN in work_areas:
            _open_now(work_areas[NOW_OPEN], at=at)
        _assessments(at=at)
        # What was written in years gone by is no work for anybody today.
        Letter.objects.filter(_about_plans(), written_at__lt=at - timedelta(days=2)).delete()


def _about_plans() -> Q:
    return Q(about_kind__in=["plans.vision", "plans.goal", "plans.programme"])


def _moment(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 10, 0, tzinfo=UTC)


def _of_kind(work_area: WorkArea, kind: str) -> Organisation | None:
    """An organisation of this kind that works in the area, or else for everybody."""
    rows = Organisation.objects.active().filter(kind=kind).order_by("name")
    found: Organisation | None = rows.filter(work_areas=work_area).first() or rows.filter(work_areas=None).first()
    return found


# ── Maarswold ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _vision_of_2012(work_area: WorkArea) -> Vision:
    """Drawn up over five months, as the plan of the year 2012 has it: February to June."""
    vision = visions.start_vision(
        work_area,
        title="Wijkvisie Maarswold",
        text=TEXT_OF_2012,
        from_year=2012,
        until_year=2022,
        by=CLOCK,
        at=_moment(2012, 2, 6),
    )
    for number, (title, first, last) in enumerate(
        (
            ("Gesprekken in de wijk", date(2012, 2, 6), date(2012, 3, 16)),
            ("Doelen opschrijven met de wijkraad en de partners", date(2012, 3, 19), date(2012, 4, 20)),
            ("Concept ligt voor", date(2012, 4, 23), date(2012, 5, 18)),
            ("Reacties verwerken", date(2012, 5, 21), date(2012, 6, 8)),
            ("Besluit van de gemeenteraad", date(2012, 6, 25), date(2012, 6, 25)),
        )
    ):
        step = steps.add_step(
            vision, name=title, planned_from=first, planned_until=last, by=CLOCK, at=_moment(2012, 2, 6)
        )
        steps.finish_step(step, done_on=last, by=CLOCK, at=_moment(last.year, last.month, last.day))
        if number == 0:
            visions.keep_version(vision, label="eerste schets na de gesprekken", by=CLOCK, at=_moment(2012, 3, 16))
    for title, description, measured in GOALS[:3]:
        goal = visions.add_goal(vision, title=title, description=description, by=CLOCK, at=_moment(2012, 4, 2))
        _indicator(goal, measured, until=2022)
    visions.open_consultation(vision, until=date(2012, 5, 18), is_open_to_all=True, by=CLOCK, at=_moment(2012, 4, 23))
    body, housing = _of_kind(work_area, "residents_body"), _of_kind(work_area, "housing")
    goals = {goal.number: goal for goal in vision.goals.all()}
    said = (
        (body, goals[1], "Noem ook mensen met een rollator of kinderwagen. Juist zij lopen vast op losse tegels.",
         TakenOver.YES, "Het staat nu in de uitleg bij doel 1."),
        (housing, goals[2], "Wij willen grond beschikbaar stellen, maar niet het onderhoud doen.",
         TakenOver.PARTLY, "De grond staat in het programma. Over het onderhoud maken wij daar afspraken."),
        (None, None, "Er moet een zwembad komen.",
         TakenOver.NO, "Een zwembad is er voor de hele gemeente. Dat past niet in het plan van één wijk."),
    )  # fmt: skip
    for organisation, about, words, _taken, _why in said:
        visions.comment(vision, text=words, goal=about, organisation=organisation, by=VISITOR, at=_moment(2012, 5, 9))
    visions.move_vision(vision, state=VisionState.PROCESSING, by=CLOCK, at=_moment(2012, 5, 21))
    for comment, (_organisation, _about, _words, taken, why) in zip(
        vision.comments.order_by("number"), said, strict=True
    ):
        visions.handle_comment(comment, taken_over=taken, reason=why, by=CLOCK, at=_moment(2012, 6, 4))
    return visions.adopt_vision(
        vision,
        adopted_by=AdoptedBy.COUNCIL,
        adopted_on=date(2012, 6, 25),
        decision_number="2012-061",
        by=CLOCK,
        at=_moment(2012, 6, 26),
    )


def _indicator(goal: Goal, measured: _Measured, *, until: int) -> Indicator:
    made = indicators.add_indicator(
        goal,
        title=measured.title,
        definition=measured.definition,
        kind=measured.kind,
        better=measured.better,
        unit=measured.unit,
        labels=measured.labels,
        decimals=1 if measured.kind == IndicatorKind.MARK else 0,
        source=measured.source,
        by=CLOCK,
        at=_moment(2012, 4, 2),
    )
    targets = {year: value for year, value in measured.targets.items() if year <= until}
    indicators.set_targets(made, targets, by=CLOCK, at=_moment(2012, 6, 4))
    _measure(made, measured, first=2012, last=until)
    return made


def _measure(indicator: Indicator, measured: _Measured, *, first: int, last: int) -> None:
    for number, (year, figure) in enumerate(measured.figures.items()):
        if first <= year <= last:
            known = figure if isinstance(figure, Known) else Known.MEASURED
            indicators.measure(
                indicator,
                year=year,
                known=known,
                value=figure if isinstance(figure, Decimal) else None,
                note="" if known == Known.MEASURED else "Er was dat jaar geen enquête.",
                is_zero=number == 0,
                by=CLOCK,
                at=_moment(year + 1, 2, 1),
            )
    for year, why in (measured.breaks or {}).items():
        if first <= year <= last:
            indicators.break_series(indicator, year=year, reason=why, by=CLOCK, at=_moment(year + 1, 2, 1))


def _programme_of_2013(vision: Vision) -> Programme:
    """Four years, agreed with the residents' body; what partners did led to projects of 2013."""
    made_at = _moment(2012, 9, 3)
    programme = programmes.start_programme(
        vision.work_area,
        title="Wijkprogramma Maarswold 2013-2016",
        text="Wat de partners in deze vier jaar doen om de doelen van de visie dichterbij te brengen.",
        from_year=2013,
        until_year=2016,
        vision=vision,
        by=CLOCK,
        at=made_at,
    )
    goals = {goal.number: goal for goal in vision.goals.all()}
    planned = (
        ("municipality", goals[1], "Herstelt de stoepen op de looproutes naar school en winkel", 4_500_000,
         "Stoepen herstellen"),
        ("housing", goals[2], "Stelt grond beschikbaar voor een speelplek en betaalt mee", 750_000,
         "Speelplek in het Maarswold"),
        ("welfare", goals[2], "Vraagt kinderen en ouders wat zij willen", None, "Speelplek in het Maarswold"),
        ("residents_body", goals[1], "Loopt elk jaar een ronde door de wijk met bewoners", None,
         "Groenschouw met bewoners"),
    )  # fmt: skip
    for kind, goal, does, cents, leads_to in planned:
        effort = _effort(programme, kind, goal=goal, does=does, cents=cents, at=made_at)
        if effort is None:
            continue
        if cents:
            programmes.reserve_money(effort, reserved_on=date(2012, 11, 5), by=CLOCK, at=_moment(2012, 11, 6))
        _leads_to(effort, leads_to, year=2013, at=_moment(2012, 12, 3))
    for kind, words, taken, why in (
        ("residents_body", "Begin met de stoepen bij de school. Daar vallen de meeste mensen.", TakenOver.YES, ""),
        ("welfare", "Zet er ook een buurtfeest in, elk jaar in juni.", TakenOver.NO,
         "Een feest kan uit het wijkbudget. Dat hoeft niet in het programma."),
    ):  # fmt: skip
        _said(programme, kind, words, taken=taken, why=why)
    _agreed(programme, on=date(2012, 11, 13), words="Met de afspraak dat de stoepen bij de school het eerst gaan.")
    if programme.efforts.exists():
        programmes.adopt_programme(
            programme,
            adopted_on=date(2012, 11, 27),
            decision_number="B&W 2012-48",
            is_sure=True,
            by=CLOCK,
            at=_moment(2012, 11, 28),
        )
        programmes.move_programme(programme, state=ProgrammeState.CLOSED, by=CLOCK, at=_moment(2017, 1, 9))
    return programme


def _effort(
    programme: Programme, kind: str, *, goal: Goal | None, does: str, cents: int | None, at: datetime
) -> Effort | None:
    organisation = _of_kind(programme.work_area, kind)
    if organisation is None:
        return None
    return programmes.add_effort(
        programme, organisation=organisation, goal=goal, does=does, amount_cents=cents, by=CLOCK, at=at
    )


def _leads_to(effort: Effort, title: str, *, year: int, at: datetime) -> None:
    """The project of that name in that year is there because of the effort."""
    rows = AgendaItem.objects.filter(agenda__work_area=effort.programme.work_area, agenda__year=year, title=title)
    for item in rows:
        agendas.add_sources(item, [effort], by=CLOCK, at=at)


def _said(programme: Programme, kind: str, words: str, *, taken: TakenOver, why: str) -> None:
    """What a party of the area said while it was made, and what was done with it."""
    organisation = _of_kind(programme.work_area, kind)
    if organisation is None:
        return
    said = programme_comments.comment(
        programme, text=words, organisation=organisation, by=CLOCK, at=_moment(2012, 10, 8)
    )
    programme_comments.handle_comment(said, taken_over=taken, reason=why, by=CLOCK, at=_moment(2012, 10, 22))


def _agreed(programme: Programme, *, on: date, words: str = "") -> None:
    body = _of_kind(programme.work_area, "residents_body")
    if body is not None:
        programmes.agree(
            programme,
            organisation=body,
            name="de voorzitter",
            agreed_on=on,
            words=words,
            by=CLOCK,
            at=_moment(on.year, on.month, on.day),
        )


def _revision(first: Vision, found: dict[str, MunicipalTheme], *, at: datetime) -> Vision:
    """The vision of 2012 revised: another text, a goal that goes, one that comes, and its figures go on."""
    year = clock.dutch(at).year - 1
    vision = visions.revise(first, from_year=year, until_year=year + 10, by=CLOCK, at=_moment(year - 1, 9, 2))
    visions.change_vision(
        vision,
        title="Wijkvisie Maarswold, herzien",
        text=TEXT_OF_NOW,
        from_year=year,
        until_year=year + 10,
        by=CLOCK,
        at=_moment(year - 1, 10, 7),
    )
    goals = {goal.number: goal for goal in vision.goals.all()}
    second = visions.change_goal(
        goals[2],
        title=goals[2].title,
        description="In elk deel van de wijk is een plek om te spelen en te zitten.",
        theme=found.get("alone"),
        kind=GoalKind.GOAL,
        by=CLOCK,
        at=_moment(year - 1, 10, 7),
    )
    title, description, measured = GOALS[3]
    fourth = visions.add_goal(
        vision, title=title, description=description, theme=found.get("green"), by=CLOCK, at=_moment(year - 1, 10, 7)
    )
    _indicator(fourth, measured, until=year)
    for goal, (_title, _description, known) in zip((goals[1], second, goals[3]), GOALS, strict=False):
        indicator = goal.indicators.get()
        indicators.set_targets(indicator, known.targets, by=CLOCK, at=_moment(year - 1, 10, 7))
        _measure(indicator, known, first=2023, last=year)
        if known.kind == IndicatorKind.MARK:
            indicators.measure(
                indicator,
                year=year + 1,
                known=Known.NOT_YET_KNOWN,
                note="De enquête is gehouden; de uitkomst komt nog.",
                by=CLOCK,
                at=at,
            )
    visions.open_consultation(
        vision, until=date(year, 1, 17), is_open_to_all=True, by=CLOCK, at=_moment(year - 1, 12, 2)
    )
    body = _of_kind(first.work_area, "residents_body")
    visions.comment(
        vision,
        text="Zet er ook in dat buren elkaar helpen. Dat is meer dan elkaar tegenkomen.",
        organisation=body,
        goal=second,
        by=VISITOR,
        at=_moment(year - 1, 12, 16),
    )
    visions.move_vision(vision, state=VisionState.PROCESSING, by=CLOCK, at=_moment(year, 1, 20))
    visions.change_goal(
        second,
        title=second.title,
        description="In elk deel van de wijk is een plek om te spelen, te zitten en elkaar te helpen.",
        theme=second.theme,
        kind=GoalKind.GOAL,
        by=CLOCK,
        at=_moment(year, 1, 27),
    )
    visions.handle_comment(
        vision.comments.get(),
        taken_over=TakenOver.YES,
        reason="In de uitleg bij doel 2 staat nu: en elkaar te helpen.",
        by=CLOCK,
        at=_moment(year, 1, 27),
    )
    return visions.adopt_vision(
        vision,
        adopted_by=AdoptedBy.COUNCIL,
        adopted_on=date(year, 2, 24),
        decision_number=f"{year}-018",
        by=CLOCK,
        at=_moment(year, 2, 25),
    )


def _programme_of_now(vision: Vision, signals: Sequence[Signal], *, at: datetime) -> None:
    """What partners do these years. The money for the playground is not there yet: an idea waits for it."""
    year = clock.dutch(at).year - 1
    made_at = _moment(year, 4, 7)
    programme = programmes.start_programme(
        vision.work_area,
        title=f"Wijkprogramma Maarswold {year}-{year + 3}",
        from_year=year,
        until_year=year + 3,
        vision=vision,
        by=CLOCK,
        at=made_at,
    )
    goals = {goal.number: goal for goal in vision.goals.all()}
    pavements = _effort(
        programme, "municipality", goal=goals[1], does="Legt elk jaar de slechtste stoepen opnieuw",
        cents=6_000_000, at=made_at,
    )  # fmt: skip
    playground = _effort(
        programme, "housing", goal=goals[2], does="Betaalt mee aan een speelplek achter de flat",
        cents=1_800_000, at=made_at,
    )  # fmt: skip
    _effort(
        programme, "welfare", goal=goals[2], does="Begint met bewoners een eettafel voor wie alleen woont",
        cents=250_000, at=made_at,
    )  # fmt: skip
    _effort(
        programme, "police", goal=goals[3], does="Loopt in de winter elke week een avondronde met bewoners",
        cents=None, at=made_at,
    )  # fmt: skip
    if pavements is not None:
        programmes.reserve_money(pavements, reserved_on=date(year, 5, 12), by=CLOCK, at=_moment(year, 5, 13))
        _leads_to(pavements, "Stoepen rond de school herstellen", year=year + 1, at=at)
    if playground is not None:
        _leads_to(playground, "Speelplek achter de flat", year=year + 1, at=at)
        waiting = thread.open_conditions(kind=ConditionKind.MONEY, about=Signal.objects.all())
        for condition in waiting.filter(answer__about_id__in=[signal.pk for signal in signals]):
            if condition.amount_cents == playground.amount_cents:
                programmes.wait_for_money(playground, condition, by=CLOCK, at=at)
    _agreed(programme, on=date(year, 5, 26))
    if programme.efforts.exists():
        programmes.adopt_programme(
            programme,
            adopted_on=date(year, 6, 10),
            decision_number=f"B&W {year}-24",
            is_sure=True,
            by=CLOCK,
            at=_moment(year, 6, 11),
        )


# ── A plan that residents own ──────────────────────────────────────────────────────────────────────────────────────
def _plan_of_residents(work_area: WorkArea, *, at: datetime) -> None:
    """Written by the village itself; the college answered some of its projects, each with one of the three answers."""
    body = _of_kind(work_area, "residents_body")
    if body is None:
        return
    today = clock.dutch(at).date()
    begun = at - timedelta(days=200)
    vision = visions.start_vision(
        work_area,
        title="Dorpsplan Mussel: door het dorp, voor het dorp",
        text="Wij schreven dit plan met honderdtwintig inwoners, op zes avonden in het dorpshuis.",
        from_year=today.year,
        until_year=today.year + 10,
        owner=Owner.RESIDENTS,
        body=body,
        by=CLOCK,
        at=begun,
    )
    wanted = (
        ("Mussel blijft een dorp waar jong en oud wonen", "", GoalKind.GOAL),
        ("Een bankje en een boom op elke hoek van de brink", "Wij planten zelf en geven water.", GoalKind.PROJECT),
        ("Een trapveld met doelen bij het dorpshuis", "De jeugd tekende het al uit.", GoalKind.PROJECT),
        ("Een eigen afslag van de grote weg", "Dan rijdt het zware verkeer niet meer door het dorp.", GoalKind.PROJECT),
        ("Een deelauto voor het dorp", "Twaalf gezinnen doen mee.", GoalKind.PROJECT),
    )
    goals = [
        visions.add_goal(vision, title=title, description=description, kind=kind, by=CLOCK, at=begun)
        for title, description, kind in wanted
    ]
    visions.adopt_vision(
        vision,
        adopted_by=AdoptedBy.RESIDENTS,
        adopted_on=today - timedelta(days=120),
        decision_number="",
        by=CLOCK,
        at=at - timedelta(days=119),
    )
    said_at = at - timedelta(days=30)
    visions.answer_goal(
        goals[1], verdict=Verdict.YES, reason="De gemeente levert de bomen en de bankjes.", by=CLOCK, at=said_at
    )
    visions.answer_goal(
        goals[2],
        verdict=Verdict.CONDITIONAL,
        reason="Een goed plan. Er moet eerst geld voor zijn.",
        conditions=[
            ConditionDraft(
                kind=ConditionKind.MONEY,
                what="Geld voor de doelen en het hek",
                from_whom="de gemeente",
                by_when=today + timedelta(days=150),
                amount_cents=900_000,
            )
        ],
        by=CLOCK,
        at=said_at,
    )
    visions.answer_goal(
        goals[3],
        verdict=Verdict.NO,
        reason="De weg is van de provincie, en een afslag is er volgens haar te dicht bij de brug. "
        "Wij willen wel met u kijken hoe het verkeer in het dorp langzamer kan.",
        by=CLOCK,
        at=said_at,
    )


# ── What lies before everybody now ─────────────────────────────────────────────────────────────────────────────────
def _open_now(work_area: WorkArea, *, at: datetime) -> None:
    """A vision that everybody can react to today."""
    today = clock.dutch(at).date()
    vision = visions.start_vision(
        work_area,
        title="Wijkvisie Parkwijk",
        text="Parkwijk ligt om het park heen. Deze visie gaat over de tien jaar die komen.",
        from_year=today.year + 1,
        until_year=today.year + 11,
        by=CLOCK,
        at=at - timedelta(days=60),
    )
    for title in (
        "Het park is van en voor iedereen",
        "Achterpaden zijn schoon en verlicht",
        "Nieuwe bewoners leren snel hun buren kennen",
    ):
        visions.add_goal(vision, title=title, by=CLOCK, at=at - timedelta(days=50))
    steps.add_step(
        vision, name="Concept ligt voor", planned_from=today - timedelta(days=5),
        planned_until=today + timedelta(days=30),
        by=CLOCK, at=at - timedelta(days=50),
    )  # fmt: skip
    visions.open_consultation(
        vision, until=today + timedelta(days=30), is_open_to_all=True, by=CLOCK, at=at - timedelta(days=5)
    )
    goal = vision.goals.order_by("number").first()
    body = _of_kind(work_area, "residents_body")
    visions.comment(
        vision, text="Wij missen de vijver. Die hoort bij het park.", goal=goal, organisation=body, by=VISITOR,
        at=at - timedelta(days=3),
    )  # fmt: skip
    visions.comment(vision, text="Graag ook een plek waar honden los mogen.", by=VISITOR, at=at - timedelta(days=1))


# ── Themes and frames ──────────────────────────────────────────────────────────────────────────────────────────────
def _themes(work_areas: dict[str, WorkArea], *, at: datetime) -> dict[str, MunicipalTheme]:
    year = clock.dutch(at).year - 2
    planned = (
        ("alone", "Samen tegen eenzaamheid",
         "Te veel inwoners hebben niemand om op terug te vallen. Elk gebied doet er op zijn eigen manier iets aan.",
         {
             HERE: "Een eettafel in het buurthuis, en buren die eens per week aanbellen.",
             "Musselkanaal": "Koffie in het oude postkantoor, elke donderdag.",
             THEIRS: "Het dorpshuis is elke middag open. Wie niet kan lopen, wordt gehaald.",
         }),
        ("green", "Schone en groene buurten",
         "Minder tegels, minder zwerfvuil, meer schaduw.",
         {HERE: "Elk voorjaar een ronde met bewoners, en een opruimdag met de school."}),
    )  # fmt: skip
    made: dict[str, MunicipalTheme] = {}
    for key, title, text, worked_out in planned:
        theme = MunicipalTheme.objects.filter(title=title).first() or themes.add_theme(
            title=title, text=text, from_year=year, by=CLOCK, at=at
        )
        for name, words in worked_out.items():
            if name in work_areas:
                themes.work_out(theme, work_areas[name], text=words, by=CLOCK, at=at)
        made[key] = theme
    return made


def _assessments(*, at: datetime) -> None:
    """The eight beacons, filled in for the trial of 2013 in Musselkanaal that they come from."""
    frame = frames.add_frame(
        title="Bakens welzijn nieuwe stijl",
        intro="Acht bakens om welzijnswerk en samenwerken in de wijk aan te toetsen.",
        beacons=[(str(title), "") for title in frames.WELFARE],
        by=CLOCK,
        at=at,
    )
    trial = AgendaItem.objects.filter(title__startswith="Proef: welzijn", agenda__year=2013).first()
    if trial is None:
        return
    beacons = list(frame.beacons.order_by("number"))
    told = {
        1: (3, "Aan het loket wordt doorgevraagd: achter een vraag om geld zat vaak eenzaamheid."),
        2: (3, "De helft van de vragen losten mensen met hulp van een buur op."),
        3: (4, "Medewerkers gaan dezelfde week langs."),
        4: (2, "Vrijwilligers doen nog vooral het koffieschenken."),
        5: (2, "Er zijn twee groepen begonnen; de meeste hulp is nog één op één."),
        6: (3, "Welzijn, gemeente en corporatie zitten aan één tafel."),
        7: (2, "Er wordt geteld wie er komt, niet wat het helpt."),
        8: (3, "Medewerkers mogen zelf tot honderd euro besteden."),
    }
    frames.assess(
        trial,
        frame=frame,
        marks={beacon.pk: told[beacon.number] for beacon in beacons},
        assessed_on=date(2013, 6, 20),
        filled_in_by="Welzijnswerk, plaatselijk belang en gemeente",
        conclusion="De proef doet wat zij beloofde op de eerste drie bakens. Meten wat het helpt, moet beter.",
        by=CLOCK,
        at=at,
    )
