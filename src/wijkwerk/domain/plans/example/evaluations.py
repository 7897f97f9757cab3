"""The evaluations of the example: Maarswold with a survey of forty answers, and one that is open; all invented."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Aspect
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, QuestionSet, Survey, SurveyAnswer
from wijkwerk.domain.plans.models.evaluations import FindingKind, Weight
from wijkwerk.domain.plans.models.surveys import Agreement, Look, QuestionKind
from wijkwerk.domain.plans.operations import agendas, evaluations, surveys
from wijkwerk.domain.plans.queries import surveys as survey_queries
from wijkwerk.domain.plans.queries import visions
from wijkwerk.domain.plans.states import ItemState
from wijkwerk.domain.signals.models import Category
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import Municipality

HERE, ELSEWHERE = "Maarswold", "Musselkanaal"
ASKED, ANSWERED, ON_PAPER = 120, 40, 9
_KEYS = uuid.UUID("2c8f4a1e-90d7-4b55-8f0e-7d3b6a5e2013")  # so that a second run makes nothing twice

# kind, question, choices, which goal in the order of the vision (none: apart from the goals)
QUESTIONS: tuple[tuple[QuestionKind, str, tuple[str, ...], int | None], ...] = (
    (QuestionKind.MARK, "Welk cijfer geeft u het wonen in uw buurt?", (), None),
    (QuestionKind.AGREE, "De stoepen en paden in mijn buurt zijn goed begaanbaar.", (), 0),
    (QuestionKind.MARK, "Welk cijfer geeft u het groen in uw buurt?", (), 0),
    (QuestionKind.AGREE, "Er is in mijn buurt genoeg te doen voor kinderen.", (), 1),
    (
        QuestionKind.SEVERAL,
        "Waar ontmoet u buren?",
        ("op straat", "bij de school", "in het buurthuis", "bij een vereniging", "nergens"),
        1,
    ),
    (
        QuestionKind.ONE,
        "Hoe veilig voelt u zich 's avonds op straat?",
        ("veilig", "meestal veilig", "vaak niet veilig"),
        2,
    ),
    (QuestionKind.WORDS, "Wat moet er als eerste beter?", (), None),
)
WISHES = (
    "Meer bankjes langs het water.",
    "De stoep bij de flat ligt al een jaar los.",
    "Een plek voor jongeren, die hangen nu bij de winkel.",
    "Het groen wordt te weinig gemaaid.",
    "Betere verlichting op het fietspad.",
    "Meer activiteiten voor ouderen in het buurthuis.",
    "Niets, ik woon hier met plezier.",
)
FINDINGS: tuple[tuple[FindingKind, Weight, str, str, int | None], ...] = (
    (
        FindingKind.CONCERN,
        Weight.HEAVY,
        "Stoepen en paden zijn voor veel mensen niet goed begaanbaar",
        "Bewoners noemen het in de enquête en het komt terug in de meldingen.",
        0,
    ),
    (
        FindingKind.STRENGTH,
        Weight.MIDDLE,
        "Buren kennen elkaar en ontmoeten elkaar op straat",
        "Dat is meer dan in het begin. Houd het vast.",
        1,
    ),
    (
        FindingKind.CONCERN,
        Weight.MIDDLE,
        "Op het fietspad voelen mensen zich 's avonds niet veilig",
        "Bewoners vragen om meer licht.",
        2,
    ),
    (FindingKind.STRENGTH, Weight.LIGHT, "Bewoners wonen hier met plezier", "", None),
)
SUBJECTS = (("bestrating", "groen"), ("spelen", "ontmoeten"), ("veilig", "verlichting"))
SUMMARY = (
    "Bewoners zijn tevreden over het wonen in het Maarswold. Zij kennen hun buren. "
    "De stoepen en het licht langs het fietspad vragen aandacht."
)


def make_example_evaluations(municipality: Municipality, *, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    areas = {area.name: area for area in WorkArea.objects.filter(name__in=[HERE, ELSEWHERE])}
    year = clock.dutch(at).year
    if HERE in areas and not Evaluation.objects.filter(work_area=areas[HERE], year=year).exists():
        _evaluate(areas[HERE], year, at=at)
    if ELSEWHERE in areas and not Evaluation.objects.filter(work_area=areas[ELSEWHERE], year=year).exists():
        _ask_everybody(areas[ELSEWHERE], year, at=at)


def _evaluate(work_area: WorkArea, year: int, *, at: datetime) -> None:
    """Asked two months ago, found last month, adopted now; one finding is on the agenda of next year."""
    vision = visions.standing_vision(work_area)
    goals = visions.goals_of(vision) if vision is not None else []
    evaluation = evaluations.make_evaluation(work_area, year, vision=vision, by=CLOCK, at=at)
    for goal, codes in zip(goals, SUBJECTS, strict=False):
        categories = list(Category.objects.filter(code__in=codes))
        aspects = list(Aspect.objects.order_by("pk")) if codes == SUBJECTS[0] else []
        evaluations.set_evidence(goal, categories=categories, aspects=aspects, figures=[], by=CLOCK, at=at)
    _survey(evaluation, goals, at=at)
    found = [_finding(evaluation, goals, place, at=at) for place in range(len(FINDINGS))]
    evaluations.change_evaluation(evaluation, vision=vision, summary=SUMMARY, by=CLOCK, at=at)
    evaluations.adopt_evaluation(
        evaluation, adopted_on=clock.dutch(at).date(), adopted_by="het college van B en W", by=CLOCK, at=at
    )
    agenda = agendas.make_agenda(work_area, year + 1, by=CLOCK, at=at)
    item = agendas.add_item(
        agenda,
        title="Looproutes naar school en winkel herstellen",
        description="Eerst de routes die bewoners in de enquête en bij de schouw noemden.",
        sources=[found[0]],
        from_month=3,
        until_month=6,
        client_key=uuid.uuid5(_KEYS, "item"),
        by=CLOCK,
        at=at,
    )
    agendas.move_item(item, state=ItemState.PLANNED, by=CLOCK, at=at)


def _finding(evaluation: Evaluation, goals: Sequence[Goal], place: int, *, at: datetime) -> Finding:
    kind, weight, title, explanation, goal = FINDINGS[place]
    body = Organisation.objects.active().filter(kind="residents_body", work_areas=evaluation.work_area)
    return evaluations.add_finding(
        evaluation,
        kind=kind,
        weight=weight,
        title=title,
        explanation=explanation,
        goal=goals[goal] if goal is not None and goal < len(goals) else None,
        parties=list(body[:1]),
        client_key=uuid.uuid5(_KEYS, title),
        by=CLOCK,
        at=at,
    )


def _survey(evaluation: Evaluation, goals: Sequence[Goal], *, at: datetime) -> None:
    asked_at = at - timedelta(days=60)
    first = clock.dutch(asked_at).date()
    survey = surveys.make_survey(
        evaluation,
        title="Hoe woont u in het Maarswold?",
        introduction="Elk jaar vragen wij hoe u het wonen in uw wijk vindt. "
        "Met uw antwoorden kiezen wij wat er gebeurt.",
        opens_on=first,
        closes_on=first + timedelta(days=30),
        client_key=uuid.uuid5(_KEYS, "survey"),
        by=CLOCK,
        at=asked_at,
    )
    _ask(survey, goals, at=asked_at)
    if not QuestionSet.objects.exists():
        surveys.make_question_set(name="Wonen in de wijk", like=survey, by=CLOCK, at=asked_at)
    codes = surveys.make_codes(survey, count=ASKED, batch=uuid.uuid5(_KEYS, "codes"), by=CLOCK, at=asked_at)
    surveys.open_survey(survey, by=CLOCK, at=asked_at)
    chance = random.Random(2013)
    for number in range(ANSWERED):
        given = _given(survey, chance)
        if number < ON_PAPER:
            surveys.enter_paper(survey, sheet=number + 1, code=codes[number], given=given, by=CLOCK, at=asked_at)
        else:
            surveys.hand_in(survey, code=codes[number], given=given, at=asked_at + timedelta(days=7))
    surveys.close_survey(survey, by=CLOCK, at=at - timedelta(days=20))
    for answer in SurveyAnswer.objects.filter(response__survey=survey, look=Look.WAITING).order_by("pk")[3:]:
        surveys.look_through(answer, words=answer.words, by=CLOCK, at=at)


def _ask(survey: Survey, goals: Sequence[Goal], *, at: datetime) -> None:
    for kind, text, choices, goal in QUESTIONS:
        about = goals[goal] if goal is not None and goal < len(goals) else None
        surveys.add_question(survey, kind=kind, text=text, choices=choices, goal=about, by=CLOCK, at=at)


def _given(survey: Survey, chance: random.Random) -> dict[int, Sequence[int] | str]:
    """What one invented person answers; some skip a question."""
    given: dict[int, Sequence[int] | str] = {}
    for question in survey_queries.questions_of(survey):
        if chance.random() < 0.05:
            continue
        match question.kind:
            case QuestionKind.MARK:
                given[question.pk] = [chance.choice([4, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9])]
            case QuestionKind.AGREE:
                given[question.pk] = [chance.choice([1, 2, 2, 2, 3, 4, 4, Agreement.UNKNOWN])]
            case QuestionKind.ONE:
                given[question.pk] = [chance.choice([1, 2, 2, 3])]
            case QuestionKind.SEVERAL:
                given[question.pk] = chance.sample(range(1, 5), k=chance.choice([1, 2, 2, 3]))
            case _ if chance.random() < 0.3:
                given[question.pk] = chance.choice(WISHES)
    return given


def _ask_everybody(work_area: WorkArea, year: int, *, at: datetime) -> None:
    """In the making, with a survey that is open to all: for who wants to try it."""
    vision = visions.standing_vision(work_area)
    evaluation = evaluations.make_evaluation(work_area, year, vision=vision, by=CLOCK, at=at)
    today = clock.dutch(at).date()
    survey = surveys.make_survey(
        evaluation,
        title="Hoe woont u in Musselkanaal?",
        introduction="Een paar vragen over uw dorp. Het duurt twee minuten.",
        opens_on=today,
        closes_on=today + timedelta(days=90),
        needs_code=False,
        asked_count=400,
        client_key=uuid.uuid5(_KEYS, "open survey"),
        by=CLOCK,
        at=at,
    )
    _ask(survey, visions.goals_of(vision) if vision is not None else [], at=at)
    surveys.open_survey(survey, by=CLOCK, at=at)
