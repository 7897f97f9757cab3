"""The simple rule: first what has haste, then what waits longest or fewest can do; each time who fits best.

It serves where there is no solver or the solver finds nothing in time, and where a week is asked sixty times over:
what hangs on each person.
"""

from __future__ import annotations

from collections.abc import Iterable

from wijkwerk.domain.workshop.planner.week import (
    HalfDay,
    Inputs,
    Job,
    Placed,
    Proposal,
    Week,
    Worker,
    can_do,
    learns,
    value_of,
    week_of,
    worth_of_job,
    worth_of_worker,
)

METHOD = "greedy"


def plan(inputs: Inputs) -> Proposal:
    week = week_of(inputs)
    room = _Room(week)
    placed = []
    for job in _in_order(week):
        best = room.best_for(job)
        if best is not None:
            room.take(best)
            placed.append(best)
    return Proposal(tuple(placed), METHOD, value_of(inputs, placed))


def _in_order(week: Week) -> Iterable[Job]:
    return sorted(
        week.open_jobs,
        key=lambda job: (-job.urgency, -job.waiting_days, len(week.candidates[job.key]), job.key),
    )


class _Room:
    """Who has how much room left, while the week fills."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.taken = set(week.taken)
        self.halves = dict(week.halves_left)

    def best_for(self, job: Job) -> Placed | None:
        found: tuple[int, Placed] | None = None
        for at in sorted(job.halves):
            people = self._people_at(at, job)
            if people is None:
                continue
            worth = worth_of_job(job, at) + sum(self._worth(one, job) for one in people)
            if found is None or worth > found[0]:
                learners = frozenset(one.id for one in people if learns(one, job))
                found = (worth, Placed(job.key, at, tuple(one.id for one in people), learners))
        return found[1] if found else None

    def _people_at(self, at: HalfDay, job: Job) -> list[Worker] | None:
        """Who fits best: one who can, and for a pair the best beside them."""
        there = [
            one
            for one in self.week.candidates[job.key]
            if at in one.free and (one.id, at) not in self.taken and self.halves[one.id] > 0
        ]
        able = [one for one in there if can_do(one, job)]
        if not able or len(there) < job.people:
            return None
        first = max(able, key=lambda one: (self._worth(one, job), -one.id))
        if job.people == 1:
            return [first]
        others = [one for one in there if one.id != first.id]
        return [first, max(others, key=lambda one: (self._worth(one, job), -one.id))]

    def _worth(self, worker: Worker, job: Job) -> int:
        """Among equals, who has most room left."""
        return worth_of_worker(worker, job) + self.halves[worker.id]

    def take(self, placed: Placed) -> None:
        for worker_id in placed.workers:
            self.taken.add((worker_id, placed.at))
            self.halves[worker_id] -= 1
