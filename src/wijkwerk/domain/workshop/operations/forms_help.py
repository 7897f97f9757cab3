"""Help with forms and money matters: that it was given is noted, and nothing else."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.workshop.models import FormsHelp, HelpTheme
from wijkwerk.domain.workshop.operations.visits import note_visit
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, text


@transaction.atomic
def give_forms_help(
    workshop: Facility,
    *,
    theme: HelpTheme,
    helper: str = "",
    referred_to: Organisation | None = None,
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> FormsHelp:
    """Somebody was helped. Beside it stands a visit without a name, so that nobody is tied to a theme."""
    key = client_key or uuid.uuid4()
    found: FormsHelp | None = FormsHelp.objects.filter(client_key=key).first()
    if found is not None:
        return found
    note_visit(workshop, function=FunctionKind.FORMS, client_key=uuid.uuid5(key, "visit"), by=by, at=at)
    given: FormsHelp = FormsHelp.objects.create(
        facility=workshop,
        on=clock.dutch(at).date(),
        at=at,
        theme=HelpTheme(theme),
        helper=text.shorten(helper, 120) or by.name,
        referred_to=referred_to,
        client_key=key,
    )
    journal.record("forms_help.given", about=given, by=by, at=at)
    return given
