"""The participation scheme for bicycles: a budget, what is awarded out of it, and whether it did what it is for.

Locks: the scheme, then the bicycle. What was awarded stands in one column of the scheme, written under that lock and
bounded by the database, so that two at once never spend the last euro twice.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.bicycle_states import BicycleState
from wijkwerk.domain.workshop.models import Award, Bicycle, BicycleWish, Resident, Ridden, Scheme, SchemeEntry
from wijkwerk.domain.workshop.operations import bicycles, visits
from wijkwerk.domain.workshop.operations.residents import check_still_known
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox

BATCH = 200


class BudgetIsSpent(Refusal):
    status = 409

    def __init__(self, left_cents: int, *, field: str | None = None) -> None:
        words = _("Er is nog %(left)s over in deze regeling. Dat is te weinig voor deze toekenning.")
        super().__init__(words % {"left": written(left_cents)}, field=field)


class BudgetBelowAwards(Refusal):
    field = "budget_cents"

    def __init__(self, awarded_cents: int) -> None:
        words = _("Er is al %(awarded)s toegekend. Het budget kan niet lager zijn.")
        super().__init__(words % {"awarded": written(awarded_cents)})


class NameMissing(Refusal):
    message = _("Geef de regeling een naam.")
    field = "name"


class NameTaken(Refusal):
    message = _("Er is al een regeling met deze naam in dat jaar.")
    field = "name"


class NotAnAmount(Refusal):
    message = _("Vul een bedrag in dat hoger is dan nul.")


class FromAnotherWorkshop(Refusal):
    message = _("Deze fiets is van een andere wijkwerkplaats.")


class WithdrawnAlready(Refusal):
    message = _("Deze toekenning is al ingetrokken.")
    status = 409


class NotABicycle(Refusal):
    message = _("Deze toekenning is geld. Daarbij vragen wij niet of er gefietst wordt.")


@transaction.atomic
def make_scheme(
    workshop: Facility,
    *,
    name: str,
    year: int,
    budget_cents: int,
    bicycle_cents: int,
    by: Actor,
    at: datetime,
    terms: str = "",
) -> Scheme:
    scheme = Scheme(facility=workshop, year=year)
    _fill(scheme, name, budget_cents, bicycle_cents, terms)
    journal.record("scheme.made", about=scheme, by=by, at=at, details={"budget": budget_cents})
    return scheme


@transaction.atomic
def change_scheme(
    scheme: Scheme, *, name: str, budget_cents: int, bicycle_cents: int, by: Actor, at: datetime, terms: str = ""
) -> Scheme:
    """Another budget, but never below what was awarded already."""
    fresh = _locked(scheme)
    earlier = fresh.budget_cents
    _fill(fresh, name, budget_cents, bicycle_cents, terms)
    journal.record("scheme.changed", about=fresh, by=by, at=at, details={"from": earlier, "to": budget_cents})
    return fresh


def _fill(scheme: Scheme, name: str, budget_cents: int, bicycle_cents: int, terms: str) -> None:
    scheme.name, scheme.terms = text.one_line(name)[:80], text.clean_text(terms)
    scheme.budget_cents, scheme.bicycle_cents = budget_cents, bicycle_cents
    if not scheme.name:
        raise NameMissing
    if budget_cents < 0 or bicycle_cents <= 0:
        raise NotAnAmount(field="budget_cents" if budget_cents < 0 else "bicycle_cents")
    if budget_cents < scheme.awarded_cents:
        raise BudgetBelowAwards(scheme.awarded_cents)
    same = Scheme.objects.filter(facility=scheme.facility, year=scheme.year, name=scheme.name)
    if same.exclude(pk=scheme.pk).exists():
        raise NameTaken
    scheme.save()


# ── Awards ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_bicycle(
    scheme: Scheme,
    bicycle: Bicycle,
    *,
    resident: Resident,
    by: Actor,
    at: datetime,
    wish: BicycleWish | None = None,
    client_key: uuid.UUID | None = None,
) -> SchemeEntry:
    """A bicycle that is safe goes to somebody, and counts in the scheme. Who waited for one is off the list."""
    fresh = _locked(scheme)
    if client_key and (found := SchemeEntry.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    given = bicycles.locked(bicycle)
    if given.facility_id != fresh.facility_id:
        raise FromAnotherWorkshop
    if not given.may_become(BicycleState.GIVEN):
        raise bicycles.MoveNotPossible
    if queries.has_open_repair(given):
        raise bicycles.OnTheStand
    today = clock.dutch(at).date()
    given.state, given.to_resident, given.ended_on = BicycleState.GIVEN, resident, today
    given.full_cost_cents = queries.price_of(given).cents
    given.save()
    months = queries.rules_of(fresh.facility).ask_after_months
    entry = _award(
        fresh,
        SchemeEntry(
            award=Award.BICYCLE,
            bicycle=given,
            amount_cents=fresh.bicycle_cents,
            ask_on=months_after(today, months),
            client_key=client_key or uuid.uuid4(),
        ),
        resident,
        by,
        at,
    )
    journal.record("bicycle.given", about=given, by=by, at=at, details={"entry": entry.pk})
    wish = wish or queries.wish_of(resident, given.kind)
    if wish is not None and wish.resident_id == resident.pk and wish.ended_at is None:
        bicycles.end_wish(wish, because=str(_("Fiets gekregen")), by=by, at=at, is_told=False)
    return entry


@transaction.atomic
def give_money(
    scheme: Scheme,
    *,
    resident: Resident,
    amount_cents: int,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> SchemeEntry:
    """Money instead of a bicycle. It is paid by the municipality, not out of the till of the workshop."""
    fresh = _locked(scheme)
    if client_key and (found := SchemeEntry.objects.filter(client_key=client_key).first()) is not None:
        return found  # type: ignore[no-any-return]
    if amount_cents <= 0:
        raise NotAnAmount(field="amount_cents")
    entry = SchemeEntry(award=Award.MONEY, amount_cents=amount_cents, client_key=client_key or uuid.uuid4())
    made = _award(fresh, entry, resident, by, at)
    amount = written(amount_cents)
    outbox.write("workshop/scheme_money", to=resident.reply_to, about=made, at=at, entry=made, amount=amount)
    return made


def _award(scheme: Scheme, entry: SchemeEntry, resident: Resident, by: Actor, at: datetime) -> SchemeEntry:
    bicycles.check_is_from(scheme.facility, resident)
    if entry.amount_cents > scheme.left_cents:
        raise BudgetIsSpent(scheme.left_cents, field="amount_cents" if entry.award == Award.MONEY else None)
    entry.facility, entry.scheme, entry.resident = scheme.facility, scheme, resident
    entry.on, entry.at, entry.by = clock.dutch(at).date(), at, bicycles.name_of(by)
    entry.save()
    Scheme.objects.filter(pk=scheme.pk).update(awarded_cents=F("awarded_cents") + entry.amount_cents)
    check_still_known(resident)
    details = {"award": entry.award, "cents": entry.amount_cents}
    journal.record("scheme_entry.awarded", about=entry, by=by, at=at, details=details)
    visits.note_visit(scheme.facility, function=FunctionKind.BICYCLES, resident=resident, by=by, at=at)
    return entry


@transaction.atomic
def withdraw_award(entry: SchemeEntry, *, because: str, by: Actor, at: datetime) -> SchemeEntry:
    """It was a mistake: the money is in the scheme again, and the bicycle in the shed. Who had it hears why."""
    scheme = _locked(entry.scheme)
    fresh: SchemeEntry = SchemeEntry.objects.select_related("resident", "bicycle").get(pk=entry.pk)
    if fresh.withdrawn_at is not None:
        raise WithdrawnAlready
    fresh.withdrawn_at, fresh.withdrawn_because = at, text.one_line(because)[:200]
    if not fresh.withdrawn_because:
        raise bicycles.ReasonMissing
    fresh.save()
    Scheme.objects.filter(pk=scheme.pk).update(awarded_cents=F("awarded_cents") - fresh.amount_cents)
    if fresh.bicycle is not None:
        bicycle = bicycles.locked(fresh.bicycle)
        bicycle.state, bicycle.to_resident, bicycle.ended_on = BicycleState.READY, None, None
        bicycle.full_cost_cents = 0
        bicycle.save()
        journal.record("bicycle.came_back", about=bicycle, by=by, at=at, details={"entry": fresh.pk})
    details = {"cents": fresh.amount_cents}
    journal.record("scheme_entry.withdrawn", about=fresh, by=by, at=at, details=details)
    outbox.write("workshop/scheme_withdrawn", to=fresh.resident.reply_to, about=fresh, at=at, entry=fresh)
    return fresh


# ── Is it still ridden? ────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def note_ridden(entry: SchemeEntry, *, ridden: Ridden, by: Actor, at: datetime) -> SchemeEntry:
    """What somebody said, on the telephone or at the desk."""
    fresh: SchemeEntry = SchemeEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if fresh.award != Award.BICYCLE:
        raise NotABicycle
    if fresh.withdrawn_at is not None:
        raise WithdrawnAlready
    fresh.ridden = Ridden(ridden)
    fresh.save(update_fields=["ridden"])
    journal.record("scheme_entry.ridden_noted", about=fresh, by=by, at=at, details={"ridden": fresh.ridden})
    return fresh


def ask_whether_ridden(*, at: datetime) -> int:
    """What the clock does: half a year after it was given somebody is asked, once. How many are asked."""
    due = SchemeEntry.objects.to_ask(clock.dutch(at).date()).filter(asked_at=None).order_by("id")
    numbers = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(_ask(number, at) for number in numbers)


@transaction.atomic
def _ask(number: int, at: datetime) -> int:
    rows = SchemeEntry.objects.select_for_update(of=("self",)).select_related("facility", "resident", "bicycle")
    entry: SchemeEntry = rows.get(pk=number)
    if entry.asked_at is not None or entry.ridden or entry.withdrawn_at is not None:
        return 0
    entry.asked_at = at
    entry.save(update_fields=["asked_at"])
    outbox.write("workshop/bicycle_still_ridden", to=entry.resident.reply_to, about=entry, at=at, entry=entry)
    journal.record("scheme_entry.asked", about=entry, by=CLOCK, at=at)
    return 1


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def _locked(scheme: Scheme) -> Scheme:
    rows = Scheme.objects.select_for_update(of=("self",)).select_related("facility__work_area")
    fresh: Scheme = rows.get(pk=scheme.pk)
    return fresh
