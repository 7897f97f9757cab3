"""Deciding: a draft that colleagues look at, and drafts that are published together: all of them, or none.

Who advised does not decide; who decides does not pay. Order of locks: pots, then applications, then grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Advice,
    Application,
    CommitteeRole,
    Decider,
    Decision,
    DecisionOutcome,
    DecisionState,
    Grant,
    Objection,
    Pot,
    Round,
)
from wijkwerk.domain.budgets.models.decisions import GIVES, SAYS_WHY
from wijkwerk.domain.budgets.operations import application_moves as moving
from wijkwerk.domain.budgets.operations import applications, granting, ledger
from wijkwerk.domain.budgets.operations.deliberations import HANDLED, NotHandledNow, keep_out
from wijkwerk.domain.budgets.queries import decision_letters, deliberations, rules
from wijkwerk.domain.budgets.queries import decisions as queries
from wijkwerk.domain.budgets.queries.rules import WhoDecides
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import ChangedMeanwhile, Refusal
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope

AT_ONCE = (DecisionOutcome.YES, DecisionOutcome.PART)  # granted from what was set aside for it


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom. De aanvrager leest dit: geef de reden in gewone woorden.")
    field = "reason"


class AmountWrong(Refusal):
    message = _("Vul een bedrag in dat groter is dan nul en niet hoger dan wat is gevraagd.")
    field = "amount_cents"


class PartIsAll(Refusal):
    message = _("Dit is niet minder dan wat is gevraagd. Kies “ja”, of geef een lager bedrag.")
    field = "amount_cents"


class ConditionsMissing(Refusal):
    message = _("Noem ten minste één voorwaarde: wat er nodig is, van wie en wanneer.")
    field = "conditions"


class ConditionsTooMany(Refusal):
    message = _("Voorwaarden horen alleen bij “ja, op voorwaarde dat”. Kies dat besluit of maak de voorwaarden leeg.")
    field = "outcome"


class RoundMissing(Refusal):
    message = _("Er is geen volgende ronde voor dit budget. Maak eerst een ronde, of kies een ander besluit.")
    field = "to_round"


class RoundWrong(Refusal):
    message = _("Deze ronde is al gesloten of hoort bij een ander budget. Kies een andere.")
    field = "to_round"


class PotMissing(Refusal):
    message = _("Kies uit welke pot het geld komt.")
    field = "pot"


class DraftChangedMeanwhile(ChangedMeanwhile):
    message = _("Iemand anders heeft dit besluit intussen gewijzigd. Lees wat er nu staat; wat u typte staat hier nog.")


class NothingToPublish(Refusal):
    message = _("Kies ten minste één besluit dat klaarstaat.")


class PublishedAlready(Refusal):
    message = _("Dit besluit is al bekendgemaakt. Wat bekend is gemaakt verandert niet meer.")
    status = 409


class NotYoursToDecide(Refusal):
    status = 403

    def __init__(self, who: str) -> None:
        super().__init__(gettext("Over deze aanvraag beslist: %(who)s. Zo staat het in de regels.") % {"who": who})


class DecidersAreNamed(Refusal):
    message = _("Een besluit staat op naam van een mens. Log in als medewerker.")


class AdviserDecides(Refusal):
    message = _("U hebt over deze aanvraag geadviseerd. Wie adviseert en wie beslist zijn niet dezelfde.")
    status = 403


class SecondPairOfEyesMissing(Refusal):
    message = _("De regels vragen dat een tweede meekijkt. Laat een collega dit besluit eerst nalezen.")


class SecondIsAnother(Refusal):
    message = _("U hebt dit besluit zelf klaargezet. Iemand anders kijkt mee.")


class AdviceMissing(Refusal):
    def __init__(self, committee: str) -> None:
        words = gettext("%(committee)s heeft nog niet geadviseerd. Wacht op het advies, of zeg waarom dat niet kan.")
        super().__init__(words % {"committee": committee}, field="deviates_because")


class AdviceBinds(Refusal):
    message = _("Het advies van de commissie is bindend. Besluit zoals zij adviseert, of vraag een nieuw advies.")
    field = "outcome"


class DeviationWithoutReason(Refusal):
    message = _("Dit wijkt af van het advies. Schrijf op waarom; de aanvrager leest dit.")
    field = "deviates_because"


class CommitteeDecidesFirst(Refusal):
    def __init__(self, committee: str) -> None:
        words = gettext("%(committee)s beslist. Leg de aanvraag daar voor; daarna maakt u het besluit bekend.")
        super().__init__(words % {"committee": committee})


class CommitteeDecidedOtherwise(Refusal):
    message = _("De commissie heeft anders beslist. Neem over wat zij besliste.")
    field = "outcome"


class VoteComesFirst(Refusal):
    message = _("Hierover beslissen inwoners in een stemronde. Wacht op de uitslag; volg die daarna.")
    field = "outcome"


class AnnouncedTooEarly(Refusal):
    message = _("De datum van de brief ligt in het verleden. Kies vandaag of een latere dag.")
    field = "announced_on"


class TogetherTooMuch(Refusal):
    def __init__(self, pot: str, asked: int, left: int) -> None:
        words = gettext(
            "Samen is dit %(asked)s uit %(pot)s. Daar is nog %(left)s vrij: %(short)s te weinig. "
            "Er is niets bekendgemaakt."
        )
        told = {"asked": written(asked), "pot": pot, "left": written(left), "short": written(asked - left)}
        super().__init__(words % told)


class OneStopsAll(Refusal):
    """One of the drafts that were published together cannot be."""

    def __init__(self, number: str, refusal: Refusal) -> None:
        super().__init__(f"{number}: {refusal.words}", field=refusal.about_field)
        self.status = refusal.status  # type: ignore[misc]


class StillGranted(Refusal):
    message = _("Er is al geld toegekend. Trek eerst de toekenning in; daarna kunt u opnieuw beslissen.")


class NotDecided(Refusal):
    message = _("Over deze aanvraag is nog niet besloten.")
    status = 409


# ── A draft ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def prepare_decision(
    application: Application,
    *,
    outcome: DecisionOutcome,
    amount_cents: int | None = None,
    reason: str = "",
    pot: Pot | None = None,
    to_round: Round | None = None,
    conditions: Sequence[ConditionDraft] = (),
    deviates_because: str = "",
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Make a decision ready, or change the one that is: nobody outside hears of it. What a second pair of eyes saw
    before a change counts no more. `version` is that of the draft on the screen, 0 for none."""
    application = moving.lock(application)
    if application.state not in HANDLED:
        raise NotHandledNow
    keep_out(by, application)
    draft = queries.draft_on(application)
    stands = draft.version if draft else 0
    if version is not None and version != stands:
        raise DraftChangedMeanwhile(stands)
    decision = draft or Decision(application=application)
    decision.outcome, decision.reason = outcome, text.clean_text(reason)
    decision.deviates_because = text.clean_text(deviates_because)
    _put_amount(decision, application, amount_cents)
    decision.pot = _pot_of(decision, application, pot, at=at)
    decision.to_round = _round_of(decision, application, to_round, at=at)
    decision.conditions = [_as_data(each) for each in _conditions_of(decision, conditions, on=clock.dutch(at).date())]
    if outcome in SAYS_WHY and not decision.reason:
        raise ReasonMissing
    decision.prepared_by, decision.prepared_at = by if isinstance(by, Person) else None, at
    decision.second_by = decision.second_at = None
    decision.version = draft.version + 1 if draft else 1
    decision.save()
    moving.note_down("decision_prepared", application, by=by, at=at, details={"decision": decision.pk})
    return decision


def _put_amount(decision: Decision, application: Application, amount_cents: int | None) -> None:
    asked = application.asked_cents or 0
    if decision.outcome not in GIVES:
        decision.amount_cents = 0
        return
    if decision.outcome == DecisionOutcome.PART and amount_cents is None:
        raise AmountWrong
    amount = asked if amount_cents is None or decision.outcome == DecisionOutcome.YES else amount_cents
    if not 0 < amount <= asked:
        raise AmountWrong
    if decision.outcome == DecisionOutcome.PART and amount == asked:
        raise PartIsAll
    decision.amount_cents = amount


def _pot_of(decision: Decision, application: Application, pot: Pot | None, *, at: datetime) -> Pot | None:
    if decision.outcome not in GIVES:
        return None
    pot = pot or next(iter(queries.pots_for(application, at=at)), None)
    if pot is None:
        raise PotMissing
    return pot


def _round_of(decision: Decision, application: Application, chosen: Round | None, *, at: datetime) -> Round | None:
    if decision.outcome != DecisionOutcome.NEXT_ROUND:
        return None
    offered = queries.rounds_after(application, at=at)
    if not offered:
        raise RoundMissing
    if chosen is not None and chosen.pk not in {each.pk for each in offered}:
        raise RoundWrong
    return chosen or offered[0]


def _conditions_of(decision: Decision, conditions: Sequence[ConditionDraft], *, on: date) -> Sequence[ConditionDraft]:
    if decision.outcome != DecisionOutcome.PROVISIONAL:
        if conditions:
            raise ConditionsTooMany
        return ()
    if not conditions:
        raise ConditionsMissing
    return thread.concrete(conditions, on=on)


def _as_data(draft: ConditionDraft) -> dict[str, Any]:
    return {
        "kind": str(draft.kind),
        "what": draft.what,
        "from_whom": draft.from_whom,
        "by_when": draft.by_when.isoformat(),
        "amount_cents": draft.amount_cents,
        "waits_for": list(draft.waits_for) if draft.waits_for else None,
    }


def conditions_of(decision: Decision) -> list[ConditionDraft]:
    """The conditions of a draft."""
    return [
        ConditionDraft(
            kind=ConditionKind(each["kind"]),
            what=each["what"],
            from_whom=each["from_whom"],
            by_when=date.fromisoformat(each["by_when"]),
            amount_cents=each["amount_cents"],
            waits_for=Ref(*each["waits_for"]) if each["waits_for"] else None,
        )
        for each in decision.conditions
    ]


@transaction.atomic
def look_along(decision: Decision, *, by: Person, at: datetime, version: int | None = None) -> Decision:
    """A second pair of eyes: somebody else than who made it ready has read it and agrees."""
    decision = _draft(decision)
    keep_out(by, decision.application)
    if version is not None and version != decision.version:
        raise DraftChangedMeanwhile(decision.version)
    if decision.prepared_by_id == by.pk:
        raise SecondIsAnother
    decision.second_by, decision.second_at = by, at
    decision.save(update_fields=["second_by", "second_at"])
    moving.note_down("decision_read", decision.application, by=by, at=at, details={"decision": decision.pk})
    return decision


@transaction.atomic
def drop_draft(decision: Decision, *, by: Actor, at: datetime) -> None:
    """It need not be decided like this."""
    decision = _draft(decision)
    keep_out(by, decision.application)
    moving.note_down("decision_dropped", decision.application, by=by, at=at, details={"outcome": decision.outcome})
    decision.delete()


def _draft(decision: Decision) -> Decision:
    application = moving.lock(decision.application)
    fresh: Decision | None = Decision.objects.drafts().filter(pk=decision.pk).first()
    if fresh is None:
        raise PublishedAlready
    fresh.application = application
    return fresh


# ── Published, one or many together ────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def decide(
    application: Application, *, by: Person, at: datetime, announced_on: date | None = None, **what: Any
) -> Decision:
    """Prepared and published at once, by one person."""
    chosen = None
    if what["outcome"] in GIVES:
        chosen = what.get("pot") or next(iter(queries.pots_for(application, at=at)), None)
    granting.lock_pots([chosen, *queries.pots_held_by([application])])  # before the application, as everywhere
    decision = prepare_decision(application, by=by, at=at, **what)
    try:
        return publish_decisions([decision], by=by, at=at, announced_on=announced_on)[0]
    except OneStopsAll as stopped:
        raise stopped.__cause__ or stopped from None


@transaction.atomic
def publish_decisions(
    drafts: Iterable[Decision], *, by: Person, at: datetime, announced_on: date | None = None
) -> list[Decision]:
    """All of these, or none: pots locked by number, then applications; each grant booked; each applicant told.

    `announced_on` is the date of the letters, from which the term to object runs: today, or the day that paper leaves.
    """
    numbers = [draft.pk for draft in drafts]
    today = clock.dutch(at).date()
    on = announced_on or today
    if on < today:
        raise AnnouncedTooEarly
    if by.kind != "person":
        raise DecidersAreNamed
    decisions = _locked(numbers)
    if not decisions:
        raise NothingToPublish if not numbers else PublishedAlready
    _enough_together(decisions)
    for decision in decisions:
        try:
            _publish(decision, by=by, at=at, on=on)
        except Refusal as refusal:
            raise OneStopsAll(decision.application.number, refusal) from refusal
    return decisions


def _locked(numbers: Sequence[int]) -> list[Decision]:
    """The drafts as they are now, with pots and applications locked in that order."""
    drafts = Decision.objects.drafts().filter(pk__in=numbers).select_related("application", "pot__fund")
    before = list(drafts)
    granting.lock_pots([draft.pot for draft in before] + queries.pots_held_by(draft.application for draft in before))
    applications = {}
    for number in sorted({draft.application_id for draft in before}):
        applications[number] = moving.lock(Application(pk=number))
    decisions = list(drafts.select_for_update(of=("self",)).order_by("prepared_at", "id"))
    if {(each.pk, each.pot_id) for each in decisions} != {(each.pk, each.pot_id) for each in before}:
        raise DraftChangedMeanwhile
    for decision in decisions:
        decision.application = applications[decision.application_id]
    return decisions


def _enough_together(decisions: Sequence[Decision]) -> None:
    """Says by how much the pot falls short of all of them, instead of at the one that happens to come last."""
    if len(decisions) == 1:
        return
    for sum_ in queries.together(decisions):
        if sum_.short_cents:
            raise TogetherTooMuch(str(sum_.pot), sum_.cents, sum_.left_cents)


def _publish(decision: Decision, *, by: Person, at: datetime, on: date) -> None:
    application = decision.application
    if application.state not in HANDLED:
        raise NotHandledNow
    keep_out(by, application)
    ways = deliberations.ways_for(application)
    if ways is None or application.rule_set is None:
        raise NotHandledNow
    _name_who(decision, ways, by=by, at=at)
    granting.fits(decision)
    decision.state = DecisionState.PUBLISHED
    decision.is_current = decision.outcome != DecisionOutcome.NEXT_ROUND
    decision.decided_at, decision.announced_on = at, on
    decision.object_until = rules.object_until(application.rule_set, told_on=on)
    decision.answer = _answer(decision, by=by, at=at)
    decision.letter = decision_letters.letter_of(decision, advance_permille=ways.advance_permille).as_data()
    decision.version += 1
    decision.save()
    _move(decision, at=at)
    grant = None
    if decision.outcome not in AT_ONCE:
        ledger.release_for(application, by=by, at=at)  # as after a vote; set aside anew when it is on condition
    if decision.outcome == DecisionOutcome.PROVISIONAL and decision.pot is not None:
        ledger.reserve(decision.pot, cents=decision.amount_cents, application=application, by=by, at=at)
    elif decision.pot is not None:
        grant = granting.make_grant(decision, decision.pot, by=by, at=at)
    moving.note_down(
        "decided", application, by=by, at=at, details={"decision": decision.pk, "outcome": decision.outcome}
    )
    tell(decision, grant, at=at)


def _answer(decision: Decision, *, by: Actor, at: datetime) -> Any:
    """On the golden thread: one of its three answers; a next round is no answer yet."""
    verdicts = {
        DecisionOutcome.YES: Verdict.YES,
        DecisionOutcome.PART: Verdict.YES,
        DecisionOutcome.PROVISIONAL: Verdict.CONDITIONAL,
        DecisionOutcome.NO: Verdict.NO,
    }
    verdict = verdicts.get(DecisionOutcome(decision.outcome))
    if verdict is None:
        return None
    return thread.give_answer(
        decision.application,
        verdict=verdict,
        reason=decision.reason,
        conditions=conditions_of(decision),
        by=by,
        at=at,
    )


def _move(decision: Decision, *, at: datetime) -> None:
    """A next round is no end: there it is decided again."""
    if decision.outcome == DecisionOutcome.NEXT_ROUND:
        applications.move_to_round(decision.application, decision.to_round, at=at)
    else:
        ends_link = decision.outcome == DecisionOutcome.NO
        applications.close_as_decided(decision.application, at=at, ends_link=ends_link)


def tell(decision: Decision, grant: Grant | None, *, at: datetime) -> None:
    """The whole decision in the letter itself, by the way the applicant chose, and where the PDF is."""
    moving.tell_applicant(
        "decided",
        decision.application,
        at=at,
        decision=decision,
        grant=grant,
        letter=decision_letters.as_text(decision.document),
        pdf=outbox.absolute(decision_letters.own_pdf_address(decision)),
    )


# ── Three names ────────────────────────────────────────────────────────────────────────────────────────────────────
def _name_who(decision: Decision, ways: WhoDecides, *, by: Person, at: datetime) -> None:
    """Put the names of who advised and who decides in the record; refuse where they are the same, or not those of the
    rules."""
    application = decision.application
    decider, reader = by, None
    if ways.decided_by == Decider.COMMITTEE:
        decider = _of_committee(decision, ways, by=by)
        reader = by if by.pk != decider.pk else None
    elif ways.decided_by == Decider.VOTE:
        _by_vote(decision, by=by)
    elif not holds(ways.decided_by, by, application):
        raise NotYoursToDecide(queries.who_decides_in_words(ways))
    if decider.pk in deliberations.advisers_of(application):
        raise AdviserDecides
    _weigh_advice(decision, ways)
    _second(decision, ways, decider=decider, reader=reader, at=at)
    decision.decided_by = decider


def holds(decided_by: str, by: Actor, application: Application) -> bool:
    """Whether this actor is the coordinator or the alderman that the rules mean."""
    role = {Decider.COORDINATOR: Role.COORDINATOR, Decider.ALDERMAN: Role.ALDERMAN}[Decider(decided_by)]
    return role in by.roles_on(application)


def _of_committee(decision: Decision, ways: WhoDecides, *, by: Person) -> Person:
    """The committee decided in its deliberation; its name in the record is who signed there. Who publishes it is a
    member, or who minds the meeting."""
    committee = ways.committee
    if committee is None:
        raise NotYoursToDecide(queries.who_decides_in_words(ways))
    talked = queries.last_deliberation_that_decided(decision.application, committee)
    if talked is None:
        raise CommitteeDecidesFirst(committee.name)
    if not agrees(decision, talked.verdict, talked.amount_cents):
        raise CommitteeDecidedOtherwise
    roles = by.roles_on(decision.application)
    if not {Role.COMMITTEE_MEMBER, Role.COORDINATOR} & roles:
        raise NotYoursToDecide(queries.who_decides_in_words(ways))
    decision.deliberation = talked
    assert talked.closed_by is not None  # who closed it signed
    return talked.closed_by


def _by_vote(decision: Decision, *, by: Person) -> None:
    """Residents chose; a coordinator or alderman of the area puts the name under it."""
    roles = by.roles_on(decision.application)
    if not {Role.COORDINATOR, Role.ALDERMAN} & roles:
        who = [policy.name_of(role) for role in (Role.COORDINATOR, Role.ALDERMAN)]
        raise NotYoursToDecide(" / ".join(who))
    chosen = queries.was_chosen(decision.application)
    if chosen is None or chosen != (decision.outcome in GIVES):
        raise VoteComesFirst


def agrees(decision: Decision, verdict: str, amount_cents: int) -> bool:
    """Whether a decision gives what was advised or decided before: the same amount, whatever the condition; nothing."""
    if decision.outcome in GIVES:
        return verdict != "no" and decision.amount_cents == amount_cents
    return decision.outcome == DecisionOutcome.NO and verdict == "no"


def _weigh_advice(decision: Decision, ways: WhoDecides) -> None:
    application = decision.application
    advice: Advice | None = None
    if ways.committee_role in (CommitteeRole.ADVISES, CommitteeRole.BINDS) and ways.committee is not None:
        advice = deliberations.committee_advice_on(application, ways.committee)
        binds = ways.committee_role == CommitteeRole.BINDS
        if advice is None and (binds or not decision.deviates_because):
            raise AdviceMissing(ways.committee.name)
        if advice is not None and binds and not agrees(decision, advice.verdict, advice.amount_cents):
            raise AdviceBinds
    else:
        advice = next(iter(deliberations.advices_on(application)), None)
    if advice is None:
        return
    if not agrees(decision, advice.verdict, advice.amount_cents) and not decision.deviates_because:
        raise DeviationWithoutReason
    decision.advice, decision.advised_by = advice, advice.person


def _second(decision: Decision, ways: WhoDecides, *, decider: Person, reader: Person | None, at: datetime) -> None:
    if decision.second_by_id == decider.pk:
        decision.second_by = decision.second_at = None
    if decision.second_by is None:
        other = decision.prepared_by if decision.prepared_by_id not in (None, decider.pk) else reader
        if other is not None:
            decision.second_by, decision.second_at = other, decision.prepared_at if other is not reader else at
    if ways.second_pair_of_eyes and decision.second_by is None:
        raise SecondPairOfEyesMissing


# ── Again ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def decide_again(
    application: Application, *, reason: str, objection: Objection | None = None, by: Actor, at: datetime
) -> Application:
    """After an objection, or because something was wrong: the decision no longer stands and somebody decides anew.

    Not while money is promised: that is withdrawn first. Who asked hears it, and why.
    """
    reason = text.clean_text(reason)
    if not reason:
        raise ReasonMissing
    granting.lock_pots(queries.pots_held_by([application]))
    application = moving.lock(application)
    keep_out(by, application)
    decision: Decision | None = Decision.objects.current().filter(application=application).first()
    if decision is None or application.state != ApplicationState.DECIDED:
        raise NotDecided
    if Grant.objects.standing().filter(application=application).exists():
        raise StillGranted
    thread.cancel_conditions(application, reason=reason, by=by, at=at)
    ledger.release_for(application, by=by, at=at, reason=reason)
    decision.is_current = False
    decision.save(update_fields=["is_current"])
    bring_back(application, at=at)
    moving.note_down("decided_again", application, by=by, at=at, details={"decision": decision.pk})
    moving.tell_applicant("decided_again", application, at=at, reason=reason, objection=objection)
    moving.tell_person("decided_again_handler", application.handler, application, at=at, reason=reason)
    return application


def bring_back(application: Application, *, at: datetime) -> None:
    """To be decided anew, with the time that the rules give for it. With the application locked."""
    if application.rule_set is not None:
        on = clock.dutch(at).date()
        application.decide_by = rules.decide_by(
            application.rule_set, received_on=on, closed=scope.current().closing_days
        )
    applications.open_again(application, at=at)
