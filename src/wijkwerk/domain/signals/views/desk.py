"""At the desk: what a resident says is written down while they talk, and a slip goes with them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import DeskForm
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, refused
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock, qr
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox

MADE_HERE = "made_for_residents"  # numbers of the reporters of this session, whose slips may be printed
KEPT = 50


@needs(Permission.SIGNAL_FOR_RESIDENT)
def report(request: HttpRequest) -> HttpResponse:
    """One page: what, where, who, and whether it is known already."""
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            reporter = _join(request, form) if request.POST.get("zelfde") else _take_in(request, form)
            kept = [*request.session.get(MADE_HERE, []), reporter.pk]
            request.session[MADE_HERE] = kept[-KEPT:]
            return redirect("signals:desk_slip", reporter.pk)
    return render(
        request,
        "signals/staff/desk.html",
        {
            "form": form,
            "map": area_maps.work_area_map(clock.today(), with_links=False),
            "near": _near(request, form) if form.is_bound else [],
        },
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


def _take_in(request: HttpRequest, form: DeskForm) -> Reporter:
    values = form.cleaned_data
    return operations.report_signal(
        text=values["text"],
        kind=values["kind"],
        category=values["category"],
        place=form.place,
        reply_to=form.reply_to,
        channel=values["channel"],
        client_key=values["client_key"],
        on_behalf=True,
        by=staff.person_of(request),
        at=clock.now(),
    )


def _join(request: HttpRequest, form: DeskForm) -> Reporter:
    """This resident says the same as somebody before."""
    number = request.POST.get("zelfde", "")
    known = _may_see(request, int(number)) if number.isdecimal() and len(number) < 19 else None
    if known is None:
        raise Refusal(_("Dat signaal is er niet meer. Kies een ander, of maak een nieuw signaal."))
    return operations.join_signal(
        known,
        reply_to=form.reply_to,
        words=form.cleaned_data["text"],
        client_key=form.cleaned_data["client_key"],
        on_behalf=True,
        by=staff.person_of(request),
        at=clock.now(),
    )


def _may_see(request: HttpRequest, number: int) -> Signal | None:
    found: Signal | None = queries.signals_visible_to(policy.actor_of(request)).filter(pk=number).first()
    return found


@needs(Permission.SIGNAL_FOR_RESIDENT)
def near(request: HttpRequest) -> HttpResponse:
    """What may be the same, while the form is filled in."""
    form = DeskForm(request.GET)
    form.is_valid()
    return render(request, "signals/staff/desk.html#near", {"near": _near(request, form), "form": form})


def _near(request: HttpRequest, form: DeskForm) -> list[queries.Near]:
    values, place = form.cleaned_data, form.place
    found = queries.near_duplicates(
        lat=place.lat,
        lon=place.lon,
        text=values.get("text") or "",
        at=clock.now(),
        category=values.get("category"),
        work_area=place.work_area,
        most=4,
    )
    actor = policy.actor_of(request)
    return [each for each in found if policy.may(actor, Permission.SIGNAL_VIEW, on=each.signal)]


@needs(Permission.SIGNAL_FOR_RESIDENT)
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip that goes with the resident, with their secret link: for who took it in just now, and nobody else.

    With the link one acts as the resident; what staff do for a resident is recorded as theirs.
    """
    try:
        reporter = queries.reporter(pk)
    except Reporter.DoesNotExist as missing:
        raise Http404 from missing
    if pk not in request.session.get(MADE_HERE, []):
        return refused(request, Permission.SIGNAL_FOLLOW_OWN, policy.Ruling(False, policy.name_of(Role.REPORTER)))
    may_open = policy.may(policy.actor_of(request), Permission.SIGNAL_VIEW, on=reporter.signal)
    link = outbox.absolute(reporter.get_absolute_url())
    return render(
        request,
        "signals/staff/slip.html",
        {
            "reporter": reporter,
            "signal": reporter.signal,
            "link": link,
            "code": qr.drawn(link, title=_("QR-code van de link")),
            "may_open": bool(may_open),
        },
    )
