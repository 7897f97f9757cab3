"""The day and its till: open, receive, waive, pay back, count, close; and the receipt."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.desk import BecauseForm, CloseDayForm, ReceiveForm
from wijkwerk.domain.workshop.models import Charged, Method, Payment, Waiver
from wijkwerk.domain.workshop.operations import days as day_operations
from wijkwerk.domain.workshop.operations import money as operations
from wijkwerk.domain.workshop.operations import reminding
from wijkwerk.domain.workshop.queries import days, desk, places, till
from wijkwerk.domain.workshop.queries import money as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.domain.workshop.views.desk_state import number_in, state_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Bar, Figure
from wijkwerk.foundation.kit.money import NotAnAmount, cents_of, written
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox

PAGES = {"uitleen": "workshop:loan", "reparatie": "workshop:repair", "klus": "workshop:chore"}  # with a button to pay


# ── The day ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def day(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """How the day stands: who came, what is in the box, what is still to be done before it is closed."""
    return _day_page(request, workshop, _day_asked(request))


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def open_day(request: HttpRequest, workshop: Facility) -> HttpResponse:
    opened = day_operations.open_day(workshop, by=policy.actor_of(request), at=clock.now())
    words = _("De dag is geopend. In de kas zit %(money)s.") % {"money": written(opened.float_cents)}
    messages.success(request, words)
    return redirect("workshop:desk", workshop.pk)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def close_day(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The box was counted. Who is late hears so, in a friendly way."""
    form, on = CloseDayForm(request.POST), _day_asked(request)
    found = days.day(workshop, on)
    if found is not None and form.is_valid():
        with refusals_shown_in(form):
            at, by = clock.now(), policy.actor_of(request)
            day_operations.close_day(found, **form.cleaned_data, by=by, at=at)
            reminded = reminding.remind_overdue(workshop, by=by, at=at)
            messages.success(request, _("De dag is gesloten. De kas klopt met wat u hebt geteld."))
            if reminded:
                words = ngettext(
                    "%(many)s inwoner krijgt een vriendelijke herinnering.",
                    "%(many)s inwoners krijgen een vriendelijke herinnering.",
                    reminded,
                )
                messages.info(request, words % {"many": reminded})
            return redirect(_day_address(workshop, on))
    return _day_page(request, workshop, on, close_form=form)


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
@require_POST
def reopen_day(request: HttpRequest, workshop: Facility) -> HttpResponse:
    on = _day_asked(request)
    found = days.day(workshop, on)
    try:
        if found is None:
            raise day_operations.DayIsOpen
        day_operations.reopen_day(
            found, because=request.POST.get("because", ""), by=policy.actor_of(request), at=clock.now()
        )
        messages.success(request, _("De dag is weer open."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect(_day_address(workshop, on))


def _day_page(
    request: HttpRequest, workshop: Facility, on: date, *, close_form: CloseDayForm | None = None
) -> HttpResponse:
    found = days.day(workshop, on)
    came = desk.visits_of_day(workshop, on)
    actor = policy.actor_of(request)
    context = {
        "on": on,
        "is_today": on == clock.today(),
        "day": found,
        "forgotten": days.forgotten_day(workshop, on),
        "figures": [
            Figure(_("Bezoeken"), sum(each.people for each in came)),
            Figure(_("Verschillende mensen met naam"), desk.people_of_day(workshop, on)),
            Figure(_("Geteld zonder naam"), sum(each.tallied for each in came)),
        ],
        "bars": [Bar(each.name, each.people) for each in came],
        "took": till.took_on(workshop, on),
        "expected": days.expected_cents(found) if found else 0,
        "close_form": close_form or CloseDayForm(),
        "reopen_form": BecauseForm(),
        "may_reopen": bool(policy.may(actor, Permission.WORKSHOP_MANAGE, on=workshop)),
        "letters": days.letters_by_hand(workshop),
        "last_days": till.last_days(workshop, on),
        "sort_out": desk.to_sort_out(workshop).count(),
    }
    return frame.page(request, "workshop/day.html", workshop, context, tab="day")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def letter_done(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Somebody posted it, or rang and told."""
    number = number_in(request.POST.get("bericht"))
    letter = next((each for each in days.letters_by_hand(workshop) if each.pk == number), None)
    try:
        if letter is None:
            raise outbox.NothingToBeDone
        outbox.mark_done(letter, by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("Gedaan."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("workshop:day", workshop.pk)


def _day_asked(request: HttpRequest) -> date:
    asked = (request.POST if request.method == "POST" else request.GET).get("dag", "")
    try:
        return min(date.fromisoformat(asked), clock.today()) if asked else clock.today()
    except ValueError:
        return clock.today()


def _day_address(workshop: Facility, on: date) -> str:
    address = reverse("workshop:day", args=[workshop.pk])
    return address if on == clock.today() else f"{address}?dag={on.isoformat()}"


# ── The till ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def show_till(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The payments of a day, and money that is for nothing else."""
    return _till_page(request, workshop, ReceiveForm())


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def receive(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = ReceiveForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"method": Method(form.cleaned_data["method"])}
            payment = operations.receive(workshop, **values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Ontvangen: bon %(receipt)s.") % {"receipt": payment.receipt})
            return redirect("workshop:receipt", workshop.pk, payment.pk)
    return _till_page(request, workshop, form)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def pay(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """One tap: what is open for a thing, or for several, is paid."""
    method = request.POST.get("hoe", "")
    try:
        if method not in (Method.CASH, Method.CARD):
            raise Refusal(_("Kies contant of pin."))
        things = [_charged(workshop, words) for words in request.POST.getlist("voor_ding")]
        keys = map(_key, request.POST.getlist("sleutel") + [""] * len(things))
        bills = [
            operations.Bill(thing, queries.receipt_words(thing), queries.payer_of(thing), key)
            for thing, key in zip(things, keys, strict=False)
        ]
        payments = operations.receive_all(workshop, bills, method=Method(method), **policy.deed(request))
        receipts = ", ".join(payment.receipt for payment in payments)
        words = _("Betaald: %(money)s. Bon %(receipts)s.")
        messages.success(
            request, words % {"money": written(sum(each.amount_cents for each in payments)), "receipts": receipts}
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return _back(request, workshop)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
@require_POST
def waive(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """One tap on a reason: what is open need not be paid, or a part of it."""
    reason = request.POST.get("reden", "")
    try:
        thing = _charged(workshop, request.POST.get("voor_ding", ""))
        if reason not in Waiver.values:
            raise Refusal(_("Kies een reden."))
        typed = request.POST.get("bedrag", "").strip()
        cents = cents_of(typed) if typed else queries.open_cents(thing) + thing.waived_cents
        if not cents:
            raise operations.NothingToPay
        operations.waive(thing, cents=cents, reason=Waiver(reason), by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("Dit hoeft niet betaald te worden."))
    except NotAnAmount as refusal:
        messages.error(request, refusal.words)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return _back(request, workshop)


@needs(Permission.WORKSHOP_DESK, find=queries.receipt)
def receipt(request: HttpRequest, payment: Payment) -> HttpResponse:
    return frame.page(
        request,
        "workshop/receipt.html",
        payment.facility,
        {"payment": payment, "form": BecauseForm(), "back": getattr(payment, "paid_back_by", None)},
        tab="till",
    )


@needs(Permission.WORKSHOP_DESK, find=queries.receipt)
@require_POST
def pay_back(request: HttpRequest, payment: Payment) -> HttpResponse:
    try:
        back = operations.pay_back(
            payment, because=request.POST.get("because", ""), by=policy.actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("workshop:receipt", payment.facility_id, payment.pk)
    messages.success(request, _("Terugbetaald: bon %(receipt)s.") % {"receipt": back.receipt})
    return redirect("workshop:receipt", payment.facility_id, back.pk)


def _till_page(request: HttpRequest, workshop: Facility, form: ReceiveForm) -> HttpResponse:
    on = _day_asked(request)
    found = days.day(workshop, on)
    context = {
        "on": on,
        "is_today": on == clock.today(),
        "form": form,
        "payments": till.payments_of_day(workshop, on),
        "took": till.took_on(workshop, on),
        "day": found,
        "expected": days.expected_cents(found) if found else None,
        "last_days": till.last_days(workshop, on),
    }
    return frame.page(request, "workshop/till.html", workshop, context, tab="till")


def _charged(workshop: Facility, words: str) -> Charged:
    """The loan, chore or repair that a button is about: `workshop.loan:12`, of this workshop."""
    kind, _colon, number = words.partition(":")
    pk = number_in(number)
    label = kind.removeprefix("workshop.")
    model: Any = apps.get_app_config("workshop").models.get(label) if kind.startswith("workshop.") else None
    if pk is None or model is None or not issubclass(model, Charged):
        raise Refusal(_("Dit staat hier niet meer."))
    thing = queries.charged(workshop, model, pk)
    if thing is None:
        raise Refusal(_("Dit staat hier niet meer."))
    return thing


def _key(words: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(words) if words else None
    except ValueError:
        return None


def _back(request: HttpRequest, workshop: Facility) -> HttpResponse:
    state = state_in(workshop, request.POST)
    if request.POST.get("pagina") == "inwoner" and state.resident_id:
        return redirect("workshop:resident", workshop.pk, state.resident_id)
    page, number = PAGES.get(request.POST.get("pagina", "")), number_in(request.POST.get("nummer"))
    if page and number:
        return redirect(page, number)
    return redirect(state.address)
