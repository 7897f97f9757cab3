"""The ledger: every movement of money, once and for ever, and what stands where because of it.

An entry books both sides in one row, so the ledger balances by its shape. Entries are never changed nor removed, which
the database sees to (`0002_entries_stay`); what was wrong gets a counter-entry. What stands in each account is kept in
the same transaction, and the database refuses a stand below nothing: a pot cannot be overspent.
"""

from __future__ import annotations

import uuid
from functools import reduce
from operator import add, or_

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.tenancy.models import MunicipalityModel


class Account(models.TextChoices):
    """Rekening: where money of a pot can be. Money goes from one to another, so together they are always nothing."""

    SOURCE = "source", _("Bron van het geld")
    ELSEWHERE = "elsewhere", _("Andere pot of ander jaar")
    LEFT = "left", _("Vrij te besteden")
    RESERVED = "reserved", _("Gereserveerd")
    GRANTED = "granted", _("Toegekend, nog niet betaald")
    OWED = "owed", _("Verantwoord, nog te betalen")
    ADVANCED = "advanced", _("Als voorschot betaald")
    PAID = "paid", _("Betaald, nog niet verantwoord")
    JUSTIFIED = "justified", _("Betaald en verantwoord")
    TO_REPAY = "to_repay", _("Terug te betalen")
    WAIVED = "waived", _("Niet teruggevraagd")
    SAVED = "saved", _("Gespaard")
    LAPSED = "lapsed", _("Vervallen")


class EntryKind(models.TextChoices):
    """What happened; each kind moves money between accounts of its own (`MOVES`)."""

    ALLOT = "allot", _("Toewijzing")
    WITHDRAW = "withdraw", _("Toewijzing verlaagd")
    TRANSFER = "transfer", _("Overheveling")
    RESERVE = "reserve", _("Reservering")
    RELEASE = "release", _("Reservering vervallen")
    GRANT = "grant", _("Toekenning")
    RELEASE_REST = "release_rest", _("Rest van een toekenning vrijgevallen")
    ADVANCE = "advance", _("Voorschot betaald")
    PAY = "pay", _("Betaling")
    JUSTIFY = "justify", _("Verantwoording")
    CLAIM = "claim", _("Terugvordering")
    REPAY = "repay", _("Terugbetaling")
    WAIVE = "waive", _("Terugvordering kwijtgescholden")
    SAVE = "save", _("Gespaard voor later")
    USE_SAVING = "use_saving", _("Spaargeld ingezet")
    LAPSE = "lapse", _("Vervallen")
    CARRY = "carry", _("Meegenomen naar een ander jaar")


_A, _K = Account, EntryKind
CARRIED = (_A.RESERVED, _A.GRANTED, _A.OWED, _A.SAVED)  # what goes along into a next year
MOVES: dict[EntryKind, tuple[tuple[Account, Account], ...]] = {
    # kind: (from, to), …
    _K.ALLOT: ((_A.SOURCE, _A.LEFT),),
    _K.WITHDRAW: ((_A.LEFT, _A.SOURCE),),
    _K.TRANSFER: ((_A.LEFT, _A.ELSEWHERE), (_A.ELSEWHERE, _A.LEFT)),
    _K.RESERVE: ((_A.LEFT, _A.RESERVED),),
    _K.RELEASE: ((_A.RESERVED, _A.LEFT),),
    _K.GRANT: ((_A.RESERVED, _A.GRANTED), (_A.LEFT, _A.GRANTED)),
    _K.RELEASE_REST: ((_A.GRANTED, _A.LEFT),),
    _K.ADVANCE: ((_A.GRANTED, _A.ADVANCED), (_A.OWED, _A.JUSTIFIED)),
    _K.PAY: ((_A.OWED, _A.JUSTIFIED), (_A.GRANTED, _A.PAID)),
    _K.JUSTIFY: ((_A.ADVANCED, _A.JUSTIFIED), (_A.PAID, _A.JUSTIFIED), (_A.GRANTED, _A.OWED)),
    _K.CLAIM: ((_A.ADVANCED, _A.TO_REPAY), (_A.PAID, _A.TO_REPAY)),
    _K.REPAY: ((_A.TO_REPAY, _A.LEFT),),
    _K.WAIVE: ((_A.TO_REPAY, _A.WAIVED),),
    _K.SAVE: ((_A.LEFT, _A.SAVED),),
    _K.USE_SAVING: ((_A.SAVED, _A.LEFT),),
    _K.LAPSE: ((_A.LEFT, _A.LAPSED), (_A.SAVED, _A.LAPSED)),
    _K.CARRY: tuple(pair for account in CARRIED for pair in ((account, _A.ELSEWHERE), (_A.ELSEWHERE, account))),
}
# What went through, beside what stands now: the kinds that count up. A counter-entry counts down.
TOTALS: dict[EntryKind, str] = {
    _K.GRANT: "granted_total",
    _K.RELEASE_REST: "released_total",
    _K.ADVANCE: "paid_total",
    _K.PAY: "paid_total",
    _K.JUSTIFY: "justified_total",
    _K.REPAY: "repaid_total",
}
PAID_OR_JUSTIFIED = (_K.ADVANCE, _K.PAY, _K.JUSTIFY)  # each can come before the other
OF_A_GRANT = (_A.GRANTED, _A.OWED, _A.ADVANCED, _A.PAID, _A.JUSTIFIED, _A.TO_REPAY, _A.WAIVED)
MAY_BE_BELOW_NOTHING = (_A.SOURCE, _A.ELSEWHERE)


def column(account: str) -> str:
    """The field of a stand that holds an account."""
    return f"{account}_cents"


def _is_a_move_that_exists() -> Q:
    ways = [(kind, giver, taker) for kind, pairs in MOVES.items() for giver, taker in pairs]
    straight = reduce(or_, (Q(kind=kind, credit=giver, debit=taker) for kind, giver, taker in ways))
    turned = reduce(or_, (Q(kind=kind, credit=taker, debit=giver) for kind, giver, taker in ways))
    return Q(corrects__isnull=True) & straight | Q(corrects__isnull=False) & turned


class Entry(MunicipalityModel):
    """Boeking: an amount from one account to another, in one pot. One row is both sides.

    What one deed books bears the same `deed`; a counter-entry is of the kind that it corrects, the other way round.
    """

    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="entries")
    fund = models.ForeignKey("budgets.Fund", on_delete=models.PROTECT, related_name="+")  # as the pot has it: a pot
    year = models.PositiveSmallIntegerField()  # keeps its fund and year, and a long ledger is read along them
    kind = models.CharField(max_length=12, choices=EntryKind)
    credit = models.CharField(max_length=10, choices=Account)  # from
    debit = models.CharField(max_length=10, choices=Account)  # to
    amount_cents = models.PositiveBigIntegerField()
    grant = models.ForeignKey("budgets.Grant", on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    reservation = models.ForeignKey(
        "budgets.Reservation", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    saving = models.ForeignKey(
        "budgets.Saving", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    payment = models.ForeignKey(
        "budgets.Payment", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    reason = models.CharField(max_length=300, blank=True)
    booked_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: the clock, or a resident
    booked_at = models.DateTimeField()
    value_on = models.DateField()  # the day that the money moved, or that it was decided
    deed = models.UUIDField(default=uuid.uuid4)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["fund", "year", "-id"], name="entry_by_fund"),
            models.Index(fields=["pot", "-id"], name="entry_by_pot"),
            models.Index(fields=["pot", "kind", "-id"], name="entry_by_kind"),
            models.Index(fields=["grant", "id"], name="entry_by_grant"),
            models.Index(fields=["deed"], name="entry_by_deed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="an_entry_moves_money"),
            models.CheckConstraint(condition=_is_a_move_that_exists(), name="an_entry_moves_as_its_kind_does"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="a_counter_entry_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(grant__isnull=False) | ~Q(credit__in=OF_A_GRANT) & ~Q(debit__in=OF_A_GRANT),
                name="money_of_a_grant_names_the_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_cents} {self.credit}>{self.debit}"

    @property
    def is_counter_entry(self) -> bool:
        return self.corrects_id is not None

    def access_area_ids(self) -> frozenset[int] | None:
        areas: frozenset[int] | None = self.pot.access_area_ids()
        return areas


NEVER_BELOW_NOTHING = (*map(column, OF_A_GRANT), *sorted(set(TOTALS.values())))


class Stand(MunicipalityModel):
    """What stands in each account that knows grants, and what went through. Always equal to the sum of its entries."""

    granted_cents = models.BigIntegerField(default=0)
    owed_cents = models.BigIntegerField(default=0)
    advanced_cents = models.BigIntegerField(default=0)
    paid_cents = models.BigIntegerField(default=0)
    justified_cents = models.BigIntegerField(default=0)
    to_repay_cents = models.BigIntegerField(default=0)
    waived_cents = models.BigIntegerField(default=0)

    granted_total = models.BigIntegerField(default=0)
    released_total = models.BigIntegerField(default=0)
    paid_total = models.BigIntegerField(default=0)
    justified_total = models.BigIntegerField(default=0)
    repaid_total = models.BigIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    **{f"{name}__gte": 0 for name in (*map(column, OF_A_GRANT), *sorted(set(TOTALS.values())))}
                ),
                name="a_%(class)s_is_never_below_nothing",
            )
        ]

    @property
    def not_paid_cents(self) -> int:
        """Promised and not paid yet, whether it is justified already or not."""
        return self.granted_cents + self.owed_cents

    @property
    def not_justified_cents(self) -> int:
        """Paid, and not justified, asked back or waived."""
        return self.advanced_cents + self.paid_cents


class Balance(Stand):
    """Stand van een pot. Its accounts are nothing together, and none but the source and elsewhere is below nothing."""

    pot = models.OneToOneField("budgets.Pot", on_delete=models.PROTECT, related_name="balance")
    source_cents = models.BigIntegerField(default=0)
    elsewhere_cents = models.BigIntegerField(default=0)
    left_cents = models.BigIntegerField(default=0)
    reserved_cents = models.BigIntegerField(default=0)
    saved_cents = models.BigIntegerField(default=0)
    lapsed_cents = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)  # the year is over: nothing new is granted from it

    class Meta:
        constraints = [
            *Stand.Meta.constraints,
            models.CheckConstraint(
                condition=Q(left_cents__gte=0, reserved_cents__gte=0, saved_cents__gte=0, lapsed_cents__gte=0),
                name="a_pot_is_never_overspent",
            ),
            models.CheckConstraint(condition=Q(source_cents__lte=0), name="a_pot_gives_back_no_more_than_it_got"),
            models.CheckConstraint(
                condition=Q(source_cents=-reduce(add, (F(column(each)) for each in Account if each != "source"))),
                name="a_pot_balances",
            ),
        ]

    def __str__(self) -> str:
        return f"stand van pot {self.pot_id}"

    @property
    def allotted_cents(self) -> int:
        return -self.source_cents

    @property
    def from_elsewhere_cents(self) -> int:
        """What came from other pots and years; below nothing when more went there."""
        return -self.elsewhere_cents

    def access_area_ids(self) -> frozenset[int] | None:
        areas: frozenset[int] | None = self.pot.access_area_ids()
        return areas


class GrantBalance(Stand):
    """Stand van een toekenning in een pot; in two pots when a commitment went along into the next year."""

    grant = models.ForeignKey("budgets.Grant", on_delete=models.PROTECT, related_name="balances")
    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="+")
    underway_cents = models.BigIntegerField(default=0)  # in payments that are prepared and not told of yet

    class Meta:
        ordering = ["pot__year", "id"]
        constraints = [
            *Stand.Meta.constraints,
            models.UniqueConstraint(fields=["grant", "pot"], name="a_grant_stands_once_in_a_pot"),
            models.CheckConstraint(
                condition=Q(underway_cents__gte=0) & Q(underway_cents__lte=F("granted_cents") + F("owed_cents")),
                name="no_more_is_prepared_than_is_due",
            ),
        ]

    def __str__(self) -> str:
        return f"stand van toekenning {self.grant_id} in pot {self.pot_id}"

    @property
    def to_prepare_cents(self) -> int:
        """What can still be made ready to be paid."""
        return self.not_paid_cents - self.underway_cents


class Reservation(MunicipalityModel):
    """Reservering: money set aside, for an application or for something with a name, as a vote round."""

    pot = models.ForeignKey("budgets.Pot", on_delete=models.PROTECT, related_name="reservations")
    application = models.OneToOneField(
        "budgets.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="reservation"
    )
    words = models.CharField(max_length=200)
    reserved_cents = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(reserved_cents__gte=0), name="a_reservation_is_never_below_nothing"),
            models.CheckConstraint(condition=~Q(words=""), name="a_reservation_says_what_for"),
        ]

    def __str__(self) -> str:
        return self.words

    def access_area_ids(self) -> frozenset[int] | None:
        areas: frozenset[int] | None = self.pot.access_area_ids()
        return areas
