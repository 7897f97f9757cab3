"""Who is known at the workshop, and all that concerns one of them today."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.desk import ResidentForm, values_of
from wijkwerk.domain.workshop.models import Resident, Waiver
from wijkwerk.domain.workshop.operations import residents as operations
from wijkwerk.domain.workshop.queries import desk, places
from wijkwerk.domain.workshop.queries import residents as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.domain.workshop.views.desk import USUAL, ways_for
from wijkwerk.domain.workshop.views.desk_state import DeskState, number_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging, text
from wijkwerk.foundation.kit.components import Column, Table, day, link
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.tenancy import scope

ORDER = ("-seen_at", "-id")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def residents(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Everybody who is known here; a name to look for is sent, and stands in no address."""
    words = text.one_line(request.POST.get("zoek", ""))[:200]
    rows: Any = (
        queries.find_residents(workshop, words)
        if words
        else paging.page(queries.residents(workshop), after=request.GET.get("na", ""), order=ORDER)
    )
    columns: list[Column[Resident]] = [
        Column(_("Naam"), lambda one: link(one.get_absolute_url(), one.name), main=True),
        Column(_("Kaart"), lambda one: one.card_code),
        Column(_("Bereikbaar"), lambda one: one.get_reply_by_display()),
        Column(_("Laatst gezien"), lambda one: day(one.seen_at)),
    ]
    table: Table[Resident] = Table(
        columns, rows, caption=_("Inwoners"), request=request, empty=_("Niemand gevonden. Typ minder letters?")
    )
    return frame.page(request, "workshop/residents.html", workshop, {"table": table, "words": words}, tab="residents")


@needs(Permission.WORKSHOP_DESK, find=queries.resident)
def resident(request: HttpRequest, resident: Resident) -> HttpResponse:
    """This person today."""
    if resident.merged_into_id is not None:
        messages.info(request, _("Deze inwoner is samengevoegd. Dit is de inwoner die bleef."))
        return redirect("workshop:resident", resident.facility_id, resident.merged_into_id)
    at, workshop = clock.now(), resident.facility
    may_manage = bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=workshop))
    context = {
        "resident": resident,
        "person": desk.person_today(resident, at=at),
        "state": DeskState(workshop, resident_id=resident.pk),
        "buurt": _buurt(resident),
        "usual": [(kind.value, kind.label) for kind in USUAL],
        "waivers": Waiver.choices,
        "may_manage": may_manage,
        "waived": desk.waived_for(resident) if may_manage else [],
        "now": at,
        **ways_for(workshop, resident),
    }
    return frame.page(request, "workshop/resident.html", workshop, context, tab="residents")


@needs(Permission.WORKSHOP_DESK, find=queries.resident)
def change_resident(request: HttpRequest, resident: Resident) -> HttpResponse:
    form = ResidentForm(request.POST or None, initial=values_of(resident))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_resident(resident, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard."))
            return redirect(resident)
    return frame.page(
        request,
        "workshop/resident_change.html",
        resident.facility,
        {"form": form, "resident": resident},
        tab="residents",
    )


@needs(Permission.WORKSHOP_DESK, find=queries.resident)
def merge_resident(request: HttpRequest, resident: Resident) -> HttpResponse:
    """Two that are one: first the other is looked for, then it is asked once more."""
    words = text.one_line(request.POST.get("zoek", ""))[:200]
    found = [each for each in queries.find_residents(resident.facility, words) if each.pk != resident.pk]
    return frame.page(
        request,
        "workshop/resident_merge.html",
        resident.facility,
        {"resident": resident, "words": words, "found": found},
        tab="residents",
    )


@needs(Permission.WORKSHOP_DESK, find=queries.resident)
@require_POST
def merge_into(request: HttpRequest, resident: Resident) -> HttpResponse:
    into = Resident.objects.filter(facility=resident.facility, pk=number_in(request.POST.get("in"))).first()
    try:
        if into is None:
            raise operations.NotKnownHere
        operations.merge_residents(resident, into=into, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("workshop:merge_resident", resident.facility_id, resident.pk)
    messages.success(request, _("Samengevoegd. Alles staat nu bij deze inwoner."))
    return redirect(into)


def _buurt(resident: Resident) -> str:
    """By its name; nothing when it was not said."""
    code = resident.buurt_code
    return areas.names_of([code], scope.current().areas_year).get(code, code) if code else ""


# ── What we know about somebody, and forgetting it ─────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_MANAGE, find=queries.resident)
def resident_data(request: HttpRequest, resident: Resident) -> HttpResponse:
    """Everything that names somebody, for who asks what we know; it can be printed."""
    return frame.page(
        request,
        "workshop/resident_data.html",
        resident.facility,
        {"resident": resident, "known": queries.known_about(resident), "buurt": _buurt(resident)},
        tab="residents",
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.resident)
@require_POST
def forget_resident(request: HttpRequest, resident: Resident) -> HttpResponse:
    try:
        operations.forget_resident(resident, by=policy.actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("workshop:resident_data", resident.facility_id, resident.pk)
    messages.success(request, _("Wie dit was, weten wij niet meer."))
    return redirect("workshop:residents", resident.facility_id)
