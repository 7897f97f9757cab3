"""Paying: the account it goes to, a payment made ready, a file for the bank, and what the bank did with it.

The program pays nothing itself. Who advised or decided on an application makes no payment of it ready and exports none.
Order of locks: the pots of the grant, then the payments by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets import iban as ibans
from wijkwerk.domain.budgets.models import (
    PAYMENT_MOVES,
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
)
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.operations import claims, ledger
from wijkwerk.domain.budgets.queries import decisions
from wijkwerk.domain.budgets.queries import payments as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal

MOST_IN_A_FILE = 1_000


class HolderMissing(Refusal):
    message = gettext_lazy("Schrijf op wiens naam de rekening staat.")
    field = "holder"


class NoAccount(Refusal):
    message = gettext_lazy("Er is nog geen rekeningnummer bij deze aanvraag. Vraag het de aanvrager.")


class NothingToPay(Refusal):
    message = gettext_lazy("Van deze toekenning is niets meer te betalen.")


class NotGrantedAnyMore(Refusal):
    message = gettext_lazy("Deze toekenning is ingetrokken of afgerond. Er wordt niets meer van betaald.")


class PayerDecided(Refusal):
    message = gettext_lazy(
        "U hebt over deze aanvraag geadviseerd of beslist. Een ander zet de betaling klaar: wie adviseert, wie beslist "
        "en wie betaalt zijn drie verschillende mensen."
    )
    status = 403


class PayersAreNamed(Refusal):
    message = gettext_lazy("Een betaling staat op naam van een mens. Log in als medewerker.")


class NoPayingAccount(Refusal):
    message = gettext_lazy("Leg eerst vast van welke rekening de gemeente betaalt.")
    field = "account"


class NothingChosen(Refusal):
    message = gettext_lazy("Kies ten minste één betaling die klaarstaat.")


class TooMany(Refusal):
    message = gettext_lazy("In één bestand gaan hoogstens 1.000 betalingen. Kies er minder.")


class DayHasBeen(Refusal):
    message = gettext_lazy("Deze dag is al geweest. Kies vandaag of later.")
    field = "execute_on"


class DayIsStillToCome(Refusal):
    message = gettext_lazy("Deze dag moet nog komen. Kies de dag waarop de bank heeft betaald.")
    field = "paid_on"


class PaymentMovedOn(Refusal):
    message = gettext_lazy("Deze betaling is intussen verder. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class AccountErased(Refusal):
    message = gettext_lazy(
        "Het rekeningnummer bij deze betaling wordt niet meer bewaard. Trek haar in en vraag het nieuw."
    )


class BackInFuture(Refusal):
    message = gettext_lazy("Deze dag moet nog komen. Kies de dag waarop het geld terugkwam.")
    field = "back_on"


class BackBeforePaid(Refusal):
    message = gettext_lazy("Op deze dag was er nog niet betaald. Kies de dag waarop het geld terugkwam.")
    field = "back_on"


class AccountChanged(Refusal):
    def __init__(self, payments: Iterable[Payment]) -> None:
        numbers = ", ".join(dict.fromkeys(each.grant.application.number for each in payments))
        words = _(
            "Na het klaarzetten is een ander rekeningnummer doorgegeven: %(numbers)s. Trek die betaling in en zet haar "
            "opnieuw klaar."
        )
        super().__init__(words % {"numbers": numbers})


class AskedBack(Refusal):
    message = gettext_lazy(
        "Dit geld is daarna al (deels) teruggevraagd of goedgekeurd. Trek eerst de terugvordering in, of laat de "
        "verantwoording opnieuw beoordelen. Meld daarna dat de betaling terugkwam."
    )


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom de betaling niet is gelukt. De aanvrager leest dit.")
    field = "reason"


# ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep_account(
    application: Application, *, iban: str, holder: str, by: Actor, at: datetime, on_behalf: bool = False
) -> PayeeAccount:
    """To which account money of this application goes from now on. The same again is the same."""
    number, name = ibans.checked(iban), _holder(holder)
    current = queries.account_of(application)
    if current is not None and (current.iban, current.holder) == (number, name):
        return current
    account: PayeeAccount = PayeeAccount.objects.create(application=application, iban=number, holder=name, kept_at=at)
    journal.record("application.account_kept", about=application, by=by, at=at, on_behalf=on_behalf)
    return account


@transaction.atomic
def keep_paying_account(*, holder: str, iban: str, bic: str = "", by: Actor, at: datetime) -> PayingAccount:
    """From which account the municipality pays. The same number again has its new name."""
    number = ibans.checked(iban)
    account, _is_new = PayingAccount.objects.update_or_create(
        iban=number, defaults={"holder": _holder(holder), "bic": ibans.checked_bic(bic), "is_active": True}
    )
    journal.record("payment.paying_account_kept", about=account, by=by, at=at)
    kept: PayingAccount = account
    return kept


@transaction.atomic
def end_paying_account(account: PayingAccount, *, by: Actor, at: datetime) -> None:
    """Not offered any more; files that were made with it stay as they are."""
    PayingAccount.objects.filter(pk=account.pk).update(is_active=False)
    journal.record("payment.paying_account_ended", about=account, by=by, at=at)


def _holder(holder: str) -> str:
    if not (name := text.one_line(holder)):
        raise HolderMissing
    return text.shorten(name, 70)


# ── Making ready ───────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def prepare_payment(grant: Grant, *, kind: PaymentKind, by: Actor, at: datetime, cents: int | None = None) -> Payment:
    """Ready to go to the bank: so much, or what the rules give as an advance, or all that is still to be paid."""
    stands = ledger.lock_grant(grant)
    fresh: Grant = Grant.objects.select_related("application", "decision").get(pk=grant.pk)
    if fresh.state in (GrantState.WITHDRAWN, GrantState.CLOSED):
        raise NotGrantedAnyMore
    person = _payer(by, of=[fresh])
    account = queries.account_of(fresh.application)
    if account is None:
        raise NoAccount
    cents = queries.usual_amount(fresh, kind, stands) if cents is None else cents
    if cents <= 0:
        raise NothingToPay if not sum(each.to_prepare_cents for each in stands) else ledger.NoAmount
    stand = next((each for each in stands if each.to_prepare_cents >= cents), None)
    if stand is None:
        raise ledger.NotSoMuchToPay(max((each.to_prepare_cents for each in stands), default=0))
    GrantBalance.objects.filter(pk=stand.pk).update(underway_cents=F("underway_cents") + cents)
    payment: Payment = Payment.objects.create(
        grant=fresh,
        pot_id=stand.pot_id,
        account=account,
        kind=kind,
        amount_cents=cents,
        words=_words(fresh, kind),
        prepared_by_id=person,
        prepared_at=at,
    )
    _record("prepared", payment, by=by, at=at)
    return payment


def _words(grant: Grant, kind: PaymentKind) -> str:
    """What the payee reads on the statement: the number and what it is for, no more."""
    what = _("Voorschot subsidie") if kind == PaymentKind.ADVANCE else _("Subsidie")
    return text.shorten(f"{what} {grant.application.number}: {grant.application.title}", 140)


def _payer(by: Actor, *, of: Iterable[Grant]) -> int:
    """The person who pays; nobody who advised or decided on one of these."""
    if by.kind != "person" or by.id is None:
        raise PayersAreNamed
    if not all(decisions.may_pay(by.id, grant.application) for grant in of):
        raise PayerDecided
    return by.id


@transaction.atomic
def withdraw_payment(payment: Payment, *, by: Actor, at: datetime) -> Payment:
    """Not to the bank after all."""
    fresh = _lock(payment, PaymentState.WITHDRAWN)
    fresh.state = PaymentState.WITHDRAWN
    fresh.save(update_fields=["state"])
    _no_longer_underway(fresh)
    _record("withdrawn", fresh, by=by, at=at)
    return fresh


# ── To the bank ────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def export_payments(
    payments: Sequence[Payment], *, execute_on: date, by: Actor, at: datetime, account: PayingAccount | None = None
) -> PaymentBatch:
    """One file of payments that are ready; each goes to the bank in one file only."""
    rows = Payment.objects.select_for_update(of=("self",)).select_related(
        "account", "grant__decision", "grant__application"
    )
    fresh: list[Payment] = list(rows.filter(pk__in=[payment.pk for payment in payments]).order_by("pk"))
    if not fresh:
        raise NothingChosen
    if len(fresh) > MOST_IN_A_FILE:
        raise TooMany
    if execute_on < clock.dutch(at).date():
        raise DayHasBeen
    if any(payment.state != PaymentState.PREPARED for payment in fresh):
        raise PaymentMovedOn
    if any(not payment.account.iban for payment in fresh):
        raise AccountErased
    if changed := queries.with_another_account(fresh):
        raise AccountChanged(changed)
    person = _payer(by, of=[payment.grant for payment in fresh])
    paying = account or PayingAccount.objects.filter(is_active=True).first()
    if paying is None:
        raise NoPayingAccount
    list(PayingAccount.objects.select_for_update().order_by("pk"))  # numbers of files are given one by one
    number = (PaymentBatch.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    batch: PaymentBatch = PaymentBatch.objects.create(
        number=number,
        execute_on=execute_on,
        debtor_name=paying.holder,
        debtor_iban=paying.iban,
        debtor_bic=paying.bic,
        made_by_id=person,
        made_at=at,
    )
    for payment in fresh:
        payment.state, payment.batch = PaymentState.EXPORTED, batch
        payment.save(update_fields=["state", "batch"])
    cents = sum(payment.amount_cents for payment in fresh)
    journal.record("payment.exported", about=batch, by=by, at=at, details={"count": len(fresh), "cents": cents})
    return batch


# ── What the bank did ──────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def tell_paid(payment: Payment, *, paid_on: date, by: Actor, at: datetime) -> Payment:
    """The bank paid it: the ledger books it, and who asked hears."""
    if paid_on > clock.dutch(at).date():
        raise DayIsStillToCome
    fresh = _lock(payment, PaymentState.PAID)
    ledger.pay_prepared(fresh, paid_on=paid_on, by=by, at=at)
    fresh.state, fresh.told_at, fresh.paid_on = PaymentState.PAID, at, paid_on
    fresh.save(update_fields=["state", "told_at", "paid_on"])
    if not queries.still_to_pay(fresh.grant):
        Grant.objects.filter(pk=fresh.grant_id, state=GrantState.OPEN).update(state=GrantState.PAID)
    _record("paid", fresh, by=by, at=at)
    moves.tell_applicant("payment_made", fresh.grant.application, at=at, payment=fresh, grant=fresh.grant)
    return fresh


@transaction.atomic
def tell_file_paid(batch: PaymentBatch, *, paid_on: date, by: Actor, at: datetime) -> list[Payment]:
    """All of a file of which nothing else was told."""
    rows = Payment.objects.filter(batch=batch, state=PaymentState.EXPORTED).select_related("grant")
    ledger.lock_grants(payment.grant for payment in rows)
    waiting = rows.order_by("pk").all()
    return [tell_paid(payment, paid_on=paid_on, by=by, at=at) for payment in waiting]


@transaction.atomic
def tell_failed(payment: Payment, *, reason: str, by: Actor, at: datetime, back_on: date | None = None) -> Payment:
    """The bank did not pay it, or sent it back, on a day. What was booked gets its counter-entries; who asked hears
    why.
    """
    if not (why := text.one_line(reason)):
        raise ReasonMissing
    if back_on is not None and back_on > clock.dutch(at).date():
        raise BackInFuture
    fresh = _lock(payment, PaymentState.FAILED)
    if back_on is not None and fresh.paid_on is not None and back_on < fresh.paid_on:
        raise BackBeforePaid
    if fresh.state == PaymentState.PAID:
        try:
            ledger.correct_payment(fresh, reason=why, by=by, at=at, value_on=back_on)
        except ledger.MovedOn as asked_back:
            raise AskedBack from asked_back
        claims.open_again(fresh.grant, at=at)
        Grant.objects.filter(pk=fresh.grant_id, state=GrantState.PAID).update(state=GrantState.OPEN)
    else:
        _no_longer_underway(fresh)
    fresh.state, fresh.told_at, fresh.failed_because = PaymentState.FAILED, at, text.shorten(why, 200)
    fresh.save(update_fields=["state", "told_at", "failed_because"])
    _record("failed", fresh, by=by, at=at)
    moves.tell_applicant("payment_failed", fresh.grant.application, at=at, payment=fresh, grant=fresh.grant)
    return fresh


def _lock(payment: Payment, state: PaymentState) -> Payment:
    """The payment as it is now, with the pots of its grant locked before it; refused where it cannot become this."""
    ledger.lock_grant(payment.grant)
    rows = Payment.objects.select_for_update(of=("self",)).select_related("grant__application", "account")
    fresh: Payment = rows.get(pk=payment.pk)
    if state not in PAYMENT_MOVES[PaymentState(fresh.state)]:
        raise PaymentMovedOn
    return fresh


def _no_longer_underway(payment: Payment) -> None:
    own = GrantBalance.objects.filter(grant_id=payment.grant_id, pot_id=payment.pot_id)
    own.update(underway_cents=F("underway_cents") - payment.amount_cents)


def _record(verb: str, payment: Payment, *, by: Actor, at: datetime) -> None:
    details = {"grant": payment.grant_id, "cents": payment.amount_cents}
    journal.record(f"payment.{verb}", about=payment, by=by, at=at, details=details)


# ── Forgetting ─────────────────────────────────────────────────────────────────────────────────────────────────────
def forget_accounts(*, before: datetime, at: datetime, most: int) -> int:
    """Numbers of which nothing is to be paid any more, and the term is over: how many went."""
    old = list(queries.accounts_to_forget(before)[:most].values_list("pk", flat=True))
    gone: int = PayeeAccount.objects.filter(pk__in=old).update(iban="", holder="", erased_at=at)
    return gone


def forget_accounts_of(application: Application, *, at: datetime) -> None:
    """Of what was withdrawn nothing will be paid: its numbers go with the name of who asked."""
    PayeeAccount.objects.filter(application=application, erased_at=None).update(iban="", holder="", erased_at=at)
