"""What an administrator fills in about the municipality. Fields bear the names of the model's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.foundation.kit.forms import DayField, Form, LineField
from wijkwerk.foundation.tenancy import words

LONGEST_WORD = 60


def themes() -> list[tuple[str, str]]:
    """The themes that were built: each is one file of tokens with its logo."""
    folder = finders.find("built/themes")
    names = sorted(path.stem for path in Path(str(folder)).glob("*.css")) if folder else []
    return [(name, capfirst(name.replace("-", " "))) for name in names]


class MunicipalityForm(Form):
    """Who the municipality is and where to reach it."""

    name = LineField(label=_("Naam van de gemeente"), longest=100)
    theme = forms.ChoiceField(label=_("Kleuren"))
    mail_address = forms.EmailField(label=_("E-mailadres"), required=False)
    phone = LineField(label=_("Telefoonnummer"), required=False, longest=40)
    visiting_address = LineField(label=_("Bezoekadres"), required=False, longest=200)
    postal_address = LineField(label=_("Postadres"), required=False, longest=200)
    emergency_text = LineField(
        label=_("Bij gevaar"),
        required=False,
        longest=300,
        help_text=_("Dit lezen inwoners bij het melden. Bijvoorbeeld: Is er gevaar? Bel 112."),
    )

    def __init__(self, *args: Any, theme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        built = themes()
        known = built if theme in dict(built) else [*built, (theme, theme)]
        self.fields["theme"].choices = known  # type: ignore[attr-defined]


class LogoForm(Form):
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG of WebP, hooguit 5 MB. Wat doorzichtig is blijft doorzichtig."),
    )


class WordsForm(Form):
    """The municipality's own words; what stays empty keeps the usual word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, (one, many) in words.USUAL.items():
            for number, usual, label in (("one", one, _("Eén")), ("many", many, _("Meer"))):
                self.fields[f"{code}_{number}"] = LineField(
                    label=label,
                    required=False,
                    longest=LONGEST_WORD,
                    widget=forms.TextInput(attrs={"placeholder": usual}),
                )

    def pairs(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Each usual word with the two fields that replace it."""
        for code, (one, _many) in words.USUAL.items():
            yield capfirst(one), self[f"{code}_one"], self[f"{code}_many"]

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """As the municipality keeps them: only what is its own."""
        found = {}
        for code in words.USUAL:
            own = {number: self.cleaned_data[f"{code}_{number}"] for number in ("one", "many")}
            if any(own.values()):
                found[code] = {number: word for number, word in own.items() if word}
        return found


class WorkingForm(Form):
    """Promises, bounds, and what of outside is used."""

    answer_within = forms.IntegerField(
        label=_("Antwoord binnen (werkdagen)"),
        min_value=1,
        max_value=250,
        help_text=_("Dit beloven we wie iets meldt, als het onderwerp geen eigen termijn heeft."),
    )
    pick_up_within = forms.IntegerField(label=_("Oppakken na doorgeven binnen (werkdagen)"), min_value=1, max_value=250)
    reply_within = forms.IntegerField(
        label=_("Tijd voor een inwoner om te reageren (werkdagen)"), min_value=1, max_value=250
    )
    reports_per_hour = forms.IntegerField(
        label=_("Meldingen per uur vanaf één netwerk"),
        min_value=0,
        max_value=500,
        help_text=_(
            "Wie meer stuurt, leest dat hij even moet wachten of kan bellen. Een bibliotheek deelt één netwerk, "
            "dus neem het ruim. 0 is geen grens. Medewerkers die zijn ingelogd tellen niet mee."
        ),
    )
    smallest_group = forms.IntegerField(
        label=_("Kleinste aantal dat we tonen"),
        min_value=1,
        max_value=100,
        help_text=_("Cijfers over minder mensen dan dit tonen we niet."),
    )
    areas_year = forms.TypedChoiceField(
        label=_("Indeling van buurten"), coerce=int, help_text=_("Van welk jaar de buurten zijn waarmee u werkt.")
    )
    second_factor_required = forms.BooleanField(label=_("Medewerkers loggen in met een tweede stap"), required=False)
    uses_location_service = forms.BooleanField(
        label=_("Adressen zoeken bij de landelijke locatieserver"),
        required=False,
        help_text=_("Wat iemand als adres intypt gaat dan naar die dienst. Anders zoeken we in uw eigen adreslijst."),
    )
    uses_background_map = forms.BooleanField(
        label=_("Landelijke achtergrondkaart tonen"),
        required=False,
        help_text=_("De kaartbeelden komen dan van die dienst. Anders zijn de gebieden zelf de kaart."),
    )

    def __init__(self, *args: Any, areas_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted({*areas.years(), areas_year}, reverse=True)
        self.fields["areas_year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ClosingDayForm(Form):
    on = DayField(label=_("Dag"))
    name = LineField(label=_("Waarom gesloten"), longest=100)
