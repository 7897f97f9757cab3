"""What can be done with a programme: efforts of partners, agreeing with the residents' body, reserving money.

Money that is reserved brings back what waited for it. Order of locks: the programme, the effort, then what waits.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Effort, Goal, Programme, ProgrammeAgreement, Vision
from wijkwerk.domain.plans.operations import comments, plan_writing, visions
from wijkwerk.domain.plans.operations.plan_writing import StepNotPossible, address_of, line, locked, story, tell
from wijkwerk.domain.plans.plan_states import PROGRAMME_MOVES, ProgrammeState
from wijkwerk.domain.plans.queries import programmes as queries
from wijkwerk.domain.plans.search import programmes as search
from wijkwerk.domain.signals import operations as signals
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread import things
from wijkwerk.domain.thread.models import Answer, Condition
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.refusals import Refusal


class OutlivesVision(Refusal):
    """Not forbidden: who says why goes on."""

    field = "outlives_because"
    status = 409


class VisionElsewhere(Refusal):
    message = _("Deze visie is van een ander gebied. Kies een visie van het gebied van dit programma.")
    field = "vision"


class ProgrammeStands(Refusal):
    message = _("Dit programma is vastgesteld: wat partners doen verandert niet meer. Alleen geld reserveren kan nog.")
    status = 409


class ProgrammeIsClosed(Refusal):
    message = _("Dit programma is afgesloten.")
    status = 409


class GoalElsewhere(Refusal):
    message = _("Dit doel staat niet in de visie van dit programma. Kies een doel uit de lijst.")
    field = "goal"


class AmountMissing(Refusal):
    message = _("Vul een bedrag in. Zonder bedrag is er niets te reserveren.")
    field = "amount_cents"


class TooLittleMoney(Refusal):
    """Not forbidden: who is sure goes on."""

    field = "is_sure"
    status = 409


class IsReserved(Refusal):
    message = _("Het geld hiervoor is gereserveerd. Haal dat er eerst af, met een reden.")
    status = 409


class ReservedTomorrow(Refusal):
    message = _("Deze dag moet nog komen. Leg het vast als het geld er is.")
    field = "reserved_on"


class EffortIsUsed(Refusal):
    message = _("Op deze inspanning wacht nog iemand, of er komt een project uit voort. Weghalen kan niet.")
    status = 409


class AgreesAlready(Refusal):
    message = _("Deze organisatie heeft al ingestemd. Haal dat eerst weg als het anders is.")
    field = "organisation"


class NobodyAgreed(Refusal):
    """Not forbidden: who is sure goes on."""

    message = _(
        "Een programma is een afspraak met bewoners, en hun organisatie heeft nog niet ingestemd. "
        "Weet u het zeker? Zet dan een vinkje."
    )
    field = "is_sure"
    status = 409


class NothingToAdopt(Refusal):
    message = _("Er staat nog niet in wat partners gaan doen. Voeg eerst een inspanning toe.")


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start_programme(
    work_area: WorkArea,
    *,
    title: str,
    from_year: int,
    until_year: int,
    by: Actor,
    at: datetime,
    text: str = "",
    vision: Vision | None = None,
    outlives_because: str = "",
    client_key: uuid.UUID | None = None,
) -> Programme:
    """A first draft. One that runs on after its vision says why. The same `client_key` gives the one that was made."""
    if client_key is not None and (made := Programme.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    programme = Programme(work_area=work_area, created_at=at, changed_at=at)
    if client_key is not None:
        programme.client_key = client_key
    _fill_in(programme, title, text, from_year, until_year, vision, outlives_because)
    programme.save()
    search.put_programme(programme)
    journal.record("programme.started", about=programme, by=by, at=at)
    return programme


@transaction.atomic
def change_programme(
    programme: Programme,
    *,
    title: str,
    text: str,
    from_year: int,
    until_year: int,
    vision: Vision | None,
    by: Actor,
    at: datetime,
    outlives_because: str = "",
    version: int | None = None,
) -> Programme:
    """Other words or years. `version` is what the person saw."""
    fresh = _to_write(programme, version=version)
    _fill_in(fresh, title, text, from_year, until_year, vision, outlives_because)
    _save(fresh, at=at)
    journal.record("programme.changed", about=fresh, by=by, at=at)
    return fresh


def _fill_in(
    programme: Programme,
    title: str,
    text: str,
    from_year: int,
    until_year: int,
    vision: Vision | None,
    outlives_because: str,
) -> None:
    programme.title = line(title, field="title", missing=gettext("Geef het programma een titel."))
    programme.text = story(text, field="text", longest=visions.LONGEST_VISION)
    programme.from_year, programme.until_year = plan_writing.years(from_year, until_year)
    if vision is not None and vision.work_area_id != programme.work_area_id:
        raise VisionElsewhere
    programme.vision = vision
    why = line(outlives_because, field="outlives_because", longest=500)
    if vision is not None and until_year > vision.until_year:
        if not why:
            told = gettext(
                "Dit programma loopt tot en met %(end)s, maar de visie waar het uit volgt loopt tot en met %(vision)s. "
                "Mag dat? Schrijf dan op waarom. Of kies een eerder laatste jaar."
            )
            raise OutlivesVision(told % {"end": until_year, "vision": vision.until_year})
        programme.outlives_because = why
    else:
        programme.outlives_because = ""


def _to_write(programme: Programme, *, version: int | None = None) -> Programme:
    fresh = locked(Programme, programme.pk, version=version, with_=("work_area", "vision"))
    if fresh.state == ProgrammeState.CLOSED:
        raise ProgrammeIsClosed
    if not fresh.is_writable:
        raise ProgrammeStands
    return fresh


def _save(programme: Programme, *, at: datetime) -> None:
    programme.version += 1
    programme.changed_at = at
    programme.save()
    search.put_programme(programme)


# ── Efforts ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_effort(
    programme: Programme,
    *,
    organisation: Organisation,
    does: str,
    by: Actor,
    at: datetime,
    goal: Goal | None = None,
    amount_cents: int | None = None,
    from_year: int | None = None,
    until_year: int | None = None,
) -> Effort:
    """What a partner will do for a goal; the goal is why it is there."""
    fresh = _to_write(programme)
    number = (fresh.efforts.aggregate(last=Max("number"))["last"] or 0) + 1
    effort = Effort(programme=fresh, number=number, created_at=at)
    _fill_effort(effort, organisation, does, goal, amount_cents, from_year, until_year)
    effort.save()
    _tie_to_goal(effort, earlier=None, by=by, at=at)
    _save(fresh, at=at)
    search.put_effort(effort)
    journal.record("programme.effort_added", about=fresh, by=by, at=at, details={"effort": effort.pk})
    return effort


@transaction.atomic
def change_effort(
    effort: Effort,
    *,
    organisation: Organisation,
    does: str,
    goal: Goal | None,
    amount_cents: int | None,
    from_year: int | None,
    until_year: int | None,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Effort:
    fresh_programme = _to_write(effort.programme)
    fresh = locked(Effort, effort.pk, version=version, with_=("goal", "programme"))
    if fresh.is_reserved and amount_cents != fresh.amount_cents:
        raise IsReserved
    earlier, before = fresh.goal, fresh.amount_cents
    _fill_effort(fresh, organisation, does, goal, amount_cents, from_year, until_year)
    fresh.version += 1
    fresh.save()
    _tie_to_goal(fresh, earlier=earlier, by=by, at=at)
    _save(fresh_programme, at=at)
    search.put_effort(fresh)
    details = {"effort": fresh.pk, "from_cents": before, "to_cents": amount_cents}
    journal.record("programme.effort_changed", about=fresh_programme, by=by, at=at, details=details)
    return fresh


def _fill_effort(
    effort: Effort,
    organisation: Organisation,
    does: str,
    goal: Goal | None,
    amount_cents: int | None,
    from_year: int | None,
    until_year: int | None,
) -> None:
    effort.organisation = organisation
    effort.does = line(does, field="does", missing=gettext("Schrijf op wat deze partner doet."), longest=300)
    if goal is not None and goal.vision_id != effort.programme.vision_id:
        raise GoalElsewhere
    effort.goal = goal
    effort.amount_cents = amount_cents or None
    first, last = from_year or until_year, until_year or from_year
    if first is not None and last is not None:
        plan_writing.years(first, last)
    effort.from_year, effort.until_year = first, last


def _tie_to_goal(effort: Effort, *, earlier: Goal | None, by: Actor, at: datetime) -> None:
    if earlier is not None and earlier != effort.goal:
        why = gettext("Deze inspanning dient nu een ander doel.")
        thread.remove_cause(effort, cause=earlier, reason=why, by=by, at=at)
    if effort.goal is not None and earlier != effort.goal:
        thread.add_source(effort, cause=effort.goal, by=by, at=at)


@transaction.atomic
def remove_effort(effort: Effort, *, reason: str, by: Actor, at: datetime) -> None:
    """A partner does not do this after all. What waited for its money waits in vain, and hears why."""
    why = plan_writing.reason(reason)
    programme = _to_write(effort.programme)
    fresh = locked(Effort, effort.pk, with_=("organisation", "programme"))
    if fresh.is_reserved:
        raise IsReserved
    if queries.led_to_something(fresh):
        raise EffortIsUsed
    told = gettext("De inspanning “%(does)s” gaat niet door: %(reason)s") % {"does": fresh.does, "reason": why}
    lost = thread.lapse_conditions_waiting_for(fresh, reason=told, by=by, at=at)
    number = fresh.pk
    search.drop_effort(fresh)
    fresh.delete()
    _save(programme, at=at)
    journal.record("programme.effort_removed", about=programme, by=by, at=at, details={"effort": number})
    _tell_lost(lost, words=told, by=by, at=at)


# ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def wait_for_money(effort: Effort, condition: Condition, *, by: Actor, at: datetime) -> Condition:
    """This effort is to bring the money that an answer waits for; what was asked becomes a reason for the effort."""
    fresh = locked(Effort, effort.pk, with_=("programme",))
    if fresh.programme.state == ProgrammeState.CLOSED:
        raise ProgrammeIsClosed
    asked = thread.let_money_come_from(condition, thing=fresh, by=by, at=at)
    about = things.find_many([asked.answer.about]).get(asked.answer.about)
    if about is not None:
        thread.add_source(fresh, cause=about, by=by, at=at)
    return asked


@transaction.atomic
def reserve_money(
    effort: Effort,
    *,
    reserved_on: date,
    by: Actor,
    at: datetime,
    amount_cents: int | None = None,
    is_sure: bool = False,
    version: int | None = None,
) -> Effort:
    """The money is there. Each idea that waited for it comes back to the coordinator, and who asked hears. Once.

    Less than what the conditions together name is warned about; who is sure goes on.
    """
    fresh = locked(Effort, effort.pk, version=version, with_=("programme", "programme__work_area", "organisation"))
    if fresh.programme.state == ProgrammeState.CLOSED:
        raise ProgrammeIsClosed
    if fresh.is_reserved:
        return fresh
    if reserved_on > clock.dutch(at).date():
        raise ReservedTomorrow
    amount = amount_cents or fresh.amount_cents
    if not amount:
        raise AmountMissing
    needed = sum(condition.amount_cents or 0 for condition in queries.waiting_for(fresh))
    if needed > amount and not is_sure:
        told = gettext(
            "Wat hierop wacht vraagt samen %(needed)s, en u reserveert %(amount)s. "
            "Weet u het zeker? Zet dan een vinkje."
        )
        raise TooLittleMoney(told % {"needed": money.written(needed), "amount": money.written(amount)})
    fresh.amount_cents, fresh.reserved_on = amount, reserved_on
    fresh.version += 1
    fresh.save()
    search.put_effort(fresh)
    details = {"effort": fresh.pk, "amount_cents": amount}
    journal.record("programme.money_reserved", about=fresh.programme, by=by, at=at, details=details)
    _bring_back(thread.meet_conditions_waiting_for(fresh, by=by, at=at), by=by, at=at)
    return fresh


@transaction.atomic
def release_money(effort: Effort, *, reason: str, by: Actor, at: datetime) -> Effort:
    """The reserve falls away, and why. What was met stays met: that is answered anew by a person."""
    why = plan_writing.reason(reason)
    fresh = locked(Effort, effort.pk, with_=("programme",))
    if not fresh.is_reserved:
        return fresh
    fresh.reserved_on = None
    fresh.version += 1
    fresh.save()
    search.put_effort(fresh)
    thread.add_source(
        fresh,
        words=line(gettext("Reservering vervallen: %(why)s") % {"why": why}, field="reason", longest=300),
        by=by,
        at=at,
    )
    journal.record("programme.money_released", about=fresh.programme, by=by, at=at, details={"effort": fresh.pk})
    return fresh


def bring_back_what_waits_for_reserved_money(*, at: datetime) -> int:
    """What the clock does: an answer may have begun to wait at the very moment that the money was reserved."""
    count = 0
    for thing in queries.reserved_but_waited_for():
        with transaction.atomic():
            locked(type(thing), thing.pk)
            met = thread.meet_conditions_waiting_for(thing, by=CLOCK, at=at)
            _bring_back(met, by=CLOCK, at=at)
            count += len(met)
    return count


def _bring_back(met: list[Answer], *, by: Actor, at: datetime) -> None:
    signals.bring_back_all(met, by=by, at=at)
    visions.bring_back_goals(met, by=by, at=at)


def _tell_lost(lost: list[Answer], *, words: str, by: Actor, at: datetime) -> None:
    for answer in lost:
        signals.bring_back_unmet(answer, words=words, by=by, at=at)
    visions.lost_goals(lost, words=words, at=at)


# ── Agreeing and deciding ──────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def agree(
    programme: Programme,
    *,
    organisation: Organisation,
    name: str,
    agreed_on: date,
    by: Actor,
    at: datetime,
    words: str = "",
) -> ProgrammeAgreement:
    """A body or partner agrees, by name and date. The first residents' body makes it agreed with residents."""
    fresh = _to_write(programme)
    if agreed_on > clock.dutch(at).date():
        raise plan_writing.WordsMissing(
            gettext("Deze dag moet nog komen. Kies de dag van de afspraak."), field="agreed_on"
        )
    if fresh.agreements.filter(organisation=organisation).exists():
        raise AgreesAlready
    made: ProgrammeAgreement = ProgrammeAgreement.objects.create(
        programme=fresh,
        organisation=organisation,
        name=line(
            name, field="name", missing=gettext("Schrijf op wie er namens de organisatie instemde."), longest=120
        ),
        agreed_on=agreed_on,
        words=line(words, field="words", longest=500),
        of_version=fresh.version,
        recorded_by=plan_writing.person_of(by),
    )
    journal.record("programme.agreed", about=fresh, by=by, at=at, details={"organisation": organisation.pk})
    if organisation.is_body and fresh.state == ProgrammeState.DRAFT:
        _move(fresh, ProgrammeState.AGREED, by=by, at=at, counts=False)
    tell("programme_agreed", address_of(organisation), about=fresh, at=at, programme=fresh, agreement=made)
    return made


@transaction.atomic
def withdraw_agreement(agreement: ProgrammeAgreement, *, reason: str, by: Actor, at: datetime) -> None:
    """They do not agree any more. Without a residents' body it is a draft again."""
    why = plan_writing.reason(reason)
    fresh = _to_write(agreement.programme)
    organisation = agreement.organisation
    gone, _models = ProgrammeAgreement.objects.filter(pk=agreement.pk).delete()
    if not gone:
        return
    details = {"organisation": organisation.pk}
    journal.record("programme.agreement_withdrawn", about=fresh, by=by, at=at, details=details)
    tell(
        "programme_agreement_withdrawn", address_of(organisation), about=fresh, at=at, programme=fresh,
        organisation=organisation, words=why,
    )  # fmt: skip
    if fresh.state == ProgrammeState.AGREED and not queries.bodies_that_agreed(fresh):
        _move(fresh, ProgrammeState.DRAFT, by=by, at=at)


@transaction.atomic
def adopt_programme(
    programme: Programme,
    *,
    adopted_on: date,
    by: Actor,
    at: datetime,
    decision_number: str = "",
    is_sure: bool = False,
    version: int | None = None,
) -> Programme:
    """A decision. What waits for the money of the programme as a whole comes back; without residents it is warned."""
    fresh = locked(Programme, programme.pk, version=version, with_=("work_area", "vision"))
    if fresh.is_adopted:
        return fresh
    if adopted_on > clock.dutch(at).date():
        raise visions.AdoptedTomorrow
    if not fresh.efforts.exists():
        raise NothingToAdopt
    comments.refuse_open(fresh)
    if not queries.bodies_that_agreed(fresh) and not is_sure:
        raise NobodyAgreed
    fresh.adopted_on = adopted_on
    fresh.decision_number = line(decision_number, field="decision_number", longest=60)
    _move(fresh, ProgrammeState.ADOPTED, by=by, at=at)
    _bring_back(thread.meet_conditions_waiting_for(fresh, by=by, at=at), by=by, at=at)
    return fresh


@transaction.atomic
def move_programme(programme: Programme, *, state: ProgrammeState, by: Actor, at: datetime) -> Programme:
    """Close it at the end of its years, or open it again."""
    fresh = locked(Programme, programme.pk, with_=("work_area", "vision"))
    if (state := ProgrammeState(state)) == fresh.state:
        return fresh
    if state not in (ProgrammeState.CLOSED, ProgrammeState.ADOPTED) or not fresh.is_adopted:
        raise StepNotPossible
    _move(fresh, state, by=by, at=at)
    return fresh


def _move(programme: Programme, to: ProgrammeState, *, by: Actor, at: datetime, counts: bool = True) -> None:
    earlier = ProgrammeState(programme.state)
    if to not in PROGRAMME_MOVES[earlier]:
        raise StepNotPossible
    programme.state = to
    if counts:
        _save(programme, at=at)
    else:  # agreeing changes nothing that somebody agreed with
        programme.save(update_fields=["state"])
        search.put_programme(programme)
    for effort in programme.efforts.all():
        effort.programme = programme
        search.put_effort(effort)
    journal.record("programme.moved", about=programme, by=by, at=at, details={"from": earlier, "to": to})
