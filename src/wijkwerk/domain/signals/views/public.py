"""What everybody may read: checked text, on a map and in a list."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.signals import limits, operations, queries
from wijkwerk.domain.signals.forms.resident import JoinForm, PublicFilter
from wijkwerk.domain.signals.models import Signal, SignalPhoto
from wijkwerk.domain.signals.states import ACTIVE, State
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.addresses import address_of
from wijkwerk.foundation.kit.maps import Map, Point
from wijkwerk.foundation.kit.prepared import asked_alike
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.tenancy import scope

ON_THE_MAP = 300
SHOWN = 25
NEWEST = ("-reported_at", "-id")


@needs(Permission.SIGNAL_VIEW_PUBLIC)
def public_list(request: HttpRequest) -> HttpResponse:
    """The map and its list, newest first."""
    form = PublicFilter(request.GET)
    wanted = _filtered(form)
    after = request.GET.get("na", "")
    if form.is_valid() and not any(form.cleaned_data.values()):  # as nearly everybody asks it
        like = ("public list", scope.current().pk)
        rows = paging.page_alike(lambda: queries.with_voices(wanted), like=like, after=after, order=NEWEST, size=SHOWN)
        placed = asked_alike(("public map", *like), lambda: _placed(wanted))
    else:
        rows = paging.page(queries.with_voices(wanted), after=after, order=NEWEST, size=SHOWN)
        placed = list(_placed(wanted))
    picture = area_maps.work_area_map(clock.today(), points=[_point(*each) for each in placed])
    template = "signals/resident/public_list.html"
    return render(
        request,
        f"{template}#list" if request.htmx else template,  # type: ignore[attr-defined]
        {"form": form, "page": rows, "map": picture},
    )


def _filtered(form: PublicFilter) -> QuerySet[Signal]:
    wanted = queries.published_signals()
    if form.is_valid():
        values = form.cleaned_data
        if values["gebied"]:
            wanted = wanted.filter(work_area=values["gebied"])
        if values["onderwerp"]:
            wanted = wanted.filter(category=values["onderwerp"])
        if values["stand"] == "loopt":
            wanted = wanted.filter(state__in=ACTIVE)
        if values["stand"] == "afgerond":
            wanted = wanted.exclude(state__in=ACTIVE)
    return wanted


def _placed(signals: QuerySet[Signal]) -> QuerySet[Any]:
    """The newest on the map, as columns: they are many, and each page shows them."""
    placed = signals.filter(public_lat__isnull=False).order_by(*NEWEST).select_related(None)
    return placed.values_list("pk", "public_lat", "public_lon", "public_text", "state")[:ON_THE_MAP]


def _point(pk: int, lat: float | None, lon: float | None, text: str, state: str) -> Point:
    address, tone = address_of("signals:public_signal", pk), "info" if state in ACTIVE else "ok"
    return Point(lat or 0.0, lon or 0.0, name=shorten(text, 80), address=address, note=_words(state), tone=tone)


@cache
def _words(state: str) -> str:
    return str(State(state).label)


@needs(Permission.SIGNAL_VIEW_PUBLIC, find=queries.public_signal)
def public_signal(request: HttpRequest, signal: Signal) -> HttpResponse:
    return render(
        request,
        "signals/resident/public_signal.html",
        {
            "signal": signal,
            "answer": thread.current_answer(signal),
            "rows": _rows(signal),
            "thread_address": reverse("thread:line", args=["signals.signal", signal.pk]),
            "photos": SignalPhoto.objects.filter(signal=signal, is_public=True).select_related("photo"),
            "map": _map(signal),
        },
    )


def _map(signal: Signal) -> Map | None:
    if signal.public_lat is None:
        return None
    here = _point(signal.pk, signal.public_lat, signal.public_lon, signal.public_text, signal.state)
    return area_maps.work_area_map(clock.today(), points=[here])


def _rows(signal: Signal) -> list[tuple[str, str]]:
    voices = len(queries.reporters_of(signal))
    return [
        (_("Onderwerp"), signal.category.name if signal.category else ""),
        (_("Gebied"), signal.work_area.name if signal.work_area else ""),
        (_("Gemeld op"), date_format(clock.dutch(signal.reported_at), "j F Y")),
        (_("Gemeld door"), _("%(count)s mensen") % {"count": voices} if voices > 1 else _("1 mens")),
        (_("Verwacht klaar"), date_format(signal.expected_on, "j F Y") if signal.expected_on else ""),
    ]


@needs(Permission.SIGNAL_VIEW_PUBLIC, find=queries.public_signal)
def join(request: HttpRequest, signal: Signal) -> HttpResponse:
    """ "I see this too": a link of one's own, and the same news as the first reporter."""
    form = JoinForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form), limits.counted(request):
            reporter = operations.join_signal(
                signal,
                reply_to=form.reply_to,
                words=form.cleaned_data["words"],
                client_key=form.cleaned_data["client_key"],
                by=policy.actor_of(request),
                at=clock.now(),
            )
            return redirect("signals:own_signal", reporter.link_key)
    return render(request, "signals/resident/join.html", {"signal": signal, "form": form})


def _public_photo(pk: int, photo_id: int, size: str) -> tuple[SignalPhoto, str] | None:
    found = (
        SignalPhoto.objects.select_related("photo")
        .filter(signal_id=pk, pk=photo_id, is_public=True, signal__is_public=True)
        .first()
    )
    return (found, size) if found else None


@needs(Permission.SIGNAL_VIEW_PUBLIC, find=_public_photo)
def public_photo(request: HttpRequest, found: tuple[SignalPhoto, str]) -> HttpResponse:
    photo, size = found
    return serving.photo_response(photo.photo, serving.size_named(size), request=request)
