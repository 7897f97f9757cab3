"""Too little for all that stands ready: the drafts are made to fit as the rules say, and a person reads and publishes.

First come first served, in proportion, or by lot; where the rules leave the choice to who decides, a person chooses.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.budgets.models import Decision, DecisionOutcome, Pot, WhenShort
from wijkwerk.domain.budgets.operations import decisions as operations
from wijkwerk.domain.budgets.operations import granting
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class EnoughForAll(Refusal):
    message = gettext_lazy("Er is genoeg voor alles wat klaarstaat. Er hoeft niets te worden verdeeld.")


class APersonChooses(Refusal):
    message = gettext_lazy("Volgens de regels kiest wie beslist zelf welke aanvragen het beste zijn.")


class RulesDiffer(Refusal):
    message = gettext_lazy("Deze aanvragen vallen onder verschillende regels. Kies één budget en één ronde.")


@transaction.atomic
def share_out(drafts: Iterable[Decision], *, by: Actor, at: datetime) -> list[Decision]:
    """Change the drafts that give, so that together they fit in their pot; those of other pots stay as they are."""
    drafts = list(drafts)
    granting.lock_pots(draft.pot for draft in drafts)
    short = [each for each in queries.together(drafts) if each.short_cents]
    if not short:
        raise EnoughForAll
    changed: list[Decision] = []
    for one in short:
        own = [draft for draft in drafts if draft.pot == one.pot]
        changed += _share(own, one.pot, one.left_cents, by=by, at=at)
    return changed


def _share(drafts: Sequence[Decision], pot: Pot, left: int, *, by: Actor, at: datetime) -> list[Decision]:
    ways = {draft.application.rule_set.when_short for draft in drafts if draft.application.rule_set is not None}
    if len(ways) != 1:
        raise RulesDiffer
    way = ways.pop()
    match way:
        case WhenShort.SHARED:
            order, changed = list(drafts), _in_proportion(drafts, left, by=by, at=at)
        case WhenShort.FIRST_COME:
            order = sorted(drafts, key=lambda draft: (queries.complete_at(draft.application), draft.application_id))
            changed = _one_by_one(order, left, _("Aanvragen die eerder compleet waren gingen voor."), by=by, at=at)
        case WhenShort.LOT:
            order = sorted(drafts, key=lambda draft: draft.application_id)
            secrets.SystemRandom().shuffle(order)
            changed = _one_by_one(order, left, _("Het lot bepaalde de volgorde."), by=by, at=at)
        case _:
            raise APersonChooses
    details = {"way": str(way), "left": left, "order": [draft.application_id for draft in order]}
    journal.record("decisions.shared_out", about=pot, by=by, at=at, details=details)
    return changed


def _in_proportion(drafts: Sequence[Decision], left: int, *, by: Actor, at: datetime) -> list[Decision]:
    """Each the same part, down to whole cents: the few cents that remain stay in the pot."""
    asked = sum(draft.amount_cents for draft in drafts)
    reason = _("Er was niet genoeg geld voor alle aanvragen. Iedereen krijgt naar verhouding minder.")
    changed = []
    for draft in drafts:
        if cents := draft.amount_cents * left // asked:
            changed.append(_made_less(draft, cents, reason, by=by, at=at))
        else:
            changed.append(_refused(draft, reason, by=by, at=at))
    return changed


def _one_by_one(drafts: Sequence[Decision], left: int, why: str, *, by: Actor, at: datetime) -> list[Decision]:
    """In this order, as long as each fits; what does not fit gets nothing."""
    reason = _("Er was niet genoeg geld voor alle aanvragen.") + " " + why
    changed = []
    for draft in drafts:
        if draft.amount_cents <= left:
            left -= draft.amount_cents
        else:
            changed.append(_refused(draft, reason, by=by, at=at))
    return changed


def _made_less(draft: Decision, cents: int, reason: str, *, by: Actor, at: datetime) -> Decision:
    is_provisional = draft.outcome == DecisionOutcome.PROVISIONAL
    return operations.prepare_decision(
        draft.application,
        outcome=DecisionOutcome.PROVISIONAL if is_provisional else DecisionOutcome.PART,
        amount_cents=cents,
        reason=_with(draft.reason, reason),
        pot=draft.pot,
        conditions=operations.conditions_of(draft),
        deviates_because=draft.deviates_because or reason,
        by=by,
        at=at,
        version=draft.version,
    )


def _refused(draft: Decision, reason: str, *, by: Actor, at: datetime) -> Decision:
    return operations.prepare_decision(
        draft.application,
        outcome=DecisionOutcome.NO,
        reason=_with(draft.reason, reason),
        deviates_because=draft.deviates_because or reason,
        by=by,
        at=at,
        version=draft.version,
    )


def _with(before: str, reason: str) -> str:
    return before if reason in before else "\n\n".join(filter(None, [before, reason]))
