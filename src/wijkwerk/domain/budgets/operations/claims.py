"""What can be done about money that has to come back: asked, come in, put off, waived, taken back.

Locks: the pot, the grant, then the claim.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import (
    Claim,
    ClaimState,
    Entry,
    Grant,
    Justification,
    JustificationState,
    Pot,
    Reminder,
    ReminderKind,
    Repayment,
)
from wijkwerk.domain.budgets.models.decisions import GrantState
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.operations.telling_justifications import tell_applicant
from wijkwerk.domain.budgets.queries import claims as queries
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money, text
from wijkwerk.foundation.kit.refusals import Refusal

PAY_WITHIN = 42  # days: the six weeks of the law (Awb 4:87)
AGAIN_WITHIN = 14  # days at least, for who heard that all was paid
REMIND_BEFORE = 7  # days before the last day to pay
REMIND_AFTER = 1  # day after it


class ClaimIsOver(Refusal):
    message = gettext_lazy("Deze terugvordering is al afgerond.")
    status = 409


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom. Wie het geld kreeg leest dit.")
    field = "reason"


class TakenBackAlready(Refusal):
    message = gettext_lazy("Deze terugbetaling is al teruggedraaid.")
    status = 409


class SpentAgain(Refusal):
    def __init__(self, cents: int) -> None:
        words = _(
            "Dit geld is niet meer vrij: het is weer toegekend of vervallen. Zorg dat er eerst %(cents)s vrij is."
        )
        super().__init__(words % {"cents": money.written(cents)})


class PaidInFuture(Refusal):
    message = gettext_lazy("Deze dag moet nog komen. Vul de dag in waarop het geld binnenkwam.")
    field = "received_on"


class DayHasBeen(Refusal):
    message = gettext_lazy("Deze dag is al geweest. Kies een dag die nog komt.")
    field = "pay_by"


class ClaimStands(Refusal):
    message = gettext_lazy("Van deze toekenning wordt al geld teruggevraagd. Rond dat eerst af.")


class SomeIsBack(Refusal):
    message = gettext_lazy("Er is al een deel terugbetaald. Scheld de rest kwijt, of wacht tot alles er is.")


@transaction.atomic
def claim_back(grant: Grant, *, cents: int, reason: str, pay_by: date | None = None, by: Actor, at: datetime) -> Claim:
    """Ask money back outside a justification: it was not spent as was agreed, or the plan is off."""
    ledger.lock_grant(grant)
    grant = Grant.objects.select_for_update(of=("self",)).select_related("application__rule_set").get(pk=grant.pk)
    claim = book_claim(grant, cents=cents, reason=reason, pay_by=pay_by, by=by, at=at)
    rule_set, today = grant.application.rule_set, clock.dutch(at).date()
    until = rules.object_until(rule_set, told_on=today) if rule_set is not None else None
    tell_applicant("claim_made", grant, claim, at=at, claim=claim, object_until=until)
    return claim


def book_claim(grant: Grant, *, cents: int, reason: str, pay_by: date | None, by: Actor, at: datetime) -> Claim:
    """The claim and its entry in the ledger, inside the deed that tells it; pot and grant are locked."""
    if not reason.strip():
        raise ReasonMissing
    today = clock.dutch(at).date()
    if pay_by is not None and pay_by <= today:
        raise DayHasBeen
    if Claim.objects.open().filter(grant=grant).exists():
        raise ClaimStands
    ledger.claim(grant, cents=cents, by=by, at=at, reason=reason)
    claim: Claim = Claim.objects.create(
        grant=grant,
        amount_cents=cents,
        reason=reason.strip(),
        asked_at=at,
        asked_by=by if isinstance(by, Person) else None,
        pay_by=pay_by or today + timedelta(days=PAY_WITHIN),
    )
    journal.record("claim.made", about=claim, by=by, at=at, details={"cents": cents})
    moves.note_down("money_claimed", grant.application, by=by, at=at)
    level_own_fund(grant, by=by, at=at)
    return claim


@transaction.atomic
def register_repayment(
    claim: Claim,
    *,
    cents: int,
    received_on: date,
    words: str = "",
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Repayment:
    """It came in, all of it or a part; the pot has it again. Sent twice is once."""
    grant, claim = _locked(claim)
    key = client_key or uuid.uuid4()
    before: Repayment | None = Repayment.objects.filter(client_key=key).first()
    if before is not None:
        return before
    if not claim.is_open:
        raise ClaimIsOver
    if received_on > clock.dutch(at).date():
        raise PaidInFuture
    entries = ledger.repay(grant, cents=cents, by=by, at=at, reason=words, value_on=received_on)
    repayment: Repayment = Repayment.objects.create(
        claim=claim,
        cents=cents,
        received_on=received_on,
        words=words,
        booked_by=by if isinstance(by, Person) else None,
        booked_at=at,
        client_key=key,
        deed=entries[0].deed,
    )
    claim.repaid_cents += cents
    claim.version += 1
    if claim.repaid_cents == claim.amount_cents:
        claim.state, claim.ended_at = ClaimState.PAID, at
    claim.save()
    journal.record("claim.repaid", about=claim, by=by, at=at, details={"cents": cents})
    moves.note_down("money_repaid", grant.application, by=by, at=at)
    tell_applicant("claim_repaid", grant, claim, at=at, claim=claim, repayment=repayment)
    close_when_done(grant, at=at)
    return repayment


@transaction.atomic
def take_back_repayment(repayment: Repayment, *, reason: str, by: Actor, at: datetime) -> Claim:
    """It was booked by mistake: a wrong amount, or on the wrong claim. It stands to be paid again, and who was thanked
    for it hears so.
    """
    if not (why := text.one_line(reason)):
        raise ReasonMissing
    grant, claim = _locked(repayment.claim)
    fresh: Repayment = Repayment.objects.get(pk=repayment.pk)
    if fresh.taken_back_at is not None:
        raise TakenBackAlready
    if claim.state not in (ClaimState.OPEN, ClaimState.PAID):
        raise ClaimIsOver
    if not claim.is_open and Claim.objects.open().filter(grant=grant).exists():
        raise ClaimStands
    try:
        ledger.correct(Entry.objects.filter(deed=fresh.deed).latest("id"), reason=why, by=by, at=at)
    except ledger.MovedOn as spent:
        raise SpentAgain(fresh.cents) from spent
    fresh.taken_back_at, fresh.taken_back_because = at, text.shorten(why, 300)
    fresh.save(update_fields=["taken_back_at", "taken_back_because"])
    claim.repaid_cents -= fresh.cents
    claim.state, claim.ended_at = ClaimState.OPEN, None
    claim.pay_by = max(claim.pay_by, clock.dutch(at).date() + timedelta(days=AGAIN_WITHIN))
    claim.version += 1
    claim.save()
    open_again(grant, at=at)
    journal.record("claim.repayment_taken_back", about=claim, by=by, at=at, details={"cents": fresh.cents})
    moves.note_down("repayment_taken_back", grant.application, by=by, at=at)
    tell_applicant("claim_repayment_taken_back", grant, claim, at=at, claim=claim, repayment=fresh)
    return claim


@transaction.atomic
def put_off(claim: Claim, *, pay_by: date, reason: str, by: Actor, at: datetime) -> Claim:
    """More time to pay; reminders begin anew."""
    if not reason.strip():
        raise ReasonMissing
    grant, claim = _locked(claim)
    if not claim.is_open:
        raise ClaimIsOver
    if pay_by <= clock.dutch(at).date():
        raise DayHasBeen
    claim.pay_by = pay_by
    claim.version += 1
    claim.save()
    journal.record("claim.put_off", about=claim, by=by, at=at, details={"until": pay_by.isoformat()})
    tell_applicant("claim_put_off", grant, claim, at=at, claim=claim, reason=reason.strip())
    return claim


@transaction.atomic
def waive(claim: Claim, *, reason: str, by: Actor, at: datetime) -> Claim:
    """What has not come back need not come back; the ledger keeps how much that was, and why."""
    if not reason.strip():
        raise ReasonMissing
    grant, claim = _locked(claim)
    if not claim.is_open:
        raise ClaimIsOver
    ledger.waive(grant, cents=claim.left_cents, by=by, at=at, reason=reason)
    _ended(claim, ClaimState.WAIVED, reason, at)
    journal.record("claim.waived", about=claim, by=by, at=at)
    moves.note_down("claim_ended", grant.application, by=by, at=at)
    tell_applicant("claim_waived", grant, claim, at=at, claim=claim)
    close_when_done(grant, at=at)
    return claim


@transaction.atomic
def withdraw(claim: Claim, *, reason: str, by: Actor, at: datetime) -> Claim:
    """It was asked wrongly: the money can be accounted for after all. Within the deed that tells so."""
    if not reason.strip():
        raise ReasonMissing
    grant, claim = _locked(claim)
    if not claim.is_open:
        raise ClaimIsOver
    if claim.repaid_cents:
        raise SomeIsBack
    ledger.withdraw_claim(grant, by=by, at=at, reason=reason)
    _ended(claim, ClaimState.WITHDRAWN, reason, at)
    journal.record("claim.withdrawn", about=claim, by=by, at=at)
    moves.note_down("claim_ended", grant.application, by=by, at=at)
    level_own_fund(grant, by=by, at=at)
    return claim


@transaction.atomic
def take_back(claim: Claim, *, reason: str, by: Actor, at: datetime) -> Claim:
    """The same by itself: who was asked to pay hears that they need not."""
    claim = withdraw(claim, reason=reason, by=by, at=at)
    tell_applicant("claim_withdrawn", claim.grant, claim, at=at, claim=claim)
    return claim


def level_own_fund(grant: Grant, *, by: Actor, at: datetime) -> int:
    """What a body has to pay back, or does not get any more, it cannot give to others; what it need not pay back, it
    can. Gives how much of it was given to others already. Its pots were made after that of its grant, so that they are
    locked in order.
    """
    pots = list(Pot.objects.filter(fund__funded_by_grant=grant).order_by("pk"))
    if not pots:
        return 0
    stands = [ledger.lock(pot) for pot in pots]
    back = sum(
        Claim.objects.filter(grant=grant).exclude(state=ClaimState.WITHDRAWN).values_list("amount_cents", flat=True)
    )
    granted = ledger_queries.stands_of_grant(grant).granted
    too_much: int = sum(stand.allotted_cents for stand in stands) - (granted - back)
    reason = _("Terug naar de gemeente")
    for stand in stands:
        part = min(too_much, stand.left_cents, stand.allotted_cents)
        if part > 0:
            ledger.withdraw_allotment(stand.pot, cents=part, by=by, at=at, reason=reason)
            too_much -= part
    if too_much < 0 and stands[-1].closed_at is None:
        ledger.allot(stands[-1].pot, cents=-too_much, by=by, at=at, reason=_("Hoeft niet terug naar de gemeente"))
    return max(too_much, 0)


def _ended(claim: Claim, state: ClaimState, reason: str, at: datetime) -> None:
    claim.state, claim.ended_at, claim.ended_because = state, at, reason.strip()
    claim.version += 1
    claim.save()


def _locked(claim: Claim) -> tuple[Grant, Claim]:
    ledger.lock_grant(claim.grant)
    rows = Grant.objects.select_for_update(of=("self",)).select_related("application__rule_set")
    grant: Grant = rows.get(pk=claim.grant_id)
    fresh: Claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    fresh.grant = grant
    return grant, fresh


# ── The end of a grant ─────────────────────────────────────────────────────────────────────────────────────────────
def close_when_done(grant: Grant, *, at: datetime) -> bool:
    """Nothing of it has still to be paid, accounted for or repaid; within a transaction that locked it."""
    if grant.state in (GrantState.CLOSED, GrantState.WITHDRAWN) or not queries.is_accounted_for(grant):
        return False
    stands = ledger_queries.stands_of_grant(grant)
    if stands.not_paid or stands.not_justified or stands.to_repay:
        return False
    grant.state, grant.ended_at = GrantState.CLOSED, at
    grant.save(update_fields=["state", "ended_at"])
    journal.record("grant.closed", about=grant, by=CLOCK, at=at)
    return True


def open_again(grant: Grant, *, at: datetime) -> None:
    """Something of it has to be paid or to come back after all; within a transaction that locked it."""
    if grant.state != GrantState.CLOSED:
        return
    is_justified = (
        bool(ledger_queries.stands_of_grant(grant).justified)
        or Justification.objects.filter(grant=grant, state=JustificationState.APPROVED).exists()
    )
    grant.state, grant.ended_at = GrantState.JUSTIFIED if is_justified else GrantState.PAID, None
    grant.save(update_fields=["state", "ended_at"])
    journal.record("grant.opened_again", about=grant, by=CLOCK, at=at)


def close_what_is_done(*, at: datetime) -> int:
    """Grants whose last payment was made after all was judged; how many."""
    return sum(_close(grant, at=at) for grant in queries.perhaps_done())


@transaction.atomic
def _close(grant: Grant, *, at: datetime) -> bool:
    ledger.lock_grant(grant)
    fresh: Grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    return close_when_done(fresh, at=at)


# ── Reminding ──────────────────────────────────────────────────────────────────────────────────────────────────────
def remind_all(*, at: datetime) -> int:
    """Who still has to pay back hears so before the last day and after it; how many."""
    today = clock.dutch(at).date()
    return sum(_remind(claim, today=today, at=at) for claim in queries.open_claims())


@transaction.atomic
def _remind(claim: Claim, *, today: date, at: datetime) -> bool:
    claim = (
        Claim.objects.select_for_update(of=("self",)).select_related("grant__application__rule_set").get(pk=claim.pk)
    )
    kind = reminder_due(claim, on=today)
    if kind is None or claim.reminders.filter(kind=kind, due_on=claim.pay_by).exists():
        return False
    Reminder.objects.create(claim=claim, kind=kind, due_on=claim.pay_by, at=at)
    journal.record("claim.reminded", about=claim, by=CLOCK, at=at, details={"kind": kind})
    tell_applicant(kind, claim.grant, claim, at=at, claim=claim)
    return True


def reminder_due(claim: Claim, *, on: date) -> ReminderKind | None:
    if not claim.is_open:
        return None
    if on >= claim.pay_by + timedelta(days=REMIND_AFTER):
        return ReminderKind.CLAIM_AFTER
    if on >= claim.pay_by - timedelta(days=REMIND_BEFORE):
        return ReminderKind.CLAIM_BEFORE
    return None
