"""Money that has to come back, for machines."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from wijkwerk.domain.budgets.models import Claim, ClaimState, Grant, Repayment
from wijkwerk.domain.budgets.operations import claims as operations
from wijkwerk.domain.budgets.queries import claims as queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.api import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import api, clock, paging
from wijkwerk.foundation.kit.api import Document, Input, Line, Moment, Story, named
from wijkwerk.foundation.kit.money import MOST_CENTS

router = api.router("Terugvorderingen")
ONE = "/terugvorderingen/{int:nummer}"
ORDER = ("pay_by", "id")


class StateWord(StrEnum):
    OPEN = "nog te betalen"
    PAID = "terugbetaald"
    WAIVED = "kwijtgescholden"
    WITHDRAWN = "ingetrokken"


class ShowsWord(StrEnum):
    OPEN = "open"
    LATE = "te-laat"
    DONE = "afgerond"


class RepaymentDocument(Document):
    number: int = named("nummer")
    cents: int = named("centen")
    received_on: date = named("ontvangenOp")
    words: str = named("teZienOp")
    taken_back_because: str = named("teruggedraaidOmdat", description="Leeg als de boeking klopt.")


class ClaimDocument(Document):
    """Wat terug moet, en wat ervan terugkwam."""

    number: int = named("nummer")
    application: str = named("aanvraag")
    state: StateWord = named("stand")
    amount: int = named("centen")
    repaid: int = named("terugbetaaldCenten")
    left: int = named("nogTeBetalenCenten")
    reason: str = named("reden")
    asked_at: Moment = named("gevraagdOp")
    pay_by: date = named("uiterlijk")
    ended_at: Moment | None = named("afgerondOp")
    ended_because: str = named("waaromAfgerond")
    repayments: list[RepaymentDocument] = named("terugbetalingen", default_factory=list)


class ClaimPage(Document):
    results: list[ClaimDocument] = named("resultaten")
    next: str | None = named("volgende")


class ClaimInput(Input):
    cents: int = named("centen", ge=1, le=MOST_CENTS)
    reason: Story = named("reden")
    pay_by: date | None = named("terugbetalenVoor", None)


class RepaymentInput(Input):
    cents: int = named("centen", ge=1, le=MOST_CENTS)
    received_on: date = named("ontvangenOp")
    words: Line = named("teZienOp", "")
    client_key: UUID | None = named("sleutel", None, description="Door u bedacht: twee keer verstuurd is één keer.")


class PutOffInput(Input):
    pay_by: date = named("terugbetalenVoor")
    reason: Story = named("reden")


class ReasonInput(Input):
    reason: Story = named("reden")


def _document(claim: Claim, *, whole: bool = False) -> ClaimDocument:
    rows = queries.repayments_of(claim) if whole else []
    return ClaimDocument(
        number=claim.pk,
        application=claim.grant.application.number,
        state=StateWord[ClaimState(claim.state).name],
        amount=claim.amount_cents,
        repaid=claim.repaid_cents,
        left=claim.left_cents,
        reason=claim.reason,
        asked_at=claim.asked_at,
        pay_by=claim.pay_by,
        ended_at=claim.ended_at,
        ended_because=claim.ended_because,
        repayments=[
            RepaymentDocument(
                number=each.pk,
                cents=each.cents,
                received_on=each.received_on,
                words=each.words,
                taken_back_because=each.taken_back_because,
            )
            for each in rows
        ],
    )


def _whole(claim: Claim) -> ClaimDocument:
    return _document(queries.claim(claim.pk), whole=True)


@router.get("/terugvorderingen", response=ClaimPage, summary="Terugvorderingen")
@needs(Permission.APPLICATION_VIEW)
def claim_list(request: HttpRequest, toont: ShowsWord | None = None, volgende: str = "") -> Any:
    """Wat terug moet komen; de laatste dag die het eerst komt, staat vooraan."""
    api.check_token(volgende, order=ORDER)
    shows = toont.value if toont is not None else ""
    rows = queries.claims(actor=policy.actor_of(request), on=clock.today(), shows=shows)
    page = paging.page(rows, after=volgende, order=ORDER)
    following = api.next_address(request, page.next) if page.next else None
    return ClaimPage(results=[_document(each) for each in page.rows], next=following)


@router.get(ONE, response=ClaimDocument, summary="Eén terugvordering")
@needs(Permission.APPLICATION_VIEW, find=queries.claim, by=("nummer",))
def one_claim(request: HttpRequest, claim: Claim) -> Any:
    """Met wat er terugkwam."""
    return _whole(claim)


@router.post("/toekenningen/{int:nummer}/terugvordering", response={201: ClaimDocument}, summary="Geld terugvragen")
@needs(Permission.PAYMENT_MANAGE, find=queries.grant, by=("nummer",))
def claim_back(request: HttpRequest, grant: Grant, data: ClaimInput) -> Any:
    """Buiten een verantwoording om: het plan gaat niet door, of het geld is anders besteed."""
    return Status(201, _whole(operations.claim_back(grant, **data.model_dump(), **policy.deed(request))))


@router.post(f"{ONE}/terugbetalingen", response={201: ClaimDocument}, summary="Een terugbetaling boeken")
@needs(Permission.PAYMENT_MANAGE, find=queries.claim, by=("nummer",))
def register_repayment(request: HttpRequest, claim: Claim, data: RepaymentInput) -> Any:
    """Alles, of een deel."""
    operations.register_repayment(claim, **data.model_dump(), **policy.deed(request))
    return Status(201, _whole(claim))


@router.post(
    f"{ONE}/terugbetalingen/{{int:terugbetaling}}/terugdraaien",
    response=ClaimDocument,
    summary="Een terugbetaling die verkeerd is geboekt",
)
@needs(Permission.PAYMENT_MANAGE, find=queries.repayment, by=("nummer", "terugbetaling"))
def take_back_repayment(request: HttpRequest, repayment: Repayment, data: ReasonInput) -> Any:
    """Met een tegenboeking. Het bedrag staat weer open en de aanvrager krijgt bericht."""
    return _whole(operations.take_back_repayment(repayment, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/uitstel", response=ClaimDocument, summary="Uitstel van betaling")
@needs(Permission.PAYMENT_MANAGE, find=queries.claim, by=("nummer",))
def put_off(request: HttpRequest, claim: Claim, data: PutOffInput) -> Any:
    """Een nieuwe laatste dag; de herinneringen beginnen opnieuw."""
    return _whole(operations.put_off(claim, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/kwijtschelden", response=ClaimDocument, summary="Kwijtschelden wat nog moet komen")
@needs(Permission.PAYMENT_MANAGE, find=queries.claim, by=("nummer",))
def waive(request: HttpRequest, claim: Claim, data: ReasonInput) -> Any:
    """Met een reden; het kasboek bewaart hoeveel het was."""
    return _whole(operations.waive(claim, **data.model_dump(), **policy.deed(request)))


@router.post(f"{ONE}/intrekken", response=ClaimDocument, summary="Een terugvordering intrekken")
@needs(Permission.PAYMENT_MANAGE, find=queries.claim, by=("nummer",))
def take_back(request: HttpRequest, claim: Claim, data: ReasonInput) -> Any:
    """Het geld staat dan weer als betaald en nog te verantwoorden."""
    return _whole(operations.take_back(claim, **data.model_dump(), **policy.deed(request)))
