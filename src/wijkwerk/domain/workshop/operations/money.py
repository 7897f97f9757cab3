"""The till: money that comes in or goes back, each with a numbered receipt; and what is not asked after all.

Locks: the thing that is paid for, then the day, then the series of receipts.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Charged, DeskDay, Method, Payment, ReceiptSeries, Resident, Waiver
from wijkwerk.domain.workshop.operations import days
from wijkwerk.domain.workshop.operations.residents import see, who_it_is_now
from wijkwerk.domain.workshop.queries import money as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import MOST_CENTS, written
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref

MOST_AT_ONCE = min(MOST_CENTS, 1_000_000)  # cents: ten thousand euros at a desk is a slip of the finger


class NotAPayment(Refusal):
    message = _("Een betaling is meer dan nul euro. Wil iemand geld terug? Open dan de bon en kies 'Terugbetalen'.")
    field = "amount_cents"


class TooMuchMoney(Refusal):
    message = _("Dit bedrag is te groot voor de balie. Controleer of er geen cijfer te veel staat.")
    field = "amount_cents"


class NothingToPay(Refusal):
    message = _("Dit is al betaald of kwijtgescholden. Er staat niets meer open.")
    field = "amount_cents"


class NotAllOpen(Refusal):
    message = _(
        "Een deel hiervan is al betaald of kwijtgescholden. Er is nu niets betaald. Kijk wat er nog open staat."
    )


class MoreThanAsked(Refusal):
    field = "amount_cents"

    def __init__(self, open_cents: int) -> None:
        super().__init__(_("Er staat nog %(open)s open. Meer hoeft niet.") % {"open": written(open_cents)})


class DayIsClosed(Refusal):
    message = _(
        "De kas van vandaag is al geteld en gesloten. Contant geld kan er niet meer in of uit. "
        "Laat met pin betalen, of vraag de gastheer of gastvrouw de dag weer te openen."
    )
    field = "method"


class PaidBackAlready(Refusal):
    message = _("Dit bedrag is al terugbetaald.")


class NotWhatWasPaid(Refusal):
    message = _("Dit is zelf een terugbetaling. Die kan niet nog eens terug.")


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom het geld teruggaat.")
    field = "because"


class NothingToWaive(Refusal):
    message = _("Hier wordt niets voor gevraagd, dus er is niets om kwijt te schelden.")
    field = "cents"


class WaivedTooMuch(Refusal):
    field = "cents"

    def __init__(self, open_cents: int) -> None:
        words = _("U kunt hooguit %(open)s kwijtschelden: dat staat nog open.")
        super().__init__(words % {"open": written(open_cents)})


class NotNegative(Refusal):
    message = _("Een bedrag kan hier niet lager zijn dan nul.")
    field = "cents"


@transaction.atomic
def receive(
    workshop: Facility,
    *,
    amount_cents: int,
    method: Method,
    words: str,
    about: Model | None = None,
    resident: Resident | None = None,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Payment:
    """Money comes in, and gets the next number. Sent twice, it is the payment that is there."""
    found = _sent_before(client_key)
    if found is not None:
        return found
    if amount_cents <= 0:
        raise NotAPayment
    if amount_cents > MOST_AT_ONCE:
        raise TooMuchMoney
    if isinstance(about, Charged):
        asked = queries.open_cents(_locked(about))
        if not asked:
            found = _sent_before(client_key)
            if found is not None:
                return found
            raise NothingToPay
        if amount_cents > asked:
            raise MoreThanAsked(asked)
    payment = Payment(
        facility=workshop, amount_cents=amount_cents, method=Method(method), words=text.shorten(words, 200), at=at
    )
    if about is not None:
        payment.about_kind, payment.about_id = ref(about)
    payment.client_key = client_key or payment.client_key
    if resident is not None:
        payment.resident = who_it_is_now(resident)
    if payment.resident is not None:
        see(payment.resident, at)
    return _numbered(payment, by, at)


class Bill(NamedTuple):
    """Something of which all that is open is paid."""

    thing: Charged
    words: str  # as on the receipt
    resident: Resident | None = None
    key: uuid.UUID | None = None


@transaction.atomic
def receive_all(workshop: Facility, bills: Sequence[Bill], *, method: Method, by: Actor, at: datetime) -> list[Payment]:
    """Several things paid in one go: each has its receipt and all stand, or none. Sent twice, they are those there."""
    if not bills:
        raise NothingToPay
    for bill in sorted(bills, key=lambda each: ref(each.thing)):
        _locked(bill.thing)  # all of them before the till, in one order, whoever pays what with what
    payments = []
    for bill in bills:
        found = _sent_before(bill.key)
        asked = queries.open_cents(_locked(bill.thing))
        if found is None and not asked:
            raise NotAllOpen if len(bills) > 1 else NothingToPay
        payments.append(
            found
            or receive(
                workshop,
                amount_cents=asked,
                method=method,
                words=bill.words,
                about=bill.thing,
                resident=bill.resident,
                client_key=bill.key,
                by=by,
                at=at,
            )
        )
    return payments


@transaction.atomic
def pay_back(payment: Payment, *, because: str, by: Actor, at: datetime) -> Payment:
    """A payment goes back whole, the way it came. The first stays as it was; both receipts say so."""
    if payment.amount_cents < 0:
        raise NotWhatWasPaid
    reason = text.one_line(because)
    if not reason:
        raise ReasonMissing
    if Payment.objects.filter(pays_back=payment).exists():
        raise PaidBackAlready
    back = Payment(
        facility=payment.facility,
        amount_cents=-payment.amount_cents,
        method=payment.method,
        words=text.shorten(_("Terug van bon %(receipt)s: %(why)s") % {"receipt": payment.receipt, "why": reason}, 200),
        resident=payment.resident,
        about_kind=payment.about_kind,
        about_id=payment.about_id,
        pays_back=payment,
        at=at,
    )
    return _numbered(back, by, at)


@transaction.atomic
def waive(thing: Charged, *, cents: int, reason: Waiver, by: Actor, at: datetime) -> Charged:
    """So much of the contribution is not asked after all; nothing (0) asks it again. Why is for the host to read."""
    if cents < 0:
        raise NotNegative
    locked: Charged = _locked(thing)
    if not locked.contribution_cents:
        raise NothingToWaive
    most = max(0, locked.contribution_cents - queries.paid_for(locked))
    if cents > most:
        raise WaivedTooMuch(most)
    locked.waived_cents, locked.waiver = cents, Waiver(reason) if cents else ""
    locked.save(update_fields=["waived_cents", "waiver"])
    thing.waived_cents, thing.waiver = locked.waived_cents, locked.waiver
    journal.record("contribution.waived", about=thing, by=by, at=at, details={"cents": cents})
    return locked


def _numbered(payment: Payment, by: Actor, at: datetime) -> Payment:
    """The next number of the series, which nobody else takes until this payment stands; none is ever left out."""
    payment.on = clock.dutch(at).date()
    payment.year = payment.on.year
    if payment.method == Method.CASH:
        _open_till(payment.facility, payment.on, by, at)
    series = _locked_series(payment.facility, payment.year)
    found = _sent_before(payment.client_key)
    if found is not None:
        return found
    if payment.pays_back is not None and Payment.objects.filter(pays_back=payment.pays_back).exists():
        raise PaidBackAlready
    series.last += 1
    series.save(update_fields=["last"])
    payment.number = series.last
    payment.save()
    verb = "payment.paid_back" if payment.pays_back_id else "payment.received"
    details = {"receipt": payment.receipt, "cents": payment.amount_cents, "method": payment.method}
    journal.record(verb, about=payment, by=by, at=at, details=details)
    return payment


def _open_till(workshop: Facility, on: date, by: Actor, at: datetime) -> None:
    """Cash goes into a box that is open: the first of the day opens it; once counted nothing goes in or out."""
    day = DeskDay.objects.select_for_update().filter(facility=workshop, on=on).first()
    if day is None:
        day = days.open_day(workshop, by=by, at=at)
    if not day.is_open:
        raise DayIsClosed


def _locked_series(workshop: Facility, year: int) -> ReceiptSeries:
    """Made by the first that needs it; when two do at once, both go on with the one."""
    if not ReceiptSeries.objects.filter(facility=workshop, year=year).exists():
        try:
            with transaction.atomic():
                ReceiptSeries.objects.create(facility=workshop, year=year)
        except IntegrityError:
            pass
    series: ReceiptSeries = ReceiptSeries.objects.select_for_update().get(facility=workshop, year=year)
    return series


def _sent_before(client_key: uuid.UUID | None) -> Payment | None:
    found: Payment | None = Payment.objects.filter(client_key=client_key).first() if client_key else None
    return found


def _locked(thing: Charged) -> Any:
    model: Any = type(thing)
    return model.objects.select_for_update().get(pk=thing.pk)
