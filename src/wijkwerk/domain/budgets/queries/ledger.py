"""What stands in the ledger: of a pot, a fund in a year, a grant; and the same counted anew from the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum

from wijkwerk.domain.budgets.models import Account, Balance, Entry, EntryKind, Fund, GrantBalance, Pot
from wijkwerk.domain.budgets.models.ledger import OF_A_GRANT, TOTALS, column
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor

if TYPE_CHECKING:
    from wijkwerk.domain.budgets.models.applications import Application
    from wijkwerk.domain.budgets.models.decisions import Grant


@dataclass(frozen=True)
class Stands:
    """What became of the money, in cents: of one pot, or of several together."""

    allotted: int = 0  # given, less what was taken back
    from_elsewhere: int = 0  # from other pots and years, less what went there
    granted: int = 0  # promised in all, less what was not needed
    not_paid: int = 0  # of it: still to be paid
    paid: int = 0  # in all, advances too
    justified: int = 0  # in all
    not_justified: int = 0  # paid, and still to be justified
    to_repay: int = 0  # asked back, not come in yet
    returned: int = 0  # came back, in all
    waived: int = 0
    reserved: int = 0
    saved: int = 0
    lapsed: int = 0
    left: int = 0

    def __add__(self, other: Stands) -> Stands:
        return Stands(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})

    @property
    def available(self) -> int:
        """All that the pot ever had to spend."""
        return self.allotted + self.from_elsewhere


def _of(stand: Balance) -> Stands:
    return Stands(
        allotted=stand.allotted_cents,
        from_elsewhere=stand.from_elsewhere_cents,
        granted=stand.granted_total - stand.released_total,
        not_paid=stand.not_paid_cents,
        paid=stand.paid_total,
        justified=stand.justified_total,
        not_justified=stand.not_justified_cents,
        to_repay=stand.to_repay_cents,
        returned=stand.repaid_total,
        waived=stand.waived_cents,
        reserved=stand.reserved_cents,
        saved=stand.saved_cents,
        lapsed=stand.lapsed_cents,
        left=stand.left_cents,
    )


def stands_of(pot: Pot) -> Stands:
    """What stands in a pot; a pot in which nothing was booked has nothing."""
    return stands_of_pots([pot])[pot.pk]


def stands_of_pots(pots: Iterable[Pot]) -> dict[int, Stands]:
    """By the number of the pot, in one query."""
    numbers = [pot.pk for pot in pots]
    known = {each.pot_id: _of(each) for each in Balance.objects.filter(pot_id__in=numbers)}
    return {number: known.get(number, Stands()) for number in numbers}


def stands_of_fund(fund: Fund, *, year: int) -> Stands:
    """All pots of a fund in one year together."""
    return sum(map(_of, Balance.objects.filter(pot__fund=fund, pot__year=year)), start=Stands())


@dataclass(frozen=True)
class GrantStands:
    """How it stands with one grant, in cents."""

    granted: int = 0
    not_paid: int = 0
    to_prepare: int = 0  # not paid, and not in a payment that is underway
    paid: int = 0
    justified: int = 0
    not_justified: int = 0  # paid, and still to be justified
    to_repay: int = 0
    returned: int = 0
    waived: int = 0


def stands_of_grant(grant: Grant) -> GrantStands:
    own = list(GrantBalance.objects.filter(grant=grant))
    return GrantStands(
        granted=sum(each.granted_total - each.released_total for each in own),
        not_paid=sum(each.not_paid_cents for each in own),
        to_prepare=sum(each.to_prepare_cents for each in own),
        paid=sum(each.paid_total for each in own),
        justified=sum(each.justified_total for each in own),
        not_justified=sum(each.not_justified_cents for each in own),
        to_repay=sum(each.to_repay_cents for each in own),
        returned=sum(each.repaid_total for each in own),
        waived=sum(each.waived_cents for each in own),
    )


# ── Counted anew ───────────────────────────────────────────────────────────────────────────────────────────────────
def recounted(pot: Pot) -> dict[str, int]:
    """The columns of a pot's stand, summed from its entries alone."""
    return _recounted(Q(pot=pot), list(Account))


def recounted_grant(grant: Grant, *, pot: Pot) -> dict[str, int]:
    """The columns of a grant's stand in a pot, summed from its entries alone."""
    return _recounted(Q(grant=grant, pot=pot), OF_A_GRANT)


def _recounted(which: Q, accounts: Iterable[Account]) -> dict[str, int]:
    entries = Entry.objects.filter(which).order_by()
    into = dict(entries.values_list("debit").annotate(Sum("amount_cents")))
    out = dict(entries.values_list("credit").annotate(Sum("amount_cents")))
    kinds: dict[tuple[str, bool], int] = {
        (kind, corrects): cents
        for kind, corrects, cents in entries.annotate(is_counter=Q(corrects__isnull=False))
        .values_list("kind", "is_counter")
        .annotate(Sum("amount_cents"))
    }
    found = {column(each): into.get(each, 0) - out.get(each, 0) for each in accounts}
    for kind, name in TOTALS.items():
        through = kinds.get((kind, False), 0) - kinds.get((kind, True), 0)
        found[name] = found.get(name, 0) + through
    return found


WITH = ("pot__work_area", "grant__application", "reservation__application", "booked_by", "corrects")


# ── For the pages ──────────────────────────────────────────────────────────────────────────────────────────────────
def pot(pk: int) -> Pot:
    found: Pot = Pot.objects.select_related("fund", "work_area").get(pk=pk)
    return found


def entry(pk: int) -> Entry:
    found: Entry = Entry.objects.select_related("pot__fund", *WITH).get(pk=pk)
    return found


def application_of(entry: Entry) -> Application | None:
    """What was asked: of the grant, or of what was set aside for it."""
    found: Application | None = None
    if entry.grant is not None:
        found = entry.grant.application
    elif entry.reservation is not None:
        found = entry.reservation.application
    return found


def pots_visible_to(actor: Actor, fund: Fund, *, year: int | None = None) -> list[Pot]:
    """The pots of which this actor may read the ledger: those of the own areas, and those of all areas together."""
    pots = Pot.objects.filter(fund=fund).select_related("fund", "work_area").order_by("work_area__name", "id")
    reach = actor.reach(Permission.LEDGER_VIEW)
    if not reach.everywhere:
        pots = pots.filter(Q(work_area=None) | Q(work_area__in=reach.area_ids)) if reach else pots.none()
    return list(pots if year is None else pots.filter(year=year))


def years_of(fund: Fund) -> list[int]:
    """The years in which the fund has pots, the latest first."""
    return list(Pot.objects.filter(fund=fund).order_by("-year").values_list("year", flat=True).distinct())


def is_closed(pot: Pot) -> bool:
    return bool(Balance.objects.filter(pot=pot, closed_at__isnull=False).exists())


def entries_of_pot(pot: Pot, *, kind: str = "") -> QuerySet[Entry]:
    rows: QuerySet[Entry] = Entry.objects.filter(pot=pot).select_related(*WITH)
    return rows.filter(kind=kind) if kind else rows


def entries_of_fund(fund: Fund, *, year: int, pots: Sequence[Pot] | None = None, kind: str = "") -> QuerySet[Entry]:
    """Of all its pots in a year, or of some: the newest come first without looking at the rest."""
    rows: QuerySet[Entry] = Entry.objects.filter(fund=fund, year=year).select_related(*WITH)
    if pots is not None:
        rows = rows.filter(pot__in=pots)
    return rows.filter(kind=kind) if kind else rows


def entries_of_grant(grant: Grant) -> QuerySet[Entry]:
    rows: QuerySet[Entry] = Entry.objects.filter(grant=grant).select_related(*WITH).order_by("id")
    return rows


def corrected_among(entries: Iterable[Entry]) -> set[int]:
    """Which of these have a counter-entry."""
    numbers = [each.pk for each in entries]
    return set(Entry.objects.filter(corrects__in=numbers).order_by().values_list("corrects", flat=True))


def can_be_corrected(entry: Entry) -> bool:
    """On the page of the ledger: what belongs to a grant is mended where the grant is."""
    if entry.payment_id is not None or entry.is_counter_entry or Entry.objects.filter(corrects=entry).exists():
        return False
    of_grants = Entry.objects.filter(deed=entry.deed, grant__isnull=False)
    return entry.kind == EntryKind.CARRY or not of_grants.exists()
