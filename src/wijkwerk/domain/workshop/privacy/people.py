"""Volunteers and participants, shifts, hours, gardens."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.models import Participant
from wijkwerk.foundation.kit.personal_data import Line, Term

BATCH = 500
LINES: list[Line] = [
    Line(
        model="workshop.Participant",
        what=_("Dat iemand meewerkt, volgens welke regeling, wat iemand kan en wil leren, en wanneer iemand kan."),
        why=_("Om werk te verdelen dat bij iemand past."),
        basis=_("Afspraak met wie meewerkt."),
        from_whom=_("De deelnemer zelf, in een gesprek met de gastheer of gastvrouw."),
        term=_("nadat iemand ophield met meewerken"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.Skill": "what jobs ask for",
    "workshop.ParticipantSkill": "goes with the participant",
    "workshop.Availability": "goes with the participant",
    "workshop.WorkLog": "goes with the participant",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "workshop.Participant":
            old = Participant.objects.filter(until_on__lt=before.date()).values_list("pk", flat=True)
            found = list(old[:BATCH])
            Participant.objects.filter(pk__in=found).delete()
            return len(found)
    raise LookupError(line.model)
