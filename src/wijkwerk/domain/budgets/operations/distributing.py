"""What can be done with a grant that a body distributes itself: its own fund, what of its plans the money goes to, and
its account to the municipality.

Locks: pots by number (the body's pot was made after that of its grant), the grant, then the rest.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import (
    Committee,
    CommitteeRole,
    Decider,
    Fund,
    FundAccount,
    FundKind,
    Grant,
    GrantState,
    LineGrant,
    PlanLine,
    Pot,
)
from wijkwerk.domain.budgets.operations import funds, justifications, ledger, rules
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models import AgendaItem, Goal
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.refusals import ChangedMeanwhile, Refusal


class NoBody(Refusal):
    message = gettext_lazy("Alleen een organisatie kan geld zelf verdelen. Zet eerst bij de aanvraag welke dat is.")


class DistributedAlready(Refusal):
    message = gettext_lazy("Deze organisatie verdeelt dit geld al zelf.")


class GrantIsOver(Refusal):
    message = gettext_lazy("Deze toekenning is ingetrokken of afgerond.")


class CommitteeOfAnother(Refusal):
    message = gettext_lazy("Kies een commissie van de organisatie die het geld kreeg.")
    field = "committee"


class PlanMissing(Refusal):
    message = gettext_lazy("Kies een project, of iets uit het eigen plan.")
    field = "item"


class PlanOfAnother(Refusal):
    message = gettext_lazy("Dit staat niet in de plannen van het gebied van dit budget.")
    field = "item"


class OnTheListAlready(Refusal):
    message = gettext_lazy("Dit staat al in de begroting.")
    field = "item"


class PlannedTooMuch(Refusal):
    field = "planned_cents"

    def __init__(self, left_cents: int) -> None:
        super().__init__(
            _("Zo veel is er niet te verdelen. In de begroting is nog %(left)s over.")
            % {"left": money.written(max(left_cents, 0))}
        )


class LineChangedMeanwhile(ChangedMeanwhile):
    message = gettext_lazy("Iemand anders wijzigde dit intussen. Lees wat er nu staat; wat u typte staat hier nog.")


class LineHasGrants(Refusal):
    message = gettext_lazy("Hier is al geld aan toegekend. Zet die toekenningen eerst bij een andere regel.")


class GrantOfAnother(Refusal):
    message = gettext_lazy("Deze toekenning is niet uit dit budget gedaan.")
    field = "line"


class SayWhatWasDone(Refusal):
    message = gettext_lazy("Vertel in een paar zinnen wat de organisatie met het geld deed.")
    field = "told"


@transaction.atomic
def begin(grant: Grant, *, name: str, purpose: str, committee: Committee, by: Actor, at: datetime) -> Fund:
    """The body that got this grant distributes it: a fund of its own, whose money is the grant, and where its own
    committee decides.
    """
    ledger.lock_grant(grant)
    grant = Grant.objects.select_for_update(of=("self",)).select_related("application", "pot").get(pk=grant.pk)
    body = grant.application.organisation
    if body is None:
        raise NoBody
    if grant.state in (GrantState.WITHDRAWN, GrantState.CLOSED):
        raise GrantIsOver
    if Fund.objects.filter(funded_by_grant=grant).exists():
        raise DistributedAlready
    if committee.organisation_id != body.pk:
        raise CommitteeOfAnother
    area = grant.application.work_area
    made = funds.make_fund(
        name=name,
        purpose=purpose,
        kind=FundKind.OTHER,
        work_areas=[area] if area is not None else [],
        holder=body,
        by=by,
        at=at,
    )
    made.funded_by_grant = grant
    made.save(update_fields=["funded_by_grant"])
    pot: Pot = Pot.objects.create(fund=made, year=grant.pot.year, created_at=at)
    reason = _("Toekenning %(number)s") % {"number": grant.application.number}
    ledger.allot(pot, cents=grant.amount_cents, by=by, at=at, reason=reason)
    own = rules.start_rules(made, valid_from=clock.dutch(at).date(), by=by, at=at)
    own = rules.change_rules(
        own,
        decided_by=Decider.COMMITTEE,
        committee=committee,
        committee_role=CommitteeRole.DECIDES,
        by=by,
        at=at,
    )
    rules.publish_rules(own, by=by, at=at)
    justifications.expect(grant, at=at)
    journal.record("fund.distributed", about=made, by=by, at=at, details={"grant": grant.pk})
    return funds.open_fund(made, by=by, at=at)


# ── What of its own plans the money is meant for ───────────────────────────────────────────────────────────────────
@transaction.atomic
def add_line(
    fund: Fund,
    *,
    planned_cents: int,
    item: AgendaItem | None = None,
    goal: Goal | None = None,
    by: Actor,
    at: datetime,
) -> PlanLine:
    """A project of the agenda or something of the residents' own plan, with the money meant for it."""
    fund = funds.lock(fund)
    if (item is None) == (goal is None):
        raise PlanMissing
    if item is not None and not queries.items_for(fund).filter(pk=item.pk).exists():
        raise PlanOfAnother
    if goal is not None and not queries.goals_for(fund).filter(pk=goal.pk).exists():
        raise PlanOfAnother(field="goal")
    if PlanLine.objects.filter(fund=fund, item=item, goal=goal).exists():
        raise OnTheListAlready
    _fits(fund, planned_cents)
    last = PlanLine.objects.filter(fund=fund).aggregate(last=Max("order"))["last"] or 0
    line: PlanLine = PlanLine.objects.create(
        fund=fund, order=last + 1, item=item, goal=goal, planned_cents=planned_cents
    )
    journal.record("fund.line_added", about=fund, by=by, at=at, details={"line": line.pk, "cents": planned_cents})
    return line


@transaction.atomic
def change_line(
    line: PlanLine, *, planned_cents: int, brought: str = "", version: int | None = None, by: Actor, at: datetime
) -> PlanLine:
    """Another amount, and what it brought in the words of the body. `version` is the one that was on the screen."""
    fund = funds.lock(line.fund)
    fresh: PlanLine = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if version is not None and version != fresh.version:
        raise LineChangedMeanwhile(fresh.version)
    _fits(fund, planned_cents, besides=fresh)
    fresh.planned_cents, fresh.brought = planned_cents, brought
    fresh.version += 1
    fresh.save()
    journal.record("fund.line_changed", about=fund, by=by, at=at, details={"line": line.pk, "cents": planned_cents})
    return fresh


@transaction.atomic
def remove_line(line: PlanLine, *, by: Actor, at: datetime) -> None:
    fund = funds.lock(line.fund)
    if line.grants.exists():
        raise LineHasGrants
    journal.record("fund.line_removed", about=fund, by=by, at=at, details={"line": line.pk})
    line.delete()


def _fits(fund: Fund, cents: int, *, besides: PlanLine | None = None) -> None:
    left = queries.to_plan(fund, besides=besides)
    if cents > left:
        raise PlannedTooMuch(left)


@transaction.atomic
def put_under_line(grant: Grant, *, line: PlanLine | None, by: Actor, at: datetime) -> None:
    """Which of its plans a grant of the body belongs to; none where it belongs to no plan."""
    fund = funds.lock(grant.pot.fund)
    if line is not None and line.fund_id != fund.pk:
        raise GrantOfAnother
    if line is None:
        LineGrant.objects.filter(grant=grant).delete()
    else:
        LineGrant.objects.update_or_create(grant=grant, defaults={"line": line})
    details = {"grant": grant.pk, "line": line.pk if line is not None else None}
    journal.record("fund.grant_put_under_line", about=fund, by=by, at=at, details=details)


# ── The account to the municipality ────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def hand_in_account(
    fund: Fund, *, told: str, client_key: uuid.UUID | None = None, by: Actor, at: datetime
) -> FundAccount:
    """The body tells the municipality what it did with the money: the account as it stands today is kept, and the grant
    is justified with what was given out of it. Sent twice is one.
    """
    if not told.strip():
        raise SayWhatWasDone
    fund = funds.lock(fund)
    key = client_key or uuid.uuid4()
    before: FundAccount | None = FundAccount.objects.filter(client_key=key).first()
    if before is not None:
        return before
    assert fund.funded_by_grant is not None
    begun = justifications.expect(fund.funded_by_grant, at=at)
    if begun is not None:
        justifications.keep(
            begun,
            words=told,
            spent_cents=queries.spent_of(fund),
            may_publish_story=begun.may_publish_story,
            by=by,
            at=at,
        )
        justifications.hand_in(begun, by=by, at=at)
    on = clock.dutch(at).date()
    kept: FundAccount = FundAccount.objects.create(
        fund=fund,
        on=on,
        content=queries.account_of(fund, on=on, told=told).as_data(),
        made_at=at,
        made_by=by if isinstance(by, Person) else None,
        client_key=key,
    )
    journal.record("fund.accounted", about=fund, by=by, at=at, details={"account": kept.pk})
    return kept
