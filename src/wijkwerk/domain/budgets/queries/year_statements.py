"""The statement of a fund over a year, counted from its entries alone: what came in, and where all of it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Q, Sum

from wijkwerk.domain.budgets.models import Account, Balance, Entry, EntryKind, Fund, Pot


@dataclass(frozen=True)
class Statement:
    """Of one pot, or of several together; in cents. What came in is always where it went, to the cent."""

    begin: int = 0  # came along from earlier years: saved, set aside, promised
    allotted: int = 0  # given, less what was taken back
    moved: int = 0  # from other pots, less what went there

    granted: int = 0  # promised, less what was not needed
    justified: int = 0
    to_justify: int = 0  # paid, and still to be justified
    to_repay: int = 0  # asked back, not come in yet
    waived: int = 0

    paid: int = 0
    repaid: int = 0  # came back; it is left again
    to_pay: int = 0
    reserved: int = 0
    saved: int = 0
    lapsed: int = 0
    went_along: int = 0  # into a later year
    left: int = 0

    def __add__(self, other: Statement) -> Statement:
        return Statement(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    @property
    def came_in(self) -> int:
        return self.begin + self.allotted + self.moved

    @property
    def is_at(self) -> int:
        spent = self.paid - self.repaid
        return spent + self.to_pay + self.reserved + self.saved + self.lapsed + self.went_along + self.left


def statements_of(fund: Fund, *, year: int, pots: Iterable[Pot], until: date | None = None) -> dict[int, Statement]:
    """By the number of the pot, in one question; with `until` as it was at the end of that day."""
    entries = Entry.objects.filter(fund=fund, year=year).order_by()
    if until is not None:
        entries = entries.filter(value_on__lte=until)
    counts = {pot.pk: _Count() for pot in pots}
    sums = (
        entries.annotate(is_counter=Q(corrects__isnull=False))
        .values_list("pot", "kind", "credit", "debit", "is_counter")
        .annotate(Sum("amount_cents"))
    )
    for pot, kind, credit, debit, is_counter, cents in sums:
        if pot in counts:
            counts[pot].add(kind, credit, debit, cents, is_counter=is_counter)
    return {number: count.statement() for number, count in counts.items()}


def together(found: Iterable[Statement]) -> Statement:
    return sum(found, start=Statement())


def closed_on(pots: Iterable[Pot]) -> dict[int, datetime]:
    """When the year of each was closed, by the number of the pot; of those of which it was."""
    rows = Balance.objects.filter(pot__in=[pot.pk for pot in pots], closed_at__isnull=False)
    return dict(rows.values_list("pot", "closed_at"))


class _Count:
    def __init__(self) -> None:
        self.stand: Counter[str] = Counter()  # by account
        self.through: Counter[str] = Counter()  # by kind
        self.begin = self.moved = 0

    def add(self, kind: str, credit: str, debit: str, cents: int, *, is_counter: bool) -> None:
        self.stand[credit] -= cents
        self.stand[debit] += cents
        self.through[kind] += -cents if is_counter else cents
        from_elsewhere = credit == Account.ELSEWHERE
        if kind == EntryKind.TRANSFER:
            self.moved += cents if from_elsewhere else -cents
        if kind == EntryKind.CARRY and from_elsewhere != is_counter:  # came along, or that was a mistake
            self.begin += cents if from_elsewhere else -cents

    def statement(self) -> Statement:
        at, through = self.stand, self.through
        return Statement(
            begin=self.begin,
            allotted=-at[Account.SOURCE],
            moved=self.moved,
            granted=through[EntryKind.GRANT] - through[EntryKind.RELEASE_REST],
            justified=through[EntryKind.JUSTIFY],
            to_justify=at[Account.ADVANCED] + at[Account.PAID],
            to_repay=at[Account.TO_REPAY],
            waived=at[Account.WAIVED],
            paid=through[EntryKind.ADVANCE] + through[EntryKind.PAY],
            repaid=through[EntryKind.REPAY],
            to_pay=at[Account.GRANTED] + at[Account.OWED],
            reserved=at[Account.RESERVED],
            saved=at[Account.SAVED],
            lapsed=at[Account.LAPSED],
            went_along=at[Account.ELSEWHERE] + self.moved + self.begin,
            left=at[Account.LEFT],
        )
