"""Pages of evaluations, surveys and progress: who sees what, two taps to the agenda, nothing typed is lost."""

from datetime import date
from unittest.mock import patch

import pytest
from django.urls import reverse

from wijkwerk.domain.people.models import Covenant
from wijkwerk.domain.people.tests.factories import sign_in
from wijkwerk.domain.plans.models import (
    AgendaItem,
    Evaluation,
    Finding,
    QuestionSet,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyResponse,
)
from wijkwerk.domain.plans.operations import agendas
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.evaluation_factories import BY
from wijkwerk.domain.plans.tests.test_views import text_of
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import ConditionKind
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.things import ref


@pytest.fixture(autouse=True)
def _in_march(settings):
    with patch.object(clock, "now", return_value=factories.TUESDAY):
        yield


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold, vision=make.make_vision(maarswold))


@pytest.fixture
def staff(client, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def desk(client, municipality):
    return sign_in(client, factories.make_holder(Role.DESK))


def page_of(name, *parts):
    return reverse(f"plans:{name}", args=parts)


# ── Evaluations ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_being_made_is_for_who_talks_about_it_there(client, evaluation):
    assert client.get(evaluation.get_absolute_url()).status_code == 302
    elsewhere = sign_in(client, factories.make_coordinator(factories.make_work_area("Parkwijk"), name="Ada Anders"))
    assert elsewhere.get(evaluation.get_absolute_url()).status_code == 403
    assert evaluation.title not in text_of(elsewhere.get("/evaluaties/"))


def test_everybody_reads_what_was_adopted(client, evaluation):
    make.make_finding(evaluation)
    make.adopt(evaluation)
    page = text_of(client.get(evaluation.get_absolute_url()))
    assert ("Stoepen zijn slecht" in page, "Zet op de agenda" in page, "het college" in page) == (True, False, True)
    assert "Maarswold" in text_of(client.get("/evaluaties/"))


def test_a_coordinator_makes_evaluates_and_adopts(staff, maarswold):
    vision = make.make_vision(maarswold)
    made = staff.post("/evaluaties/nieuw/", {"work_area": maarswold.pk, "year": 2025})
    evaluation = Evaluation.objects.get()
    assert (made.url, evaluation.vision) == (evaluation.get_absolute_url(), vision)
    goal = vision.goals.get()
    values = {"title": "Te donker", "goal": goal.pk, "kind": "concern", "weight": 3, "explanation": "'s Avonds"}
    staff.post(page_of("add_finding", evaluation.pk), values)
    finding = Finding.objects.get()
    assert "Te donker" in text_of(staff.get(evaluation.get_absolute_url()))
    staff.post(page_of("change_finding", finding.pk), values | {"title": "Veel te donker", "version": 1})
    staff.post(page_of("adopt_evaluation", evaluation.pk), {"adopted_on": "2025-03-04", "adopted_by": "de raad"})
    evaluation.refresh_from_db()
    assert (evaluation.is_adopted, evaluation.adopted_by) == (True, "de raad")
    assert "Veel te donker" in text_of(staff.get(evaluation.get_absolute_url()))


def test_a_finding_is_on_the_next_agenda_in_two_taps(staff, evaluation, maarswold):
    finding = make.make_finding(evaluation)
    make.adopt(evaluation)
    page = text_of(staff.get(evaluation.get_absolute_url()))
    address = f"{reverse('plans:new_item')}?bevinding={finding.pk}"
    assert address in page
    form = staff.get(address).context["form"]
    assert form.initial["title"] == "Stoepen zijn slecht"
    assert form["agenda"].value() == f"{maarswold.pk}:2026"
    values = {"title": form.initial["title"], "agenda": form["agenda"].value(), "findings": [finding.pk]}
    staff.post(address, values)
    item = AgendaItem.objects.get()
    assert (item.agenda.year, [source.cause for source in thread.standing_sources(item)]) == (2026, [ref(finding)])
    assert item.title in text_of(staff.get(evaluation.get_absolute_url()))
    assert "Stoepen zijn slecht" in text_of(staff.get(item.get_absolute_url()))


def test_a_finding_that_somebody_may_not_see_fills_nothing_in(staff):
    other = make.make_evaluation(factories.make_work_area("Parkwijk"))
    hidden = make.make_finding(other, "Geheim")
    assert "Geheim" not in text_of(staff.get(f"{reverse('plans:new_item')}?bevinding={hidden.pk}&bevinding=x"))


def test_a_wrong_finding_comes_back_with_what_was_typed(staff, evaluation):
    page = text_of(staff.post(page_of("add_finding", evaluation.pk), {"title": "", "explanation": "Zwanenzang"}))
    assert ("Zwanenzang" in page, "Schrijf in één zin op" in page) == (True, True)


def test_what_belongs_to_a_goal_is_chosen(staff, evaluation):
    goal = evaluation.vision.goals.get()
    address = page_of("set_evidence", evaluation.pk, goal.pk)
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"bewaar": "ja"}).status_code == 302
    assert staff.get(page_of("set_evidence", evaluation.pk, 9999)).status_code == 404


# ── Making a survey ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_survey_is_made_opened_and_closed(staff, evaluation):
    values = {"title": "Uw wijk", "opens_on": "2025-03-01", "closes_on": "2025-03-31", "needs_code": "ja"}
    staff.post(page_of("make_survey", evaluation.pk), values)
    survey = Survey.objects.get()
    question = {"text": "Waar?", "kind": "several", "choices": "groen\nrust\n"}
    staff.post(page_of("add_question", survey.pk), question)
    staff.post(page_of("add_question", survey.pk), {"text": "Hoe?", "kind": "mark"})
    second = SurveyQuestion.objects.get(text="Hoe?")
    staff.post(page_of("move_question", survey.pk, second.pk), {"op": "ja"})
    assert [each.text for each in survey.questions.order_by("number")] == ["Hoe?", "Waar?"]
    staff.post(page_of("open_survey", survey.pk))
    assert "Papier invoeren" in text_of(staff.get(survey.get_absolute_url()))
    staff.post(page_of("close_survey", survey.pk))
    assert "Uitkomst" in text_of(staff.get(survey.get_absolute_url()))


def test_a_question_without_choices_comes_back(staff, evaluation):
    survey = make.make_survey(evaluation)
    page = text_of(staff.post(page_of("add_question", survey.pk), {"text": "Waar?", "kind": "one", "choices": "groen"}))
    assert ("Waar?" in page, "ten minste twee" in page) == (True, True)


@pytest.mark.parametrize("printed_as", ["letters", "questionnaires", "cards"])
def test_codes_are_shown_once_and_not_again(staff, evaluation, printed_as):
    survey = make.make_survey(evaluation)
    address = page_of("make_codes", survey.pk)
    batch = staff.get(address).context["form"]["batch"].value()
    values = {"count": "3", "printed_as": printed_as, "batch": batch}
    response = staff.post(address, values)
    assert all(code in text_of(response) for code in response.context["codes"])
    assert response["Cache-Control"] == "no-store"
    square = response.content.decode()
    assert (square.count('id="qr"'), square.count('href="#qr"')) == (1, 2)
    again = text_of(staff.post(address, values))
    assert "al gemaakt en getoond" in again
    assert not any(code in again for code in response.context["codes"])


def test_a_set_of_questions_is_kept_and_used(staff, evaluation):
    survey = make.make_survey(evaluation, "mark", "one")
    staff.post(page_of("keep_as_set", survey.pk), {"name": "Wonen"})
    page = text_of(staff.get("/vragenlijsten/"))
    assert "Wonen" in page
    own = survey.questions.first()
    staff.post(page_of("remove_question", survey.pk, own.pk))
    kept = SurveyQuestion.objects.filter(question_set__name="Wonen")
    staff.post(page_of("take_over_questions", survey.pk), {"question_set": kept.first().question_set_id})
    assert survey.questions.count() == 3


def test_sets_of_questions_are_kept_by_who_makes_evaluations(staff, evaluation):
    staff.post("/vragenlijsten/", {"name": "Wonen"})
    kept = QuestionSet.objects.get()
    address = page_of("question_set", kept.pk)
    staff.post(address, {"text": "Hoe?", "kind": "mark"})
    question = kept.questions.get()
    assert question.text in text_of(staff.get(address))
    staff.post(page_of("remove_question_of_set", kept.pk, question.pk))
    staff.post(page_of("retire_question_set", kept.pk), {"gebruik": "nee"})
    kept.refresh_from_db()
    assert (kept.questions.count(), kept.is_active) == (0, False)


def test_an_agenda_names_concerns_that_led_to_nothing(staff, evaluation, agenda):
    finding = make.make_finding(evaluation)
    make.adopt(evaluation)
    page = text_of(staff.get(agenda.get_absolute_url()))
    address = f"{page_of('add_item', agenda.work_area_id, agenda.year)}?bevinding={finding.pk}"
    assert address in page
    staff.post(address, {"title": "Stoepen herstellen", "findings": [finding.pk]})
    assert address not in text_of(staff.get(agenda.get_absolute_url()))


# ── Answering ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_resident_answers_with_a_code_and_reads_thanks(client, evaluation):
    survey, (mark, agree), (code,) = make.make_open_survey(evaluation, codes=1)
    door = text_of(client.post("/enquete/", {"code": code.lower()}))
    assert (mark.text in door, code.lower() in door) == (True, True)
    values = {"code": code, f"q{mark.pk}": "8", f"q{agree.pk}": "4"}
    answered = client.post(survey.public_address, values)
    assert answered.url == page_of("survey_thanks", survey.pk)
    assert "Uw antwoorden zijn binnen" in text_of(client.get(answered.url))
    assert sorted(SurveyAnswer.objects.values_list("number", flat=True)) == [4, 8]
    assert client.cookies == {} or f"enquete-{survey.pk}" not in client.cookies
    friendly = text_of(client.post(survey.public_address, values))
    assert "Uw antwoorden zijn binnen: u hoeft niets meer te doen" in friendly


def test_nothing_typed_is_lost_on_a_wrong_code(client, evaluation):
    survey, (words, mark), _codes = make.make_open_survey(evaluation, "words", "mark", codes=1)
    values = {"code": "BCDF-BCDF-BCDF", f"q{words.pk}": "Meer bankjes", f"q{mark.pk}": "9"}
    page = text_of(client.post(survey.public_address, values))
    assert all(words in page for words in ("Meer bankjes", "Deze code kennen wij niet", "BCDF-BCDF-BCDF"))
    assert '<option value="9" selected>' in page
    assert SurveyResponse.objects.count() == 0


def test_who_guesses_codes_waits(client, evaluation):
    survey, (mark, _agree), (code,) = make.make_open_survey(evaluation, codes=1)
    for _guess in range(20):
        client.post("/enquete/", {"code": "BCDF-BCDF-BCDF"})
    for address, values in (("/enquete/", {"code": code}), (survey.public_address, {"code": code, f"q{mark.pk}": "8"})):
        assert "te veel verkeerde codes" in text_of(client.post(address, values))


def test_without_a_code_a_device_is_asked_whether_it_is_somebody_else(client, evaluation):
    survey, (mark, _agree), _codes = make.make_open_survey(evaluation)
    assert "Nu open" in text_of(client.get("/enquete/"))
    client.post(survey.public_address, {f"q{mark.pk}": "8"})
    assert "al ingevuld" in text_of(client.get(survey.public_address))
    assert mark.text in text_of(client.get(f"{survey.public_address}?nog=ja"))


def test_without_a_code_one_network_does_not_answer_a_hundred_times(client, evaluation):
    survey, (mark, _agree), _codes = make.make_open_survey(evaluation)
    for _time in range(22):
        page = client.post(survey.public_address, {f"q{mark.pk}": "8"})
    assert "vandaag al vaak ingevuld" in text_of(page)
    assert SurveyResponse.objects.count() == 20


def test_before_and_after_its_days_that_is_said(client, evaluation):
    later, _questions, _codes = make.make_open_survey(
        evaluation, opens_on=date(2025, 4, 1), closes_on=date(2025, 4, 2), title="Later"
    )
    assert "begint op" in text_of(client.get(later.public_address))
    past, _its, _none = make.make_open_survey(
        evaluation, opens_on=date(2025, 2, 1), closes_on=date(2025, 2, 2), title="Voorbij"
    )
    assert "is gesloten" in text_of(client.get(past.public_address))
    assert client.get(make.make_survey(evaluation, title="In de maak").public_address).status_code == 404


def test_a_code_for_what_is_not_open_yet_says_so(client, evaluation):
    survey = make.make_survey(evaluation, opens_on=date(2025, 3, 4))
    (code,) = make.surveys.make_codes(survey, count=1, batch=survey.client_key, **BY)
    assert "nog niet open" in text_of(client.post("/enquete/", {"code": code}))


def test_residents_read_what_came_of_it_once_it_was_adopted(client, evaluation):
    survey, (mark,), _codes = make.make_open_survey(evaluation, "mark")
    for _person in range(6):
        make.answer(survey, 7)
    make.close(survey)
    assert "Dit kwam eruit" not in text_of(client.get(survey.public_address))
    make.adopt(evaluation)
    page = text_of(client.get(survey.public_address))
    assert ("Dit kwam eruit" in page, "7,0" in page, mark.text in page) == (True, True, True)


# ── Paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_desk_types_paper_and_gets_the_next(desk, evaluation):
    survey, (several, words), (code,) = make.make_open_survey(evaluation, "several", "words", codes=1)
    assert survey.title in text_of(desk.get("/enquetes/"))
    address = page_of("enter_paper", survey.pk)
    assert 'value="1"' in text_of(desk.get(address))
    values = {"sheet": "1", "code": code, f"q{several.pk}": "1, 3", f"q{words.pk}": "Meer groen"}
    assert desk.post(address, values).url == address
    assert 'value="2"' in text_of(desk.get(address))
    assert SurveyAnswer.objects.count() == 3


def test_a_number_that_is_no_answer_comes_back_with_the_rest(desk, evaluation):
    survey, (one, words), _codes = make.make_open_survey(evaluation, "one", "words")
    for typed, told in (("9", "van 1 tot en met 3"), ("1 2", "hoort één antwoord"), ("x", "van 1 tot en met 3")):
        values = {"sheet": "1", f"q{one.pk}": typed, f"q{words.pk}": "Meer groen"}
        page = text_of(desk.post(page_of("enter_paper", survey.pk), values))
        assert (told in page, "Meer groen" in page) == (True, True)


def test_paper_is_typed_a_second_time_by_another(desk, evaluation):
    survey, (mark, _agree), _codes = make.make_open_survey(evaluation, double_entry=True)
    desk.post(page_of("enter_paper", survey.pk), {"sheet": "1", f"q{mark.pk}": "8"})
    address = page_of("check_paper", survey.pk)
    page = text_of(desk.post(address, {"sheet": "1", f"q{mark.pk}": "6"}))
    assert ("Bij vraag 1" in page, "staat zo op het papier" in page) == (True, True)
    desk.post(address, {"sheet": "1", f"q{mark.pk}": "6", "is_sure": "on"})
    assert SurveyAnswer.objects.get().number == 6
    assert "Er is geen papier" in text_of(desk.post(address, {"sheet": "7", f"q{mark.pk}": "6"}))


def test_the_questionnaire_is_printed(desk, evaluation):
    survey = make.make_survey(evaluation, "mark", "several", "words")
    page = text_of(desk.get(page_of("survey_paper", survey.pk)))
    assert all(question.text in page for question in survey.questions.all())


def test_the_desk_sees_no_results(desk, evaluation):
    survey, _questions, _codes = make.make_open_survey(evaluation)
    assert desk.get(survey.get_absolute_url()).status_code == 403


def test_words_are_looked_through(staff, evaluation):
    survey, (_words,), _codes = make.make_open_survey(evaluation, "words")
    for number in range(6):
        make.answer(survey, f"Buurvrouw {number}")
    make.close(survey)
    page = text_of(staff.get(page_of("survey_words", survey.pk)))
    assert "Buurvrouw 0" in page
    assert "Buurvrouw 0" not in text_of(staff.get(survey.get_absolute_url()))
    first, second, *_rest = SurveyAnswer.objects.order_by("words")
    staff.post(page_of("look_through", survey.pk, first.pk), {"words": "Een buurvrouw"})
    staff.post(page_of("look_through", survey.pk, second.pk), {"words": "Buurvrouw 1", "weg": "ja"})
    page = text_of(staff.get(survey.get_absolute_url()))
    assert ("Een buurvrouw" in page, "4 teksten" in page) == (True, True)


# ── Progress ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_an_area_is_there_before_there_is_a_plan(client, maarswold):
    assert "Nog geen plannen" in text_of(client.get(page_of("progress", maarswold.pk)))


def test_the_page_of_an_area_shows_goals_projects_and_what_came_of_findings(client, evaluation, agenda, maarswold):
    finding = make.make_finding(evaluation, "Stoepen zijn slecht")
    make.adopt(evaluation)
    item = factories.make_item(agenda, "Stoepen herstellen", sources=[finding])
    factories.make_item(agenda, "Geheim plan", is_public=False)
    agendas.add_progress(item, text="De eerste straat is klaar", is_public=True, **BY)
    agendas.add_progress(item, text="Onder ons gezegd", **BY)
    page = text_of(client.get(page_of("progress", maarswold.pk)))
    for shown in ("Een veilige wijk", "Stoepen herstellen", "Stoepen zijn slecht", "De eerste straat is klaar"):
        assert shown in page
    for hidden in ("Geheim plan", "Onder ons gezegd"):
        assert hidden not in page


def test_a_promise_is_for_everybody_once_the_signal_is_public(client, maarswold, coordinator):
    signal = factories.make_signal(maarswold, "Bij mijn moeder op nummer 12 is het donker")
    promise = ConditionDraft(
        kind=ConditionKind.MONEY, what="Geld voor lampen", from_whom="de gemeente", by_when=date(2025, 7, 1)
    )
    signals.answer_signal(signal, verdict="conditional", conditions=[promise], by=coordinator, at=factories.TUESDAY)
    address = page_of("progress", maarswold.pk)
    assert "Geld voor lampen" not in text_of(client.get(address))
    Signal.objects.update(is_public=True, public_text="Het is hier donker", published_at=factories.TUESDAY)
    page = text_of(client.get(address))
    assert ("Geld voor lampen" in page, "Het is hier donker" in page, "nummer 12" in page) == (True, True, False)
    inside = text_of(sign_in(client, coordinator).get(address))
    assert ("nummer 12" in inside, signal.get_absolute_url() in inside) == (True, True)


def test_what_a_covenant_promises_is_for_who_may_read_covenants(client, maarswold, coordinator):
    partner = factories.make_organisation("Wonen", "housing")
    covenant = Covenant.objects.create(
        work_area=maarswold, organisation=partner, title="Samen", aim="Een fijne wijk", from_on=date(2025, 1, 1)
    )
    covenant.commitments.create(kind="hours", amount=10, per="month", words="Tien uur voor de tuin")
    address = page_of("progress", maarswold.pk)
    assert "Tien uur voor de tuin" not in text_of(client.get(address))
    assert "Tien uur voor de tuin" in text_of(sign_in(client, coordinator).get(address))


def test_staff_see_more_on_it(staff, evaluation, agenda, maarswold):
    make.make_finding(evaluation, "Nog in de maak")
    factories.make_item(agenda, "Geheim plan", is_public=False)
    page = text_of(staff.get(page_of("progress", maarswold.pk)))
    assert ("Nog in de maak" in page, "Geheim plan" in page) == (True, True)


def test_the_page_of_an_area_asks_as_much_for_one_item_as_for_six(
    client, agenda, maarswold, evaluation, django_assert_max_num_queries
):
    make.make_finding(evaluation)
    make.adopt(evaluation)
    address = page_of("progress", maarswold.pk)

    def count():
        with django_assert_max_num_queries(60) as counted:
            text_of(client.get(address))
        return len(counted)

    factories.make_item(agenda, "Eerste")
    client.get(address)
    first = count()
    for number in range(5):
        factories.make_item(agenda, f"Nog {number}")
    assert count() == first
