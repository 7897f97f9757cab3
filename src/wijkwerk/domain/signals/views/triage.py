"""Bringing a signal to the right person: pick up, give back, hand over; subject, place; join the same, take apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import (
    ClassifyForm,
    FindPartyForm,
    HandOverForm,
    MergeForm,
    PlaceForm,
    ReasonForm,
)
from wijkwerk.domain.signals.models import Signal
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in


@needs(Permission.SIGNAL_PICK_UP, find=queries.signal)
@require_POST
def pick_up(request: HttpRequest, signal: Signal) -> HttpResponse:
    """I do this one."""
    try:
        operations.pick_up(signal, by=staff.person_of(request), at=clock.now())
    except Refusal as refusal:
        return staff.refused(request, signal, refusal)
    return staff.done(request, signal, _("U heeft signaal %(n)s opgepakt.") % {"n": signal.pk})


@needs(Permission.SIGNAL_PICK_UP, find=queries.signal)
def give_back(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Not mine, and why."""
    form = ReasonForm(request.POST or None, initial=staff.as_seen(signal))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.give_back(
                signal, reason=form.cleaned_data["reason"], by=staff.person_of(request), at=clock.now()
            )
            return staff.done(request, signal, _("Signaal %(n)s is teruggegeven.") % {"n": signal.pk})
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Teruggeven"),
        submit=_("Geef terug"),
        intro=_(
            "Het signaal gaat terug naar wie het gebied verdeelt. Schrijf erbij waarom, dan kan het meteen goed verder."
        ),
    )


@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
def hand_over(request: HttpRequest, signal: Signal) -> HttpResponse:
    """To a member of the team: the buttons on the signal's page come here, and so does whoever looks further."""
    today = clock.today()
    start: dict[str, Any] = dict(staff.as_seen(signal))
    search = FindPartyForm(request.GET)
    words = search.cleaned_data["zoek"] if search.is_valid() and request.method != "POST" else ""
    parties = staff.parties_to_hand_to(signal, today, words=words)
    if words and len(parties) == 1 and len(parties[0][1]) == 1:
        start["to"] = parties[0][1][0][0]
    form = HandOverForm(request.POST or None, initial=start, parties=parties)
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.hand_over(
                signal,
                person=form.person,
                organisation=form.organisation,
                words=form.cleaned_data["words"],
                version=form.cleaned_data["version"],
                by=staff.person_of(request),
                at=clock.now(),
            )
            words = _("Signaal %(n)s is doorgegeven aan %(name)s.") % {"n": signal.pk, "name": form.cleaned_data["to"]}
            return staff.done(request, signal, words)
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Doorgeven"),
        submit=_("Geef door"),
        template="signals/staff/hand_over.html",
        search=search,
        words=words,
        found=sum(len(members) for _title, members in parties),
    )


@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
def classify(request: HttpRequest, signal: Signal) -> HttpResponse:
    """What it is and what it is about."""
    start = {"kind": signal.kind, "category": signal.category_id, **staff.as_seen(signal)}
    form = ClassifyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.classify(signal, **form.values, by=staff.person_of(request), at=clock.now())
            return staff.done(request, signal, _("Soort en onderwerp zijn bewaard."))
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Soort en onderwerp"),
        submit=_("Bewaar"),
        intro=_("Heeft nog niemand dit opgepakt? Dan kan een ander onderwerp betekenen dat een ander het krijgt."),
    )


@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
def change_place(request: HttpRequest, signal: Signal) -> HttpResponse:
    """It is somewhere else."""
    start = {
        "lat": signal.lat,
        "lon": signal.lon,
        "address": signal.address,
        "work_area": signal.work_area_id,
        **staff.as_seen(signal),
    }
    form = PlaceForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.change_place(
                signal,
                place=form.place,
                version=form.cleaned_data["version"],
                by=staff.person_of(request),
                at=clock.now(),
            )
            return staff.done(request, signal, _("De plek is bewaard."))
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Andere plek"),
        submit=_("Bewaar de plek"),
        template="signals/staff/place.html",
        map=area_maps.work_area_map(clock.today()),
    )


# ── The same, and not the same after all ───────────────────────────────────────────────────────────────────────────
@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
def merge(request: HttpRequest, signal: Signal) -> HttpResponse:
    """The same thing said twice: this one goes on in the other."""
    form = MergeForm(request.POST or None, initial={"into": request.GET.get("met", "")})
    if request.method == "POST" and form.is_valid():
        into = _may_take_in(request, form.cleaned_data["into"])
        if into is None:
            form.add_error("into", _("Dit signaal is er niet, of u mag het niet verdelen. Controleer het nummer."))
        else:
            with refusals_shown_in(form):
                operations.merge_signals(signal, into=into, by=staff.person_of(request), at=clock.now())
                words = _("Signaal %(n)s gaat verder in signaal %(into)s. Alle melders hebben bericht.")
                return staff.done(request, into, words % {"n": signal.pk, "into": into.pk})
    return render(
        request,
        "signals/staff/merge.html",
        {"signal": signal, "form": form},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


def _may_take_in(request: HttpRequest, number: int) -> Signal | None:
    actor = policy.actor_of(request)
    found = queries.signals_visible_to(actor).filter(pk=number).first()
    return found if found is not None and policy.may(actor, Permission.SIGNAL_TRIAGE, on=found) else None


@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
def split(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Not the same after all."""
    form = ReasonForm(request.POST or None, initial=staff.as_seen(signal))
    if request.method == "POST" and form.is_valid():
        with staff.shown_in(form, signal):
            operations.split_signal(
                signal, reason=form.cleaned_data["reason"], by=staff.person_of(request), at=clock.now()
            )
            return staff.done(request, signal, _("Signaal %(n)s gaat weer apart verder.") % {"n": signal.pk})
    return staff.deed_page(
        request,
        signal,
        form,
        title=_("Weer losmaken"),
        submit=_("Maak los"),
        intro=_("Het signaal gaat weer apart verder. De melders van dit signaal krijgen bericht, met uw uitleg."),
    )


@needs(Permission.SIGNAL_TRIAGE, find=queries.signal)
@require_POST
def take_out_of_theme(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Another worry after all."""
    if signal.theme_id is not None:
        operations.take_out_of_theme(signal, by=staff.person_of(request), at=clock.now())
        messages.success(request, _("Signaal %(n)s is uit het thema gehaald.") % {"n": signal.pk})
    return staff.back_to(request, signal)
