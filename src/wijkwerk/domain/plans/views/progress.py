"""The page of an area's plans: how far they are, for everybody, and the way to each of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.queries import progress as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Figure, Moment
from wijkwerk.foundation.tenancy import scope


@needs(Permission.PLAN_VIEW, find=areas.work_area)
def progress(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """Goals with their figures, projects, promises, money, findings and what happened lately."""
    actor, today = policy.actor_of(request), clock.today()
    found = queries.progress_of(work_area, actor=actor, on=today)
    return render(
        request,
        "plans/progress.html",
        {
            "work_area": work_area,
            "progress": found,
            "figures": figures_of(found),
            "moments": [Moment(each.title, at=each.at, text=each.text, address=each.address) for each in found.events],
            "today": today,
            "manages": bool(policy.may(actor, Permission.PLAN_MANAGE, on=work_area)),
            "evaluates": bool(policy.may(actor, Permission.EVALUATION_MANAGE, on=work_area)),
            "plans_year": bool(policy.may(actor, Permission.YEAR_PLAN_VIEW, on=work_area)),
        },
    )


def figures_of(found: queries.Progress) -> list[Figure]:
    """The few numbers above the page."""
    this_year = clock.today().year
    newest = next((line for line in found.agendas if line.count and line.agenda.year == this_year), None)
    newest = newest or next((line for line in found.agendas if line.count), None)
    figures = [Figure(capfirst(scope.current().word("goal", plural=True)), len(found.goals))]
    if newest is not None:
        many = capfirst(scope.current().word("agenda_item", plural=True))
        figures.append(
            Figure(
                f"{many} {newest.agenda.year}",
                newest.count,
                note=_("%(done)s klaar") % {"done": newest.done},
                address=newest.agenda.get_absolute_url(),
            )
        )
    if found.promises:
        waiting = f"{len(found.promises)}+" if found.more_promises else len(found.promises)
        figures.append(Figure(_("Voorwaarden die nog open zijn"), waiting, address="#beloften"))
    return figures
