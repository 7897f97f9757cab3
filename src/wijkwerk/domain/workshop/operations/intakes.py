"""The talk about a chore: yes, no with a better address, or yes on condition. Behind the wall.

The letter about a talk is told to nobody but who gets it; on paper and by telephone the reason stays out of it, since
somebody else posts or tells it: it was said in the talk itself.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.chore_states import ChoreState
from wijkwerk.domain.workshop.models import Chore, Intake, Outcome, Quote
from wijkwerk.domain.workshop.operations.chores import StepNotPossible
from wijkwerk.domain.workshop.operations.residents import see
from wijkwerk.domain.workshop.queries.chores import rules_of
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

LONGEST = timedelta(days=5 * 366)


class ReasonMissing(Refusal):
    message = _("Schrijf bij een nee in gewone woorden waarom. De inwoner hoort dit.")
    field = "reason"


class BetterAddressMissing(Refusal):
    message = _("Schrijf bij een nee waar de inwoner wel terechtkan: welke organisatie of plek, en hoe.")
    field = "better_address"


class ConditionMissing(Refusal):
    message = _("Schrijf op welke voorwaarde er is. Maak het concreet: wat, door wie, wanneer.")
    field = "condition"


class SomebodyElseLooks(Refusal):
    message = _("Bij een tweede blik voert iemand anders het gesprek dan de eerste keer.")
    status = 409


class ValidityOutOfBounds(Refusal):
    message = _("Kies een dag vanaf vandaag, en hooguit vijf jaar vooruit.")
    field = "valid_until"


class WhyMissing(Refusal):
    message = _("Schrijf op waarom de inwoner het anders ziet.")
    field = "because"


class NothingToLookAt(Refusal):
    message = _("Er is geen uitkomst om nog eens naar te kijken.")
    status = 409


class NoCondition(Refusal):
    message = _("Er is geen voorwaarde die nog open staat. Bekijk de klus opnieuw.")
    status = 409


@transaction.atomic
def hold_talk(
    chore: Chore,
    *,
    outcome: Outcome,
    reason: str = "",
    condition: str = "",
    better_address: str = "",
    own_part: str = "",
    valid_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Intake:
    """What the talk came to. There is nothing to hand in, and nothing about income: we go by what is said."""
    chore = _locked(chore)
    if chore.state != ChoreState.ASKED:
        raise StepNotPossible(chore)
    before = _current(chore)
    if before is not None and (before.holder_kind, before.holder_id) == (by.kind, by.id):
        raise SomebodyElseLooks
    outcome, today = Outcome(outcome), clock.dutch(at).date()
    words = _checked(outcome, reason, condition, better_address)
    until = valid_until or _months_after(today, rules_of(chore.facility).intake_months)
    if not today <= until <= today + LONGEST:
        raise ValidityOutOfBounds
    Intake.objects.filter(chore=chore, is_current=True).update(is_current=False)
    intake: Intake = Intake.objects.create(
        facility=chore.facility,
        chore=chore,
        outcome=outcome,
        held_at=at,
        held_by=text.shorten(by.name, 120),
        holder_kind=by.kind,
        holder_id=by.id,
        valid_until=until,
        **words,
    )
    chore.own_part = text.one_line(own_part) or chore.own_part
    chore.state = ChoreState.DECLINED if outcome == Outcome.NO else ChoreState.TALKED
    chore.changed_at = at
    chore.save()
    see(chore.resident, at)
    details = {"outcome": str(outcome), "second_look": before is not None}
    journal.record("chore.talked", about=chore, by=by, at=at, details=details)
    _tell(intake, "workshop/chore_declined" if outcome == Outcome.NO else "workshop/chore_talked", at)
    return intake


def _checked(outcome: Outcome, reason: str, condition: str, better_address: str) -> dict[str, str]:
    """What belongs to the outcome, and nothing that belongs to another."""
    words = {"reason": text.clean_text(reason), "condition": "", "better_address": ""}
    match outcome:
        case Outcome.NO:
            words["better_address"] = text.one_line(better_address)
            if not words["reason"]:
                raise ReasonMissing
            if not words["better_address"]:
                raise BetterAddressMissing
        case Outcome.CONDITIONAL:
            words["condition"] = text.one_line(condition)
            if not words["condition"]:
                raise ConditionMissing
    return words


@transaction.atomic
def ask_second_look(chore: Chore, *, because: str, by: Actor, at: datetime) -> Intake:
    """The resident does not agree: somebody else talks with them. What was quoted meanwhile falls away."""
    chore = _locked(chore)
    why = text.one_line(because)
    if not why:
        raise WhyMissing
    intake = _current(chore)
    if intake is None or not chore.may_become(ChoreState.ASKED):
        raise NothingToLookAt
    intake.second_look_at, intake.second_look_because = at, why
    intake.save(update_fields=["second_look_at", "second_look_because"])
    Quote.objects.filter(chore=chore, is_current=True).update(is_current=False)
    chore.state, chore.changed_at = ChoreState.ASKED, at
    chore.save(update_fields=["state", "changed_at"])
    see(chore.resident, at)
    journal.record("chore.second_look", about=chore, by=by, at=at, on_behalf=True)
    _tell(intake, "workshop/chore_second_look", at)
    return intake


@transaction.atomic
def meet_condition(chore: Chore, *, by: Actor, at: datetime) -> Intake:
    """What was needed first is there: the quote can come."""
    chore = _locked(chore)
    intake = _current(chore)
    if intake is None or not intake.waits_for_condition or chore.state != ChoreState.TALKED:
        raise NoCondition
    intake.condition_met_at = at
    intake.save(update_fields=["condition_met_at"])
    journal.record("chore.condition_met", about=chore, by=by, at=at)
    _tell(intake, "workshop/chore_condition_met", at)
    return intake


def _months_after(on: date, months: int) -> date:
    years, month = divmod(on.month - 1 + months, 12)
    last = monthrange(on.year + years, month + 1)[1]
    return date(on.year + years, month + 1, min(on.day, last))


def _current(chore: Chore) -> Intake | None:
    found: Intake | None = Intake.objects.filter(chore=chore, is_current=True).first()
    return found


def _locked(chore: Chore) -> Chore:
    rows = Chore.objects.select_for_update(of=("self",)).select_related("facility", "resident")
    fresh: Chore = rows.get(pk=chore.pk)
    return fresh


def _tell(intake: Intake, template: str, at: datetime) -> None:
    chore = intake.chore
    outbox.write(
        template,
        to=chore.resident.reply_to,
        about=intake,
        at=at,
        sealed=chore.resident.reply_by == Channel.EMAIL,
        chore=chore,
        intake=intake,
        workshop=chore.facility,
        says_why=chore.resident.reply_by == Channel.EMAIL,
    )
