"""What this room itself keeps about people: who read what is sensitive."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.privacy.models import AccessLog

BATCH = 1_000

LINES = [
    Line(
        model="privacy.AccessLog",
        what=_("Welke medewerker gevoelige gegevens las, wanneer en waarom."),
        why=_("Om te kunnen nagaan of iemand gegevens las zonder goede reden."),
        basis=_("Wettelijke plicht: gegevens beveiligen (AVG, artikel 32)"),
        from_whom=_("Medewerkers van de gemeente en van partners."),
        term=_("na het lezen"),
        term_setting=Term(days=730, least=180, most=3650),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {"privacy.RetentionTerm": "numbers of days"}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    ids = list(AccessLog.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:BATCH])
    gone: int = AccessLog.objects.filter(pk__in=ids).forget()
    return gone
