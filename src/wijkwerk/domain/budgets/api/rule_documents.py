"""The rules of a fund as one document: what is read is what can be sent, to the same fund or to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy
from pydantic import Field

from wijkwerk.domain.areas.models import Indicator, WorkArea, WorkAreaKind
from wijkwerk.domain.budgets.models import (
    AllotmentRule,
    AllotmentTerm,
    AmountBand,
    ApplicantCeiling,
    ApplicantKind,
    AutomaticCheck,
    CategoryCeiling,
    Committee,
    CommitteeRole,
    CostShare,
    Counting,
    Criterion,
    CriterionGroup,
    Decider,
    EligibleKind,
    Fund,
    HouseholdBand,
    Intake,
    RoundingTo,
    RoundingWay,
    RuleSet,
    RuleSetState,
    TermFrom,
    TermKind,
    TermUnit,
    WhenShort,
    YearOfFigure,
)
from wijkwerk.domain.budgets.operations.rules import Content, TermContent
from wijkwerk.foundation.kit.api import Document, Input, Line, Number, Story, named
from wijkwerk.foundation.kit.money import MOST_CENTS
from wijkwerk.foundation.kit.refusals import Refusal

Cents = Annotated[int, Field(ge=0, le=MOST_CENTS)]
Rate = Annotated[int, Field(ge=0, le=10_000_000_000)]
Permille = Annotated[int, Field(ge=0, le=1000)]
Share = Annotated[int, Field(ge=1, le=1000)]
Days = Annotated[int, Field(ge=0, le=1000)]
Some = Annotated[int, Field(ge=1, le=1000)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]
Words = Annotated[Line, Field(min_length=1, max_length=300)]
Short = Annotated[Line, Field(min_length=1, max_length=80)]
Year = Annotated[int, Field(ge=1990, le=2100)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]


class NoSuchCommittee(Refusal):
    message = gettext_lazy("Deze commissie is er niet.")


class NoSuchFigure(Refusal):
    message = gettext_lazy("Dit kengetal is er niet, of telt niets.")


class NoSuchArea(Refusal):
    message = gettext_lazy("Dit werkgebied is er niet.")


# ── Dutch words for what is chosen ─────────────────────────────────────────────────────────────────────────────────
class DeciderWord(StrEnum):
    COORDINATOR = "wijkregisseur"
    ALDERMAN = "wijkwethouder"
    COMMITTEE = "commissie"
    VOTE = "stemming"


class CommitteeRoleWord(StrEnum):
    ADVISES = "adviseert"
    BINDS = "adviseertBindend"
    DECIDES = "beslist"


class ApplicantWord(StrEnum):
    RESIDENT = "inwoner"
    GROUP = "groepInwoners"
    RESIDENTS_BODY = "bewonersorganisatie"
    ASSOCIATION = "verenigingOfStichting"
    SCHOOL = "schoolOfKinderopvang"
    RELIGIOUS = "geloofsgemeenschap"
    HOUSING = "corporatieOfVve"
    PARTNER = "welzijnOfZorg"
    COMPANY = "winkelOfBedrijf"
    OTHER = "anders"


class IntakeWord(StrEnum):
    CONTINUOUS = "heelHetJaar"
    ROUNDS = "rondes"
    TRANCHES = "tranches"


class UnitWord(StrEnum):
    WORKING = "werkdagen"
    CALENDAR = "dagen"
    WEEKS = "weken"
    MONTHS = "maanden"


class FromWord(StrEnum):
    RECEIVED = "ontvangst"
    COMPLETE = "compleet"
    CLOSING = "sluiting"


class ShortWord(StrEnum):
    FIRST_COME = "volgorde"
    RANKING = "vergelijking"
    SHARED = "naarVerhouding"
    LOT = "loting"


class GroupWord(StrEnum):
    ALL = "alle"
    ANY = "eenDeel"
    NONE = "geen"


class CheckWord(StrEnum):
    AREA_MATCHES = "gebiedKlopt"
    APPLICANT_KIND = "soortAanvrager"
    ENOUGH_HOUSEHOLDS = "genoegHuishoudens"
    AMOUNT_ABOVE_LEAST = "bedragNietTeKlein"
    AMOUNT_BELOW_CEILING = "bedragNietTeHoog"
    OWN_SHARE = "eigenGeld"
    IN_TIME = "opTijd"
    BEFORE_START = "voorHetBegin"
    WITHIN_YEAR = "binnenHetJaar"
    CATEGORY_HAS_ROOM = "ruimteVoorSoort"
    POT_HAS_ROOM = "ruimteInBudget"
    NOT_TOO_OFTEN = "nietTeVaak"
    NO_EARLIER_GRANT = "nietEerderGegeven"


class TermWord(StrEnum):
    FIXED = "vast"
    PER_HEAD = "perInwoner"
    SIZE_CLASS = "naarGrootte"
    BODY_KIND = "naarSoort"
    SHARE = "deel"


class CountingWord(StrEnum):
    ALL = "iedereen"
    ABOVE = "bovenDeOndergrens"
    BRACKETS = "schijven"


class YearWord(StrEnum):
    FIXED = "vastJaar"
    BEFORE = "jarenErvoor"


class RoundingWord(StrEnum):
    CENT = "centen"
    EURO = "euros"
    TEN = "tientallen"
    HUNDRED = "honderdtallen"


class WayWord(StrEnum):
    NEAREST = "dichtstbij"
    UP = "omhoog"
    DOWN = "omlaag"


class StateWord(StrEnum):
    DRAFT = "concept"
    PUBLISHED = "vastgesteld"
    WITHDRAWN = "ingetrokken"


SAID: Mapping[type[StrEnum], type[TextChoices]] = {
    DeciderWord: Decider,
    CommitteeRoleWord: CommitteeRole,
    ApplicantWord: ApplicantKind,
    IntakeWord: Intake,
    UnitWord: TermUnit,
    FromWord: TermFrom,
    ShortWord: WhenShort,
    GroupWord: CriterionGroup,
    CheckWord: AutomaticCheck,
    TermWord: TermKind,
    CountingWord: Counting,
    YearWord: YearOfFigure,
    RoundingWord: RoundingTo,
    WayWord: RoundingWay,
    StateWord: RuleSetState,
}


def word(said: type[StrEnum], value: str) -> Any:
    """The Dutch word of a value; none for none."""
    return said[SAID[said](value).name] if value else None


def meant(said: StrEnum | None) -> str:
    return SAID[type(said)][said.name].value if said is not None else ""


# ── The document ───────────────────────────────────────────────────────────────────────────────────────────────────
class CriterionContent(Input):
    group: GroupWord = named("groep", GroupWord.ALL)
    words: Words = named("tekst")
    automatic: CheckWord | None = named("nagaan", None, description="Leeg: een mens beoordeelt.")
    help: Annotated[Story, Field(max_length=1000)] = named("uitleg", "")


class CategoryCeilingContent(Input):
    category: Short = named("soort", description="De naam van de soort; een nieuwe wordt gemaakt.")
    most_cents: Cents | None = named("jaarMaximumCenten", None)
    most_share_permille: Permille | None = named("jaarAandeelPromille", None)
    most_per_application_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] | None = named("aanvraagMaximumCenten", None)
    costs_share_permille: Share | None = named("kostenAandeelPromille", None)


class ApplicantCeilingContent(Input):
    applicant_kind: ApplicantWord = named("aanvrager")
    most_per_application_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] | None = named("aanvraagMaximumCenten", None)
    most_share_permille: Share | None = named("kostenAandeelPromille", None)
    least_applicants: Some | None = named("huishoudens", None)


class CostShareContent(Input):
    above_cents: Cents = named("bovenCenten")
    share_permille: Permille = named("aandeelPromille")


class HouseholdBandContent(Input):
    from_households: Count = named("vanafHuishoudens")
    most_cents: Cents = named("maximumCenten")


class EligibleKindContent(Input):
    words: Annotated[Line, Field(min_length=1, max_length=120)] = named("naam")
    is_eligible: bool = named("teltMee", True)
    counts_permille: Permille = named("teltVoorPromille", 1000)
    most_share_permille: Permille | None = named("aandeelPromille", None)
    most_cents: Cents | None = named("maximumCenten", None)


class DecidingContent(Input):
    decided_by: DeciderWord = named("wieBeslist", DeciderWord.COORDINATOR)
    committee: Number | None = named("commissie", None)
    committee_role: CommitteeRoleWord | None = named("commissieRol", None)
    second_pair_of_eyes: bool = named("tweedePersoon", False)
    advance_permille: Permille = named("voorschotPromille", 1000)


class AmountBandContent(DecidingContent):
    above_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] = named("bovenCenten")


class SizeClassContent(Input):
    """Van en tot: “vanaf” hoort erbij, “tot” niet."""

    from_count: Count = named("vanaf")
    until_count: Annotated[int, Field(ge=1, le=100_000_000)] | None = named("tot", None)
    base_cents: Cents = named("vastCenten", 0)
    rate: Rate = named("perInwoner", 0, description="In honderdsten van een cent.")


class BodyKindContent(Input):
    words: Short = named("naam")
    area_kind: WorkAreaKind | None = named("gebiedssoort", None)
    work_areas: list[Number] = named("werkgebieden", default_factory=list, max_length=500)
    base_cents: Cents = named("vastCenten", 0)
    rate: Rate = named("perInwoner", 0, description="In honderdsten van een cent.")


class TermDocumentContent(Input):
    """Een onderdeel van de som."""

    words: Annotated[Line, Field(min_length=1, max_length=120)] = named("naam")
    kind: TermWord = named("soort")
    cents: Cents = named("centen", 0)
    rate: Rate = named("perInwoner", 0, description="In honderdsten van een cent: € 1,25 is 12500.")
    equal_permille: Permille = named("gelijkPromille", 0)
    figure: str | None = named("kengetal", None, max_length=80)
    year_is: YearWord = named("jaarVan", YearWord.BEFORE)
    reference_year: Year | None = named("vastJaar", None)
    years_before: Annotated[int, Field(ge=0, le=30)] = named("jarenErvoor", 1)
    figure_month: Annotated[int, Field(ge=1, le=12)] = named("peilmaand", 1)
    figure_day: Annotated[int, Field(ge=1, le=31)] = named("peildag", 1)
    counting: CountingWord = named("telling", CountingWord.ALL)
    only_kind: WorkAreaKind | None = named("alleenGebiedssoort", None)
    classes: list[SizeClassContent] = named("klassen", default_factory=list, max_length=100)
    body_kinds: list[BodyKindContent] = named("soorten", default_factory=list, max_length=100)


class AllotmentContent(Input):
    rounding_to: RoundingWord = named("afrondenOp", RoundingWord.CENT)
    rounding_way: WayWord = named("afronden", WayWord.NEAREST)
    least_cents: Cents | None = named("minimumCenten", None)
    most_cents: Cents | None = named("maximumCenten", None)
    index_permyriad: Annotated[int, Field(ge=-10_000, le=10_000)] = named("indexTienduizendsten", 0)
    total_cents: Cents | None = named("totaalCenten", None)
    terms: list[TermDocumentContent] = named("onderdelen", default_factory=list, max_length=50)


class RulesContent(DecidingContent):
    """Alle regels. Bedragen in centen, delen in promille."""

    explanation: Annotated[Story, Field(max_length=4000)] = named("toelichting", "")
    source: Annotated[Line, Field(max_length=200, pattern=r"^(https?://\S+)?$")] = named("bron", "")
    applicant_kinds: list[ApplicantWord] = named("aanvragers", default_factory=list, max_length=20)
    least_applicants: Some = named("huishoudens", 1)
    most_per_year: Some | None = named("perJaar", None)
    most_per_applicant_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] | None = named("aanvragerMaximumCenten", None)
    look_back_years: Annotated[int, Field(ge=0, le=50)] = named("terugkijken", 3)
    least_per_application_cents: Cents | None = named("aanvraagMinimumCenten", None)
    most_per_application_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] | None = named("aanvraagMaximumCenten", None)
    most_per_household_cents: Annotated[int, Field(ge=1, le=MOST_CENTS)] | None = named("huishoudenMaximumCenten", None)
    most_share_permille: Share | None = named("kostenAandeelPromille", None)
    own_share_permille: Permille = named("eigenAandeelPromille", 0)
    intake: IntakeWord = named("aanvragen", IntakeWord.CONTINUOUS)
    before_start_days: Days = named("dagenVoorBegin", 0)
    within_year: bool = named("binnenHetJaar", False)
    when_short: ShortWord = named("bijTekort", ShortWord.FIRST_COME)
    decide_within: Annotated[int, Field(ge=1, le=400)] = named("beslistermijn", 8)
    decide_unit: UnitWord = named("beslistermijnIn", UnitWord.WEEKS)
    decide_from: FromWord = named("beslistermijnVanaf", FromWord.RECEIVED)
    complete_within: Some = named("aanvullenDagen", 14)
    object_within: Annotated[int, Field(ge=1, le=52)] = named("bezwaarWeken", 6)
    justify_above_cents: Cents = named("vertellenTotCenten", 0)
    justify_within: Some = named("verantwoordenDagen", 42)
    justify_on_month: Annotated[int, Field(ge=1, le=12)] | None = named("verantwoordenMaand", None)
    justify_on_day: Annotated[int, Field(ge=1, le=31)] | None = named("verantwoordenDag", None)
    justify_with_receipts_above_cents: Cents = named("bonnenBovenCenten", 0)
    save_until_years: Annotated[int, Field(ge=0, le=50)] = named("sparenJaren", 0)
    least_of_any: Annotated[int, Field(ge=1, le=100)] = named("aantalUitDeel", 1)
    criteria: list[CriterionContent] = named("voorwaarden", default_factory=list, max_length=100)
    category_ceilings: list[CategoryCeilingContent] = named("soortgrenzen", default_factory=list, max_length=100)
    applicant_ceilings: list[ApplicantCeilingContent] = named("aanvragergrenzen", default_factory=list, max_length=20)
    cost_shares: list[CostShareContent] = named("staffel", default_factory=list, max_length=20)
    household_bands: list[HouseholdBandContent] = named("huishoudenGrenzen", default_factory=list, max_length=50)
    eligible_kinds: list[EligibleKindContent] = named("kosten", default_factory=list, max_length=100)
    amount_bands: list[AmountBandContent] = named("bedragsgrenzen", default_factory=list, max_length=20)
    allotment: AllotmentContent | None = named("verdeling", None)


class PartDocument(Document):
    """Een onderdeel van de regels in gewone woorden."""

    title: str = named("titel")
    lines: list[str] = named("zinnen")


class RulesDocument(Document):
    """Regels met hun geldigheid; “inhoud” kan zo weer worden gestuurd."""

    number: int = named("nummer")
    fund: int = named("budgetNummer")
    work_area: int | None = named("werkgebiedNummer")
    state: StateWord = named("stand")
    valid_from: date = named("geldigVanaf")
    valid_until: date | None = named("geldigTot")
    withdrawn_because: str = named("ingetrokkenOmdat", "", description="Leeg: zij zijn niet ingetrokken.")
    version: int = named("versie")
    in_words: list[PartDocument] = named("inWoorden")
    content: RulesContent = named("inhoud")
    address: str = named("adres")


# ── From rows to documents ─────────────────────────────────────────────────────────────────────────────────────────
ROWS: Mapping[str, tuple[type[Model], type[Input]]] = {
    "criteria": (Criterion, CriterionContent),
    "category_ceilings": (CategoryCeiling, CategoryCeilingContent),
    "applicant_ceilings": (ApplicantCeiling, ApplicantCeilingContent),
    "cost_shares": (CostShare, CostShareContent),
    "household_bands": (HouseholdBand, HouseholdBandContent),
    "eligible_kinds": (EligibleKind, EligibleKindContent),
    "amount_bands": (AmountBand, AmountBandContent),
}
WORDS: Mapping[str, type[StrEnum]] = {
    "decided_by": DeciderWord,
    "committee_role": CommitteeRoleWord,
    "applicant_kind": ApplicantWord,
    "intake": IntakeWord,
    "decide_unit": UnitWord,
    "decide_from": FromWord,
    "when_short": ShortWord,
    "group": GroupWord,
    "automatic": CheckWord,
    "kind": TermWord,
    "counting": CountingWord,
    "year_is": YearWord,
    "rounding_to": RoundingWord,
    "rounding_way": WayWord,
}
AREA_KINDS = ("area_kind", "only_kind")


def content_of(rule_set: RuleSet) -> RulesContent:
    rule: AllotmentRule | None = getattr(rule_set, "allotment", None)
    rows = {
        name: [_document(schema, row) for row in getattr(rule_set, name).all()] for name, (_m, schema) in ROWS.items()
    }
    return RulesContent.model_validate(
        _plain(RulesContent, rule_set)
        | {"applicant_kinds": [word(ApplicantWord, kind) for kind in rule_set.applicant_kinds]}
        | rows
        | {"allotment": _allotment(rule) if rule else None}
    )


def _allotment(rule: AllotmentRule) -> dict[str, Any]:
    terms = rule.terms.select_related("figure").prefetch_related("classes", "body_kinds__work_areas")
    return _plain(AllotmentContent, rule) | {"terms": [_term(term) for term in terms]}


def _term(term: AllotmentTerm) -> dict[str, Any]:
    return _plain(TermDocumentContent, term) | {
        "figure": term.figure.key if term.figure else None,
        "classes": [_plain(SizeClassContent, each) for each in term.classes.all()],
        "body_kinds": [
            _plain(BodyKindContent, each) | {"work_areas": [area.pk for area in each.work_areas.all()]}
            for each in term.body_kinds.all()
        ],
    }


def _document(schema: type[Input], row: Model) -> dict[str, Any]:
    values = _plain(schema, row)
    if isinstance(row, CategoryCeiling):
        values["category"] = row.category.name
    return values


def _plain(schema: type[Input], row: Model) -> dict[str, Any]:
    """The fields of a row that a document has, with Dutch words."""
    own = {field.name for field in row._meta.concrete_fields}
    values: dict[str, Any] = {}
    for name in schema.model_fields:
        if name not in own or name in ("category", "figure"):
            continue
        value = row.pk if name == "pk" else getattr(row, f"{name}_id" if name == "committee" else name)
        if name in WORDS:
            value = word(WORDS[name], value)
        elif name in AREA_KINDS:
            value = value or None
        values[name] = value
    return values


# ── From documents to what the operation takes ─────────────────────────────────────────────────────────────────────
def content_for(fund: Fund, content: RulesContent) -> Content:
    """Refuses what is not there: a committee, a figure, an area."""
    lists = {*ROWS, "allotment", "applicant_kinds"}
    values = _values(content, besides=lists)
    values["applicant_kinds"] = [meant(kind) for kind in content.applicant_kinds]
    rows: list[tuple[type[Model], dict[str, Any]]] = []
    for name, (model, _schema) in ROWS.items():
        rows += [(model, _values(each, besides=set())) for each in getattr(content, name)]
    allotment, terms = None, []
    if content.allotment is not None:
        allotment = _values(content.allotment, besides={"terms"})
        terms = [_term_for(each) for each in content.allotment.terms]
    return Content(values, rows, allotment, terms)


def _term_for(term: TermDocumentContent) -> TermContent:
    values = _values(term, besides={"classes", "body_kinds", "figure"})
    values["figure"] = _figure(term.figure) if term.figure else None
    classes = [_values(each, besides=set()) for each in term.classes]
    kinds = [
        _values(each, besides={"work_areas"}) | {"work_areas": _areas(each.work_areas)} for each in term.body_kinds
    ]
    return TermContent(values, classes, kinds)


def _values(content: Input, *, besides: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in type(content).model_fields:
        if name in besides:
            continue
        value = getattr(content, name)
        if name in WORDS:
            value = meant(value)
        elif name in AREA_KINDS:
            value = value.value if value is not None else ""
        elif name == "committee":
            value = _committee(value) if value is not None else None
        values[name] = value
    return values


def _committee(number: int) -> Committee:
    found: Committee | None = Committee.objects.filter(pk=number).first()
    if found is None:
        raise NoSuchCommittee
    return found


def _figure(key: str) -> Indicator:
    found = Indicator.objects.filter(key=key, unit="", decimals=0).first()
    if found is None:
        raise NoSuchFigure
    return found


def _areas(numbers: Iterable[int]) -> list[WorkArea]:
    wanted = set(numbers)
    found = list(WorkArea.objects.filter(pk__in=wanted))
    if len(found) < len(wanted):
        raise NoSuchArea
    return found
