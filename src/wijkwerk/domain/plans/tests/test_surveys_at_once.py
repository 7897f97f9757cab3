"""Fifty at once with one code: one answer counts, the others read that theirs is in."""

import uuid

import pytest

from wijkwerk.domain.plans.models import Finding, SurveyCode, SurveyResponse
from wijkwerk.domain.plans.operations import evaluations, surveys
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.evaluation_factories import BY
from wijkwerk.domain.plans.tests.test_two_at_once import at_once
from wijkwerk.foundation.tenancy import scope


@pytest.fixture
def municipality(transactional_db):
    municipality = factories.make_municipality()
    with scope.in_municipality(municipality):
        yield municipality


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold)


def test_of_fifty_with_one_code_one_counts(municipality, evaluation):
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    refused = at_once(
        municipality, *[lambda mark=mark: make.answer(survey, mark % 10 + 1, code=code) for mark in range(50)]
    )
    assert [type(fault) for fault in refused] == [surveys.CodeUsed] * 49
    assert (SurveyResponse.objects.count(), SurveyCode.objects.filter(is_used=True).count()) == (1, 1)


def test_web_and_paper_with_one_code_are_one(municipality, evaluation):
    survey, questions, (code,) = make.make_open_survey(evaluation, codes=1)
    web = [lambda: make.answer(survey, 8, code=code)] * 5
    paper = [
        lambda sheet=sheet: surveys.enter_paper(survey, sheet=sheet, code=code, given={questions[0].pk: [3]}, **BY)
        for sheet in range(1, 6)
    ]
    assert [type(fault) for fault in at_once(municipality, *web, *paper)] == [surveys.CodeUsed] * 9
    assert SurveyResponse.objects.count() == 1


def test_the_same_form_sent_by_twenty_at_once_is_one(municipality, evaluation):
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    key = uuid.uuid4()
    assert at_once(municipality, *[lambda: make.answer(survey, 8, code=code, client_key=key)] * 20) == []
    assert SurveyResponse.objects.count() == 1


def test_one_sheet_typed_by_ten_at_once_is_one(municipality, evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation)
    deed = lambda: surveys.enter_paper(survey, sheet=1, given={questions[0].pk: [3]}, **BY)  # noqa: E731 - one line says it
    assert [type(fault) for fault in at_once(municipality, *[deed] * 10)] == [surveys.SheetEntered] * 9


def test_who_answers_while_it_closes_is_in_or_refused(municipality, evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation)
    deeds = [*[lambda: make.answer(survey, 8)] * 10, lambda: make.close(survey)]
    refused = at_once(municipality, *deeds)
    assert {type(fault) for fault in refused} <= {surveys.SurveyIsClosed}
    assert SurveyResponse.objects.count() == 10 - len(refused)


def test_twenty_findings_at_once_get_twenty_numbers(municipality, evaluation):
    deeds = [lambda n=n: make.make_finding(evaluation, f"Bevinding {n}") for n in range(20)]
    assert at_once(municipality, *deeds) == []
    assert sorted(Finding.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_findings_while_it_is_adopted_are_in_it_or_refused(municipality, evaluation):
    deeds = [
        *[lambda n=n: make.make_finding(evaluation, f"Bevinding {n}") for n in range(8)],
        lambda: make.adopt(evaluation),
    ]
    refused = at_once(municipality, *deeds)
    assert {type(fault) for fault in refused} <= {evaluations.EvaluationIsAdopted}
    assert Finding.objects.count() == 8 - len(refused)
