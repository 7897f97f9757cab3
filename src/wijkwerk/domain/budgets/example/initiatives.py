"""Initiatives in public and the yearly award, in the example: what invented residents do for their neighbourhood."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import shapely
from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.initiative_states import InitiativeState as S
from wijkwerk.domain.budgets.models import Initiative, Starter
from wijkwerk.domain.budgets.operations import awards, helping, initiatives, supporting
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.models import Kind, Signal
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.foundation.access.policy import CLOCK, VISITOR, Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel

ALDERMAN = "Ingrid van Oeveren"


class Begun(NamedTuple):
    """An initiative: where, what, how far, how many days ago, how many support it on the web and on paper."""

    area: str
    title: str
    words: str
    place: str
    state: S
    days_ago: int
    supports: int
    paper: int = 0
    help: str = ""
    news: str = ""
    brought: str = ""
    organisation: str = ""
    is_checked: bool = True
    is_from_idea: bool = False  # of what somebody reported there as an idea


BEGUN = [
    Begun("Maarswold", "Moestuin achter de school",
          "Wij willen op het grasveld achter de school samen groente kweken. Kinderen leren waar eten vandaan komt, en "
          "wie over heeft deelt met de buren.", "Grasveld achter de school", S.GATHERING, 45, 9, 14,
          help="Wie kan op een zaterdag helpen met spitten? Wij zoeken zes mensen en een aanhanger."),
    Begun("Maarswold", "Straatbarbecue van de Dahlia's",
          "Een barbecue voor de hele straat, om elkaar na de verbouwing weer te zien.", "Het pleintje in het midden",
          S.BUSY, 60, 6, 0, news="De datum staat vast: de tweede zaterdag van de maand."),
    Begun("Parkwijk", "Schoon rondje Parkwijk",
          "Elke eerste zaterdag lopen wij met knijpers en zakken een rondje door de wijk. Koffie na afloop.",
          "Verzamelen bij de wijkwerkplaats", S.DONE, 260, 12, 20,
          brought="Wij liepen acht keer, met steeds tien tot vijftien mensen. Er ging 92 keer een volle zak mee. "
          "Het mooiste: buren die elkaar niet kenden groeten elkaar nu.", organisation="Buurtvereniging De Linden"),
    Begun("Parkwijk", "Bankje bij de vijver",
          "Wie slecht loopt kan onderweg nergens zitten. Een bankje bij de vijver helpt.", "Bij de vijver",
          S.IDEA, 8, 3),
    Begun("Maarsveld", "Bloemen in de boomspiegels",
          "Samen willen wij de boomspiegels beplanten en bijhouden. Wie een boom voor de deur heeft helpt mee.",
          "De bomen langs de straat", S.GATHERING, 9, 5, is_from_idea=True),
    Begun("Musselkanaal", "Kinderkermis op het plein",
          "Een middag met spelletjes van vroeger, door ouders gemaakt, voor kinderen die niet op vakantie gaan.",
          "Het plein in het midden van het dorp", S.GATHERING, 20, 5, 31,
          help="Wij zoeken mensen die een spel willen maken of begeleiden."),
    Begun("Musselkanaal", "Repaircafé aan het kanaal",
          "Samen repareren wat stuk is: lampen, fietsen, kleding. Zonde om weg te gooien.", "",
          S.STOPPED, 200, 4,
          news="Er waren te weinig mensen die kunnen repareren. Wij helpen nu mee in de wijkwerkplaats."),
    Begun("Onstwedde", "Kerststal voor het hele dorp",
          "Elke straat maakt een beeld. In december staat alles bij elkaar.", "Bij de kerk", S.IDEA, 3, 0,
          is_checked=False),
]  # fmt: skip


def make_initiatives(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    if Initiative.objects.exists():
        return
    with transaction.atomic():
        _Filling(at).fill()


class _Filling:
    """One filling: what is looked up once, and the moment that it happens."""

    def __init__(self, at: datetime) -> None:
        self.at, self.today = at, clock.dutch(at).date()
        self.areas = {area.name: area for area in areas.work_areas(self.today)}
        self.shapes = areas.shapes_of(list(self.areas.values()), self.today)

    def fill(self) -> None:
        for number, begun in enumerate(BEGUN):
            area = self.areas.get(begun.area) or next(iter(self.areas.values()))
            self.begin(begun, area, number)
        self.award_of_last_year()
        self.award_of_this_year()

    def begin(self, begun: Begun, area: WorkArea, number: int) -> None:
        started = self.at - timedelta(days=begun.days_ago)
        staff: Actor = coordinator_of(area, on=self.today) or CLOCK
        lat, lon = self.place(area, number)
        starter = initiatives.start(
            title=begun.title,
            words=begun.words,
            work_area=area,
            place=begun.place,
            lat=lat,
            lon=lon,
            name="Rika" if number % 2 else "Bas",
            reply_by=Channel.EMAIL,
            reply_address=f"initiatief{number + 1}@example.nl",
            organisation_name=begun.organisation,
            cause=Signal.objects.filter(work_area=area, kind=Kind.IDEA).first() if begun.is_from_idea else None,
            by=VISITOR,
            at=started,
        )
        if not begun.is_checked:
            return
        checked = min(started + timedelta(days=1), self.at)
        initiative = initiatives.publish(
            starter.initiative,
            public_title=begun.title,
            public_words=begun.words,
            public_place=begun.place,
            shows_place=True,
            by=staff,
            at=checked,
        )
        for each in range(begun.supports):
            row = supporting.support(
                initiative,
                address=f"buur{number + 1}{each + 1}@example.nl",
                wants_news=each == 0,
                by=VISITOR,
                at=checked,
            )
            supporting.confirm(row, by=VISITOR, at=checked)
        if begun.paper:
            on = clock.dutch(checked).date()
            supporting.enter_paper(
                initiative, people=begun.paper, received_on=on, kept_where="Map bij de balie", by=staff, at=checked
            )
        if begun.help:
            wanted = helping.ask_help(initiative, words=begun.help, by=VISITOR, at=checked)
            helping.publish_words(wanted, public_words=begun.help, by=staff, at=checked)
            helping.offer_help(
                initiative,
                wanted=wanted,
                name="Wim",
                reply_by=Channel.PHONE,
                reply_address="0599 00 00 61",
                words="Ik heb een aanhanger.",
                by=VISITOR,
                at=checked,
            )
        self.tell(initiative, begun, staff, at=min(started + timedelta(days=max(begun.days_ago - 20, 1)), self.at))

    def tell(self, initiative: Initiative, begun: Begun, staff: Actor, *, at: datetime) -> None:
        for kind, words in (("news", begun.news), ("brought", begun.brought)):
            if words:
                update = helping.write_update(initiative, words=words, kind=kind, by=VISITOR, at=at)
                helping.publish_words(update, public_words=words, by=staff, at=at)
        if begun.state != S.IDEA:
            initiatives.move(initiative, state=begun.state, by=VISITOR, at=at)

    def place(self, area: WorkArea, number: int) -> tuple[float | None, float | None]:
        """Somewhere in the area, each a little further on."""
        shape = self.shapes.get(area.pk)
        if shape is None:
            return None, None
        point = shapely.point_on_surface(shape)
        moved = shapely.Point(shapely.get_x(point) + 0.002 * (number % 3), shapely.get_y(point))
        found = moved if shapely.contains(shape, moved) else point
        return shapely.get_y(found), shapely.get_x(found)

    # ── The award ──────────────────────────────────────────────────────────────────────────────────────────────────
    def award_of_last_year(self) -> None:
        ended = self.at - timedelta(days=330)
        staff: Actor = Person.objects.filter(name=ALDERMAN).first() or CLOCK
        award = awards.prepare(
            year=self.today.year - 1,
            words="Voor wie zich in stilte inzet voor de buurt. De jury let op wat buren ervan merken.",
            opens_at=ended - timedelta(days=40),
            closes_at=ended,
            by=staff,
            at=ended - timedelta(days=50),
        )
        award = awards.open_for_nominations(award, by=staff, at=ended - timedelta(days=45))
        rows = []
        for nominee, why in (
            ("Buurtvereniging De Linden", "Zij houden elke maand de hele wijk schoon, met koffie na afloop."),
            ("De lampionnenoptocht", "Al tien jaar lopen honderd kinderen met een lampion door het dorp."),
        ):
            sent = ended - timedelta(days=20)
            row = awards.nominate(award, nominee=nominee, why=why, kind="organisation", by=VISITOR, at=sent)
            rows.append(awards.accept(row, jury_words=why, by=staff, at=ended))
        jurors = [awards.add_juror(award, name=name, by=staff, at=ended) for name in ("Anke", "Bert", "Chaima")]
        awards.to_the_jury(award, by=staff, at=ended)
        for juror, points in zip(jurors, ((9, 7), (8, 8), (9, 8)), strict=True):
            for row, given in zip(rows, points, strict=True):
                awards.judge(juror, nomination=row, points=given, by=staff, at=ended + timedelta(days=7))
        won = awards.note_reach(
            rows[0], reply_by=Channel.EMAIL, reply_address="delinden@example.nl", by=staff, at=ended
        )
        won = awards.ask_consent(won, public_words=won.jury_words, by=staff, at=ended)
        won = awards.say(won, is_yes=True, by=VISITOR, at=ended + timedelta(days=3))
        awards.announce(
            award,
            winner=won,
            jury_report="De jury zag hoe een rondje met knijpers buren bij elkaar bracht.",
            by=staff,
            at=ended + timedelta(days=14),
        )

    def award_of_this_year(self) -> None:
        staff: Actor = Person.objects.filter(name=ALDERMAN).first() or CLOCK
        began = self.at - timedelta(days=20)
        award = awards.prepare(
            year=self.today.year,
            words="Voor een inwoner of een groep die zich inzet voor de buurt. De jury let op drie dingen: wat buren "
            "ervan merken, of anderen meedoen, en of het blijft.",
            opens_at=began,
            closes_at=self.at + timedelta(days=20),
            announces_on=self.today + timedelta(days=45),
            by=staff,
            at=began - timedelta(days=5),
        )
        award = awards.open_for_nominations(award, by=staff, at=began)
        first = Starter.objects.select_related("initiative").order_by("pk").first()
        accepted = awards.nominate(
            award,
            nominee="De groep van de moestuin",
            why="Zij begonnen met niets, en nu doet de halve straat mee.",
            kind="group",
            initiative=first.initiative if first is not None else None,
            name="Corrie",
            reply_by=Channel.EMAIL,
            reply_address="corrie@example.nl",
            by=VISITOR,
            at=began + timedelta(days=4),
        )
        awards.accept(accepted, jury_words=accepted.why, by=staff, at=began + timedelta(days=6))
        awards.nominate(
            award,
            nominee="Meneer Dijk",
            why="Hij strooit bij elke buur die slecht loopt, al jaren.",
            name="Fenna",
            reply_by=Channel.PHONE,
            reply_address="0599 00 00 42",
            by=VISITOR,
            at=began + timedelta(days=9),
        )
        awards.add_juror(award, name="Anke", email="anke@example.nl", by=staff, at=began)
        if isinstance(staff, Person):
            awards.add_juror(award, person=staff, by=staff, at=began)
