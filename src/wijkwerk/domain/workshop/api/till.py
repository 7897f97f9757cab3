"""The till for machines: what is paid, for one thing or for several at once, what goes back, what need not be paid."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.api.known import resident_of
from wijkwerk.domain.workshop.models import (
    Bicycle,
    Charged,
    Chore,
    CountedLoan,
    Loan,
    Method,
    Payment,
    PlotUse,
    Repair,
    Waiver,
)
from wijkwerk.domain.workshop.operations import money
from wijkwerk.domain.workshop.queries import money as queries
from wijkwerk.domain.workshop.queries import places
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, named
from wijkwerk.foundation.kit.refusals import Refusal

router = api.router("Balie van de werkplaats")
PAYMENTS = ("-year", "-number")
AT_ONCE = 50


class NoSuchThing(Refusal):
    message = _("Een van deze dingen is er niet, of is niet van deze werkplaats.")


class SameTwice(Refusal):
    message = _("Een ding of een sleutel staat er twee keer in. Elk ding heeft een eigen sleutel.")


class MethodWord(StrEnum):
    CASH = "contant"
    CARD = "pin"
    TRANSFER = "overgemaakt"


class ThingWord(StrEnum):
    LOAN = "uitleen"
    COUNTED_LOAN = "geteldeUitleen"
    CHORE = "klus"
    REPAIR = "reparatie"
    BICYCLE = "fiets"
    PLOT_USE = "perceel"


MODELS: dict[ThingWord, type[Charged]] = {
    ThingWord.LOAN: Loan,
    ThingWord.COUNTED_LOAN: CountedLoan,
    ThingWord.CHORE: Chore,
    ThingWord.REPAIR: Repair,
    ThingWord.BICYCLE: Bicycle,
    ThingWord.PLOT_USE: PlotUse,
}


class WaiverWord(StrEnum):
    HARDSHIP = "bedragIsEenProbleem"
    EXCHANGE = "doetErIetsVoorTerug"
    OUR_FAULT = "onzeFout"
    FIRST_TIME = "eersteKeer"
    OTHER = "andereAfspraak"


# ── What we give ───────────────────────────────────────────────────────────────────────────────────────────────────
class PaymentDocument(Document):
    """Een betaling met haar bon. Wie betaalde, staat er niet bij."""

    number: int = named("nummer")
    receipt: str = named("bon")
    at: datetime = named("op")
    amount_cents: int = named("bedragInCenten", description="Onder nul: terugbetaald.")
    method: MethodWord = named("hoe")
    words: str = named("waarvoor")
    paid_back: bool = named("terugbetaald")


class PaymentList(Document):
    results: list[PaymentDocument] = named("resultaten")
    following: str | None = named("volgende", description="Adres van de volgende bladzijde; null op de laatste.")


class PaidTogether(Document):
    total_cents: int = named("samenInCenten")
    payments: list[PaymentDocument] = named("betalingen")


class OpenDocument(Document):
    open_cents: int = named("nogOpenInCenten")


# ── What is asked ──────────────────────────────────────────────────────────────────────────────────────────────────
class PaymentInput(Input):
    amount_cents: int = named("bedragInCenten", ge=-money.MOST_AT_ONCE, le=money.MOST_AT_ONCE)
    method: MethodWord = named("hoe")
    words: Line = named("waarvoor", description="Komt op de bon. Schrijf er geen naam bij.", min_length=1)
    resident: Number | None = named("inwoner", None)
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één betaling.")


class PaymentFilter(Input):
    on: date | None = named("dag", None)
    size: int = named("aantal", api.USUAL, ge=1, le=api.MOST)
    after: str = named("volgende", "", max_length=2000, description="Uit het adres van de volgende bladzijde.")


class ThingInput(Input):
    kind: ThingWord = named("soort")
    number: Number = named("nummer")


class BillInput(ThingInput):
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één betaling.")


class BillsInput(Input):
    method: MethodWord = named("hoe")
    things: list[BillInput] = named("dingen", min_length=1, max_length=AT_ONCE)


class BecauseInput(Input):
    because: Line = named("reden")


class WaiverInput(ThingInput):
    reason: WaiverWord = named("reden")
    cents: int | None = named("bedragInCenten", None, ge=0, description="Leeg: alles wat nog openstaat.")


# ── Doing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@router.get("/werkplaatsen/{int:werkplaats}/betalingen", response=PaymentList, summary="Betalingen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def payment_list(request: HttpRequest, workshop: Facility, filters: Query[PaymentFilter]) -> HttpResponse:
    """De bonnen, de laatste eerst."""
    api.check_token(filters.after, order=PAYMENTS)
    rows = Payment.objects.select_related("paid_back_by").filter(facility=workshop)
    rows = rows.filter(on=filters.on) if filters.on else rows
    page = paging.page(rows, after=filters.after, order=PAYMENTS, size=filters.size)
    found = [_payment(row).model_dump(by_alias=True) for row in page.rows]
    return api.list_answer(request, found, next_token=page.next)


@router.post("/werkplaatsen/{int:werkplaats}/betalingen", response={201: PaymentDocument}, summary="Geld ontvangen")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def receive(request: HttpRequest, workshop: Facility, data: PaymentInput) -> Any:
    """Geld dat niet bij een uitleen, klus of reparatie hoort. Nul of minder wordt geweigerd."""
    payment = money.receive(
        workshop,
        amount_cents=data.amount_cents,
        method=Method[data.method.name],
        words=data.words,
        resident=resident_of(workshop, data.resident) if data.resident is not None else None,
        client_key=data.client_key,
        **policy.deed(request),
    )
    return Status(201, _payment(payment))


def _payment(payment: Payment) -> PaymentDocument:
    return PaymentDocument(
        number=payment.pk,
        receipt=payment.receipt,
        at=payment.at,
        amount_cents=payment.amount_cents,
        method=MethodWord[Method(payment.method).name],
        words=payment.words,
        paid_back=getattr(payment, "paid_back_by", None) is not None,
    )


@router.post(
    "/werkplaatsen/{int:werkplaats}/betalingen/samen",
    response={201: PaidTogether},
    summary="Meer dingen tegelijk betalen",
)
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def receive_all(request: HttpRequest, workshop: Facility, data: BillsInput) -> Any:
    """Van elk ding alles wat openstaat, elk met een bon. Alle of geen: staat er één niet open, dan is niets betaald."""
    keys = [each.client_key for each in data.things if each.client_key is not None]
    if len(set(keys)) < len(keys) or len({(each.kind, each.number) for each in data.things}) < len(data.things):
        raise SameTwice
    found = [(_thing(workshop, each), each.client_key) for each in data.things]
    bills = [money.Bill(thing, queries.receipt_words(thing), queries.payer_of(thing), key) for thing, key in found]
    payments = money.receive_all(workshop, bills, method=Method[data.method.name], **policy.deed(request))
    total = sum(payment.amount_cents for payment in payments)
    return Status(201, PaidTogether(total_cents=total, payments=[_payment(each) for each in payments]))


@router.post(
    "/werkplaatsen/{int:werkplaats}/betalingen/{int:nummer}/terugbetaling",
    response={201: PaymentDocument},
    summary="Geld terugbetalen",
)
@needs(Permission.WORKSHOP_DESK, find=queries.receipt, by=("werkplaats", "nummer"))
def pay_back(request: HttpRequest, payment: Payment, data: BecauseInput) -> Any:
    """Het hele bedrag, zoals het binnenkwam. Beide bonnen zeggen het."""
    return Status(201, _payment(money.pay_back(payment, because=data.because, **policy.deed(request))))


@router.post("/werkplaatsen/{int:werkplaats}/kwijtscheldingen", response=OpenDocument, summary="Kwijtschelden")
@needs(Permission.WORKSHOP_DESK, find=places.workshop, by=("werkplaats",))
def waive(request: HttpRequest, workshop: Facility, data: WaiverInput) -> Any:
    """Wat openstaat hoeft niet betaald te worden, of een deel ervan. Nul: er wordt toch om gevraagd."""
    thing = _thing(workshop, data)
    cents = data.cents
    if cents is None:
        cents = queries.open_cents(thing) + thing.waived_cents
        if not cents:
            raise money.NothingToPay
    left = money.waive(thing, cents=cents, reason=Waiver[data.reason.name], **policy.deed(request))
    return OpenDocument(open_cents=queries.open_cents(left))


def _thing(workshop: Facility, data: ThingInput) -> Charged:
    found = queries.charged(workshop, MODELS[data.kind], data.number)
    if found is None:
        raise NoSuchThing
    return found
