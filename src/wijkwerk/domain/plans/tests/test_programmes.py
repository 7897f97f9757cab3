"""Deeds on a programme: efforts for goals, agreeing, deciding; and money that brings back what waited for it."""

from datetime import date

import pytest

from wijkwerk.domain.plans.models import Effort, ProgrammeAgreement
from wijkwerk.domain.plans.operations import agendas, plan_writing, programmes, visions
from wijkwerk.domain.plans.plan_states import ProgrammeState, VisionState
from wijkwerk.domain.plans.queries import programmes as queries
from wijkwerk.domain.plans.queries import visions as vision_queries
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.factories import (
    JULY,
    TODAY,
    TUESDAY,
    make_agenda,
    make_coordinator,
    make_item,
    make_organisation,
    make_signal,
    make_work_area,
)
from wijkwerk.domain.plans.tests.plan_factories import BY, money
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import queries as thread_queries
from wijkwerk.domain.thread.forms import AnswerForm
from wijkwerk.domain.thread.models import Condition, ConditionKind, Verdict
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox.models import Letter


@pytest.fixture
def vision(maarswold):
    return make.make_vision(maarswold, state=VisionState.ADOPTED)


@pytest.fixture
def programme(maarswold, vision):
    return make.make_programme(maarswold, vision=vision)


@pytest.fixture
def playground(maarswold, coordinator):
    """An idea whose answer waits for money."""
    signal = make_signal(maarswold, "Kan er een speelplek komen?")
    signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=[money()], by=coordinator, at=TUESDAY)
    return signal


def condition_of(signal):
    return Condition.objects.get(answer__about_id=signal.pk)


def state_of(signal):
    return Signal.objects.get(pk=signal.pk).state


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_programme_that_outlives_its_vision_is_warned_about_and_goes_on_with_words(maarswold, vision):
    with pytest.raises(programmes.OutlivesVision) as refused:
        make.make_programme(maarswold, vision=vision, until_year=2036)
    assert ("2036" in refused.value.words, "2035" in refused.value.words) == (True, True)
    made = make.make_programme(maarswold, vision=vision, until_year=2036, outlives_because="De brug duurt langer.")
    assert made.outlives_because == "De brug duurt langer."


def test_words_for_outliving_are_not_kept_where_it_does_not(maarswold, vision):
    assert make.make_programme(maarswold, vision=vision, outlives_because="Zomaar").outlives_because == ""


def test_a_programme_follows_from_a_vision_of_its_own_area(vision):
    with pytest.raises(programmes.VisionElsewhere):
        make.make_programme(make_work_area("Elders"), vision=vision)


def test_an_effort_is_there_because_of_its_goal(programme, vision):
    goal = vision.goals.get()
    effort = make.make_effort(programme, goal=goal)
    reasons = thread_queries.sources_of([effort], for_actor=VISITOR)[ref(effort)].nodes
    assert [node.title for node in reasons] == [goal.title]


def test_an_effort_that_serves_another_goal_has_another_reason(maarswold):
    vision = make.make_vision(maarswold, goals=("Eén", "Twee"))
    programme = make.make_programme(maarswold, vision=vision)
    first, second = vision.goals.order_by("number")
    effort = make.make_effort(programme, goal=first)
    programmes.change_effort(
        effort, organisation=effort.organisation, does="Anders", goal=second, amount_cents=None, from_year=None,
        until_year=None, **BY,
    )  # fmt: skip
    assert [source.cause_id for source in thread_queries.standing_sources(effort)] == [second.pk]


def test_a_goal_of_another_vision_is_refused(maarswold, programme):
    other = make.make_vision(maarswold, title="Ander").goals.get()
    with pytest.raises(programmes.GoalElsewhere):
        make.make_effort(programme, goal=other)


def test_an_effort_leads_to_a_project_and_the_thread_runs_from_goal_to_project(maarswold, programme, vision):
    effort = make.make_effort(programme, goal=vision.goals.get())
    item = make_item(make_agenda(maarswold), sources=[effort])
    line = thread_queries.line_of(item, for_actor=make_coordinator(maarswold))
    assert {vision.goals.get().title, effort.does, item.title} <= {node.title for node in line.nodes}
    with pytest.raises(programmes.EffortIsUsed):
        programmes.remove_effort(effort, reason="Toch niet", **BY)


# ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_reserved_money_brings_the_idea_back_and_tells_the_resident_once(programme, playground):
    effort = make.make_effort(programme, amount_cents=1_000_000)
    programmes.wait_for_money(effort, condition_of(playground), **BY)
    Letter.objects.all().delete()
    for _time in range(2):
        programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    assert state_of(playground) == State.OPEN
    templates = list(Letter.objects.values_list("template", flat=True))
    assert templates.count("signals/brought_back") == 1


def test_the_idea_is_a_reason_for_the_effort_that_pays_for_it(programme, playground):
    effort = make.make_effort(programme, amount_cents=1_000_000)
    programmes.wait_for_money(effort, condition_of(playground), **BY)
    assert [source.cause for source in thread_queries.standing_sources(effort)] == [ref(playground)]


def test_an_adopted_programme_brings_back_what_waits_for_the_programme_itself(maarswold, programme, coordinator):
    signal = make_signal(maarswold, "Kan er een bankje komen?")
    conditions = [money(waits_for=ref(programme))]
    signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=conditions, by=coordinator, at=TUESDAY)
    make.make_effort(programme)
    programmes.adopt_programme(programme, adopted_on=TODAY, is_sure=True, **BY)
    assert state_of(signal) == State.OPEN


def test_who_answers_chooses_what_is_to_bring_the_money(maarswold, programme, playground):
    effort = make.make_effort(programme, "Betaalt de speelplek", amount_cents=500)
    offered = dict(thread_queries.to_pay(playground))
    assert offered == {ref(programme): programme.title, ref(effort): "Betaalt de speelplek"}
    programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    assert dict(thread_queries.to_pay(playground)) == {ref(programme): programme.title}


def test_too_little_money_is_warned_about(programme, playground):
    effort = make.make_effort(programme, amount_cents=400_000)
    programmes.wait_for_money(effort, condition_of(playground), **BY)
    with pytest.raises(programmes.TooLittleMoney) as refused:
        programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    assert ("10.000" in refused.value.words, "4.000" in refused.value.words) == (True, True)
    assert programmes.reserve_money(effort, reserved_on=TODAY, is_sure=True, **BY).is_reserved


def test_money_is_an_amount_and_is_there_today(programme):
    effort = make.make_effort(programme)
    with pytest.raises(programmes.AmountMissing):
        programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    with pytest.raises(programmes.ReservedTomorrow):
        programmes.reserve_money(effort, reserved_on=JULY, amount_cents=100, **BY)


def test_an_effort_that_goes_away_tells_who_waited_for_its_money(programme, playground):
    effort = make.make_effort(programme, amount_cents=1_000_000)
    programmes.wait_for_money(effort, condition_of(playground), **BY)
    programmes.remove_effort(effort, reason="De corporatie trekt zich terug.", **BY)
    assert (state_of(playground), Effort.objects.count()) == (State.OPEN, 0)
    assert Letter.objects.filter(template="signals/condition_lost").exists()


def test_a_circle_through_money_is_refused(maarswold, programme, coordinator):
    plan = make.make_own_plan(maarswold, goals=("Eén", "Twee"))
    one, two = plan.goals.order_by("number")
    waits = {"kind": ConditionKind.MONEY, "amount_cents": None}
    visions.answer_goal(one, verdict=Verdict.CONDITIONAL, conditions=[money(**waits, waits_for=ref(two))], **BY)
    with pytest.raises(thread.CircleOfConditions):
        visions.answer_goal(two, verdict=Verdict.CONDITIONAL, conditions=[money(**waits, waits_for=ref(one))], **BY)


def test_a_condition_that_does_not_wait_for_money_cannot_be_paid(maarswold, programme, coordinator):
    signal = make_signal(maarswold, "Mag dat?")
    decision = money(None, kind=ConditionKind.DECISION)
    signals.answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=[decision], by=coordinator, at=TUESDAY)
    with pytest.raises(thread.WaitsForNoMoney):
        programmes.wait_for_money(make.make_effort(programme, amount_cents=1), condition_of(signal), **BY)


def test_a_project_in_a_plan_of_residents_comes_back_when_its_money_is_there(maarswold, programme):
    goal = make.make_own_plan(maarswold).goals.get()
    answer = visions.answer_goal(goal, verdict=Verdict.CONDITIONAL, conditions=[money()], **BY)
    effort = make.make_effort(programme, amount_cents=1_000_000)
    programmes.wait_for_money(effort, answer.conditions.get(), **BY)
    programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    assert Letter.objects.filter(template="plans/goal_brought_back").count() == 1


def test_the_clock_brings_back_what_began_to_wait_while_the_money_was_reserved(programme, playground):
    effort = make.make_effort(programme, amount_cents=1_000_000)
    programmes.reserve_money(effort, reserved_on=TODAY, **BY)
    kind, number = ref(effort)
    Condition.objects.update(waits_for_kind=kind, waits_for_id=number)
    assert programmes.bring_back_what_waits_for_reserved_money(at=TUESDAY) == 1
    assert (state_of(playground), programmes.bring_back_what_waits_for_reserved_money(at=TUESDAY)) == (State.OPEN, 0)


def test_money_by_partner_is_counted_with_what_is_reserved(programme):
    housing = make_organisation("Wonen", "housing")
    first = make.make_effort(programme, organisation=housing, amount_cents=300)
    make.make_effort(programme, organisation=housing, amount_cents=200)
    programmes.reserve_money(first, reserved_on=TODAY, **BY)
    rows = queries.money_by_partner(queries.efforts_of(programme))
    assert [(row.organisation, row.amount_cents, row.reserved_cents) for row in rows] == [(housing, 500, 300)]


# ── Agreeing and deciding ──────────────────────────────────────────────────────────────────────────────────────────
def agree(programme, organisation, **fields):
    values = {"name": "de voorzitter", "agreed_on": TODAY}
    return programmes.agree(programme, organisation=organisation, **values | BY | fields)


def test_the_body_agrees_by_name_and_date_and_the_programme_is_agreed(maarswold, programme):
    body = make.make_body(maarswold, email="wijkraad@example.nl")
    agree(programme, make_organisation("Wonen", "housing"))
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.DRAFT
    agree(programme, body)
    programme.refresh_from_db()
    assert programme.state == ProgrammeState.AGREED
    assert Letter.objects.filter(template="plans/programme_agreed", to_address="wijkraad@example.nl").count() == 1


def test_an_organisation_agrees_once_and_on_a_day_that_came(maarswold, programme):
    body = make.make_body(maarswold)
    with pytest.raises(plan_writing.WordsMissing):
        agree(programme, body, agreed_on=date(2025, 3, 5))
    agree(programme, body)
    with pytest.raises(programmes.AgreesAlready):
        agree(programme, body)


def test_a_body_that_does_not_agree_any_more_makes_it_a_draft_again(maarswold, programme):
    agreement = agree(programme, make.make_body(maarswold))
    programmes.withdraw_agreement(agreement, reason="Er is iets veranderd.", **BY)
    programme.refresh_from_db()
    assert (programme.state, ProgrammeAgreement.objects.count()) == (ProgrammeState.DRAFT, 0)


def test_what_changes_after_the_body_agreed_is_seen(maarswold, programme):
    agreement = agree(programme, make.make_body(maarswold))
    programme.refresh_from_db()
    assert agreement.of_version == programme.version
    make.make_effort(programme)
    programme.refresh_from_db()
    assert agreement.of_version < programme.version


def test_a_programme_without_residents_is_adopted_only_by_who_is_sure(programme):
    make.make_effort(programme)
    with pytest.raises(programmes.NobodyAgreed):
        programmes.adopt_programme(programme, adopted_on=TODAY, **BY)
    assert programmes.adopt_programme(programme, adopted_on=TODAY, is_sure=True, **BY).is_adopted


def test_an_adopted_programme_stands_but_its_money_is_still_reserved(maarswold, programme):
    effort = make.make_effort(programme, amount_cents=100)
    agree(programme, make.make_body(maarswold))
    programmes.adopt_programme(programme, adopted_on=TODAY, **BY)
    with pytest.raises(programmes.ProgrammeStands):
        make.make_effort(programme, "Nog iets")
    assert programmes.reserve_money(effort, reserved_on=TODAY, **BY).is_reserved


def test_a_project_on_a_draft_agenda_may_run_when_it_can_be_quick(maarswold, vision):
    draft = make.make_vision(maarswold, title="Nieuw")
    item = make_item(make_agenda(maarswold), is_quick_win=True, sources=[draft.goals.get()])
    agendas.move_item(item, state="running", **BY)
    wins = vision_queries.quick_wins(draft, actor=VISITOR)
    assert [(win.item, win.item.state, win.goal) for win in wins] == [(item, "running", draft.goals.get())]


def test_the_answer_says_what_is_to_reserve_the_money(programme, maarswold):
    effort = make.make_effort(programme, amount_cents=500)
    row = {
        "what": "Geld",
        "from_whom": "de raad",
        "by_when": "2099-01-01",
        "kind": "money",
        "paid_by": str(ref(effort)),
    }
    typed = {"verdict": "conditional", "rows": "1"} | {f"voorwaarde-1-{name}": value for name, value in row.items()}
    form = AnswerForm(typed, about=make_signal(maarswold, "Kan er een speelplek komen?"))
    assert form.is_valid()
    assert form.cleaned_data["conditions"][0].waits_for == ref(effort)


def test_what_is_not_in_the_list_of_programmes_is_refused_and_kept(programme, maarswold):
    row = {
        "what": "Geld",
        "from_whom": "de raad",
        "by_when": "2099-01-01",
        "kind": "money",
        "paid_by": "plans.effort:9",
    }
    typed = {"verdict": "conditional", "rows": "1"} | {f"voorwaarde-1-{name}": value for name, value in row.items()}
    form = AnswerForm(typed, about=make_signal(maarswold, "Kan er een speelplek komen?"))
    assert not form.is_valid()
