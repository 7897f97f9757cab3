"""Fifty at once, where two can want the same: it happens once, and the others hear so."""

import pytest

from wijkwerk.domain.workshop.models import Chore, ChoreCost, Intake, PlannedWork, Quote, RoundRun, WeekPlan
from wijkwerk.domain.workshop.operations import chores, intakes, planning, rounds
from wijkwerk.domain.workshop.planner import greedy
from wijkwerk.domain.workshop.queries import planning as queries
from wijkwerk.domain.workshop.tests.chore_factories import (
    NEXT_MONDAY_ON,
    make_agreed,
    make_chore,
    make_helper,
    make_quote,
    make_round,
    make_talk,
)
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_host
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Letter


def outcome(deed):
    """What somebody who pressed the button sees: done, or the refusal."""
    try:
        deed()
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


def counted(found):
    return {word: found.count(word) for word in sorted(set(found))}


def letters(template):
    return Letter.objects.filter(template=f"workshop/{template}").count()


@pytest.fixture
def proposed(threads, workshop, rika, host):
    """A week that is not accepted, with two chores for one helper; computed by the simple rule."""
    make_helper(workshop, "Haile", halves=[(0, "morning"), (1, "morning")])
    for title in ("Heg snoeien", "Lamp ophangen"):
        make_agreed(rika, title, by=host)
    plan = planning.propose_week(workshop, week_on=NEXT_MONDAY_ON, by=host, at=MONDAY)
    inputs = queries.inputs_for(workshop, NEXT_MONDAY_ON, today=MONDAY_ON)
    planning.keep_proposal(plan, version=plan.version, inputs=inputs, found=greedy.plan(inputs), at=MONDAY)
    return WeekPlan.objects.get()


def test_fifty_times_yes_is_one_yes(threads, rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    quote = make_quote(chore)
    found = threads(50, lambda _n: outcome(lambda: chores.agree_quote(quote, by=host, at=MONDAY)))
    assert counted(found) == {"AnsweredAlready": 49, "done": 1}
    assert (Chore.objects.get().state, letters("chore_agreed")) == ("agreed", 1)


def test_yes_and_no_at_once_is_one_of_them(threads, rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    quote = make_quote(chore)
    deeds = (chores.agree_quote, chores.refuse_quote)
    found = threads(50, lambda n: outcome(lambda: deeds[n % 2](quote, by=host, at=MONDAY)))
    assert counted(found) == {"AnsweredAlready": 49, "done": 1}
    quote.refresh_from_db()
    assert (quote.agreed_at is None) != (quote.refused_at is None)


def test_fifty_talks_at_once_is_one_talk(threads, parkwijk, rika):
    chore, hosts = make_chore(rika), [make_host(parkwijk, name=f"Gastheer {n}") for n in range(50)]
    found = threads(50, lambda n: outcome(lambda: make_talk(chore, by=hosts[n])))
    assert counted(found) == {"StepNotPossible": 49, "done": 1}
    assert (Intake.objects.count(), letters("chore_talked")) == (1, 1)


def test_fifty_second_looks_at_once_is_one(threads, rika, host):
    chore = make_chore(rika)
    make_talk(chore, "no", by=host)

    def ask(_n):
        return outcome(lambda: intakes.ask_second_look(chore, because="Te duur.", by=host, at=MONDAY))

    assert counted(threads(50, ask)) == {"NothingToLookAt": 49, "done": 1}
    assert letters("chore_second_look") == 1


def test_fifty_quotes_at_once_leave_one_that_counts(threads, rika, host):
    chore = make_chore(rika)
    make_talk(chore, by=host)
    found = threads(50, lambda n: outcome(lambda: make_quote(chore, full=1000 + n)))
    assert counted(found) == {"done": 50}
    assert Quote.objects.filter(is_current=True).count() == 1
    assert sorted(Quote.objects.values_list("number", flat=True)) == list(range(1, 51))


def test_fifty_costs_at_once_add_up_and_stop_once(threads, rika, host):
    chore = chores.begin_chore(make_agreed(rika, by=host), by=host, at=MONDAY)

    def spend(_n):
        return outcome(
            lambda: chores.note_cost(chore, kind="material", words="Zak", amount_cents=100, by=host, at=MONDAY)
        )

    assert counted(threads(50, spend)) == {"done": 50}
    chore.refresh_from_db()
    assert (chore.state, chore.spent_cents, ChoreCost.objects.count()) == ("stopped", 5000, 50)
    assert letters("chore_stopped") == 1


def test_accepting_a_week_fifty_times_tells_once(threads, proposed, host):
    found = threads(50, lambda _n: planning.accept_week(proposed, by=host, at=MONDAY))
    assert (sum(found), letters("chore_planned")) == (2, 2)


def test_moving_one_thing_fifty_ways_leaves_it_in_one_place(threads, proposed, host):
    work = PlannedWork.objects.order_by("pk").first()
    helper = work.people.get().participant

    def move(n):
        to = {"weekday": n % 5, "half": "afternoon", "participants": [helper]}
        return outcome(lambda: planning.move_work(work, **to, by=host, at=MONDAY))

    assert counted(threads(50, move)) == {"done": 50}
    work.refresh_from_db()
    assert (work.half, work.is_fixed, work.people.count(), PlannedWork.objects.count()) == ("afternoon", True, 1, 2)


def test_moving_and_accepting_and_taking_back_at_once_never_hangs(threads, proposed, host):
    works = list(PlannedWork.objects.order_by("pk"))
    people = [work.people.get().participant for work in works]

    def deed(n):
        work, helper = works[n % 2], people[n % 2]
        match n % 4:
            case 0:
                return outcome(lambda: planning.accept_week(proposed, by=host, at=MONDAY))
            case 1:
                to = {"weekday": 3, "half": "morning", "participants": [helper]}
                return outcome(lambda: planning.move_work(work, **to, by=host, at=MONDAY))
            case 2:
                return outcome(lambda: chores.unplan_chore(work.chore, by=host, at=MONDAY))
        return outcome(lambda: planning.accept_work(work, by=host, at=MONDAY))

    found = set(threads(24, deed))
    assert found <= {"done", "NotInPlan", "NotInWeek", "PersonIsTaken", "StepNotPossible"}


def test_calling_on_frost_fifty_times_goes_once(threads, workshop, host):
    make_round(workshop, "Strooien", kind="gritting", calling="frost", from_on=MONDAY_ON)
    threads(50, lambda _n: rounds.call_on_frost(workshop, on=MONDAY_ON, by=host, at=MONDAY))
    assert RoundRun.objects.count() == 1


def test_reporting_fifty_times_tells_the_partner_once(threads, workshop, host):
    make_round(workshop, from_on=MONDAY_ON)
    run = RoundRun.objects.order_by("on").first()
    rounds.note_all_done(run, by=host, at=MONDAY)
    found = threads(50, lambda _n: outcome(lambda: rounds.report_run(run, by=host, at=MONDAY)))
    assert (counted(found), letters("round_reported")) == ({"RunIsReported": 49, "done": 1}, 1)
