"""Surveys for machines: questions, sets of them, paper typed twice, and own words that somebody looks through."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.domain.plans.models import QuestionSet, SurveyAnswer
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

SETS = "/api/v1/vragenlijsten"
HOW = {"vraag": "Hoe woont u hier?", "soort": "rapportcijfer"}
WHY = {"vraag": "Waarom?", "soort": "eigen woorden"}


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold, vision=make.make_vision(maarswold))


@pytest.fixture
def send(client, maarswold):
    """Sends as a key of the coordinator of Maarswold."""
    return sender(client, make_key(Role.COORDINATOR, areas=[maarswold]))


def sender(client, key):
    def send(method, address, data=None):
        ask = getattr(client, method)
        return ask(address, data or {}, content_type="application/json", headers=bearer(key))

    return send


def address_of(survey):
    return f"/api/v1/enquetes/{survey.pk}"


def questions_in(answer):
    return [each["vraag"] for each in answer.json()["vragen"]]


def make_open(evaluation, *kinds, **fields):
    today = clock.today()
    return make.make_open_survey(evaluation, *kinds, opens_on=today, closes_on=today, **fields)


def test_questions_are_changed_moved_and_removed_until_it_is_open(send, evaluation):
    survey = make.make_survey(evaluation, "mark", "words")
    mark, words = survey.questions.order_by("number")
    address = address_of(survey)
    goal = evaluation.vision.goals.get()
    changed = send("put", f"{address}/vragen/{mark.pk}", HOW | {"doelNummer": goal.pk})
    assert [each["doelNummer"] for each in changed.json()["vragen"]] == [goal.pk, None]
    moved = send("post", f"{address}/vragen/{words.pk}/plaats", {"omhoog": True})
    assert questions_in(moved) == ["Een vraag (words)", "Hoe woont u hier?"]
    assert questions_in(send("post", f"{address}/vragen/{words.pk}/weg")) == ["Hoe woont u hier?"]
    assert send("post", f"{address}/opening").json()["staat"] == "open"
    for method, deed, data in (("put", "", HOW), ("post", "/plaats", {"omhoog": True}), ("post", "/weg", {})):
        assert send(method, f"{address}/vragen/{mark.pk}{deed}", data).status_code == 409
    assert send("put", f"{address}/vragen/{words.pk}", HOW).status_code == 404


def test_a_survey_gets_other_words_and_days(send, evaluation):
    address = address_of(make.make_survey(evaluation))
    changed = {"titel": "Uw straat", "openVanaf": "2030-03-01", "openTotEnMet": "2030-03-31", "tweeKeerInvoeren": True}
    told = send("put", address, changed).json()
    assert (told["titel"], told["openTotEnMet"], told["tweeKeerInvoeren"]) == ("Uw straat", "2030-03-31", True)
    turned = send("put", address, changed | {"openTotEnMet": "2030-02-01"})
    assert turned.json()["code"] == "DaysTurnedRound"
    of_evaluation = send("get", f"/api/v1/wijkevaluaties/{evaluation.pk}/enquetes").json()["resultaten"]
    assert [(each["titel"], each["staat"]) for each in of_evaluation] == [("Uw straat", "in de maak")]


def test_a_set_of_questions_is_made_kept_and_taken_over(send, evaluation):
    made = send("post", SETS, {"naam": "Wonen"}).json()
    own = f"{SETS}/{made['nummer']}"
    send("post", f"{own}/vragen", HOW)
    two = send("post", f"{own}/vragen", WHY).json()
    survey = make.make_survey(evaluation, "mark")
    taken = send("post", f"{address_of(survey)}/overname", {"vragenlijst": made["nummer"]})
    assert questions_in(taken) == ["Een vraag (mark)", "Hoe woont u hier?", "Waarom?"]
    assert questions_in(send("post", f"{own}/vragen/{two['vragen'][0]['nummer']}/weg")) == ["Waarom?"]
    kept = send("post", f"{address_of(survey)}/vragenlijst", {"naam": "Heel de wijk"})
    assert (kept.status_code, len(questions_in(kept))) == (201, 3)
    values = {"titel": "Nog een", "openVanaf": "2030-03-01", "openTotEnMet": "2030-03-31"}
    begun = send("post", f"/api/v1/wijkevaluaties/{evaluation.pk}/enquetes", values | {"vragenlijst": made["nummer"]})
    assert questions_in(begun) == ["Waarom?"]
    assert [each["naam"] for each in send("get", SETS).json()["resultaten"]] == ["Heel de wijk", "Wonen"]


def test_a_set_is_called_once_and_out_of_use_it_is_not_offered(send, evaluation):
    own = QuestionSet.objects.create(name="Wonen")
    for name in ("Wonen", " "):
        assert send("post", SETS, {"naam": name}).json()["code"] == "SetNameTaken"
    assert send("post", f"{SETS}/{own.pk}/gebruik", {"inGebruik": False}).json()["inGebruik"] is False
    taken = send("post", f"{address_of(make.make_survey(evaluation))}/overname", {"vragenlijst": own.pk})
    assert (taken.status_code, taken.json()["code"]) == (400, "NoSuchQuestionSet")
    for address in (f"{SETS}/999", f"{SETS}/{own.pk}/vragen/999/weg"):
        assert send("get" if address.endswith("999") else "post", address).status_code == 404


def test_paper_typed_again_is_looked_at_where_it_differs(send, evaluation):
    survey, (mark,), _codes = make_open(evaluation, "mark")
    address = f"{address_of(survey)}/papier"
    paper = {"nummer": 1, "antwoorden": [{"vraag": mark.pk, "nummers": [7]}]}
    other = {"nummer": 1, "antwoorden": [{"vraag": mark.pk, "nummers": [8]}]}
    assert send("post", address, paper).status_code == 201
    assert send("get", address_of(survey)).json()["papierNietNagekeken"] == 1
    differs = send("post", f"{address}/nogmaals", other)
    assert (differs.status_code, differs.json()["code"]) == (409, "DiffersFromFirst")
    assert send("post", f"{address}/nogmaals", other | {"zeker": True}).status_code == 200
    assert SurveyAnswer.objects.values_list("number", flat=True).get() == 8
    assert send("get", address_of(survey)).json()["papierNietNagekeken"] == 0
    assert send("post", f"{address}/nogmaals", paper | {"nummer": 5}).json()["code"] == "NoSuchSheet"


def test_own_words_are_read_after_it_closed_and_as_they_were_left(send, evaluation):
    survey, _questions, _codes = make_open(evaluation, "words")
    for number in range(evaluation.municipality.smallest_group):
        make.answer(survey, f"Jan van nummer {number} is aardig", at=clock.now())
    address = f"{address_of(survey)}/woorden"
    assert send("get", address).json() == {"nogNietNagekeken": [], "aantalNogNietNagekeken": 0, "nagekeken": []}
    make.close(survey)
    waiting = send("get", address).json()["nogNietNagekeken"]
    first, second = waiting[:2]
    send("post", f"{address}/{first['nummer']}", {"woorden": "Een buur is aardig"})
    told = send("post", f"{address}/{second['nummer']}", {"woorden": " "}).json()
    (read,) = told["nagekeken"]
    assert (read["woorden"], read["weggehaald"]) == (["Een buur is aardig"], 1)
    assert told["aantalNogNietNagekeken"] == len(waiting) - 2


def test_a_key_of_another_area_keeps_no_survey_here(client, evaluation):
    elsewhere = sender(client, make_key(Role.COORDINATOR, areas=[make_work_area("Mussel")]))
    survey = make.make_survey(evaluation, "words")
    question = survey.questions.get()
    for method, deed, data in (
        ("get", "", None),
        ("get", "/woorden", None),
        ("put", f"/vragen/{question.pk}", HOW),
        ("post", f"/vragen/{question.pk}/weg", None),
        ("post", "/vragenlijst", {"naam": "Weg"}),
    ):
        assert elsewhere(method, f"{address_of(survey)}{deed}", data).status_code == 403
    assert client.get(SETS).status_code == 401
