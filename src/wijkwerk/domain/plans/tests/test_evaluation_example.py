"""The evaluations of the example: forty answers, a finding that is on the next agenda, and a survey to try."""

from wijkwerk.domain.plans.example import evaluations as example
from wijkwerk.domain.plans.models import AgendaItem, Evaluation, Survey, SurveyCode, SurveyResponse
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.foundation.access.policy import VISITOR


def test_maarswold_is_evaluated_with_forty_answers_and_one_item(municipality, maarswold):
    make.make_vision(maarswold, "Stoepen", "Spelen", "Veilig")
    for _time in range(2):  # again is harmless
        example.make_example_evaluations(municipality, at=TUESDAY)
    evaluation = Evaluation.objects.get()
    assert (evaluation.is_adopted, evaluation.year) == (True, 2025)
    survey = Survey.objects.get()
    assert (survey.is_closed, SurveyResponse.objects.count(), SurveyCode.objects.filter(is_used=True).count()) == (
        True,
        40,
        40,
    )
    findings = queries.findings_of(evaluation, actor=VISITOR)
    assert [[item.agenda.year for item in line.items] for line in findings] == [[2026], [], [], []]
    assert AgendaItem.objects.count() == 1
    assert all(not block.is_empty for block in queries.picture_of(evaluation).blocks)


def test_elsewhere_a_survey_is_open_to_all(municipality):
    factories.make_work_area("Musselkanaal")
    example.make_example_evaluations(municipality, at=TUESDAY)
    assert [(survey.state, survey.needs_code) for survey in Survey.objects.all()] == [("open", False)]
