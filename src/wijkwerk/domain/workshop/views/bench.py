"""Pages of the benches: a day with its times, booking one, and who came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.forms import bench as forms
from wijkwerk.domain.workshop.models import BenchBooking
from wijkwerk.domain.workshop.operations import bench as operations
from wijkwerk.domain.workshop.queries import bench as queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.pages import press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TAB = "bench"


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def bench(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A day: each bench with its hours, and who is expected."""
    form = forms.DayForm(request.GET if request.GET.get("dag") else None)
    on, at = form.day, clock.now()
    known = one_deed.resident_in(request, workshop)
    day = timedelta(days=1)
    context = {
        "on": on,
        "form": forms.DayForm(initial={"dag": on}),
        "benches": queries.day_of(workshop, on, at=at),
        "bookings": list(queries.bookings_on(workshop, on)),
        "before": queries.day_address(workshop.pk, on - day) + (f"&inwoner={known.pk}" if known else ""),
        "after": queries.day_address(workshop.pk, on + day) + (f"&inwoner={known.pk}" if known else ""),
        "asks": f"?inwoner={known.pk}" if known else "",
        "known": known,
        "today": clock.today(),
        "at": at,
        "next_open": Calendar(workshop).open_day_from(on + day),
    }
    return frame.page(request, "workshop/bench.html", workshop, context, tab=TAB)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def book_bench(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """A bench for somebody; day, time and bench may come along from the page of the day."""
    known = one_deed.resident_in(request, workshop)
    form = forms.BookForm(request.POST or None, workshop=workshop, resident=known, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.values
            made = operations.book_bench(values.pop("bench"), **values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Afgesproken. Wie komt klussen, krijgt bericht."))
            return redirect(_day_of(made))
    on = clock.today()
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Werkbank afspreken"),
        submit=_("Spreek af"),
        back=queries.day_address(workshop.pk, on),
        back_to=_("Werkbank"),
        tab=TAB,
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What stands in the address, as far as it is sense; the form says what is wrong with the rest."""
    asked = {
        "bench": number_in(request.GET.get("bank")),
        "on": request.GET.get("dag", "")[:10] or clock.today(),
        "from_time": request.GET.get("van", "")[:5],
        "until_time": request.GET.get("tot", "")[:5],
    }
    return {name: value for name, value in asked.items() if value}


def _day_of(booking: BenchBooking) -> str:
    return queries.day_address(booking.facility_id, clock.dutch(booking.from_at).date())


@needs(Permission.WORKSHOP_DESK, find=queries.booking)
def bench_helper(request: HttpRequest, booking: BenchBooking) -> HttpResponse:
    """Somebody else helps."""
    form = forms.HelperForm(request.POST or None, workshop=booking.facility, initial={"helper": booking.helper_id})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.set_helper(booking, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(_day_of(booking))
    begin, end = clock.dutch(booking.from_at), clock.dutch(booking.until_at)
    return one_deed.page(
        request,
        booking.facility,
        form,
        title=_("Wie helpt?"),
        submit=_("Bewaar"),
        back=_day_of(booking),
        back_to=_("Werkbank"),
        lead=f"{booking.resident.name}, {booking.bench.kind}, {begin:%H:%M}–{end:%H:%M}",
        tab=TAB,
    )


@needs(Permission.WORKSHOP_DESK, find=queries.booking)
@require_POST
def bench_present(request: HttpRequest, booking: BenchBooking) -> HttpResponse:
    return press(
        request,
        lambda: operations.mark_present(booking, by=policy.actor_of(request), at=clock.now()),
        to=_day_of(booking),
        words=_("Aanwezig. Het bezoek is geteld."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.booking)
@require_POST
def bench_absent(request: HttpRequest, booking: BenchBooking) -> HttpResponse:
    return press(
        request,
        lambda: operations.mark_absent(booking, by=policy.actor_of(request), at=clock.now()),
        to=_day_of(booking),
        words=_("Niet gekomen."),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.booking)
@require_POST
def cancel_bench(request: HttpRequest, booking: BenchBooking) -> HttpResponse:
    return press(
        request,
        lambda: operations.cancel_booking(booking, by=policy.actor_of(request), at=clock.now()),
        to=_day_of(booking),
        words=_("Afgezegd. Wie zou komen, krijgt bericht."),
    )
