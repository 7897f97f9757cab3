"""Surveys: one answer a person, nothing that leads from the one to the other, and no small groups."""

import uuid
from datetime import UTC, date, datetime

import pytest

from wijkwerk.domain.plans.models import SurveyAnswer, SurveyCode, SurveyQuestion, SurveyResponse
from wijkwerk.domain.plans.operations import surveys
from wijkwerk.domain.plans.privacy import evaluations as privacy
from wijkwerk.domain.plans.queries import surveys as queries
from wijkwerk.domain.plans.survey_codes import hash_of
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests.evaluation_factories import BY
from wijkwerk.domain.plans.tests.factories import TUESDAY
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit.codes import LETTERS, new_code

APRIL = datetime(2025, 4, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold, vision=make.make_vision(maarswold))


# ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_code_is_the_same_however_it_is_typed():
    code = new_code()
    assert set(code) <= {*LETTERS, "-"}
    assert hash_of(code) == hash_of(code.lower().replace("-", " "))


def test_codes_are_kept_as_hashes_and_given_once(evaluation):
    survey = make.make_survey(evaluation)
    batch = uuid.uuid4()
    codes = surveys.make_codes(survey, count=30, batch=batch, **BY)
    assert len(set(codes)) == 30
    assert not set(codes) & set(SurveyCode.objects.values_list("code_hash", flat=True))
    with pytest.raises(surveys.CodesMadeAlready):
        surveys.make_codes(survey, count=30, batch=batch, **BY)
    assert SurveyCode.objects.count() == 30


def test_one_code_is_one_answer_on_web_and_paper_together(evaluation):
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    make.answer(survey, 8, code=code)
    with pytest.raises(surveys.CodeUsed):
        make.answer(survey, 3, code=code)
    given = {survey.questions.first().pk: [3]}
    with pytest.raises(surveys.CodeUsed):
        surveys.enter_paper(survey, sheet=1, code=code, given=given, **BY)
    assert SurveyAnswer.objects.values_list("number", flat=True).get() == 8


def test_a_code_of_another_survey_does_not_count(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, codes=1)
    _other, _its, (foreign,) = make.make_open_survey(evaluation, codes=1, title="Anders")
    for code, refusal in (("", surveys.CodeMissing), ("BCDF", surveys.CodeUnknown), (foreign, surveys.CodeUnknown)):
        with pytest.raises(refusal):
            make.answer(survey, 8, code=code)
    assert SurveyCode.objects.filter(is_used=True).count() == 0


def test_a_refused_answer_leaves_the_code_unused(evaluation):
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    with pytest.raises(surveys.NothingAnswered):
        make.answer(survey, code=code)
    with pytest.raises(surveys.AnswerNotPossible):
        make.answer(survey, 11, code=code)
    make.answer(survey, 10, code=code)


def test_sent_twice_is_one_and_no_error(evaluation):
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    key = uuid.uuid4()
    first = make.answer(survey, 8, code=code, client_key=key)
    assert make.answer(survey, 8, code=code, client_key=key) == first


def test_nothing_leads_from_an_answer_to_its_code_or_to_a_moment(evaluation):
    """The tables themselves: no key between them, no moment in them, and nothing in the journal of who handed in."""
    rows = (SurveyCode, SurveyResponse, SurveyAnswer)
    names = {model: {field.name for field in model._meta.get_fields()} for model in rows}
    assert names[SurveyCode] == {"id", "municipality", "survey", "code_hash", "is_used"}
    assert names[SurveyResponse] == {
        "id", "municipality", "survey", "channel", "sheet", "is_checked", "client_key", "answers"
    }  # fmt: skip
    assert names[SurveyAnswer] == {"id", "municipality", "response", "question", "number", "words", "look"}
    survey, _questions, (code,) = make.make_open_survey(evaluation, codes=1)
    before = Entry.objects.count()
    make.answer(survey, 8, code=code)
    assert Entry.objects.count() == before


def test_what_leads_from_paper_to_an_answer_is_wiped_out_when_it_closes(evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation)
    surveys.enter_paper(survey, sheet=7, given={questions[0].pk: [8]}, **BY)
    make.close(survey)
    assert SurveyResponse.objects.get().sheet is None


# ── Open and closed ────────────────────────────────────────────────────────────────────────────────────────────────
def test_answers_are_taken_within_the_days(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation)
    for at in (datetime(2025, 2, 28, 22, 0, tzinfo=UTC), APRIL):
        with pytest.raises(surveys.SurveyIsClosed):
            make.answer(survey, 8, at=at)
    make.answer(survey, 8, at=datetime(2025, 2, 28, 23, 30, tzinfo=UTC))  # 1 March in the Netherlands
    make.answer(survey, 8, at=datetime(2025, 3, 31, 21, 30, tzinfo=UTC))


def test_paper_comes_in_after_the_last_day_until_it_is_closed(evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation)
    late = BY | {"at": APRIL}
    surveys.enter_paper(survey, sheet=1, given={questions[0].pk: [8]}, **late)
    with pytest.raises(surveys.SheetEntered):
        surveys.enter_paper(survey, sheet=1, given={questions[0].pk: [8]}, **late)
    make.close(survey)
    with pytest.raises(surveys.SurveyIsClosed):
        surveys.enter_paper(survey, sheet=2, given={questions[0].pk: [8]}, **late)


def test_questions_are_fixed_once_it_is_open(evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation)
    for deed in (
        lambda: surveys.add_question(survey, kind="mark", text="Nog een", **BY),
        lambda: surveys.change_question(questions[0], kind="mark", text="Anders", **BY),
        lambda: surveys.remove_question(questions[0], **BY),
        lambda: surveys.move_question(questions[0], up=False, **BY),
    ):
        with pytest.raises(surveys.QuestionsAreFixed):
            deed()


def test_a_survey_without_questions_does_not_open(evaluation):
    survey = surveys.make_survey(evaluation, title="Leeg", opens_on=make.OPEN, closes_on=make.SHUT, **BY)
    with pytest.raises(surveys.NoQuestions):
        surveys.open_survey(survey, **BY)


def test_days_that_are_turned_round_are_refused(evaluation):
    with pytest.raises(surveys.DaysTurnedRound):
        surveys.make_survey(evaluation, title="Om", opens_on=make.SHUT, closes_on=make.OPEN, **BY)


# ── Questions ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_questions_change_places(evaluation):
    survey = make.make_survey(evaluation, "mark", "agree", "words")
    last = queries.questions_of(survey)[-1]
    surveys.move_question(last, up=True, **BY)
    surveys.move_question(last, up=True, **BY)
    surveys.move_question(last, up=True, **BY)  # it is the first already
    assert [question.kind for question in queries.questions_of(survey)] == ["words", "mark", "agree"]


@pytest.mark.parametrize("choices", [[], ["een"], ["een", "een"], ["", " "]])
def test_a_choice_has_two_different_answers_at_least(evaluation, choices):
    survey = make.make_survey(evaluation)
    with pytest.raises(surveys.TooFewChoices):
        surveys.add_question(survey, kind="one", text="Wat?", choices=choices, **BY)


def test_a_set_of_questions_is_used_again(evaluation):
    survey = make.make_survey(evaluation, "mark", "several")
    kept = surveys.make_question_set(name="Leefbaarheid", like=survey, **BY)
    again = surveys.make_survey(
        evaluation, title="Weer", opens_on=make.OPEN, closes_on=make.SHUT, question_set=kept, **BY
    )
    surveys.take_over_questions(again, kept, **BY)
    assert [question.kind for question in queries.questions_of(again)] == ["mark", "several", "mark", "several"]
    with pytest.raises(surveys.SetNameTaken):
        surveys.make_question_set(name="Leefbaarheid", **BY)


def test_a_goal_of_another_vision_is_refused(evaluation, maarswold):
    other = make.make_vision(maarswold, title="Een andere").goals.get()
    with pytest.raises(surveys.GoalOfAnother):
        surveys.add_question(make.make_survey(evaluation), kind="mark", text="Wat?", goal=other, **BY)


# ── Paper twice ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_paper_typed_twice_the_same_is_checked(evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation, "mark", "several", double_entry=True)
    given = {questions[0].pk: [8], questions[1].pk: [1, 3]}
    surveys.enter_paper(survey, sheet=1, given=given, **BY)
    assert queries.response_of(survey).unchecked == 1
    surveys.check_paper(survey, sheet=1, given=given, **BY)
    assert queries.response_of(survey).unchecked == 0


def test_what_differs_the_second_time_is_asked_about_and_then_counts(evaluation):
    survey, questions, _codes = make.make_open_survey(evaluation, "mark", "agree", double_entry=True)
    surveys.enter_paper(survey, sheet=1, given={questions[0].pk: [8], questions[1].pk: [2]}, **BY)
    again = {questions[0].pk: [8], questions[1].pk: [4]}
    with pytest.raises(surveys.DiffersFromFirst) as refusal:
        surveys.check_paper(survey, sheet=1, given=again, **BY)
    assert refusal.value.numbers == (2,)
    surveys.check_paper(survey, sheet=1, given=again, is_sure=True, **BY)
    assert sorted(SurveyAnswer.objects.values_list("number", flat=True)) == [4, 8]


# ── Results ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_told_while_it_is_open(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, "mark")
    for _person in range(12):
        make.answer(survey, 7)
    assert queries.results_of([survey]) == {}
    assert queries.results_of([make.close(survey)])[survey.pk][0].answered == 12


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([0, 20, 30], [0, 20, 30]),  # a zero is about nobody
        ([3, 20, 30], [None, None, 30]),  # the smallest other one, or the rest would tell
        ([1, 1, 30], [None, None, None]),  # two hidden ones of together two would still tell
        ([3, 4, 30], [None, None, 30]),
        ([3, 0, 30], [None, 0, None]),
        ([4, 0, 0], [None, 0, 0]),  # nothing else to hide: the whole is too small, and that is told
    ],
)
def test_a_small_group_is_hidden_and_cannot_be_counted_back(counts, shown):
    assert queries.told(counts, smallest=5) == shown


def test_of_every_small_distribution_no_small_group_can_be_counted_back():
    """Whoever knows how many answered learns of no group that it is smaller than five."""
    for first in range(12):
        for second in range(12):
            for third in range(12):
                counts = [first, second, third]
                if sum(counts) < 5:
                    continue
                shown = queries.told(counts, smallest=5)
                hidden = [count for count, told in zip(counts, shown, strict=True) if told is None]
                assert not hidden or (len(hidden) > 1 and sum(hidden) >= 5) or sum(counts) == sum(hidden)
                assert all(told is None or told == 0 or told >= 5 for told in shown)


def test_of_choices_together_the_ones_who_did_not_choose_are_a_group_too():
    assert queries.told_apart([4, 10, 17, 20], 20, smallest=5) == [None, 10, None, 20]


def test_marks_are_told_in_classes_with_a_mean(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, "mark")
    for mark in [4] * 5 + [7] * 6 + [9] * 5:
        make.answer(survey, mark)
    (result,) = queries.results_of([make.close(survey)])[survey.pk]
    assert ([cell.count for cell in result.cells], result.mean, result.answered) == ([5, 6, 5], 6.7, 16)


def test_under_five_nothing_is_told(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, "mark", "words")
    for _person in range(4):
        make.answer(survey, 7, "Meer groen")
    closed = make.close(survey)
    results = queries.results_of([closed])[survey.pk]
    assert [(result.answered, result.cells, result.mean) for result in results] == [(None, (), None)] * 2
    assert queries.words_of(closed) == []


def test_results_take_the_same_queries_for_one_survey_as_for_three(evaluation, django_assert_num_queries):
    closed = []
    for number in range(3):
        survey, _questions, _codes = make.make_open_survey(evaluation, "mark", "several", title=f"Enquête {number}")
        for _person in range(6):
            make.answer(survey, 7, [1, 2])
        closed.append(make.close(survey))
    for some in (closed[:1], closed):
        with django_assert_num_queries(3):
            queries.results_of(some)


def test_the_response_is_of_who_was_asked(evaluation):
    survey, _questions, codes = make.make_open_survey(evaluation, "mark", codes=20)
    for code in codes[:7]:
        make.answer(survey, 7, code=code)
    response = queries.response_of(survey)
    assert (response.count, response.asked, response.share, response.paper) == (7, 20, 35, 0)


# ── Own words and terms ────────────────────────────────────────────────────────────────────────────────────────────
def test_words_are_read_after_somebody_looked_through(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation, "words")
    for number in range(6):
        make.answer(survey, f"Buurvrouw {number} van de hoek")
    closed = make.close(survey)
    assert [words.shown for words in queries.words_of(closed)] == [[]]
    one, two, *_rest = queries.waiting_words(closed)
    surveys.look_through(one, words="Iemand van de hoek", **BY)
    surveys.look_through(two, words=" ", **BY)
    (words,) = queries.words_of(closed)
    assert (words.shown, words.waiting, words.withheld) == (["Iemand van de hoek"], 4, 1)
    assert not SurveyAnswer.objects.filter(words__startswith="Buurvrouw 1").exists()


def test_own_words_and_codes_go_after_their_term(evaluation):
    survey, _questions, (code, _other) = make.make_open_survey(evaluation, "mark", "words", codes=2)
    make.answer(survey, 8, "Meer bankjes", code=code)
    lines = {line.model: line for line in privacy.LINES}
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert [privacy.erase(line, before=later, at=later) for line in lines.values()] == [0, 0]  # still open
    make.close(survey)
    early = datetime(2025, 3, 4, 12, tzinfo=UTC)
    assert privacy.erase(lines["plans.SurveyCode"], before=early, at=TUESDAY) == 0
    assert [privacy.erase(line, before=later, at=later) for line in lines.values()] == [1, 2]
    assert [privacy.erase(line, before=later, at=later) for line in lines.values()] == [0, 0]
    assert sorted(SurveyAnswer.objects.values_list("number", "words"), key=str) == [(8, ""), (None, "")]


def test_a_survey_tells_its_days(evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation)
    assert queries.surveys_open_on(date(2025, 3, 31)) == [survey]
    assert queries.surveys_open_on(date(2025, 4, 1)) == []
    assert SurveyQuestion.objects.filter(survey=survey).count() == 2
