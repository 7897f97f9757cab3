"""What every deed on an application shares: the lock, the move, the record, the letter to who asked.

Order of locks, everywhere in this room: a pot, then an application, then a grant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import MOVES, ApplicationState
from wijkwerk.domain.budgets.models import Application, TermFrom
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.search import applications as search
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, refusals
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.search import index
from wijkwerk.foundation.tenancy import scope

LINK_LASTS = timedelta(days=365)  # after the end


class ChangedMeanwhile(refusals.ChangedMeanwhile):
    message = _(
        "Iemand anders heeft deze aanvraag intussen gewijzigd. Wat u typte staat hier nog. "
        "Lees wat er veranderd is en verstuur het daarna opnieuw."
    )


class MoveNotPossible(Refusal):
    message = _("Dit kan niet meer: de aanvraag is intussen verder. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class NotThere(Refusal):
    message = _("Deze aanvraag is er niet meer: zij is intussen weggehaald.")
    status = 410


def lock(application: Application, *, version: int | None = None) -> Application:
    """The same application, fresh and locked until the deed is done.

    With `version`, the one that the person saw, an application that changed meanwhile is refused.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("fund", "work_area", "rule_set", "round")
    fresh: Application | None = rows.filter(pk=application.pk).first()
    if fresh is None:
        raise NotThere
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(fresh.version)
    return fresh


def move(application: Application, state: ApplicationState) -> None:
    """To another state, if the table of moves has it; the caller saves."""
    if state not in MOVES[ApplicationState(application.state)]:
        raise MoveNotPossible
    application.state = state


def save(application: Application, *, at: datetime) -> None:
    """Keep the change, and let staff find it by its new words."""
    application.version += 1
    application.changed_at = at
    application.save()
    if application.is_draft:
        index.remove(ref(application))
    index.put_all(search.documents_of(application))


def note_down(
    verb: str,
    application: Application,
    *,
    by: Actor,
    at: datetime,
    on_behalf: bool = False,
    details: Mapping[str, Any] | None = None,
) -> None:
    journal.record(f"application.{verb}", about=application, by=by, at=at, on_behalf=on_behalf, details=details)


def decide_by(application: Application, *, complete_on: date | None = None) -> date | None:
    """The day that there is a decision by: that of the calendar of its round, or by the term of its rules; longer by
    the days that the clock stood still. None while no round is known for what came too late."""
    sent, rule_set, in_round = application.sent_at, application.rule_set, application.round
    if sent is None or rule_set is None or (application.state == ApplicationState.MOVED and in_round is None):
        return None
    if in_round is not None and in_round.decides_on is not None:
        return in_round.decides_on
    return rules.decide_by(
        rule_set,
        received_on=max(clock.dutch(sent).date(), _opened(application)),
        complete_on=complete_on,
        round=in_round,
        # A term that begins when it is complete does not run before that day: nothing stood still.
        suspended_days=0 if complete_on and rule_set.decide_from == TermFrom.COMPLETE else application.suspended_days,
        closed=scope.current().closing_days,
    )


def _opened(application: Application) -> date:
    """What waits for a round is taken up when that opens."""
    if application.round is None:
        return date.min
    return clock.dutch(application.round.opens_at).date()


# ── Who hears ──────────────────────────────────────────────────────────────────────────────────────────────────────
def reply_address_of(application: Application) -> ReplyAddress:
    return ReplyAddress(Channel(application.reply_by), application.reply_address, application.applicant_name)


def tell_applicant(template: str, application: Application, *, at: datetime, **context: Any) -> None:
    """One letter to who asked, by the way they chose, with their own link."""
    outbox.write(
        f"budgets/{template}",
        to=reply_address_of(application),
        about=application,
        at=at,
        application=application,
        link=outbox.absolute(application.own_address),
        **context,
    )


def tell_person(
    template: str, person: Person | None, application: Application, *, at: datetime, **context: Any
) -> None:
    """A colleague, by e-mail at work; nothing when there is no address."""
    if person is None or not person.email:
        return
    outbox.write(
        f"budgets/{template}",
        to=ReplyAddress(Channel.EMAIL, person.email, person.name),
        about=application,
        at=at,
        application=application,
        person=person,
        link=outbox.absolute(application.get_absolute_url()),
        **context,
    )


def let_link_end(application: Application, *, at: datetime) -> None:
    """All is over: the link works for another year. The caller saves."""
    application.link_until = clock.dutch(at).date() + LINK_LASTS
