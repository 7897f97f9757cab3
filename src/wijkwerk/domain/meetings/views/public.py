"""The public calendar, and registering for an evening: without an account, or by staff for who rings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.meetings.forms.meetings import MonthFilter
from wijkwerk.domain.meetings.forms.registrations import PlacesForm, RegistrationForm, RegistrationForResidentForm
from wijkwerk.domain.meetings.models import Meeting, Registration, RegistrationState, Series
from wijkwerk.domain.meetings.operations import meetings, registrations
from wijkwerk.domain.meetings.queries import kinds, occurrences
from wijkwerk.domain.meetings.queries import minutes as queries
from wijkwerk.domain.meetings.queries.occurrences import Occurrence
from wijkwerk.domain.meetings.views import shared
from wijkwerk.domain.meetings.views.series import area_words, by_day
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import Column, Table, badge, day
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

FAR = timedelta(days=120)
TONES = {RegistrationState.PLACE: "ok", RegistrationState.WAITING: "warning", RegistrationState.CANCELLED: "neutral"}


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW_PUBLIC)
def calendar(request: HttpRequest) -> HttpResponse:
    """What there is for everybody, a month at a time: to begin with the first in which there is something to come."""
    today, asked = clock.today(), request.GET.get("maand", "")
    form = MonthFilter(request.GET or None, on=today, only_open=True)
    rows = list(form.narrowed(occurrences.open_series()))
    coming = [] if asked else occurrences.occurrences(rows, from_on=today, until_on=today + FAR)[:1]
    month = shared.Month(f"{coming[0].on:%Y-%m}" if coming else asked, today)
    found = occurrences.occurrences(rows, from_on=month.first, until_on=month.until)
    context = {
        "month": month,
        "form": form,
        "days": by_day(found),
        "feed": outbox.absolute(reverse("meetings:public_feed")),
    }
    return render(request, "meetings/public_calendar.html", context)


def public_series_of(pk: int) -> Series:
    found: Series = occurrences.open_series().get(pk=pk)
    return found


@needs(Permission.MEETING_VIEW_PUBLIC, find=public_series_of)
def public_series(request: HttpRequest, one: Series) -> HttpResponse:
    """One series for everybody: what it is and when it is."""
    context = {
        "series": one,
        "kind": kinds.kind(one.kind),
        "areas": area_words(one),
        "days": by_day(occurrences.next_of(one, from_on=clock.today(), most=12)),
    }
    return render(request, "meetings/public_series.html", context)


@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_moment)
def public_moment(request: HttpRequest, where: Occurrence) -> HttpResponse:
    """A moment of the rhythm; who registers is the first that is known of it."""
    return redirect(where.public_address) if where.meeting is not None else _public_page(request, where)


@needs(Permission.MEETING_VIEW_PUBLIC, find=occurrences.public_meeting)
def public_meeting(request: HttpRequest, row: Meeting) -> HttpResponse:
    return _public_page(request, occurrences.of_row(row))


def _public_page(request: HttpRequest, where: Occurrence) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    can_register = where.series.takes_registrations and not where.is_cancelled and where.starts_at > clock.now()
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), limits.counted(request, what=_("aanmeldingen")):
            row = registrations.register(where, **form.cleaned_data, **policy.deed(request))
            return redirect(row.own_address)
    taken, waiting = (0, 0)
    if where.meeting is not None:
        taken, waiting = queries.places_taken([where.meeting.pk]).get(where.meeting.pk, (0, 0))
    free = None if where.seats is None else max(0, where.seats - taken)
    for_email = None if where.seats is None else max(0, where.seats - where.kept_seats - taken)
    context = {
        "where": where,
        "times": shared.times(where),
        "kind": kinds.kind(where.series.kind),
        "areas": area_words(where.series),
        "form": form if can_register else None,
        "free": free,
        "is_full": free == 0,
        "waiting": waiting,
        "only_kept": free is not None and free > 0 and for_email == 0,
        "is_over": where.starts_at <= clock.now(),
        "can_register": can_register,
        "registers": bool(policy.may(policy.actor_of(request), Permission.MEETING_REGISTER, on=where)),
    }
    return render(request, "meetings/public_meeting.html", context)


# ── With the secret link ───────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_VIEW_PUBLIC, find=queries.registration_by_key)
def own_registration(request: HttpRequest, row: Registration) -> HttpResponse:
    """How one's own registration stands, and a button to cancel it."""
    where = occurrences.of_row(occurrences.meeting(row.meeting_id))
    is_waiting = row.state == RegistrationState.WAITING
    context = {
        "registration": row,
        "state": badge(row.get_state_display(), TONES[RegistrationState(row.state)]),
        "where": where,
        "times": shared.times(where),
        "in_line": queries.waiting_place(row) if is_waiting else 0,
        "can_cancel": row.state != RegistrationState.CANCELLED and where.starts_at > clock.now(),
    }
    return render(request, "meetings/own_registration.html", context)


@require_POST
@needs(Permission.MEETING_VIEW_PUBLIC, find=queries.registration_by_key)
def cancel_own(request: HttpRequest, row: Registration) -> HttpResponse:
    def act() -> None:
        registrations.cancel(row, by=policy.VISITOR, at=clock.now())

    return pages.press(request, act, to=row.own_address, words=_("U bent afgemeld."))


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.MEETING_REGISTER, find=occurrences.public_meeting)
def registration_list(request: HttpRequest, row: Meeting) -> HttpResponse:
    """Who comes, who waits, and whom to ring."""
    found = queries.registrations_of(row)
    columns: list[Column[Any]] = [
        Column(_("Naam"), lambda each: each.name, main=True),
        Column(_("Stand"), lambda each: badge(each.get_state_display(), TONES[RegistrationState(each.state)])),
        Column(_("Bereiken"), _reach),
        Column(_("Aangemeld"), lambda each: day(each.registered_at)),
    ]
    table: Table[Any] = Table(
        columns, found, caption=_("Aanmeldingen"), request=request, empty=_("Er heeft zich nog niemand aangemeld.")
    )
    context = {
        "meeting": row,
        "where": occurrences.of_row(row),
        "table": table,
        "comes": sum(each.state == RegistrationState.PLACE for each in found),
        "waits": sum(each.state == RegistrationState.WAITING for each in found),
        "standing": [each for each in found if each.state != RegistrationState.CANCELLED],
        "to_call": queries.to_call(row),
        "back": _back(request, row),
        "manages": bool(policy.may(policy.actor_of(request), Permission.MEETING_MANAGE, on=row)),
    }
    return render(request, "meetings/registrations.html", context)


def _back(request: HttpRequest, row: Meeting) -> str:
    """The desk does not read meetings: it came from the public page."""
    reads = bool(policy.may(policy.actor_of(request), Permission.MEETING_VIEW, on=row))
    return row.get_absolute_url() if reads else row.public_address


def _reach(row: Registration) -> str:
    if row.channel == Channel.NONE:
        return _("wil geen bericht")
    return f"{row.get_channel_display()}: {row.address}"


@needs(Permission.MEETING_REGISTER, find=occurrences.public_moment)
def open_registrations(request: HttpRequest, where: Occurrence) -> HttpResponse:
    """From a moment of which nothing was known yet to its list."""
    if request.method == "POST" and where.meeting is None:
        row = meetings.prepare(where.series, on=where.slot_on or where.on, **policy.deed(request))
        return redirect("meetings:registrations", row.pk)
    return redirect("meetings:registrations", where.meeting.pk) if where.meeting else redirect(where.public_address)


@needs(Permission.MEETING_REGISTER, find=occurrences.public_meeting)
def register_for(request: HttpRequest, row: Meeting) -> HttpResponse:
    """Somebody rang, wrote or stood at the desk."""
    form = RegistrationForResidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = registrations.register(
                occurrences.of_row(row), **form.cleaned_data, is_by_staff=True, **policy.deed(request)
            )
            words = _("%(name)s is aangemeld.") if made.seat else _("%(name)s staat op de wachtlijst.")
            return pages.done(request, words % {"name": made.name}, made)
    return pages.form_page(
        request,
        form,
        _("Meld iemand aan"),
        submit=_("Meld aan"),
        back=reverse("meetings:registrations", args=[row.pk]),
        back_to=_("Aanmeldingen"),
        note=str(row),
    )


@require_POST
@needs(Permission.MEETING_REGISTER, find=queries.registration)
def cancel_for(request: HttpRequest, row: Registration) -> HttpResponse:
    def act() -> None:
        registrations.cancel(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("%(name)s is afgemeld.") % {"name": row.name})


@require_POST
@needs(Permission.MEETING_REGISTER, find=queries.registration)
def note_call(request: HttpRequest, row: Registration) -> HttpResponse:
    def act() -> None:
        registrations.note_call(row, **policy.deed(request))

    return pages.press(request, act, to=row, words=_("%(name)s is gebeld.") % {"name": row.name})


@needs(Permission.MEETING_MANAGE, find=occurrences.public_meeting)
def set_places(request: HttpRequest, row: Meeting) -> HttpResponse:
    form = PlacesForm(request.POST or None, initial={"seats": row.seats, "kept_seats": row.kept_seats})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            registrations.set_places(row, **form.cleaned_data, **policy.deed(request))
            back = reverse("meetings:registrations", args=[row.pk])
            return pages.done(request, _("Het aantal plaatsen is gewijzigd. Wie een plek kreeg, hoort het."), back)
    return pages.form_page(
        request,
        form,
        _("Aantal plaatsen"),
        submit=_("Opslaan"),
        back=reverse("meetings:registrations", args=[row.pk]),
        back_to=_("Aanmeldingen"),
        note=str(row),
    )
