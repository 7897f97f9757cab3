"""What this room keeps about people, and how it lets go of it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.outbox.models import FINISHED, Letter

LINES = [
    Line(
        model="outbox.Letter",
        what=_("Berichten die wij sturen: naam, adres of telefoonnummer, en wat wij schreven."),
        why=_("Om antwoord te geven, en om te kunnen nagaan of een bericht is aangekomen."),
        basis=_("Taak van algemeen belang (AVG, artikel 6 lid 1 e)"),
        from_whom=_("Wie iets meldt, vraagt of aanbiedt en van ons wil horen."),
        term=_("nadat het bericht is geschreven, als er niets meer mee hoeft te gebeuren"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="outbox.LetterMove",
        what=_("Welke medewerker een bericht opnieuw liet versturen, afhandelde of stopte."),
        why=_("Om te kunnen nagaan wat er met een bericht is gebeurd."),
        basis=_("Taak van algemeen belang (AVG, artikel 6 lid 1 e)"),
        from_whom=_("Medewerkers van de gemeente."),
        term=_("Even lang als het bericht zelf."),
    ),
]


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """A batch of letters that are long finished, with what happened to them."""
    return erasing.delete(Letter.objects.filter(state__in=FINISHED, written_at__lt=before))
