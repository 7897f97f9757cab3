"""Tools, loans, reservations, labels, the catalogue."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.models import CountedLoan, Instruction, Loan, SafetyOverride, Tool, Waiting
from wijkwerk.domain.workshop.privacy.gone import GONE
from wijkwerk.foundation.kit import erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

LINES: list[Line] = [
    Line(
        model="workshop.Loan",
        what=_("Wie wat leende, voor wie, van wanneer tot wanneer, en wat de balie erbij schreef."),
        why=_("Om te weten waar iets is, en in welke staat het ging en kwam."),
        basis=_("Afspraak met wie leent."),
        from_whom=_("De balie."),
        term=_("nadat het terug is gaan de woorden eraf; wie het was, gaat weg met de inwoner"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.CountedLoan",
        what=_("Wie hoeveel van iets leende, voor wie, van wanneer tot wanneer, en wat de balie erbij schreef."),
        why=_("Om te weten waar iets is, en in welke staat het ging en kwam."),
        basis=_("Afspraak met wie leent."),
        from_whom=_("De balie."),
        term=_("nadat alles terug is gaan de woorden eraf; wie het was, gaat weg met de inwoner"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.Tool",
        what=_("Wat iemand over de staat van een ding opschreef, of waarom het niet wordt uitgeleend."),
        why=_("Om te weten of iets heel is en kan worden uitgeleend."),
        basis=_("Taak van algemeen belang: zorg voor wat van iedereen is."),
        from_whom=_("De balie."),
        term=_("nadat het is opgeschreven; kijk dan opnieuw hoe het ervoor staat"),
        term_setting=Term(days=1095, least=180, most=1825),
    ),
    Line(
        model="workshop.Waiting",
        what=_("Dat iemand op iets wacht dat uitgeleend is."),
        why=_("Om te laten weten wanneer het er is, en om iedereen op de beurt te helpen."),
        basis=_("Afspraak met wie leent."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("nadat de plek op de wachtlijst voorbij is"),
        term_setting=Term(days=90, least=7, most=730),
        subject=True,
    ),
    Line(
        model="workshop.Instruction",
        what=_("Dat iemand uitleg kreeg over gevaarlijk gereedschap, wanneer, en van wie."),
        why=_("Om alleen gereedschap mee te geven aan wie weet hoe het werkt."),
        basis=_("Afspraak met wie leent; zorg voor de veiligheid."),
        from_whom=_("De balie."),
        term=_("na de uitleg; daarna leggen wij het opnieuw uit"),
        term_setting=Term(days=1825, least=365, most=3650),
        subject=True,
    ),
    Line(
        model="workshop.SafetyOverride",
        what=_("Wie ervoor tekende dat iets zonder geldige keuring meeging, en waarom."),
        why=_("Om te kunnen verantwoorden dat het veilig was."),
        basis=_("Taak van algemeen belang: zorg voor de veiligheid."),
        from_whom=_("De gastheer of gastvrouw."),
        term=_("nadat ervoor getekend is"),
        term_setting=Term(days=1825, least=365, most=3650),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.ToolKind": "kinds of tools and the rules of their loans",
    "workshop.Kit": "things that go out together",
    "workshop.Reservation": "what is kept from when until when; for whom is the resident's row, and goes with its term",
    "workshop.Promise": "which thing is kept for which reservation",
    "workshop.Inspection": "whether a thing is safe, and the name under the inspection, as on its sticker",
    "workshop.Stocktaking": "when the shelves were counted, by whom at work",
    "workshop.Found": "which things were on the shelves",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    match line.model:
        case "workshop.Loan":
            return _forget_notes(Loan, before)
        case "workshop.CountedLoan":
            return _forget_notes(CountedLoan, before)
        case "workshop.Tool":
            return _forget_words_of_tools(before)
        case "workshop.Waiting":
            rows = Waiting.objects.filter(ended_at__lt=before)
        case "workshop.Instruction":
            rows = Instruction.objects.filter(at__lt=before)
        case "workshop.SafetyOverride":
            rows = SafetyOverride.objects.filter(at__lt=before)
        case _:
            raise LookupError(line.model)
    return erasing.delete(rows)


def _forget_notes(model: type[Loan | CountedLoan], before: datetime) -> int:
    back = model.objects.filter(returned_at__lt=before).exclude(out_note="", in_note="")
    return erasing.blank(back, out_note="", in_note="")


def _forget_words_of_tools(before: datetime) -> int:
    """Whether it can go out stays; the words go, and who finds it looks anew."""
    found = erasing.batch(Tool.objects.filter(words_at__lt=before))
    Tool.objects.filter(pk__in=found).exclude(state_because="").update(state_because=GONE)
    return Tool.objects.filter(pk__in=found).update(condition="", words_at=None)  # type: ignore[no-any-return]
