"""A yes on condition: its conditions are met, get another day or will not come. With the last one met it is final.

The money was set aside when it was decided, so it is there. Order of locks: the pot, then the application.
"""

from __future__ import annotations

from datetime import date, datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import Application, Decision, Grant, Pot, Reservation
from wijkwerk.domain.budgets.operations import application_moves as moving
from wijkwerk.domain.budgets.operations import granting, ledger
from wijkwerk.domain.budgets.operations.decisions import bring_back
from wijkwerk.domain.budgets.operations.deliberations import keep_out
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import Condition, ConditionState
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal

log = structlog.get_logger(__name__)


class NotWaiting(Refusal):
    message = _("Dit besluit wacht niet op een voorwaarde. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class ReasonForDayMissing(Refusal):
    message = _("Schrijf op waarom de dag verandert. De aanvrager leest dit.")
    field = "reason"


class ReasonForLapseMissing(Refusal):
    message = _("Schrijf op waarom dit niet doorgaat. De aanvrager leest dit.")
    field = "reason"


@transaction.atomic
def meet_condition(decision: Decision, condition: Condition, *, note: str = "", by: Actor, at: datetime) -> Decision:
    """What was needed is there. With the last one the decision is final, the grant is made and the applicant knows."""
    decision, pot = _waiting(decision, by=by)
    answer = thread.meet_condition(condition, by=by, at=at, note=note)
    moving.note_down("condition_met", decision.application, by=by, at=at, details={"condition": condition.pk})
    if answer.all_met:
        _become_final(decision, pot, by=by, at=at)
    return decision


@transaction.atomic
def become_final(decision: Decision, *, by: Actor, at: datetime) -> Grant | None:
    """All conditions were met, wherever that was noticed; again is harmless."""
    try:
        decision, pot = _waiting(decision, by=by)
    except NotWaiting:
        return None
    if decision.answer is None or not decision.answer.all_met:
        return None
    return _become_final(decision, pot, by=by, at=at)


def _become_final(decision: Decision, pot: Pot, *, by: Actor, at: datetime) -> Grant:
    decision.final_at = at
    decision.save(update_fields=["final_at"])
    application = decision.application
    grant = granting.make_grant(decision, pot, by=by, at=at)
    moving.save(application, at=at)
    moving.note_down("decision_final", application, by=by, at=at, details={"decision": decision.pk})
    moving.tell_applicant("decision_final", application, at=at, decision=decision, grant=grant)
    moving.tell_person("decision_final_handler", application.handler, application, at=at, decision=decision)
    return grant


@transaction.atomic
def change_condition_day(
    decision: Decision, condition: Condition, *, by_when: date, reason: str, by: Actor, at: datetime
) -> Decision:
    """A condition gets another day, and why: who asked hears it."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonForDayMissing
    decision, _pot = _waiting(decision, by=by)
    changed = thread.change_condition(condition, by_when=by_when, by=by, at=at)
    application = decision.application
    moving.note_down("condition_changed", application, by=by, at=at, details={"condition": condition.pk})
    moving.tell_applicant("decision_condition_changed", application, at=at, condition=changed, reason=reason)
    return decision


@transaction.atomic
def lapse_condition(decision: Decision, condition: Condition, *, reason: str, by: Actor, at: datetime) -> Decision:
    """What was needed will not come: the money is free again, and somebody decides anew."""
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonForLapseMissing
    decision, _pot = _waiting(decision, by=by)
    thread.lapse_condition(condition, reason=reason, by=by, at=at)
    _lapse(decision, because=reason, by=by, at=at)
    return decision


@transaction.atomic
def lapse_decision(decision: Decision, *, by: Actor, at: datetime) -> bool:
    """A condition lapsed elsewhere, as with the project that it waited for; again is harmless."""
    try:
        decision, _pot = _waiting(decision, by=by)
    except NotWaiting:
        return False
    lapsed = Condition.objects.filter(answer=decision.answer_id, state=ConditionState.LAPSED).first()
    if lapsed is None:
        return False
    _lapse(decision, because=lapsed.ended_reason, by=by, at=at)
    return True


def _lapse(decision: Decision, *, because: str, by: Actor, at: datetime) -> None:
    application = decision.application
    decision.is_current, decision.lapsed_at, decision.lapsed_because = False, at, because
    decision.save(update_fields=["is_current", "lapsed_at", "lapsed_because"])
    thread.cancel_conditions(application, reason=because, by=by, at=at)
    ledger.release_for(application, by=by, at=at, reason=because)
    bring_back(application, at=at)
    moving.note_down("decision_lapsed", application, by=by, at=at, details={"decision": decision.pk})
    moving.tell_applicant("decision_lapsed", application, at=at, decision=decision, reason=because)
    moving.tell_person("decision_lapsed_handler", application.handler, application, at=at, reason=because)


def _waiting(decision: Decision, *, by: Actor) -> tuple[Decision, Pot]:
    """The decision as it is now, with the pot that holds its money and the application locked in that order."""
    pot = _pot_of(decision)
    ledger.lock(pot)
    application = moving.lock(Application(pk=decision.application_id))
    fresh: Decision = Decision.objects.select_related("answer", "pot").get(pk=decision.pk)
    if not fresh.is_waiting or _pot_of(fresh) != pot:  # the money went along to a next year while we waited
        raise NotWaiting
    keep_out(by, application)
    fresh.application = application
    return fresh, pot


def _pot_of(decision: Decision) -> Pot:
    """Where the money is set aside now; it may have gone along into a later year."""
    aside = Reservation.objects.filter(application=decision.application_id).select_related("pot").first()
    pot = aside.pot if aside is not None else decision.pot
    if pot is None:
        raise NotWaiting
    return pot


# ── What the clock does ────────────────────────────────────────────────────────────────────────────────────────────
def settle_what_is_met(*, at: datetime) -> int:
    """Decisions of which all is met become final; those that wait in vain come back. Each is a deed of its own."""
    count = 0
    for decision in queries.met_but_not_final():
        try:
            count += become_final(decision, by=CLOCK, at=at) is not None
        except Refusal as refusal:  # as a pot that was closed without its commitments: staff see it on their list
            log.warning("decision_not_final", decision=decision.pk, because=refusal.words)
    for decision in queries.waiting_in_vain():
        count += lapse_decision(decision, by=CLOCK, at=at)
    return count
