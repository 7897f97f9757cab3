"""What can be asked of the week: what is to be planned and who there is, what was proposed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwerk.domain.facilities.models import Facility, Weekday
from wijkwerk.domain.facilities.queries import Calendar, Span
from wijkwerk.domain.workshop.chore_states import ChoreState
from wijkwerk.domain.workshop.models import (
    Chore,
    Half,
    Participant,
    PlannedPerson,
    PlannedWork,
    RoundRun,
    Skill,
    Urgency,
    WeekPlan,
)
from wijkwerk.domain.workshop.planner import greedy
from wijkwerk.domain.workshop.planner.week import HalfDay, Inputs, Job, Placed, Worker
from wijkwerk.domain.workshop.queries import participants

# In which part of the day a place must be open for an hour, so that work can begin there.
HALVES: dict[Half, Span] = {
    Half.MORNING: Span(time(8), time(12, 30)),
    Half.AFTERNOON: Span(time(12, 30), time(17, 30)),
    Half.EVENING: Span(time(17, 30), time(22)),
}
LEAST_OPEN = 60  # minutes
ORDER = list(Half)


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def plan_of(workshop: Facility, week_on: date) -> WeekPlan | None:
    found: WeekPlan | None = WeekPlan.objects.filter(facility=workshop, week_on=week_on).first()
    return found


def plan(pk: int) -> WeekPlan:
    found: WeekPlan = WeekPlan.objects.select_related("facility__work_area").get(pk=pk)
    return found


def works_of(plan: WeekPlan) -> list[PlannedWork]:
    """All that is planned in a week, in the order of the week, and then what has no place: three queries."""
    people = Prefetch("people", PlannedPerson.objects.select_related("participant__resident"))
    rows = PlannedWork.objects.filter(plan=plan).select_related(
        "plan", "chore__resident", "chore__for_resident", "run__round__organisation"
    )
    return sorted(rows.prefetch_related(people), key=_in_week)


def _in_week(work: PlannedWork) -> tuple[int, int, int]:
    half = ORDER.index(Half(work.half)) if work.half else 0
    return (7 if work.weekday is None else work.weekday, half, work.pk)


def planned_work(pk: int) -> PlannedWork:
    found: PlannedWork = PlannedWork.objects.select_related(
        "facility__work_area", "plan", "chore__resident", "chore__for_resident", "run__round"
    ).get(pk=pk)
    return found


# ── What the planner gets ──────────────────────────────────────────────────────────────────────────────────────────
def open_halves(workshop: Facility, week_on: date) -> list[HalfDay]:
    """The half-days of a week on which the place is open, in their order."""
    calendar = Calendar(workshop)
    return [
        HalfDay(n, half)
        for n in range(7)
        for half in ORDER
        if any(_minutes_of(span, HALVES[half]) >= LEAST_OPEN for span in calendar.spans(week_on + timedelta(days=n)))
    ]


def _minutes_of(one: Span, other: Span) -> int:
    """How many minutes two spans share."""
    begins, ends = max(one.from_time, other.from_time), min(one.until_time, other.until_time)
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def inputs_for(workshop: Facility, week_on: date, *, today: date) -> Inputs:
    """Everything that the planner weighs: a fixed number of queries, however many chores and people there are.

    Halves that lie behind us are no choice any more. What a person moved, or what was accepted, is fixed.
    """
    halves = [at for at in open_halves(workshop, week_on) if week_on + timedelta(days=at.weekday) >= today]
    found = plan_of(workshop, week_on)
    works = works_of(found) if found is not None else []
    gone = {key_of(work) for work in works if work.is_kept and work.weekday is None}  # not this week, somebody said
    kept = [work for work in works if work.is_kept and work.weekday is not None and not _ended(work)]
    jobs = [
        *_chore_jobs(workshop, frozenset(halves), today, [work.chore_id for work in kept if work.chore_id]),
        *_run_jobs(workshop, week_on, frozenset(halves), [work.run_id for work in kept if work.run_id]),
    ]
    return Inputs(
        tuple(job for job in jobs if job.key not in gone),
        tuple(_workers(workshop, week_on)),
        tuple(placed_of(work) for work in kept),
    )


def _ended(work: PlannedWork) -> bool:
    return work.chore is not None and work.chore.state == ChoreState.ENDED


def _chore_jobs(workshop: Facility, halves: frozenset[HalfDay], today: date, kept: Sequence[int]) -> Iterable[Job]:
    rows = Chore.objects.filter(facility=workshop).filter(Q(state=ChoreState.AGREED) | Q(pk__in=kept))
    for chore in rows.prefetch_related("skills").order_by("asked_at", "pk"):
        yield Job(
            key=f"chore:{chore.pk}",
            skills=frozenset(skill.pk for skill in chore.skills.all()),
            minutes=chore.minutes,
            people=chore.people_needed,
            urgency=Urgency(chore.urgency),
            halves=halves,
            waiting_days=max(0, (today - chore.asked_at.date()).days),
            lat=chore.lat,
            lon=chore.lon,
        )


def _run_jobs(workshop: Facility, week_on: date, halves: frozenset[HalfDay], kept: Sequence[int]) -> Iterable[Job]:
    """A run is on its own day: on the half of the round, whether or not the place is open then."""
    week = Q(on__range=(week_on, week_on + timedelta(days=6)), reported_at=None)
    rows = RoundRun.objects.filter(facility=workshop).filter(week | Q(pk__in=kept)).select_related("round")
    first_day = min((at.weekday for at in halves), default=7)
    for run in rows.prefetch_related("round__skills", "results").order_by("on", "pk"):
        at = HalfDay((run.on - week_on).days, run.round.half)
        place = next((stop for stop in run.results.all() if stop.lat is not None), None)
        yield Job(
            key=f"run:{run.pk}",
            skills=frozenset(skill.pk for skill in run.round.skills.all()),
            minutes=run.round.minutes,
            people=run.round.people_needed,
            urgency=2,
            halves=frozenset({at}) if at.weekday >= first_day else frozenset(),
            lat=place.lat if place else None,
            lon=place.lon if place else None,
        )


def _workers(workshop: Facility, week_on: date) -> Iterable[Worker]:
    """Who takes part on the Monday; without a place of their own they come from the workshop."""
    for each in participants.participants(workshop, week_on):
        own = each if each.lat is not None else workshop
        yield Worker(
            id=each.pk,
            can=frozenset(row.skill_id for row in each.skills.all() if not row.wants_to_learn),
            wants=frozenset(row.skill_id for row in each.skills.all() if row.wants_to_learn),
            free=frozenset(HalfDay(row.weekday, row.half) for row in each.availability.all()),
            most_halves=each.most_halves,
            lat=own.lat,
            lon=own.lon,
        )


def key_of(work: PlannedWork) -> str:
    return f"chore:{work.chore_id}" if work.chore_id else f"run:{work.run_id}"


def placed_of(work: PlannedWork) -> Placed:
    people = list(work.people.all())
    return Placed(
        key_of(work),
        HalfDay(work.weekday or 0, work.half),
        tuple(person.participant_id for person in people),
        frozenset(person.participant_id for person in people if person.is_learner),
    )


# ── What hangs on one person ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Missed:
    """What would not be done in a week without one person: keys of chores (`chore:12`) and runs (`run:5`)."""

    participant_id: int
    jobs: tuple[str, ...]


def missed_without_each(inputs: Inputs) -> list[Missed]:
    """What the simple rule can place with everybody, and not without this one; of all who help that week."""
    everything = frozenset(placed.job for placed in _all_placed(inputs))
    found = []
    for worker in inputs.workers:
        left = {placed.job for placed in _all_placed(inputs.without(worker.id))}
        found.append(Missed(worker.id, tuple(sorted(everything - left))))
    return found


def _all_placed(inputs: Inputs) -> list[Placed]:
    return [*inputs.fixed, *greedy.plan(inputs).placed]


# ── Why, in sentences ──────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Names:
    """The names that the codes and numbers stand for: asked once for a whole week."""

    people: Mapping[int, str]
    skills: Mapping[int, str]

    def of_skills(self, numbers: Iterable[int]) -> str:
        return _(" en ").join(self.skills.get(number, "…").lower() for number in numbers)


def names_for(workshop: Facility) -> Names:
    people = Participant.objects.filter(facility=workshop).values_list("pk", "resident__name")
    skills = Skill.objects.filter(facility=workshop).values_list("pk", "name")
    return Names({pk: first_name(name) for pk, name in people}, dict(skills))


def first_name(name: str) -> str:
    """As somebody is called at work, and to the resident whom they come to help."""
    return name.split(" ")[0] if name else _("iemand")


def half_in_words(weekday: int, half: str) -> str:
    """dinsdagochtend"""
    return f"{Weekday(weekday).label}{Half(half).label}"


def sentences(reasons: Iterable[Mapping[str, Any]], names: Names) -> list[str]:
    """Why it lies there, in Dutch; a code that an older version wrote says nothing."""
    return [words for reason in reasons if (words := _sentence(reason, names))]


def _sentence(reason: Mapping[str, Any], names: Names) -> str:
    who = names.people.get(reason.get("who", 0), _("iemand"))
    skills = names.of_skills(reason.get("skills", []))
    match reason.get("code"):
        case "haste":
            return _("Dit heeft haast.")
        case "long":
            words = _("Het duurt %(minutes)s minuten: langer dan een dagdeel. Spreek af wie er verder gaat.")
            return words % {"minutes": reason["minutes"]}
        case "can":
            return _("%(who)s kan dit: %(skills)s.") % {"who": who, "skills": skills}
        case "only":
            return _("%(who)s is de enige die dit kan en dan tijd heeft.") % {"who": who}
        case "learns":
            return _("%(who)s wil dit leren: %(skills)s.") % {"who": who, "skills": skills}
        case "free":
            at = half_in_words(reason["weekday"], reason["half"])
            return _("%(who)s is er op %(half)s.") % {"who": who, "half": at}
        case "near":
            return _("%(who)s komt van %(far)s.") % {"who": who, "far": distance_in_words(reason["metres"])}
        case "moved":
            return _("Zo gezet door %(by)s.") % {"by": _("de gastheer of gastvrouw")}
        case "closed":
            return _("Er is deze week geen dagdeel meer waarop dit kan.")
        case "nobody_can":
            return _("Er is niemand die dit kan: %(skills)s.") % {"skills": skills}
        case "nobody_free":
            words = ngettext(
                "%(people)s persoon kan dit, maar is er deze week niet als het kan.",
                "%(people)s mensen kunnen dit, maar zijn er deze week niet als het kan.",
                reason["people"],
            )
            return words % {"people": reason["people"]}
        case "no_pair":
            return _("Dit is werk voor twee, en er zijn geen twee mensen die er samen zijn.")
        case "full":
            return _("Wie dit kan, heeft deze week al ander werk.")
    return ""


def distance_in_words(metres: int) -> str:
    if metres < 1000:
        return _("%(far)s meter") % {"far": max(50, round(metres / 50) * 50)}
    return _("%(far)s km") % {"far": f"{metres / 1000:.1f}".replace(".", ",")}
