"""What is planned, who there is, and what a good week is worth. Solver and rule weigh with the same weights.

Each person does one job a half-day: a job has its way there, its coffee and its talk. People may put a second by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wijkwerk.domain.workshop.route import metres

HALF_MINUTES = 180  # work that fits in half a day, with walking and coffee taken off


class HalfDay(NamedTuple):
    """Monday is 0; halves by name."""

    weekday: int
    half: str


@dataclass(frozen=True)
class Worker:
    """Somebody who helps this week."""

    id: int
    can: frozenset[int]  # skills
    wants: frozenset[int]
    free: frozenset[HalfDay]
    most_halves: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Job:
    """A chore or the run of a round. `halves` are those on which it can be: a run has its own day."""

    key: str  # "chore:12", "run:5"
    skills: frozenset[int]
    minutes: int
    people: int  # one or two
    urgency: int  # 0, 1, 2
    halves: frozenset[HalfDay]
    waiting_days: int = 0
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Placed:
    """A job on a half-day, with who does it; learners are among `workers` too."""

    job: str
    at: HalfDay
    workers: tuple[int, ...]
    learners: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Inputs:
    """A week to plan. `fixed` stays as it is, and takes its half-days of who is in it."""

    jobs: tuple[Job, ...]
    workers: tuple[Worker, ...]
    fixed: tuple[Placed, ...] = ()

    def without(self, worker_id: int) -> Inputs:
        """The same week when somebody is not there; what they were fixed to is to be planned again."""
        kept = tuple(placed for placed in self.fixed if worker_id not in placed.workers)
        return Inputs(self.jobs, tuple(worker for worker in self.workers if worker.id != worker_id), kept)


@dataclass(frozen=True)
class Proposal:
    """What was found beside what is fixed. Jobs that are not in `placed` had no room; `why_not` tells why."""

    placed: tuple[Placed, ...]
    method: str  # PlanMethod
    value: int = 0
    seconds: float = field(default=0.0, compare=False)


# ── What is worth how much ─────────────────────────────────────────────────────────────────────────────────────────
# A job that is done outweighs everything that makes one way of doing it better than another. All are so many times
# twenty: the coarser the weights, the sooner the solver proves that nothing better exists.
URGENCY_WORTH = {0: 1_000, 1: 1_600, 2: 3_000}
LEARNS_WORTH = 60  # somebody learns what they want to
TWO_WHO_CAN_COST = 20  # a pair in which nobody learns
TWO_KILOMETRES_COST = 20
FURTHEST = 8  # kilometres that still count: further is as far
UNKNOWN_KILOMETRES = 2
LATE_COST = 20  # a day, for what has haste
WEEK_WAITED_WORTH = 20
LONGEST_WAIT = 8  # weeks


def can_do(worker: Worker, job: Job) -> bool:
    return job.skills <= worker.can


def learns(worker: Worker, job: Job) -> bool:
    """A learner goes with somebody who can, and wants to learn what the job asks."""
    return job.people == 2 and not can_do(worker, job) and bool((job.skills - worker.can) & worker.wants)


def kilometres(worker: Worker, job: Job) -> int:
    found = metres(worker, job)
    return UNKNOWN_KILOMETRES if found is None else min(FURTHEST, round(found / 1000))


def worth_of_job(job: Job, at: HalfDay) -> int:
    waited = min(job.waiting_days // 7, LONGEST_WAIT) * WEEK_WAITED_WORTH  # who waits longest goes first among equals
    late = LATE_COST * at.weekday if job.urgency == 2 else 0
    return URGENCY_WORTH[job.urgency] + waited - late - (TWO_WHO_CAN_COST if job.people == 2 else 0)


def worth_of_worker(worker: Worker, job: Job) -> int:
    worth = -TWO_KILOMETRES_COST * (kilometres(worker, job) // 2)
    return worth + LEARNS_WORTH + TWO_WHO_CAN_COST if learns(worker, job) else worth


def value_of(inputs: Inputs, placed: Iterable[Placed]) -> int:
    """What a week is worth; a test holds the solver to it."""
    jobs, workers = {job.key: job for job in inputs.jobs}, {worker.id: worker for worker in inputs.workers}
    return sum(
        worth_of_job(jobs[each.job], each.at)
        + sum(worth_of_worker(workers[one], jobs[each.job]) for one in each.workers)
        for each in placed
    )


@dataclass(frozen=True)
class Week:
    """The inputs, with what follows from them: who could do what, and what room the fixed work leaves."""

    inputs: Inputs
    open_jobs: tuple[Job, ...]
    candidates: Mapping[str, tuple[Worker, ...]]  # by job: who can, or may learn
    taken: frozenset[tuple[int, HalfDay]]
    halves_left: Mapping[int, int]

    def halves_of(self, job: Job, worker: Worker) -> list[HalfDay]:
        """When this worker has room for this job."""
        if self.halves_left[worker.id] <= 0:
            return []
        return [at for at in sorted(job.halves & worker.free) if (worker.id, at) not in self.taken]


def week_of(inputs: Inputs) -> Week:
    fixed = {placed.job for placed in inputs.fixed}
    taken = {(worker_id, placed.at) for placed in inputs.fixed for worker_id in placed.workers}
    open_jobs = tuple(job for job in inputs.jobs if job.key not in fixed)
    return Week(
        inputs=inputs,
        open_jobs=open_jobs,
        candidates={
            job.key: tuple(worker for worker in inputs.workers if can_do(worker, job) or learns(worker, job))
            for job in open_jobs
        },
        taken=frozenset(taken),
        halves_left={
            worker.id: worker.most_halves - sum(place[0] == worker.id for place in taken) for worker in inputs.workers
        },
    )


# ── Why, in codes and numbers ──────────────────────────────────────────────────────────────────────────────────────
Reason = dict[str, Any]


def reasons_for(week: Week, placed: Placed) -> list[Reason]:
    """Why this job lies there with these people."""
    job = next(job for job in week.inputs.jobs if job.key == placed.job)
    workers = {worker.id: worker for worker in week.inputs.workers}
    told: list[Reason] = []
    if job.urgency == 2:
        told.append({"code": "haste"})
    if job.minutes > HALF_MINUTES:
        told.append({"code": "long", "minutes": job.minutes})
    able = [worker for worker in week.inputs.workers if can_do(worker, job) and job.halves & worker.free]
    for worker in (workers[one] for one in placed.workers if one in workers):
        if learns(worker, job):
            wanted = sorted((job.skills - worker.can) & worker.wants)
            told.append({"code": "learns", "who": worker.id, "skills": wanted})
        elif job.skills and can_do(worker, job):
            told.append({"code": "can", "who": worker.id, "skills": sorted(job.skills)})
            if len(able) == 1 and able[0].id == worker.id:
                told.append({"code": "only", "who": worker.id})
        if placed.at in worker.free:
            told.append({"code": "free", "who": worker.id, "weekday": placed.at.weekday, "half": placed.at.half})
        away = metres(worker, job)
        if away is not None:
            told.append({"code": "near", "who": worker.id, "metres": away})
    return told


def why_not(week: Week, job: Job) -> list[Reason]:
    """Why there is no room for this job: the first thing that stands in the way."""
    able = [worker for worker in week.inputs.workers if can_do(worker, job)]
    if not job.halves:
        return [{"code": "closed"}]
    if not able:
        return [{"code": "nobody_can", "skills": sorted(job.skills)}]
    if not any(job.halves & worker.free for worker in able):
        return [{"code": "nobody_free", "people": len(able)}]
    if job.people == 2 and not any(_pair_is_free(job, worker, week.candidates[job.key]) for worker in able):
        return [{"code": "no_pair"}]
    return [{"code": "full", "people": len(able)}]


def _pair_is_free(job: Job, worker: Worker, others: Sequence[Worker]) -> bool:
    return any(other.id != worker.id and worker.free & other.free & job.halves for other in others)
