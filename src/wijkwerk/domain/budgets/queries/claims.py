"""What can be asked of money that has to come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from wijkwerk.domain.budgets.models import Claim, ClaimState, Grant, Justification, Repayment
from wijkwerk.domain.budgets.models.decisions import GrantState
from wijkwerk.domain.budgets.models.justifications import JUDGED
from wijkwerk.domain.budgets.models.payments import PayingAccount
from wijkwerk.foundation.access.policy import Actor

SHOWN: dict[str, Callable[[date], Q]] = {
    "open": lambda on: Q(state=ClaimState.OPEN),
    "te-laat": lambda on: Q(state=ClaimState.OPEN, pay_by__lt=on),
    "afgerond": lambda on: ~Q(state=ClaimState.OPEN),
}


def _whole(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related(
        "grant__application__work_area",
        "grant__application__fund",
        "grant__application__rule_set",
        "grant__justification",
        "asked_by",
    )


def claim(number: int) -> Claim:
    found: Claim = _whole(Claim.objects.all()).get(pk=number)
    return found


def grant(number: int) -> Grant:
    rows = Grant.objects.standing().select_related("application__rule_set", "application__work_area")
    found: Grant = rows.get(pk=number)
    return found


def claims(*, actor: Actor, on: date, shows: str = "") -> QuerySet[Claim]:
    rows = _whole(Claim.objects.visible_to(actor))
    return rows.filter(SHOWN[shows](on)) if shows in SHOWN else rows


def claims_of(grant: Grant) -> list[Claim]:
    return list(_whole(Claim.objects.filter(grant=grant)).order_by("asked_at", "id"))


def open_claim_on(grant: Grant) -> Claim | None:
    """The one that stands; there is never more than one."""
    found: Claim | None = Claim.objects.open().filter(grant=grant).first()
    return found


def open_claims() -> QuerySet[Claim]:
    rows: QuerySet[Claim] = Claim.objects.open().order_by("pk")
    return rows


def repayment(number: int, repayment_id: int) -> Repayment:
    rows = Repayment.objects.select_related("claim__grant__application")
    found: Repayment = rows.get(pk=repayment_id, claim_id=number)
    return found


def repayments_of(claim: Claim) -> list[Repayment]:
    return list(claim.repayments.select_related("booked_by"))


def to_come_back(actor: Actor) -> int:
    """In cents, of all that this actor may open."""
    sums = Claim.objects.visible_to(actor).open().aggregate(asked=Sum("amount_cents"), back=Sum("repaid_cents"))
    return (sums["asked"] or 0) - (sums["back"] or 0)


def perhaps_done() -> QuerySet[Grant]:
    """Judged or asked back, and not closed yet."""
    rows: QuerySet[Grant] = Grant.objects.standing().exclude(state=GrantState.CLOSED)
    claimed = Exists(Claim.objects.filter(grant=OuterRef("pk")).exclude(state=ClaimState.WITHDRAWN))
    return rows.filter(Q(justification__state__in=JUDGED) | claimed).order_by("pk")


def is_accounted_for(grant: Grant) -> bool:
    """Somebody judged what was told of it, or it was paid and all of it was asked back."""
    if Claim.objects.filter(grant=grant).exclude(state=ClaimState.WITHDRAWN).exists():
        return True
    return bool(Justification.objects.filter(grant=grant, state__in=JUDGED).exists())


def account_to_pay_to() -> PayingAccount | None:
    """Where money comes back to: the account that the municipality pays from."""
    found: PayingAccount | None = PayingAccount.objects.filter(is_active=True).order_by("pk").first()
    return found
