"""Objections: writing down that one came in, more time, withdrawing and deciding it.

Locks the application, so that an objection ends once; before it the pots, where the decision comes back.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import (
    Application,
    Decision,
    DecisionState,
    Grant,
    Objection,
    ObjectionOutcome,
    ObjectionState,
    ObjectionWay,
    Objector,
)
from wijkwerk.domain.budgets.operations import application_moves as moving
from wijkwerk.domain.budgets.operations import decisions, granting
from wijkwerk.domain.budgets.operations.deliberations import keep_out
from wijkwerk.domain.budgets.operations.initiatives import checked_address
from wijkwerk.domain.budgets.queries import decisions as decision_queries
from wijkwerk.domain.budgets.queries import objections as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress


class GistMissing(Refusal):
    message = _("Schrijf op waarom iemand het er niet mee eens is.")
    field = "gist"


class NameMissing(Refusal):
    message = _("Vul in wie bezwaar maakt.")
    field = "name"


class ReachMissing(Refusal):
    message = _("Kies hoe deze persoon bericht krijgt: wij laten weten wat wij beslissen.")
    field = "reply_by"


class NotDecidedThen(Refusal):
    message = _("Op deze dag was er nog geen besluit. Vul de dag in waarop het bezwaar binnenkwam.")
    field = "received_on"


class DayStillToCome(Refusal):
    message = _("Deze dag moet nog komen.")


class PostedAfterItCame(Refusal):
    message = _("De dag van het poststempel is later dan de dag waarop de brief binnenkwam.")
    field = "posted_on"


class NotYetKnown(Refusal):
    message = _("Bezwaar maken kan alleen tegen een besluit dat bekend is gemaakt.")
    status = 409


class ObjectsAlready(Refusal):
    message = _(
        "De aanvrager maakte al bezwaar tegen dit besluit. Vul dat bezwaar aan met een notitie bij de aanvraag."
    )
    field = "objector"


class ObjectionIsOver(Refusal):
    message = _("Dit bezwaar is al beslist of ingetrokken.")
    status = 409


class ExtendedAlready(Refusal):
    message = _("De tijd om te beslissen is al een keer verlengd. Vaker mag volgens de wet niet.")
    status = 409


class TooLateForMoreTime(Refusal):
    message = _("De tijd om te beslissen is al voorbij. Verlengen kan niet meer. Beslis zo snel mogelijk.")


class WhyMissing(Refusal):
    message = _("Schrijf op waarom. Wie bezwaar maakte leest dit.")
    field = "reason"


class EndedBeforeItCame(Refusal):
    message = _("Deze dag ligt voor de dag waarop het bezwaar binnenkwam.")
    field = "on"


class DecidedThatYourself(Refusal):
    """Awb 10:3, 3: who took a decision in the name of another does not decide on an objection to it."""

    message = _("U nam het besluit waartegen bezwaar is gemaakt. Iemand anders beslist over het bezwaar.")
    status = 403


@transaction.atomic
def register_objection(
    decision: Decision,
    *,
    objector: Objector | str,
    way: ObjectionWay | str,
    received_on: date,
    gist: str,
    posted_on: date | None = None,
    name: str = "",
    reply_by: Channel | str = Channel.NONE,
    reply_address: str = "",
    with_committee: bool = False,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Objection:
    """An objection came in: whether it was in time and until when we decide follows from its day. Who objected hears
    that it is here; so does the applicant, when it was somebody else. Sent twice is once."""
    application = moving.lock(decision.application)
    keep_out(by, application)
    key = client_key or uuid.uuid4()
    before: Objection | None = Objection.objects.filter(client_key=key).first()
    if before is not None:
        return before
    decision = Decision.objects.get(pk=decision.pk)
    decision.application = application
    posted_on = posted_on if way == ObjectionWay.POST else None
    _check_days(decision, received_on, posted_on, today=clock.dutch(at).date())
    objection = Objection(
        decision=decision,
        objector=objector,
        way=way,
        received_on=received_on,
        posted_on=posted_on,
        object_until=queries.last_day_to_object(decision, on=received_on),
        gist=text.clean_text(gist),
        with_committee=with_committee,
        registered_at=at,
        registered_by=by if isinstance(by, Person) else None,
        client_key=key,
    )
    if not objection.gist:
        raise GistMissing
    _put_who(objection, name, reply_by, reply_address)
    objection.decide_by = queries.decide_by(objection)
    objection.save()
    _note(objection, "objected", by=by, at=at)
    _tell_objector("objection_received", objection, at=at, in_time=queries.came_in_time(objection))
    _tell_applicant_of_another(objection, at=at)
    moving.tell_person("objection_handler", application.handler, application, at=at, objection=objection)
    return objection


def _check_days(decision: Decision, received_on: date, posted_on: date | None, *, today: date) -> None:
    if decision.state != DecisionState.PUBLISHED or decision.decided_at is None:
        raise NotYetKnown
    if received_on > today:
        raise DayStillToCome(field="received_on")
    if received_on < clock.dutch(decision.decided_at).date():
        raise NotDecidedThen
    if posted_on is not None and posted_on > received_on:
        raise PostedAfterItCame


def _put_who(objection: Objection, name: str, reply_by: Channel | str, reply_address: str) -> None:
    """The applicant's name and address stand with the application, and nowhere twice."""
    if objection.is_of_applicant:
        if Objection.objects.open().filter(decision=objection.decision, objector=Objector.APPLICANT).exists():
            raise ObjectsAlready
        return
    objection.name = text.one_line(name)
    if not objection.name:
        raise NameMissing
    to = checked_address(reply_by, reply_address)
    if to.channel == Channel.NONE:
        raise ReachMissing
    objection.reply_by, objection.reply_address = to.channel, to.address


@transaction.atomic
def extend_objection(objection: Objection, *, reason: str, by: Actor, at: datetime) -> Objection:
    """Six more weeks to decide, once, told before the time is over."""
    reason = _why(reason)
    objection = _open(objection, by=by)
    if objection.extended_at is not None:
        raise ExtendedAlready
    if objection.is_late(clock.dutch(at).date()):
        raise TooLateForMoreTime
    objection.extended_at = at
    objection.decide_by = queries.decide_by(objection)
    objection.save(update_fields=["extended_at", "decide_by"])
    _note(objection, "objection_extended", by=by, at=at)
    _tell_objector("objection_extended", objection, at=at, reason=reason)
    return objection


@transaction.atomic
def withdraw_objection(
    objection: Objection, *, on: date | None = None, reason: str = "", by: Actor, at: datetime
) -> Objection:
    """Who objected wrote that it need not go on. The decision stays."""
    objection = _open(objection, by=by)
    objection.state = ObjectionState.WITHDRAWN
    _end(objection, on, text.clean_text(reason), at=at)
    _note(objection, "objection_withdrawn", by=by, at=at)
    _tell_objector("objection_ended", objection, at=at)
    _tell_applicant_of_another(objection, at=at)
    return objection


@transaction.atomic
def decide_objection(
    objection: Objection,
    *,
    outcome: ObjectionOutcome | str,
    reason: str,
    on: date | None = None,
    by: Person,
    at: datetime,
) -> Objection:
    """The decision stays, changes, or the objection is not looked into. What changes comes back to be decided anew, if
    no money is promised any more; while it is, the page of the decision says what to do first."""
    reason = _why(reason)
    if outcome == ObjectionOutcome.CHANGED:  # before the application, as everywhere
        granting.lock_pots(decision_queries.pots_held_by([objection.decision.application]))
    objection = _open(objection, by=by)
    if objection.decision.decided_by_id == by.pk:
        raise DecidedThatYourself
    objection.state, objection.outcome, objection.decided_by = ObjectionState.DECIDED, outcome, by
    _end(objection, on, reason, at=at)
    _note(objection, "objection_decided", by=by, at=at, outcome=objection.outcome)
    comes_back = _comes_back(objection)
    if comes_back:  # the applicant hears of it in the letter that the decision stands no longer
        decisions.decide_again(objection.decision.application, reason=reason, objection=objection, by=by, at=at)
    if not (comes_back and objection.is_of_applicant):
        until = queries.appeal_until(clock.dutch(at).date())
        _tell_objector("objection_ended", objection, at=at, appeal_until=until)
    if not comes_back:
        _tell_applicant_of_another(objection, at=at)
    return objection


def _comes_back(objection: Objection) -> bool:
    if not objection.waits_for_decision:
        return False
    return not Grant.objects.standing().filter(application=objection.decision.application_id).exists()


def _why(reason: str) -> str:
    reason = text.clean_text(reason)
    if not reason:
        raise WhyMissing
    return reason


def _end(objection: Objection, on: date | None, reason: str, *, at: datetime) -> None:
    today = clock.dutch(at).date()
    on = on or today
    if on > today:
        raise DayStillToCome(field="on")
    if on < objection.received_on:
        raise EndedBeforeItCame
    objection.ended_on, objection.ended_because = on, reason
    objection.save()


def _open(objection: Objection, *, by: Actor) -> Objection:
    application = moving.lock(Application(pk=objection.decision.application_id))
    keep_out(by, application)
    fresh: Objection = Objection.objects.select_related("decision").get(pk=objection.pk)
    if not fresh.is_open:
        raise ObjectionIsOver
    fresh.decision.application = application
    return fresh


def _note(objection: Objection, verb: str, *, by: Actor, at: datetime, **details: Any) -> None:
    application = objection.decision.application
    moving.note_down(verb, application, by=by, at=at, details={"objection": objection.pk, **details})


# ── Who hears ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _tell_objector(template: str, objection: Objection, *, at: datetime, **context: Any) -> None:
    """By the way that they chose; the link of the application is for the applicant alone."""
    application = objection.decision.application
    if objection.is_of_applicant:
        moving.tell_applicant(template, application, at=at, objection=objection, **context)
        return
    _write(template, objection.reply_to, objection, at=at, **context)


def _write(template: str, to: ReplyAddress, objection: Objection, *, at: datetime, **context: Any) -> None:
    application = objection.decision.application
    outbox.write(
        f"budgets/{template}",
        to=to,
        about=application,
        at=at,
        application=application,
        objection=objection,
        **context,
    )


def _tell_applicant_of_another(objection: Objection, *, at: datetime) -> None:
    """That somebody else objected, and how that ended; not who."""
    if not objection.is_of_applicant:
        moving.tell_applicant("objection_of_another", objection.decision.application, at=at, objection=objection)
