"""Help with forms and money matters: a row for the figures, and nothing about anybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.desk import FormsHelpForm
from wijkwerk.domain.workshop.models import FormsHelp
from wijkwerk.domain.workshop.operations.forms_help import give_forms_help
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, day
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def forms_help(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Note that somebody was helped; below it what was noted before."""
    actor = policy.actor_of(request)
    form = FormsHelpForm(request.POST or None, initial={"helper": actor.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            give_forms_help(workshop, **form.cleaned_data, by=actor, at=clock.now())
            messages.success(request, _("Genoteerd, met een bezoek erbij."))
            return redirect("workshop:forms_help", workshop.pk)
    rows = FormsHelp.objects.select_related("referred_to").filter(facility=workshop)
    columns: list[Column[FormsHelp]] = [
        Column(_("Dag"), lambda one: day(one.on), main=True),
        Column(_("Onderwerp"), lambda one: one.get_theme_display()),
        Column(_("Wie hielp"), lambda one: one.helper),
        Column(_("Doorverwezen naar"), lambda one: one.referred_to.name if one.referred_to else ""),
    ]
    table: Table[FormsHelp] = Table(
        columns,
        paging.page(rows, after=request.GET.get("na", ""), order=("-at", "-id")),
        caption=_("Hulp met formulieren en geld"),
        request=request,
        empty=_("Nog niets genoteerd."),
    )
    return frame.page(request, "workshop/forms_help.html", workshop, {"form": form, "table": table}, tab="forms_help")
