"""What can be done with a vision: write it, let people react, decide, keep versions, revise it.

Order of locks: the vision first, then its goals, its comments. What is adopted is not written any more.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Goal, MunicipalTheme, TakenOver, Vision, VisionComment, VisionVersion
from wijkwerk.domain.plans.models.visions import AdoptedBy, GoalKind, Owner
from wijkwerk.domain.plans.operations import comments, indicators, plan_writing
from wijkwerk.domain.plans.operations.plan_writing import (
    StepNotPossible,
    address_of,
    line,
    locked,
    story,
    tell,
)
from wijkwerk.domain.plans.plan_states import VISION_MOVES, VISION_STEPS_BY_HAND, VisionState
from wijkwerk.domain.plans.queries import visions as queries
from wijkwerk.domain.plans.search import visions as search
from wijkwerk.domain.thread import operations as thread
from wijkwerk.domain.thread.models import Answer, Condition, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

LONGEST_VISION = 40_000  # characters: a vision of about twenty pages


class VisionStands(Refusal):
    message = _("Deze visie is vastgesteld en verandert niet meer. Begin een herziening.")
    status = 409


class NotWrittenNow(Refusal):
    message = _("Deze visie ligt nu voor. Sluit eerst de reacties, dan kunt u haar weer wijzigen.")
    status = 409


class BodyMissing(Refusal):
    message = _("Kies welke bewonersorganisatie dit plan maakt.")
    field = "body"


class NothingToAdopt(Refusal):
    message = _("Er staat nog geen doel in. Schrijf eerst ten minste één doel op.")


class DecisionMissing(Refusal):
    message = _("Vul het nummer van het besluit in.")
    field = "decision_number"


class AdoptedTomorrow(Refusal):
    message = _("Deze dag moet nog komen. Leg het besluit vast als het genomen is.")
    field = "adopted_on"


class OnlyResidentsAdopt(Refusal):
    message = _("Een plan van bewoners stellen de bewoners zelf vast. Kies “de bewoners”.")
    field = "adopted_by"


class ResidentsDoNotAdopt(Refusal):
    message = _("Deze visie is van de gemeente. Kies de gemeenteraad of het college.")
    field = "adopted_by"


class NoCommentsNow(Refusal):
    message = _("Reageren kan nu niet: dit plan ligt niet meer voor.")
    status = 409


class IsRevisedAlready(Refusal):
    message = _("Er is al een herziening van deze visie. Ga daarin verder.")
    status = 409


class OnlyAdoptedIsRevised(Refusal):
    message = _("Een herziening begint bij een visie die is vastgesteld. Deze kunt u nog gewoon wijzigen.")
    status = 409


class GoalIsUsed(Refusal):
    message = _("Aan dit doel hangt al iets, zoals een inspanning. Haal dat eerst weg.")
    status = 409


class ConsultationHasEnded(Refusal):
    message = _("De laatste dag om te reageren ligt in de toekomst. Kies een dag die nog komt.")
    field = "until"


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def start_vision(
    work_area: WorkArea,
    *,
    title: str,
    from_year: int,
    until_year: int,
    by: Actor,
    at: datetime,
    text: str = "",
    owner: Owner = Owner.MUNICIPALITY,
    body: Organisation | None = None,
    client_key: uuid.UUID | None = None,
) -> Vision:
    """A first draft. The same `client_key` again gives the one that was made."""
    if client_key is not None and (made := Vision.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    owner = Owner(owner)
    if (owner == Owner.RESIDENTS) != (body is not None):
        raise BodyMissing
    vision = Vision(work_area=work_area, owner=owner, body=body, created_at=at, changed_at=at)
    if client_key is not None:
        vision.client_key = client_key
    _fill_in(vision, title=title, text=text, from_year=from_year, until_year=until_year)
    vision.save()
    search.put_vision(vision)
    journal.record("vision.started", about=vision, by=by, at=at)
    return vision


@transaction.atomic
def change_vision(
    vision: Vision,
    *,
    title: str,
    text: str,
    from_year: int,
    until_year: int,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Vision:
    """Other words. `version` is what the person saw: what somebody else wrote meanwhile is not lost."""
    fresh = _to_write(vision, version=version)
    _fill_in(fresh, title=title, text=text, from_year=from_year, until_year=until_year)
    _save(fresh, at=at)
    journal.record("vision.changed", about=fresh, by=by, at=at)
    return fresh


def _fill_in(vision: Vision, *, title: str, text: str, from_year: int, until_year: int) -> None:
    vision.title = line(title, field="title", missing=gettext("Geef de visie een titel."))
    vision.text = story(text, field="text", longest=LONGEST_VISION)
    vision.from_year, vision.until_year = plan_writing.years(from_year, until_year)
    if vision.from_year == vision.until_year:
        raise plan_writing.YearsNotPossible


def _to_write(vision: Vision, *, version: int | None = None) -> Vision:
    """The vision, locked, while it may be written."""
    fresh = locked(Vision, vision.pk, version=version, with_=("work_area",))
    if fresh.is_adopted:
        raise VisionStands
    if fresh.state == VisionState.CONSULTATION:
        raise NotWrittenNow
    if not fresh.is_writable:
        raise StepNotPossible
    return fresh


def _save(vision: Vision, *, at: datetime) -> None:
    vision.version += 1
    vision.changed_at = at
    vision.save()
    search.put_vision(vision)


# ── Goals ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def add_goal(
    vision: Vision,
    *,
    title: str,
    by: Actor,
    at: datetime,
    description: str = "",
    theme: MunicipalTheme | None = None,
    kind: GoalKind = GoalKind.GOAL,
) -> Goal:
    fresh = _to_write(vision)
    number = (fresh.goals.aggregate(last=Max("number"))["last"] or 0) + 1
    goal = Goal(vision=fresh, number=number, kind=GoalKind(kind))
    _fill_goal(goal, title=title, description=description, theme=theme)
    goal.save()
    _save(fresh, at=at)
    search.put_goal(goal)
    journal.record("vision.goal_added", about=fresh, by=by, at=at, details={"goal": goal.pk})
    return goal


@transaction.atomic
def change_goal(
    goal: Goal,
    *,
    title: str,
    description: str,
    theme: MunicipalTheme | None,
    kind: GoalKind,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Goal:
    fresh_vision = _to_write(goal.vision)
    fresh = locked(Goal, goal.pk, version=version, with_=("vision",))
    _fill_goal(fresh, title=title, description=description, theme=theme)
    fresh.kind = GoalKind(kind)
    fresh.version += 1
    fresh.save()
    _save(fresh_vision, at=at)
    search.put_goal(fresh)
    journal.record("vision.goal_changed", about=fresh_vision, by=by, at=at, details={"goal": fresh.pk})
    return fresh


@transaction.atomic
def remove_goal(goal: Goal, *, by: Actor, at: datetime) -> None:
    """A goal that is dropped while the vision is made; earlier versions keep it."""
    fresh_vision = _to_write(goal.vision)
    if queries.is_used(goal):
        raise GoalIsUsed
    number = goal.pk
    search.drop_goal(goal)
    try:
        Goal.objects.filter(pk=number).delete()
    except ProtectedError as used:
        raise GoalIsUsed from used
    _save(fresh_vision, at=at)
    journal.record("vision.goal_removed", about=fresh_vision, by=by, at=at, details={"goal": number})


def _fill_goal(goal: Goal, *, title: str, description: str, theme: MunicipalTheme | None) -> None:
    goal.title = line(title, field="title", missing=gettext("Schrijf op wat u wilt bereiken."))
    goal.description = story(description, field="description")
    goal.theme = theme


# ── Versions ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def keep_version(vision: Vision, *, label: str, by: Actor, at: datetime) -> VisionVersion:
    """The vision as it is now, kept under a name."""
    fresh = locked(Vision, vision.pk)
    words = line(label, field="label", missing=gettext("Geef deze versie een naam."), longest=120)
    return _keep(fresh, label=words, by=by, at=at)


def _keep(vision: Vision, *, label: str, by: Actor, at: datetime) -> VisionVersion:
    number = (vision.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    kept: VisionVersion = VisionVersion.objects.create(
        vision=vision,
        number=number,
        label=label,
        content=queries.content_of(vision),
        is_public=not vision.is_hidden,
        made_at=at,
        made_by=plan_writing.person_of(by),
    )
    journal.record("vision.version_kept", about=vision, by=by, at=at, details={"version": kept.number})
    return kept


@transaction.atomic
def revise(vision: Vision, *, from_year: int, until_year: int, by: Actor, at: datetime) -> Vision:
    """Begin a revision: everything of the adopted one as a draft, whose goals go on under the same lineage."""
    standing = locked(Vision, vision.pk, with_=("work_area", "body"))
    if standing.state != VisionState.ADOPTED:
        raise OnlyAdoptedIsRevised
    if Vision.objects.filter(revises=standing).exclude(state=VisionState.DROPPED).exists():
        raise IsRevisedAlready
    fresh = Vision(
        work_area=standing.work_area,
        owner=standing.owner,
        body=standing.body,
        revises=standing,
        edition=standing.edition + 1,
        created_at=at,
        changed_at=at,
    )
    _fill_in(fresh, title=standing.title, text=standing.text, from_year=from_year, until_year=until_year)
    fresh.save()
    for goal in standing.goals.order_by("number"):
        copied: Goal = Goal.objects.create(
            vision=fresh,
            number=goal.number,
            kind=goal.kind,
            title=goal.title,
            description=goal.description,
            theme=goal.theme,
            lineage=goal.lineage,
        )
        thread.add_source(copied, cause=goal, by=by, at=at)
        indicators.go_on_with(goal, under=copied, at=at)
        search.put_goal(copied)
    _keep(fresh, label=gettext("Begin van de herziening"), by=by, at=at)
    search.put_vision(fresh)
    journal.record("vision.revised", about=fresh, by=by, at=at, details={"revises": standing.pk})
    return fresh


# ── States ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _move(vision: Vision, to: VisionState) -> str:
    earlier = vision.state
    if to not in VISION_MOVES[VisionState(earlier)]:
        raise StepNotPossible
    vision.state = to
    return earlier


@transaction.atomic
def open_consultation(
    vision: Vision, *, until: date, is_open_to_all: bool, by: Actor, at: datetime, version: int | None = None
) -> Vision:
    """Put it before body, partners and, when so chosen, everybody. The body and partners get a letter."""
    fresh = locked(Vision, vision.pk, version=version, with_=("work_area",))
    if until <= clock.dutch(at).date():
        raise ConsultationHasEnded
    if not fresh.goals.exists():
        raise NothingToAdopt
    earlier = _move(fresh, VisionState.CONSULTATION)
    fresh.consultation_until, fresh.is_open_to_all = until, is_open_to_all
    _save(fresh, at=at)
    _keep(fresh, label=gettext("Ligt voor"), by=by, at=at)
    _goals_found(fresh)
    journal.record("vision.moved", about=fresh, by=by, at=at, details={"from": earlier, "to": fresh.state})
    for organisation in queries.to_be_asked(fresh):
        tell("consultation_opened", address_of(organisation), about=fresh, at=at, vision=fresh)
    return fresh


@transaction.atomic
def move_vision(vision: Vision, *, state: VisionState, by: Actor, at: datetime, version: int | None = None) -> Vision:
    """Close the consultation, stop, or take it up again."""
    fresh = locked(Vision, vision.pk, version=version, with_=("work_area",))
    if (state := VisionState(state)) == fresh.state:
        return fresh
    if state not in VISION_STEPS_BY_HAND:
        raise StepNotPossible
    earlier = _move(fresh, state)
    _save(fresh, at=at)
    _goals_found(fresh)
    journal.record("vision.moved", about=fresh, by=by, at=at, details={"from": earlier, "to": state})
    return fresh


def close_consultations_that_ended(*, at: datetime) -> int:
    """What the clock does: after its last day a vision lies before nobody any more."""
    ended = Vision.objects.filter(state=VisionState.CONSULTATION, consultation_until__lt=clock.dutch(at).date())
    count = 0
    for vision in ended.order_by("pk"):
        move_vision(vision, state=VisionState.PROCESSING, by=CLOCK, at=at)
        count += 1
    return count


@transaction.atomic
def adopt_vision(
    vision: Vision,
    *,
    adopted_by: AdoptedBy,
    adopted_on: date,
    decision_number: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Vision:
    """A decision: by whom, when, under which number. From now on it stays as it is; what it revises is replaced."""
    fresh = locked(Vision, vision.pk, version=version, with_=("work_area", "revises"))
    if fresh.is_adopted:
        raise VisionStands
    adopted_by = AdoptedBy(adopted_by)
    if fresh.is_of_residents and adopted_by != AdoptedBy.RESIDENTS:
        raise OnlyResidentsAdopt
    if not fresh.is_of_residents and adopted_by == AdoptedBy.RESIDENTS:
        raise ResidentsDoNotAdopt
    number = line(decision_number, field="decision_number", longest=60)
    if not number and adopted_by != AdoptedBy.RESIDENTS:
        raise DecisionMissing
    if adopted_on > clock.dutch(at).date():
        raise AdoptedTomorrow
    if not fresh.goals.exists():
        raise NothingToAdopt
    comments.refuse_open(fresh)
    earlier = _move(fresh, VisionState.ADOPTED)
    fresh.adopted_by, fresh.adopted_on, fresh.decision_number = adopted_by, adopted_on, number
    _save(fresh, at=at)
    _keep(fresh, label=gettext("Vastgesteld"), by=by, at=at)
    _goals_found(fresh)
    journal.record("vision.adopted", about=fresh, by=by, at=at, details={"from": earlier, "by": adopted_by})
    if fresh.revises is not None:
        _replace(fresh.revises, by=by, at=at)
    if not fresh.is_of_residents:
        for body in people.bodies_of(fresh.work_area):
            tell("vision_adopted", address_of(body), about=fresh, at=at, vision=fresh)
    return fresh


def _replace(earlier: Vision, *, by: Actor, at: datetime) -> None:
    standing = locked(Vision, earlier.pk, with_=("work_area",))
    _move(standing, VisionState.REPLACED)
    _save(standing, at=at)
    journal.record("vision.replaced", about=standing, by=by, at=at)


def _goals_found(vision: Vision) -> None:
    """Goals are found by whom the vision is: that changes with its state."""
    for goal in vision.goals.all():
        goal.vision = vision
        search.put_goal(goal)


# ── Comments ───────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def comment(
    vision: Vision,
    *,
    text: str,
    by: Actor,
    at: datetime,
    goal: Goal | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    email: str = "",
    client_key: uuid.UUID | None = None,
) -> VisionComment:
    """What somebody says about it: on behalf of a body or partner, or as a resident. Sent twice it is one.

    Words of an organisation are for everybody at once; a resident's after somebody read them.
    """
    fresh = locked(Vision, vision.pk)
    if made := comments.made_before(VisionComment, client_key):
        return made
    if not fresh.takes_comments or (fresh.consultation_until or date.min) < clock.dutch(at).date():
        raise NoCommentsNow
    if plan_writing.person_of(by) is None and not fresh.is_open_to_all:
        raise NoCommentsNow
    return comments.write_down(
        VisionComment,
        plan=fresh,
        event="vision.commented",
        text=text,
        goal=goal,
        organisation=organisation,
        name=line(name, field="name", longest=120),
        email=email,
        is_public=organisation is not None,
        client_key=client_key,
        by=by,
        at=at,
    )


@transaction.atomic
def handle_comment(
    said: VisionComment,
    *,
    taken_over: TakenOver,
    by: Actor,
    at: datetime,
    reason: str = "",
    is_public: bool = True,
    version: int | None = None,
) -> VisionComment:
    """What was done with it: taken over, partly, or not, and then why. Who said it hears."""
    vision = locked(Vision, said.plan_id, with_=("work_area",))
    if vision.is_adopted:
        raise VisionStands
    return comments.handle(
        VisionComment,
        said,
        plan=vision,
        event="vision.comment_handled",
        taken_over=taken_over,
        reason=reason,
        is_public=is_public,
        version=version,
        by=by,
        at=at,
    )


# ── What residents ask, and what the college says to it ────────────────────────────────────────────────────────────
@transaction.atomic
def answer_goal(
    goal: Goal,
    *,
    verdict: Verdict,
    by: Actor,
    at: datetime,
    reason: str = "",
    conditions: Sequence[ConditionDraft] = (),
    replaces: int | None = None,
) -> Answer:
    """One of the three answers of the college to a project or goal in a plan of residents; their body gets a letter."""
    vision = locked(Vision, goal.vision_id, with_=("work_area", "body"))
    if not vision.is_of_residents or vision.is_hidden:
        raise StepNotPossible
    answer = thread.give_answer(
        goal, verdict=verdict, reason=reason, conditions=conditions, replaces=replaces, by=by, at=at
    )
    journal.record("goal.answered", about=goal, by=by, at=at, details={"verdict": verdict, "answer": answer.pk})
    if vision.body is not None:
        tell("goal_answered", address_of(vision.body), about=goal, at=at, goal=goal, vision=vision, answer=answer)
    return answer


@transaction.atomic
def meet_goal_condition(goal: Goal, condition: Condition, *, note: str, by: Actor, at: datetime) -> Answer:
    """What was needed is there. With the last condition the goal comes back to the coordinator."""
    answer = thread.meet_condition(condition, note=note, by=by, at=at)
    if answer.all_met:
        bring_back_goals([answer], by=by, at=at)
    return answer


@transaction.atomic
def lapse_goal_condition(goal: Goal, condition: Condition, *, reason: str, by: Actor, at: datetime) -> Answer:
    """What was needed will not come, and why: another answer is needed, and the residents' body hears."""
    answer = thread.lapse_condition(condition, reason=reason, by=by, at=at)
    lost_goals([answer], words=reason, at=at)
    return answer


def bring_back_goals(answers: Sequence[Answer], *, by: Actor, at: datetime) -> int:
    """All conditions of these answers are met: the coordinator decides anew, and the residents' body knows. Once."""
    return sum(_bring_back(answer, by=by, at=at) for answer in answers if answer.about_kind == "plans.goal")


@transaction.atomic
def _bring_back(answer: Answer, *, by: Actor, at: datetime) -> bool:
    goal = locked(Goal, answer.about_id, with_=("vision", "vision__work_area", "vision__body"))
    current = Answer.objects.current().filter(pk=answer.pk, met_at__isnull=False).exists()
    if not current or goal.told_answer_id == answer.pk:
        return False
    goal.told_answer_id = answer.pk
    goal.save(update_fields=["told_answer_id"])
    journal.record("goal.brought_back", about=goal, by=by, at=at, details={"answer": answer.pk})
    vision = goal.vision
    if vision.body is not None:
        tell("goal_brought_back", address_of(vision.body), about=goal, at=at, goal=goal, vision=vision)
    for person in people.holders_of(Role.COORDINATOR, work_area=vision.work_area, on=clock.dutch(at).date()):
        tell("goal_brought_back_coordinator", address_of(person), about=goal, at=at, goal=goal, person=person)
    return True


def bring_back_goals_whose_day_came(*, at: datetime) -> int:
    """What the clock does: conditions of a date, or met while nobody looked."""
    return bring_back_goals(queries.answers_to_bring_back(), by=CLOCK, at=at)


def lost_goals(answers: Sequence[Answer], *, words: str, at: datetime) -> None:
    """What these answers waited for will not come: the residents' body and the coordinator hear why."""
    for answer in answers:
        if answer.about_kind != "plans.goal" or not answer.is_current:
            continue
        goal = Goal.objects.select_related("vision__work_area", "vision__body").get(pk=answer.about_id)
        vision = goal.vision
        if vision.body is not None:
            tell("goal_condition_lost", address_of(vision.body), about=goal, at=at, goal=goal, words=words)
        for person in people.holders_of(Role.COORDINATOR, work_area=vision.work_area, on=clock.dutch(at).date()):
            tell("goal_condition_lost", address_of(person), about=goal, at=at, goal=goal, words=words)
