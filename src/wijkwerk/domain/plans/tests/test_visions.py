"""Deeds on a vision: writing, letting people react, deciding, versions, revising, plans of residents."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import Goal, TakenOver, Vision, VisionComment
from wijkwerk.domain.plans.models.visions import AdoptedBy, GoalKind
from wijkwerk.domain.plans.operations import comments, plan_writing, visions
from wijkwerk.domain.plans.plan_states import VISION_MOVES, VisionState
from wijkwerk.domain.plans.queries import visions as queries
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import (
    JULY,
    TODAY,
    TUESDAY,
    make_coordinator,
    make_organisation,
    make_work_area,
)
from wijkwerk.domain.plans.tests.plan_factories import BY, LATER, make_own_plan, make_vision
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.search import queries as search

CHANGED = {"title": "Anders", "text": "Ook anders", "from_year": 2026, "until_year": 2036}


def letters():
    return [(letter.template, letter.to_address) for letter in Letter.objects.order_by("pk")]


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_same_vision_sent_twice_is_one(maarswold):
    key = uuid.uuid4()
    assert make_vision(maarswold, client_key=key) == make_vision(maarswold, client_key=key, goals=())
    assert Vision.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"until_year": 2024}, "until_year"),
        ({"until_year": 2025}, "until_year"),
        ({"from_year": 1200}, "until_year"),
        ({"text": "x" * 40_001}, "text"),
        ({"owner": "residents"}, "body"),
    ],
)
def test_a_vision_that_cannot_be_is_refused_with_its_field(maarswold, wrong, field):
    with pytest.raises(visions.Refusal) as refused:
        make_vision(maarswold, goals=(), **wrong)
    assert (refused.value.about_field, Vision.objects.count()) == (field, 0)


def test_what_another_wrote_meanwhile_is_not_lost(maarswold):
    vision = make_vision(maarswold)
    visions.change_vision(vision, **CHANGED | BY, version=vision.version)
    with pytest.raises(plan_writing.ChangedMeanwhile) as refused:
        visions.change_vision(vision, **CHANGED | BY, version=vision.version)
    assert refused.value.current.title == "Anders"


def test_goals_have_their_number_and_keep_it(maarswold):
    vision = make_vision(maarswold, goals=("Eén", "Twee", "Drie"))
    visions.remove_goal(vision.goals.get(number=2), **BY)
    visions.add_goal(vision, title="Vier", **BY)
    assert list(vision.goals.values_list("number", "title")) == [(1, "Eén"), (3, "Drie"), (4, "Vier")]


def test_a_goal_with_something_hanging_on_it_stays(maarswold):
    vision = make_vision(maarswold)
    make.make_effort(make.make_programme(maarswold, vision=vision), goal=vision.goals.get())
    with pytest.raises(visions.GoalIsUsed):
        visions.remove_goal(vision.goals.get(), **BY)


# ── Consultation and comments ──────────────────────────────────────────────────────────────────────────────────────
def test_the_body_and_partners_hear_that_a_vision_lies_before_them(maarswold):
    make.make_body(maarswold, email="wijkraad@example.nl")
    partner = make_organisation("Wonen", "housing", email="wonen@example.nl")
    partner.work_areas.add(maarswold)
    make_organisation("Elders", "housing", email="elders@example.nl")
    make_vision(maarswold, state=VisionState.CONSULTATION)
    told = "plans/consultation_opened"
    assert sorted(letters()) == [(told, "wijkraad@example.nl"), (told, "wonen@example.nl")]


def test_a_vision_is_not_put_before_people_until_a_day_that_is_gone_nor_without_goals(maarswold):
    with pytest.raises(visions.ConsultationHasEnded):
        visions.open_consultation(make_vision(maarswold), until=TODAY, is_open_to_all=True, **BY)
    with pytest.raises(visions.NothingToAdopt):
        visions.open_consultation(make_vision(maarswold, goals=()), until=JULY, is_open_to_all=True, **BY)


def test_while_it_lies_before_people_nobody_rewrites_it(maarswold):
    with pytest.raises(visions.NotWrittenNow):
        visions.change_vision(make_vision(maarswold, state=VisionState.CONSULTATION), **CHANGED | BY)


def test_a_comment_of_a_body_is_public_at_once_and_of_a_resident_after_it_was_read(maarswold):
    vision, body = make_vision(maarswold, state=VisionState.CONSULTATION), make.make_body(maarswold)
    visions.comment(vision, text="Namens de wijkraad", organisation=body, by=VISITOR, at=TUESDAY)
    visions.comment(vision, text="Ik vind het mooi", name="Fenna", by=VISITOR, at=TUESDAY)
    assert [said.text for said in queries.comments_of(vision, insider=False)] == ["Namens de wijkraad"]
    assert len(queries.comments_of(vision, insider=True)) == 2


def test_a_comment_sent_twice_is_one(maarswold):
    vision, key = make_vision(maarswold, state=VisionState.CONSULTATION), uuid.uuid4()
    for _time in range(2):
        visions.comment(vision, text="Eén keer", client_key=key, by=VISITOR, at=TUESDAY)
    assert VisionComment.objects.count() == 1


def test_nobody_comments_on_what_does_not_lie_before_them(maarswold):
    for vision in (make_vision(maarswold), make_vision(maarswold, state=VisionState.ADOPTED)):
        with pytest.raises(visions.NoCommentsNow):
            visions.comment(vision, text="Te laat", by=VISITOR, at=TUESDAY)


def test_without_an_account_one_comments_only_when_it_is_open_to_all(maarswold):
    vision = visions.open_consultation(make_vision(maarswold), until=JULY, is_open_to_all=False, **BY)
    with pytest.raises(visions.NoCommentsNow):
        visions.comment(vision, text="Hallo", by=VISITOR, at=TUESDAY)
    coordinator = make_coordinator(maarswold)
    assert visions.comment(vision, text="Hallo", by=coordinator, at=TUESDAY).person == coordinator


def test_who_commented_hears_what_was_done_with_it(maarswold):
    vision = make_vision(maarswold, state=VisionState.CONSULTATION)
    said = visions.comment(vision, text="Meer bomen", name="Fenna", email="fenna@example.nl", by=VISITOR, at=TUESDAY)
    visions.move_vision(vision, state=VisionState.PROCESSING, **BY)
    for _time in range(2):
        visions.handle_comment(said, taken_over=TakenOver.PARTLY, reason="Langs het water wel.", **BY)
    letter = Letter.objects.get(template="plans/comment_handled")
    assert letter.to_address == "fenna@example.nl"
    assert ("deels overgenomen" in letter.body, "Langs het water wel." in letter.body) == (True, True)


@pytest.mark.parametrize("taken_over", [TakenOver.PARTLY, TakenOver.NO])
def test_what_is_not_wholly_taken_over_says_why(maarswold, taken_over):
    vision = make_vision(maarswold, state=VisionState.CONSULTATION)
    said = visions.comment(vision, text="Meer bomen", by=VISITOR, at=TUESDAY)
    with pytest.raises(visions.Refusal) as refused:
        visions.handle_comment(said, taken_over=taken_over, reason=" ", **BY)
    assert refused.value.about_field == "reason"


def test_the_clock_closes_a_consultation_after_its_last_day(maarswold):
    vision = visions.open_consultation(make_vision(maarswold), until=date(2025, 3, 5), is_open_to_all=True, **BY)
    assert visions.close_consultations_that_ended(at=LATER) == 0
    assert visions.close_consultations_that_ended(at=LATER.replace(day=6)) == 1
    vision.refresh_from_db()
    assert vision.state == VisionState.PROCESSING


# ── The decision ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_adopted_vision_stays_as_it_is(maarswold):
    vision = make_vision(maarswold, state=VisionState.ADOPTED)
    goal = vision.goals.get()
    for deed in (
        lambda: visions.change_vision(vision, **CHANGED | BY),
        lambda: visions.add_goal(vision, title="Nog een", **BY),
        lambda: visions.remove_goal(goal, **BY),
        lambda: make.adopt(vision),
    ):
        with pytest.raises(visions.VisionStands):
            deed()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"decision_number": " "}, visions.DecisionMissing),
        ({"adopted_on": JULY}, visions.AdoptedTomorrow),
        ({"adopted_by": AdoptedBy.RESIDENTS}, visions.ResidentsDoNotAdopt),
    ],
)
def test_a_decision_says_by_whom_when_and_under_which_number(maarswold, wrong, refusal):
    with pytest.raises(refusal):
        make.adopt(make_vision(maarswold), **wrong)


def test_every_comment_is_handled_before_the_decision(maarswold):
    vision = make_vision(maarswold, state=VisionState.CONSULTATION)
    visions.comment(vision, text="Meer bomen", by=VISITOR, at=TUESDAY)
    visions.move_vision(vision, state=VisionState.PROCESSING, **BY)
    with pytest.raises(comments.CommentsAreOpen):
        make.adopt(vision)


def test_the_database_keeps_a_decision_whole(maarswold):
    vision = make_vision(maarswold)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vision.objects.filter(pk=vision.pk).update(state=VisionState.ADOPTED)


@pytest.mark.parametrize("state", list(VisionState))
def test_every_move_that_is_not_in_the_table_is_refused(maarswold, state):
    vision = make_vision(maarswold)
    for to in set(VisionState) - VISION_MOVES[state] - {state}:
        vision.state = state
        with pytest.raises(plan_writing.StepNotPossible):
            visions._move(vision, to)


# ── Revisions and versions ─────────────────────────────────────────────────────────────────────────────────────────
def revised(maarswold):
    first = make_vision(maarswold, goals=("Veilig", "Groen"), state=VisionState.ADOPTED)
    return first, visions.revise(first, from_year=2030, until_year=2040, **BY)


def test_a_revision_begins_with_everything_and_replaces_what_it_revises(maarswold):
    first, second = revised(maarswold)
    assert [goal.title for goal in second.goals.all()] == ["Veilig", "Groen"]
    assert (second.edition, second.state) == (2, VisionState.DRAFT)
    make.adopt(second)
    first.refresh_from_db()
    assert first.state == VisionState.REPLACED
    assert queries.standing_vision(maarswold) == second


def test_a_vision_is_revised_once_at_a_time(maarswold):
    first, second = revised(maarswold)
    with pytest.raises(visions.IsRevisedAlready):
        visions.revise(first, from_year=2030, until_year=2040, **BY)
    visions.move_vision(second, state=VisionState.DROPPED, **BY)
    assert visions.revise(first, from_year=2030, until_year=2040, **BY).edition == 2


def test_only_what_is_adopted_is_revised(maarswold):
    with pytest.raises(visions.OnlyAdoptedIsRevised):
        visions.revise(make_vision(maarswold), from_year=2030, until_year=2040, **BY)


def test_two_versions_stand_side_by_side_with_what_changed_per_goal(maarswold):
    first, second = revised(maarswold)
    safe, green = second.goals.order_by("number")
    visions.change_goal(safe, title="Veilig thuis", description="", theme=None, kind=GoalKind.GOAL, **BY)
    visions.remove_goal(green, **BY)
    visions.add_goal(second, title="Samen", **BY)
    visions.change_vision(second, title=second.title, text="Zo was het.", from_year=2030, until_year=2040, **BY)
    second.refresh_from_db()
    kept = {each.key: each for each in queries.versions_of(second, insider=True)}
    found = queries.compare(kept[f"{first.pk}.1"], kept[f"{second.pk}.0"])
    assert [(goal.what, (goal.after or goal.before)["title"]) for goal in found.goals] == [
        ("changed", "Veilig thuis"),
        ("added", "Samen"),
        ("removed", "Groen"),
    ]
    assert [(piece.change, piece.text) for piece in found.text] == [
        ("same", "Zo "),
        ("removed", "is "),
        ("added", "was "),
        ("same", "het."),
    ]
    assert found.counts == {"added": 1, "removed": 1, "changed": 1}


def test_outsiders_read_only_versions_that_lay_before_everybody(maarswold):
    vision = make_vision(maarswold)
    visions.keep_version(vision, label="eerste schets", **BY)
    visions.open_consultation(vision, until=JULY, is_open_to_all=True, **BY)
    vision.refresh_from_db()
    assert [each.name for each in queries.versions_of(vision, insider=False)] == ["", "Ligt voor"]
    assert [each.name for each in queries.versions_of(vision, insider=True)] == ["", "Ligt voor", "Eerste schets"]


def test_a_draft_is_found_by_who_works_on_it_and_read_by_nobody_else(maarswold):
    vision, coordinator = make_vision(maarswold), make_coordinator(maarswold)
    elsewhere = make_coordinator(make_work_area("Elders"))
    readers = (VISITOR, elsewhere, coordinator)
    assert [list(Vision.objects.visible_to(actor)) for actor in readers] == [[], [], [vision]]
    visions.open_consultation(vision, until=JULY, is_open_to_all=True, **BY)
    assert list(Vision.objects.visible_to(VISITOR)) == [vision]


def test_what_is_public_is_found(maarswold):
    make_vision(maarswold, title="Visie met kastanjes", goals=("Twaalf lindebomen",), state=VisionState.CONSULTATION)
    found = [search.find(words, reaches={}).rows[0].kind for words in ("kastanjes", "lindebomen")]
    assert found == ["vision", "goal"]


# ── A plan that residents own ──────────────────────────────────────────────────────────────────────────────────────
def test_the_college_answers_each_project_and_the_body_hears(maarswold):
    goal = make_own_plan(maarswold).goals.get()
    visions.answer_goal(goal, verdict=Verdict.NO, reason="De weg is van de provincie.", **BY)
    assert thread_queries.current_answer(goal).verdict == Verdict.NO
    assert letters()[-1] == ("plans/goal_answered", "belang@example.nl")


def test_a_no_without_a_reason_is_refused(maarswold):
    with pytest.raises(thread.ReasonMissing):
        visions.answer_goal(make_own_plan(maarswold).goals.get(), verdict=Verdict.NO, **BY)


def test_a_goal_of_the_municipality_gets_no_answer(maarswold):
    goal = make_vision(maarswold, state=VisionState.ADOPTED).goals.get()
    with pytest.raises(plan_writing.StepNotPossible):
        visions.answer_goal(goal, verdict=Verdict.YES, **BY)


def test_residents_adopt_their_own_plan(maarswold):
    vision = make_own_plan(maarswold, state=None)
    with pytest.raises(visions.OnlyResidentsAdopt):
        make.adopt(vision, adopted_by=AdoptedBy.COLLEGE, decision_number="1")
    assert make.adopt(vision).state == VisionState.ADOPTED


def by_date(on):
    return ConditionDraft(kind=ConditionKind.DATE, what="Na de verkiezingen", from_whom="de raad", by_when=on)


def test_a_goal_whose_conditions_are_met_comes_back_once(maarswold):
    coordinator = make_coordinator(maarswold)
    Person.objects.filter(pk=coordinator.pk).update(email="anneke@example.nl")
    goal = make_own_plan(maarswold).goals.get()
    visions.answer_goal(goal, verdict=Verdict.CONDITIONAL, conditions=[by_date(TODAY)], **BY)
    thread.meet_conditions_by_date(TODAY, by=CLOCK, at=LATER)
    assert [visions.bring_back_goals_whose_day_came(at=LATER) for _time in range(2)] == [1, 0]
    told = [template for template, _address in letters() if "brought_back" in template]
    assert told == ["plans/goal_brought_back", "plans/goal_brought_back_coordinator"]


def test_a_condition_that_lapses_is_told(maarswold):
    goal = make_own_plan(maarswold).goals.get()
    answer = visions.answer_goal(goal, verdict=Verdict.CONDITIONAL, conditions=[by_date(JULY)], **BY)
    visions.lapse_goal_condition(goal, answer.conditions.get(), reason="De raad wil niet.", **BY)
    assert letters()[-1][0] == "plans/goal_condition_lost"


def test_every_deed_is_in_the_journal(maarswold):
    vision = make_vision(maarswold, state=VisionState.ADOPTED)
    verbs = Entry.objects.filter(about_kind="plans.vision", about_id=vision.pk).values_list("verb", flat=True)
    assert set(verbs) == {"vision.started", "vision.goal_added", "vision.adopted", "vision.version_kept"}
    assert Goal.objects.get().vision == vision
