"""What bodies and partners say about a programme, and what is done with it. Locks: the programme, then the comment."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Effort, Programme, ProgrammeComment, TakenOver
from wijkwerk.domain.plans.operations import comments, plan_writing
from wijkwerk.domain.plans.operations.plan_writing import locked
from wijkwerk.domain.plans.operations.programmes import ProgrammeStands
from wijkwerk.foundation.access.policy import Actor
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
    if made := comments.made_before(ProgrammeComment, client_key):
        return made
    if not fresh.is_writable:
        raise NoCommentsNow
    if effort is not None and effort.programme_id != fresh.pk:
        raise EffortElsewhere
    if plan_writing.person_of(by) is None and organisation is None:
        raise NobodySpeaks
    return comments.write_down(
        ProgrammeComment,
        plan=fresh,
        event="programme.commented",
        text=text,
        effort=effort,
        organisation=organisation,
        client_key=client_key,
        by=by,
        at=at,
    )


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
    programme = locked(Programme, said.plan_id, with_=("work_area",))
    if programme.is_adopted:
        raise ProgrammeStands
    return comments.handle(
        ProgrammeComment,
        said,
        plan=programme,
        event="programme.comment_handled",
        taken_over=taken_over,
        reason=reason,
        version=version,
        by=by,
        at=at,
    )
