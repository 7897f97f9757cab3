"""What somebody fills in about indicators. Names of fields are those of the operations' arguments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans import figures_file
from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.models import Goal, Indicator
from wijkwerk.domain.plans.models.indicators import Better, Grain, IndicatorKind, Known
from wijkwerk.domain.plans.queries import indicators as queries
from wijkwerk.foundation.kit.forms import Form, LineField, TextField, YearField
from wijkwerk.foundation.kit.refusals import Refusal

LARGEST_FILE = 2_000_000  # bytes


class IndicatorForm(VersionedForm):
    """What is measured, and how."""

    title = LineField(
        label=_("Wat wordt er gemeten?"),
        help_text=_("Bijvoorbeeld: rapportcijfer dat bewoners geven voor hun buurt."),
        error_messages={"required": _("Schrijf op wat er gemeten wordt.")},
    )
    definition = TextField(
        label=_("Hoe wordt het gemeten?"),
        help_text=_("Wat telt mee en wat niet. Zo meet iedereen later hetzelfde."),
        longest=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label=_("Wat voor cijfer is het?"),
        choices=[(each.value, capfirst(each.label)) for each in IndicatorKind],
        widget=forms.RadioSelect,
        initial=IndicatorKind.NUMBER,
    )
    better = forms.ChoiceField(
        label=_("Wanneer gaat het beter?"),
        choices=[(each.value, capfirst(each.label)) for each in Better],
        widget=forms.RadioSelect,
        initial=Better.HIGHER,
    )
    unit = LineField(
        label=_("Eenheid"), help_text=_("Bij een aantal, bijvoorbeeld: meldingen."), longest=40, required=False
    )
    decimals = forms.IntegerField(
        label=_("Cijfers achter de komma"), min_value=0, max_value=4, initial=0, required=False
    )
    labels = TextField(
        label=_("Woorden van het oordeel"),
        help_text=_("Bij een oordeel in woorden: elk woord op een eigen regel, van slecht naar goed."),
        longest=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    grain = forms.TypedChoiceField(label=_("Hoe vaak wordt er gemeten?"), choices=Grain.choices, coerce=int, initial=1)
    source = LineField(label=_("Bron"), help_text=_("Waar de cijfers meestal vandaan komen."), required=False)
    national_key = forms.ChoiceField(
        label=_("Of neem de cijfers over uit de cijfers per gebied"),
        help_text=_("Dan hoeft u niets in te vullen."),
        required=False,
    )
    national_code = forms.ChoiceField(label=_("Van welk gebied?"), required=False)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = queries.national_choices()
        if known:
            self.fields["national_key"].choices = [("", _("Nee, wij vullen ze in")), *known]  # type: ignore[attr-defined]
            found = queries.area_choices(goal.vision.work_area)
            self.fields["national_code"].choices = [("", _("Kies een gebied")), *found]  # type: ignore[attr-defined]
        else:
            del self.fields["national_key"], self.fields["national_code"]

    def clean_decimals(self) -> int:
        return self.cleaned_data["decimals"] or 0

    def clean_labels(self) -> list[str]:
        return [line for line in self.cleaned_data["labels"].split("\n") if line.strip()]

    @classmethod
    def initial_of(cls, indicator: Indicator) -> dict[str, Any]:
        values = {name: getattr(indicator, name) for name in cls.base_fields}
        return values | {"labels": "\n".join(indicator.labels)}


class FigureField(LineField):
    """A number as the Dutch write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(longest=40, **kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        try:
            return figures_file.number_of(words)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.words) from refusal


class MeasureForm(Form):
    """The figure of a period, or why there is none."""

    year = YearField(label=_("Jaar"), first=1950, last=2150)
    part = forms.TypedChoiceField(label=_("Deel van het jaar"), coerce=int)
    known = forms.ChoiceField(
        label=_("Is er een cijfer?"),
        choices=[(each.value, capfirst(each.label)) for each in Known],
        initial=Known.MEASURED,
        widget=forms.RadioSelect,
        help_text=_("“Niet gemeten” blijft zo. “Nog niet bekend” komt nog."),
    )
    value = FigureField(label=_("Waarde"), required=False)
    source = LineField(label=_("Bron"), help_text=_("Waar dit cijfer vandaan komt."), required=False)
    note = LineField(label=_("Toelichting"), longest=500, required=False)
    is_zero = forms.BooleanField(label=_("Dit is de nulmeting: hier begon het"), required=False)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_parts(self, indicator)
        if indicator.kind == IndicatorKind.ORDINAL:
            words = [(number, word) for number, word in enumerate(indicator.labels, 1)]
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Oordeel"),
                choices=[("", _("Kies een woord")), *words],
                coerce=Decimal,
                empty_value=None,
                required=False,
            )
        self.fields["source"].initial = indicator.source


class BreakForm(Form):
    """From when on something else is measured."""

    year = YearField(label=_("Vanaf welk jaar?"), first=1950, last=2150)
    part = forms.TypedChoiceField(label=_("Deel van het jaar"), coerce=int)
    reason = LineField(
        label=_("Wat werd er anders?"),
        help_text=_("Bijvoorbeeld: de vraag in de enquête is veranderd."),
        longest=500,
        error_messages={"required": _("Schrijf op wat er anders werd.")},
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_parts(self, indicator)


def offer_parts(form: Form, indicator: Indicator) -> None:
    """A year that is measured as a whole has no parts to choose."""
    if indicator.grain == Grain.YEAR:
        form.fields["part"] = forms.IntegerField(required=False, widget=forms.HiddenInput, initial=1)
    else:
        which = gettext("helft") if indicator.grain == Grain.HALF else gettext("kwartaal")
        parts = [(number, f"{number}e {which}") for number in range(1, indicator.grain + 1)]
        form.fields["part"].choices = parts  # type: ignore[attr-defined]


class TargetsForm(Form):
    """What is wanted at the end of which year: a line each."""

    targets = TextField(
        label=_("Streefwaarden"),
        help_text=_("Per regel een jaar en een waarde, bijvoorbeeld: 2027: 7,5"),
        longest=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._indicator = indicator
        standing = indicator.targets.order_by("year")
        self.fields["targets"].initial = "\n".join(
            f"{row.year}: {queries.written(indicator, row.value)}" for row in standing
        )

    def clean_targets(self) -> dict[int, Decimal]:
        found: dict[int, Decimal] = {}
        for number, line in enumerate(self.cleaned_data["targets"].split("\n"), 1):
            if not line.strip():
                continue
            year, _colon, words = line.partition(":")
            if not (year.strip().isdecimal() and len(year.strip()) == 4 and words.strip()):
                raise forms.ValidationError(
                    _("Regel %(line)s: schrijf een jaar, een dubbele punt en een waarde, zoals 2027: 7,5.")
                    % {"line": number}
                )
            try:
                found[int(year)] = figures_file.value_of(_without_unit(words, self._indicator), self._indicator)
            except Refusal as refusal:
                raise forms.ValidationError(figures_file.fault(number, refusal.words)) from refusal
        return found


def _without_unit(words: str, indicator: Indicator) -> str:
    unit = indicator.unit
    return words.strip().removesuffix(unit).strip() if unit else words.strip()


class FiguresFileForm(Form):
    """Figures of all indicators of a vision, in a file."""

    file = forms.FileField(
        label=_("Bestand met cijfers (CSV)"),
        help_text=_("Haal eerst het bestand met wat er al staat op, vul aan en breng het terug."),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Dit bestand is te groot. Er past 2 MB."))
        return bytes(file.read())
