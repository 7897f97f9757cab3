"""The solver: CP-SAT of OR-Tools, where it is installed. It proves that no better week exists, or says how far it came.

One worker and `linearization_level=2`: on a small machine more workers leave a gap of 20% after 25 seconds, where one
finds and proves the best within a few.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from wijkwerk.domain.workshop.planner import greedy
from wijkwerk.domain.workshop.planner.week import (
    HalfDay,
    Inputs,
    Placed,
    Proposal,
    Week,
    can_do,
    learns,
    value_of,
    week_of,
    worth_of_job,
    worth_of_worker,
)

SECONDS = 30.0


class SolverAbsent(Exception):
    """OR-Tools is not installed here."""


def plan(inputs: Inputs, *, seconds: float = SECONDS, tell: Callable[[int], None] | None = None) -> Proposal:
    """The best week, or the best found in time; a solver that finds nothing leaves it to the simple rule.

    `tell` hears how many better weeks were found until now.
    """
    try:
        from ortools.sat.python import cp_model  # slow import: a second, and not everywhere
    except ImportError as absent:
        raise SolverAbsent from absent

    began = time.monotonic()
    first = greedy.plan(inputs)
    model = _Model(cp_model, week_of(inputs))
    model.hint(first)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.model, _telling(cp_model, tell))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # without one of these there are no values to read
        return first
    placed = model.read(solver)
    method = "optimal" if status == cp_model.OPTIMAL else "feasible"
    return Proposal(tuple(placed), method, value_of(inputs, placed), time.monotonic() - began)


class _Model:
    """The week as sums: `does` says who does which job when, `is_at` whether a job is on a half-day."""

    def __init__(self, cp_model: Any, week: Week) -> None:
        self.week = week
        self.model = cp_model.CpModel()
        self.does: dict[tuple[str, int, HalfDay], Any] = {}
        self.is_at: dict[tuple[str, HalfDay], Any] = {}
        goal: list[Any] = []
        of_worker: dict[int, list[Any]] = defaultdict(list)
        at_half: dict[tuple[int, HalfDay], list[Any]] = defaultdict(list)
        for job in week.open_jobs:
            able: dict[HalfDay, list[Any]] = defaultdict(list)
            learning: dict[HalfDay, list[Any]] = defaultdict(list)
            for worker in week.candidates[job.key]:
                for at in week.halves_of(job, worker):
                    chosen = self.does[job.key, worker.id, at] = self.model.new_bool_var("")
                    (able if can_do(worker, job) else learning)[at].append(chosen)
                    of_worker[worker.id].append(chosen)
                    at_half[worker.id, at].append(chosen)
                    goal.append(worth_of_worker(worker, job) * chosen)
            for at in sorted(able.keys() | learning.keys()):
                here = self.is_at[job.key, at] = self.model.new_bool_var("")
                self.model.add(sum(able[at] + learning[at]) == job.people * here)
                self.model.add(sum(able[at]) >= here)
                if job.people > 1:  # tightens the sums: nobody does half of a pair
                    for chosen in able[at] + learning[at]:
                        self.model.add(chosen <= here)
                goal.append(worth_of_job(job, at) * here)
            self.model.add_at_most_one(self.is_at[job.key, at] for at in able.keys() | learning.keys())
        for chosen_ones in at_half.values():
            self.model.add_at_most_one(chosen_ones)
        for worker_id, chosen_ones in of_worker.items():
            self.model.add(sum(chosen_ones) <= week.halves_left[worker_id])
        self.model.maximize(sum(goal))

    def hint(self, first: Proposal) -> None:
        """Begin from what the simple rule finds."""
        taken = {(placed.job, worker_id, placed.at) for placed in first.placed for worker_id in placed.workers}
        halves = {(placed.job, placed.at) for placed in first.placed}
        for place, chosen in self.does.items():
            self.model.add_hint(chosen, place in taken)
        for half, here in self.is_at.items():
            self.model.add_hint(here, half in halves)

    def read(self, solver: Any) -> list[Placed]:
        jobs = {job.key: job for job in self.week.open_jobs}
        workers = {worker.id: worker for worker in self.week.inputs.workers}
        who: dict[tuple[str, HalfDay], list[int]] = defaultdict(list)
        for (key, worker_id, at), chosen in self.does.items():
            if solver.boolean_value(chosen):
                who[key, at].append(worker_id)
        placed = []
        for (key, at), found in sorted(who.items()):
            learning = sorted(one for one in found if learns(workers[one], jobs[key]))
            able = sorted(set(found) - set(learning))
            placed.append(Placed(key, at, (*able, *learning), frozenset(learning)))
        return placed


def _telling(cp_model: Any, tell: Callable[[int], None] | None) -> Any:
    """Counts the weeks that the solver finds on its way."""
    if tell is None:
        return None
    heard = tell

    class Callback(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]  # known when it runs
        count = 0

        def on_solution_callback(self) -> None:
            self.count += 1
            heard(self.count)

    return Callback()
