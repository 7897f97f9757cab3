"""What visions keep about people: who reacted to one; and that nothing else of this part is about people."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models import ProgrammeAgreement, VisionComment
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES = [
    Line(
        model="plans.VisionComment",
        what=_("Reacties op een wijkvisie: de woorden, en de naam en het e-mailadres als iemand die invulde."),
        why=_("Om te laten weten wat er met de reactie is gedaan."),
        basis=_("Taak van algemeen belang; naam en adres hoeft niemand in te vullen."),
        from_whom=_("Wie reageert."),
        term=_("nadat is opgeschreven wat ermee is gedaan, of anders na de reactie; de woorden blijven"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="plans.ProgrammeAgreement",
        what=_("De naam van wie namens een organisatie met een programma instemde."),
        why=_("Om te weten met wie de afspraak is gemaakt."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("De organisatie zelf."),
        term=_("na de dag van instemming; daarna blijft de organisatie staan, zonder naam"),
        term_setting=Term(days=3650, least=365, most=7300),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "plans.Vision": "what an area wants; texts of the municipality and of bodies, who are asked to name nobody",
    "plans.Goal": "what an area wants to reach",
    "plans.VisionVersion": "the vision as it was; who kept it is in the people room",
    "plans.Programme": "what partners do for an area",
    "plans.ProgrammeComment": "what bodies and partners said; who said it is in the people room",
    "plans.Effort": "what an organisation does, and money",
    "plans.Indicator": "what is measured",
    "plans.Target": "a figure",
    "plans.Measurement": "a figure of many, with where it comes from",
    "plans.SeriesBreak": "why figures do not compare",
    "plans.MunicipalTheme": "what the whole municipality works on",
    "plans.ThemeElaboration": "what an area does with a theme",
    "plans.AssessmentFrame": "what plans are held against",
    "plans.Beacon": "one thing that plans are held against",
    "plans.Assessment": "with which organisations and functions a frame was filled in; the form asks to name nobody",
    "plans.BeaconMark": "how a plan scores",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    match line.model:
        case "plans.VisionComment":
            over = Q(handled_at__lt=before) | Q(handled_at__isnull=True, said_at__lt=before)
            return erasing.blank(VisionComment.objects.filter(over).exclude(name="", email=""), name="", email="")
        case "plans.ProgrammeAgreement":
            gone = str(_("niet meer bewaard"))
            day = clock.dutch(before).date()
            return erasing.blank(ProgrammeAgreement.objects.filter(agreed_on__lt=day).exclude(name=gone), name=gone)
    raise LookupError(line.model)
