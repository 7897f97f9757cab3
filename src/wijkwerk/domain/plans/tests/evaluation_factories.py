"""Plain makers of visions with goals, evaluations, surveys and answers."""

from datetime import date

from wijkwerk.domain.plans.models import Goal, Vision
from wijkwerk.domain.plans.operations import evaluations, surveys
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.foundation.access.policy import CLOCK

BY = {"by": CLOCK, "at": TUESDAY}
OPEN, SHUT = date(2025, 3, 1), date(2025, 3, 31)


def make_vision(work_area, *goals, title="Wijkvisie Maarswold"):
    vision = Vision.objects.create(
        work_area=work_area,
        title=title,
        from_year=2020,
        until_year=2030,
        state="adopted",
        adopted_on=date(2020, 1, 8),
        adopted_by="council",
        decision_number="2020-1",
        created_at=TUESDAY,
        changed_at=TUESDAY,
    )
    for number, goal in enumerate(goals or ("Een veilige wijk",), 1):
        Goal.objects.create(vision=vision, number=number, title=goal)
    return vision


def make_evaluation(work_area, year=2025, **fields):
    return evaluations.make_evaluation(work_area, year, **BY | fields)


def make_finding(evaluation, title="Stoepen zijn slecht", **fields):
    return evaluations.add_finding(evaluation, **{"kind": "concern", "title": title, **BY} | fields)


def adopt(evaluation, **fields):
    return evaluations.adopt_evaluation(
        evaluation, **{"adopted_on": date(2025, 3, 4), "adopted_by": "het college", **BY} | fields
    )


def make_survey(evaluation, *kinds, **fields):
    """A survey that is being made, with a question of each kind."""
    survey = surveys.make_survey(evaluation, **{"title": "Uw wijk", "opens_on": OPEN, "closes_on": SHUT, **BY} | fields)
    for kind in kinds or ("mark", "agree"):
        choices = ["groen", "rust", "winkels"] if kind in ("one", "several") else []
        surveys.add_question(survey, kind=kind, text=f"Een vraag ({kind})", choices=choices, **BY)
    return survey


def make_open_survey(evaluation, *kinds, codes=0, **fields):
    """An open survey: itself, its questions, its codes."""
    survey = make_survey(evaluation, *kinds, **{"needs_code": codes > 0} | fields)
    made = surveys.make_codes(survey, count=codes, batch=survey.client_key, **BY) if codes else []
    return surveys.open_survey(survey, **BY), list(survey.questions.order_by("number")), made


def answer(survey, *given, **fields):
    """Answers to its questions in their order: a number, several, or words; None is no answer."""
    questions = survey.questions.order_by("number")
    values = {
        question.pk: [one] if isinstance(one, int) else one
        for question, one in zip(questions, given, strict=False)
        if one is not None
    }
    return surveys.hand_in(survey, given=values, at=fields.pop("at", TUESDAY), **fields)


def close(survey):
    return surveys.close_survey(survey, **BY)
