"""Invented people for the example municipality: everybody whom its thirteen work areas need, with one password.

No name, address or number here belongs to anybody. Numbers begin with 00 after the area code, which none does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import capfirst, slugify

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import operations
from wijkwerk.domain.people.models import Account, Organisation, Person, Ring, TeamMember
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

PASSWORD = "samen-in-de-wijk"
DOMAIN = "wijkwerk.example"
NORTH = (
    "Musselkanaal",
    "Stadskanaal Noord",
    "Maarsstee",
    "Parkwijk",
    "Ceresdorp",
    "De Hagen / De Borgen / Vogelwijk",
    "Stadskanaal Centrum",
)
SOUTH = ("Alteveer", "Maarswold", "Onstwedde", "Mussel", "Maarsveld", "Vledderveen")
VILLAGES = ("Alteveer", "Onstwedde", "Mussel", "Vledderveen", "Musselkanaal")
CHAIRS = {
    "Musselkanaal": "Hilda Wubbolts",
    "Stadskanaal Noord": "Ruben Akkerhof",
    "Maarsstee": "Samira Benhaddou",
    "Parkwijk": "Gerrit Veldkamper",
    "Ceresdorp": "Trijntje Ottema",
    "De Hagen / De Borgen / Vogelwijk": "Mohamed Elkarimi",
    "Stadskanaal Centrum": "Loes Brinkhorst",
    "Alteveer": "Harm Wiersinga",
    "Maarswold": "Nynke Dorenbos",
    "Onstwedde": "Jacob Holtrop",
    "Mussel": "Geesje Luinstra",
    "Maarsveld": "Willem Raaphof",
    "Vledderveen": "Anouk Schierveld",
}
ACTIVITIES = (
    "Wij organiseren activiteiten voor jong en oud, en helpen bewoners die zelf iets willen beginnen.",
    "Een vast aanspreekpunt, een plek om samen te komen en op tijd horen wat er verandert.",
    "Meedenken over plannen voor de openbare ruimte en bewoners daarbij betrekken.",
)
PARTNER_IN_TALKS = (
    "Wij praten namens de bewoners met de gemeente en de woningstichtingen over de toekomst van het gebied.",
    "Eerlijk antwoord op wat wij inbrengen: ja, nee met een reden, of ja met een voorwaarde.",
    "Bewoners vragen wat zij willen, en vertellen wat er is afgesproken.",
)


@dataclass(frozen=True)
class Employee:
    """Somebody in the example, and where they hold their role."""

    name: str
    role: Role
    function: str
    organisation: str = ""
    areas: tuple[str, ...] = ()
    findable: str = ""
    trade: str = ""
    ring: Ring | None = None
    is_public: bool = False


EVERYWHERE = NORTH + SOUTH
ORGANISATIONS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Gemeente", "municipality", "Beheert straten en groen, beslist over plannen en geld.", ()),
    ("Woningstichting De Veenkanten", "housing", "Verhuurt woningen in de wijken aan het kanaal.", NORTH),
    ("Wonen Onder de Linden", "housing", "Verhuurt woningen in de dorpen en in Maarswold.", SOUTH),
    ("Welzijn Samen Verder", "welfare", "Helpt bewoners met vragen, ontmoeting en eigen plannen.", ()),
    ("Politie, basisteam Kanaalstreek", "police", "De wijkagent is er voor veiligheid en overlast.", ()),
    ("Basisschool De Klimop", "school", "School in de wijk, met een plein dat na vier uur open is.", ("Maarswold",)),
    ("Winkeliers Kanaalstraat", "shop", "De winkels in het centrum.", ("Stadskanaal Centrum",)),
    ("Sportvereniging De Turfstekers", "association", "Voetbal en wandelen, ook voor wie geen lid is.", EVERYWHERE),
)
EMPLOYEES: tuple[Employee, ...] = (
    Employee(
        "Marit Hoekzema",
        Role.COORDINATOR,
        "",
        "Gemeente",
        NORTH,
        "Elke dinsdag van 10 tot 12 uur in het buurthuis, en lopend door de wijk.",
        is_public=True,
    ),
    Employee(
        "Jelle Brontsema",
        Role.COORDINATOR,
        "",
        "Gemeente",
        SOUTH,
        "Elke donderdag van 13 tot 15 uur in het dorpshuis, en elke woensdagochtend op de fiets door Maarswold.",
        is_public=True,
    ),
    Employee("Ingrid van Oeveren", Role.ALDERMAN, "Wethouder", "Gemeente", EVERYWHERE),
    Employee("Bea Kloosterveen", Role.ADMINISTRATOR, "Beheerder", "Gemeente"),
    Employee("Dirk Zandstra", Role.DESK, "Medewerker servicelijn", "Gemeente"),
    Employee("Carla Nieuwhof", Role.CLERK, "Griffier", "Gemeente"),
    Employee("Olaf Pennings", Role.TREASURER, "Budgethouder", "Gemeente"),
    Employee(
        "Timo Groenewoud", Role.SPECIALIST, "Vakman groen", "Gemeente", EVERYWHERE, trade="groen", ring=Ring.TRADES
    ),
    Employee(
        "Wouter Steenstra", Role.SPECIALIST, "Vakman wegen", "Gemeente", EVERYWHERE, trade="wegen", ring=Ring.TRADES
    ),
    Employee(
        "Aisha Belmahi", Role.SPECIALIST, "Medewerker spelen", "Gemeente", EVERYWHERE, trade="spelen", ring=Ring.TRADES
    ),
    Employee(
        "Petra Huisman-Vos",
        Role.PARTNER,
        "Wijkbeheerder",
        "Woningstichting De Veenkanten",
        NORTH,
        trade="wonen",
        ring=Ring.CORE,
    ),
    Employee(
        "Koen Lindeman", Role.PARTNER, "Wijkbeheerder", "Wonen Onder de Linden", SOUTH, trade="wonen", ring=Ring.CORE
    ),
    Employee(
        "Fatma Yıldırım",
        Role.PARTNER,
        "Opbouwwerker",
        "Welzijn Samen Verder",
        EVERYWHERE,
        trade="welzijn",
        ring=Ring.CORE,
    ),
    Employee(
        "Sander Wachtmeester",
        Role.PARTNER,
        "Wijkagent",
        "Politie, basisteam Kanaalstreek",
        EVERYWHERE,
        trade="veiligheid",
        ring=Ring.CORE,
    ),
    Employee("Joke Meesters", Role.PARTNER, "Directeur", "Basisschool De Klimop", ("Maarswold",), ring=Ring.ALLIES),
    Employee(
        "Hans Winkelaar",
        Role.PARTNER,
        "Voorzitter",
        "Winkeliers Kanaalstraat",
        ("Stadskanaal Centrum",),
        ring=Ring.ALLIES,
    ),
    Employee("Hanneke Drent", Role.HOST, "Gastvrouw wijkwerkplaats", "Welzijn Samen Verder", ("Parkwijk",)),
    Employee("Wim Haveman", Role.VOLUNTEER, "Vrijwilliger aan de balie", "Welzijn Samen Verder", ("Parkwijk",)),
)


@transaction.atomic
def make_example_people(municipality: Municipality, *, by: Actor, at: datetime) -> None:
    """Fill the example municipality with people. Again is harmless: who is there already stays as they are."""
    with scope.in_municipality(municipality):
        if municipality.second_factor_required:
            municipality.second_factor_required = False  # a newcomer is in with one tap
            municipality.save(update_fields=["second_factor_required"])
        _Filling(by, at).fill()


def address_of(name: str) -> str:
    plain = name.lower().replace("ı", "i").replace(" ", ".").replace("-", "")
    return f"{plain}@{DOMAIN}"


class _Filling:
    """One filling: what is looked up once, and the moment that it happens."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at
        self.today = clock.dutch(at).date()
        self.since = date(self.today.year - 1, 1, 1)
        self.areas = {area.name: area for area in areas.work_areas(self.today)}
        self.password = make_password(PASSWORD)
        self.number = 0

    def fill(self) -> None:
        for name, kind, about, where in ORGANISATIONS:
            self.organisation(name, kind, about=about, where=where, email=f"post@{slugify(name)}.example")
        people = {employee.name: self.employee(employee) for employee in EMPLOYEES}
        for name, area in self.areas.items():
            self.body(area, CHAIRS.get(name, ""))
            if not TeamMember.objects.filter(work_area=area).exists():
                self.team(area, people)

    def areas_named(self, names: Iterable[str]) -> list[WorkArea]:
        return [self.areas[name] for name in names if name in self.areas]

    def organisation(self, name: str, kind: str, *, about: str, where: tuple[str, ...], **more: str) -> Organisation:
        found: Organisation | None = Organisation.objects.filter(name=name).first()
        if found is not None:
            return found
        work_areas = self.areas_named(where)
        return operations.add_organisation(
            name=name, kind=kind, about=about, work_areas=work_areas, by=self.by, at=self.at, **more
        )

    def person(self, name: str, *, role: Role, where: Iterable[str], **known: object) -> Person:
        """Somebody with an account and a role; left alone when there already."""
        email = address_of(name)
        found: Person | None = Person.objects.filter(account__email=email).first()
        if found is not None:
            return found
        self.number += 1
        person = operations.add_person(
            name=name,
            phone=f"0599 00 {self.number:02} {self.number * 7 % 100:02}",
            email=email,
            by=self.by,
            at=self.at,
            **known,  # type: ignore[arg-type]
        )
        account, _made = Account.objects.get_or_create(email=email, defaults={"password": self.password})
        EmailAddress.objects.get_or_create(user=account, email=email, defaults={"verified": True, "primary": True})
        person.account = account
        person.save(update_fields=["account"])
        work_areas = self.areas_named(where)
        if work_areas or not tuple(where):
            operations.give_roles(person, role=role, work_areas=work_areas, from_on=self.since, by=self.by, at=self.at)
        return person

    def employee(self, employee: Employee) -> Person:
        return self.person(
            employee.name,
            role=employee.role,
            where=employee.areas,
            function=employee.function or capfirst(policy.name_of(employee.role)),
            organisation=Organisation.objects.get(name=employee.organisation),
            findable=employee.findable,
            contact_is_public=employee.is_public,
        )

    def body(self, area: WorkArea, chair: str) -> None:
        """The area's residents' body; villages have a plaatselijk belang. Each chose a role of its own."""
        is_village = area.name in VILLAGES
        name = f"Plaatselijk belang {area.name}" if is_village else f"Wijkraad {area.name}"
        if Organisation.objects.filter(name=name).exists():
            return
        own_role, expects, is_expected = ACTIVITIES if is_village else PARTNER_IN_TALKS
        body = self.organisation(
            name,
            "residents_body",
            about="",
            where=(area.name,),
            own_role=own_role,
            expects=expects,
            is_expected=is_expected,
        )
        if chair:
            person = self.person(
                chair, role=Role.RESIDENTS_BODY, where=(area.name,), function="Voorzitter", organisation=body
            )
            operations.add_body_member(
                body, person=person, function="voorzitter", from_on=self.since, by=self.by, at=self.at
            )

    def team(self, area: WorkArea, people: dict[str, Person]) -> None:
        for order, employee in enumerate(EMPLOYEES):
            if employee.ring is None or area.name not in employee.areas:
                continue
            person = people[employee.name]
            operations.add_team_member(
                area,
                ring=employee.ring,
                person=person,
                organisation=person.organisation,
                trade=employee.trade,
                takes_signals=bool(employee.trade),
                order=order * 10,
                from_on=self.since,
                by=self.by,
                at=self.at,
            )
        for order, (name, kind, _about, where) in enumerate(ORGANISATIONS):
            if kind == "association" and area.name in where:
                operations.add_team_member(
                    area,
                    ring=Ring.ALLIES,
                    organisation=Organisation.objects.get(name=name),
                    order=500 + order,
                    from_on=self.since,
                    by=self.by,
                    at=self.at,
                )
