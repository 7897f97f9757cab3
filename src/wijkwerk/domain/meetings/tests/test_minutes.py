"""Minutes: notes, decisions that meet conditions, actions that somebody does by a day."""

from datetime import date, timedelta

import pytest

from wijkwerk.domain.meetings.models import Action, Decision, MeetingState
from wijkwerk.domain.meetings.operations import meetings, minutes
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.tests.factories import (
    MONDAY,
    MONDAY_ON,
    freeze,
    make_action,
    make_organisation,
    make_person,
    make_series,
    prepare,
    set_rhythm,
)
from wijkwerk.domain.people.tests.factories import make_holder
from wijkwerk.domain.plans.tests.factories import make_agenda
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.operations import answer_signal
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests.factories import make_category, report
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition, ConditionKind, ConditionState, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.outbox.models import Letter

SAYS = {"by": CLOCK, "at": MONDAY}


@pytest.fixture
def held(maarswold):
    """A meeting whose agenda is frozen."""
    return freeze(prepare(set_rhythm(make_series(maarswold))))


def waits_for_decision(area, coordinator, kind=ConditionKind.DECISION):
    signal = report(area, "Straat dicht op zaterdag", category=make_category(), at=MONDAY).signal
    draft = ConditionDraft(kind=kind, what="Een besluit", from_whom="het college", by_when=date(2026, 6, 1))
    answer_signal(signal, verdict=Verdict.CONDITIONAL, conditions=[draft], by=coordinator, at=MONDAY)
    return signal, Condition.objects.select_related("answer").get(answer__about_id=signal.pk)


def test_a_decision_meets_the_condition_that_waited_for_it_and_the_signal_comes_back(held, maarswold, coordinator):
    signal, condition = waits_for_decision(maarswold, coordinator)
    assert list(queries.conditions_for(held.series, actor=coordinator)) == [condition]
    decision = minutes.decide(held, text="De straat mag dicht.", meets=[condition], is_public=True, **SAYS)
    condition.refresh_from_db()
    assert (condition.state, condition.met_note) == (ConditionState.MET, "Besluit: De straat mag dicht.")
    assert Signal.objects.get(pk=signal.pk).state == State.OPEN
    assert "signals/brought_back" in Letter.objects.values_list("template", flat=True)
    line = thread.line_of(decision, for_actor=coordinator)
    assert [node.title for node in line.nodes][:2] == ["Straat dicht op zaterdag", "De straat mag dicht."]
    assert [node.title for node in thread.line_of(decision, for_actor=VISITOR).nodes][1] == "De straat mag dicht."


def test_a_condition_that_waits_for_money_is_not_met_by_a_decision(held, maarswold, coordinator):
    _signal, condition = waits_for_decision(maarswold, coordinator, ConditionKind.MONEY)
    assert list(queries.conditions_for(held.series, actor=coordinator)) == []
    with pytest.raises(minutes.NotADecision):
        minutes.decide(held, text="Zomaar", meets=[condition], **SAYS)
    assert Decision.objects.count() == 0


def test_a_project_comes_of_a_decision(held, maarswold, coordinator):
    decision = minutes.decide(held, text="Er komt een bank.", **SAYS)
    item = minutes.put_on_agenda(decision, agenda=make_agenda(maarswold, 2026), title="Bank", **SAYS)
    assert [node.title for node in thread.line_of(item, for_actor=coordinator).nodes] == ["Er komt een bank.", "Bank"]
    assert thread.line_of(item, for_actor=VISITOR).nodes[0].title == "een besluit (niet openbaar)"


def test_decisions_are_numbered_within_their_meeting(held):
    assert [minutes.decide(held, text=text, **SAYS).number for text in ("Een", "Twee")] == [1, 2]


def test_fifty_decisions_at_once_get_fifty_numbers(threads, held):
    threads(50, lambda number: minutes.decide(held, text=f"Besluit {number}", **SAYS))
    assert sorted(Decision.objects.values_list("number", flat=True)) == list(range(1, 51))


def test_an_owner_hears_of_an_action_and_again_when_it_is_late(held):
    owner = make_person("Ina Berends", email="ina@example.nl")
    action = make_action(held, owner_person=owner, due_on=date(2026, 3, 6))
    for days, count in ((3, 0), (5, 1), (6, 0), (19, 1)):
        assert minutes.remind_of_late_actions(at=MONDAY + timedelta(days=days)) == count
    assert list(Letter.objects.order_by("id").values_list("template", "to_address")) == [
        ("meetings/action_given", "ina@example.nl"),
        ("meetings/action_late", "ina@example.nl"),
        ("meetings/action_late", "ina@example.nl"),
    ]
    minutes.finish_action(action, **SAYS)
    assert minutes.remind_of_late_actions(at=MONDAY + timedelta(days=90)) == 0


def test_an_organisation_hears_by_its_own_address_and_who_has_none_gets_no_letter(held):
    make_action(held, "Een", owner_organisation=make_organisation("De Veenkanten", email="post@example.nl"))
    make_action(held, "Twee", owner_organisation=make_organisation("Zonder adres"))
    assert list(Letter.objects.values_list("to_address", flat=True)) == ["post@example.nl"]


def test_an_action_needs_one_owner_and_a_day_to_come(held):
    person, body = make_person(), make_organisation()
    for wrong, refusal in (
        ({"what": " "}, minutes.NothingToDo),
        ({"owner_person": None}, minutes.OwnerMissing),
        ({"owner_organisation": body}, minutes.OneOwner),
        ({"due_on": date(2026, 3, 1)}, minutes.DayHasPassed),
    ):
        values = {"what": "Bel", "due_on": date(2026, 3, 9), "owner_person": person} | wrong
        with pytest.raises(refusal):
            minutes.add_action(held, **values, **SAYS)
    assert Action.objects.count() == 0


def test_what_is_stopped_says_why_and_what_ended_ended_once(held):
    action = make_action(held)
    with pytest.raises(minutes.ReasonMissing):
        minutes.stop_action(action, words=" ", **SAYS)
    minutes.stop_action(action, words="Niet meer nodig", **SAYS)
    with pytest.raises(minutes.ActionHasEnded):
        minutes.finish_action(action, **SAYS)
    assert minutes.reopen_action(action, **SAYS).state == "open"


def test_own_actions_are_those_of_the_person_and_of_their_organisation(held):
    body = make_organisation("De Veenkanten")
    own = make_person("Ina Berends", organisation=body)
    first = make_action(held, "Zelf", owner_person=own)
    second = make_action(held, "Samen", owner_organisation=body)
    make_action(held, "Anders")
    assert queries.own_actions(own) == [first, second]


def test_minutes_begin_when_the_agenda_is_frozen_and_can_be_opened_again(maarswold):
    meeting = prepare(set_rhythm(make_series(maarswold)))
    with pytest.raises(meetings.AgendaIsNotFrozen):
        minutes.decide(meeting, text="Te vroeg", **SAYS)
    freeze(meeting)
    point = meeting.points.first()
    minutes.write_notes(meeting, notes={point.pk: "Iedereen is er.", 0: "Nergens"}, **SAYS)
    with pytest.raises(meetings.MoveNotPossible):
        meetings.thaw(meeting, **SAYS)
    assert minutes.finish_minutes(meeting, **SAYS).state == MeetingState.DONE
    assert minutes.reopen_minutes(meeting, **SAYS).state == MeetingState.BEGUN
    assert meeting.points.get(pk=point.pk).notes == "Iedereen is er."


def test_an_agenda_that_was_frozen_too_early_fills_itself_again(maarswold):
    meeting = freeze(prepare(set_rhythm(make_series(maarswold))))
    assert (meetings.thaw(meeting, **SAYS).state, freeze(meeting).state) == ("planned", "begun")


def test_who_has_something_to_do_reads_it_without_taking_part(held, mussel):
    from_elsewhere = make_holder(Role.DESK, name="Dora Balie")
    action = queries.action(make_action(held, owner_person=from_elsewhere).pk)
    assert list(Action.objects.visible_to(from_elsewhere)) == [action]
    assert Role.PARTNER in from_elsewhere.roles_on(action)
    assert Role.PARTNER not in from_elsewhere.roles_on(held)


def test_who_takes_part_hears_once_that_the_minutes_are_ready(coordinator, maarswold):
    held = freeze(prepare(set_rhythm(make_series(maarswold, by=coordinator))))
    minutes.finish_minutes(held, **SAYS)
    minutes.reopen_minutes(held, **SAYS)
    minutes.finish_minutes(held, **SAYS)
    assert list(Letter.objects.values_list("template", "to_address")) == [
        ("meetings/minutes_ready", "corrie@example.nl")
    ]


def test_freezing_an_agenda_weeks_early_warns_and_goes_on_for_who_is_sure(maarswold):
    row = prepare(set_rhythm(make_series(maarswold)), MONDAY_ON + timedelta(days=21))
    with pytest.raises(meetings.FreezesEarly) as warned:
        freeze(row)
    assert warned.value.words.startswith("Dit overleg is pas over 21 dagen.")
    assert meetings.freeze(row, is_sure=True, **SAYS).state == "begun"


def test_a_week_before_the_meeting_is_no_reason_to_warn(maarswold):
    row = prepare(set_rhythm(make_series(maarswold)), MONDAY_ON + timedelta(days=7))
    assert freeze(row).state == "begun"
