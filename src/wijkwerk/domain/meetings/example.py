"""The meetings of the example: the five structural ones of the note of 2012, and evenings for everybody; invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.facilities.models import Facility, Rhythm
from wijkwerk.domain.meetings.models import Meeting, Point, Series
from wijkwerk.domain.meetings.operations import meetings, minutes, registrations, series
from wijkwerk.domain.meetings.queries import occurrences
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel

NORTH, SOUTH, ALDERMAN = "Marit Hoekzema", "Jelle Brontsema", "Ingrid van Oeveren"
PARTNERS = ("Woningstichting De Veenkanten", "Wonen Onder de Linden", "Welzijn Samen Verder")
GUESTS = (
    ("Ada", Channel.EMAIL, "ada@example.nl"),
    ("Bas", Channel.PHONE, "0599 00 00 41"),
    ("Corrie", Channel.EMAIL, "corrie@example.nl"),
    ("Meneer Dijk", Channel.NONE, ""),
    ("Elif", Channel.EMAIL, "elif@example.nl"),
    ("Fenna", Channel.PHONE, "0599 00 00 42"),
)
TOWN_HALL = "Gemeentehuis, Raadhuisplein 1 (voorbeeld)"


@transaction.atomic
def make_example_meetings(*, at: datetime) -> None:
    """Make them once; again is harmless."""
    if Series.objects.exists():
        return
    _Filling(at).fill()


class _Filling:
    """One filling: what is looked up once, and the moment that it happens."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = clock.dutch(at).date()
        self.areas = {area.name: area for area in areas.work_areas(self.today)}
        self.people = {person.name: person for person in Person.objects.filter(name__in=(NORTH, SOUTH, ALDERMAN))}
        self.organisations = {each.name: each for each in Organisation.objects.all()}

    def fill(self) -> None:
        for number, area in enumerate(self.areas.values()):
            self.with_college(area, number)
            self.progress(area, number)
        self.chairs()
        self.partners()
        self.for_everybody()

    def leader_of(self, area: WorkArea) -> Person | None:
        held = {area_id for role, area_id in self.people[NORTH].held if role == Role.COORDINATOR}
        return self.people[NORTH] if area.pk in held else self.people.get(SOUTH)

    def first(self, weekday: int, week: int, months_back: int = 7) -> date:
        """The so many-eth of this weekday in a month that is past."""
        number = self.today.year * 12 + self.today.month - 1 - months_back
        day = date(number // 12, number % 12 + 1, 1)
        return day + timedelta(days=(weekday - day.weekday()) % 7, weeks=week)

    def make(
        self,
        kind: str,
        title: str,
        about: str,
        *work_areas: WorkArea,
        leader: Person | None,
        rhythm: Rhythm | None = Rhythm.MONTHLY,
        first_on: date | None = None,
        times: tuple[time, time] = (time(14), time(15, 30)),
        members: tuple[Organisation | Role, ...] = (),
        place: str = "",
        **more: Any,
    ) -> Series:
        made = series.make_series(
            kind=kind,
            title=title,
            about=about,
            work_areas=work_areas,
            is_wide=not work_areas,
            leader=leader,
            place=place,
            by=CLOCK,
            at=self.at,
            **more,
        )
        for member in members:
            if isinstance(member, Organisation):
                series.add_member(made, organisation=member, by=CLOCK, at=self.at)
            else:
                series.add_member(made, role=member, by=CLOCK, at=self.at)
        if rhythm is not None and first_on is not None:
            series.set_rhythm(
                made, rhythm=rhythm, first_on=first_on, from_time=times[0], until_time=times[1], by=CLOCK, at=self.at
            )
        return occurrences.series(made.pk)

    def bodies(self, area: WorkArea) -> tuple[Organisation, ...]:
        return tuple(each for each in area.organisations.all() if each.is_body)

    def with_college(self, area: WorkArea, number: int) -> None:
        self.make(
            "wijkraad-college",
            f"{area.name}: bewoners en college",
            "Bewoners praten met het college over hun wijk of dorp.",
            area,
            leader=self.leader_of(area),
            first_on=self.first(number % 4, number // 4),
            times=(time(19, 30), time(21)),
            members=(*self.bodies(area), Role.ALDERMAN),
            place=TOWN_HALL,
        )

    def progress(self, area: WorkArea, number: int) -> None:
        """The progress meeting for each project agenda; of Maarswold the last one was held and written down."""
        own = [self.organisations[name] for name in PARTNERS if name in self.organisations]
        made = self.make(
            "voortgang",
            f"Voortgang {area.name}",
            "Elk project van de projectenagenda: wat is er veranderd, en wat is er nodig?",
            area,
            leader=self.leader_of(area),
            first_on=self.first((number + 2) % 4, (number // 4 + 1) % 4),
            times=(time(10), time(11, 30)),
            members=(*own, *self.bodies(area)),
        )
        if area.name == "Maarswold":
            self.was_held(made)

    def was_held(self, one: Series) -> None:
        found = occurrences.occurrences([one], from_on=self.today - timedelta(days=70), until_on=self.today)
        if not found:
            return
        where, leader = found[-1], self.people.get(SOUTH)
        by: Actor = leader if leader is not None else CLOCK
        row = meetings.prepare(one, on=where.on, by=by, at=where.starts_at - timedelta(days=3))
        meetings.add_point(row, title="Bloemen voor de vrijwilligers van de speelplek", by=by, at=where.starts_at)
        meetings.freeze(row, by=by, at=where.starts_at)
        first = Point.objects.filter(meeting=row, part="items").first()
        if first is not None:
            notes = {first.pk: "De speelplek ligt op schema. Over de stoepen is nog een vraag aan de aannemer."}
            minutes.write_notes(row, notes=notes, by=by, at=where.ends_at)
        minutes.decide(
            row,
            text="De speelplek krijgt een bank in de schaduw.",
            reason="Ouders en grootouders blijven dan langer.",
            is_public=True,
            by=by,
            at=where.ends_at,
        )
        day = where.on
        housing = self.organisations.get("Wonen Onder de Linden")
        if housing is not None:
            minutes.add_action(
                row,
                what="Vraag de aannemer wanneer de tweede straat klaar is",
                owner_organisation=housing,
                due_on=day + timedelta(days=5),
                by=by,
                at=where.ends_at,
            )
        if leader is not None:
            minutes.add_action(
                row,
                what="Nodig de school uit voor de volgende keer",
                owner_person=leader,
                due_on=max(day + timedelta(days=30), self.today + timedelta(days=7)),
                by=by,
                at=where.ends_at,
            )
        minutes.finish_minutes(row, by=by, at=where.ends_at + timedelta(hours=1))

    def chairs(self) -> None:
        self.make(
            "voorzitters",
            "Voorzittersoverleg",
            "De wethouder met de voorzitters van alle wijkraden en plaatselijke belangen.",
            leader=self.people.get(ALDERMAN),
            first_on=self.first(2, 1),
            times=(time(19, 30), time(21, 30)),
            members=(Role.RESIDENTS_BODY, Role.COORDINATOR),
            place=TOWN_HALL,
        )

    def partners(self) -> None:
        own = tuple(self.organisations[name] for name in PARTNERS if name in self.organisations)
        for kind, title, leader, week in (
            ("partners-bestuur", "Partners in de wijk, bestuurlijk", ALDERMAN, 2),
            ("partners-management", "Partners in de wijk, management", NORTH, 3),
        ):
            self.make(
                kind,
                title,
                "De gemeente met de woningstichtingen en het welzijnswerk.",
                leader=self.people.get(leader),
                first_on=self.first(3, week),
                members=own,
                place=TOWN_HALL,
            )

    def for_everybody(self) -> None:
        """Theme meetings, a walk-in evening with who comes, and a workshop with a waiting list."""
        every = tuple(self.areas.values())
        self.make(
            "thema",
            "Themabijeenkomst lokaal akkoord",
            "Wat spreken bewoners, partners en gemeente dit jaar met elkaar af?",
            *every,
            leader=self.people.get(NORTH),
            first_on=self.first(3, 0, 3),
            times=(time(19, 30), time(21, 30)),
            place=TOWN_HALL,
        )
        house = Facility.objects.filter(work_area=self.areas["Maarswold"]).first()
        evening = self.make(
            "inloop",
            "Inloopavond Maarswold",
            "Loop binnen, drink koffie en praat met de mensen die in Maarswold werken.",
            self.areas["Maarswold"],
            leader=self.people.get(SOUTH),
            rhythm=Rhythm.MONTHLY,
            first_on=self.first(1, 1, 3),
            times=(time(19), time(21)),
            facility=house,
            seats=40,
            kept_seats=10,
        )
        coming = occurrences.next_of(evening, from_on=self.today + timedelta(days=1), most=1)
        if coming:
            row = meetings.prepare(evening, on=coming[0].on, by=CLOCK, at=self.at)
            self.guests(row)
        workshop = self.make(
            "werksessie",
            "Workshop wijkgericht werken",
            "Samen oefenen met antwoord geven: ja, nee, of ja op voorwaarde dat.",
            *every,
            leader=self.people.get(NORTH),
            rhythm=None,
            seats=4,
            kept_seats=1,
        )
        day = self.today + timedelta(days=17)
        while day.weekday() > 4 or day in occurrences.closed_days(day, day):
            day += timedelta(days=1)
        row = meetings.add_extra(
            workshop, on=day, from_time=time(13, 30), until_time=time(16), by=CLOCK, at=self.at, place=TOWN_HALL
        )
        self.guests(row)

    def guests(self, row: Meeting) -> None:
        where = occurrences.of_row(occurrences.meeting(row.pk))
        for name, channel, address in GUESTS:
            registrations.register(
                where,
                name=name,
                channel=channel,
                address=address,
                is_by_staff=channel != Channel.EMAIL,
                by=CLOCK,
                at=self.at,
            )
