"""Who came, for what: a name once a day for a thing, or a tally of people without names."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import Participant, Resident, Visit
from wijkwerk.domain.workshop.operations.residents import check_still_known, see
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

MOST_AT_ONCE = 200


class NotSoMany(Refusal):
    message = _("Tel hooguit %(most)s mensen tegelijk, en minstens één.") % {"most": MOST_AT_ONCE}
    field = "people"


class VisitTakenBack(Refusal):
    message = _("Dit bezoek is al weggehaald.")


@transaction.atomic
def note_visit(
    workshop: Facility,
    *,
    function: FunctionKind,
    resident: Resident | None = None,
    people: int = 1,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Visit:
    """Somebody came. Again on the same day for the same function, or sent twice, gives the visit that is there."""
    if not 1 <= people <= MOST_AT_ONCE or (resident is not None and people > 1):
        raise NotSoMany
    function, on = FunctionKind(function), clock.dutch(at).date()
    if resident is not None:
        see(resident, at)
    found = _there(workshop, function, resident, on, client_key)
    if found is not None:
        return found
    visit = Visit(
        facility=workshop,
        on=on,
        at=at,
        function=function,
        people=people,
        client_key=client_key or uuid.uuid4(),
    )
    if resident is not None:
        visit.resident, visit.visitor_number = resident, resident.pk
        visit.buurt_code = resident.buurt_code
        visit.is_first = not Visit.objects.filter(facility=workshop, visitor_number=resident.pk).exists()
        visit.is_helper = Participant.objects.filter(resident=resident).on(on).exists()
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError:
        found = _there(workshop, function, resident, on, client_key)
        if found is None:
            raise
        return found
    if resident is not None:
        check_still_known(resident)
    return visit


@transaction.atomic
def take_back_visit(visit: Visit, *, by: Actor, at: datetime) -> None:
    """It was a slip of the finger."""
    rows, _by_model = Visit.objects.filter(pk=visit.pk).delete()
    if not rows:
        raise VisitTakenBack
    journal.record(
        "visit.taken_back", about=visit.facility, by=by, at=at, details={"visit": visit.pk, "function": visit.function}
    )


def _there(
    workshop: Facility, function: FunctionKind, resident: Resident | None, on: object, client_key: uuid.UUID | None
) -> Visit | None:
    if client_key is not None:
        found: Visit | None = Visit.objects.filter(client_key=client_key).first()
        if found is not None:
            return found
    if resident is None:
        return None
    same: Visit | None = Visit.objects.filter(
        facility=workshop, visitor_number=resident.pk, on=on, function=function
    ).first()
    return same
