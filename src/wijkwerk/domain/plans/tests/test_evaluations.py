"""Evaluations: what stands next to the goals, findings that feed the agenda, and numbers that stay as they were."""

from datetime import UTC, date, datetime

import pytest

from wijkwerk.domain.inspections.models import Inspection
from wijkwerk.domain.inspections.tests import factories as inspections
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, Indicator, Measurement
from wijkwerk.domain.plans.operations import evaluations
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.plans.search import evaluations as search
from wijkwerk.domain.plans.tests import evaluation_factories as make
from wijkwerk.domain.plans.tests import factories
from wijkwerk.domain.plans.tests.evaluation_factories import BY
from wijkwerk.domain.plans.tests.factories import TUESDAY, make_signal
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.tests.factories import make_category
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def vision(maarswold):
    return make.make_vision(maarswold, "Een veilige wijk", "Een groene wijk")


@pytest.fixture
def evaluation(maarswold, vision):
    return make.make_evaluation(maarswold, vision=vision)


@pytest.fixture
def safe(vision):
    return vision.goals.get(number=1)


def block_of(evaluation, goal):
    return next(block for block in queries.picture_of(evaluation).blocks if block.goal_id == (goal and goal.pk))


# ── Making ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_area_has_one_evaluation_a_year(maarswold, evaluation):
    assert make.make_evaluation(maarswold) == evaluation
    assert Evaluation.objects.count() == 1


def test_a_vision_of_another_area_is_refused(evaluation):
    elsewhere = make.make_vision(factories.make_work_area("Parkwijk"))
    with pytest.raises(evaluations.VisionOfAnother):
        evaluations.change_evaluation(evaluation, vision=elsewhere, summary="", **BY)


def test_another_vision_is_refused_while_findings_speak_of_the_goals_of_this_one(evaluation, safe):
    make.make_finding(evaluation, goal=safe)
    with pytest.raises(evaluations.VisionHasFindings):
        evaluations.change_evaluation(evaluation, vision=None, summary="", **BY)


def test_what_somebody_else_wrote_meanwhile_is_not_lost(evaluation, vision):
    evaluations.change_evaluation(evaluation, vision=vision, summary="Van Anna", version=1, **BY)
    with pytest.raises(evaluations.ChangedMeanwhile) as refusal:
        evaluations.change_evaluation(evaluation, vision=vision, summary="Van Bram", version=1, **BY)
    assert refusal.value.current.summary == "Van Anna"


# ── Next to the goals ──────────────────────────────────────────────────────────────────────────────────────────────
def test_signals_of_the_year_stand_next_to_the_goal_of_their_subject(maarswold, evaluation, safe):
    paving, green = make_category("Stoepen", code="stoepen"), make_category("Groen", code="groen")
    for number in range(3):
        make_signal(maarswold, f"Losse tegel {number}", category=paving)
    make_signal(maarswold, "Onkruid", category=green)
    make_signal(factories.make_work_area("Parkwijk"), "Elders", category=paving)
    Signal.objects.filter(text="Losse tegel 0").update(reported_at=datetime(2024, 12, 31, 22, 30, tzinfo=UTC))
    Signal.objects.filter(text="Losse tegel 1").update(reported_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    evaluations.set_evidence(safe, categories=[paving], aspects=[], figures=[], **BY)
    evaluations.count_signals(evaluation, at=TUESDAY)
    assert [(line.subject, line.received, line.answered) for line in block_of(evaluation, safe).signals] == [
        ("Stoepen", 2, 0)
    ]
    assert [line.subject for line in block_of(evaluation, None).signals] == ["Groen"]


def test_who_was_helped_is_told_of_five_and_more(maarswold, evaluation):
    for number in range(11):
        make_signal(maarswold, f"Losse tegel {number}")
    Reporter.objects.update(is_helped=True)
    evaluations.count_signals(evaluation, at=TUESDAY)
    assert [(line.helped, line.not_helped) for line in block_of(evaluation, None).signals] == [(11, 0)]
    Reporter.objects.filter(signal__text="Losse tegel 1").update(is_helped=False)
    evaluations.count_signals(evaluation, at=TUESDAY)
    assert [(line.helped, line.not_helped) for line in block_of(evaluation, None).signals] == [(None, None)]


def test_the_inspection_stands_next_to_the_goal_of_its_aspect(maarswold, evaluation, safe):
    walk = inspections.make_inspection(maarswold)
    walker = inspections.make_walker(walk)
    for spot in inspections.spots(walk):
        inspections.mark(walker, spot, "C")
    Inspection.objects.update(state="walked", walked_at=TUESDAY)
    aspect = walk.subject.aspects.get(name="Onkruid")
    evaluations.set_evidence(safe, categories=[], aspects=[aspect], figures=[], **BY)
    evaluation.year = walk.on.year
    (line,) = block_of(evaluation, safe).aspects
    assert (line.aspect, line.level, line.below) == ("Groen: Onkruid", "C", line.spots)
    assert block_of(evaluation, None).aspects == []


def test_figures_are_those_that_were_known_in_the_year(evaluation, safe):
    indicator = Indicator.objects.create(goal=safe, title="Voelt zich veilig", kind="percentage", created_at=TUESDAY)
    for year, value in ((2020, 60), (2024, 70), (2026, 90)):
        Measurement.objects.create(
            indicator=indicator, year=year, value=value, source="Enquête", entered_at=TUESDAY, is_zero=year == 2020
        )
    (line,) = block_of(evaluation, safe).figures
    assert (line.value, line.period, line.began) == ("70%", "2024", "60% (2020)")


def test_the_survey_stands_next_to_the_goal_of_its_question(evaluation, safe):
    survey = make.make_survey(evaluation, "agree", needs_code=False)
    survey.questions.update(goal=safe)
    survey = make.surveys.open_survey(survey, **BY)
    for _person in range(6):
        make.answer(survey, 4)
    assert block_of(evaluation, safe).questions == []
    make.close(survey)
    (question,) = block_of(evaluation, safe).questions
    assert (question.answered, [cell.count for cell in question.cells]) == (6, [0, 0, 0, 6, 0, 0])
    assert queries.picture_of(evaluation).surveys[0].count == 6


def test_the_picture_takes_the_same_queries_however_much_there_is(
    maarswold, evaluation, vision, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(40) as counted:
            queries.live_picture(evaluations.queries.evaluation(evaluation.pk))
        return len(counted)

    def fill(number):
        goal = Goal.objects.create(vision=vision, number=number, title=f"Doel {number}")
        category = make_category(f"Onderwerp {number}", code=f"onderwerp-{number}")
        make_signal(maarswold, f"Melding {number}", category=category)
        evaluations.set_evidence(goal, categories=[category], aspects=[], figures=[], **BY)
        Indicator.objects.create(goal=goal, title="Iets", created_at=TUESDAY)
        survey, _questions, _codes = make.make_open_survey(evaluation, "mark", title=f"Enquête {number}")
        make.answer(survey, 4)
        make.close(survey)
        evaluations.count_signals(evaluation, at=TUESDAY)

    fill(3)
    first = count()
    for number in range(4, 8):
        fill(number)
    assert count() == first


# ── Findings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_thread_goes_from_an_item_over_the_finding_to_the_goal(evaluation, safe, agenda):
    finding = make.make_finding(evaluation, goal=safe)
    make.adopt(evaluation)
    item = factories.make_item(agenda, sources=[finding])
    line = thread.line_of(item, for_actor=VISITOR)
    assert [node.key for node in line.nodes] == [ref(safe), ref(finding), ref(item)]
    assert [[each.pk for each in one.items] for one in queries.findings_of(evaluation, actor=VISITOR)] == [[item.pk]]


def test_the_thread_follows_a_finding_to_another_goal(evaluation, vision, safe):
    finding = make.make_finding(evaluation, goal=safe)
    green = vision.goals.get(number=2)
    values = {"kind": "concern", "title": "Anders", "weight": 2, "explanation": "", "parties": []}
    evaluations.change_finding(finding, goal=green, **values, **BY)
    assert [source.cause for source in thread.standing_sources(finding)] == [ref(green)]


def test_a_finding_says_something_and_has_a_goal_of_its_own_vision(evaluation, maarswold):
    with pytest.raises(evaluations.FindingMissing):
        make.make_finding(evaluation, "  ")
    with pytest.raises(evaluations.TextTooLong):
        make.make_finding(evaluation, "x" * 201)
    other = make.make_vision(maarswold, title="Een andere").goals.get()
    with pytest.raises(evaluations.GoalOfAnother):
        make.make_finding(evaluation, goal=other)


def test_a_finding_that_led_to_something_stays(evaluation, agenda):
    finding = make.make_finding(evaluation)
    factories.make_item(agenda, sources=[finding])
    with pytest.raises(evaluations.FindingLedToSomething):
        evaluations.remove_finding(finding, reason="Toch niet", **BY)
    other = make.make_finding(evaluation, "Iets anders")
    evaluations.remove_finding(other, reason="Toch niet", **BY)
    assert list(Finding.objects.all()) == [finding]


# ── Adopted ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_shown_when_it_was_adopted_stays(maarswold, evaluation, safe):
    make_signal(maarswold, "Losse tegel")
    survey, _questions, _codes = make.make_open_survey(evaluation, "mark", "several", "words")
    for _person in range(6):
        make.answer(survey, 8, [1, 2], "Prima")
    make.close(survey)
    make.make_finding(evaluation, goal=safe)
    make.adopt(evaluation)
    kept = queries.picture_of(queries.evaluation(evaluation.pk))
    make_signal(maarswold, "Nog een")
    evaluations.count_what_is_being_made(at=TUESDAY)
    Goal.objects.update(title="Anders")
    again = queries.picture_of(queries.evaluation(evaluation.pk))
    assert again == kept
    assert (kept.blocks[-1].signals[0].received, kept.blocks[0].title, kept.surveys[0].count) == (
        1,
        "Een veilige wijk",
        6,
    )


def test_the_body_of_the_area_and_who_agreed_hear_of_it(evaluation, maarswold):
    body = factories.make_organisation("Wijkraad", "residents_body", email="raad@example.nl")
    body.work_areas.add(maarswold)
    agreed = factories.make_organisation("Wonen", "housing", email="wonen@example.nl")
    factories.make_organisation("Zorg", "care", email="zorg@example.nl")
    make.make_finding(evaluation, parties=[agreed, body])
    make.adopt(evaluation)
    letters = Letter.objects.filter(template="plans/evaluation_adopted")
    assert sorted(letters.values_list("to_address", flat=True)) == ["raad@example.nl", "wonen@example.nl"]


def test_nothing_changes_after_adoption_but_by_taking_it_back(evaluation):
    finding = make.make_finding(evaluation)
    adopted = make.adopt(evaluation)
    for deed in (
        lambda: make.make_finding(adopted),
        lambda: evaluations.remove_finding(finding, reason="Toch niet", **BY),
        lambda: evaluations.change_evaluation(adopted, vision=None, summary="", **BY),
        lambda: make.adopt(adopted),
    ):
        with pytest.raises(evaluations.EvaluationIsAdopted):
            deed()
    evaluations.take_back_adoption(adopted, reason="De raad wil meer weten", **BY)
    make.make_finding(evaluation, "Meer")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"adopted_by": " "}, evaluations.WhoAdopted),
        ({"adopted_by": "x" * 201}, evaluations.TextTooLong),
        ({"adopted_on": date(2025, 3, 5)}, evaluations.AdoptedInTheFuture),
    ],
)
def test_adoption_says_by_whom_and_when_it_was(evaluation, fields, refusal):
    with pytest.raises(refusal):
        make.adopt(evaluation, **fields)


def test_findings_are_found_by_everybody_once_adopted(evaluation):
    finding = make.make_finding(evaluation, "Stoepen zijn slecht")
    assert [document.is_public for document in search.documents()] == [False, False]
    make.adopt(evaluation)
    assert {document.title for document in search.documents() if document.is_public} == {
        evaluation.title,
        finding.title,
    }


def test_concerns_that_led_to_nothing_are_known(maarswold, evaluation, agenda):
    done, left = make.make_finding(evaluation, "Gedaan"), make.make_finding(evaluation, "Blijft liggen")
    make.make_finding(evaluation, "Gaat goed", kind="strength")
    make.adopt(evaluation)
    factories.make_item(agenda, sources=[done])
    assert queries.concerns_without_item(maarswold, before=2025) == [left]
