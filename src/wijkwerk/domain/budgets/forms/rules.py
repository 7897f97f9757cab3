"""What somebody fills in to write the rules of a fund. Every form is one part of them, in words that need no manual."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.domain.budgets.forms.amounts import IndexField, NearDayField, RateField, ShareField, more_than_nothing
from wijkwerk.domain.budgets.models import (
    AllotmentTerm,
    AmountBand,
    ApplicantCeiling,
    ApplicantKind,
    AutomaticCheck,
    BodyKindAmount,
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
    SizeClass,
    TermFrom,
    TermKind,
    TermUnit,
    WhenShort,
    YearOfFigure,
)
from wijkwerk.domain.budgets.queries.counts import countable_figures
from wijkwerk.domain.budgets.queries.funds import areas_of
from wijkwerk.domain.budgets.starting_points import StartingPoint, content_of
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form, LineField, TextField, ThingsField, YearField, choice
from wijkwerk.foundation.kit.money import MoneyField
from wijkwerk.foundation.tenancy import scope

MOST_DAYS = 1_000
EMPTY_NO_BOUND = _("Leeg: er is geen grens.")


def number(label: Any, *, least: int = 0, most: int = MOST_DAYS, **kwargs: Any) -> forms.IntegerField:
    told = {
        "invalid": _("Vul een heel getal in."),
        "min_value": _("Vul een getal in van %(limit_value)s of meer."),
        "max_value": _("Vul een getal in van %(limit_value)s of minder."),
        "required": _("Vul een getal in."),
    }
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=told, **kwargs)


def day_and_month(typed: str) -> tuple[int, int] | None:
    """1-4 is the first of April."""
    parts = typed.replace("/", "-").split("-")
    if len(parts) != 2 or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        return None
    day, month = (int(part) for part in parts)
    return (day, month) if 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1] else None


def options(choices: type[Any]) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices.choices]


def radios(label: Any, choices: type[Any], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options(choices), widget=forms.RadioSelect, **kwargs)


class StartRulesForm(Form):
    """A first draft: for whom, from when, and what it begins with."""

    work_area = choice(
        _("Voor welk gebied zijn deze regels?"),
        nothing=_("Voor alle gebieden van dit budget"),
        help_text=_("Regels van één gebied gelden daar in plaats van de regels van het hele budget."),
    )
    valid_from = NearDayField(
        label=_("Vanaf welke dag gelden zij?"),
        help_text=_("Een aanvraag houdt altijd de regels van de dag waarop zij binnenkwam."),
        error_messages={"required": _("Vul in vanaf welke dag deze regels gelden.")},
    )
    copy_of = choice(
        _("Waar wilt u mee beginnen?"),
        nothing=_("Met lege regels"),
        help_text=_("U kunt daarna alles nog wijzigen."),
    )

    example = forms.ChoiceField(
        label=_("Of met een voorbeeld?"),
        choices=[("", _("Geen voorbeeld")), *StartingPoint.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Zo doen veel gemeenten het. De bedragen zijn een begin."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        example = values.pop("example", "")
        if example and values.get("copy_of"):
            self.add_error("example", _("Kies een voorbeeld, of de regels van een budget; niet allebei."))
        elif example:
            values["content"] = content_of(StartingPoint(example))
        return values

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].queryset = areas_of(fund, on=clock.today())  # type: ignore[attr-defined]
        known = RuleSet.objects.select_related("fund", "work_area")
        copies: Any = self.fields["copy_of"]
        copies.queryset = known.order_by("fund__name", "work_area__name", "-valid_from")
        copies.label_from_instance = copy_label
        own = known.filter(fund=fund).order_by("-valid_from", "-pk").first()
        self.fields["copy_of"].initial = own
        has_rules = known.filter(fund=fund).published().exists()
        self.fields["valid_from"].initial = clock.today() + timedelta(days=1 if has_rules else 0)


def copy_label(rule_set: RuleSet) -> str:
    where = f", {rule_set.work_area}" if rule_set.work_area else ""
    state = "" if rule_set.is_published else f" ({rule_set.get_state_display()})"
    return str(_("Zoals %(fund)s%(where)s vanaf %(day)s%(state)s")) % {
        "fund": rule_set.fund,
        "where": where,
        "day": f"{rule_set.valid_from:%d-%m-%Y}",
        "state": state,
    }


class PartForm(Form):
    """Fields of the rule set itself; they bear the names of the model."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rule_set: RuleSet, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.initial_of(rule_set))
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, rule_set: RuleSet) -> dict[str, Any]:
        return {name: getattr(rule_set, name) for name in cls.base_fields}


class WhoForm(PartForm):
    applicant_kinds = forms.MultipleChoiceField(
        label=_("Wie kan aanvragen?"),
        help_text=_("Kies er geen als iedereen kan aanvragen."),
        choices=options(ApplicantKind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    least_applicants = number(
        _("Hoeveel huishoudens doen er ten minste mee?"), least=1, help_text=_("1: het maakt niet uit.")
    )
    most_per_year = number(
        _("Hoe vaak kan iemand in een jaar geld krijgen?"), least=1, required=False, help_text=EMPTY_NO_BOUND
    )
    most_per_applicant_cents = MoneyField(
        label=_("Hoeveel kan iemand in een jaar samen krijgen?"),
        required=False,
        validators=[more_than_nothing],
        help_text=EMPTY_NO_BOUND,
    )
    look_back_years = number(
        _("Over hoeveel jaar laten wij zien wat er eerder is gegeven?"),
        most=50,
        help_text=_("Wie beslist, ziet eerdere toekenningen die hierop lijken."),
    )


class AmountsForm(PartForm):
    least_per_application_cents = MoneyField(
        label=_("Hoeveel vraagt iemand ten minste?"), required=False, help_text=EMPTY_NO_BOUND
    )
    most_per_application_cents = MoneyField(
        label=_("Hoeveel kan één aanvraag ten hoogste krijgen?"),
        required=False,
        validators=[more_than_nothing],
        help_text=EMPTY_NO_BOUND,
    )
    most_per_household_cents = MoneyField(
        label=_("En per huishouden dat meedoet?"),
        required=False,
        validators=[more_than_nothing],
        help_text=EMPTY_NO_BOUND,
    )
    most_share_permille = ShareField(
        label=_("Welk deel van de kosten betaalt dit budget ten hoogste?"),
        required=False,
        validators=[more_than_nothing],
        help_text=_("In procenten, bijvoorbeeld 50. Leeg: alle kosten die meetellen."),
    )
    own_share_permille = ShareField(
        label=_("Welk deel van alle kosten komt ten minste uit eigen of ander geld?"),
        required=False,
        help_text=_("In procenten. Leeg of 0: dat hoeft niet."),
    )
    when_short = radios(_("Wat als er niet genoeg geld is voor iedereen?"), WhenShort)

    def clean_own_share_permille(self) -> int:
        return self.cleaned_data["own_share_permille"] or 0

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = values.get("least_per_application_cents"), values.get("most_per_application_cents")
        if least is not None and most is not None and least > most:
            self.add_error("most_per_application_cents", _("Dit is minder dan iemand ten minste vraagt."))
        return values


class WhenForm(PartForm):
    valid_from = NearDayField(
        label=_("Vanaf welke dag gelden deze regels?"),
        error_messages={"required": _("Vul in vanaf welke dag deze regels gelden.")},
    )
    intake = radios(
        _("Wanneer kan iemand aanvragen?"),
        Intake,
        help_text=_("De data van de rondes vult u bij het budget in, bij “Rondes”."),
    )
    before_start_days = number(
        _("Hoeveel dagen voordat het begint moet de aanvraag er zijn?"), help_text=_("0: het maakt niet uit.")
    )
    within_year = forms.BooleanField(label=_("Het plan is klaar voor het eind van het jaar"), required=False)


class DecidingFields(Form):
    """Who decides, with which committee."""

    decided_by = radios(_("Wie beslist?"), Decider)
    committee = choice(
        _("Welke commissie kijkt mee of beslist?"),
        nothing=_("Geen commissie"),
        help_text=_("Staat zij er niet bij? Maak haar eerst bij “Geld”, onder “Commissies”."),
    )
    committee_role = forms.ChoiceField(
        label=_("Wat doet de commissie?"),
        choices=[("", _("Er is geen commissie")), *options(CommitteeRole)],
        widget=forms.RadioSelect,
        required=False,
    )
    second_pair_of_eyes = forms.BooleanField(
        label=_("Een tweede persoon keurt elk besluit goed voordat het naar buiten gaat"), required=False
    )

    def offer_committees(self) -> None:
        own = {Decider.COORDINATOR: "coordinator", Decider.ALDERMAN: "alderman"}
        self.fields["decided_by"].choices = [  # type: ignore[attr-defined]
            (value, _("De %(word)s") % {"word": scope.current().word(own[Decider(value)])} if value in own else label)
            for value, label in options(Decider)
        ]
        self.fields["committee"].queryset = Committee.objects.standing(clock.today()).order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        committee, role = values.get("committee"), values.get("committee_role")
        if committee is None and (role or values.get("decided_by") == Decider.COMMITTEE):
            self.add_error("committee", _("Kies welke commissie."))
        if committee is not None and not role:
            self.add_error("committee_role", _("Kies wat de commissie doet."))
        if values.get("decided_by") == Decider.COMMITTEE and role and role != CommitteeRole.DECIDES:
            self.add_error("committee_role", _("Beslist de commissie, kies dan ook hier dat zij beslist."))
        if values.get("decided_by") != Decider.COMMITTEE and role == CommitteeRole.DECIDES:
            self.add_error("committee_role", _("Beslist de commissie, kies dat dan ook bij “Wie beslist?”."))
        return values


class DecisionForm(PartForm, DecidingFields):
    decide_within = number(_("Binnen hoeveel tijd is er een besluit?"), least=1, most=400)
    decide_unit = radios(_("In welke tijd telt u?"), TermUnit)
    decide_from = radios(_("Wanneer begint die tijd?"), TermFrom)
    complete_within = number(
        _("Hoeveel dagen heeft een aanvrager om aan te vullen wat ontbreekt?"),
        least=1,
        help_text=_("Zolang staat de tijd om te beslissen stil."),
    )
    object_within = number(_("Hoeveel weken na het besluit kan iemand bezwaar maken?"), least=1, most=52)
    field_order = ["decided_by", "committee", "committee_role", "second_pair_of_eyes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_committees()


class AfterwardsForm(PartForm):
    advance_permille = ShareField(
        label=_("Welk deel betaalt de gemeente meteen?"),
        help_text=_("In procenten. 100: alles meteen; 0: pas achteraf, op rekeningen."),
        error_messages={"required": _("Vul een percentage in, bijvoorbeeld 100.")},
    )
    justify_within = number(_("Binnen hoeveel dagen na afloop vertelt de aanvrager wat ervan is gekomen?"), least=1)
    justify_on = LineField(
        label=_("Of: uiterlijk op welke vaste dag van het jaar erna?"),
        longest=10,
        required=False,
        help_text=_("Bijvoorbeeld 1-4 voor 1 april. Leeg: het aantal dagen hierboven telt."),
    )
    justify_above_cents = MoneyField(
        label=_("Tot en met welk bedrag is vertellen genoeg?"),
        required=False,
        help_text=_("Leeg of 0: elke aanvrager laat zien wat is uitgegeven."),
    )
    justify_with_receipts_above_cents = MoneyField(
        label=_("Boven welk bedrag horen er bonnen bij?"), required=False, help_text=_("Leeg of 0: altijd.")
    )
    save_until_years = number(
        _("Hoeveel jaar mag geld dat overblijft worden gespaard?"), most=50, help_text=_("0: het vervalt.")
    )

    @classmethod
    def initial_of(cls, rule_set: RuleSet) -> dict[str, Any]:
        fixed = f"{rule_set.justify_on_day}-{rule_set.justify_on_month}" if rule_set.justify_on_month else ""
        kept = {name: getattr(rule_set, name) for name in cls.base_fields if name != "justify_on"}
        return kept | {"justify_on": fixed}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "justify_on" in values:
            values["justify_on_day"], values["justify_on_month"] = self._day_of_year(values.pop("justify_on"))
        return values

    def _day_of_year(self, typed: str) -> tuple[int | None, int | None]:
        found = day_and_month(typed)
        if typed and found is None:
            self.add_error("justify_on", _("Dit is geen dag. Schrijf het zo: 1-4."))
        return found or (None, None)

    def clean_justify_above_cents(self) -> int:
        return self.cleaned_data["justify_above_cents"] or 0

    def clean_justify_with_receipts_above_cents(self) -> int:
        return self.cleaned_data["justify_with_receipts_above_cents"] or 0


class ExplanationForm(PartForm):
    explanation = TextField(
        label=_("Wat wilt u er in eigen woorden bij zeggen?"),
        longest=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    source = forms.URLField(
        label=_("Waar staat de regeling zelf?"),
        help_text=_("Bijvoorbeeld een pagina op lokaleregelgeving.overheid.nl."),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen adres van een pagina. Een link begint met https://.")},
    )


class LeastOfAnyForm(PartForm):
    least_of_any = number(_("Aan hoeveel van de punten “een deel van deze” moet zijn voldaan?"), least=1, most=100)


PARTS: Mapping[str, type[PartForm]] = {
    "wie": WhoForm,
    "voorwaarden": LeastOfAnyForm,
    "bedragen": AmountsForm,
    "tijd": WhenForm,
    "besluit": DecisionForm,
    "verantwoorden": AfterwardsForm,
    "toelichting": ExplanationForm,
}


# ── Rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────
class RowForm(Form):
    """A row of the rules; `within` is the rule set or the term that it belongs to."""

    def __init__(self, *args: Any, within: Model, row: Model | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs.setdefault("initial", self.initial_of(row))
        super().__init__(*args, **kwargs)
        self.offer(within)

    def offer(self, within: Any) -> None:
        """What can be chosen here."""

    @classmethod
    def initial_of(cls, row: Model) -> dict[str, Any]:
        return {name: getattr(row, name, None) for name in cls.base_fields}

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CriterionForm(RowForm):
    group = radios(_("Wat voor punt is het?"), CriterionGroup, initial=CriterionGroup.ALL)
    words = LineField(
        label=_("Hoe luidt het?"),
        help_text=_("Inwoners lezen dit. Bijvoorbeeld: het plan is goed voor de hele straat."),
        longest=300,
        error_messages={"required": _("Schrijf het punt op.")},
    )
    automatic = forms.ChoiceField(
        label=_("Wie kijkt of het klopt?"),
        choices=[("", _("Een mens"))],
        required=False,
    )
    help = TextField(
        label=_("Waar let wie het beoordeelt op?"),
        longest=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def offer(self, within: RuleSet) -> None:
        by_itself = [(check.value, capfirst(str(check.label))) for check in AutomaticCheck]
        self.fields["automatic"].choices = [("", _("Een mens")), (_("Het programma zelf"), by_itself)]  # type: ignore[attr-defined]


class UsualCriteriaForm(Form):
    """Several at once: what the program can find out, as far as it is not asked yet."""

    checks = forms.MultipleChoiceField(
        label=_("Wat moet het programma zelf nagaan?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, rule_set: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(rule_set.criteria.values_list("automatic", flat=True))
        self.fields["checks"].choices = [  # type: ignore[attr-defined]
            (check.value, capfirst(str(check.label))) for check in AutomaticCheck if check.value not in known
        ]


class CategoryCeilingForm(RowForm):
    category = choice(
        _("Voor welke soort initiatieven?"),
        required=True,
        nothing=_("Kies een soort"),
        error_messages={"required": _("Kies een soort.")},
    )
    most_per_application_cents = MoneyField(
        label=_("Hoeveel kan één aanvraag ten hoogste krijgen?"),
        required=False,
        validators=[more_than_nothing],
        help_text=EMPTY_NO_BOUND,
    )
    most_cents = MoneyField(
        label=_("Hoeveel gaat er in een jaar samen ten hoogste naar deze soort?"),
        required=False,
        help_text=EMPTY_NO_BOUND,
    )
    most_share_permille = ShareField(
        label=_("Of: welk deel van het budget van een jaar?"), required=False, help_text=_("In procenten.")
    )
    costs_share_permille = ShareField(
        label=_("Welk deel van de kosten die meetellen geeft u voor deze soort?"),
        required=False,
        validators=[more_than_nothing],
        help_text=_("In procenten, in plaats van het deel dat voor alles geldt."),
    )

    def offer(self, within: RuleSet) -> None:
        self.fields["category"].queryset = within.fund.categories.filter(is_active=True)  # type: ignore[attr-defined]


class ApplicantCeilingForm(RowForm):
    applicant_kind = forms.ChoiceField(label=_("Voor wie?"), choices=options(ApplicantKind))
    most_per_application_cents = MoneyField(
        label=_("Hoeveel kan één aanvraag ten hoogste krijgen?"),
        required=False,
        validators=[more_than_nothing],
        help_text=_("In plaats van het bedrag dat voor iedereen geldt."),
    )
    most_share_permille = ShareField(
        label=_("Welk deel van de kosten die meetellen?"),
        required=False,
        validators=[more_than_nothing],
        help_text=_("In procenten."),
    )
    least_applicants = number(_("Hoeveel huishoudens doen er ten minste mee?"), least=1, required=False)


class CostShareForm(RowForm):
    above_cents = MoneyField(
        label=_("Van de kosten boven welk bedrag?"),
        help_text=_("0: vanaf de eerste euro."),
        error_messages={"required": _("Vul een bedrag in.")},
    )
    share_permille = ShareField(
        label=_("Welk deel daarvan geeft u?"),
        help_text=_("In procenten, tot het volgende bedrag."),
        error_messages={"required": _("Vul een percentage in.")},
    )


class HouseholdBandForm(RowForm):
    from_households = number(_("Vanaf hoeveel huishoudens?"), most=1_000_000)
    most_cents = MoneyField(
        label=_("Hoeveel is het dan ten hoogste?"), error_messages={"required": _("Vul een bedrag in.")}
    )


class EligibleKindForm(RowForm):
    words = LineField(
        label=_("Wat voor kosten?"),
        help_text=_("Bijvoorbeeld: eten en drinken."),
        longest=120,
        error_messages={"required": _("Schrijf op wat voor kosten het zijn.")},
    )
    is_eligible = forms.TypedChoiceField(
        label=_("Tellen zij mee?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee, deze kosten betaalt het budget niet"))],
        coerce=lambda typed: typed == "ja",
        widget=forms.RadioSelect,
        initial="ja",
    )
    counts_permille = ShareField(
        label=_("Voor welk deel tellen zij mee?"), required=False, help_text=_("In procenten. Leeg: helemaal.")
    )
    most_cents = MoneyField(label=_("Tot welk bedrag?"), required=False, help_text=EMPTY_NO_BOUND)
    most_share_permille = ShareField(
        label=_("Tot welk deel van alle kosten die meetellen?"),
        required=False,
        help_text=_("In procenten, van alle kosten die meetellen voordat deze grens is toegepast. Leeg: geen grens."),
    )

    @classmethod
    def initial_of(cls, row: Model) -> dict[str, Any]:
        return super().initial_of(row) | {"is_eligible": "ja" if getattr(row, "is_eligible", True) else "nee"}

    def clean_counts_permille(self) -> int:
        share: int | None = self.cleaned_data["counts_permille"]
        return 1000 if share is None else share


class AmountBandForm(RowForm, DecidingFields):
    above_cents = MoneyField(
        label=_("Boven welk bedrag geldt dit?"),
        help_text=_("Een aanvraag van precies dit bedrag valt er nog onder."),
        error_messages={"required": _("Vul een bedrag in.")},
    )
    advance_permille = ShareField(
        label=_("Welk deel betaalt de gemeente dan meteen?"), required=False, help_text=_("In procenten. Leeg: alles.")
    )
    field_order = ["above_cents", "decided_by"]

    def offer(self, within: RuleSet) -> None:
        self.offer_committees()

    def clean_above_cents(self) -> int:
        cents: int = self.cleaned_data["above_cents"]
        if cents <= 0:
            raise forms.ValidationError(_("Vul een bedrag in dat meer is dan nul."))
        return cents

    def clean_advance_permille(self) -> int:
        share: int | None = self.cleaned_data["advance_permille"]
        return 1000 if share is None else share


# ── The allotment ──────────────────────────────────────────────────────────────────────────────────────────────────
class AllotmentForm(Form):
    """How the sum is bounded and rounded."""

    least_cents = MoneyField(label=_("Hoeveel krijgt een gebied ten minste?"), required=False, help_text=EMPTY_NO_BOUND)
    most_cents = MoneyField(label=_("Hoeveel krijgt een gebied ten hoogste?"), required=False, help_text=EMPTY_NO_BOUND)
    index_permyriad = IndexField(
        label=_("Welk percentage komt erbij, of gaat eraf?"),
        required=False,
        help_text=_("Bijvoorbeeld 2,35 voor de prijsstijging, of -5. Leeg: niets."),
    )
    rounding_to = radios(_("Hoe wordt de uitkomst afgerond?"), RoundingTo)
    rounding_way = radios(_("En welke kant op?"), RoundingWay)
    total_cents = MoneyField(
        label=_("Hoeveel is er voor alle gebieden samen ten hoogste?"),
        required=False,
        help_text=_("Komt de som hoger uit, dan krijgt elk gebied naar verhouding minder. Leeg: er is geen grens."),
    )

    def clean_index_permyriad(self) -> int:
        return self.cleaned_data["index_permyriad"] or 0

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = values.get("least_cents"), values.get("most_cents")
        if least is not None and most is not None and least > most:
            self.add_error("most_cents", _("Het hoogste bedrag is lager dan het laagste."))
        return values


class TermForm(RowForm):
    """One line of the sum; each kind asks only what it needs."""

    kind: ClassVar[TermKind]

    words = LineField(
        label=_("Hoe heet dit onderdeel?"),
        help_text=_("Zo staat het in de som, bijvoorbeeld: vaste voet."),
        longest=120,
        error_messages={"required": _("Geef het onderdeel een naam.")},
    )
    only_kind = forms.ChoiceField(
        label=_("Voor welke gebieden?"),
        choices=[("", _("Alle gebieden")), *options(WorkAreaKind)],
        required=False,
    )

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        for name in ("reference_year", "years_before"):
            if name in values and values[name] is None:
                del values[name]
        return values | {"kind": self.kind}


class FixedTermForm(TermForm):
    kind = TermKind.FIXED
    cents = MoneyField(label=_("Welk bedrag?"), error_messages={"required": _("Vul een bedrag in.")})


class FigureTermForm(TermForm):
    """With the figure of a fixed date."""

    figure = choice(
        _("Wat tellen wij?"),
        nothing=_("Inwoners, met aantallen die u zelf invult"),
        help_text=_("Aantallen uit de statistiek. U kunt ze straks per gebied vervangen door een eigen telling."),
    )
    year_is = radios(_("Van welke dag is het cijfer?"), YearOfFigure, initial=YearOfFigure.BEFORE)
    years_before = number(
        _("Hoeveel jaren voor het jaar van het budget?"),
        most=30,
        required=False,
        help_text=_("1: van 1 januari van het jaar ervoor. 0: van het jaar zelf."),
    )
    reference_year = YearField(
        label=_("Of: van 1 januari van welk vast jaar?"), required=False, help_text=_("Bijvoorbeeld 2023.")
    )

    figure_on = LineField(
        label=_("Van welke dag van dat jaar?"),
        longest=10,
        required=False,
        help_text=_("Leeg: 1 januari, zoals in de statistiek. Een andere dag, bijvoorbeeld 1-7, vult u zelf in."),
    )

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        other = "" if row.is_of_january else f"{row.figure_day}-{row.figure_month}"
        return super().initial_of(row) | {"figure_on": other}

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        day, month = day_and_month(values.pop("figure_on")) or (1, 1)
        return values | {"figure_day": day, "figure_month": month}

    def clean_figure_on(self) -> str:
        typed: str = self.cleaned_data["figure_on"]
        if typed and day_and_month(typed) is None:
            raise forms.ValidationError(_("Dit is geen dag. Schrijf het zo: 1-7."))
        return typed

    def offer(self, within: Any) -> None:
        figures: Any = self.fields["figure"]
        figures.queryset = countable_figures()
        figures.initial = countable_figures().filter(key="aantal_inwoners").first()
        self.fields["years_before"].initial = 1

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = values.get("year_is") == YearOfFigure.FIXED and "reference_year" not in self.errors
        if wanted and not values.get("reference_year"):
            self.add_error("reference_year", _("Vul het vaste jaar in."))
        return values


class PerHeadTermForm(FigureTermForm):
    kind = TermKind.PER_HEAD
    rate = RateField(
        label=_("Welk bedrag voor elk?"),
        help_text=_("Bijvoorbeeld 1,25. Delen van een cent mogen: 0,4725."),
        error_messages={"required": _("Vul een bedrag in.")},
    )
    field_order = ["words", "rate"]


class SizeTermForm(FigureTermForm):
    kind = TermKind.SIZE_CLASS
    counting = radios(
        _("Over wie telt een bedrag per inwoner?"),
        Counting,
        initial=Counting.ALL,
        help_text=_("De klassen zelf vult u hierna in."),
    )


class BodyTermForm(FigureTermForm):
    kind = TermKind.BODY_KIND


class ShareTermForm(FigureTermForm):
    kind = TermKind.SHARE
    cents = MoneyField(label=_("Welk totaal wordt verdeeld?"), error_messages={"required": _("Vul een bedrag in.")})
    equal_permille = ShareField(
        label=_("Welk deel daarvan krijgt elk gebied evenveel?"),
        required=False,
        help_text=_("In procenten; de rest gaat naar het aantal. Leeg of 0: alles naar het aantal."),
    )
    field_order = ["words", "cents", "equal_permille"]

    def clean_equal_permille(self) -> int:
        return self.cleaned_data["equal_permille"] or 0


class SizeClassForm(RowForm):
    from_count = number(_("Van (dit aantal hoort erbij)"), most=100_000_000)
    last_count = number(
        _("Tot en met (dit aantal hoort erbij)"),
        most=100_000_000,
        required=False,
        help_text=_("Leeg: en alles erboven."),
    )
    base_cents = MoneyField(label=_("Vast bedrag van deze klasse"), required=False)
    rate = RateField(label=_("En daarbij per inwoner"), required=False)

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        last = None if row.until_count is None else row.until_count - 1
        return super().initial_of(row) | {"last_count": last}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = values.get("from_count"), values.get("last_count")
        if first is not None and last is not None and last < first:
            self.add_error("last_count", _("Dit aantal is kleiner dan het eerste."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        last = values.pop("last_count")
        return values | {
            "until_count": None if last is None else last + 1,
            "base_cents": values["base_cents"] or 0,
            "rate": values["rate"] or 0,
        }


class BodyKindForm(RowForm):
    words = LineField(
        label=_("Welke soort?"),
        help_text=_("Bijvoorbeeld: dorp met een dorpsraad."),
        longest=80,
        error_messages={"required": _("Geef de soort een naam.")},
    )
    area_kind = forms.ChoiceField(
        label=_("Voor elk gebied van deze soort"),
        choices=[("", _("Nee, alleen de gebieden hieronder")), *options(WorkAreaKind)],
        required=False,
    )
    work_areas = ThingsField(
        queryset=WorkArea.objects.none(),
        label=_("Of voor deze gebieden"),
        help_text=_("Een gebied dat u hier noemt, gaat voor zijn soort."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    base_cents = MoneyField(label=_("Vast bedrag"), required=False)
    rate = RateField(label=_("En daarbij per inwoner"), required=False)

    def offer(self, within: AllotmentTerm) -> None:
        self.fields["work_areas"].queryset = areas.work_areas(clock.today()).order_by("name")  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"work_areas": list(row.work_areas.values_list("pk", flat=True))}

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        return values | {"base_cents": values["base_cents"] or 0, "rate": values["rate"] or 0}


class TypedFiguresForm(Form):
    """A number for each area that the municipality counted itself."""

    def __init__(
        self, *args: Any, work_areas: Sequence[WorkArea | None], typed: Mapping[int | None, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {f"aantal-{each.pk if each else 'alles'}": each for each in work_areas}
        for name, each in self._areas.items():
            label = each.name if each else _("De hele gemeente")
            self.fields[name] = number(
                label, most=100_000_000, required=False, initial=typed.get(each.pk if each else None)
            )

    @property
    def counts(self) -> dict[WorkArea | None, int | None]:
        return {each: self.cleaned_data[name] for name, each in self._areas.items()}


class EndRulesForm(Form):
    until = NearDayField(
        label=_("Vanaf welke dag gelden hier weer de regels van het hele budget?"),
        error_messages={"required": _("Kies een dag.")},
    )


class WithdrawRulesForm(Form):
    """What is wrong with rules that were published, and whether to go on with the same as a draft."""

    reason = LineField(
        label=_("Wat klopt er niet?"),
        help_text=_("Iedereen kan dit lezen. Bijvoorbeeld: het hoogste bedrag was verkeerd overgenomen."),
        longest=300,
        error_messages={"required": _("Schrijf op wat er niet klopt.")},
    )
    as_draft = forms.BooleanField(
        label=_("Maak er een concept van dat ik kan verbeteren"), required=False, initial=True
    )


# What a row of each kind is called in an address, its model and its form; and the part of the rules that shows it.
ROW_FORMS: Mapping[str, tuple[type[Model], type[RowForm], str]] = {
    "voorwaarde": (Criterion, CriterionForm, "voorwaarden"),
    "plafond": (CategoryCeiling, CategoryCeilingForm, "bedragen"),
    "aanvrager": (ApplicantCeiling, ApplicantCeilingForm, "bedragen"),
    "staffel": (CostShare, CostShareForm, "bedragen"),
    "huishoudens": (HouseholdBand, HouseholdBandForm, "bedragen"),
    "kosten": (EligibleKind, EligibleKindForm, "kosten"),
    "bedragsgrens": (AmountBand, AmountBandForm, "besluit"),
}
TERM_FORMS: Mapping[str, type[TermForm]] = {
    "vast": FixedTermForm,
    "per-inwoner": PerHeadTermForm,
    "naar-grootte": SizeTermForm,
    "naar-soort": BodyTermForm,
    "deel": ShareTermForm,
}
TERM_ROW_FORMS: Mapping[str, tuple[type[Model], type[RowForm]]] = {
    "klasse": (SizeClass, SizeClassForm),
    "soort": (BodyKindAmount, BodyKindForm),
}
