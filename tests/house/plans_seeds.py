"""Plans of an area that are not for everybody: what is being made, and what people wrote in a survey."""

from datetime import date

from django.utils import timezone

from wijkwerk.domain.plans.operations import evaluations, surveys
from wijkwerk.domain.plans.queries import surveys as survey_queries
from wijkwerk.foundation.access.policy import CLOCK


def make_evaluation(work_area, words, *, year=2026):
    """An evaluation in the making with a finding, and a survey whose own words somebody looked through."""
    done = {"by": CLOCK, "at": timezone.now()}
    today = timezone.localdate()
    evaluation = evaluations.make_evaluation(work_area, year, **done)
    evaluations.change_evaluation(evaluation, vision=None, summary=words, **done)
    evaluations.add_finding(evaluation, kind="concern", title=words, explanation=words, **done)
    survey = surveys.make_survey(
        evaluation, title="Enquête", opens_on=today, closes_on=date(2099, 1, 1), needs_code=False, **done
    )
    question = surveys.add_question(survey, kind="words", text="Wat vindt u?", **done)
    survey = surveys.open_survey(survey, **done)
    for _person in range(6):
        surveys.hand_in(survey, given={question.pk: words}, at=done["at"])
    surveys.close_survey(survey, **done)
    for answer in survey_queries.waiting_words(survey)[:5]:
        surveys.look_through(answer, words=words, **done)
    surveys.make_survey(evaluation, title=words, introduction=words, opens_on=today, closes_on=today, **done)
    return evaluation
