"""Signals of the example: invented people say what people say, in every state that a signal can have."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import shapely
from django.db import transaction
from shapely import Geometry

from wijkwerk.domain.areas import queries as area_queries
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Category, Channel, Kind, PlaceKind, Signal, Upkeep
from wijkwerk.domain.signals.operations import Place, ReplyTo
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel

CATEGORIES = [
    # code, name, group, trade, working days, guidance
    ("bestrating", "Stoep, straat en fietspad", "Openbare ruimte", "wegen", 5, "Losse tegels, kuilen, drempels."),
    ("groen", "Groen en bomen", "Openbare ruimte", "groen", 10, "Snoeien, onkruid, een boom die gevaar geeft."),
    ("spelen", "Speelplekken", "Openbare ruimte", "spelen", 10, "Kapotte toestellen, wensen voor een speelplek."),
    ("verlichting", "Straatverlichting", "Openbare ruimte", "wegen", 5, "Lampen die stuk zijn, donkere plekken."),
    ("afval", "Afval en zwerfvuil", "Openbare ruimte", "groen", 5, "Bijgeplaatst afval, volle bakken."),
    ("water", "Sloot, vijver en riool", "Openbare ruimte", "wegen", 5, "Verstopte putten, water op straat."),
    ("verkeer", "Verkeer en parkeren", "Openbare ruimte", "wegen", 10, "Te hard rijden, afsluitingen, parkeren."),
    ("veilig", "Overlast en veiligheid", "Samen leven", "politie", 5, "Bij gevaar belt u 112."),
    ("wonen", "Huurwoningen en achterpaden", "Samen leven", "wonen", 10, "Van de woningcorporatie."),
    ("ontmoeten", "Ontmoeten en activiteiten", "Samen leven", "welzijn", 10, "Ideeën, hulp, elkaar leren kennen."),
    ("overig", "Iets anders", "Overig", "", None, ""),
]


UPKEEP = [
    # area, subject, level, what is done, planned, from (days), until (days)
    (None, "bestrating", "B", "Wij lopen elke straat twee keer per jaar na. Wat gevaarlijk is, gaat voor.", "",
     0, 0),
    (None, "groen", "B", "Wij maaien het gras twaalf keer per jaar en wieden de perken vier keer.", "", 0, 0),
    (None, "verlichting", "A", "Een lamp die stuk is vervangen wij binnen vijf werkdagen.", "", 0, 0),
    (None, "afval", "B", "Wij legen de bakken twee keer per week.", "", 0, 0),
    ("Maarswold", "groen", "A, rond de school", "Wij maaien zestien keer per jaar; het speelveld elke twee weken.",
     "De bomen langs het water worden gesnoeid", 10, 40),
    ("Musselkanaal", "water", "B", "Wij maken de putten twee keer per jaar schoon.",
     "Alle putten langs het kanaal worden schoongemaakt", -5, 25),
]  # fmt: skip


class Said(NamedTuple):
    """What somebody says, and how many days ago."""

    area: str
    category: str
    kind: Kind
    text: str
    days_ago: int
    name: str
    channel: Channel = Channel.WEB
    public_text: str = ""


SAID = [
    Said("Maarswold", "bestrating", Kind.REPORT,
         "Voor de school liggen de stoeptegels los. Mijn moeder is met haar rollator bijna gevallen.", 12, "Griet",
         public_text="Voor de school liggen de stoeptegels los."),
    Said("Maarswold", "spelen", Kind.IDEA,
         "Achter de flat ligt een leeg grasveld. Kan daar een speelplek komen voor de kleintjes?", 30, "Henk",
         public_text="Kan er een speelplek komen op het lege grasveld achter de flat?"),
    Said("Maarswold", "verkeer", Kind.REQUEST,
         "Wij willen zaterdag de straat afsluiten voor een buurtfeest. Mag dat?", 6, "Jacqueline",
         public_text="Mag de straat zaterdag dicht voor een buurtfeest?"),
    Said("Maarswold", "bestrating", Kind.REPORT, "Losse stoeptegel bij de ingang van de school.", 3, "Bram"),
    Said("Maarswold", "verlichting", Kind.CONCERN,
         "Het pad langs het water is 's avonds erg donker. Ik durf er niet meer te lopen.", 1, "Fenna"),
    Said("Musselkanaal", "afval", Kind.REPORT, "Bij de glasbak staan al een week vuilniszakken.", 4, "Siebe",
         public_text="Bij de glasbak staan al een week vuilniszakken."),
    Said("Musselkanaal", "water", Kind.REPORT, "Na elke bui staat de straat blank. De put is verstopt.", 2, "Tjitske",
         Channel.PHONE),
    Said("Musselkanaal", "ontmoeten", Kind.CHANCE,
         "In het oude postkantoor is ruimte over. Daar kan een koffieochtend komen.", 20, "Roelof",
         public_text="In het oude postkantoor is ruimte over voor een koffieochtend."),
    Said("Stadskanaal Noord", "groen", Kind.REPORT, "De heg bij de bushalte hangt over de stoep.", 9, "Alida",
         public_text="De heg bij de bushalte hangt over de stoep."),
    Said("Stadskanaal Noord", "veilig", Kind.CONCERN, "Jongeren hangen 's nachts bij de fietsenstalling. Veel lawaai.",
         5, "Wubbo"),
    Said("Alteveer", "verkeer", Kind.CONCERN, "Er wordt te hard gereden door het dorp, vooral bij de school.", 15,
         "Janna", Channel.STREET, "Er wordt te hard gereden door het dorp."),
    Said("Onstwedde", "ontmoeten", Kind.COMPLIMENT, "Wat fijn dat het plein zo netjes is opgeknapt. Dank!", 8, "Egbert",
         public_text="Het plein is mooi opgeknapt, dank!"),
    Said("Mussel", "verlichting", Kind.REPORT, "De lantaarn bij het dorpshuis doet het niet.", 2, "Klaas",
         public_text="De lantaarn bij het dorpshuis doet het niet."),
    Said("Parkwijk", "wonen", Kind.REPORT, "Het achterpad staat vol onkruid en er ligt glas.", 7, "Marjan"),
    Said("Maarsveld", "groen", Kind.IDEA, "Mogen wij als straat de boomspiegels zelf beplanten?", 11, "Ali",
         public_text="Mogen bewoners de boomspiegels zelf beplanten?"),
    Said("Vledderveen", "water", Kind.QUESTION, "Wanneer wordt de sloot achter de huizen geschoond?", 3, "Geertje",
         Channel.DESK),
    Said("Ceresdorp", "afval", Kind.REPORT, "Er is een bankstel gedumpt bij de speeltuin.", 1, "Dirk"),
    Said("De Hagen / De Borgen / Vogelwijk", "bestrating", Kind.REPORT, "Diepe kuil in het fietspad bij de bocht.", 0,
         "Nynke"),
]  # fmt: skip


def make_example_categories() -> dict[str, Category]:
    """The subjects of the example; again is harmless."""
    return {
        code: Category.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "group": group,
                "trade": trade,
                "answer_within": days,
                "guidance": guidance,
                "order": order,
            },
        )[0]
        for order, (code, name, group, trade, days, guidance) in enumerate(CATEGORIES)
    }


def make_example_upkeep(categories: dict[str, Category], *, at: datetime) -> None:
    """What the municipality of the example says it does; again is harmless."""
    today = clock.dutch(at).date()
    areas = {area.name: area for area in WorkArea.objects.all()}
    for area, code, level, does, planned, first, last in UPKEEP:
        Upkeep.objects.get_or_create(
            category=categories[code],
            work_area=areas[area] if area else None,
            defaults={
                "level": level,
                "does": does,
                "planned": planned,
                "planned_from": today + timedelta(days=first) if planned else None,
                "planned_until": today + timedelta(days=last) if planned else None,
            },
        )


@transaction.atomic
def make_example_signals(*, at: datetime) -> list[Signal]:
    """What residents of the example said, with what came of it so far; again is harmless."""
    categories = make_example_categories()
    make_example_upkeep(categories, at=at)
    if Signal.objects.exists():
        return list(Signal.objects.order_by("id"))
    areas = {area.name: area for area in WorkArea.objects.all()}
    shapes = area_queries.shapes_of(list(areas.values()), clock.dutch(at).date())
    made: list[Signal] = []
    for said in SAID:
        when = at - timedelta(days=said.days_ago, hours=2)
        area = areas[said.area]
        reporter = operations.report_signal(
            text=said.text,
            kind=said.kind,
            category=categories[said.category],
            place=_place(area, shapes),
            reply_to=ReplyTo(said.name, ReplyChannel.EMAIL, f"{said.name.lower()}@example.nl"),
            channel=said.channel,
            by=coordinator_of(area, on=clock.dutch(when).date()) or VISITOR if said.channel != Channel.WEB else VISITOR,
            on_behalf=said.channel != Channel.WEB,
            at=when,
        )
        made.append(reporter.signal)
        if said.public_text:
            operations.publish(
                reporter.signal,
                public_text=said.public_text,
                shows_place=True,
                by=_coordinator(area, when),
                at=when + timedelta(minutes=50),
            )
    _answer_some(made, at=at)
    return [Signal.objects.get(pk=signal.pk) for signal in made]


def _place(area: WorkArea, shapes: dict[int, Geometry]) -> Place:
    """Somewhere in the middle of the area's shape; by area where it has none."""
    if area.pk not in shapes:
        return Place(PlaceKind.AREA, None, None, "", area)
    point = shapely.point_on_surface(shapes[area.pk])
    return Place(PlaceKind.POINT, shapely.get_y(point), shapely.get_x(point), "", None)


def _coordinator(area: WorkArea, at: datetime) -> Person:
    person = coordinator_of(area, on=clock.dutch(at).date())
    if person is None:
        raise LookupError(f"The example has no coordinator in {area}.")
    return person


def _answer_some(signals: list[Signal], *, at: datetime) -> None:
    """Each of the three answers, a question, and one that is done."""

    def by(number: int) -> Person:
        area = signals[number].work_area
        assert area is not None
        return _coordinator(area, at)

    today = clock.dutch(at).date()
    soon = clock.add_working_days(today, 8)
    operations.answer_signal(
        signals[0], verdict=Verdict.YES, reason="De stratenmaker is besteld.", expected_on=soon, by=by(0),
        at=at - timedelta(days=5),
    )  # fmt: skip
    operations.answer_signal(
        signals[1],
        verdict=Verdict.CONDITIONAL,
        reason="Het is een goed plan. Er is dit jaar nog geen geld voor.",
        conditions=[
            ConditionDraft(
                kind=ConditionKind.MONEY,
                what="Geld voor de speelplek in het volgende programma",
                from_whom="de gemeente en de woningcorporatie",
                by_when=today + timedelta(days=60),
                amount_cents=1_800_000,
            ),
            ConditionDraft(
                kind=ConditionKind.DECISION,
                what="De wijkraad kiest samen met de buren de plek",
                from_whom="de wijkraad",
                by_when=today + timedelta(days=30),
            ),
        ],
        by=by(1),
        at=at - timedelta(days=20),
    )
    operations.answer_signal(
        signals[2],
        verdict=Verdict.NO,
        reason="Zaterdag rijdt de lijnbus om door deze straat. Een week later kan het wel. Laat het ons dan weten.",
        by=by(2),
        at=at - timedelta(days=4),
    )
    operations.pick_up(signals[5], by=by(5), at=at - timedelta(days=3))
    operations.answer_signal(signals[8], verdict=Verdict.YES, is_done=True, reason="De heg is gesnoeid.", by=by(8),
                             at=at - timedelta(days=2))  # fmt: skip
    operations.ask_reporter(
        signals[10], text="Op welke tijden wordt er het hardst gereden?", by=by(10), at=at - timedelta(days=3)
    )
    operations.answer_signal(
        signals[11], verdict=Verdict.YES, is_done=True, reason="Dank u! Wij geven het door aan de ploeg.", by=by(11),
        at=at - timedelta(days=6),
    )  # fmt: skip
