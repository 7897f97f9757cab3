"""What bodies and partners say about a programme, and what is done with it. Locks: the programme, then the comment."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Effort, Programme, ProgrammeComment
from wijkwerk.domain.plans.models.visions import TakenOver
from wijkwerk.domain.plans.operations import plan_writing
from wijkwerk.domain.plans.operations.plan_writing import StepNotPossible, locked, story, tell, who_said
from wijkwerk.domain.plans.operations.programmes import ProgrammeStands
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit.refusals import Refusal


class NoCommentsNow(Refusal):
    message = _("Dit programma is vastgesteld. Reageren kan niet meer.")
    status = 409


class NobodySpeaks(Refusal):
    message = _("Kies namens welke organisatie u reageert.")
    field = "organisation"


class EffortElsewhere(Refusal):
    message = _("Dit staat niet in dit programma. Kies iets uit de lijst.")
    field = "effort"


@transaction.atomic
def comment(
    programme: Programme,
    *,
    text: str,
    by: Actor,
    at: datetime,
    effort: Effort | None = None,
    organisation: Organisation | None = None,
    client_key: uuid.UUID | None = None,
) -> ProgrammeComment:
    """What a body or partner says, about all of it or about one effort, until it is adopted. Sent twice it is one."""
    fresh = locked(Programme, programme.pk)
    if client_key is not None and (made := ProgrammeComment.objects.filter(client_key=client_key).first()) is not None:
        return made  # type: ignore[no-any-return]
    if not fresh.is_writable:
        raise NoCommentsNow
    if effort is not None and effort.programme_id != fresh.pk:
        raise EffortElsewhere
    person = plan_writing.person_of(by)
    if person is None and organisation is None:
        raise NobodySpeaks
    said: ProgrammeComment = ProgrammeComment.objects.create(
        programme=fresh,
        effort=effort,
        number=(fresh.comments.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=story(text, field="text", missing=gettext("Schrijf uw reactie op.")),
        person=person,
        organisation=organisation,
        said_at=at,
        client_key=client_key or uuid.uuid4(),
    )
    journal.record("programme.commented", about=fresh, by=by, at=at, details={"comment": said.pk})
    return said


@transaction.atomic
def handle_comment(
    said: ProgrammeComment,
    *,
    taken_over: TakenOver,
    by: Actor,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> ProgrammeComment:
    """What was done with it: taken over, partly, or not, and then why. Who said it hears."""
    taken_over = TakenOver(taken_over)
    if taken_over == TakenOver.OPEN:
        raise StepNotPossible
    needed = "" if taken_over == TakenOver.YES else gettext("Schrijf op waarom. Wie reageerde, leest dit.")
    words = story(reason, field="reason", missing=needed, longest=2_000)
    programme = locked(Programme, said.programme_id, with_=("work_area",))
    if programme.is_adopted:
        raise ProgrammeStands
    fresh = locked(ProgrammeComment, said.pk, version=version, with_=("organisation", "person"))
    same = (fresh.taken_over, fresh.reason) == (taken_over, words)
    fresh.taken_over, fresh.reason = taken_over, words
    fresh.handled_at, fresh.handled_by = at, plan_writing.person_of(by)
    fresh.version += 1
    fresh.save()
    details = {"comment": fresh.pk, "as": taken_over}
    journal.record("programme.comment_handled", about=programme, by=by, at=at, details=details)
    if not same:
        to = who_said(fresh.person, fresh.organisation)
        tell("programme_comment_handled", to, about=programme, at=at, comment=fresh, programme=programme)
    return fresh
