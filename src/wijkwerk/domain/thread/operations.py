"""What can be done on the thread: answer, meet conditions, say why a thing exists.

Who calls these tells the people concerned and records the answer in the journal of its own room; conditions and sources
are recorded here. Order of locks, everywhere: first the things that answers are about, by kind and number; then, only
where a new condition waits for a thing, the municipality.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.thread import things
from wijkwerk.domain.thread.models import Answer, Condition, ConditionKind, ConditionState, Source, Verdict
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import Ref, ref
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality


class ReasonMissing(Refusal):
    message = _("Schrijf op waarom het antwoord nee is. Zonder reden kan een nee niet.")
    field = "reason"


class ConditionMissing(Refusal):
    message = _("Noem ten minste één voorwaarde: wat er nodig is, van wie en wanneer. Of kies “ja” of “nee”.")
    field = "conditions"


class ConditionTooMany(Refusal):
    message = _("Voorwaarden horen alleen bij “ja, op voorwaarde dat”. Kies dat antwoord of maak de voorwaarden leeg.")
    field = "verdict"


class ConditionNotConcrete(Refusal):
    message = _("Maak de voorwaarde concreet: wat is er nodig, van wie en wanneer?")
    field = "conditions"


class CircleOfConditions(Refusal):
    message = _("Deze voorwaarde maakt een kring: dan wacht alles op elkaar en gebeurt er niets.")
    field = "conditions"


class AnswerChangedMeanwhile(Refusal):
    """`current` is the answer that somebody else gave meanwhile."""

    message = _(
        "Iemand anders heeft dit intussen beantwoord. Lees eerst dat antwoord. "
        "Wat u typte staat hier nog: verstuur het opnieuw als het nog klopt."
    )
    status = 409

    def __init__(self, current: Answer | None = None) -> None:
        super().__init__()
        self.current = current


class AnsweredTwice(AnswerChangedMeanwhile):
    """The same answer by the same person was sent a second time: `current` is the one that stands."""

    message = _("Dit antwoord was al verstuurd. U hoeft niets meer te doen.")


class ConditionIsClosed(Refusal):
    message = _("Deze voorwaarde staat niet meer open. Ververs de pagina om te zien hoe het ervoor staat.")
    status = 409


class SaysNotWhy(Refusal):
    message = _("Schrijf in een paar woorden op waarom.")
    field = "reason"


class SourceNotConcrete(Refusal):
    message = _("Kies een aanleiding, of beschrijf haar in een paar woorden.")
    field = "words"


class SourceMakesCircle(Refusal):
    message = _("Dit kan niet de aanleiding zijn: het is zelf uit dit voortgekomen.")
    field = "cause"


class WaitsForNoMoney(Refusal):
    message = _("Deze voorwaarde wacht niet op geld. Kies een voorwaarde die op geld wacht.")
    field = "conditions"


WAITS_FOR_A_THING = (ConditionKind.ITEM, ConditionKind.MONEY)


@dataclass(frozen=True, kw_only=True)
class ConditionDraft:
    """A condition before it stands: what is needed, from whom, by when."""

    kind: ConditionKind
    what: str
    from_whom: str
    by_when: date
    amount_cents: int | None = None
    waits_for: Ref | None = None


def person_id_of(actor: Actor) -> int | None:
    """The person behind the actor, where there is one: not a key, a visitor or the clock."""
    return actor.id if actor.kind == "person" else None


# ── Answers ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def give_answer(
    thing: Model,
    *,
    verdict: Verdict,
    by: Actor,
    at: datetime,
    reason: str = "",
    conditions: Sequence[ConditionDraft] = (),
    replaces: int | None = None,
) -> Answer:
    """Give one of the three answers. A former answer is replaced, and what it still waited for is cancelled.

    `replaces` is the number of the answer that was on the screen, 0 for none, None when it does not matter: an answer
    that somebody else gave meanwhile is not silently replaced. Locks the thing.
    """
    verdict, reason = Verdict(verdict), text.clean_text(reason)
    if verdict == Verdict.NO and not reason:
        raise ReasonMissing
    if verdict == Verdict.CONDITIONAL and not conditions:
        raise ConditionMissing
    if verdict != Verdict.CONDITIONAL and conditions:
        raise ConditionTooMany
    drafts = concrete(conditions, on=clock.dutch(at).date())

    _hold([ref(thing)])
    current = _current(ref(thing))
    if replaces is not None and replaces != (current.pk if current else 0):
        same = current is not None and _says_the_same(current, verdict, reason, drafts, by)
        raise AnsweredTwice(current) if same else AnswerChangedMeanwhile(current)
    _refuse_circles(ref(thing), [draft.waits_for for draft in drafts if draft.waits_for], by=by)

    if current is not None:
        _cancel_open(current, at=at)
        current.is_current = False
        current.save(update_fields=["is_current"])
    answer: Answer = Answer.objects.create(
        about_kind=ref(thing).kind,
        about_id=ref(thing).id,
        verdict=verdict,
        reason=reason,
        given_at=at,
        given_by_id=person_id_of(by),
    )
    if current is not None:
        current.replaced_by = answer
        current.save(update_fields=["replaced_by"])
    Condition.objects.bulk_create(_condition(answer, draft, number) for number, draft in enumerate(drafts, 1))
    return answer


@transaction.atomic
def cancel_conditions(thing: Model, *, reason: str, by: Actor, at: datetime) -> None:
    """The thing ended otherwise (withdrawn, merged): its open conditions need not be met any more. Locks the thing."""
    _hold([ref(thing)])
    current = _current(ref(thing))
    if current is not None and _cancel_open(current, at=at, reason=text.clean_text(reason)):
        journal.record("thread.conditions_cancelled", about=thing, by=by, at=at, details={"answer": current.pk})


def _current(about: Ref) -> Answer | None:
    found: Answer | None = Answer.objects.current().filter(about_kind=about.kind, about_id=about.id).first()
    return found


def _cancel_open(answer: Answer, *, at: datetime, reason: str = "") -> int:
    count: int = Condition.objects.filter(answer=answer, state=ConditionState.OPEN).update(
        state=ConditionState.CANCELLED, ended_at=at, ended_reason=reason
    )
    return count


def concrete(drafts: Sequence[ConditionDraft], *, on: date) -> list[ConditionDraft]:
    """The drafts with clean words; refused where one leaves open what, from whom or by when."""
    return [_concrete(draft, number, on=on) for number, draft in enumerate(drafts, 1)]


def _concrete(draft: ConditionDraft, number: int, *, on: date) -> ConditionDraft:
    """The draft with clean words; refused where it leaves open what, from whom or by when."""

    def refuse(words: str) -> ConditionNotConcrete:
        return ConditionNotConcrete(gettext("Voorwaarde %(number)s: %(words)s") % {"number": number, "words": words})

    what, from_whom = text.one_line(draft.what), text.one_line(draft.from_whom)
    if not what:
        raise refuse(gettext("vul in wat er nodig is."))
    if not from_whom:
        raise refuse(gettext("vul in van wie dit moet komen."))
    for words, longest in ((what, 500), (from_whom, 200)):
        if len(words) > longest:
            raise refuse(
                gettext("deze tekst is te lang: %(length)s tekens. Er passen %(longest)s tekens.")
                % {"length": len(words), "longest": longest}
            )
    if draft.by_when < on:
        raise refuse(gettext("de datum is al voorbij. Kies een dag die nog komt."))
    if draft.kind == ConditionKind.ITEM and draft.waits_for is None:
        raise refuse(gettext("kies welk project eerst klaar moet zijn."))
    if draft.amount_cents is not None and draft.amount_cents <= 0:
        raise refuse(gettext("vul een bedrag in dat groter is dan nul."))
    return ConditionDraft(
        kind=ConditionKind(draft.kind),
        what=what,
        from_whom=from_whom,
        by_when=draft.by_when,
        amount_cents=draft.amount_cents if draft.kind == ConditionKind.MONEY else None,
        waits_for=draft.waits_for if draft.kind in WAITS_FOR_A_THING else None,
    )


def _condition(answer: Answer, draft: ConditionDraft, order: int) -> Condition:
    return Condition(
        answer=answer,
        order=order,
        kind=draft.kind,
        what=draft.what,
        from_whom=draft.from_whom,
        by_when=draft.by_when,
        amount_cents=draft.amount_cents,
        waits_for_kind=draft.waits_for.kind if draft.waits_for else "",
        waits_for_id=draft.waits_for.id if draft.waits_for else None,
    )


def _says_the_same(answer: Answer, verdict: Verdict, reason: str, drafts: Sequence[ConditionDraft], by: Actor) -> bool:
    standing = [
        ConditionDraft(
            kind=ConditionKind(condition.kind),
            what=condition.what,
            from_whom=condition.from_whom,
            by_when=condition.by_when,
            amount_cents=condition.amount_cents,
            waits_for=condition.waits_for,
        )
        for condition in answer.conditions.all()
    ]
    return (answer.verdict, answer.reason, answer.given_by_id, standing) == (
        verdict,
        reason,
        person_id_of(by),
        list(drafts),
    )


# ── Circles ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _refuse_circles(thing: Ref, waits_for: Sequence[Ref], *, by: Actor) -> None:
    """Refuse conditions by which, in the end, the thing would wait for itself.

    Locks the municipality, so that two people who each make one half at the same moment come one after the other.
    """
    if not waits_for:
        return
    Municipality.objects.select_for_update(no_key=True).get(pk=scope.current().pk)
    found = things.find_many(waits_for)
    for reference in waits_for:
        waited_for: Any = found.get(reference)
        if waited_for is None:
            raise ConditionNotConcrete(gettext("Het project waarop u wilt wachten bestaat niet meer. Kies een ander."))
        if getattr(waited_for, "thread_is_done", False):
            raise ConditionNotConcrete(
                getattr(waited_for, "thread_done_words", "")
                or gettext("Het project waarop u wilt wachten is al klaar. Dan hoeft u niet te wachten.")
            )
    came_from: dict[Ref, Ref] = dict.fromkeys(waits_for, thing)
    frontier = set(waits_for)
    while frontier and thing not in frontier:
        edges = [(edge, goal) for edge, goal in _waits(frontier) if goal not in came_from]
        came_from.update({goal: start for start, goal in edges})
        frontier = {goal for _start, goal in edges}
    if thing in frontier:
        raise CircleOfConditions(_told(thing, came_from, by=by))


def _waits(frontier: Iterable[Ref]) -> list[tuple[Ref, Ref]]:
    """Which thing waits for which, from these on: by open and met conditions of current answers."""
    wanted = Q()
    for kind, ids in _by_kind(frontier).items():
        wanted |= Q(answer__about_kind=kind, answer__about_id__in=ids)
    rows = (
        Condition.objects.of_current_answers()
        .filter(wanted, waits_for_id__isnull=False, state__in=[ConditionState.OPEN, ConditionState.MET])
        .values_list("answer__about_kind", "answer__about_id", "waits_for_kind", "waits_for_id")
    )
    return [(Ref(kind, pk), Ref(goal_kind, goal_pk)) for kind, pk, goal_kind, goal_pk in rows]


def _told(thing: Ref, came_from: dict[Ref, Ref], *, by: Actor) -> str:
    """The circle in words: who waits for whom."""
    chain = [thing]
    while len(chain) == 1 or chain[-1] != thing:
        chain.append(came_from[chain[-1]])
    chain.reverse()
    found = things.find_many(chain)
    first, second, *others = [
        f"“{things.face_of(found[step], for_actor=by).title}”" if step in found else gettext("iets dat weg is")
        for step in chain
    ]
    told = gettext("%(first)s wacht op %(second)s") % {"first": first, "second": second}
    told += "".join(gettext(", dat wacht op %(next)s") % {"next": other} for other in others)
    return gettext("Deze voorwaarde maakt een kring: %(chain)s. Dan gebeurt er niets. Kies een andere voorwaarde.") % {
        "chain": told
    }


def _by_kind(references: Iterable[Ref]) -> dict[str, list[int]]:
    by_kind: dict[str, list[int]] = {}
    for reference in sorted(references):
        by_kind.setdefault(reference.kind, []).append(reference.id)
    return by_kind


def _hold(references: Iterable[Ref]) -> None:
    """Lock the things themselves, by kind and number, until the deed is done."""
    for kind, ids in _by_kind(references).items():
        model = things.model_of(kind)
        if model is not None:
            rows = model._default_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
            list(rows.values_list("pk", flat=True))


# ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def meet_condition(condition: Condition, *, by: Actor, at: datetime, note: str = "") -> Answer:
    """What was needed is there. Gives the answer, whose `all_met` says whether everything is; again is harmless.

    When this met the last condition, the answer's `met_at` is `at`. Locks the thing that the answer is about.
    """
    _hold([condition.answer.about])
    fresh = Condition.objects.select_related("answer").get(pk=condition.pk)
    if fresh.state == ConditionState.MET:
        answer: Answer = fresh.answer
        return answer
    if fresh.state != ConditionState.OPEN or not fresh.answer.is_current:
        raise ConditionIsClosed
    _meet([fresh], by=by, at=at, note=text.clean_text(note))
    return Answer.objects.get(pk=fresh.answer_id)  # type: ignore[no-any-return]


@transaction.atomic
def meet_conditions_waiting_for(thing: Model, *, by: Actor, at: datetime) -> list[Answer]:
    """The thing is done: so are the conditions waiting for it. Gives the answers that have nothing left to wait for.

    Locks the things that those answers are about.
    """
    waiting = Condition.objects.open().filter(waits_for_kind=ref(thing).kind, waits_for_id=ref(thing).id)
    return _meet_all(waiting, by=by, at=at)


@transaction.atomic
def meet_conditions_by_date(on: date, *, at: datetime, by: Actor) -> list[Answer]:
    """The day has come: so has what waited for it. Gives the answers that have nothing left to wait for."""
    return _meet_all(Condition.objects.open().filter(kind=ConditionKind.DATE, by_when__lte=on), by=by, at=at)


@transaction.atomic
def lapse_conditions_waiting_for(thing: Model, *, reason: str, by: Actor, at: datetime) -> list[Answer]:
    """The thing will not be done: what waited for it waits in vain. Gives the answers that need another one.

    Locks the things that those answers are about.
    """
    reason = text.clean_text(reason)
    if not reason:
        raise SaysNotWhy
    waiting = Condition.objects.open().filter(waits_for_kind=ref(thing).kind, waits_for_id=ref(thing).id)
    _hold_about(waiting)
    conditions = list(waiting.select_related("answer"))
    Condition.objects.filter(pk__in=[condition.pk for condition in conditions]).update(
        state=ConditionState.LAPSED, ended_at=at, ended_reason=reason
    )
    _record("thread.condition_lapsed", conditions, by=by, at=at)
    return list(Answer.objects.filter(pk__in={condition.answer_id for condition in conditions}).order_by("id"))


@transaction.atomic
def lapse_condition(condition: Condition, *, reason: str, by: Actor, at: datetime) -> Answer:
    """What was needed will not come. The thing needs another answer; who calls this tells so. Locks the thing."""
    reason = text.clean_text(reason)
    if not reason:
        raise SaysNotWhy
    fresh = _open_again(condition)
    fresh.state, fresh.ended_at, fresh.ended_reason = ConditionState.LAPSED, at, reason
    fresh.save(update_fields=["state", "ended_at", "ended_reason"])
    _record("thread.condition_lapsed", [fresh], by=by, at=at)
    answer: Answer = fresh.answer
    return answer


@transaction.atomic
def change_condition(
    condition: Condition,
    *,
    by: Actor,
    at: datetime,
    by_when: date | None = None,
    what: str | None = None,
    from_whom: str | None = None,
) -> Condition:
    """Another day, or other words, for what is still needed; the caller tells who asked. Locks the thing."""
    fresh = _open_again(condition)
    draft = _concrete(
        ConditionDraft(
            kind=ConditionKind(fresh.kind),
            what=fresh.what if what is None else what,
            from_whom=fresh.from_whom if from_whom is None else from_whom,
            by_when=by_when or fresh.by_when,
            amount_cents=fresh.amount_cents,
            waits_for=fresh.waits_for,
        ),
        fresh.order,
        on=clock.dutch(at).date() if by_when else fresh.by_when,
    )
    before = fresh.by_when
    fresh.what, fresh.from_whom, fresh.by_when = draft.what, draft.from_whom, draft.by_when
    fresh.save(update_fields=["what", "from_whom", "by_when"])
    details = {"from": before.isoformat(), "to": fresh.by_when.isoformat()} if before != fresh.by_when else {}
    _record("thread.condition_changed", [fresh], by=by, at=at, details=details)
    return fresh


@transaction.atomic
def let_money_come_from(condition: Condition, *, thing: Model, by: Actor, at: datetime) -> Condition:
    """The money that this condition waits for is to be reserved by this thing: done, it meets the condition.

    Locks what the answer is about, and the municipality, as a new condition does.
    """
    fresh = _open_again(condition)
    if fresh.kind != ConditionKind.MONEY:
        raise WaitsForNoMoney
    if fresh.waits_for == ref(thing):
        return fresh
    _refuse_circles(fresh.answer.about, [ref(thing)], by=by)
    fresh.waits_for_kind, fresh.waits_for_id = ref(thing)
    fresh.save(update_fields=["waits_for_kind", "waits_for_id"])
    _record("thread.money_comes_from", [fresh], by=by, at=at, details={"kind": ref(thing).kind, "id": ref(thing).id})
    return fresh


def _open_again(condition: Condition) -> Condition:
    """The condition as it stands, with its thing locked; refused when it is not open any more."""
    _hold([condition.answer.about])
    fresh: Condition = Condition.objects.select_related("answer").get(pk=condition.pk)
    if fresh.state != ConditionState.OPEN or not fresh.answer.is_current:
        raise ConditionIsClosed
    return fresh


def _meet_all(waiting: Any, *, by: Actor, at: datetime) -> list[Answer]:
    _hold_about(waiting)
    return _meet(list(waiting.select_related("answer")), by=by, at=at)


def _hold_about(waiting: Any) -> None:
    about = waiting.values_list("answer__about_kind", "answer__about_id")
    _hold({Ref(kind, pk) for kind, pk in about})


def _meet(conditions: Sequence[Condition], *, by: Actor, at: datetime, note: str = "") -> list[Answer]:
    """Meet conditions that are open and locked; the answers of which they were the last."""
    if not conditions:
        return []
    Condition.objects.filter(pk__in=[condition.pk for condition in conditions]).update(
        state=ConditionState.MET, met_at=at, met_by_id=person_id_of(by), met_note=note
    )
    _record("thread.condition_met", conditions, by=by, at=at)
    answers = {condition.answer_id for condition in conditions}
    unfinished = Condition.objects.filter(answer_id__in=answers).exclude(state=ConditionState.MET)
    finished = answers - set(unfinished.values_list("answer_id", flat=True))
    Answer.objects.filter(pk__in=finished).update(met_at=at)
    return list(Answer.objects.filter(pk__in=finished).order_by("id"))


def _record(
    verb: str, conditions: Sequence[Condition], *, by: Actor, at: datetime, details: dict[str, Any] | None = None
) -> None:
    found = things.find_many(condition.answer.about for condition in conditions)
    for condition in conditions:
        if (about := found.get(condition.answer.about)) is not None:
            number = {"condition": condition.pk, "answer": condition.answer_id}
            journal.record(verb, about=about, by=by, at=at, details=number | (details or {}))


# ── Sources ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_source(
    thing: Model, *, by: Actor, at: datetime, cause: Model | None = None, words: str = "", link: str = ""
) -> Source:
    """Say why the thing exists: another thing, or words with a link. The same cause twice is once. Locks the thing."""
    words, link = text.one_line(words), text.one_line(link)
    if (cause is None and not words) or len(words) > 300 or len(link) > 500:
        raise SourceNotConcrete
    if link and not link.startswith(("https://", "http://")):
        raise SourceNotConcrete(gettext("Een link begint met https://. Controleer het adres."), field="link")
    _hold([ref(thing)])
    kind, number = ref(thing)
    cause_kind, cause_id = ref(cause) if cause is not None else ("", None)
    if cause is not None:
        standing = Source.objects.standing().filter(
            thing_kind=kind, thing_id=number, cause_kind=cause_kind, cause_id=cause_id
        )
        if (already := standing.first()) is not None:
            return already  # type: ignore[no-any-return]
        _refuse_own_offspring(ref(thing), ref(cause))
    source: Source = Source.objects.create(
        thing_kind=kind,
        thing_id=number,
        cause_kind=cause_kind,
        cause_id=cause_id,
        words=words,
        link=link,
        added_at=at,
        added_by_id=person_id_of(by),
    )
    details = {"source": source.pk} | ({"cause_kind": cause_kind, "cause_id": cause_id} if cause is not None else {})
    journal.record("thread.source_added", about=thing, by=by, at=at, details=details)
    return source


@transaction.atomic
def remove_source(source: Source, *, reason: str, by: Actor, at: datetime) -> Source:
    """This was not why after all. The source stays on record, with the reason. Again is harmless. Locks the thing."""
    reason = text.clean_text(reason)
    if not reason:
        raise SaysNotWhy
    _hold([source.thing])
    fresh: Source = Source.objects.get(pk=source.pk)
    if fresh.removed_at is None:
        fresh.removed_at, fresh.removed_by_id, fresh.removed_reason = at, person_id_of(by), reason
        fresh.save(update_fields=["removed_at", "removed_by", "removed_reason"])
        if (thing := things.find_many([fresh.thing]).get(fresh.thing)) is not None:
            journal.record("thread.source_removed", about=thing, by=by, at=at, details={"source": fresh.pk})
    return fresh


@transaction.atomic
def remove_cause(thing: Model, *, cause: Model, reason: str, by: Actor, at: datetime) -> None:
    """This thing was not why after all; nothing happens where it never was. Locks the thing."""
    (kind, number), (cause_kind, cause_id) = ref(thing), ref(cause)
    standing = Source.objects.standing().filter(thing_kind=kind, thing_id=number)
    for source in standing.filter(cause_kind=cause_kind, cause_id=cause_id):
        remove_source(source, reason=reason, by=by, at=at)


def _refuse_own_offspring(thing: Ref, cause: Ref) -> None:
    """A thing cannot come from what came from it."""
    seen, frontier = {cause}, {cause}
    while frontier:
        if thing in frontier:
            raise SourceMakesCircle
        wanted = Q()
        for kind, ids in _by_kind(frontier).items():
            wanted |= Q(thing_kind=kind, thing_id__in=ids)
        causes = Source.objects.standing().filter(wanted, cause_id__isnull=False)
        frontier = {Ref(kind, pk) for kind, pk in causes.values_list("cause_kind", "cause_id")} - seen
        seen |= frontier
