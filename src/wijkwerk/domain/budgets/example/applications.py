"""Applications, in the example: what invented residents ask money for, from just in to long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.example.funds import ALDERMAN, CATEGORIES, EACH_AREA, EVERYBODY
from wijkwerk.domain.budgets.models import (
    ApplicantKind,
    Application,
    Criterion,
    EligibleKind,
    Fund,
    Initiative,
    Outcome,
)
from wijkwerk.domain.budgets.operations import applications, checks, completing
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel

K = ApplicantKind
FOOD, DRINK, HIRE, HOURS = (
    "Eten en drinken",
    "Alcohol",
    "Huur en materiaal",
    "Uren van mensen die er hun werk van maken",
)
PARTY, GREEN, SPORT, ART, OTHER = CATEGORIES


class Asked(NamedTuple):
    """An application: where, what, from which fund, how many days ago, its costs (words, euros, kind) and own money."""

    area: str
    title: str
    what: str
    days_ago: int
    costs: tuple[tuple[str, int, str], ...]
    fund: str = EVERYBODY
    category: str = PARTY
    place: str = ""
    households: int = 12
    begins_in: int = 45  # days after it was asked
    own: int = 0
    other: int = 0
    kind: ApplicantKind = K.RESIDENT
    body: str = ""
    initiative: str = ""


ASKED = [
    # just in
    Asked("Maarswold", "Buurtbarbecue aan de Dahliastraat",
          "Wij eten op een zaterdag samen op straat, met spelletjes voor de kinderen.", 0,
          (("Vlees, salades en fris", 220, FOOD), ("Huur van tafels en een tent", 180, HIRE)), place="Dahliastraat",
          households=25, own=50, initiative="Straatbarbecue van de Dahlia's"),
    Asked("Parkwijk", "Bankje bij de vijver", "Een bankje waar wie slecht loopt even kan rusten.", 1,
          (("Bankje van hout", 850, HIRE), ("Plaatsen", 300, HOURS)), category=GREEN, place="Bij de vijver",
          households=4),
    Asked("Musselkanaal", "Kinderkermis op het plein", "Een middag met spelletjes van vroeger, door ouders gemaakt.", 3,
          (("Hout en verf", 240, HIRE), ("Ranja en koek", 90, FOOD), ("Huur van een springkussen", 175, HIRE)),
          place="Het plein", households=60, begins_in=30, kind=K.GROUP, initiative="Kinderkermis op het plein"),
    Asked("Onstwedde", "Kaarten in het dorpshuis", "Elke donderdagmiddag kaarten en koffie voor wie alleen is.", 5,
          (("Koffie en koek voor een half jaar", 310, FOOD), ("Kaarten en tafelkleden", 75, HIRE)), households=18),
    Asked("Stadskanaal Noord", "Muurschildering in de tunnel", "Jongeren maken met een kunstenaar de tunnel mooi.", 8,
          (("Verf en materiaal", 700, HIRE), ("Begeleiding door een kunstenaar", 1_600, HOURS)), category=ART,
          place="Fietstunnel", households=40, other=400, kind=K.ASSOCIATION, body="Jongerencentrum De Sluis"),
    Asked("Parkwijk", "Nieuwe doelen op het trapveld", "De oude doelen zijn kapot. Wij zetten samen nieuwe neer.", 12,
          (("Twee doelen", 1_150, HIRE), ("Netten", 120, HIRE)), category=SPORT, place="Trapveld", households=35,
          own=100, kind=K.GROUP),
    Asked("Maarsveld", "Geveltuinen in de hele straat", "Twaalf gevels krijgen een smalle tuin. Wij graven zelf.", 16,
          (("Planten en aarde", 420, HIRE), ("Soep na afloop", 60, FOOD)), category=GREEN, households=12, begins_in=20),
    Asked("Mussel", "Oud en nieuw in het dorp", "Een feest in de tent, zodat jong en oud samen zijn.", 18,
          (("Huur van een tent", 900, HIRE), ("Muziek", 600, HOURS), ("Bier en wijn", 500, DRINK)), households=80,
          own=200, kind=K.RESIDENTS_BODY, body="Dorpsbelangen Mussel"),
    # from the budget of an area, in rounds
    Asked("Maarswold", "Speelplek voor de allerkleinsten", "Een zandbak, een wip en een heg eromheen.", 6,
          (("Zandbak en wip", 3_400, HIRE), ("Heg en hek", 1_100, HIRE)), fund=EACH_AREA, category=SPORT,
          place="Grasveld bij de flat", households=55, begins_in=150, own=450, kind=K.RESIDENTS_BODY,
          body="Wijkraad Maarswold"),
    Asked("Musselkanaal", "Ontmoetingsplek aan het kanaal", "Een overdekte plek met banken, door het dorp gebouwd.", 9,
          (("Hout en dak", 5_200, HIRE), ("Fundering", 1_900, HIRE)), fund=EACH_AREA, category=OTHER, households=120,
          begins_in=200, own=700, other=1_500, kind=K.ASSOCIATION, body="Stichting Dorpshart"),
    # the alderman's own small one
    Asked("Ceresdorp", "Koelkast voor de buurtkamer", "De koelkast ging stuk, en zaterdag is er een maaltijd.", 2,
          (("Koelkast", 380, ""),), fund=ALDERMAN, category="", households=10, begins_in=10),
    # some weeks ago: to be decided
    Asked("Maarsstee", "Opruimdag met de school", "Kinderen en ouders maken de wijk schoon, daarna patat.", 30,
          (("Knijpers en zakken", 90, HIRE), ("Patat", 260, FOOD)), category=GREEN, households=70, begins_in=40,
          kind=K.SCHOOL, body="Basisschool De Wissel"),
    Asked("Alteveer", "Lampionnenoptocht", "Wij lopen met lampionnen door het dorp, met muziek voorop.", 34,
          (("Lampionnen", 180, HIRE), ("Warme chocola", 110, FOOD), ("Muziek", 150, HOURS)), households=90, own=75,
          kind=K.RESIDENTS_BODY, body="Plaatselijk Belang Alteveer"),
    Asked("De Hagen / De Borgen / Vogelwijk", "Burendag op het veld", "Eten, sport en een rommelmarkt.", 40,
          (("Eten", 700, FOOD), ("Huur van kramen", 350, HIRE)), households=150, other=200, kind=K.GROUP),
    Asked("Stadskanaal Centrum", "Kerstmarkt in de straat", "Buren verkopen wat zij maakten; er is een koor.", 44,
          (("Kramen en licht", 650, HIRE), ("Glühwein", 200, DRINK)), households=30, kind=K.COMPANY,
          body="Winkeliers Centrum"),
    # longer ago
    Asked("Parkwijk", "Schoon rondje Parkwijk", "Knijpers, zakken en koffie voor een jaar elke maand opruimen.", 110,
          (("Knijpers en zakken", 210, HIRE), ("Koffie", 140, FOOD)), category=GREEN, households=20, begins_in=20,
          kind=K.ASSOCIATION, body="Buurtvereniging De Linden", initiative="Schoon rondje Parkwijk"),
    Asked("Onstwedde", "Zomerspelen voor de jeugd", "Een week sport en spel voor kinderen die thuisblijven.", 130,
          (("Materiaal", 480, HIRE), ("Limonade en fruit", 220, FOOD), ("Begeleiding", 900, HOURS)), category=SPORT,
          households=65, begins_in=30, own=250, kind=K.ASSOCIATION, body="Sportvereniging Onstwedde"),
    Asked("Maarswold", "Buurtbarbecue op het pleintje", "Samen eten met de hele buurt, net als vorig jaar.", 150,
          (("Eten en fris", 380, FOOD), ("Huur van banken", 120, HIRE)), households=30, begins_in=20,
          place="Dahliastraat"),
    Asked("Vledderveen", "Jeu-de-boulesbaan", "Een baan naast het dorpshuis, voor alle leeftijden.", 170,
          (("Zand, grind en balken", 1_300, HIRE), ("Ballen", 220, HIRE)), category=SPORT, households=45, begins_in=40,
          own=300, kind=K.RESIDENTS_BODY, body="Dorpsbelangen Vledderveen"),
    Asked("Ceresdorp", "Moestuinbakken bij de flat", "Zes bakken waar bewoners samen groente kweken.", 190,
          (("Bakken en aarde", 640, HIRE), ("Zaden en gereedschap", 160, HIRE)), category=GREEN, households=22,
          begins_in=25),
]  # fmt: skip


def make_applications(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    if Application.objects.exists() or not Fund.objects.filter(name=EVERYBODY).exists():
        return
    with transaction.atomic():
        _Filling(at).fill()


class _Filling:
    """One filling: when, and in which areas."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.today = clock.dutch(at).date()
        self.areas = {area.name: area for area in areas.work_areas(self.today)}
        self.funds = {fund.name: fund for fund in Fund.objects.all()}

    def fill(self) -> None:
        made = {
            asked.title: self.ask(asked, number)
            for number, asked in enumerate(sorted(ASKED, key=lambda one: -one.days_ago), 1)
        }
        self.ask_to_complete(made["Nieuwe doelen op het trapveld"])
        self.complete(made["Muurschildering in de tunnel"])
        self.judge(made["Kinderkermis op het plein"])
        applications.withdraw(
            made["Geveltuinen in de hele straat"], by=VISITOR, at=self.at, reason="De woningcorporatie betaalt het."
        )
        self.on_paper(made["Kaarten in het dorpshuis"])

    def ask(self, asked: Asked, number: int) -> Application:
        came_at = self.at - timedelta(days=asked.days_ago, hours=number % 7)
        area = self.areas.get(asked.area) or next(iter(self.areas.values()))
        fund = self.funds[asked.fund]
        by_post = number % 6 == 0
        begins_on = clock.dutch(came_at).date() + timedelta(days=asked.begins_in)
        values: dict[str, Any] = {
            "title": asked.title,
            "what": asked.what,
            "fund": fund,
            "work_area": area,
            "place": asked.place,
            "from_day": begins_on,
            "until_day": begins_on,
            "with_whom": "Met buren die meehelpen.",
            "households": asked.households,
            "own_cents": asked.own * 100,
            "other_cents": asked.other * 100,
            "category": fund.categories.filter(name=asked.category).first(),
            "applicant_name": "Bas" if number % 2 else "Rika",
            "applicant_kind": asked.kind,
            "organisation_name": asked.body,
            "reply_by": Channel.POST if by_post else Channel.EMAIL,
            "reply_address": f"Dorpsstraat {number}, Stadskanaal" if by_post else f"aanvrager{number}@example.nl",
            "may_publish": True,
            "initiative": Initiative.objects.filter(title=asked.initiative).first() if asked.initiative else None,
        }
        draft = applications.start(at=came_at)
        return applications.send(draft, values, self.costs(asked, fund, area, came_at), by=VISITOR, at=came_at)

    def costs(self, asked: Asked, fund: Fund, area: WorkArea, came_at: datetime) -> list[Cost]:
        held = rules.rule_set_on(fund, work_area=area, on=clock.dutch(came_at).date())
        kinds = {kind.words: kind for kind in EligibleKind.objects.filter(rule_set=held)}
        return [Cost(words, euros * 100, kinds.get(kind)) for words, euros, kind in asked.costs]

    def staff(self, application: Application) -> Person | None:
        return coordinator_of(application.work_area, on=self.today)

    def ask_to_complete(self, application: Application) -> None:
        completing.ask_to_complete(
            application,
            text="Wij missen een offerte van de doelen. Wilt u een foto of een bestand sturen?",
            by=self.staff(application) or CLOCK,
            at=self.at - timedelta(days=4),
        )

    def complete(self, application: Application) -> None:
        completing.ask_to_complete(
            application,
            text="Wie begeleidt de jongeren, en is de eigenaar van de tunnel het ermee eens?",
            by=self.staff(application) or CLOCK,
            at=self.at - timedelta(days=6),
        )
        completing.complete(
            application,
            text="Een kunstenaar uit de wijk begeleidt het. De gemeente is eigenaar en vindt het goed.",
            by=VISITOR,
            at=self.at - timedelta(days=2),
        )

    def judge(self, application: Application) -> None:
        person = self.staff(application)
        if person is None:
            return
        for criterion in Criterion.objects.filter(rule_set=application.rule_set, automatic=""):
            checks.judge(application, criterion, outcome=Outcome.MET, by=person, at=self.at - timedelta(days=1))

    def on_paper(self, application: Application) -> None:
        """Somebody came to the desk with a form that is not whole yet."""
        draft = applications.start(at=self.at, entered_by=self.staff(application), is_paper=True)
        typed = {"title": "Koersbal in het dorpshuis", "applicant_name": "Geesje", "reply_by": "phone"}
        for step in ("plan", "wanneer", "geld", "over-u", "paper"):
            applications.keep_typed(draft, step=step, typed=typed, at=self.at)
