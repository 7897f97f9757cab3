"""Vote rounds in the example: one that is open, one that waits to be counted, one of which the outcome is out, one that
is being prepared.

Projects and votes are invented; the votes come from a die that always falls the same.
"""

from __future__ import annotations

import random
import uuid
from datetime import datetime, time, timedelta

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.example.funds import EACH_AREA
from wijkwerk.domain.budgets.models import (
    Balance,
    BallotKind,
    CompletionRule,
    CountRule,
    Fund,
    Pot,
    TieBreak,
    VoteRound,
)
from wijkwerk.domain.budgets.operations import ballots, counting, ledger, votes
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.kit import clock

GREEN, MEETING, PLAY = "Groen", "Ontmoeting", "Spelen en bewegen"
MOST_FOR = {PLAY: 8_000_00}  # the ceiling of a category
# Number on the ballot by order: title, what it is, euros, category, how many of a hundred voters like it.
OPEN_PROJECTS = (
    ("Geveltuintjes in de Lindestraat", "Dertig bewoners maken een tuintje voor hun huis.", 1_800, GREEN, 34),
    ("Picknicktafels bij de vijver", "Vier tafels, ook voor een rolstoel.", 3_200, MEETING, 46),
    ("Voetbaldoelen op het grasveld", "Twee doelen en een lijnenwagen.", 2_400, PLAY, 38),
    ("Buurtkeuken op vrijdag", "Samen koken en eten, een jaar lang.", 4_500, MEETING, 22),
    ("Vlinderlint langs het fietspad", "Bloemen voor bijen en vlinders, 400 meter lang.", 2_900, GREEN, 29),
    ("Pannakooi op het schoolplein", "Ook na schooltijd open.", 6_500, PLAY, 41),
    ("Leesbankje met ruilkast", "Een kast met boeken bij het dorpshuis.", 950, MEETING, 27),
    ("Beweegroute voor ouderen", "Zes toestellen langs het wandelpad.", 5_200, PLAY, 19),
)
PAST_PROJECTS = (
    ("Speelbos achter de school", "Boomstammen, een heuvel en een hut.", 5_500, PLAY, 52),
    ("Kerstmarkt in de Parklaan", "Kramen, muziek en warme chocolademelk.", 2_100, MEETING, 44),
    ("Moestuinbakken bij de flat", "Tien bakken, ook op hoogte.", 2_600, GREEN, 31),
    ("Jeu-de-boulesbaan", "Twee banen en een bank.", 3_800, MEETING, 25),
    ("Bomen langs de ringweg", "Twaalf lindes.", 4_900, GREEN, 37),
    ("Buitenfilm in de zomer", "Drie avonden, gratis.", 1_500, MEETING, 33),
)
CLOSED_PROJECTS = (
    ("Kunstwerk aan het kanaal", "Gemaakt door bewoners, met de school.", 2_400, MEETING, 36),
    ("Vissteiger", "Ook voor een rolstoel.", 3_100, PLAY, 48),
    ("Bloemenweide op het braakland", "Tot er gebouwd wordt.", 1_200, GREEN, 41),
)
DRAFT_PROJECTS = (
    ("Nieuwe beplanting op het marktplein", "Bakken met vaste planten.", 3_000, GREEN, 0),
    ("Zomerspeelweek", "Vijf dagen sport en spel.", 2_250, PLAY, 0),
)
CODES, VOTERS, CLOSED_VOTERS, PAST_VOTERS, SLIPS = 400, 63, 37, 148, 9


def make_votes(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    if VoteRound.objects.exists():
        return
    with transaction.atomic():
        filling = _Filling(at)
        filling.is_open()
        filling.is_out()
        filling.is_to_be_counted()
        filling.is_being_prepared()


class _Filling:
    """One filling: around which day."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.midnight = datetime.combine(clock.dutch(at).date(), time(), clock.AMSTERDAM)
        self.die = random.Random(5)
        self.fund: Fund = Fund.objects.get(name=EACH_AREA)

    def is_open(self) -> None:
        opened = self._round(
            "Samen kiezen voor Maarswold",
            "Maarswold",
            OPEN_PROJECTS,
            since=-6,
            days=21,
            budget_cents=12_000_00,
            ballot=BallotKind.APPROVAL,
            most_choices=4,
            rule=CountRule.EQUAL_SHARES,
            completion=CompletionRule.RAISED,
        )
        votes.open_round(opened, by=CLOCK, at=self._day(-10))
        self._vote(opened, OPEN_PROJECTS, voters=VOTERS, most=4, day=-2)

    def is_to_be_counted(self) -> None:
        """Since two days, with paper of which some waits for a second person."""
        closed = self._round(
            "Kiezen voor Musselkanaal",
            "Musselkanaal",
            CLOSED_PROJECTS,
            since=-23,
            days=21,
            budget_cents=4_500_00,
            ballot=BallotKind.KNAPSACK,
            rule=CountRule.GREEDY,
        )
        votes.open_round(closed, by=CLOCK, at=self._day(-25))
        codes = self._vote(closed, CLOSED_PROJECTS, voters=CLOSED_VOTERS, most=1, day=-10)
        self._on_paper(closed, CLOSED_PROJECTS, codes[-4:], most=1, day=-10, half=2)

    def is_out(self) -> None:
        past = self._round(
            "Stemmen over Parkwijk",
            "Parkwijk",
            PAST_PROJECTS,
            since=-60,
            days=14,
            budget_cents=12_500_00,
            ballot=BallotKind.APPROVAL,
            most_choices=3,
            rule=CountRule.EQUAL_SHARES,
            completion=CompletionRule.RAISED,
        )
        votes.open_round(past, by=CLOCK, at=self._day(-65))
        codes = self._vote(past, PAST_PROJECTS, voters=PAST_VOTERS, most=3, day=-50)
        self._on_paper(past, PAST_PROJECTS, codes[-SLIPS:], most=3, day=-50)
        counting.count_votes(past, by=CLOCK, at=self._day(-45))
        counting.publish_result(past, by=CLOCK, at=self._day(-44))

    def is_being_prepared(self) -> None:
        self._round(
            "Punten voor Onstwedde",
            "Onstwedde",
            DRAFT_PROJECTS,
            since=30,
            days=14,
            budget_cents=4_000_00,
            ballot=BallotKind.POINTS,
            points=10,
            most_points=5,
            rule=CountRule.GREEDY,
        )

    # ── What the three share ───────────────────────────────────────────────────────────────────────────────────────
    def _day(self, days: int) -> datetime:
        return self.midnight + timedelta(days=days, hours=10)

    def _round(
        self,
        name: str,
        area_name: str,
        projects: tuple[tuple[str, str, int, str, int], ...],
        *,
        since: int,
        days: int,
        budget_cents: int,
        **fields: object,
    ) -> VoteRound:
        area = areas.work_areas(clock.dutch(self.at).date()).get(name=area_name)
        opens_at = self.midnight + timedelta(days=since)
        rules = votes.Rules(
            name=name,
            words="Bewoners dienden plannen in. U kiest welke plannen geld krijgen.",
            who=f"Bewoners van {area_name} van 12 jaar en ouder",
            least_age=12,
            pot=self._pot(area, budget_cents),
            work_areas=[area],
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=days),
            budget_cents=budget_cents,
            tie_break=TieBreak.CHEAPEST,
            **fields,  # type: ignore[arg-type]
        )
        made = votes.make_round(rules, by=CLOCK, at=self._day(since - 20))
        own = {
            each: votes.add_category(made, name=each, most_cents=MOST_FOR.get(each), by=CLOCK, at=made.created_at)
            for each in dict.fromkeys(category for *_project, category, _liked in projects)
        }
        for title, words, euros, category, _liked in projects:
            votes.add_project(
                made,
                title=title,
                words=words,
                cost_cents=euros * 100,
                category=own[category],
                by=CLOCK,
                at=made.created_at,
            )
        return made

    def _pot(self, area: object, cents: int) -> Pot:
        """The pot of the area, with money enough to vote on."""
        pot: Pot = Pot.objects.get_or_create(
            fund=self.fund, year=clock.dutch(self.at).year, work_area=area, defaults={"created_at": self.at}
        )[0]
        stand = Balance.objects.filter(pot=pot).first()
        lacking = cents - (stand.left_cents if stand is not None else 0)
        if lacking > 0:
            ledger.allot(pot, cents=lacking, reason="Geld om over te stemmen", by=CLOCK, at=self._day(-70))
        return pot

    def _vote(
        self,
        vote_round: VoteRound,
        projects: tuple[tuple[str, str, int, str, int], ...],
        *,
        voters: int,
        most: int,
        day: int,
    ) -> list[str]:
        """So many vote on line; gives all codes."""
        begins = self._day(day - 5)
        letters = ballots.make_letter_codes(vote_round, count=CODES, batch=uuid.uuid4(), by=CLOCK, at=begins)
        codes = [each.code for each in letters]
        for code in codes[:voters]:
            ballots.vote(vote_round, code=code, choices=self._choices(projects, most), at=self._day(day))
        return codes

    def _choices(self, projects: tuple[tuple[str, str, int, str, int], ...], most: int) -> dict[int, int]:
        # Two kinds of voters, two to one: what the smaller group likes shows what each rule does with it.
        side = 1 if self.die.random() < 0.65 else 0
        liked = [
            number
            for number, project in enumerate(projects, 1)
            if self.die.random() * 100 < project[-1] * (1.7 if number % 2 == side else 0.3)
        ]
        self.die.shuffle(liked)
        return dict.fromkeys(liked[:most] or [self.die.randrange(len(projects)) + 1], 1)

    def _on_paper(
        self,
        vote_round: VoteRound,
        projects: tuple[tuple[str, str, int, str, int], ...],
        codes: list[str],
        *,
        most: int,
        day: int,
        half: int = 0,
    ) -> None:
        """These codes are given in for paper that two people type; the last `half` slips one of them did not yet."""
        two = list(Person.objects.filter(name__in=("Marit Hoekzema", "Dirk Zandstra")).order_by("name"))
        if len(two) < 2:
            return
        for slip, code in enumerate(codes, 1):
            ballots.exchange_for_paper(vote_round, code=code, by=CLOCK, at=self._day(day))
            choices = self._choices(projects, most)
            for person in two if slip <= len(codes) - half else two[:1]:
                ballots.enter_slip(vote_round, slip=slip, choices=choices, by=person, at=self._day(day + 4))
