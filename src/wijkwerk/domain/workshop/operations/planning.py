"""The week: computed in the background, changed by hand, accepted. It proposes; people decide.

Locks: the plan of the week, then its chores by number, then the rows of the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.chore_states import AT_WORK, ChoreState
from wijkwerk.domain.workshop.models import (
    Chore,
    Half,
    Participant,
    PlanMethod,
    PlannedPerson,
    PlannedWork,
    PlanState,
    WeekPlan,
)
from wijkwerk.domain.workshop.operations import chores
from wijkwerk.domain.workshop.planner import greedy, solver
from wijkwerk.domain.workshop.planner.week import (
    HALF_MINUTES,
    HalfDay,
    Inputs,
    Placed,
    Proposal,
    Reason,
    reasons_for,
    week_of,
    why_not,
)
from wijkwerk.domain.workshop.queries import planning as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.later import operations as later
from wijkwerk.foundation.later.titles import titled

log = structlog.get_logger(__name__)

FURTHEST_AHEAD = timedelta(days=8 * 7)
MOST_PEOPLE = 4


class WeekIsOver(Refusal):
    message = _("Deze week is al voorbij. Kies deze week of een week die nog komt.")


class WeekIsFar(Refusal):
    message = _("U kunt tot acht weken vooruit plannen.")


class StillComputing(Refusal):
    message = _("De indeling wordt nog uitgerekend. Wacht even, en bekijk de week opnieuw.")
    status = 409


class NotInWeek(Refusal):
    message = _("Dit werk staat niet meer in deze week. Bekijk de week opnieuw.")
    status = 409


class NobodyChosen(Refusal):
    message = _("Kies wie het doet.")
    field = "participants"


class TooManyPeople(Refusal):
    message = _("Kies hooguit vier mensen voor dit werk.")
    field = "participants"


class NotAHelper(Refusal):
    message = _("Een van deze mensen werkt deze week niet mee. Kies iemand uit de lijst.")
    field = "participants"


class HalfIncomplete(Refusal):
    message = _("Kies een dag en een dagdeel.")
    field = "half"


class RunHasItsDay(Refusal):
    message = _("Een ronde heeft een eigen dag. Alleen het dagdeel en wie er loopt kunt u kiezen.")
    field = "half"


class PersonIsTaken(Refusal):
    field = "participants"

    def __init__(self, name: str, work: str) -> None:
        words = _("%(name)s doet op dat dagdeel al ‘%(work)s’. Verzet dat eerst, of kies iemand anders.")
        super().__init__(words % {"name": name, "work": work})


# ── Computed ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def propose_week(workshop: Facility, *, week_on: date, by: Actor, at: datetime) -> WeekPlan:
    """Have the week computed as soon as it is its turn. What was moved or accepted stays."""
    week_on, today = queries.monday_of(week_on), clock.dutch(at).date()
    if week_on + timedelta(days=6) < today:
        raise WeekIsOver
    if week_on > today + FURTHEST_AHEAD:
        raise WeekIsFar
    plan = _locked_or_new(workshop, week_on, at)
    plan.state, plan.asked_at = PlanState.COMPUTING, at
    plan.version += 1
    plan.save()
    job = compute_week.enqueue(plan.pk, plan.version)
    plan.job_id = int(job.id) if job.id.isdecimal() else None
    plan.save(update_fields=["job_id"])
    journal.record("week.asked", about=plan, by=by, at=at, details={"week": week_on.isoformat()})
    return plan


def _locked_or_new(workshop: Facility, week_on: date, at: datetime) -> WeekPlan:
    if not WeekPlan.objects.filter(facility=workshop, week_on=week_on).exists():
        try:
            with transaction.atomic():
                WeekPlan.objects.create(facility=workshop, week_on=week_on, state=PlanState.COMPUTING, asked_at=at)
        except IntegrityError:
            log.info("week_was_made_meanwhile", week=week_on.isoformat())
    plan: WeekPlan = WeekPlan.objects.select_for_update().get(facility=workshop, week_on=week_on)
    return plan


@task
@titled(_("De week indelen"))
def compute_week(plan_id: int, version: int, seconds: float = solver.SECONDS) -> None:
    """Compute, and keep what was found when nobody asked anew meanwhile. Safe to run twice."""
    plan = WeekPlan.objects.select_related("facility__work_area").filter(pk=plan_id, version=version).first()
    if plan is None or not plan.is_computing:
        return
    at = clock.now()
    inputs = queries.inputs_for(plan.facility, plan.week_on, today=clock.dutch(at).date())
    count = {"jobs": len(inputs.jobs), "people": len(inputs.workers)}
    words = _now("%(jobs)s klussen en rondes, %(people)s mensen") % count
    later.report_progress(1, 100, words)

    def tell(better: int) -> None:
        better_words = _now("%(what)s: %(better)s betere indelingen gevonden") % {"what": words, "better": better}
        later.report_progress(min(95, 10 + 5 * better), 100, better_words)

    try:
        found = solver.plan(inputs, seconds=seconds, tell=tell)
    except solver.SolverAbsent:
        found = greedy.plan(inputs)
    keep_proposal(plan, version=version, inputs=inputs, found=found, at=clock.now())


@transaction.atomic
def keep_proposal(plan: WeekPlan, *, version: int, inputs: Inputs, found: Proposal, at: datetime) -> bool:
    """Write down what was found; False when somebody changed the week meanwhile, and it is out of date."""
    fresh: WeekPlan = WeekPlan.objects.select_for_update().get(pk=plan.pk)
    if fresh.version != version or not fresh.is_computing:
        return False
    _lock_chores(job.key for job in inputs.jobs)
    works = PlannedWork.objects.filter(plan=fresh)
    works.filter(is_fixed=False, accepted_at=None).delete()
    works.filter(chore__state=ChoreState.ENDED, accepted_at=None).delete()
    kept = {queries.key_of(work) for work in PlannedWork.objects.filter(plan=fresh)}
    week, jobs = week_of(inputs), {job.key: job for job in inputs.jobs}
    for placed in found.placed:
        if placed.job not in kept:
            _write(fresh, placed.job, placed, reasons_for(week, placed))
            kept.add(placed.job)
    for key, job in jobs.items():
        if key not in kept:
            _write(fresh, key, None, why_not(week, job))
    fresh.state, fresh.method, fresh.computed_at = PlanState.PROPOSED, PlanMethod(found.method), at
    fresh.save()
    return True


def _write(plan: WeekPlan, key: str, placed: Placed | None, reasons: list[Reason]) -> None:
    kind, number = key.split(":")
    work: PlannedWork = PlannedWork.objects.create(
        facility_id=plan.facility_id,
        plan=plan,
        chore_id=int(number) if kind == "chore" else None,
        run_id=int(number) if kind == "run" else None,
        weekday=placed.at.weekday if placed else None,
        half=placed.at.half if placed else "",
        reasons=reasons,
    )
    if placed is not None:
        _set_people(work, placed.workers, placed.learners)


def _set_people(work: PlannedWork, workers: Iterable[int], learners: Collection[int]) -> None:
    PlannedPerson.objects.filter(planned=work).delete()
    PlannedPerson.objects.bulk_create(
        PlannedPerson(planned=work, participant_id=worker, is_learner=worker in learners) for worker in workers
    )


# ── By hand ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def move_work(
    work: PlannedWork, *, weekday: int, half: Half, participants: Sequence[Participant], by: Actor, at: datetime
) -> PlannedWork:
    """A person puts it there: it stays there. The rest stays too, but for what these people did at that time: that
    finds another place, or none. When it was accepted already, who asked hears the new day at once.
    """
    plan, work = _locked(work)
    if work.run is not None and weekday != (work.run.on - plan.week_on).days:
        raise RunHasItsDay
    _check_people(plan, participants)
    moved_to = HalfDay(weekday, str(Half(half)))
    pushed = _pushed_out(plan, work, moved_to, participants)
    inputs = queries.inputs_for(plan.facility, plan.week_on, today=clock.dutch(at).date())
    week = week_of(inputs)
    placed = Placed(queries.key_of(work), moved_to, tuple(one.pk for one in participants))
    known = {job.key for job in inputs.jobs}
    reasons: list[Reason] = [{"code": "moved"}]
    reasons += reasons_for(week, placed) if placed.job in known else []
    work.weekday, work.half, work.is_fixed, work.reasons = weekday, Half(half), True, reasons
    work.save()
    job = next((job for job in inputs.jobs if job.key == placed.job), None)
    able = {one.id for one in inputs.workers if job is not None and job.skills <= one.can}
    _set_people(work, placed.workers, [one for one in placed.workers if job is not None and one not in able])
    _adapt(plan, pushed, at)
    if work.accepted_at is not None and work.chore_id:
        _tell_day(work, by, at)
    plan.version += 1  # what is being computed knows nothing of this
    plan.save(update_fields=["version"])
    journal.record("week.moved", about=plan, by=by, at=at, details={"work": work.pk, "weekday": weekday, "half": half})
    return work


def _check_people(plan: WeekPlan, participants: Sequence[Participant]) -> None:
    if not participants:
        raise NobodyChosen
    if len(participants) > MOST_PEOPLE:
        raise TooManyPeople
    numbers = [one.pk for one in participants]
    there = Participant.objects.on(plan.week_on).filter(facility=plan.facility, pk__in=numbers).count()
    if there != len(set(numbers)):
        raise NotAHelper


def _pushed_out(
    plan: WeekPlan, work: PlannedWork, to: HalfDay, participants: Sequence[Participant]
) -> list[PlannedWork]:
    """Other work of these people at that time: what a person put there too must fit beside it; the rest gives way."""
    numbers = {one.pk for one in participants}
    pushed = []
    for other in queries.works_of(plan):
        theirs = [person for person in other.people.all() if person.participant_id in numbers]
        if other.pk == work.pk or not theirs or (other.weekday, other.half) != to:
            continue
        if not other.is_kept:
            pushed.append(other)
        elif other.minutes + work.minutes > HALF_MINUTES:
            raise PersonIsTaken(queries.first_name(theirs[0].participant.resident.name), other.title)
    return pushed


def _adapt(plan: WeekPlan, pushed: Sequence[PlannedWork], at: datetime) -> None:
    """Find another place for what gave way, with all the rest where it is."""
    rows = {queries.key_of(work): work for work in pushed}
    inputs = queries.inputs_for(plan.facility, plan.week_on, today=clock.dutch(at).date())
    others = [work for work in queries.works_of(plan) if work.weekday is not None and queries.key_of(work) not in rows]
    standing = tuple(queries.placed_of(work) for work in others)
    jobs = tuple(job for job in inputs.jobs if job.key in rows)
    week = week_of(Inputs(jobs, inputs.workers, standing))
    found = {placed.job: placed for placed in greedy.plan(week.inputs).placed}
    for job in jobs:
        work, placed = rows[job.key], found.get(job.key)
        work.weekday, work.half = (placed.at.weekday, placed.at.half) if placed else (None, "")
        work.reasons = reasons_for(week, placed) if placed else why_not(week, job)
        work.save()
        _set_people(work, placed.workers if placed else (), placed.learners if placed else ())


@transaction.atomic
def leave_out(work: PlannedWork, *, by: Actor, at: datetime) -> PlannedWork:
    """Not this week: a person says so, and it stays so until a person lets it go. An accepted chore is taken back."""
    plan, work = _locked(work)
    if work.accepted_at is not None and work.chore is not None and work.chore.state == ChoreState.PLANNED:
        chores.unplan_chore(work.chore, by=by, at=at)
        work = PlannedWork.objects.filter(pk=work.pk).first() or PlannedWork(
            facility_id=plan.facility_id, plan=plan, chore_id=work.chore_id
        )
    work.weekday, work.half, work.is_fixed, work.accepted_at = None, "", True, None
    work.reasons = [{"code": "moved"}]
    work.save()
    _set_people(work, (), ())
    plan.version += 1
    plan.save(update_fields=["version"])
    journal.record("week.left_out", about=plan, by=by, at=at, details={"work": work.pk})
    return work


@transaction.atomic
def let_go(work: PlannedWork, *, by: Actor, at: datetime) -> PlannedWork:
    """The next computation may put it elsewhere again."""
    plan, work = _locked(work)
    work.is_fixed = False
    work.reasons = [reason for reason in work.reasons if reason.get("code") != "moved"]
    work.save(update_fields=["is_fixed", "reasons"])
    journal.record("week.let_go", about=plan, by=by, at=at, details={"work": work.pk})
    return work


# ── Accepted ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def accept_week(plan: WeekPlan, *, by: Actor, at: datetime) -> int:
    """The host agrees with all that has a place; who asked hears when, and who comes. How many were new."""
    plan = _locked_plan(plan)
    works = [work for work in queries.works_of(plan) if work.weekday is not None and work.accepted_at is None]
    _lock_chores(queries.key_of(work) for work in works)
    count = sum(_accept(work, by, at) for work in works)
    if count:
        journal.record("week.accepted", about=plan, by=by, at=at, details={"works": count})
    return count


@transaction.atomic
def accept_work(work: PlannedWork, *, by: Actor, at: datetime) -> bool:
    """The host agrees with this one; False when that was so already."""
    plan, work = _locked(work)
    if plan.is_computing:
        raise StillComputing
    if work.weekday is None:
        raise NotInWeek
    is_new = work.accepted_at is None and _accept(work, by, at)
    if is_new:
        journal.record("week.accepted", about=plan, by=by, at=at, details={"works": 1, "work": work.pk})
    return is_new


def _accept(work: PlannedWork, by: Actor, at: datetime) -> bool:
    """Work whose chore went another way meanwhile is passed over."""
    if work.chore_id:
        state = Chore.objects.values_list("state", flat=True).get(pk=work.chore_id)
        if state not in (ChoreState.AGREED, ChoreState.PLANNED):
            return False
        _tell_day(work, by, at)
    work.accepted_at = at
    work.save(update_fields=["accepted_at"])
    return True


def _tell_day(work: PlannedWork, by: Actor, at: datetime) -> None:
    on, half = work.on, Half(work.half)
    people = PlannedPerson.objects.filter(planned=work).select_related("participant__resident")
    helpers = [queries.first_name(person.participant.resident.name) for person in people]
    if on is not None and work.chore is not None:
        chores.plan_chore(work.chore, on=on, half=half, helpers=helpers, by=by, at=at)


# ── Shared ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _locked_plan(plan: WeekPlan) -> WeekPlan:
    fresh: WeekPlan = (
        WeekPlan.objects.select_for_update(of=("self",)).select_related("facility__work_area").get(pk=plan.pk)
    )
    if fresh.is_computing:
        raise StillComputing
    return fresh


def _locked(work: PlannedWork) -> tuple[WeekPlan, PlannedWork]:
    """The week and the work as they are now; a computation may have taken the row away."""
    plans = WeekPlan.objects.select_for_update(of=("self",)).select_related("facility__work_area")
    plan: WeekPlan = plans.get(pk=work.plan_id)
    if work.chore_id:
        _lock_chores([f"chore:{work.chore_id}"])
    rows = PlannedWork.objects.select_related("plan", "chore", "run__round")
    fresh = rows.filter(pk=work.pk).first()
    if fresh is None or (fresh.chore is not None and fresh.chore.state not in AT_WORK):
        raise NotInWeek
    return plan, fresh


def _lock_chores(keys: Iterable[str]) -> None:
    numbers = sorted(int(key.split(":")[1]) for key in keys if key.startswith("chore:"))
    list(Chore.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True))
