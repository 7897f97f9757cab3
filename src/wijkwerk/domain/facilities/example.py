"""The places of the example: a workshop, a house, and the garden beside it. Invented, as all of the example is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities.models import (
    Facility,
    FacilityKind,
    Function,
    FunctionKind,
    OfficeHour,
    OfficeHourHeld,
    OpeningHours,
    Rhythm,
    Room,
)
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.kit import clock

WORKSHOP = "Wijkwerkplaats Parkwijk"
HOUSE = "Huis van de Wijk Maarswold"
GARDEN = "Moestuin de Kweek"
WORKSHOP_FUNCTIONS = (
    (FunctionKind.MEETING, "Koffie staat klaar. U hoeft niets te komen doen."),
    (FunctionKind.LENDING, "Leen gereedschap dat u zelf niet heeft, voor een kleine bijdrage."),
    (FunctionKind.CHORES, "Hulp met een klus in of om het huis, als u het zelf (even) niet kunt."),
    (FunctionKind.FORMS, "Samen een formulier invullen, post lezen of uw geldzaken op een rij zetten."),
    (FunctionKind.BICYCLES, "Opgeknapte fietsen, en een band plakken tegen kostprijs."),
    (FunctionKind.REPAIR, "Samen repareren wat stuk is: lampen, stoelen, kleine apparaten."),
    (FunctionKind.BENCH, "Zelf aan de werkbank, met iemand die meekijkt."),
    (FunctionKind.ROUNDS, "Werk in de wijk: achterpaden, zwerfvuil, tuinen van lege huizen."),
)


@transaction.atomic
def make_example_facilities(*, at: datetime) -> None:
    """Make the places once; again is harmless."""
    if Facility.objects.exists():
        return
    today = clock.dutch(at).date()
    since = date(today.year - 1, 1, 1)
    where = {area.name: area for area in areas.work_areas(today)}
    _workshop(where["Parkwijk"], since)
    _house(where["Maarswold"], since, today, at)
    _garden(where["Parkwijk"], since)


def _open(facility: Facility, weekdays: range, from_time: time, until_time: time) -> None:
    for weekday in weekdays:
        OpeningHours.objects.create(facility=facility, weekday=weekday, from_time=from_time, until_time=until_time)


def _workshop(work_area: WorkArea, since: date) -> None:
    host = Person.objects.filter(name="Hanneke Drent").first()
    workshop = Facility.objects.create(
        kind=FacilityKind.WORKSHOP,
        name=WORKSHOP,
        work_area=work_area,
        about=(
            "Voor iedereen uit de buurt: leen gereedschap, vraag hulp met een klus, knap samen iets op, "
            "of kom gewoon een kop koffie drinken. U kunt hier ook zelf meehelpen."
        ),
        how_to_get_in="De deur aan de straat heeft geen drempel. Er is een invalidentoilet.",
        address="Ambachtsweg 12 (voorbeeld)",
        lat=52.9812,
        lon=6.9921,
        phone="0599 00 20 00",
        email="wijkwerkplaats@wijkwerk.example",
    )
    _open(workshop, range(5), time(9), time(16, 30))
    welfare = Organisation.objects.filter(name="Welzijn Samen Verder").first()
    for kind, about in WORKSHOP_FUNCTIONS:
        Function.objects.create(
            facility=workshop, kind=kind, about=about, organisation=welfare, person=host, from_on=since
        )
    for name, seats in (("Werkplaats", 12), ("Fietsenhoek", 4), ("Koffietafel", 10)):
        Room.objects.create(facility=workshop, name=name, seats=seats)


def _house(work_area: WorkArea, since: date, today: date, at: datetime) -> None:
    house = Facility.objects.create(
        kind=FacilityKind.HOUSE,
        name=HOUSE,
        work_area=work_area,
        about="Ontmoeten, eten met de buurt en spreekuren onder één dak.",
        how_to_get_in="Er is een helling bij de ingang. De lift gaat naar de eerste verdieping.",
        address="Maarsplein 1 (voorbeeld)",
        phone="0599 00 30 00",
    )
    _open(house, range(6), time(9), time(21))
    welfare = Organisation.objects.filter(name="Welzijn Samen Verder").first()
    police = Organisation.objects.filter(kind="police").first()
    Function.objects.create(
        facility=house, kind=FunctionKind.MEETING, about="Inloop elke ochtend.", organisation=welfare, from_on=since
    )
    Function.objects.create(facility=house, kind=FunctionKind.OFFICE_HOUR, about="", from_on=since)
    room = Room.objects.create(facility=house, name="Spreekkamer", seats=6)
    Room.objects.create(facility=house, name="Grote zaal", seats=80)
    tuesday = since + timedelta(days=(1 - since.weekday()) % 7)
    thursday = since + timedelta(days=(3 - since.weekday()) % 7)
    money = OfficeHour.objects.create(
        facility=house,
        theme="Geld en regelingen",
        about="Vragen over rekeningen, toeslagen en schulden. U kunt zo binnenlopen.",
        room=room,
        organisation=welfare,
        why_here="Hier komen al veel mensen voor de inloop; de drempel is laag.",
        from_on=tuesday,
        from_time=time(10),
        until_time=time(12),
    )
    OfficeHour.objects.create(
        facility=house,
        theme="Wijkagent",
        about="Praat met de wijkagent over veiligheid in de buurt.",
        room=room,
        organisation=police,
        why_here="Midden in de wijk, op een avond dat er ook sport is.",
        rhythm=Rhythm.FORTNIGHTLY,
        from_on=thursday,
        from_time=time(19),
        until_time=time(20),
    )
    last = today - timedelta(days=(today.weekday() - 1) % 7 or 7)
    for week, came in enumerate((7, 4, None, 9, 6, 3, 5, 8)):
        OfficeHourHeld.objects.create(
            office_hour=money,
            on=last - timedelta(weeks=week),
            visitors=came,
            not_held_because="" if came is not None else "De medewerker was ziek.",
            written_by="Welzijn Samen Verder",
            written_at=at,
        )


def _garden(work_area: WorkArea, since: date) -> None:
    garden = Facility.objects.create(
        kind=FacilityKind.GARDEN,
        name=GARDEN,
        work_area=work_area,
        about="Samen tuinieren, met eigen perceeltjes en een gezamenlijke kas.",
        address="Achter Ambachtsweg 12 (voorbeeld)",
    )
    Function.objects.create(
        facility=garden, kind=FunctionKind.GARDEN, about="Een eigen stukje moestuin.", from_on=since
    )
