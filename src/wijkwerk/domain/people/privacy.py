"""What this room keeps about people at work and in residents' bodies, why, and how long."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people import operations
from wijkwerk.domain.people.models import Absence, BodyMember, Invitation, Person
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term

WORK = _("Nodig om samen te werken in de wijk (taak van algemeen belang)")

LINES = [
    Line(
        model="people.Person",
        what=_("Naam, functie, telefoon en e-mail van het werk, foto en waar iemand te vinden is."),
        why=_("Om te weten wie in een gebied werkt, en hem of haar te bereiken."),
        basis=WORK,
        from_whom=_("Wie hier werkt, of de beheerder."),
        term=_("nadat iemand is gestopt; wat iemand deed blijft, zonder naam"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="people.Account",
        what=_("E-mailadres en wachtwoord (onleesbaar gemaakt) om mee in te loggen."),
        why=_("Om alleen binnen te laten wie dat mag."),
        basis=WORK,
        from_whom=_("Wie een uitnodiging aanneemt."),
        term=_("Weg met de gegevens van de persoon, als die nergens anders meer werkt."),
        subject=True,
    ),
    Line(
        model="people.Invitation",
        what=_("E-mailadres waarnaar een uitnodiging is gestuurd."),
        why=_("Om iemand een account te geven."),
        basis=WORK,
        from_whom=_("De beheerder."),
        term=_("nadat de uitnodiging is verlopen"),
        term_setting=Term(days=90, least=7, most=365),
        subject=True,
    ),
    Line(
        model="people.BodyMember",
        what=_("Naam en functie van leden van een wijkraad of plaatselijk belang, en hun termijn."),
        why=_("Om te weten wie namens bewoners spreekt."),
        basis=WORK,
        from_whom=_("De bewonersorganisatie."),
        term=_("nadat het lidmaatschap is geëindigd"),
        term_setting=Term(days=730, least=30, most=2555),
        subject=True,
    ),
    Line(
        model="people.Absence",
        what=_("Wanneer iemand weg is en wie vervangt. Waarom staat er niet bij."),
        why=_("Om bij iemand anders terecht te kunnen."),
        basis=WORK,
        from_whom=_("Wie weg is, of de beheerder."),
        term=_("nadat iemand terug is"),
        term_setting=Term(days=180, least=7, most=730),
        subject=True,
    ),
    Line(
        model="people.Assignment",
        what=_("Welke rol iemand had, waar en wanneer."),
        why=_("Om te weten wie wat mag, en wie waarvoor aanspreekbaar was."),
        basis=WORK,
        from_whom=_("De beheerder."),
        term=_("Blijft, zonder naam, nadat de gegevens van de persoon zijn gewist."),
        subject=True,
    ),
    Line(
        model="people.TeamMember",
        what=_("Wie in het team van een gebied zit, voor welk vak."),
        why=_("Om een melding naar de juiste persoon te brengen."),
        basis=WORK,
        from_whom=_("Wie het team samenstelt."),
        term=_("Blijft, zonder naam, nadat de gegevens van de persoon zijn gewist."),
        subject=True,
    ),
]
NO_PERSONAL_DATA = {
    "people.Organisation": "organisations, and how an office is reached",
    "people.Covenant": "what the municipality and an organisation agreed",
    "people.Commitment": "what one of the two promised",
    "people.Delivery": "how much of a promise was kept, and where that can be seen",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    """One batch of what has been kept long enough: how many rows."""
    day = clock.dutch(before).date()
    match line.model:
        case "people.Person":
            people = list(Person.objects.filter(left_on__lt=day, is_erased=False)[: erasing.BATCH])
            for person in people:
                operations.erase_person(person)
            return len(people)
        case "people.Invitation":
            rows = Invitation.objects.filter(expires_at__lt=before)
        case "people.BodyMember":
            rows = BodyMember.objects.filter(until_on__lt=day)
        case "people.Absence":
            rows = Absence.objects.filter(until_on__lt=day)
        case _:
            raise LookupError(line.model)
    return erasing.delete(rows)
