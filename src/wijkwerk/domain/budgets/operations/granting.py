"""Making a grant: the pot is locked, looked at and booked in one transaction with the decision that gives.

Order of locks: pots by number, then applications by number, then grants.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import (
    Application,
    AutomaticCheck,
    CriterionGroup,
    Decision,
    Grant,
    GrantBalance,
    GrantState,
    Outcome,
    Pot,
    Reservation,
)
from wijkwerk.domain.budgets.operations import application_moves as moving
from wijkwerk.domain.budgets.operations import claims, ledger
from wijkwerk.domain.budgets.operations.deliberations import keep_out
from wijkwerk.domain.budgets.queries import applications, checks, decision_letters, rounds, rules
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries import ledger as stands
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal

# What is looked at here anew, for the amount that is given, with the pot locked.
ABOUT_MONEY = (
    AutomaticCheck.AMOUNT_BELOW_CEILING,
    AutomaticCheck.POT_HAS_ROOM,
    AutomaticCheck.CATEGORY_HAS_ROOM,
)


class NotInThisPot(Refusal):
    message = _("Dit geld is voor een ander budget of een ander gebied. Kies een pot van het budget van de aanvraag.")
    field = "pot"


class CategoryIsFull(Refusal):
    field = "amount_cents"

    def __init__(self, category: str, left: int) -> None:
        words = gettext("Voor “%(category)s” is in dit budget nog %(left)s over. Meer mag niet naar deze soort.")
        super().__init__(words % {"category": category, "left": written(max(left, 0))})


class AboveCeiling(Refusal):
    field = "amount_cents"

    def __init__(self, most: int, why: str) -> None:
        words = gettext("Volgens de regels kan hier hooguit %(most)s worden gegeven (%(why)s).")
        super().__init__(words % {"most": written(most), "why": why[:1].lower() + why[1:]})


class RulesNotMet(Refusal):
    field = "reason"

    def __init__(self, rules: Iterable[str]) -> None:
        words = gettext("Niet aan alle regels is voldaan: %(rules)s. Schrijf op waarom u toch geld geeft.")
        super().__init__(words % {"rules": "; ".join(f"“{rule}”" for rule in rules)})


class RoundIsFull(Refusal):
    field = "amount_cents"

    def __init__(self, name: str, left: int) -> None:
        words = gettext("In %(round)s is nog %(left)s te verdelen.")
        super().__init__(words % {"round": name, "left": written(max(left, 0))})


class PaidAlready(Refusal):
    def __init__(self, cents: int) -> None:
        words = gettext("Hiervan is al %(paid)s betaald of klaargezet om te betalen. Vraag dat eerst terug.")
        super().__init__(words % {"paid": written(cents)})


class GivenToOthers(Refusal):
    def __init__(self, cents: int) -> None:
        words = gettext("De organisatie verdeelt dit geld zelf en kende al %(given)s toe. Intrekken kan niet meer.")
        super().__init__(words % {"given": written(cents)})


class WithdrawnAlready(Refusal):
    message = _("Deze toekenning is al ingetrokken of afgerond.")
    status = 409


class WithdrawnWithoutReason(Refusal):
    message = _("Schrijf op waarom u de toekenning intrekt. De aanvrager leest dit.")
    field = "reason"


def lock_pots(pots: Iterable[Pot | None]) -> None:
    """By number, before any application."""
    for pot in sorted({pot for pot in pots if pot is not None}, key=lambda pot: pot.pk):
        ledger.lock(pot)


def fits(decision: Decision) -> None:
    """Whether the pot is of this fund and area, and what is given stays below the ceilings: of rules, category, round.
    That there is enough in the pot itself the ledger sees to. The pot is locked."""
    application, pot = decision.application, decision.pot
    if pot is None:
        return
    _fits_rules(decision, application)
    wrong_area = pot.work_area_id is not None and pot.work_area_id != application.work_area_id
    if pot.fund_id != application.fund_id or wrong_area:
        raise NotInThisPot
    allotted = stands.stands_of(pot).available
    _fits_category(decision, application, pot, allotted)
    _fits_round(decision, application, pot, allotted)


def _fits_rules(decision: Decision, application: Application) -> None:
    """No more than the rules allow, unless a person judged that it may be; what else is not met is given a reason."""
    lowest = applications.most_for(application).lowest
    if lowest is not None and decision.amount_cents > lowest.cents:
        judged = application.checks.filter(
            criterion__automatic=AutomaticCheck.AMOUNT_BELOW_CEILING, outcome=Outcome.MET, by__isnull=False
        )
        if not judged.exists():
            raise AboveCeiling(lowest.cents, lowest.words)
    if not decision.reason:
        must = [each for each in checks.verdict_on(application).not_met if each.criterion.group != CriterionGroup.ANY]
        unmet = [each.criterion.words for each in must if each.criterion.automatic not in ABOUT_MONEY]
        if unmet:
            raise RulesNotMet(unmet)


def _fits_category(decision: Decision, application: Application, pot: Pot, allotted: int) -> None:
    if application.category is None or application.rule_set is None:
        return
    most = rules.category_ceiling_cents(application.rule_set, application.category_id, allotted_cents=allotted)
    if most is None:
        return
    left = most - _given(pot, application__category=application.category_id).get(application.category.pk, 0)
    if decision.amount_cents > left + _reserved_for(application):
        raise CategoryIsFull(application.category.name, left)


def _fits_round(decision: Decision, application: Application, pot: Pot, allotted: int) -> None:
    if application.round is None:
        return
    given = _given(pot, by="application__round_id")
    left = rounds.left_in_tranche(application.round, allotted_cents=allotted, given_cents=given)
    if left is not None and decision.amount_cents > left + _reserved_for(application):
        raise RoundIsFull(application.round.name, left)


def _given(pot: Pot, *, by: str = "application__category_id", **which: object) -> dict[int, int]:
    """What was granted from a pot less what was not needed, and what is set aside, by what it was for."""
    given: dict[int, int] = {}
    balances = GrantBalance.objects.filter(grant__pot=pot, **{f"grant__{name}": value for name, value in which.items()})
    for key, granted, released in balances.values_list(f"grant__{by}").annotate(
        Sum("granted_total"), Sum("released_total")
    ):
        given[key] = given.get(key, 0) + granted - released
    aside = Reservation.objects.filter(pot=pot, application__isnull=False, **which).exclude(reserved_cents=0)
    for key, cents in aside.values_list(by).annotate(Sum("reserved_cents")):
        given[key] = given.get(key, 0) + cents
    return given


def _reserved_for(application: Application) -> int:
    """What this application itself holds already: it does not stand in its own way."""
    held = Reservation.objects.filter(application=application).values_list("reserved_cents", flat=True)
    return held.first() or 0


def make_grant(decision: Decision, pot: Pot, *, by: Actor, at: datetime) -> Grant:
    """The promise and its entry. Pot and application are locked."""
    application = decision.application
    grant: Grant = Grant.objects.create(
        decision=decision,
        application=application,
        pot=pot,
        amount_cents=decision.amount_cents,
        granted_at=at,
        justify_by=queries.justify_by(application, on=clock.dutch(at).date()),
    )
    ledger.grant(pot, grant=grant, cents=decision.amount_cents, by=by, at=at)
    moving.note_down("granted", application, by=by, at=at, details={"grant": grant.pk, "cents": decision.amount_cents})
    return grant


@transaction.atomic
def withdraw_grant(grant: Grant, *, reason: str, by: Actor, at: datetime) -> Grant:
    """It will not be spent after all: the money is free again, and who asked hears why. Not what was paid, nor what a
    body that distributes it gave to others."""
    reason = text.clean_text(reason)
    if not reason:
        raise WithdrawnWithoutReason
    ledger.lock_grant(grant)
    application = moving.lock(grant.application)
    keep_out(by, application)
    fresh: Grant = Grant.objects.select_for_update().select_related("pot").get(pk=grant.pk)
    if fresh.state not in (GrantState.OPEN, GrantState.PAID):
        raise WithdrawnAlready
    now = stands.stands_of_grant(fresh)
    if busy := now.paid + now.not_paid - now.to_prepare:
        raise PaidAlready(busy)
    ledger.release_rest(fresh, by=by, at=at, reason=reason)
    if given := claims.level_own_fund(fresh, by=by, at=at):
        raise GivenToOthers(given)
    fresh.state, fresh.ended_at, fresh.ended_reason = GrantState.WITHDRAWN, at, reason
    fresh.save(update_fields=["state", "ended_at", "ended_reason"])
    moving.note_down("grant_withdrawn", application, by=by, at=at, details={"grant": fresh.pk})
    objecting = ""
    if application.rule_set is not None:
        until = rules.object_until(application.rule_set, told_on=clock.dutch(at).date())
        objecting = decision_letters.how_to_object(application, until)
    moving.let_link_end(application, at=at)
    moving.save(application, at=at)
    moving.tell_applicant("grant_withdrawn", application, at=at, grant=fresh, reason=reason, objecting=objecting)
    return fresh
