"""What can be done with the plan of an area as a document: keep it as it is on a day."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans.models.documents import PlanDocument
from wijkwerk.domain.plans.queries import documents as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal


class WhyMissing(Refusal):
    message = _("Schrijf op waarvoor u het plan bewaart, bijvoorbeeld: besproken met de wijkraad.")
    field = "why"


@transaction.atomic
def keep_plan(
    work_area: WorkArea, *, why: str, by: Actor, at: datetime, client_key: uuid.UUID | None = None
) -> PlanDocument:
    """Keep what everybody can read of the plan now. Sent twice is kept once."""
    if not why.strip():
        raise WhyMissing
    on = clock.dutch(at).date()
    kept: PlanDocument
    kept, is_new = PlanDocument.objects.get_or_create(
        client_key=client_key or uuid.uuid4(),
        defaults={
            "work_area": work_area,
            "on": on,
            "why": why,
            "content": queries.plan_of(work_area, on=on).as_data(),
            "made_at": at,
            "made_by": by if isinstance(by, Person) else None,
        },
    )
    if is_new:
        journal.record("plan.kept", about=kept, by=by, at=at)
    return kept
