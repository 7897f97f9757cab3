"""What can be asked about payments: to which account, what is ready, what went in a file, what is still to be paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Application,
    Grant,
    GrantBalance,
    GrantState,
    PayeeAccount,
    PayingAccount,
    Payment,
    PaymentBatch,
    PaymentKind,
    PaymentState,
    Reservation,
)
from wijkwerk.domain.budgets.models.payments import UNDERWAY
from wijkwerk.domain.budgets.queries import rules


def payment(pk: int) -> Payment:
    found: Payment = Payment.objects.select_related(
        "grant__application__fund", "grant__decision", "account", "batch", "pot__fund", "pot__work_area", "prepared_by"
    ).get(pk=pk)
    return found


def batch(pk: int) -> PaymentBatch:
    found: PaymentBatch = PaymentBatch.objects.select_related("made_by").get(pk=pk)
    return found


def grant(pk: int) -> Grant:
    found: Grant = Grant.objects.select_related("application", "decision", "pot__fund").get(pk=pk)
    return found


def account_of(application: Application) -> PayeeAccount | None:
    """Where its money goes: what was told last and is still kept."""
    found: PayeeAccount | None = PayeeAccount.objects.filter(application=application, erased_at=None).first()
    return found


def paying_account(pk: int) -> PayingAccount:
    found: PayingAccount = PayingAccount.objects.get(pk=pk)
    return found


def paying_accounts() -> QuerySet[PayingAccount]:
    found: QuerySet[PayingAccount] = PayingAccount.objects.filter(is_active=True)
    return found


def payments(*, state: str = "") -> QuerySet[Payment]:
    """With what a list shows of each."""
    rows: QuerySet[Payment] = Payment.objects.select_related("grant__application", "account", "pot__fund", "batch")
    return rows.filter(state=state) if state else rows


def in_file(batch: PaymentBatch) -> list[Payment]:
    """In the order in which they stand in the file."""
    return list(Payment.objects.filter(batch=batch).select_related("account", "grant__application").order_by("pk"))


def batches() -> QuerySet[PaymentBatch]:
    rows: QuerySet[PaymentBatch] = PaymentBatch.objects.annotate(
        count=Count("payments"),
        cents=Sum("payments__amount_cents"),
        waiting=Count("payments", filter=Q(payments__state=PaymentState.EXPORTED)),
    )
    return rows


def prepared() -> tuple[int, int]:
    """How many are ready to go to the bank, and how much that is."""
    found = Payment.objects.filter(state=PaymentState.PREPARED).aggregate(count=Count("id"), cents=Sum("amount_cents"))
    return found["count"], found["cents"] or 0


def grants_to_pay() -> QuerySet[Grant]:
    """Grants of which something can still be made ready, the longest waiting first."""
    due = GrantBalance.objects.filter(grant=OuterRef("pk"), underway_cents__lt=F("granted_cents") + F("owed_cents"))
    rows: QuerySet[Grant] = (
        Grant.objects.filter(Exists(due))
        .exclude(state__in=[GrantState.WITHDRAWN, GrantState.CLOSED])
        .select_related("application", "pot__fund", "pot__work_area", "decision")
    )
    return rows


def with_another_account(payments: Sequence[Payment]) -> list[Payment]:
    """Those for which another account was told after they were made ready; in one query."""
    latest = with_accounts(each.grant for each in payments)
    return [each for each in payments if latest.get(each.grant.application_id, each.account) != each.account]


def with_accounts(grants: Iterable[Grant]) -> dict[int, PayeeAccount]:
    """The account of each application, by its number; in one query."""
    rows = PayeeAccount.objects.filter(application__in=[each.application_id for each in grants], erased_at=None)
    return {each.application_id: each for each in rows.order_by("id")}


def to_prepare(grants: Iterable[Grant]) -> dict[int, int]:
    """What can still be made ready of each grant, in one query."""
    found: dict[int, int] = {}
    for own in GrantBalance.objects.filter(grant__in=[each.pk for each in grants]):
        found[own.grant_id] = found.get(own.grant_id, 0) + own.to_prepare_cents
    return found


def still_to_pay(grant: Grant) -> int:
    own = GrantBalance.objects.filter(grant=grant)
    return sum(each.not_paid_cents for each in own)


def usual_amount(grant: Grant, kind: PaymentKind, stands: Iterable[GrantBalance]) -> int:
    """As an advance the part that the rules give, less what was paid or is underway; else all that is to be paid, of
    the pot that has most of it: a payment is from one pot.
    """
    own = list(stands)
    most = max((each.to_prepare_cents for each in own), default=0)
    rule_set = grant.application.rule_set
    if kind != PaymentKind.ADVANCE or rule_set is None:
        return most
    granted = sum(each.granted_total - each.released_total for each in own)
    permille = rules.who_decides(rule_set, grant.amount_cents).advance_permille
    gone = sum(each.paid_total + each.underway_cents for each in own)
    return max(0, min(most, granted * permille // 1000 - gone))


def failed_before(grant: Grant) -> Payment | None:
    """The last that did not arrive, when no other arrived since."""
    told = Payment.objects.filter(grant=grant, state__in=[PaymentState.PAID, PaymentState.FAILED])
    last: Payment | None = told.select_related("account").order_by("-told_at", "-id").first()
    return last if last is not None and last.state == PaymentState.FAILED else None


def payments_of(grant: Grant) -> QuerySet[Payment]:
    rows: QuerySet[Payment] = Payment.objects.filter(grant=grant).select_related("account").order_by("id")
    return rows


def accounts_to_forget(before: datetime) -> QuerySet[PayeeAccount]:
    """Kept long enough after there was nothing to pay any more, or of what never became anything."""
    own = {"grant__application": OuterRef("application")}
    due = GrantBalance.objects.filter(Q(granted_cents__gt=0) | Q(owed_cents__gt=0), **own)
    underway = Payment.objects.filter(Q(state__in=UNDERWAY) | Q(told_at__gte=before), **own)
    aside = Reservation.objects.filter(application=OuterRef("application"), reserved_cents__gt=0)
    ended = Q(application__state__in=[ApplicationState.WITHDRAWN, ApplicationState.DECIDED])
    drafts = Q(application__state=ApplicationState.DRAFT, kept_at__lt=before)
    rows: QuerySet[PayeeAccount] = (
        PayeeAccount.objects.filter(drafts | ended & Q(application__ended_at__lt=before), erased_at=None)
        .exclude(Exists(due) | Exists(underway) | Exists(aside))
        .order_by("id")
    )
    return rows
