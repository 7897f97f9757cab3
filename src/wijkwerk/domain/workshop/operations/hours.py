"""Hours: what somebody worked on is logged once for each thing, whoever logs it and however often."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import FunctionKind
from wijkwerk.domain.workshop.models import Participant, WorkLog
from wijkwerk.domain.workshop.models.hours import DAY
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref

# What the work on a thing counts for; whoever knows better says so.
FUNCTION_OF = {
    "workshop.chore": FunctionKind.CHORES,
    "workshop.round": FunctionKind.ROUNDS,
    "workshop.roundrun": FunctionKind.ROUNDS,
    "workshop.repair": FunctionKind.REPAIR,
    "workshop.bicycle": FunctionKind.BICYCLES,
}


class TimeCannotBe(Refusal):
    message = _("Vul een tijd in van één minuut tot en met 24 uur.")
    field = "minutes"


class WorkIsStillToCome(Refusal):
    message = _("Deze dag moet nog komen. Vul de tijd in als het werk gedaan is.")
    field = "on"


class DidNotTakePart(Refusal):
    message = _("Op deze dag deed deze persoon nog niet of niet meer mee. Kies een andere dag.")
    field = "on"


@transaction.atomic
def log_work(
    participant: Participant,
    *,
    minutes: int,
    on: date,
    about: Model | None = None,
    function: FunctionKind | None = None,
    by: Actor,
    at: datetime,
) -> WorkLog:
    """So much of somebody's time went into this thing. Said again for the same thing, it replaces what was said.

    Locks the participant, so that two who log the same work at once leave one row.
    """
    if not 1 <= minutes <= DAY:
        raise TimeCannotBe
    if on > clock.dutch(at).date():
        raise WorkIsStillToCome
    participant = Participant.objects.select_for_update(of=("self",)).select_related("facility").get(pk=participant.pk)
    if on < participant.from_on or (participant.until_on is not None and on >= participant.until_on):
        raise DidNotTakePart
    kind, number = ref(about) if about is not None else ("", None)
    function = function or FUNCTION_OF.get(kind, FunctionKind.OTHER)
    copied = {"facility": participant.facility, "kind": participant.kind}
    if about is not None:
        logged, _is_new = WorkLog.objects.update_or_create(
            participant=participant,
            about_kind=kind,
            about_id=number,
            defaults={**copied, "on": on, "minutes": minutes, "function": function},
        )
    else:
        logged, _is_new = WorkLog.objects.update_or_create(
            participant=participant, on=on, function=function, about_id=None, defaults={**copied, "minutes": minutes}
        )
    journal.record("work.logged", about=logged, by=by, at=at, details={"minutes": minutes, "function": function})
    written: WorkLog = logged
    return written


@transaction.atomic
def take_back_work(logged: WorkLog, *, by: Actor, at: datetime) -> None:
    """It was written for the wrong person, or twice under two names."""
    journal.record("work.taken_back", about=logged, by=by, at=at, details={"minutes": logged.minutes})
    logged.delete()
