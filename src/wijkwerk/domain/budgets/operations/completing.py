"""Asking the applicant to complete, with a term; messages both ways; notes among colleagues."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import Application, ApplicationMessage, Direction, TermUnit
from wijkwerk.domain.budgets.operations import application_moves as moves
from wijkwerk.domain.budgets.operations import checks
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope


class NothingWritten(Refusal):
    message = _("Schrijf eerst een bericht.")
    field = "text"


class CannotBeReached(Refusal):
    message = _("De aanvrager is niet meer te bereiken: de gegevens zijn weggehaald.")


def _say(
    application: Application,
    direction: Direction,
    text: str,
    *,
    by: Actor,
    at: datetime,
    is_question: bool = False,
    client_key: uuid.UUID | None = None,
) -> tuple[ApplicationMessage, bool]:
    """The words, and whether they are new: sent twice is once."""
    if not text.strip():
        raise NothingWritten
    message: ApplicationMessage
    message, is_new = ApplicationMessage.objects.get_or_create(
        application=application,
        client_key=client_key or uuid.uuid4(),
        defaults={
            "direction": direction,
            "text": text.strip(),
            "is_question": is_question,
            "at": at,
            "person": by if isinstance(by, Person) else None,
        },
    )
    return message, is_new


@transaction.atomic
def ask_to_complete(
    application: Application, *, text: str, by: Actor, at: datetime, version: int | None = None
) -> ApplicationMessage:
    """Something is missing. The applicant has a term for it; the clock of the decision stands still meanwhile."""
    application = moves.lock(application, version=version)
    if not application.can_be_reached:
        raise CannotBeReached
    moves.move(application, ApplicationState.INCOMPLETE)
    message, _is_new = _say(application, Direction.TO_APPLICANT, text, by=by, at=at, is_question=True)
    today = clock.dutch(at).date()
    within = application.rule_set.complete_within if application.rule_set is not None else scope.current().reply_within
    application.asked_on = today
    application.complete_by = rules.add_term(today, within, TermUnit.CALENDAR)
    moves.save(application, at=at)
    moves.note_down("asked_to_complete", application, by=by, at=at, details={"message": message.pk})
    moves.tell_applicant("application_incomplete", application, at=at, message=message)
    return message


@transaction.atomic
def complete(
    application: Application,
    *,
    text: str,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
    on_behalf: bool = False,
) -> ApplicationMessage:
    """The applicant says that it is complete now, or just writes; the clock runs on when it stood still."""
    application = moves.lock(application)
    message, is_new = _say(application, Direction.FROM_APPLICANT, text, by=by, at=at, client_key=client_key)
    if not is_new:
        return message
    was_asked = application.state == ApplicationState.INCOMPLETE
    if was_asked:
        _run_on(application, at=at, is_complete=True)
    moves.save(application, at=at)
    if was_asked:
        checks.keep_checks(application, at=at)
    verb = "completed" if was_asked else "applicant_wrote"
    moves.note_down(verb, application, by=by, at=at, on_behalf=on_behalf, details={"message": message.pk})
    moves.tell_person("application_completed_handler", application.handler, application, at=at, was_asked=was_asked)
    return message


def _run_on(application: Application, *, at: datetime, is_complete: bool) -> None:
    """The clock stood still since the day of the question; the day of the decision comes so much later."""
    today = clock.dutch(at).date()
    stood = _days_between(application, application.asked_on or today, today)
    moves.move(application, ApplicationState.SENT)
    application.suspended_days += stood
    application.asked_on = application.complete_by = None
    application.decide_by = moves.decide_by(application, complete_on=today if is_complete else None)


def _days_between(application: Application, start: date, end: date) -> int:
    """As the term of its rules is counted."""
    if application.rule_set is not None and application.rule_set.decide_unit == TermUnit.WORKING:
        return clock.working_days_between(start, end, scope.current().closing_days)
    return (end - start).days


@transaction.atomic
def write_to_applicant(application: Application, *, text: str, by: Actor, at: datetime) -> ApplicationMessage:
    """A word in between, that asks nothing."""
    application = moves.lock(application)
    if not application.can_be_reached:
        raise CannotBeReached
    message, _is_new = _say(application, Direction.TO_APPLICANT, text, by=by, at=at)
    moves.save(application, at=at)
    moves.note_down("applicant_written_to", application, by=by, at=at, details={"message": message.pk})
    moves.tell_applicant("application_message", application, at=at, message=message)
    return message


@transaction.atomic
def send_link(application: Application, *, by: Actor, at: datetime) -> None:
    """The link once more, to the address that we know: never to another one, as it opens all."""
    application = moves.lock(application)
    if not application.can_be_reached:
        raise CannotBeReached
    moves.note_down("link_sent_again", application, by=by, at=at)
    moves.tell_applicant("application_link", application, at=at)


@transaction.atomic
def add_note(application: Application, *, text: str, by: Actor, at: datetime) -> ApplicationMessage:
    """Among colleagues. The applicant never sees it."""
    application = moves.lock(application)
    message, _is_new = _say(application, Direction.NOTE, text, by=by, at=at)
    moves.note_down("noted", application, by=by, at=at, details={"message": message.pk})
    return message


def go_on_without_completion(*, at: datetime) -> int:
    """What the clock does: the term to complete has passed, so who asked goes on with what there is."""
    today = clock.dutch(at).date()
    waiting = Application.objects.filter(state=ApplicationState.INCOMPLETE, complete_by__lt=today)
    count = 0
    for found in waiting.order_by("id")[:500]:
        with transaction.atomic():
            application = moves.lock(found)
            if application.state != ApplicationState.INCOMPLETE:
                continue
            _run_on(application, at=at, is_complete=False)
            moves.save(application, at=at)
            moves.note_down("not_completed", application, by=CLOCK, at=at)
            moves.tell_person("application_not_completed_handler", application.handler, application, at=at)
            count += 1
    return count
