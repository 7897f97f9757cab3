"""Funds, their rules, pots and rounds, in the example: one for everybody, one of the alderman, one for each area."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.example.committees import make_committee
from wijkwerk.domain.budgets.models import (
    AmountBand,
    ApplicantKind,
    AutomaticCheck,
    BodyKindAmount,
    CategoryCeiling,
    CommitteeRole,
    Criterion,
    CriterionGroup,
    Decider,
    EligibleKind,
    Fund,
    FundKind,
    Intake,
    RuleSet,
    SizeClass,
    TermFrom,
    TermKind,
    TermUnit,
    YearOfFigure,
)
from wijkwerk.domain.budgets.operations import funds, rounds, rules
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock

TREASURER = "Olaf Pennings"
EVERYBODY, ALDERMAN, EACH_AREA = "Samen aan zet", "Budget van de wijkwethouder", "Wijk- en dorpsbudget"
CATEGORIES = ("Straatfeest of ontmoeting", "Opruimen en groen", "Sport en spel", "Kunst en cultuur", "Iets anders")
RESIDENTS = [
    ApplicantKind.RESIDENT.value,
    ApplicantKind.GROUP.value,
    ApplicantKind.RESIDENTS_BODY.value,
    ApplicantKind.ASSOCIATION.value,
    ApplicantKind.SCHOOL.value,
    ApplicantKind.RELIGIOUS.value,
]
# Invented: how many live in each area.
INHABITANTS = {
    "Maarswold": 2_940,
    "Maarsstee": 2_110,
    "Maarsveld": 1_870,
    "Parkwijk": 3_460,
    "Musselkanaal": 7_120,
    "Onstwedde": 2_690,
    "Mussel": 1_240,
    "Alteveer": 980,
    "Stadskanaal Noord": 4_310,
    "Stadskanaal Centrum": 1_960,
    "De Hagen / De Borgen / Vogelwijk": 5_240,
    "Ceresdorp": 640,
    "Vledderveen": 410,
}
USUAL_NUMBER = 1_500


def make_funds(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    if Fund.objects.exists():
        return
    treasurer: Person | None = Person.objects.filter(name=TREASURER).first()
    with transaction.atomic():
        filling = _Filling(treasurer or CLOCK, at)
        filling.everybody()
        filling.of_the_alderman()
        filling.each_area()


class _Filling:
    """One filling: by whom, when, and for which years."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at
        self.year = clock.dutch(at).year
        self.begin = date(self.year - 1, 1, 1)

    def start(self, fund: Fund, **values: Any) -> RuleSet:
        draft = rules.start_rules(fund, valid_from=self.begin, by=self.by, at=self.at)
        return rules.change_rules(draft, by=self.by, at=self.at, **values)

    def criterion(self, draft: RuleSet, words: str, group: str = CriterionGroup.ALL, help: str = "") -> None:  # noqa: A002
        rules.add_row(draft, Criterion, words=words, group=group, help=help, by=self.by, at=self.at)

    def checks(self, draft: RuleSet, *checks: AutomaticCheck) -> None:
        for check in checks:
            rules.add_usual_criterion(draft, check, by=self.by, at=self.at)

    def categories(self, fund: Fund) -> None:
        for name in CATEGORIES:
            funds.add_category(fund, name=name, by=self.by, at=self.at)

    def open(self, draft: RuleSet) -> None:
        """Publish the rules, give two years their money, and open."""
        rules.publish_rules(draft, by=self.by, at=self.at)
        for year in (self.year - 1, self.year):
            funds.allot_year(draft.fund, year=year, by=self.by, at=self.at)
        funds.open_fund(draft.fund, by=self.by, at=self.at)

    def everybody(self) -> None:
        fund = funds.make_fund(
            name=EVERYBODY,
            purpose=(
                "Voor plannen van inwoners die hun straat of buurt leuker, schoner en socialer maken. Bijvoorbeeld een "
                "straatbarbecue, een opruimdag, sport voor kinderen of een feest voor de hele buurt."
            ),
            kind=FundKind.INITIATIVES,
            by=self.by,
            at=self.at,
        )
        self.categories(fund)
        draft = self.start(
            fund,
            applicant_kinds=RESIDENTS,
            least_applicants=3,
            most_per_application_cents=250_000,
            before_start_days=14,
            decide_within=20,
            decide_unit=TermUnit.WORKING,
            justify_above_cents=25_000,
            justify_with_receipts_above_cents=25_000,
            explanation="Wij denken graag mee. Twijfelt u of uw plan past? Vraag het gewoon.",
        )
        self.checks(
            draft, AutomaticCheck.ENOUGH_HOUSEHOLDS, AutomaticCheck.BEFORE_START, AutomaticCheck.NO_EARLIER_GRANT
        )
        self.criterion(
            draft,
            "Het plan is goed voor de hele straat of buurt",
            help="Kan iedereen uit de straat meedoen, of is het voor een kleine groep?",
        )
        self.criterion(draft, "Mensen leren elkaar beter kennen", CriterionGroup.ANY)
        self.criterion(draft, "De straat of buurt wordt schoner, groener of veiliger", CriterionGroup.ANY)
        self.criterion(draft, "Het plan is bedoeld om winst te maken", CriterionGroup.NONE)
        self.criterion(draft, "Het plan is voor één geloof of één politieke partij", CriterionGroup.NONE)
        party = fund.categories.get(name=CATEGORIES[0])
        rules.add_row(
            draft,
            CategoryCeiling,
            category=party,
            most_per_application_cents=75_000,
            most_share_permille=400,
            by=self.by,
            at=self.at,
        )
        kinds: dict[str, dict[str, Any]] = {
            "Eten en drinken": {"most_share_permille": 850},
            "Alcohol": {"is_eligible": False},
            "Huur en materiaal": {},
            "Uren van mensen die er hun werk van maken": {"counts_permille": 500},
        }
        for words, values in kinds.items():
            rules.add_row(draft, EligibleKind, words=words, by=self.by, at=self.at, **values)
        rules.add_row(
            draft, AmountBand, above_cents=150_000, decided_by=Decider.COORDINATOR, second_pair_of_eyes=True,
            committee=make_committee(from_on=self.begin, by=self.by, at=self.at), committee_role=CommitteeRole.ADVISES,
            advance_permille=800, by=self.by, at=self.at,
        )  # fmt: skip
        rules.add_term(draft, kind=TermKind.FIXED, words="Geld voor het jaar", cents=8_600_000, by=self.by, at=self.at)
        self.open(draft)

    def of_the_alderman(self) -> None:
        fund = funds.make_fund(
            name=ALDERMAN,
            purpose="Een klein budget waarmee de wijkwethouder snel kan helpen waar iets net niet lukt.",
            kind=FundKind.ALDERMAN,
            by=self.by,
            at=self.at,
        )
        draft = self.start(
            fund,
            decided_by=Decider.ALDERMAN,
            most_per_application_cents=50_000,
            decide_within=5,
            decide_unit=TermUnit.WORKING,
            justify_above_cents=50_000,
        )
        rules.add_term(draft, kind=TermKind.FIXED, words="Geld voor het jaar", cents=1_000_000, by=self.by, at=self.at)
        self.open(draft)

    def each_area(self) -> None:
        fund = funds.make_fund(
            name=EACH_AREA,
            purpose=(
                "Elke wijk en elk dorp heeft een eigen budget voor grotere plannen: een speelplek, een kunstwerk, een "
                "ontmoetingsplek. Inwoners en hun wijkraad of plaatselijk belang maken het plan."
            ),
            kind=FundKind.NEIGHBOURHOOD,
            per_area=True,
            by=self.by,
            at=self.at,
        )
        self.categories(fund)
        draft = self.start(
            fund,
            applicant_kinds=RESIDENTS,
            intake=Intake.ROUNDS,
            most_per_application_cents=1_000_000,
            own_share_permille=100,
            decide_within=6,
            decide_unit=TermUnit.WEEKS,
            decide_from=TermFrom.CLOSING,
            second_pair_of_eyes=True,
            advance_permille=800,
            save_until_years=2,
        )
        self.checks(draft, AutomaticCheck.IN_TIME, AutomaticCheck.OWN_SHARE)
        self.criterion(draft, "Het plan past bij de visie of het programma van het gebied")
        self.formula(draft)
        self.open(draft)
        for year in (self.year, self.year + 1):
            rounds.make_rounds(
                fund,
                closing_days=[date(year, 3, 1), date(year, 6, 1), date(year, 9, 1), date(year, 12, 1)],
                opens_on=date(year - 1, 12, 2),
                decides_after_weeks=6,
                by=self.by,
                at=self.at,
            )

    def formula(self, draft: RuleSet) -> None:
        """A base by size, so much an inhabitant, and something more for a village with its own house."""
        size = rules.add_term(
            draft,
            kind=TermKind.SIZE_CLASS,
            words="Vaste voet",
            year_is=YearOfFigure.BEFORE,
            years_before=1,
            by=self.by,
            at=self.at,
        )
        for first, until, cents in ((0, 1_500, 250_000), (1_500, 4_000, 400_000), (4_000, None, 600_000)):
            rules.add_term_row(
                size, SizeClass, from_count=first, until_count=until, base_cents=cents, by=self.by, at=self.at
            )
        heads = rules.add_term(draft, kind=TermKind.PER_HEAD, words="Per inwoner", rate=125_00, by=self.by, at=self.at)
        kinds = rules.add_term(draft, kind=TermKind.BODY_KIND, words="Extra voor dorpen", by=self.by, at=self.at)
        rules.add_term_row(
            kinds, BodyKindAmount, words="Dorp", area_kind="dorp", base_cents=75_000, by=self.by, at=self.at
        )
        numbers = {
            area: INHABITANTS.get(area.name, USUAL_NUMBER) for area in areas.work_areas(clock.dutch(self.at).date())
        }
        for term in (size, heads):
            for year in (self.year - 1, self.year):
                rules.type_figures(term, numbers, year=year, by=self.by, at=self.at)
