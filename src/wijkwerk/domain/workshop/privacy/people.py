"""Volunteers and participants, shifts, hours, gardens."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people import operations as people
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.workshop.models import Participant, PlotUse, PlotWaiting, ShiftPlace
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock, erasing
from wijkwerk.foundation.kit.personal_data import Line, Term
from wijkwerk.foundation.kit.things import kind_of
from wijkwerk.foundation.outbox import queries as outbox

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
    Line(
        model="workshop.ShiftPlace",
        what=_("Op welke dienst iemand stond, of iemand er was en hoe lang."),
        why=_("Om te weten wie er komt, en om uren te tellen voor het bewijs en het jaarverslag."),
        basis=_("Afspraak met wie meewerkt."),
        from_whom=_("De balie, of de deelnemer zelf."),
        term=_("na de dienst gaat de naam eraf; van wie meewerkt blijven de uren zolang iemand meewerkt"),
        term_setting=Term(days=730, least=30, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.WorkLog",
        what=_("Hoeveel tijd iemand aan een klus, reparatie of ronde werkte."),
        why=_("Om te weten waaraan de uren zijn besteed."),
        basis=_("Afspraak met wie meewerkt."),
        from_whom=_("De balie."),
        term=_("De naam gaat eraf met de gegevens van de deelnemer. Dat er gewerkt is, blijft."),
        subject=True,
    ),
    Line(
        model="workshop.PlotUse",
        what=_("Wie welk perceel in een buurttuin had, in welk seizoen, en de bijdrage."),
        why=_("Om percelen uit te geven en te weten wie wat onderhoudt."),
        basis=_("Afspraak met wie een perceel heeft."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("na het seizoen"),
        term_setting=Term(days=730, least=365, most=1825),
        subject=True,
    ),
    Line(
        model="workshop.PlotWaiting",
        what=_("Wie op de wachtlijst van een buurttuin stond, en wat daarvan kwam."),
        why=_("Om percelen eerlijk uit te geven: wie het langst wacht, is het eerst aan de beurt."),
        basis=_("Vraag van de inwoner zelf."),
        from_whom=_("De inwoner zelf, aan de balie."),
        term=_("nadat iemand van de lijst ging"),
        term_setting=Term(days=365, least=30, most=1825),
        subject=True,
    ),
]
NO_PERSONAL_DATA: dict[str, str] = {
    "workshop.Skill": "what jobs ask for",
    "workshop.ParticipantSkill": "goes with the participant",
    "workshop.Availability": "goes with the participant",
    "workshop.ShiftSeries": "when people are needed, for what",
    "workshop.Shift": "when people are needed, for what",
    "workshop.Plot": "a piece of a garden",
    "workshop.Season": "when a garden is used, and what is asked for it",
}


def erase(line: Line, *, before: datetime, at: datetime) -> int:
    day = clock.dutch(before).date()
    match line.model:
        case "workshop.Participant":
            old = list(Participant.objects.filter(until_on__lt=day).select_related("person")[: erasing.BATCH])
            persons = [one.person for one in old if one.person is not None]
            Participant.objects.filter(pk__in=[one.pk for one in old]).delete()
            for person in persons:
                _let_go(person, at=at)
            return len(old)
        case "workshop.ShiftPlace":
            places = ShiftPlace.objects.filter(shift__until_at__lt=before, resident__isnull=False)
            return erasing.blank(places, resident=None)
        case "workshop.PlotUse":
            rows = PlotUse.objects.filter(season__until_on__lt=day)
        case "workshop.PlotWaiting":
            rows = PlotWaiting.objects.filter(ended_at__lt=before)
        case _:
            raise LookupError(line.model)
    found = erasing.batch(rows)
    outbox.letters().filter(about_kind=kind_of(rows.model), about_id__in=found).delete()
    rows.model.objects.filter(pk__in=found).delete()
    return len(found)


def _let_go(person: Person, *, at: datetime) -> None:
    """Who signed in for the own work alone has none left: from now on their own term counts."""
    keeps_on = person.is_listed or not person.is_active
    if not keeps_on and not Participant.objects.filter(person=person).exists():
        people.deactivate_person(person, by=CLOCK, at=at)
