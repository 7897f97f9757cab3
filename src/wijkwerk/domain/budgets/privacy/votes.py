"""Vote rounds, ballots and counts: who voted what is nowhere; codes and marks go after a term."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import DeskHandout, PaperEntry, VoteCode, VoteState
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES: list[Line] = [
    Line(
        model="budgets.VoteCode",
        what=_(
            "Stemcodes, onleesbaar gemaakt, en waarvoor zij gebruikt zijn. Niet door wie of wanneer. "
            "Tot er geteld is ook het nummer van de brief, niet naar wie die ging."
        ),
        why=_("Zodat iedereen één keer stemt."),
        basis=_("Taak van algemeen belang; niemand hoeft te stemmen."),
        from_whom=_("De gemeente maakt de codes."),
        term=_("nadat de stemronde is gesloten"),
        term_setting=Term(days=90, least=30, most=365),
    ),
    Line(
        model="budgets.DeskHandout",
        what=_("Een merk dat staat voor een bewoner die aan de balie een code kreeg. Het is niet terug te lezen."),
        why=_("Zodat niemand aan twee balies een code krijgt."),
        basis=_("Taak van algemeen belang; niemand hoeft te stemmen."),
        from_whom=_("Bewoners aan de balie: voornaam, geboortedatum, postcode en huisnummer, die wij niet bewaren."),
        term=_("nadat de stemronde is gesloten; bij het tellen gaan ze in elk geval weg"),
        term_setting=Term(days=30, least=1, most=90),
    ),
    Line(
        model="budgets.PaperEntry",
        what=_("Wat op een papieren stembiljet stond, en welke medewerker het intypte. Niet van wie het biljet was."),
        why=_("Zodat twee medewerkers een biljet gelijk invoeren, en het na te kijken is."),
        basis=_("Taak van algemeen belang."),
        from_whom=_("Medewerkers."),
        term=_("nadat de stemronde is gesloten"),
        term_setting=Term(days=90, least=30, most=365),
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "budgets.VoteRound": "what is voted on, by which rules, and until when",
    "budgets.VoteCategory": "a heading on the ballot",
    "budgets.VoteProject": "what can be chosen; who asked money for it is not on it",
    "budgets.Ballot": "what one voter chose: not who, not when, not with which code",
    "budgets.VoteCount": "what came out, with all ballots in an order by lot",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    models = {"budgets.VoteCode": VoteCode, "budgets.DeskHandout": DeskHandout, "budgets.PaperEntry": PaperEntry}
    if line.model not in models:
        raise LookupError(line.model)
    rows = models[line.model].objects
    over = rows.filter(round__closes_at__lt=before).exclude(round__state=VoteState.OPEN)  # still to be counted
    return erasing.delete(over)
