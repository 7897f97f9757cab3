"""Booking: every movement of money of a pot. Other deeds call these inside their own transaction.

Each locks the pot's row first, or those of all pots where a grant stands, by number; then looks, books and keeps the
stands. What the database refuses besides (`models/ledger.py`) nobody should ever meet. Locks in this room go from pot
to application to grant.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import Account, Balance, Entry, EntryKind, GrantBalance, Pot, Reservation, Saving
from wijkwerk.domain.budgets.models.ledger import CARRIED, MOVES, OF_A_GRANT, PAID_OR_JUSTIFIED, TOTALS, column
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money, text
from wijkwerk.foundation.kit.refusals import Refusal

if TYPE_CHECKING:
    from wijkwerk.domain.budgets.models.applications import Application
    from wijkwerk.domain.budgets.models.decisions import Grant
    from wijkwerk.domain.budgets.models.payments import Payment


class NoAmount(Refusal):
    message = gettext_lazy("Geef een bedrag van meer dan nul.")
    field = "cents"


class NotEnough(Refusal):
    """There is less than is asked; `cents` says how much there is."""

    field = "cents"
    words_with_amount = gettext_lazy("Zo veel is er niet. Het kan om hoogstens %(left)s gaan.")

    def __init__(self, cents: int) -> None:
        self.cents = cents
        super().__init__(str(self.words_with_amount) % {"left": money.written(cents)})


class NotEnoughLeft(NotEnough):
    words_with_amount = gettext_lazy("Er is niet genoeg geld over. In deze pot is nog %(left)s vrij te besteden.")


class NotEnoughReserved(NotEnough):
    words_with_amount = gettext_lazy("Zo veel is er niet gereserveerd. Er staat nog %(left)s.")


class NotEnoughSaved(NotEnough):
    words_with_amount = gettext_lazy("Zo veel is er niet gespaard. Er staat nog %(left)s.")


class NotSoMuchToPay(NotEnough):
    words_with_amount = gettext_lazy("Van deze toekenning kan nog %(left)s worden betaald, niet meer.")


class NotSoMuchToJustify(NotEnough):
    words_with_amount = gettext_lazy("Van deze toekenning is nog %(left)s te verantwoorden, niet meer.")


class NotSoMuchToClaim(NotEnough):
    words_with_amount = gettext_lazy(
        "Van deze toekenning is %(left)s betaald en niet verantwoord. Meer kunt u niet terugvragen."
    )


class NotSoMuchToRepay(NotEnough):
    words_with_amount = gettext_lazy("Van deze toekenning moet nog %(left)s terugkomen, niet meer.")


class PotIsClosed(Refusal):
    message = gettext_lazy("Het jaar van deze pot is afgesloten. Er kan geen nieuw geld meer uit of bij.")


class SamePot(Refusal):
    message = gettext_lazy("Kies een andere pot dan die waar het geld uit komt.")


class NotTheSameFund(Refusal):
    message = gettext_lazy("Geld gaat alleen mee naar de pot van een later jaar, van hetzelfde budget en gebied.")


class ReservedElsewhere(Refusal):
    message = gettext_lazy("Voor deze aanvraag is al geld gereserveerd in een andere pot. Laat dat eerst vervallen.")


class ReasonMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom.")
    field = "reason"


class CorrectedAlready(Refusal):
    message = gettext_lazy("Deze boeking is al hersteld.")


class IsACorrection(Refusal):
    message = gettext_lazy("Dit is zelf een herstel. Boek opnieuw wat er wel moet staan.")


class OfAPayment(Refusal):
    message = gettext_lazy("Deze boeking hoort bij een betaling. Meld bij die betaling dat zij niet gelukt is.")


class MovedOn(Refusal):
    message = gettext_lazy("Dit kan niet meer worden hersteld: het geld is daarna al verder gegaan.")


# ── Locks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def lock(pot: Pot) -> Balance:
    """The stand of a pot, which nobody else changes until the end of this transaction."""
    return _lock_pots([pot.pk])[pot.pk]


def lock_two(pot: Pot, other: Pot) -> Balance:
    """The stand of the first, with both locked in the order of their numbers."""
    return _lock_pots([pot.pk, other.pk])[pot.pk]


def _lock_pots(pot_ids: Iterable[int]) -> dict[int, Balance]:
    wanted = sorted(set(pot_ids))
    pots = list(Pot.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    stands: dict[int, Balance] = {each.pot_id: each for each in Balance.objects.filter(pot_id__in=wanted)}
    for pot in pots:
        if pot.pk not in stands:
            stands[pot.pk] = Balance.objects.create(pot=pot)
        stands[pot.pk].pot = pot
    return stands


def lock_grant(grant: Grant) -> list[GrantBalance]:
    """The stands of a grant, oldest pot first, with the pots where they are locked."""
    lock_grants([grant])
    return list(GrantBalance.objects.filter(grant=grant).order_by("pot__year", "id"))


def lock_grants(grants: Iterable[Grant]) -> None:
    """All pots where these stand, for who does something to several at once."""
    held: set[int] = set()
    asked = GrantBalance.objects.filter(grant__in=[each.pk for each in grants]).values_list("pot_id", flat=True)
    while wanted := set(asked.all()) - held:
        _lock_pots(wanted)  # again when one went along to a next year while we waited
        held |= wanted


# ── Into a pot, and out of it unspent ──────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def allot(pot: Pot, *, cents: int, by: Actor, at: datetime, reason: str = "") -> Entry:
    """Give a pot money."""
    stand = _open(lock(pot))
    book = _Book(EntryKind.ALLOT, by=by, at=at, reason=reason)
    book.put(stand, Account.SOURCE, Account.LEFT, _amount(cents))
    return book.done()[0]


@transaction.atomic
def withdraw_allotment(pot: Pot, *, cents: int, by: Actor, at: datetime, reason: str) -> Entry:
    """Take back what was given to a pot and is not spent."""
    stand = lock(pot)
    most = min(stand.left_cents, stand.allotted_cents)
    if _amount(cents) > most:
        raise NotEnoughLeft(most)
    book = _Book(EntryKind.WITHDRAW, by=by, at=at, reason=_reason(reason))
    book.put(stand, Account.LEFT, Account.SOURCE, cents)
    return book.done()[0]


@transaction.atomic
def transfer(pot: Pot, *, to_pot: Pot, cents: int, by: Actor, at: datetime, reason: str) -> list[Entry]:
    """From one pot to another: an entry in both."""
    if pot.pk == to_pot.pk:
        raise SamePot
    stands = _lock_pots([pot.pk, to_pot.pk])
    _open(stands[to_pot.pk])
    _has_left(stands[pot.pk], _amount(cents))
    book = _Book(EntryKind.TRANSFER, by=by, at=at, reason=_reason(reason))
    book.put(stands[pot.pk], Account.LEFT, Account.ELSEWHERE, cents)
    book.put(stands[to_pot.pk], Account.ELSEWHERE, Account.LEFT, cents)
    return book.done()


@transaction.atomic
def lapse(pot: Pot, *, cents: int, by: Actor, at: datetime, reason: str) -> Entry:
    """What is left and cannot be used any more."""
    stand = lock(pot)
    _has_left(stand, _amount(cents))
    book = _Book(EntryKind.LAPSE, by=by, at=at, reason=_reason(reason))
    book.put(stand, Account.LEFT, Account.LAPSED, cents)
    return book.done()[0]


# ── Set aside ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def reserve(
    pot: Pot,
    *,
    cents: int,
    by: Actor,
    at: datetime,
    application: Application | None = None,
    words: str = "",
    reason: str = "",
) -> Reservation:
    """Set money aside: for an application (again: more), or for what the words say, as a vote round."""
    stand = _open(lock(pot))
    _has_left(stand, _amount(cents))
    found = Reservation.objects.filter(application=application).first() if application is not None else None
    if found is not None and found.pot_id != pot.pk:
        if found.reserved_cents:
            raise ReservedElsewhere
        found.pot = pot
    if found is None:
        words = text.shorten(words or str(application or ""), 200)
        found = Reservation.objects.create(pot=pot, application=application, words=words, made_at=at)
    reservation: Reservation = found
    book = _Book(EntryKind.RESERVE, by=by, at=at, reason=reason)
    book.put(stand, Account.LEFT, Account.RESERVED, cents, reservation=reservation)
    book.done()
    return reservation


@transaction.atomic
def release(
    reservation: Reservation, *, by: Actor, at: datetime, cents: int | None = None, reason: str = ""
) -> list[Entry]:
    """What was set aside is free again: so much of it, or all that there is."""
    fresh, stand = lock_reservation(reservation)
    cents = fresh.reserved_cents if cents is None else _amount(cents)
    if cents > fresh.reserved_cents:
        raise NotEnoughReserved(fresh.reserved_cents)
    book = _Book(EntryKind.RELEASE, by=by, at=at, reason=reason)
    book.put(stand, Account.RESERVED, Account.LEFT, cents, reservation=fresh)
    return book.done()


@transaction.atomic
def release_for(application: Application, *, by: Actor, at: datetime, reason: str = "") -> list[Entry]:
    """Nothing is set aside for this application any more; also where nothing was."""
    found = Reservation.objects.filter(application=application).first()
    return [] if found is None else release(found, by=by, at=at, reason=reason)


def lock_reservation(reservation: Reservation) -> tuple[Reservation, Balance]:
    while True:
        pot_id = Reservation.objects.values_list("pot_id", flat=True).get(pk=reservation.pk)
        stand = _lock_pots([pot_id])[pot_id]
        fresh: Reservation = Reservation.objects.get(pk=reservation.pk)
        if fresh.pot_id == pot_id:  # else it went along to a next year while we waited
            return fresh, stand


# ── A grant ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def grant(pot: Pot, *, grant: Grant, cents: int, by: Actor, at: datetime, reason: str = "") -> list[Entry]:
    """Promise money: from what was set aside for the application first; what was set aside beyond it is free again."""
    stand = _open(lock(pot))
    aside = Reservation.objects.filter(application_id=grant.application_id, pot=pot).first()
    reserved = aside.reserved_cents if aside is not None else 0
    from_reserved = min(_amount(cents), reserved)
    if cents - from_reserved > stand.left_cents:
        raise NotEnoughLeft(stand.left_cents + reserved)
    own = _stand_in(pot, grant)
    book = _Book(EntryKind.GRANT, by=by, at=at, reason=reason)
    book.put(stand, Account.RESERVED, Account.GRANTED, from_reserved, grant_stand=own, reservation=aside)
    book.put(stand, Account.LEFT, Account.GRANTED, cents - from_reserved, grant_stand=own)
    book.put(stand, Account.RESERVED, Account.LEFT, reserved - from_reserved, reservation=aside, kind=EntryKind.RELEASE)
    return book.done()


def _stand_in(pot: Pot, grant: Grant) -> GrantBalance:
    """The stand of a grant in a pot that is locked; a new one is written with what is booked."""
    known: GrantBalance | None = GrantBalance.objects.filter(grant=grant, pot=pot).first()
    return known or GrantBalance(grant=grant, pot=pot)


@transaction.atomic
def release_rest(grant: Grant, *, by: Actor, at: datetime, cents: int | None = None, reason: str = "") -> list[Entry]:
    """What is not needed of a promise is free again: so much, or all that is not paid, justified or underway."""
    stands = lock_grant(grant)
    free = sum(_free(each) for each in stands)
    if cents is not None and _amount(cents) > free:
        raise NotSoMuchToPay(free)
    rest = free if cents is None else cents
    book = _Book(EntryKind.RELEASE_REST, by=by, at=at, reason=reason)
    pots = _lock_pots(each.pot_id for each in stands)
    for each in reversed(stands):
        part = min(rest, _free(each))
        book.put(pots[each.pot_id], Account.GRANTED, Account.LEFT, part, grant_stand=each)
        rest -= part
    return book.done()


def _free(stand: GrantBalance) -> int:
    return min(stand.granted_cents, stand.to_prepare_cents)


@transaction.atomic
def advance(grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str = "") -> list[Entry]:
    """Paid ahead. What was justified already before the money came is settled with it."""
    return _pay(grant, EntryKind.ADVANCE, cents, by=by, at=at, reason=reason)


@transaction.atomic
def pay(grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str = "") -> list[Entry]:
    """Paid: what is justified first, then what is not yet."""
    return _pay(grant, EntryKind.PAY, cents, by=by, at=at, reason=reason)


def _pay(grant: Grant, kind: EntryKind, cents: int, *, by: Actor, at: datetime, reason: str) -> list[Entry]:
    stands = lock_grant(grant)
    most = sum(each.to_prepare_cents for each in stands)
    if _amount(cents) > most:
        raise NotSoMuchToPay(most)
    return _Book(kind, by=by, at=at, reason=reason).along(stands, cents).done()


@transaction.atomic
def pay_prepared(payment: Payment, *, paid_on: date, by: Actor, at: datetime) -> list[Entry]:
    """A payment that was made ready is paid: from the pot where it was made ready."""
    stands = [each for each in lock_grant(payment.grant) if each.pot_id == payment.pot_id]
    for each in stands:
        each.underway_cents -= payment.amount_cents
    kind = EntryKind.ADVANCE if payment.kind == "advance" else EntryKind.PAY
    book = _Book(kind, by=by, at=at, reason="", value_on=paid_on, payment=payment)
    return book.along(stands, payment.amount_cents).done()


@transaction.atomic
def justify(grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str = "") -> list[Entry]:
    """Accounted for and approved: what was paid ahead first, then what was paid, then what is still to be paid."""
    stands = lock_grant(grant)
    most = sum(each.not_justified_cents + each.granted_cents for each in stands)
    if _amount(cents) > most:
        raise NotSoMuchToJustify(most)
    return _Book(EntryKind.JUSTIFY, by=by, at=at, reason=reason).along(stands, cents).done()


@transaction.atomic
def claim(grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str) -> list[Entry]:
    """Ask back what was paid and not spent as agreed. It stands until it is repaid, waived or taken back."""
    stands = lock_grant(grant)
    most = sum(each.not_justified_cents for each in stands)
    if _amount(cents) > most:
        raise NotSoMuchToClaim(most)
    return _Book(EntryKind.CLAIM, by=by, at=at, reason=_reason(reason)).along(stands, cents).done()


@transaction.atomic
def withdraw_claim(grant: Grant, *, by: Actor, at: datetime, reason: str) -> list[Entry]:
    """What was asked back last need not come back, because it can still be accounted for: all of it."""
    lock_grant(grant)
    asked = (
        Entry.objects.filter(grant=grant, kind=EntryKind.CLAIM, corrects=None, corrected_by=None)
        .order_by("-id")
        .first()
    )
    return [] if asked is None else correct(asked, reason=reason, by=by, at=at)


@transaction.atomic
def repay(
    grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str = "", value_on: date | None = None
) -> list[Entry]:
    """It came back; the pot has it again."""
    return _of_claim(grant, EntryKind.REPAY, cents, by=by, at=at, reason=reason, value_on=value_on)


@transaction.atomic
def waive(grant: Grant, *, cents: int, by: Actor, at: datetime, reason: str) -> list[Entry]:
    """It need not come back."""
    return _of_claim(grant, EntryKind.WAIVE, cents, by=by, at=at, reason=_reason(reason))


def _of_claim(
    grant: Grant, kind: EntryKind, cents: int, *, by: Actor, at: datetime, reason: str, value_on: date | None = None
) -> list[Entry]:
    stands = lock_grant(grant)
    most = sum(each.to_repay_cents for each in stands)
    if _amount(cents) > most:
        raise NotSoMuchToRepay(most)
    return _Book(kind, by=by, at=at, reason=reason, value_on=value_on).along(stands, cents).done()


# ── Over the years ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def save(pot: Pot, *, cents: int, until_year: int, purpose: str, by: Actor, at: datetime, reason: str = "") -> Saving:
    """Keep money for later, until the end of a year."""
    stand = _open(lock(pot))
    _has_left(stand, _amount(cents))
    saving: Saving = Saving.objects.create(
        pot=pot, purpose=text.shorten(purpose, 200), from_year=pot.year, until_year=until_year, made_at=at
    )
    book = _Book(EntryKind.SAVE, by=by, at=at, reason=reason)
    book.put(stand, Account.LEFT, Account.SAVED, cents, saving=saving)
    book.done()
    return saving


@transaction.atomic
def use_saving(saving: Saving, *, cents: int, by: Actor, at: datetime, reason: str = "") -> Entry:
    """What was kept can be spent, from the pot where it stands now."""
    fresh, stand = lock_saving(saving)
    if _amount(cents) > fresh.saved_cents:
        raise NotEnoughSaved(fresh.saved_cents)
    book = _Book(EntryKind.USE_SAVING, by=by, at=at, reason=reason)
    book.put(stand, Account.SAVED, Account.LEFT, cents, saving=fresh)
    return book.done()[0]


@transaction.atomic
def lapse_saving(saving: Saving, *, by: Actor, at: datetime, reason: str) -> list[Entry]:
    """Nobody used it in time."""
    fresh, stand = lock_saving(saving)
    book = _Book(EntryKind.LAPSE, by=by, at=at, reason=_reason(reason))
    book.put(stand, Account.SAVED, Account.LAPSED, fresh.saved_cents, saving=fresh)
    fresh.lapsed_at = at
    entries = book.done()
    fresh.save(update_fields=["lapsed_at"])
    return entries


def lock_saving(saving: Saving) -> tuple[Saving, Balance]:
    while True:
        pot_id = Saving.objects.values_list("pot_id", flat=True).get(pk=saving.pk)
        stand = _lock_pots([pot_id])[pot_id]
        fresh: Saving = Saving.objects.get(pk=saving.pk)
        if fresh.pot_id == pot_id:  # else it went along to a next year while we waited
            return fresh, stand


@transaction.atomic
def carry(pot: Pot, *, to_pot: Pot, by: Actor, at: datetime, commitments: bool = True, reason: str = "") -> list[Entry]:
    """Into a later year: what is saved for longer, and what was promised and is not paid. An entry in both pots.

    A payment that is underway is paid from the year in which it was made ready.
    """
    if to_pot.fund_id != pot.fund_id or to_pot.work_area_id != pot.work_area_id or to_pot.year <= pot.year:
        raise NotTheSameFund
    stands = _lock_pots([pot.pk, to_pot.pk])
    _open(stands[to_pot.pk])
    book = _Book(EntryKind.CARRY, by=by, at=at, reason=reason)
    for saving in Saving.objects.filter(pot=pot, saved_cents__gt=0, until_year__gte=to_pot.year):
        saving.pot = to_pot
        book.across(stands, pot, to_pot, Account.SAVED, saving.saved_cents, saving=saving)
    if commitments:
        for aside in Reservation.objects.filter(pot=pot, reserved_cents__gt=0):
            aside.pot = to_pot
            book.across(stands, pot, to_pot, Account.RESERVED, aside.reserved_cents, reservation=aside)
        for own in GrantBalance.objects.filter(pot=pot).select_related("grant").order_by("grant_id"):
            granted = _free(own)
            owed = own.to_prepare_cents - granted
            if granted or owed:
                new = _stand_in(to_pot, own.grant)
                book.across(stands, pot, to_pot, Account.GRANTED, granted, grant_stands=(own, new))
                book.across(stands, pot, to_pot, Account.OWED, owed, grant_stands=(own, new))
    return book.done()


# ── What was wrong ─────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def correct(entry: Entry, *, reason: str, by: Actor, at: datetime) -> list[Entry]:
    """A counter-entry for all that the deed of this entry booked."""
    if entry.payment_id is not None:
        raise OfAPayment
    return _counter(Entry.objects.filter(deed=entry.deed), reason=reason, by=by, at=at)


@transaction.atomic
def correct_payment(
    payment: Payment, *, reason: str, by: Actor, at: datetime, value_on: date | None = None
) -> list[Entry]:
    """The bank sent it back: from that day as if it was never paid."""
    booked = Entry.objects.filter(payment=payment, corrects=None)
    return _counter(booked, reason=reason, by=by, at=at, value_on=value_on)


def _counter(
    wrong: Iterable[Entry], *, reason: str, by: Actor, at: datetime, value_on: date | None = None
) -> list[Entry]:
    entries = sorted(wrong, key=lambda each: -each.pk)
    stands = _lock_pots({each.pot_id for each in entries})
    if any(each.is_counter_entry for each in entries):
        raise IsACorrection
    if Entry.objects.filter(corrects__in=entries).exists():
        raise CorrectedAlready
    own = {
        (each.grant_id, each.pot_id): each
        for each in GrantBalance.objects.filter(grant__in={each.grant_id for each in entries if each.grant_id})
    }
    asides = Reservation.objects.in_bulk({each.reservation_id for each in entries if each.reservation_id})
    savings = Saving.objects.in_bulk({each.saving_id for each in entries if each.saving_id})
    pots = Pot.objects.in_bulk(stands)
    book = _Book(EntryKind.CARRY, by=by, at=at, reason=_reason(reason), value_on=value_on)
    for each in entries:
        saving = savings.get(each.saving_id)
        aside = asides.get(each.reservation_id)
        comes_back = each.kind == EntryKind.CARRY and each.credit != Account.ELSEWHERE
        for thing in filter(None, (saving, aside)):
            if comes_back:
                if thing.reserved_cents if thing is aside else thing.saved_cents:
                    raise MovedOn  # some of it was used there, or there came more
                thing.pot = pots[each.pot_id]  # back to where it came from
            elif thing.pot_id != each.pot_id:
                raise MovedOn
        if saving is not None and each.kind == EntryKind.LAPSE:
            saving.lapsed_at = saving.announced_at = None  # it is told anew before it lapses
        grant_stand = own.get((each.grant_id, each.pot_id))
        credit, debit = _way_back(each, grant_stand)
        book.payment = each.payment
        book.put(
            stands[each.pot_id],
            credit,
            debit,
            each.amount_cents,
            kind=EntryKind(each.kind),
            grant_stand=grant_stand,
            reservation=aside,
            saving=saving,
            corrects=each,
        )
    return book.done()


def _way_back(entry: Entry, stand: GrantBalance | None) -> tuple[Account, Account]:
    """The entry turned round. What was paid and then justified, or justified and then paid, is turned from where it
    stands now: a payment that comes back leaves money that is justified and still to be paid.
    """
    turned = Account(entry.debit), Account(entry.credit)
    if stand is None or entry.kind not in PAID_OR_JUSTIFIED:
        return turned
    ways = [turned, *((taker, giver) for giver, taker in reversed(MOVES[EntryKind(entry.kind)]))]
    return next((way for way in ways if getattr(stand, column(way[0])) >= entry.amount_cents), turned)


# ── The book itself ────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class _Book:
    """What one deed books: its entries and the stands they change, written down together."""

    kind: EntryKind
    by: Actor
    at: datetime
    reason: str
    value_on: date | None = None
    payment: Payment | None = None
    deed: uuid.UUID = field(default_factory=uuid.uuid4)
    _entries: list[Entry] = field(default_factory=list)
    _changed: dict[int, Balance | GrantBalance | Reservation | Saving] = field(default_factory=dict)

    def put(
        self,
        stand: Balance,
        credit: Account,
        debit: Account,
        cents: int,
        *,
        kind: EntryKind | None = None,
        grant_stand: GrantBalance | None = None,
        reservation: Reservation | None = None,
        saving: Saving | None = None,
        corrects: Entry | None = None,
    ) -> None:
        """From one account to another; nothing for nothing."""
        if not cents:
            return
        kind = kind or self.kind
        touched: list[Balance | GrantBalance | Reservation | Saving] = [stand]
        touched += [each for each in (grant_stand, reservation, saving) if each is not None]
        for thing in touched:
            for account, sign in ((credit, -1), (debit, 1)):
                name = column(account)
                if hasattr(thing, name):
                    setattr(thing, name, getattr(thing, name) + sign * cents)
            if (total := TOTALS.get(kind)) is not None and hasattr(thing, total):
                setattr(thing, total, getattr(thing, total) + (-cents if corrects else cents))
            self._changed[id(thing)] = thing
        is_of_grant = credit in OF_A_GRANT or debit in OF_A_GRANT
        self._entries.append(
            Entry(
                pot=stand.pot,
                fund_id=stand.pot.fund_id,
                year=stand.pot.year,
                kind=kind,
                credit=credit,
                debit=debit,
                amount_cents=cents,
                grant_id=grant_stand.grant_id if is_of_grant and grant_stand is not None else None,
                reservation=reservation,
                saving=saving,
                payment=self.payment,
                reason=text.shorten(self.reason, 300),
                booked_by_id=self.by.id if self.by.kind == "person" else None,
                booked_at=self.at,
                value_on=self.value_on or clock.dutch(self.at).date(),
                deed=self.deed,
                corrects=corrects,
            )
        )

    def along(self, stands: Sequence[GrantBalance], cents: int) -> _Book:
        """The ways of this kind in their order, in each the pots by year, until all is booked."""
        pots = _lock_pots(each.pot_id for each in stands)
        for credit, debit in MOVES[self.kind]:
            for each in stands:
                part = min(cents, getattr(each, column(credit)))
                self.put(pots[each.pot_id], credit, debit, part, grant_stand=each)
                cents -= part
        if cents:
            raise NotEnough(0)
        return self

    def across(
        self,
        stands: dict[int, Balance],
        pot: Pot,
        to_pot: Pot,
        account: Account,
        cents: int,
        *,
        grant_stands: tuple[GrantBalance, GrantBalance] | tuple[None, None] = (None, None),
        reservation: Reservation | None = None,
        saving: Saving | None = None,
    ) -> None:
        """The same account of two pots."""
        assert account in CARRIED
        own, new = grant_stands
        out, into = stands[pot.pk], stands[to_pot.pk]
        self.put(out, account, Account.ELSEWHERE, cents, grant_stand=own, reservation=reservation, saving=saving)
        self.put(into, Account.ELSEWHERE, account, cents, grant_stand=new, reservation=reservation, saving=saving)

    def done(self) -> list[Entry]:
        """Written down, if nothing is below nothing."""
        for thing in self._changed.values():
            if _is_below_nothing(thing):
                raise MovedOn
        for thing in self._changed.values():
            thing.save()
        written = [_written(entry) for entry in self._entries]
        for pot_id in dict.fromkeys(entry.pot_id for entry in written):
            own = [entry for entry in written if entry.pot_id == pot_id]
            journal.record(
                f"ledger.{'corrected' if own[0].corrects_id else own[0].kind}",
                about=own[0].pot,
                by=self.by,
                at=self.at,
                details={"deed": str(self.deed), "cents": sum(entry.amount_cents for entry in own)},
            )
        return written


def _written(entry: Entry) -> Entry:
    entry.save(force_insert=True)
    return entry


def _is_below_nothing(thing: Balance | GrantBalance | Reservation | Saving) -> bool:
    names = {
        *(column(each) for each in Account if each not in (Account.SOURCE, Account.ELSEWHERE)),
        *TOTALS.values(),
        "underway_cents",
        "allotted_cents",
        "to_prepare_cents",
    }
    return any(getattr(thing, name, 0) < 0 for name in names)


def _open(stand: Balance) -> Balance:
    if stand.closed_at is not None:
        raise PotIsClosed
    return stand


def _has_left(stand: Balance, cents: int) -> None:
    if cents > stand.left_cents:
        raise NotEnoughLeft(stand.left_cents)


def _amount(cents: int) -> int:
    if cents <= 0:
        raise NoAmount
    if cents > money.MOST_CENTS:
        raise money.AmountTooLarge(field="cents")
    return cents


def _reason(reason: str) -> str:
    if not (words := text.one_line(reason)):
        raise ReasonMissing
    return words
