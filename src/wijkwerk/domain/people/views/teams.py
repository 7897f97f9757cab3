"""The team of a work area, as people see it, and putting it together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.forms.people import EndForm, TeamMemberForm
from wijkwerk.domain.people.models import TeamMember
from wijkwerk.domain.people.views.shared import sees_people
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.pages import form_page
from wijkwerk.foundation.kit.refusals import refusals_shown_in

FIELDS = ("person", "organisation", "ring", "trade", "takes_signals", "order", "from_on", "until_on")


def work_area(work_area_id: int) -> WorkArea:
    return areas.work_area(work_area_id)


@needs(Permission.TEAM_VIEW, find=work_area)
def team(request: HttpRequest, area: WorkArea) -> HttpResponse:
    """Who works for this area, from the heart outwards; and who to turn to."""
    found = queries.team_of(area, on=clock.today())
    context = {
        "area": area,
        "team": found,
        "sees": sees_people(request),
        "manages": bool(policy.may(policy.actor_of(request), Permission.TEAM_MANAGE, on=area)),
    }
    return render(request, "people/team.html", context)


@needs(Permission.TEAM_MANAGE, find=work_area)
def add_member(request: HttpRequest, area: WorkArea) -> HttpResponse:
    form = TeamMemberForm(request.POST or None, initial={"from_on": clock.today(), "ring": "core"})
    if form.is_valid():
        with refusals_shown_in(form):
            actor = policy.actor_of(request)
            member = operations.add_team_member(area, **form.cleaned_data, by=actor, at=clock.now())
            messages.success(request, _("%s staat nu in het team.") % member.shown_name)
            return redirect("people:team", area.pk)
    return _form_page(request, area, form, _("Zet iemand in het team"))


@needs(Permission.TEAM_MANAGE, find=queries.team_member)
def change_member(request: HttpRequest, member: TeamMember) -> HttpResponse:
    form = TeamMemberForm(request.POST or None, initial={name: getattr(member, name) for name in FIELDS})
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_team_member(member, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De plek van %s is gewijzigd.") % member.shown_name)
            return redirect("people:team", member.work_area_id)
    return _form_page(request, member.work_area, form, _("Wijzig de plek van %s") % member.shown_name)


@needs(Permission.TEAM_MANAGE, find=queries.team_member)
def end_member(request: HttpRequest, member: TeamMember) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"until_on": clock.today()})
    if form.is_valid():
        operations.end_team_member(member, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("%s gaat uit het team.") % member.shown_name)
        return redirect("people:team", member.work_area_id)
    return _form_page(request, member.work_area, form, _("%s gaat uit het team") % member.shown_name)


def _form_page(request: HttpRequest, area: WorkArea, form: Form, title: str) -> HttpResponse:
    back_to = _("Team van %s") % area.name
    return form_page(request, form, title, back=reverse("people:team", args=[area.pk]), back_to=back_to)
