"""Before a decision: keep out who has an interest, let a committee talk and vote, advise.

Locks the application, so that an interest, a vote and the end of a deliberation come one after the other.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Advice,
    AdviceVerdict,
    Application,
    CommitteeChoice,
    CommitteeMember,
    CommitteeRole,
    CommitteeVote,
    Conflict,
    Deliberation,
)
from wijkwerk.domain.budgets.operations import application_moves as moving
from wijkwerk.domain.budgets.queries import committees
from wijkwerk.domain.budgets.queries import deliberations as queries
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox

HANDLED = (ApplicationState.SENT, ApplicationState.INCOMPLETE)


class InterestWithoutReason(Refusal):
    message = _("Schrijf in een paar woorden op welk belang het is.")
    field = "reason"


class InterestIsYourOwn(Refusal):
    message = _("Uw eigen belang kunt u niet zelf weer weghalen. Vraag het wie de aanvraag behandelt.")


class HasInterest(Refusal):
    message = _("U hebt een belang bij deze aanvraag. U adviseert, stemt en beslist er niet over en leest niet mee.")
    status = 403


class NotHandledNow(Refusal):
    message = _("Over deze aanvraag kan nu niets worden besloten: zij is al besloten, ingetrokken of wacht nog.")
    status = 409


class NoCommitteeHere(Refusal):
    message = _("In de regels van dit budget heeft geen commissie een rol bij deze aanvraag.")


class ReasonOfAdviceMissing(Refusal):
    message = _("Schrijf op waarom. Wie een deel of niets wil geven, zegt waarom.")
    field = "words"


class AdvisedAmountWrong(Refusal):
    message = _("Vul een bedrag in dat groter is dan nul en kleiner dan wat is gevraagd.")
    field = "amount_cents"


class DeliberationIsClosed(Refusal):
    message = _("Dit beraad is afgerond.")
    status = 409


class SitsNotHere(Refusal):
    message = _("Alleen wie nu lid is van de commissie en geen belang heeft, stemt hier.")
    field = "member"


class NoQuorum(Refusal):
    def __init__(self, voted: int, needed: int) -> None:
        words = gettext("Gestemd: %(voted)s. Nodig: %(needed)s. Wie een belang heeft telt niet mee.")
        super().__init__(words % {"voted": voted, "needed": needed})


class ProposalRejected(Refusal):
    def __init__(self, in_favour: int, against: int) -> None:
        words = gettext(
            "Het voorstel is niet aangenomen: %(in_favour)s voor, %(against)s tegen. Doe een ander voorstel, "
            "bijvoorbeeld om niets te geven, en stem daarover."
        )
        super().__init__(words % {"in_favour": in_favour, "against": against})


class DecidesHere(Refusal):
    message = _("U beslist over deze aanvraag. Wie adviseert en wie beslist zijn niet dezelfde.")


class AdvisedAlready(Refusal):
    message = _("Dit lid heeft over deze aanvraag al geadviseerd. Wie adviseert en wie beslist zijn niet dezelfde.")
    field = "member"


class ProposalChanged(Refusal):
    message = _("Het voorstel is intussen veranderd. Lees het opnieuw en stem dan.")
    status = 409


# ── Interests ──────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def tell_interest(application: Application, *, person: Person, reason: str, by: Actor, at: datetime) -> Conflict:
    """From now on this person keeps out of it: the votes in what is going on are gone, and so is the advice."""
    reason = text.one_line(reason)
    if not reason:
        raise InterestWithoutReason
    application = moving.lock(application)
    known: Conflict | None = Conflict.objects.filter(application=application, person=person).first()
    if known is not None:
        return known
    conflict: Conflict = Conflict.objects.create(
        application=application,
        person=person,
        reason=text.shorten(reason, 300),
        declared_by=by if isinstance(by, Person) else None,
        declared_at=at,
    )
    CommitteeVote.objects.filter(
        deliberation__application=application, deliberation__closed_at__isnull=True, member__person=person
    ).delete()
    Advice.objects.current().filter(application=application, person=person, committee__isnull=True).update(
        is_current=False
    )
    journal.record("application.interest_told", about=application, by=by, at=at, details={"person": person.pk})
    return conflict


@transaction.atomic
def drop_interest(conflict: Conflict, *, by: Actor, at: datetime) -> None:
    """There was none after all; who it is about does not say so."""
    if by.kind == "person" and by.id == conflict.person_id:
        raise InterestIsYourOwn
    application = moving.lock(conflict.application)
    journal.record(
        "application.interest_dropped", about=application, by=by, at=at, details={"person": conflict.person_id}
    )
    Conflict.objects.filter(pk=conflict.pk).delete()


def keep_out(by: Actor, application: Application) -> None:
    """Refuse who has an interest."""
    if committees.has_interest(by, application):
        raise HasInterest


# ── A committee talks ──────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def open_deliberation(application: Application, *, by: Actor, at: datetime) -> Deliberation:
    """Lay the application before the committee of its rules. Proposed is to give what is asked; twice is once."""
    application = moving.lock(application)
    keep_out(by, application)
    ways = queries.ways_for(application)
    if ways is None or ways.committee is None:
        raise NoCommitteeHere
    going_on: Deliberation | None = (
        Deliberation.objects.open().filter(application=application, committee=ways.committee).first()
    )
    if going_on is not None:
        return going_on
    _handled(application)
    deliberation: Deliberation = Deliberation.objects.create(
        committee=ways.committee,
        application=application,
        role=ways.committee_role or CommitteeRole.DECIDES,
        amount_cents=application.asked_cents,
        opened_at=at,
        opened_by=by if isinstance(by, Person) else None,
    )
    journal.record("application.deliberated", about=application, by=by, at=at, details={"committee": ways.committee.pk})
    for member in committees.free_members(ways.committee, application, on=clock.dutch(at).date()):
        moving.tell_person(
            "deliberation_opened",
            member.person,
            application,
            at=at,
            committee=ways.committee,
            talk=outbox.absolute(deliberation.get_absolute_url()),
        )
    return deliberation


@transaction.atomic
def propose(
    deliberation: Deliberation,
    *,
    verdict: AdviceVerdict,
    amount_cents: int | None = None,
    words: str = "",
    by: Actor,
    at: datetime,
) -> Deliberation:
    """Something else to vote on: the votes on what was proposed before count no more."""
    deliberation = _open(deliberation)
    keep_out(by, deliberation.application)
    words, amount = _checked(deliberation.application, verdict, amount_cents, words)
    deliberation.verdict, deliberation.amount_cents, deliberation.words = verdict, amount, words
    deliberation.proposal += 1
    deliberation.save(update_fields=["verdict", "amount_cents", "words", "proposal"])
    journal.record(
        "application.proposed",
        about=deliberation.application,
        by=by,
        at=at,
        details={"deliberation": deliberation.pk, "proposal": deliberation.proposal},
    )
    return deliberation


def _checked(application: Application, verdict: AdviceVerdict, amount_cents: int | None, words: str) -> tuple[str, int]:
    """Words and amount as they belong to this verdict."""
    words, asked = text.clean_text(words), application.asked_cents or 0
    if verdict != AdviceVerdict.YES and not words:
        raise ReasonOfAdviceMissing
    if verdict == AdviceVerdict.PART and not 0 < (amount_cents or 0) < asked:
        raise AdvisedAmountWrong
    return words, {AdviceVerdict.YES: asked, AdviceVerdict.PART: amount_cents or 0, AdviceVerdict.NO: 0}[verdict]


@transaction.atomic
def vote(
    deliberation: Deliberation,
    *,
    member: CommitteeMember,
    choice: CommitteeChoice,
    words: str = "",
    proposal: int | None = None,
    by: Actor,
    at: datetime,
) -> CommitteeVote:
    """What a member thinks of the proposal; another time is instead of the first. Who minds the meeting may write it
    down for a member who is at the table. `proposal` is the one that was on the screen."""
    deliberation = _open(deliberation)
    keep_out(by, deliberation.application)
    if proposal is not None and proposal != deliberation.proposal:
        raise ProposalChanged
    on = clock.dutch(at).date()
    free = committees.free_members(deliberation.committee, deliberation.application, on=on)
    if member.pk not in {each.pk for each in free}:
        raise SitsNotHere
    if deliberation.role == CommitteeRole.DECIDES and member.person_id in queries.advisers_of(deliberation.application):
        raise AdvisedAlready
    own = by.kind == "person" and by.id == member.person_id
    cast: CommitteeVote = CommitteeVote.objects.update_or_create(
        deliberation=deliberation,
        member=member,
        proposal=deliberation.proposal,
        defaults={
            "choice": choice,
            "words": text.clean_text(words),
            "at": at,
            "entered_by": by if isinstance(by, Person) and not own else None,
        },
    )[0]
    journal.record(
        "application.committee_voted",
        about=deliberation.application,
        by=by,
        at=at,
        on_behalf=not own,
        details={"deliberation": deliberation.pk, "member": member.pk},
    )
    return cast


@transaction.atomic
def close_deliberation(deliberation: Deliberation, *, by: Actor, at: datetime) -> Deliberation:
    """Enough members voted and the proposal is carried: it is the committee's advice, or ready to be decided.

    The chair signs, or else the first who voted for it: who only wrote down the votes is no adviser.
    """
    deliberation = _open(deliberation)
    keep_out(by, deliberation.application)
    standing = queries.standing_of(deliberation, on=clock.dutch(at).date())
    if not standing.has_quorum:
        raise NoQuorum(standing.voted, standing.needed)
    if not standing.is_carried:
        raise ProposalRejected(standing.in_favour, standing.against)
    deliberation.closed_at, deliberation.closed_by = at, _signs(standing)
    deliberation.in_favour, deliberation.against = standing.in_favour, standing.against
    deliberation.abstained, deliberation.could_vote = standing.abstained, len(standing.free)
    deliberation.had_interest = standing.interested
    deliberation.save()
    journal.record(
        "application.deliberation_closed",
        about=deliberation.application,
        by=by,
        at=at,
        details={"deliberation": deliberation.pk, "verdict": deliberation.verdict},
    )
    if deliberation.role != CommitteeRole.DECIDES:
        _replace(deliberation.application, person=deliberation.closed_by, deliberation=deliberation, at=at)
    moving.tell_person(
        "deliberation_closed_handler",
        deliberation.application.handler,
        deliberation.application,
        at=at,
        committee=deliberation.committee,
        deliberation=deliberation,
    )
    return deliberation


def _signs(standing: queries.VoteStanding) -> Person:
    voted = [member for member in standing.free if member.pk in standing.votes]
    for_it = [member for member in voted if standing.votes[member.pk].choice == CommitteeChoice.FOR]
    signer: Person = next((member for member in voted if member.is_chair), for_it[0]).person
    return signer


@transaction.atomic
def stop_deliberation(deliberation: Deliberation, *, by: Actor, at: datetime) -> None:
    """It need not go on: the application was withdrawn, or should not have been laid before this committee."""
    deliberation = _open(deliberation)
    keep_out(by, deliberation.application)
    journal.record(
        "application.deliberation_stopped",
        about=deliberation.application,
        by=by,
        at=at,
        details={"committee": deliberation.committee_id},
    )
    deliberation.delete()


# ── Advice ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def advise(
    application: Application,
    *,
    verdict: AdviceVerdict,
    amount_cents: int | None = None,
    words: str = "",
    by: Person,
    at: datetime,
) -> Advice:
    """What one person thinks should be decided; another time is instead of the first. Who advises does not decide."""
    application = moving.lock(application)
    _handled(application)
    keep_out(by, application)
    words, amount = _checked(application, verdict, amount_cents, words)
    if CommitteeVote.objects.filter(
        deliberation__application=application, deliberation__role=CommitteeRole.DECIDES, member__person=by
    ).exists():
        raise DecidesHere
    advice = _replace(application, person=by, verdict=verdict, amount_cents=amount, words=words, at=at)
    journal.record("application.advised", about=application, by=by, at=at, details={"verdict": str(verdict)})
    return advice


def _replace(
    application: Application,
    *,
    person: Person,
    at: datetime,
    deliberation: Deliberation | None = None,
    verdict: str = "",
    amount_cents: int = 0,
    words: str = "",
) -> Advice:
    committee = deliberation.committee if deliberation is not None else None
    before = Advice.objects.current().filter(application=application, committee=committee)
    (before if committee is not None else before.filter(person=person)).update(is_current=False)
    advice: Advice = Advice.objects.create(
        application=application,
        person=person,
        committee=committee,
        deliberation=deliberation,
        binds=deliberation is not None and deliberation.role == CommitteeRole.BINDS,
        verdict=deliberation.verdict if deliberation is not None else verdict,
        amount_cents=deliberation.amount_cents if deliberation is not None else amount_cents,
        words=deliberation.words if deliberation is not None else words,
        at=at,
    )
    return advice


# ── Locks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _open(deliberation: Deliberation) -> Deliberation:
    application = moving.lock(deliberation.application)
    fresh: Deliberation = Deliberation.objects.select_related("committee").get(pk=deliberation.pk)
    if fresh.closed_at is not None:
        raise DeliberationIsClosed
    _handled(application)
    fresh.application = application
    return fresh


def _handled(application: Application) -> None:
    if application.state not in HANDLED:
        raise NotHandledNow
