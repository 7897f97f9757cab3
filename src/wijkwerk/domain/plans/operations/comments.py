"""What comments on a vision and on a programme have in common. Locks: the plan, by the caller, then the comment."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext

from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import PlanComment, Programme, TakenOver, Vision, VisionComment
from wijkwerk.domain.plans.operations import plan_writing
from wijkwerk.domain.plans.operations.plan_writing import StepNotPossible, locked, story, tell, who_said
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

C = TypeVar("C", bound=PlanComment)


class CommentsAreOpen(Refusal):
    status = 409


def refuse_open(plan: Vision | Programme) -> None:
    """Nothing is adopted while somebody who reacted has not heard what was done with it."""
    if count := plan.comments.filter(taken_over=TakenOver.OPEN).count():
        told = gettext("Er is nog 1 reactie waarvan niet is opgeschreven wat ermee gedaan is. Doe dat eerst.")
        if count > 1:
            told = gettext(
                "Er zijn nog %(count)s reacties waarvan niet is opgeschreven wat ermee gedaan is. Doe dat eerst."
            ) % {"count": count}
        raise CommentsAreOpen(told)


def made_before(kind: type[C], client_key: uuid.UUID | None) -> C | None:
    """Sent twice it is one."""
    return kind.objects.filter(client_key=client_key).first() if client_key else None


def write_down(
    kind: type[C],
    *,
    plan: Vision | Programme,
    event: str,
    text: str,
    organisation: Organisation | None,
    client_key: uuid.UUID | None,
    by: Actor,
    at: datetime,
    **more: Any,
) -> C:
    """The next comment on the plan; `more` is what this kind of comment knows besides."""
    said: C = kind.objects.create(
        plan=plan,
        number=(plan.comments.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=story(text, field="text", missing=gettext("Schrijf uw reactie op.")),
        person=plan_writing.person_of(by),
        organisation=organisation,
        said_at=at,
        client_key=client_key or uuid.uuid4(),
        **more,
    )
    journal.record(event, about=plan, by=by, at=at, details={"comment": said.pk})
    return said


def handle(
    kind: type[C],
    said: C,
    *,
    plan: Vision | Programme,
    event: str,
    taken_over: TakenOver,
    reason: str,
    version: int | None,
    by: Actor,
    at: datetime,
    **more: Any,
) -> C:
    """What was done with it: taken over, partly, or not, and then why. Who said it hears what is new."""
    taken_over = TakenOver(taken_over)
    if taken_over == TakenOver.OPEN:
        raise StepNotPossible
    needed = "" if taken_over == TakenOver.YES else gettext("Schrijf op waarom. Wie reageerde, leest dit.")
    words = story(reason, field="reason", missing=needed, longest=2_000)
    fresh = locked(kind, said.pk, version=version, with_=("organisation", "person"))
    same = (fresh.taken_over, fresh.reason) == (taken_over, words)
    fresh.taken_over, fresh.reason = taken_over, words
    fresh.handled_at, fresh.handled_by = at, plan_writing.person_of(by)
    fresh.version += 1
    for name, value in more.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record(event, about=plan, by=by, at=at, details={"comment": fresh.pk, "as": taken_over})
    if not same:
        tell("comment_handled", _reply_address(fresh), about=plan, at=at, comment=fresh, plan=plan)
    return fresh


def _reply_address(said: PlanComment) -> ReplyAddress:
    if isinstance(said, VisionComment) and said.email:
        return ReplyAddress(Channel.EMAIL, said.email, said.name)
    return who_said(said.person, said.organisation)
