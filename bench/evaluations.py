"""The evaluation of an area with two hundred thousand signals in its year, and the count that it reads."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from bench.fill import Columns, PostgreSQL, SQLite, plain
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, SignalTally, Survey, SurveyAnswer, Vision
from wijkwerk.domain.plans.models.surveys import QuestionKind
from wijkwerk.domain.plans.operations import evaluations, surveys
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.signals.models import Category, Signal
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

SIGNALS, GOALS, SUBJECTS, ANSWERS, TINY = 200_000, 12, 40, 400, 100
YEAR = 2041  # of the measurement's own evaluation
CODE = "GM9998"  # a municipality of its own, so that nothing else is measured with these signals


def measure(meter: Any, person: Person, size: str) -> dict[str, Any]:
    """Each beside the least: the kept rows by the driver, and one count of the signals by subject."""
    own, _is_new = Municipality.objects.get_or_create(
        code=CODE, defaults={"name": "Meting", "slug": "meting", "second_factor_required": False}
    )
    with scope.in_municipality(own):
        number = _fill(TINY if size == "tiny" else 1).pk

        def page() -> object:
            evaluation = queries.evaluation(number)
            return queries.picture_of(evaluation), queries.findings_of(evaluation, actor=CLOCK)

        evaluation = queries.evaluation(number)
        found = {
            "plans-evaluation": meter.of(page),
            "plans-evaluation-floor": meter.of(lambda: _bare_page(evaluation)),
            "plans-count": meter.of(lambda: queries.tally_signals(evaluation)),
            "plans-count-floor": meter.of(lambda: _bare_count(evaluation)),
        }
        with connection.cursor() as cursor:  # at once, and not a row at a time when the next run tidies
            cursor.execute(f"DELETE FROM {Signal._meta.db_table} WHERE work_area_id = %s", [evaluation.work_area_id])
        return found


def _fill(less: int) -> Evaluation:
    """Twelve goals, forty subjects, a survey of four hundred, and the signals past the models."""
    if (made := Evaluation.objects.filter(year=YEAR).select_related("work_area").first()) is not None:
        _write(made.work_area, list(Category.objects.all()), SIGNALS // less)
        return made  # type: ignore[no-any-return]
    at, by = clock.now(), CLOCK
    area = WorkArea.objects.create(name="Wijk van de meting", areas_year=2024, valid_from=date(2020, 1, 1))
    subjects = [Category.objects.create(code=f"onderwerp-{n}", name=f"Onderwerp {n}") for n in range(SUBJECTS)]
    _write(area, subjects, SIGNALS // less)
    vision = Vision.objects.create(
        work_area=area, title="Visie van de meting", from_year=2035, until_year=2045, created_at=at, changed_at=at
    )
    goals = [Goal.objects.create(vision=vision, number=n, title=f"Doel {n}") for n in range(1, GOALS + 1)]
    for place, goal in enumerate(goals):
        own = subjects[place * 3 : place * 3 + 3]
        evaluations.set_evidence(goal, categories=own, aspects=[], figures=[], by=by, at=at)
    evaluation = evaluations.make_evaluation(area, YEAR, vision=vision, by=by, at=at)
    for goal in goals:
        title = f"Bevinding bij {goal.title}"
        evaluations.add_finding(evaluation, kind="concern", title=title, goal=goal, by=by, at=at)  # type: ignore[arg-type]
    _ask(evaluation, goals, ANSWERS // less, at=at)
    return evaluation


def _ask(evaluation: Evaluation, goals: list[Goal], people: int, *, at: datetime) -> None:
    today = clock.dutch(at).date()
    survey = surveys.make_survey(
        evaluation, title="Enquête", opens_on=today, closes_on=today, needs_code=False, by=CLOCK, at=at
    )
    for goal in goals:
        surveys.add_question(survey, kind=QuestionKind.AGREE, text=goal.title, goal=goal, by=CLOCK, at=at)
    survey = surveys.open_survey(survey, by=CLOCK, at=at)
    numbers = list(survey.questions.values_list("pk", flat=True))
    for one in range(people):
        surveys.hand_in(survey, given={number: [(one + number) % 5 + 1] for number in numbers}, at=at)
    surveys.close_survey(survey, by=CLOCK, at=at)


def _write(area: WorkArea, subjects: list[Category], count: int) -> None:
    first = (Signal._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    began = datetime(YEAR, 1, 1, 12, tzinfo=UTC)
    example = Signal(municipality_id=area.municipality_id, work_area=area, text="Losse tegel", state="done")
    fields = [field for field in Signal._meta.concrete_fields if field.attname != "id"]
    columns = ["id", *(str(field.column) for field in fields)]
    rows = []
    for number in range(count):
        at = began + timedelta(minutes=number * 500_000 // max(count, 1))
        moments = {"created_at": at, "reported_at": at, "changed_at": at, "closed_at": at}
        own = {**moments, "client_key": uuid.uuid4(), "category_id": subjects[number % len(subjects)].pk}
        rows.append(
            [first + number, *(plain(own.get(field.attname, getattr(example, field.attname))) for field in fields)]
        )
    writer: PostgreSQL | SQLite = PostgreSQL() if connection.vendor == "postgresql" else SQLite()
    writer.write(Columns(Signal, columns), rows)
    writer.commit()
    writer.finish([Signal._meta.db_table])


# ── The least ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _bare_page(evaluation: Evaluation) -> object:
    survey = Survey._meta.db_table
    return [
        _rows(f"SELECT * FROM {Goal._meta.db_table} WHERE vision_id = %s", evaluation.vision_id),
        _rows(f"SELECT * FROM {SignalTally._meta.db_table} WHERE evaluation_id = %s", evaluation.pk),
        _rows(f"SELECT * FROM {Finding._meta.db_table} WHERE evaluation_id = %s", evaluation.pk),
        _rows(
            f"SELECT a.question_id, a.number, count(*) FROM {SurveyAnswer._meta.db_table} a "
            "JOIN plans_surveyquestion q ON q.id = a.question_id "
            f"JOIN {survey} s ON s.id = q.survey_id WHERE s.evaluation_id = %s GROUP BY a.question_id, a.number",
            evaluation.pk,
        ),
    ]


def _bare_count(evaluation: Evaluation) -> object:
    start, end = (datetime(year, 1, 1, tzinfo=clock.AMSTERDAM) for year in (YEAR, YEAR + 1))
    return _rows(
        f"SELECT category_id, count(*) FROM {Signal._meta.db_table} "
        "WHERE work_area_id = %s AND reported_at >= %s AND reported_at < %s GROUP BY category_id",
        evaluation.work_area_id,
        *(plain(moment) for moment in (start, end)),
    )
