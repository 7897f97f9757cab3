"""Evaluations and surveys for machines: the same deeds as the pages, and no small groups here either."""

import pytest

from wijkwerk.api.tests.factories import bearer, make_key
from wijkwerk.domain.inspections.tests.factories import make_subject
from wijkwerk.domain.people.tests.factories import make_work_area
from wijkwerk.domain.plans.models import Finding, SurveyResponse
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.signals.tests.factories import make_category
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock

EVALUATIONS = "/api/v1/wijkevaluaties"
SURVEYS = "/api/v1/enquetes"


@pytest.fixture
def maarswold(municipality):
    return make_work_area("Maarswold")


@pytest.fixture
def evaluation(maarswold):
    return make.make_evaluation(maarswold, vision=make.make_vision(maarswold))


@pytest.fixture
def key(municipality):
    return bearer(make_key(Role.COORDINATOR))


def make_open(evaluation, *kinds, **fields):
    today = clock.today()
    return make.make_open_survey(evaluation, *kinds, opens_on=today, closes_on=today, **fields)


def test_everybody_reads_what_was_adopted(client, evaluation):
    assert client.get(EVALUATIONS).json()["resultaten"] == []
    assert client.get(f"{EVALUATIONS}/{evaluation.pk}").status_code == 404
    make.make_finding(evaluation)
    make.adopt(evaluation)
    assert [each["werkgebiedNaam"] for each in client.get(EVALUATIONS).json()["resultaten"]] == ["Maarswold"]
    whole = client.get(f"{EVALUATIONS}/{evaluation.pk}").json()
    assert ([each["titel"] for each in whole["bevindingen"]], whole["staat"]) == (
        ["Stoepen zijn slecht"],
        "vastgesteld",
    )


def test_a_key_makes_an_evaluation_says_what_was_found_and_adopts(client, maarswold, key):
    vision = make.make_vision(maarswold)
    sent = {"content_type": "application/json", "headers": key}
    made = client.post(EVALUATIONS, {"werkgebied": maarswold.pk, "jaar": 2025}, **sent).json()
    address = f"{EVALUATIONS}/{made['nummer']}"
    values = {"titel": "Te donker", "soort": "vraagt aandacht", "doelNummer": vision.goals.get().pk}
    finding = client.post(f"{address}/bevindingen", values, **sent).json()
    changed = values | {"titel": "Veel te donker", "versie": finding["versie"]}
    assert client.put(f"/api/v1/bevindingen/{finding['nummer']}", changed, **sent).json()["titel"] == "Veel te donker"
    assert client.put(f"/api/v1/bevindingen/{finding['nummer']}", changed, **sent).status_code == 409
    adopted = {"vastgesteldOp": "2025-03-04", "vastgesteldDoor": "het college"}
    assert client.post(f"{address}/vaststelling", adopted, **sent).json()["staat"] == "vastgesteld"
    assert client.post(f"{address}/bevindingen", values, **sent).status_code == 409
    assert Finding.objects.count() == 1


def test_a_survey_is_answered_with_a_code_once(client, evaluation):
    survey, (mark,), (code,) = make_open(evaluation, "mark", codes=1)
    assert [each["nummer"] for each in client.get(SURVEYS).json()["resultaten"]] == [survey.pk]
    answers = {"code": code, "antwoorden": [{"vraag": mark.pk, "nummers": [8]}]}
    address = f"{SURVEYS}/{survey.pk}/antwoorden"
    statuses = [client.post(address, answers, content_type="application/json").status_code for _time in range(2)]
    assert (statuses, SurveyResponse.objects.count()) == ([201, 409], 1)


def test_results_come_after_it_closed_and_without_small_groups(client, evaluation, key):
    survey, (one,), _codes = make_open(evaluation, "one")
    address = f"{SURVEYS}/{survey.pk}/uitkomst"
    assert client.get(address, headers=key).status_code == 404
    for choice in [1] * 9 + [2] * 2 + [3] * 7:
        make.answer(survey, choice, at=clock.now())
    make.close(survey)
    (question,) = client.get(address, headers=key).json()["vragen"]
    assert [each["aantal"] for each in question["verdeling"]] == [9, None, None]
    assert (question["vraag"], question["aantalAntwoorden"]) == (one.text, 18)
    assert client.get(address).status_code == 401


def test_a_key_makes_a_survey_hands_out_codes_and_types_paper(client, evaluation, key):
    today = clock.today().isoformat()
    sent = {"content_type": "application/json", "headers": key}
    values = {"titel": "Uw wijk", "openVanaf": today, "openTotEnMet": today}
    made = client.post(f"{EVALUATIONS}/{evaluation.pk}/enquetes", values, **sent).json()
    address = f"{SURVEYS}/{made['nummer']}"
    assert client.post(f"{address}/opening", {}, **sent).status_code == 400  # no questions
    asked = client.post(f"{address}/vragen", {"vraag": "Hoe?", "soort": "rapportcijfer"}, **sent).json()
    assert client.post(f"{address}/opening", {}, **sent).status_code == 200
    batch = {"aantal": 2, "sleutel": "6c2f5d3e-0000-4000-8000-000000000001"}
    codes = client.post(f"{address}/codes", batch, **sent).json()["codes"]
    assert (len(codes), client.post(f"{address}/codes", batch, **sent).status_code) == (2, 409)
    paper = {"nummer": 1, "code": codes[0], "antwoorden": [{"vraag": asked["vragen"][0]["nummer"], "nummers": [7]}]}
    assert [client.post(f"{address}/papier", paper | {"nummer": n}, **sent).status_code for n in (1, 2)] == [201, 409]
    assert client.post(f"{address}/papier", paper, content_type="application/json").status_code == 401
    assert client.post(f"{address}/sluiting", {}, **sent).status_code == 200
    assert client.get(f"{address}/uitkomst", headers=key).json()["deelnemers"] == 1


def test_a_key_changes_takes_back_and_takes_away(client, evaluation, key):
    sent = {"content_type": "application/json", "headers": key}
    address = f"{EVALUATIONS}/{evaluation.pk}"
    changed = {"visieNummer": evaluation.vision_id, "samenvatting": "Het gaat goed", "versie": 1}
    assert client.put(address, changed, **sent).json()["samenvatting"] == "Het gaat goed"
    assert client.put(address, changed, **sent).status_code == 409
    finding = make.make_finding(evaluation)
    make.adopt(evaluation)
    gone = {"reden": "Toch niet"}
    assert client.post(f"/api/v1/bevindingen/{finding.pk}/weg", gone, **sent).status_code == 409
    assert client.post(f"{address}/terugname", gone, **sent).json()["staat"] == "in de maak"
    assert client.post(f"/api/v1/bevindingen/{finding.pk}/weg", gone, **sent).status_code == 200
    assert Finding.objects.count() == 0


def test_a_key_says_what_tells_something_of_a_goal(client, evaluation, key):
    sent = {"content_type": "application/json", "headers": key}
    goal = evaluation.vision.goals.get()
    address = f"{EVALUATIONS}/{evaluation.pk}/doelen/{goal.pk}/aanwijzingen"
    category, aspect = make_category("Straat"), make_subject("Straat", "Verharding").aspects.get()
    chosen = {"onderwerpen": [category.code], "aspecten": [aspect.pk], "cijfers": []}
    assert client.put(address, chosen, **sent).json() == {"doelNummer": goal.pk} | chosen
    wrong = client.put(address, chosen | {"cijfers": ["bestaat-niet"]}, **sent)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "NoSuchEvidence")
    assert client.get(address, headers=key).json() == {"doelNummer": goal.pk} | chosen
    assert client.put(address, chosen | {"onderwerpen": [], "aspecten": []}, **sent).json()["onderwerpen"] == []
    assert client.get(address).status_code == 401
    assert client.get(f"{EVALUATIONS}/{evaluation.pk}/doelen/999/aanwijzingen", headers=key).status_code == 404
    assert client.post(f"{EVALUATIONS}/{evaluation.pk}/telling", {}, **sent).status_code == 200
