"""Later work as an administrator sees it: the jobs of the own municipality, and what the clock starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, link, moment
from wijkwerk.foundation.later import operations, queries
from wijkwerk.foundation.later.functions import title_of
from wijkwerk.foundation.later.models import Job, State
from wijkwerk.foundation.later.queries import ClockTask

TONES: Mapping[str, str] = {State.WAITING: "info", State.RUNNING: "info", State.DONE: "ok", State.DEAD: "danger"}


@dataclass(frozen=True)
class Pile:
    """Jobs that belong together for who looks after them."""

    word: str  # in the address
    title: str | Promise
    states: tuple[State, ...]
    empty: str | Promise


PILES = [
    Pile("", gettext_lazy("Vastgelopen"), (State.DEAD,), gettext_lazy("Er is niets vastgelopen.")),
    Pile("wacht", gettext_lazy("Wacht of bezig"), (State.WAITING, State.RUNNING), gettext_lazy("Er wacht niets.")),
    Pile("klaar", gettext_lazy("Klaar"), (State.DONE,), gettext_lazy("Er is nog niets klaar.")),
]


JOB_COLUMNS: list[Column[Job]] = [
    Column(gettext_lazy("Werk"), lambda job: link(reverse("jobs:job", args=[job.pk]), title_of(job.task)), main=True),
    Column(gettext_lazy("Staat"), lambda job: badge(job.state_name, TONES[job.state])),
    Column(gettext_lazy("Pogingen"), lambda job: job.attempts, numeric=True),
    Column(gettext_lazy("Gemaakt"), lambda job: moment(job.created_at)),
]
CLOCK_COLUMNS: list[Column[ClockTask]] = [
    Column(gettext_lazy("Werk"), lambda task: title_of(task.path), main=True),
    Column(gettext_lazy("Wanneer"), lambda task: task.when),
    Column(gettext_lazy("Voor het laatst"), lambda task: moment(task.last_at) if task.last_at else _("nog niet")),
]


@needs(Permission.JOBS_MANAGE)
def job_list(request: HttpRequest) -> HttpResponse:
    chosen = next((pile for pile in PILES if pile.word == request.GET.get("staat", "")), PILES[0])
    page = paging.page(queries.jobs().filter(state__in=chosen.states), after=request.GET.get("na", ""), order=("-id",))
    table = Table(JOB_COLUMNS, page, caption=_("Werk, nieuwste eerst"), request=request, empty=chosen.empty)
    tabs = [Tab(str(pile.title), f"?staat={pile.word}" if pile.word else "?", pile is chosen) for pile in PILES]
    started_by_clock = Table(CLOCK_COLUMNS, queries.clock_tasks(), caption=_("Wat vanzelf begint"))
    return render(request, "web/jobs.html", {"table": table, "tabs": tabs, "started_by_clock": started_by_clock})


@needs(Permission.JOBS_MANAGE, find=queries.job)
def job(request: HttpRequest, job: Job) -> HttpResponse:
    context = {"job": job, "name": title_of(job.task), "tone": TONES[job.state], "facts": _facts(job)}
    return render(request, "web/job.html", context)


def _facts(job: Job) -> list[tuple[str, object]]:
    moments = [
        (_("Gemaakt"), job.created_at),
        (_("Begonnen"), job.started_at),
        (_("Volgende poging"), job.due_at if job.state == State.WAITING else None),
        (_("Afgelopen"), job.finished_at),
    ]
    return [
        (_("Nummer"), job.pk),
        (_("Pogingen"), _("%(done)s van hooguit %(most)s") % {"done": job.attempts, "most": job.max_attempts}),
        *((name, moment(at)) for name, at in moments if at),
    ]


@needs(Permission.JOBS_MANAGE, find=queries.job)
@require_POST
def start_again(request: HttpRequest, job: Job) -> HttpResponse:
    at = clock.now()
    if operations.start_again(job, at=at):
        journal.record("job.started_again", about=job, by=policy.actor_of(request), at=at)
        messages.success(request, _("Dit werk begint zo opnieuw."))
    else:
        messages.info(request, _("Dit werk is niet vastgelopen. U hoeft niets te doen."))
    return redirect("jobs:job", job.pk)
