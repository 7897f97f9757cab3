"""What an applicant fills in, in four steps; what staff type from a form on paper; what is asked and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import (
    ApplicantKind,
    Application,
    Category,
    Criterion,
    CriterionGroup,
    EligibleKind,
    Fund,
    Outcome,
    RuleSet,
)
from wijkwerk.domain.budgets.operations.applications import MOST_LINES, Cost
from wijkwerk.domain.budgets.queries import funds, rules
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.signals.forms.resident import check_reply_address
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.forms import (
    NO_NAMES,
    DayField,
    Form,
    LineField,
    OnceForm,
    PapersField,
    TextField,
    VersionForm,
    choice,
)
from wijkwerk.foundation.kit.text import shorten
from wijkwerk.foundation.outbox.models import Channel

FIRST_LINES, MORE_LINES = 3, 3
LONGEST, MOST_FIELDS = 20_000, 200  # of what is kept as it was typed
ASKED_BESIDE = ("photos", "website", "is_everywhere")  # what is asked to understand the rest


@dataclass(frozen=True)
class Where:
    """For which fund and area, as far as that was chosen: what there is to choose from hangs on it."""

    at: datetime
    fund: Fund | None = None
    work_area: WorkArea | None = None
    rule_set: RuleSet | None = None  # of what came in: the rules of its day

    @property
    def on(self) -> date:
        return clock.dutch(self.at).date()

    @property
    def rules(self) -> RuleSet | None:
        if self.rule_set is not None or self.fund is None:
            return self.rule_set
        return rules.find_rule_set(self.fund, work_area=self.work_area, on=self.on)


class StepForm(Form):
    """One step. What was typed is kept as it was typed, right or wrong."""

    def __init__(self, *args: Any, where: Where, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = where

    @property
    def values(self) -> dict[str, Any]:
        """Under the names of the application."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ASKED_BESIDE}


class FundField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """A fund by its name and what it is for."""

    def label_from_instance(self, obj: Fund) -> str:
        return f"{obj.name}: {shorten(obj.purpose, 140)}"


class PlanForm(StepForm):
    """What and where."""

    title = LineField(
        label=_("Hoe heet uw plan?"),
        longest=120,
        help_text=_("Een paar woorden, bijvoorbeeld: Buurtbarbecue aan de Brugstraat."),
        error_messages={"required": _("Geef uw plan een naam.")},
    )
    what = TextField(
        label=_("Wat gaat u doen?"),
        help_text=_("Een paar zinnen zijn genoeg. Voor wie is het, en wat wordt er beter van?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Vertel in een paar zinnen wat u gaat doen.")},
    )
    work_area = forms.ModelChoiceField(
        label=_("In welk gebied?"),
        queryset=WorkArea.objects.none(),
        required=False,
        empty_label=_("Kies een gebied"),
        error_messages={"invalid_choice": _("Dit gebied hoort niet bij onze gemeente. Kies een gebied uit de lijst.")},
    )
    is_everywhere = forms.BooleanField(label=_("Het is voor de hele gemeente"), required=False)
    place = LineField(
        label=_("Waar precies?"), required=False, longest=200, help_text=_("Bijvoorbeeld: het plein aan de Brugstraat.")
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    fund = FundField(
        label=_("Uit welk budget vraagt u geld?"),
        queryset=Fund.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies bij welk budget u geld aanvraagt."),
            "invalid_choice": _("Bij dit budget kunt u nu geen geld aanvragen. Kies een budget uit de lijst."),
        },
    )
    photos = PapersField(
        label=_("Foto's"),
        help_text=_("Niet nodig, wel handig: van de plek of van een offerte. Een PDF mag ook."),
        required=False,
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)  # nobody fills this in but a machine

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = funds_offered(self.where)
        self.funds = list(offered)
        self.fields["fund"].queryset = offered  # type: ignore[attr-defined]
        self.fields["work_area"].queryset = areas.work_areas(self.where.on)  # type: ignore[attr-defined]
        self.fields["work_area"].is_conditional = True  # type: ignore[attr-defined]
        if len(self.funds) == 1:
            self.fields["fund"].required = False
            self.fields["fund"].widget = forms.HiddenInput()

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Laat dit veld leeg."))
        return ""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if len(self.funds) == 1 and not values.get("fund"):
            values["fund"] = self.funds[0]
        lat, lon = values.get("lat"), values.get("lon")
        if lat is not None and lon is not None:
            try:
                lies_in = areas.work_area_at(lat, lon, self.where.on)
            except areas.OutsideMunicipality as refusal:
                self.add_error("place", refusal.words)
                return values
            chosen = values.get("work_area")
            if lies_in is not None and chosen not in (None, lies_in):
                words = _("De plek op de kaart ligt in %(area)s. Kies dat gebied, of wijs een andere plek aan.")
                self.add_error("work_area", words % {"area": lies_in.name})
                return values
            values["work_area"] = lies_in or chosen
        if "work_area" in self.errors:
            return values
        if values.get("is_everywhere"):
            values["work_area"] = None
        elif values.get("work_area") is None:
            self.add_error("work_area", _("Kies het gebied waar uw plan is."))
            return values
        if values.get("fund") is not None:
            self._check_area(values["fund"], values.get("work_area"))
        return values

    def _check_area(self, fund: Fund, work_area: WorkArea | None) -> None:
        if not funds.is_for(fund, work_area):
            if work_area is None:
                self.add_error("work_area", _("Kies een gebied: %(fund)s is per gebied.") % {"fund": fund.name})
                return
            others = [each.name for each in funds.open_to_applications(self.where.at, work_area) if each != fund]
            words = _("%(fund)s is niet voor %(area)s.") % {"fund": fund.name, "area": work_area.name}
            if others:
                words = f"{words} " + _("Daar kunt u wel vragen bij: %(funds)s.") % {"funds": ", ".join(others)}
            self.add_error("fund" if len(self.funds) > 1 else "work_area", words)

    @property
    def is_by_machine(self) -> bool:
        return "website" in self.errors


def funds_offered(where: Where) -> Any:
    """Those that are open now, and the one that was chosen before."""
    named = [where.fund.pk] if where.rule_set is not None and where.fund is not None else []
    if named:
        return Fund.objects.filter(pk__in=named)
    return Fund.objects.open().filter(rule_sets__in=RuleSet.objects.on(where.on)).distinct().order_by("name", "id")


class WhenForm(StepForm):
    """When and with whom."""

    from_day = DayField(label=_("Op welke dag begint het?"), required=False)
    until_day = DayField(
        label=_("Wat is de laatste dag?"), required=False, help_text=_("Duurt het één dag? Laat dit dan leeg.")
    )
    when_words = LineField(
        label=_("Weet u de dag nog niet?"),
        required=False,
        longest=200,
        help_text=_("Schrijf dan ongeveer wanneer, bijvoorbeeld: in de zomervakantie."),
    )
    with_whom = TextField(
        label=_("Met wie doet u het?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bijvoorbeeld: zes buren en de speeltuinvereniging. Schrijf geen namen van anderen op."),
    )
    households = forms.IntegerField(
        label=_("Hoeveel huishoudens doen mee?"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Ongeveer is goed. Een huishouden is één adres."),
        error_messages={"invalid": _("Schrijf een heel getal, bijvoorbeeld 25.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_day", "when_words"):  # one of both
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("from_day"), values.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("De laatste dag ligt voor de eerste dag. Kijk de data na."))
        if not (first or last or values.get("when_words") or self.errors):
            self.add_error("from_day", _("Vul een dag in, of schrijf ongeveer wanneer."))
        return values


class MoneyForm(StepForm):
    """How much: what it costs, and what there is already."""

    category = choice(_("Waar past uw plan bij?"), nothing=_("Weet ik niet"))
    own_cents = money.MoneyField(
        label=_("Hoeveel geld hebt u zelf?"), required=False, help_text=_("Laat leeg als u zelf geen geld inlegt.")
    )
    other_cents = money.MoneyField(label=_("Hoeveel geld krijgt u van anderen?"), required=False)
    other_words = LineField(
        label=_("Van wie?"), required=False, longest=200, help_text=_("Bijvoorbeeld: de woningcorporatie.")
    )
    asked_cents = money.MoneyField(
        label=_("Hoeveel geld vraagt u aan?"),
        required=False,
        help_text=_("Laat leeg: dan rekenen wij het uit. Kosten, min wat u zelf en van anderen hebt."),
    )
    rows = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=MOST_LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = Category.objects.filter(fund=self.where.fund, is_active=True)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        if not categories:
            del self.fields["category"]
        found = self.where.rules
        self.kinds = list(found.eligible_kinds.all()) if found is not None else []
        self.shown = self._rows_wanted()
        self.fields["rows"].initial = self.shown
        for number in range(1, self.shown + 1):
            label = _("Post %(n)s: wat is het?") % {"n": number}
            self.fields[f"cost_{number}_words"] = LineField(label=label, required=False, longest=160)
            amount = money.MoneyField(label=_("Post %(n)s: bedrag in euro's") % {"n": number}, required=False)
            self.fields[f"cost_{number}_cents"] = amount
            for part in ("words", "cents"):
                self.fields[f"cost_{number}_{part}"].is_conditional = True  # type: ignore[attr-defined]
            if self.kinds:
                kind = choice(_("Post %(n)s: soort kosten") % {"n": number}, nothing=_("Geen van deze"))
                kind.queryset = EligibleKind.objects.filter(pk__in=[each.pk for each in self.kinds])
                kind.is_conditional = True
                self.fields[f"cost_{number}_kind"] = kind

    def _rows_wanted(self) -> int:
        """As many as were shown."""
        asked = str(self.data.get("rows", "")) if self.is_bound else str(self.initial.get("rows", ""))
        shown = int(asked) if asked.isdecimal() and len(asked) < 4 else FIRST_LINES
        return max(1, min(MOST_LINES, shown))

    @property
    def wants_more(self) -> bool:
        """The button for more lines was pressed: it stands on that page alone."""
        return self.is_bound and "meer" in self.data

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        parts = ("words", "cents", "kind") if self.kinds else ("words", "cents")
        return [[self[f"cost_{number}_{part}"] for part in parts] for number in range(1, self.shown + 1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for number in range(1, self.shown + 1):
            words, cents = values.get(f"cost_{number}_words"), values.get(f"cost_{number}_cents")
            if words and cents is None and f"cost_{number}_cents" not in self.errors:
                self.add_error(f"cost_{number}_cents", _("Vul in wat dit kost."))
            if cents and not words:
                self.add_error(f"cost_{number}_words", _("Schrijf op wat dit bedrag kost."))
            if cents == 0:
                self.add_error(f"cost_{number}_cents", _("Vul een bedrag in dat hoger is dan nul."))
        if not self.errors:
            self._check_sum(values)
        return values

    def _check_sum(self, values: Mapping[str, Any]) -> None:
        total, asked = sum(cost.cents for cost in self.costs), values.get("asked_cents")
        brought = (values.get("own_cents") or 0) + (values.get("other_cents") or 0)
        if not total and not asked:
            self.add_error("cost_1_words", _("Vul in wat uw plan kost, of hoeveel geld u aanvraagt."))
        elif asked == 0 or (asked is None and brought >= total):
            self.add_error("asked_cents", _("U hebt al genoeg geld voor uw plan. Kijk de bedragen na."))
        elif asked is not None and total and asked + brought > total:
            words = _(
                "Uw kosten zijn samen %(costs)s. U hebt %(brought)s en vraagt %(asked)s: samen is dat meer dan uw plan "
                "kost. Vraag minder, of vul alle kosten in."
            )
            told = {
                "costs": money.written(total),
                "brought": money.written(brought),
                "asked": money.written(asked),
            }
            self.add_error("asked_cents", words % told)

    @property
    def costs(self) -> list[Cost]:
        values = self.cleaned_data
        return [
            Cost(values[f"cost_{number}_words"], values[f"cost_{number}_cents"], values.get(f"cost_{number}_kind"))
            for number in range(1, self.shown + 1)
            if values.get(f"cost_{number}_words") and values.get(f"cost_{number}_cents")
        ]

    @property
    def values(self) -> dict[str, Any]:
        found = super().values
        found = {name: value for name, value in found.items() if not name.startswith("cost_") and name != "rows"}
        return found | {"own_cents": found.get("own_cents") or 0, "other_cents": found.get("other_cents") or 0}


class WhoForm(StepForm):
    """Who asks, and how they hear."""

    purpose = _(
        "Wij vragen uw naam en adres om u te laten weten wat wij beslissen en om het geld te kunnen geven. Uw naam "
        "komt niet op de website. Is alles afgerond, dan gooien wij deze gegevens na een tijd weg."
    )

    applicant_kind = forms.ChoiceField(
        label=_("Namens wie vraagt u aan?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in ApplicantKind],
        initial=ApplicantKind.RESIDENT,
    )
    organisation_name = LineField(
        label=_("Naam van uw vereniging of organisatie"),
        required=False,
        longest=160,
        help_text=_("Vraagt u als inwoner of als groep inwoners? Laat dit dan leeg."),
    )
    applicant_name = LineField(
        label=_("Uw naam"), longest=120, error_messages={"required": _("Vul uw naam in, dan weten wij wie aanvraagt.")}
    )
    reply_by = forms.ChoiceField(
        label=_("Hoe wilt u ons besluit krijgen?"),
        choices=[
            (Channel.EMAIL, _("E-mail")),
            (Channel.POST, _("Brief")),
            (Channel.PHONE, _("Telefoon")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    reply_address = LineField(
        label=_("Uw e-mailadres, postadres of telefoonnummer"),
        longest=250,
        error_messages={"required": _("Vul in waar wij u kunnen bereiken: u krijgt van ons een besluit.")},
    )
    may_publish = forms.BooleanField(
        label=_("Anderen mogen de naam van mijn plan, het gebied en het bedrag zien"),
        required=False,
        help_text=_("Uw eigen naam zetten wij er nooit bij."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        check_reply_address(self)
        return values


# ── The steps together ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class StepOf:
    word: str  # in the address
    title: Any
    form: type[StepForm]


STEPS: dict[str, StepOf] = {
    each.word: each
    for each in (
        StepOf("plan", _("Uw plan"), PlanForm),
        StepOf("wanneer", _("Wanneer en met wie"), WhenForm),
        StepOf("geld", _("Het geld"), MoneyForm),
        StepOf("over-u", _("Over u"), WhoForm),
    )
}


def where_of(application: Application, *, at: datetime) -> Where:
    """The fund and the area of what came in; of a draft those that were typed in its first step."""
    if not application.is_draft:
        return Where(at, application.fund, application.work_area, application.rule_set)
    typed = application.typed.get("plan")
    if not typed:
        return Where(at)
    form = PlanForm(data=typed, where=Where(at))
    form.is_valid()
    return Where(at, form.cleaned_data.get("fund"), form.cleaned_data.get("work_area"))


def as_typed(application: Application, step: str) -> dict[str, Any]:
    """A step as somebody would type it: as they did, or of what came in as it stands."""
    if step in application.typed:
        return dict(application.typed[step])
    return {} if application.is_draft else _of_what_came_in(application).get(step, {})


def as_it_came_in(application: Application, step: str) -> dict[str, Any]:
    return _of_what_came_in(application)[step]


def _of_what_came_in(application: Application) -> dict[str, dict[str, Any]]:
    """What came in, in the words of the form."""
    values = {field.name: field.value_from_object(application) for field in application._meta.concrete_fields}
    values["is_everywhere"] = application.work_area_id is None
    return as_somebody_types(values, [(line.words, line.cents, line.kind_id) for line in application.cost_lines.all()])


def as_somebody_types(
    values: Mapping[str, Any], costs: Sequence[tuple[str, int, int | None]]
) -> dict[str, dict[str, Any]]:
    """What is known under the names of the application, and its costs (words, cents, kind), as it would be typed in
    each step."""
    typed = {
        word: {
            name: _as_typed(name, values[name]) for name in step.form.base_fields if _is_told(name, values.get(name))
        }
        for word, step in STEPS.items()
    }
    typed["geld"]["rows"] = str(max(len(costs), 1))
    for number, (words, cents, kind) in enumerate(costs, 1):
        line = {"words": words, "cents": _as_typed("_cents", cents), "kind": kind or ""}
        typed["geld"] |= {f"cost_{number}_{part}": value for part, value in line.items()}
    return typed


def _is_told(name: str, value: Any) -> bool:
    """A place may lie at nought, an amount of nought is none."""
    return bool(value) if name.endswith("_cents") else value is not False and value not in (None, "")


def _as_typed(name: str, value: Any) -> Any:
    if name.endswith("_cents"):
        return money.written(value).removeprefix("€\u00a0")
    if isinstance(value, date):
        return value.isoformat()
    return "on" if value is True else value


def typed_in(data: Any) -> dict[str, Any]:
    """What was sent, as it can be kept: words alone, no files, no token, no button, nothing that no database holds."""
    left_out = {"csrfmiddlewaretoken", "client_key", "website", "meer", "bewaar", "photos", "scans"}
    kept = {
        name: str(value)[:LONGEST].replace("\x00", "")
        for name, value in list(data.items())[:MOST_FIELDS]
        if name not in left_out and name.isprintable() and len(name) < 60
    }
    if "meer" in data:
        rows = kept.get("rows", "")
        kept["rows"] = str((int(rows) if rows.isdecimal() and len(rows) < 4 else FIRST_LINES) + MORE_LINES)
    return kept


@dataclass(frozen=True)
class Whole:
    """All steps of a draft: which are good, and what they say together."""

    forms: Mapping[str, StepForm]

    @property
    def faulty(self) -> list[str]:
        return [step for step, form in self.forms.items() if not form.is_valid()]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for form in self.forms.values() for name, value in form.values.items()}

    @property
    def costs(self) -> list[Cost]:
        form = self.forms["geld"]
        return form.costs if isinstance(form, MoneyForm) else []


def whole_of(application: Application, *, at: datetime) -> Whole:
    where = where_of(application, at=at)
    return Whole({word: step.form(data=as_typed(application, word), where=where) for word, step in STEPS.items()})


# ── For residents ──────────────────────────────────────────────────────────────────────────────────────────────────
class MailLinkForm(Form):
    """To go on on another telephone."""

    purpose = _(
        "Wij gebruiken dit adres één keer, om u de link te sturen. Daarna bewaren wij het niet bij de aanvraag."
    )

    address = forms.EmailField(
        label=_("Uw e-mailadres"),
        error_messages={"invalid": _("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl.")},
    )


class MessageForm(OnceForm):
    """A message of the applicant, or the answer to what was asked."""

    text = TextField(label=_("Uw bericht"), widget=forms.Textarea(attrs={"rows": 4}))
    photos = PapersField(label=_("Foto's"), help_text=_("Een PDF mag ook."), required=False)

    def __init__(self, *args: Any, takes_files: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_files:
            del self.fields["photos"]


class WithdrawForm(Form):
    reason = LineField(label=_("Waarom trekt u de aanvraag in?"), required=False)


# ── For staff ──────────────────────────────────────────────────────────────────────────────────────────────────────
class PaperForm(OnceForm):
    """Beside the four steps: when the form came in, and the scan."""

    received_on = DayField(
        label=_("Op welke dag kwam het formulier binnen?"),
        help_text=_("Die dag telt voor de regels, de ronde en de termijn."),
        error_messages={"required": _("Vul in op welke dag het formulier binnenkwam.")},
    )
    scans = PapersField(
        label=_("Scan of foto van het formulier"),
        required=False,
        help_text=_("Een PDF van hooguit tien bladzijden, of een foto van elke bladzijde (JPEG, PNG of WebP)."),
    )


class AskForm(VersionForm):
    text = TextField(
        label=_("Wat mist u nog?"),
        help_text=_("De aanvrager leest dit. Schrijf precies op wat er nog moet komen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WriteForm(Form):
    text = TextField(label=_("Uw bericht aan de aanvrager"), widget=forms.Textarea(attrs={"rows": 4}))


class CompletedForm(Form):
    """Somebody rang, wrote or stood at the desk."""

    text = TextField(label=_("Wat liet de aanvrager weten?"), widget=forms.Textarea(attrs={"rows": 4}))


class NoteForm(Form):
    text = TextField(label=_("Notitie voor collega's"), help_text=NO_NAMES, widget=forms.Textarea(attrs={"rows": 3}))


class JudgeForm(Form):
    """How the application stands to one rule."""

    outcome = forms.ChoiceField(label=_("Uw oordeel"), choices=Outcome, widget=forms.RadioSelect)
    words = LineField(label=_("Waarom"), required=False, longest=300)

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        denies = criterion.group == CriterionGroup.NONE
        names = {
            Outcome.MET: _now("Dit is niet het geval") if denies else _now("Voldoet"),
            Outcome.NOT_MET: _now("Dit is wel het geval") if denies else _now("Voldoet niet"),
            Outcome.UNKNOWN: _now("Weet ik nog niet"),
        }
        if criterion.automatic:
            names[Outcome.UNKNOWN] = _now("Laat het programma oordelen")
            self.fields["words"].help_text = _("Verplicht: het programma oordeelde zelf al.")
        self.fields["outcome"].choices = [(outcome.value, names[outcome]) for outcome in Outcome]  # type: ignore[attr-defined]


class OrganisationForm(Form):
    """Which organisation that we know the applicant is, so that earlier grants are found."""

    organisation = choice(_("Organisatie"), nothing=_("Geen organisatie die wij kennen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]


class HandOverForm(Form):
    person = choice(_("Wie pakt het op?"), required=True, nothing=_("Kies een collega"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class GrantedFilter(Form):
    """What somebody wants to see of what was granted."""

    budget = choice(_("Budget"), nothing=_("Alle budgetten"))
    gebied = choice(_("Gebied"), nothing=_("Alle gebieden"))

    def __init__(self, *args: Any, funds_shown: Any, work_areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].queryset = funds_shown  # type: ignore[attr-defined]
        self.fields["gebied"].queryset = work_areas  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was filled in and makes sense; the rest is no filter."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class WorkFilter(GrantedFilter):
    """What staff look for."""

    field_order = ["woorden", "budget", "gebied", "wie"]

    woorden = LineField(label=_("Zoek op nummer, naam of plek"), required=False, longest=80)
    wie = choice(_("Wie"), nothing=_("Iedereen"))

    def __init__(self, *args: Any, handlers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].queryset = handlers  # type: ignore[attr-defined]
