"""The week on the screen: a table of half-days, a list for each person, and moving work by a form or by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility, Weekday
from wijkwerk.domain.workshop.forms.planning import MoveForm, WeekForm
from wijkwerk.domain.workshop.models import Half, PlannedWork, WeekPlan
from wijkwerk.domain.workshop.operations import planning as operations
from wijkwerk.domain.workshop.planner.week import HalfDay
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import planning as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.later.models import Job, State

TAB = "week"


@dataclass(frozen=True)
class Row:
    """Planned work as the page shows it."""

    work: PlannedWork
    who: str
    reasons: list[str]
    address: str  # of the chore or the run
    is_moved: bool

    @property
    def when(self) -> str:
        work = self.work
        return "" if work.weekday is None else queries.half_in_words(work.weekday, work.half)


@dataclass(frozen=True)
class Cell:
    """A half-day of the week."""

    at: HalfDay
    title: str
    rows: list[Row]
    is_open: bool


@dataclass(frozen=True)
class Day:
    title: str
    on: date
    cells: list[Cell]


@dataclass(frozen=True)
class OfPerson:
    """What somebody does this week."""

    number: int
    name: str
    rows: list[Row]


def _address(workshop: Facility, week_on: date) -> str:
    return f"{reverse('workshop:week', args=[workshop.pk])}?week={week_on}"


def _week_in(request: HttpRequest) -> date:
    return queries.monday_of(WeekForm(request.GET or request.POST or None).on)


# ── The week ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_PLAN, find=places.workshop)
def week(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Who does what on which half-day, why, and how it was found."""
    week_on = _week_in(request)
    plan = queries.plan_of(workshop, week_on)
    rows = _rows(workshop, plan)
    placed = [row for row in rows if row.work.weekday is not None]
    job = Job.objects.filter(pk=plan.job_id).first() if plan and plan.is_computing and plan.job_id else None
    context = {
        "plan": plan,
        "week_on": week_on,
        "week_title": _week_title(week_on),
        "before": _address(workshop, week_on - timedelta(days=7)),
        "after": _address(workshop, week_on + timedelta(days=7)),
        "here": _address(workshop, week_on),
        "days": _days(workshop, week_on, placed),
        "people": _people(placed),
        "left": [row for row in rows if row.work.weekday is None],
        "to_accept": sum(row.work.accepted_at is None for row in placed),
        "job": job,
        "is_stuck": job is not None and job.state == State.DEAD,
        "is_over": week_on + timedelta(days=6) < clock.today(),
    }
    return frame.page(request, "workshop/week.html", workshop, context, tab=TAB)


def _week_title(week_on: date) -> str:
    until = week_on + timedelta(days=6)
    words = {"number": week_on.isocalendar().week, "from": date_format(week_on, "j F"), "until": date_format(until)}
    return _("Week %(number)s: %(from)s tot en met %(until)s") % words


def _rows(workshop: Facility, plan: WeekPlan | None) -> list[Row]:
    if plan is None:
        return []
    names = queries.names_for(workshop)
    return [
        Row(
            work=work,
            who=_who(work),
            reasons=queries.sentences(work.reasons, names),
            address=work.work.get_absolute_url(),
            is_moved=work.is_fixed,
        )
        for work in queries.works_of(plan)
    ]


def _who(work: PlannedWork) -> str:
    named = [
        _("%(name)s (leert)") % {"name": person.participant.resident.name}
        if person.is_learner
        else person.participant.resident.name
        for person in work.people.all()
    ]
    return _(" en ").join(named)


def _days(workshop: Facility, week_on: date, rows: Sequence[Row]) -> list[Day]:
    """The days that the place is open or that have work; each with the half-days that the week has anywhere."""
    open_halves = set(queries.open_halves(workshop, week_on))
    used = {HalfDay(row.work.weekday or 0, row.work.half) for row in rows}
    halves = [half for half in Half if any(at.half == half for at in open_halves | used)]
    found = []
    for weekday in Weekday:
        if not any(at.weekday == weekday for at in open_halves | used):
            continue
        cells = [
            Cell(
                at=HalfDay(weekday, half.value),
                title=capfirst(str(half.label)),
                rows=[row for row in rows if (row.work.weekday, row.work.half) == (weekday, half)],
                is_open=HalfDay(weekday, half.value) in open_halves,
            )
            for half in halves
        ]
        found.append(Day(capfirst(str(weekday.label)), week_on + timedelta(days=int(weekday)), cells))
    return found


def _people(rows: Sequence[Row]) -> list[OfPerson]:
    found: dict[int, OfPerson] = {}
    for row in rows:
        for person in row.work.people.all():
            one = found.setdefault(
                person.participant_id, OfPerson(person.participant_id, person.participant.resident.name, [])
            )
            one.rows.append(row)
    return sorted(found.values(), key=lambda one: one.name.lower())


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_PLAN, find=places.workshop)
@require_POST
def propose_week(request: HttpRequest, workshop: Facility) -> HttpResponse:
    week_on = _week_in(request)
    try:
        plan = operations.propose_week(workshop, week_on=week_on, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect(_address(workshop, week_on))
    return redirect(plan)


@needs(Permission.WORKSHOP_PLAN, find=queries.plan)
@require_POST
def accept_week(request: HttpRequest, plan: WeekPlan) -> HttpResponse:
    try:
        count = operations.accept_week(plan, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        words = ngettext("%(count)s keer werk afgesproken.", "%(count)s keer werk afgesproken.", count)
        told = _("Wie een klus vroeg, krijgt bericht.") if count else _("Er was niets nieuws.")
        messages.success(request, f"{words % {'count': count}} {told}")
    return redirect(plan)


@needs(Permission.WORKSHOP_PLAN, find=queries.planned_work)
def move_work(request: HttpRequest, work: PlannedWork) -> HttpResponse:
    """Another half-day, or somebody else: by a form that needs no mouse."""
    halves = queries.open_halves(work.facility, work.plan.week_on)
    form = MoveForm(request.POST or None, work=work, halves=halves)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.move_work(work, **form.values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Verzet. Het blijft staan waar u het zette."))
            return redirect(work.plan)
    reasons = queries.sentences(work.reasons, queries.names_for(work.facility))
    context = {"form": form, "work": work, "reasons": reasons, "back": work.plan.get_absolute_url()}
    return frame.page(request, "workshop/move_work.html", work.facility, context, tab=TAB)


@needs(Permission.WORKSHOP_PLAN, find=queries.planned_work)
@require_POST
def drop_work(request: HttpRequest, work: PlannedWork) -> HttpResponse:
    """Dragged to another half-day: the same people."""
    weekday, _dash, half = request.POST.get("when", "").partition("-")
    people = [person.participant for person in work.people.select_related("participant")]
    try:
        if weekday not in {str(day.value) for day in Weekday} or half not in Half.values:
            raise operations.HalfIncomplete
        operations.move_work(
            work,
            weekday=int(weekday),
            half=Half(half),
            participants=people,
            by=policy.actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("Verzet. Het blijft staan waar u het zette."))
    return redirect(work.plan)


@needs(Permission.WORKSHOP_PLAN, find=queries.planned_work)
@require_POST
def accept_work(request: HttpRequest, work: PlannedWork) -> HttpResponse:
    return press(
        request,
        lambda: operations.accept_work(work, by=policy.actor_of(request), at=clock.now()),
        to=work.plan,
        words=_("Afgesproken. Wie het vroeg, krijgt bericht."),
    )


@needs(Permission.WORKSHOP_PLAN, find=queries.planned_work)
@require_POST
def leave_out(request: HttpRequest, work: PlannedWork) -> HttpResponse:
    return press(
        request,
        lambda: operations.leave_out(work, by=policy.actor_of(request), at=clock.now()),
        to=work.plan,
        words=_("Dit gebeurt deze week niet."),
    )


@needs(Permission.WORKSHOP_PLAN, find=queries.planned_work)
@require_POST
def let_go(request: HttpRequest, work: PlannedWork) -> HttpResponse:
    return press(
        request,
        lambda: operations.let_go(work, by=policy.actor_of(request), at=clock.now()),
        to=work.plan,
        words=_("Bij een nieuwe indeling mag dit weer ergens anders komen."),
    )


@needs(Permission.WORKSHOP_PLAN, find=places.workshop)
def week_sheets(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A sheet for each person, to print: when, where, with whom, and what the resident does along."""
    week_on = _week_in(request)
    plan = queries.plan_of(workshop, week_on)
    placed = [row for row in _rows(workshop, plan) if row.work.weekday is not None]
    chosen = request.GET.get("wie", "")
    people = [one for one in _people(placed) if chosen in ("", str(one.number))]
    context = {"people": people, "week_title": _week_title(week_on), "back": _address(workshop, week_on)}
    return frame.page(request, "workshop/week_sheets.html", workshop, context, tab=TAB)
