"""The way into the planning side: each area's plan, and the pages of all areas together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.areas import queries as areas
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.web.entries import pages_for
from wijkwerk.web.planning_pages import GROUPS


@needs(Permission.PLAN_VIEW)
def plans(request: HttpRequest) -> HttpResponse:
    """Choose an area, or a kind of plan."""
    context = {"areas": areas.work_areas(clock.today()), "groups": pages_for(policy.actor_of(request), GROUPS)}
    return render(request, "web/plans.html", context)
