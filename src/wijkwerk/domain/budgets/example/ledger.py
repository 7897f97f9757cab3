"""The ledger, payments and saving, in the example: some grants are paid, one is on its way, an area saves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from wijkwerk.domain.budgets.example.funds import ALDERMAN, EACH_AREA, TREASURER
from wijkwerk.domain.budgets.models import (
    Fund,
    Grant,
    GrantState,
    PartnerDeed,
    PayingAccount,
    PaymentKind,
    Pot,
)
from wijkwerk.domain.budgets.operations import ledger, partner_money, payments, saving
from wijkwerk.domain.budgets.queries import partner_money as partner_queries
from wijkwerk.domain.budgets.queries import payments as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import AgendaItem, ItemPartner
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope

SAVING_AREA, SAVED_FOR = "Maarswold", "Een nieuwe speelplek"
ON_ITS_WAY = 2  # grants of which a payment is ready or at the bank
MOST_PROJECTS = 6


def make_ledger(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    treasurer: Person | None = Person.objects.filter(name=TREASURER).first()
    if treasurer is None or PayingAccount.objects.exists():
        return
    with transaction.atomic():
        name = f"Gemeente {scope.current().name}"
        payments.keep_paying_account(holder=name, iban=invented_iban(1), by=treasurer, at=at)
        _save(treasurer, at)
        _pay(treasurer, at)
        _give(treasurer, at)


def invented_iban(number: int) -> str:
    """A number that passes every check, of a bank that does not exist."""
    own = f"WIJK{number:010}"
    left = int("".join(str(int(sign, 36)) for sign in f"{own}NL00")) % 97
    return f"NL{98 - left:02}{own}"


def _save(treasurer: Person, at: datetime) -> None:
    """Last year an area kept money for something larger; then the year was closed."""
    last = clock.dutch(at).year - 1
    own = Pot.objects.filter(fund__name=EACH_AREA, year=last, work_area__name=SAVING_AREA).first()
    if own is not None:
        saving.save_up(own, cents=150_000, until_year=last + 2, purpose=SAVED_FOR, by=treasurer, at=at)
    for pot in Pot.objects.filter(fund__name__in=[EACH_AREA, ALDERMAN], year=last).order_by("pk"):
        saving.close_year(pot, by=treasurer, at=at)
    fund = Fund.objects.filter(name=EACH_AREA).first()
    pots = list(Pot.objects.filter(fund=fund, year=last + 1).order_by("pk")[:2]) if fund is not None else []
    if len(pots) == 2:
        together = "Samen één feest voor beide gebieden"
        ledger.transfer(pots[0], to_pot=pots[1], cents=50_000, reason=together, by=treasurer, at=at)


def _pay(treasurer: Person, at: datetime) -> None:
    """All grants but the newest were paid; of the newest one payment is at the bank and one is ready."""
    standing = Grant.objects.filter(state=GrantState.OPEN).select_related("application", "decision").order_by("pk")
    grants = [each for each in standing if each.decision.decided_by_id != treasurer.pk]
    for grant in grants:
        holder = grant.application.applicant_name or "Aanvrager"
        payments.keep_account(
            grant.application, iban=invented_iban(100 + grant.pk), holder=holder, by=treasurer, at=at, on_behalf=True
        )
    made = []
    for grant in grants:
        own = list(grant.balances.all())
        advance = queries.usual_amount(grant, PaymentKind.ADVANCE, own)
        kind = PaymentKind.ADVANCE if advance else PaymentKind.REST
        if queries.usual_amount(grant, kind, own):
            made.append(payments.prepare_payment(grant, kind=kind, by=treasurer, at=at))
    today = clock.dutch(at).date()
    if paid := made[:-ON_ITS_WAY]:
        batch = payments.export_payments(paid, execute_on=today, by=treasurer, at=at)
        payments.tell_file_paid(batch, paid_on=today, by=treasurer, at=at)
    if len(made) >= ON_ITS_WAY:
        payments.export_payments(made[-ON_ITS_WAY:-1], execute_on=today + timedelta(days=1), by=treasurer, at=at)


def _give(treasurer: Person, at: datetime) -> None:
    """Partners set aside what they agreed, and gave half of it."""
    agreed = ItemPartner.objects.filter(amount_cents__gt=0).values("item")
    today = clock.dutch(at).date()
    for item in AgendaItem.objects.filter(pk__in=agreed).order_by("pk")[:MOST_PROJECTS]:
        for line in partner_queries.lines_of(item):
            for deed, cents in ((PartnerDeed.RESERVED, line.agreed), (PartnerDeed.GIVEN, line.agreed // 2)):
                if cents:
                    partner_money.book(
                        item, organisation=line.organisation, deed=deed, cents=cents, on=today, by=treasurer, at=at
                    )
