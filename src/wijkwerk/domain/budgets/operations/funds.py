"""What can be done with a fund: setting it up, opening and closing it, and giving its pots the money of a year by the
formula of its rules. The fund is locked, so that a year is allotted once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    FUND_MOVES,
    Allotted,
    Category,
    Fund,
    FundKind,
    FundState,
    Pot,
    RuleSet,
)
from wijkwerk.domain.budgets.operations import ledger
from wijkwerk.domain.budgets.queries import allotment
from wijkwerk.domain.budgets.queries import funds as queries
from wijkwerk.domain.budgets.search import funds as search
from wijkwerk.domain.people.models import Organisation
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import ChangedMeanwhile, Refusal


class FundNameMissing(Refusal):
    message = _("Geef het budget een naam.")
    field = "name"


class FundNameTaken(Refusal):
    message = _("Er is al een budget met deze naam.")
    field = "name"


class PurposeMissing(Refusal):
    message = _("Schrijf op waar het budget voor is. Inwoners lezen dit.")
    field = "what_for"


class FundChangedMeanwhile(ChangedMeanwhile):
    message = _("Iemand anders heeft dit budget intussen gewijzigd. Kijk wat er nu staat en bewaar daarna opnieuw.")


class PotsAreThere(Refusal):
    message = _("Dit budget heeft al geld, verdeeld zoals het nu staat. Maak een nieuw budget als dat anders moet.")
    field = "per_area"


class AreaHasMoney(Refusal):
    field = "work_areas"

    def __init__(self, names: Collection[str]) -> None:
        words = gettext("Deze gebieden hebben al geld uit dit budget en kunnen er niet af: %(names)s.")
        super().__init__(words % {"names": ", ".join(sorted(names))})


class StepNotPossible(Refusal):
    message = _("Deze stap kan niet meer. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class NoRulesYet(Refusal):
    message = _("Stel eerst de regels vast. Zonder regels kan niemand aanvragen.")


class FundIsUsed(Refusal):
    message = _("Dit budget was al open, of heeft al vastgestelde regels of geld. Het kan niet meer weg.")
    status = 409


class CategoryNameMissing(Refusal):
    message = _("Geef de soort een naam.")
    field = "name"


class CategoryNameTaken(Refusal):
    message = _("Deze soort staat er al.")
    field = "name"


class AllotmentIncomplete(Refusal):
    message = _("Van een of meer gebieden is nog niet te berekenen wat zij krijgen. Kijk hieronder wat er ontbreekt.")


class NothingToAllot(Refusal):
    message = _("Er is niets te verdelen: elk gebied heeft al wat de regels zeggen.")


# ── The fund ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def make_fund(
    *,
    name: str,
    purpose: str,
    by: Actor,
    at: datetime,
    kind: str = FundKind.INITIATIVES,
    per_area: bool = False,
    work_areas: Collection[WorkArea] = (),
    holder: Organisation | None = None,
) -> Fund:
    """A new fund, still a draft: nobody sees it but who sets it up."""
    fund = Fund(kind=kind, per_area=per_area, holder=holder, created_at=at)
    _fill_in(fund, name=name, purpose=purpose)
    fund.save()
    fund.work_areas.set(work_areas)
    search.put(fund)
    journal.record("fund.made", about=fund, by=by, at=at, details={"kind": kind})
    return fund


@transaction.atomic
def change_fund(
    fund: Fund,
    *,
    name: str,
    purpose: str,
    kind: str,
    per_area: bool,
    work_areas: Collection[WorkArea],
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Fund:
    """Other words, other areas. How the money is divided stays as it is once there is money."""
    fresh = lock(fund)
    if version is not None and version != fresh.version:
        raise FundChangedMeanwhile(fresh.version)
    if per_area != fresh.per_area and fresh.pots.exists():
        raise PotsAreThere
    _keep_areas_with_money(fresh, work_areas)
    _fill_in(fresh, name=name, purpose=purpose)
    fresh.kind, fresh.per_area = kind, per_area
    fresh.version += 1
    fresh.save()
    fresh.work_areas.set(work_areas)
    search.put(fresh)
    journal.record("fund.changed", about=fresh, by=by, at=at)
    return fresh


@transaction.atomic
def remove_fund(fund: Fund, *, by: Actor, at: datetime) -> None:
    """One that was begun in vain: a draft without money and without rules that were ever published."""
    fresh = lock(fund)
    if not queries.is_unused(fresh):
        raise FundIsUsed
    journal.record("fund.removed", about=fresh, by=by, at=at)
    search.remove(fresh)
    RuleSet.objects.filter(fund=fresh).delete()
    fresh.delete()


@transaction.atomic
def open_fund(fund: Fund, *, by: Actor, at: datetime) -> Fund:
    """From now on everybody sees it and may apply, by its rules."""
    if not RuleSet.objects.filter(fund=fund).published().exists():
        raise NoRulesYet
    return _move(fund, FundState.OPEN, by=by, at=at)


@transaction.atomic
def close_fund(fund: Fund, *, by: Actor, at: datetime) -> Fund:
    """Nobody can apply any more; what was asked and given goes on."""
    return _move(fund, FundState.CLOSED, by=by, at=at)


def _move(fund: Fund, state: FundState, *, by: Actor, at: datetime) -> Fund:
    fresh = lock(fund)
    if state == fresh.state:
        return fresh
    if state not in FUND_MOVES[FundState(fresh.state)]:
        raise StepNotPossible
    earlier, fresh.state = fresh.state, state
    fresh.version += 1
    fresh.save()
    search.put(fresh)
    journal.record("fund.moved", about=fresh, by=by, at=at, details={"from": earlier, "to": state})
    return fresh


def lock(fund: Fund) -> Fund:
    fresh: Fund = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    return fresh


def _fill_in(fund: Fund, *, name: str, purpose: str) -> None:
    fund.name, fund.purpose = text.one_line(name), text.clean_text(purpose)
    if not fund.name:
        raise FundNameMissing
    if not fund.purpose:
        raise PurposeMissing
    if Fund.objects.filter(name=fund.name).exclude(pk=fund.pk).exists():
        raise FundNameTaken


def _keep_areas_with_money(fund: Fund, work_areas: Collection[WorkArea]) -> None:
    kept = {each.pk for each in work_areas}
    if not kept:
        return
    with_money = Pot.objects.filter(fund=fund, work_area__isnull=False).exclude(work_area__in=kept)
    if names := set(with_money.values_list("work_area__name", flat=True)):
        raise AreaHasMoney(names)


# ── What money is asked for ────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_category(fund: Fund, *, name: str, by: Actor, at: datetime) -> Category:
    """One more sort of initiative. One that was taken off comes back."""
    fresh, name = lock(fund), _category_name(name)
    known: Category | None = Category.objects.filter(fund=fresh, name=name).first()
    if known is not None and known.is_active:
        raise CategoryNameTaken
    if known is not None:
        known.is_active = True
        known.save(update_fields=["is_active"])
        category = known
    else:
        last = fresh.categories.aggregate(last=Max("order"))["last"] or 0
        category = Category.objects.create(fund=fresh, name=name, order=last + 1)
    search.put(fresh)
    journal.record("fund.category_added", about=fresh, by=by, at=at, details={"category": category.pk})
    return category


@transaction.atomic
def change_category(category: Category, *, name: str, by: Actor, at: datetime) -> Category:
    """The same sort under another name."""
    fund, name = lock(category.fund), _category_name(name)
    if Category.objects.filter(fund=fund, name=name).exclude(pk=category.pk).exists():
        raise CategoryNameTaken
    category.name = name
    category.save(update_fields=["name"])
    search.put(fund)
    journal.record("fund.category_changed", about=fund, by=by, at=at, details={"category": category.pk})
    return category


@transaction.atomic
def remove_category(category: Category, *, by: Actor, at: datetime) -> None:
    """Nobody can choose it any more; what was asked for it stays."""
    fund = lock(category.fund)
    Category.objects.filter(pk=category.pk).update(is_active=False)
    search.put(fund)
    journal.record("fund.category_removed", about=fund, by=by, at=at, details={"category": category.pk})


def _category_name(name: str) -> str:
    if not (name := text.one_line(name)):
        raise CategoryNameMissing
    return name


# ── Money by formula ───────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def allot_year(fund: Fund, *, year: int, by: Actor, at: datetime) -> list[Pot]:
    """Give each pot of a year what the formula says, with its sum. Again, after a figure was corrected, gives or takes
    the difference; what a pot got in another way stays."""
    fresh = lock(fund)
    found = allotment.sheet(fresh, year)
    if not found.is_complete:
        raise AllotmentIncomplete
    before = allotment.allotted_before(fresh, year)
    allotted = [_allot(fresh, each, year, before=before.get(each.area_id), by=by, at=at) for each in found.shares]
    if not any(allotted):
        raise NothingToAllot
    return [pot for pot in allotted if pot is not None]


def _allot(fund: Fund, share: allotment.Share, year: int, *, before: int | None, by: Actor, at: datetime) -> Pot | None:
    cents = share.cents or 0
    more = cents - (before or 0)
    if more == 0 and (before is not None or cents == 0):
        return None
    pot = _pot(fund, share.work_area, year, at=at)
    reason = gettext("Volgens de verdeelregel van %(year)s") % {"year": year}
    if more > 0:
        ledger.allot(pot, cents=more, by=by, at=at, reason=reason)
    elif more < 0:
        ledger.withdraw_allotment(pot, cents=-more, by=by, at=at, reason=reason)
    lines: list[Any] = [list(line) for line in share.lines]
    Allotted.objects.create(pot=pot, rule_set=share.rule_set, cents=cents, lines=lines, at=at)
    return pot


@transaction.atomic
def begin_year(fund: Fund, *, year: int, by: Actor, at: datetime) -> list[Pot]:
    """The pots of a year, empty where they are new: for money that no formula gives, filled by hand in the ledger."""
    fresh = lock(fund)
    known = set(Pot.objects.filter(fund=fresh, year=year).values_list("work_area", flat=True))
    wanted = allotment.areas_with_pots(fresh, year)
    made = [_pot(fresh, each, year, at=at) for each in wanted if (each.pk if each else None) not in known]
    if made:
        journal.record("fund.year_begun", about=fresh, by=by, at=at, details={"year": year})
    return made


def _pot(fund: Fund, work_area: WorkArea | None, year: int, *, at: datetime) -> Pot:
    pot: Pot
    pot, _is_new = Pot.objects.get_or_create(fund=fund, year=year, work_area=work_area, defaults={"created_at": at})
    return pot
