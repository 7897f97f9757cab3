"""The plan of a week: what solver and rule make of it, what people change, and what is told."""

import random
from datetime import date, timedelta

import pytest

from wijkwerk.domain.workshop.models import Chore, PlannedWork, WeekPlan
from wijkwerk.domain.workshop.operations import chores, planning
from wijkwerk.domain.workshop.planner import greedy, solver
from wijkwerk.domain.workshop.planner.week import (
    HalfDay,
    Inputs,
    Job,
    Placed,
    Worker,
    can_do,
    learns,
    value_of,
    week_of,
)
from wijkwerk.domain.workshop.queries import planning as queries
from wijkwerk.domain.workshop.tests.chore_factories import (
    NEXT_MONDAY_ON,
    make_agreed,
    make_chore,
    make_helper,
    make_round,
    make_talk,
)
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON, make_facility, make_skill
from wijkwerk.foundation.outbox.models import Letter

HALVES = [HalfDay(day, half) for day in range(5) for half in ("morning", "afternoon")]
MORNING = HalfDay(0, "morning")


def a_job(key="chore:1", *, skills=(), people=1, urgency=1, halves=(MORNING,), **fields):
    return Job(key, frozenset(skills), 60, people, urgency, frozenset(halves), **fields)


def a_worker(number, *, can=(), wants=(), free=(MORNING,), most_halves=2, **fields):
    return Worker(number, frozenset(can), frozenset(wants), frozenset(free), most_halves, **fields)


def random_week(jobs, workers, seed=1):
    chance = random.Random(seed)
    people = []
    for number in range(workers):
        can = frozenset(chance.sample(range(12), chance.choice([1, 2, 2, 3])))
        wants = frozenset(chance.sample(range(12), 2)) - can
        free = frozenset(chance.sample(HALVES, chance.choice([2, 3, 4, 5])))
        spot = (53 + chance.random() * 0.05, 6.9 + chance.random() * 0.08)
        people.append(Worker(number, can, wants, free, chance.choice([1, 2, 2, 3, 4]), *spot))
    work = [
        Job(
            f"chore:{number}",
            frozenset(chance.sample(range(12), chance.choice([0, 1, 1, 1]))),
            60,
            chance.choice([1, 1, 2]),
            chance.choice([0, 1, 1, 1, 2]),
            frozenset(HALVES),
            chance.randrange(40),
            53 + chance.random() * 0.05,
            6.9 + chance.random() * 0.08,
        )
        for number in range(jobs)
    ]
    return Inputs(tuple(work), tuple(people))


# ── The sums ───────────────────────────────────────────────────────────────────────────────────────────────────────
PLANNERS = {"solver": solver.plan, "greedy": greedy.plan}


@pytest.mark.parametrize("name", PLANNERS)
def test_who_can_does_it_on_a_half_day_that_suits(name):
    inputs = Inputs((a_job(skills=[7]),), (a_worker(1), a_worker(2, can=[7])))
    assert PLANNERS[name](inputs).placed == (Placed("chore:1", MORNING, (2,)),)


@pytest.mark.parametrize("name", PLANNERS)
def test_a_pair_is_one_who_can_and_one_who_learns(name):
    workers = (a_worker(1, can=[7]), a_worker(2, can=[7]), a_worker(3, wants=[7]), a_worker(4))
    found = PLANNERS[name](Inputs((a_job(skills=[7], people=2),), workers)).placed
    assert [(len(placed.workers), placed.workers[1], placed.learners) for placed in found] == [(2, 3, frozenset({3}))]


@pytest.mark.parametrize("name", PLANNERS)
def test_two_who_learn_are_no_pair(name):
    workers = (a_worker(1, wants=[7]), a_worker(2, wants=[7]))
    assert PLANNERS[name](Inputs((a_job(skills=[7], people=2),), workers)).placed == ()


@pytest.mark.parametrize("name", PLANNERS)
def test_what_has_haste_goes_first_and_early(name):
    later = HalfDay(4, "morning")
    jobs = (a_job("chore:1"), a_job("chore:2", urgency=2, halves=[MORNING, later]))
    inputs = Inputs(jobs, (a_worker(1, most_halves=1, free=[MORNING, later]),))
    assert PLANNERS[name](inputs).placed == (Placed("chore:2", MORNING, (1,)),)


@pytest.mark.parametrize("name", PLANNERS)
def test_nobody_comes_more_often_than_they_want(name):
    jobs = tuple(a_job(f"chore:{number}", halves=HALVES) for number in range(5))
    assert len(PLANNERS[name](Inputs(jobs, (a_worker(1, free=HALVES, most_halves=3),))).placed) == 3


@pytest.mark.parametrize("name", PLANNERS)
def test_who_lives_near_goes(name):
    far, near = a_worker(1, lat=53.05, lon=6.9), a_worker(2, lat=53.0, lon=6.9)
    found = PLANNERS[name](Inputs((a_job(lat=53.001, lon=6.9),), (far, near))).placed
    assert [placed.workers for placed in found] == [(2,)]


@pytest.mark.parametrize("name", PLANNERS)
def test_what_is_fixed_keeps_its_people_busy(name):
    jobs = (a_job("chore:1"), a_job("chore:2"))
    inputs = Inputs(jobs, (a_worker(1),), fixed=(Placed("chore:2", MORNING, (1,)),))
    assert PLANNERS[name](inputs).placed == ()


@pytest.mark.parametrize("name", PLANNERS)
@pytest.mark.parametrize("seed", [0, 3, 4])
def test_no_proposal_breaks_a_rule(name, seed):
    inputs = random_week(40, 15, seed)
    found = PLANNERS[name](inputs)
    jobs, workers = {job.key: job for job in inputs.jobs}, {worker.id: worker for worker in inputs.workers}
    busy = [(one, placed.at) for placed in found.placed for one in placed.workers]
    assert len(busy) == len(set(busy))
    assert all(sum(place[0] == one for place in busy) <= workers[one].most_halves for one, _at in busy)
    assert all(placed.at in workers[one].free for placed in found.placed for one in placed.workers)
    for placed in found.placed:
        job, team = jobs[placed.job], [workers[one] for one in placed.workers]
        assert (len(team), len({each.id for each in team})) == (job.people, job.people)
        assert any(can_do(one, job) for one in team)
        assert all(can_do(one, job) or learns(one, job) for one in team)
        assert placed.learners == {one.id for one in team if learns(one, job)}
    assert found.value == value_of(inputs, found.placed)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_solver_proves_the_best_and_is_never_worse_than_the_rule(seed):
    inputs = random_week(40, 15, seed)
    best = solver.plan(inputs)
    assert (best.method, best.value >= greedy.plan(inputs).value) == ("optimal", True)


def test_a_solver_without_time_leaves_it_to_the_rule_or_says_that_it_is_not_proven():
    inputs = random_week(60, 20)
    assert solver.plan(inputs, seconds=0.0).method in ("greedy", "feasible")


def test_an_empty_week_is_a_week():
    for plan in PLANNERS.values():
        assert plan(Inputs((), ())).placed == ()
        assert plan(Inputs((a_job(),), ())).placed == ()
        assert plan(Inputs((), (a_worker(1),))).placed == ()


def test_what_hangs_on_one_person_is_what_the_others_cannot_do():
    inputs = Inputs((a_job("chore:1", skills=[7]), a_job("chore:2")), (a_worker(1, can=[7]), a_worker(2), a_worker(3)))
    found = {missed.participant_id: missed.jobs for missed in queries.missed_without_each(inputs)}
    assert found == {1: ("chore:1",), 2: (), 3: ()}


@pytest.mark.parametrize(
    ("job", "workers", "code"),
    [
        (a_job(halves=[]), (a_worker(1),), "closed"),
        (a_job(skills=[7]), (a_worker(1),), "nobody_can"),
        (a_job(), (a_worker(1, free=[HalfDay(3, "evening")]),), "nobody_free"),
        (a_job(people=2), (a_worker(1), a_worker(2, free=[HalfDay(3, "evening")])), "no_pair"),
        (a_job(), (a_worker(1, most_halves=0),), "full"),
    ],
)
def test_what_has_no_place_says_why(job, workers, code):
    week = week_of(Inputs((job,), workers))
    assert [reason["code"] for reason in planning.why_not(week, job)] == [code]


# ── In the house ───────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def prune(workshop):
    return make_skill(workshop, "Snoeien")


@pytest.fixture
def haile(workshop):
    return make_helper(workshop, "Haile Tesfay", can=["Snoeien"], halves=[(0, "morning"), (1, "morning")])


@pytest.fixture
def pien(workshop):
    return make_helper(workshop, "Pien Kamphuis", wants=["Snoeien"], halves=[(0, "morning"), (2, "morning")])


def proposed(workshop, host, *, week_on=NEXT_MONDAY_ON):
    """The week, computed here and now: in tests work in the background runs when it is asked for."""
    plan = planning.propose_week(workshop, week_on=week_on, by=host, at=MONDAY)
    planning.compute_week.func(plan.pk, plan.version)
    return WeekPlan.objects.get(pk=plan.pk)


def table(plan):
    """(title, weekday, half, first names) of what has a place."""
    return [
        (work.title, work.weekday, work.half, [one.participant.resident.name.split()[0] for one in work.people.all()])
        for work in queries.works_of(plan)
    ]


@pytest.fixture
def noon(monkeypatch):
    """The background reads the clock itself."""
    monkeypatch.setattr("wijkwerk.foundation.kit.clock.now", lambda: MONDAY)


@pytest.fixture
def hedge(rika, host, prune, noon):
    return make_agreed(rika, "Heg snoeien", by=host, skills=[prune], people_needed=2)


def test_a_week_is_proposed_with_reasons(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    assert (plan.state, plan.method) == ("proposed", "optimal")
    assert table(plan) == [("Heg snoeien", 0, "morning", ["Haile", "Pien"])]
    (work,) = queries.works_of(plan)
    assert queries.sentences(work.reasons, queries.names_for(workshop)) == [
        "Haile kan dit: snoeien.",
        "Haile is de enige die dit kan en dan tijd heeft.",
        "Haile is er op maandagochtend.",
        "Pien wil dit leren: snoeien.",
        "Pien is er op maandagochtend.",
    ]


def test_without_a_solver_the_simple_rule_serves_and_the_week_says_so(workshop, host, hedge, haile, pien, monkeypatch):
    def absent(*_args, **_kwargs):
        raise solver.SolverAbsent

    monkeypatch.setattr(planning.solver, "plan", absent)
    plan = proposed(workshop, host)
    assert (plan.method, table(plan)) == ("greedy", [("Heg snoeien", 0, "morning", ["Haile", "Pien"])])


def test_what_has_no_room_stands_apart_with_the_reason(workshop, host, hedge, haile):
    plan = proposed(workshop, host)
    (work,) = queries.works_of(plan)
    assert (work.weekday, work.half) == (None, "")
    assert queries.sentences(work.reasons, queries.names_for(workshop)) == [
        "Dit is werk voor twee, en er zijn geen twee mensen die er samen zijn."
    ]


def test_only_what_is_agreed_is_planned(workshop, rika, host, noon):
    make_chore(rika, "Nog niet besproken")
    make_talk(make_chore(rika, "Nog geen offerte"), by=host)
    assert table(proposed(workshop, host)) == []


def test_a_round_is_on_its_own_day(workshop, host, haile, pien, noon):
    make_round(workshop, from_on=date(2026, 3, 10), people_needed=1)
    assert table(proposed(workshop, host)) == [("Achterpaden Lindelaan", 1, "morning", ["Haile"])]


def test_what_a_person_moved_stays_and_the_rest_adapts(workshop, rika, host, haile, prune, noon):
    hedge = make_agreed(rika, "Heg snoeien", by=host, skills=[prune])
    plan = proposed(workshop, host)
    work = PlannedWork.objects.get(chore=hedge)
    planning.move_work(work, weekday=1, half="morning", participants=[haile], by=host, at=MONDAY)
    make_agreed(rika, "Haag knippen", by=host, skills=[prune], urgency=2)
    assert table(proposed(workshop, host)) == [
        ("Haag knippen", 0, "morning", ["Haile"]),
        ("Heg snoeien", 1, "morning", ["Haile"]),
    ]
    work = PlannedWork.objects.get(chore=hedge)
    assert (work.is_fixed, work.plan_id) == (True, plan.pk)
    assert queries.sentences(work.reasons, queries.names_for(workshop))[0] == "Zo gezet door de gastheer of gastvrouw."


def test_moving_one_leaves_the_rest_but_for_what_gives_way(workshop, rika, host, haile, prune, noon):
    first = make_agreed(rika, "Eerste", by=host, skills=[prune], urgency=2)
    second = make_agreed(rika, "Tweede", by=host, skills=[prune])
    plan = proposed(workshop, host)
    assert [row[:2] for row in table(plan)] == [("Eerste", 0), ("Tweede", 1)]
    work = PlannedWork.objects.get(chore=second)
    planning.move_work(work, weekday=0, half="morning", participants=[haile], by=host, at=MONDAY)
    assert [row[:2] for row in table(plan)] == [("Tweede", 0), ("Eerste", 1)]
    assert PlannedWork.objects.get(chore=first).is_fixed is False


def test_two_that_people_put_together_must_fit_in_a_half_day(workshop, rika, host, haile, prune, noon):
    for title, minutes in (("Lang", 150), ("Ook lang", 120), ("Kort", 30)):
        make_agreed(rika, title, by=host, skills=[prune], minutes=minutes)
    plan = proposed(workshop, host)
    works = {work.title: work for work in queries.works_of(plan)}

    def move(title):
        to = {"weekday": 0, "half": "morning", "participants": [haile]}
        return planning.move_work(works[title], **to, by=host, at=MONDAY)

    move("Lang")
    with pytest.raises(planning.PersonIsTaken) as refused:
        move("Ook lang")
    assert str(refused.value) == ("Haile doet op dat dagdeel al ‘Lang’. Verzet dat eerst, of kies iemand anders.")
    assert move("Kort").weekday == 0


def test_only_helpers_of_this_place_are_chosen(workshop, host, hedge, haile, pien, mussel):
    proposed(workshop, host)
    work = PlannedWork.objects.get()
    elsewhere = make_helper(make_facility(mussel, "Wijkwerkplaats Mussel"), "Ada")
    for people, refusal in (([], planning.NobodyChosen), ([elsewhere], planning.NotAHelper)):
        with pytest.raises(refusal):
            planning.move_work(work, weekday=0, half="morning", participants=people, by=host, at=MONDAY)


def test_a_round_keeps_its_day_when_it_is_moved(workshop, host, haile, noon):
    make_round(workshop, from_on=date(2026, 3, 10), people_needed=1)
    proposed(workshop, host)
    work = PlannedWork.objects.get()
    with pytest.raises(planning.RunHasItsDay):
        planning.move_work(work, weekday=3, half="morning", participants=[haile], by=host, at=MONDAY)
    moved = planning.move_work(work, weekday=1, half="afternoon", participants=[haile], by=host, at=MONDAY)
    assert (moved.weekday, moved.half) == (1, "afternoon")


def test_accepting_tells_who_asked_once(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    assert planning.accept_week(plan, by=host, at=MONDAY) == 1
    assert planning.accept_week(plan, by=host, at=MONDAY) == 0
    chore = Chore.objects.get(pk=hedge.pk)
    assert (chore.state, chore.planned_on, chore.planned_half) == ("planned", NEXT_MONDAY_ON, "morning")
    letter = Letter.objects.get(template="workshop/chore_planned")
    assert letter.subject == "Wij komen op maandag 9 maart: Heg snoeien"
    assert "Wie er komt: Haile en Pien." in letter.body


def test_what_is_accepted_stays_and_moving_it_tells_the_new_day(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    planning.accept_week(plan, by=host, at=MONDAY)
    work = PlannedWork.objects.get(chore=hedge)
    planning.move_work(work, weekday=2, half="morning", participants=[haile, pien], by=host, at=MONDAY)
    assert Chore.objects.get(pk=hedge.pk).planned_on == NEXT_MONDAY_ON + timedelta(days=2)
    assert Letter.objects.filter(template="workshop/chore_planned").count() == 2
    assert [row[1] for row in table(proposed(workshop, host))] == [2]


def test_a_chore_taken_back_leaves_the_week(workshop, host, hedge, haile, pien):
    planning.accept_week(proposed(workshop, host), by=host, at=MONDAY)
    chores.unplan_chore(Chore.objects.get(pk=hedge.pk), by=host, at=MONDAY)
    assert PlannedWork.objects.count() == 0


def test_a_chore_that_ended_leaves_the_week(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    chores.end_chore(hedge, because="Verhuisd.", by=host, at=MONDAY)
    assert (PlannedWork.objects.count(), planning.accept_week(plan, by=host, at=MONDAY)) == (0, 0)


def test_what_is_left_out_stays_out_until_it_is_let_go(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    work = planning.leave_out(PlannedWork.objects.get(), by=host, at=MONDAY)
    assert [row[1] for row in table(proposed(workshop, host))] == [None]
    planning.let_go(work, by=host, at=MONDAY)
    assert [row[1] for row in table(proposed(workshop, host))] == [0]
    assert plan.pk == WeekPlan.objects.get().pk


def test_leaving_out_what_was_accepted_tells_the_resident(workshop, host, hedge, haile, pien):
    planning.accept_week(proposed(workshop, host), by=host, at=MONDAY)
    work = planning.leave_out(PlannedWork.objects.get(), by=host, at=MONDAY)
    assert (Chore.objects.get(pk=hedge.pk).state, work.weekday, work.is_fixed) == ("agreed", None, True)
    assert Letter.objects.filter(template="workshop/chore_unplanned").count() == 1


def test_what_was_computed_before_a_move_is_thrown_away(workshop, host, hedge, haile, pien):
    plan = proposed(workshop, host)
    asked = planning.propose_week(workshop, week_on=NEXT_MONDAY_ON, by=host, at=MONDAY)
    inputs = queries.inputs_for(workshop, NEXT_MONDAY_ON, today=MONDAY_ON)
    found = greedy.plan(inputs)
    assert planning.keep_proposal(plan, version=asked.version - 1, inputs=inputs, found=found, at=MONDAY) is False
    assert planning.keep_proposal(plan, version=asked.version, inputs=inputs, found=found, at=MONDAY) is True


def test_a_week_that_is_over_or_far_is_refused(workshop, host, noon):
    with pytest.raises(planning.WeekIsOver):
        planning.propose_week(workshop, week_on=MONDAY_ON - timedelta(days=7), by=host, at=MONDAY)
    with pytest.raises(planning.WeekIsFar):
        planning.propose_week(workshop, week_on=MONDAY_ON + timedelta(days=70), by=host, at=MONDAY)


def test_half_days_that_lie_behind_us_are_no_choice(workshop, rika, host, haile, noon):
    make_agreed(rika, by=host)
    inputs = queries.inputs_for(workshop, MONDAY_ON, today=MONDAY_ON + timedelta(days=3))
    assert {at.weekday for job in inputs.jobs for at in job.halves} == {3, 4}


def test_a_closed_day_is_no_choice(workshop, rika, host):
    make_agreed(rika, by=host)
    halves = queries.open_halves(workshop, date(2026, 4, 6))  # Easter Monday
    assert {at.weekday for at in halves} == {1, 2, 3, 4}


def test_reading_a_week_asks_the_same_however_much_there_is(
    workshop, rika, host, haile, pien, prune, noon, django_assert_num_queries
):
    for count in (1, 3):
        for number in range(count):
            make_agreed(rika, f"Klus {count} {number}", by=host, skills=[prune])
        plan = proposed(workshop, host)
        with django_assert_num_queries(2):
            assert len(queries.works_of(plan)) >= count
        with django_assert_num_queries(11):
            queries.inputs_for(workshop, NEXT_MONDAY_ON, today=MONDAY_ON)
