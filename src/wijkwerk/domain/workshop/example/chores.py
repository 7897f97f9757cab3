"""Chores of the example in every state, what the workshop does and does not do, a plan of this week, four rounds.

Invented, but for the rules: those are what the note of such a workshop says that it does not do.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.workshop.models import (
    Calling,
    Chore,
    ChoreKind,
    ChoreRules,
    CostKind,
    Half,
    Outcome,
    Participant,
    Resident,
    Round,
    RoundKind,
    RuleCard,
    Skill,
    Urgency,
    Waiver,
)
from wijkwerk.domain.workshop.operations import chores, intakes, money, planning, rounds, rule_cards
from wijkwerk.domain.workshop.operations.chores import CostLine
from wijkwerk.domain.workshop.operations.rounds import Place
from wijkwerk.domain.workshop.planner import greedy
from wijkwerk.domain.workshop.queries import planning as planning_queries
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock

HOST = "Hanneke Drent"
PARTNER = "Woningstichting De Veenkanten"
RULES = (
    (True, "Kleine klussen in en om het huis", "Een lamp, een lekkende kraan, een heg, een schutting die losliet."),
    (True, "Samen met u", "U doet mee met wat u kunt. Koffie zetten of aanwijzen telt ook."),
    (True, "Een tuin overzichtelijk maken", "Zo dat u hem zelf weer kunt bijhouden."),
    (False, "Wat u zelf kunt", "Kunt u het alleen even niet? Dan helpen wij wel."),
    (False, "Wat een bedrijf kan doen als u dat kunt betalen", "Wij nemen bedrijven geen werk af."),
    (False, "Meer dan een helpende hand", "Bijvoorbeeld een hele tuin inrichten."),
)
# (who, what, kind, skills, minutes, people, urgency, days ago, own part)
CHORES = (
    (
        "Aaltje Mulderij",
        "Heg snoeien aan de voorkant",
        "garden",
        "Snoeien",
        120,
        2,
        1,
        12,
        "Harkt het snoeisel bij elkaar",
    ),
    ("Gonda Hemstra", "Lamp in de gang ophangen", "light", "Elektrisch", 45, 1, 2, 6, ""),
    ("Jurre Boelens", "Kozijn schilderen", "paint", "Schilderen", 180, 2, 1, 20, "Schuurt zelf de onderkant"),
    ("Katja Zwiers", "Tuin overzichtelijk maken", "garden", "Snoeien", 180, 2, 0, 30, "Wiedt daarna zelf"),
    ("Lammert Prins", "Schutting rechtzetten", "wood", "Timmeren", 150, 2, 1, 9, ""),
    ("Miep van Aalderen", "Kast naar boven dragen", "move", "", 60, 2, 1, 4, ""),
    ("Nadia Haddaoui", "Gordijnrail ophangen", "light", "Timmeren", 60, 1, 1, 15, "Houdt de rail vast"),
    ("Derk Onnes", "Schuur opruimen", "clear", "", 120, 2, 0, 18, "Zoekt uit wat weg mag"),
    ("Eef Tolner", "Drempel bij de achterdeur", "wood", "Timmeren", 90, 1, 2, 3, ""),
    ("Filip Nowakowski", "Tuin helemaal aanleggen", "garden", "", 480, 2, 0, 25, ""),
    ("Pien Kamphuis", "Kraan in de keuken", "other", "", 45, 1, 1, 40, ""),
    ("Imke Roelfsema", "Deur die klemt", "wood", "Timmeren", 60, 1, 1, 50, ""),
    ("Otto Wessels", "Plank in de berging", "wood", "Timmeren", 45, 1, 0, 60, ""),
    ("Haile Tesfay", "Muur in de kamer witten", "paint", "Schilderen", 180, 2, 1, 8, "Zet de meubels opzij"),
    ("Aaltje Mulderij", "Stopcontact nakijken", "other", "Elektrisch", 30, 1, 1, 1, ""),
)


@transaction.atomic
def make_chores(workshop: Facility, *, at: datetime) -> None:
    """Made once; what is there stays."""
    if Chore.objects.filter(facility=workshop).exists():
        return
    host = _host_of(workshop)
    ChoreRules.objects.get_or_create(
        facility=workshop, defaults={"hour_cents": 800, "margin_percent": 15, "frost_degrees": -1}
    )
    if not RuleCard.objects.filter(facility=workshop).exists():
        for is_done, title, about in RULES:
            rule_cards.add_rule(workshop, is_done=is_done, title=title, about=about, by=host, at=at)
    _make_rounds(workshop, by=host, at=at)
    asked = [_ask(workshop, number, row, by=host, at=at) for number, row in enumerate(CHORES)]
    _bring_along(asked, by=host, at=at)
    _propose(workshop, by=host, at=at)


def _host_of(workshop: Facility) -> Actor:
    """Who holds the talks in the example: the host of the area, where there is one."""
    found: Person | None = Person.objects.filter(name=HOST).first()
    return found or CLOCK


def _ask(workshop: Facility, number: int, row: tuple[object, ...], *, by: Actor, at: datetime) -> Chore:
    who, title, kind, skill, minutes, people, urgency, days, own_part = row
    skills = list(Skill.objects.filter(facility=workshop, name=skill)) if skill else []
    lat, lon = workshop.lat, workshop.lon
    return chores.ask_chore(
        workshop,
        resident=Resident.objects.get(facility=workshop, name=who),
        kind=ChoreKind(str(kind)),
        title=str(title),
        own_part=str(own_part),
        skills=skills,
        place=f"Voorbeeldstraat {2 * number + 1}",
        lat=None if lat is None else lat + (number % 5 - 2) * 0.0011,
        lon=None if lon is None else lon + (number % 4 - 2) * 0.0017,
        minutes=int(str(minutes)),
        people_needed=int(str(people)),
        urgency=Urgency(int(str(urgency))),
        by=by,
        at=at - timedelta(days=int(str(days))),
    )


def _bring_along(asked: list[Chore], *, by: Actor, at: datetime) -> None:
    """Each as far as it goes in the example: from asked to done, one declined, one on condition, one stopped."""
    yes, later = asked[:9], at - timedelta(days=1)
    for chore in [*yes, *asked[10:13], asked[13]]:
        if chore == asked[7]:
            intakes.hold_talk(
                chore,
                outcome=Outcome.CONDITIONAL,
                condition="De woningstichting zegt voor eind van de maand of de schuur blijft.",
                by=by,
                at=later,
            )
        else:
            intakes.hold_talk(chore, outcome=Outcome.YES, reason="Lukt nu even niet alleen.", by=by, at=later)
    intakes.hold_talk(
        asked[9],
        outcome=Outcome.NO,
        reason="Een hele tuin aanleggen is meer dan een helpende hand.",
        better_address="Hoveniersgroep van het leerwerkbedrijf, elke dinsdag in het Huis van de Wijk",
        by=by,
        at=later,
    )
    for chore in [*asked[:7], *asked[10:14]]:
        lines = [
            CostLine(CostKind.MATERIAL, "Klein materiaal", 450),
            CostLine(CostKind.HOURS, f"{chore.minutes} minuten", chore.minutes * chore.people_needed * 800 // 60),
        ]
        quote = chores.give_quote(chore, lines=lines, contribution_cents=500, by=by, at=later)
        if chore not in (asked[6],):
            chores.agree_quote(quote, by=by, at=later)
    for chore in (asked[10], asked[11], asked[12], asked[13]):
        chores.begin_chore(chore, by=by, at=later)
    chores.note_cost(asked[13], kind=CostKind.MATERIAL, words="Muurverf", amount_cents=7_495, by=by, at=later)
    for chore, is_content in ((asked[10], True), (asked[11], None), (asked[12], True)):
        worker = Participant.objects.filter(facility=chore.facility).order_by("pk").first()
        if worker is not None:
            on = clock.dutch(later).date()
            chores.log_chore_work(chore, participant=worker, minutes=chore.minutes, on=on, by=by, at=later)
        chores.finish_chore(chore, by=by, at=later)
        if is_content:
            chores.say_satisfied(chore, satisfied=True, words="Fijn geholpen.", by=by, at=at)
    money.waive(asked[12], cents=500, reason=Waiver.HARDSHIP, by=by, at=at)
    chores.end_chore(asked[5], because="Een neef heeft het gedaan.", by=by, at=at)


def _propose(workshop: Facility, *, by: Actor, at: datetime) -> None:
    """The week as the simple rule makes it: the example does not wait for a solver."""
    today = clock.dutch(at).date()
    week_on = planning_queries.monday_of(today if today.weekday() < 5 else today + timedelta(days=2))
    plan = planning.propose_week(workshop, week_on=week_on, by=by, at=at)
    inputs = planning_queries.inputs_for(workshop, week_on, today=week_on)
    planning.keep_proposal(plan, version=plan.version, inputs=inputs, found=greedy.plan(inputs), at=at)


def _make_rounds(workshop: Facility, *, by: Actor, at: datetime) -> None:
    partner = Organisation.objects.filter(name=PARTNER).first()
    if partner is None or Round.objects.filter(facility=workshop).exists():
        return
    lat, lon = workshop.lat or 52.99, workshop.lon or 6.95
    today = clock.dutch(at).date()
    monday = planning_queries.monday_of(today) - timedelta(days=28)

    def stops(*words: str, east: float) -> list[Place]:
        """Here and there: in an order that can be shorter."""
        order = (0, 3, 1, 4, 2, 5)
        return [Place(each, lat + 0.0012 * order[n % 6], lon + east + 0.0009 * (n % 3)) for n, each in enumerate(words)]

    rows: tuple[tuple[str, RoundKind, str, date, str, list[Place]], ...] = (
        (
            "Achterpaden Parkwijk",
            RoundKind.PATHS,
            "weekly",
            monday + timedelta(days=1),
            "Bladvrij maken en overhangend groen wegknippen.",
            stops("Achterpad 1 tot 15", "Achterpad 17 tot 31", "Achterpad 2 tot 16", "Achterpad 18 tot 32", east=0.001),
        ),
        (
            "Zwerfvuil winkels en speelplek",
            RoundKind.LITTER,
            "fortnightly",
            monday + timedelta(days=2),
            "",
            stops("Winkels", "Speelplek", "Bushalte", "Waterkant", "Schoolplein", east=-0.002),
        ),
        (
            "Tuinen van lege woningen",
            RoundKind.GARDENS,
            "monthly",
            monday + timedelta(days=3),
            "Onderhoud tot de sloop.",
            stops("Hoek A", "Hoek B", "Hoek C", east=0.003),
        ),
        (
            "Strooien bij de wooncomplexen",
            RoundKind.GRITTING,
            "frost",
            monday,
            "Trappen, hellingen en ingangen.",
            stops("Ingang noord", "Ingang zuid", "Helling parkeerplaats", "Trap bij de flat", east=-0.001),
        ),
    )
    for name, kind, calling, from_on, about, places in rows:
        rounds.make_round(
            workshop,
            organisation=partner,
            kind=kind,
            name=name,
            about=about,
            calling=Calling(calling),
            from_on=from_on,
            half=Half.MORNING,
            minutes=120,
            people_needed=1,
            stops=places,
            by=by,
            at=at,
        )
