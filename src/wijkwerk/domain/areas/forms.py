"""What people fill in about areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import Area, FileImport, WorkAreaKind
from wijkwerk.domain.areas.operations import NoBuurten, TooFewToJoin
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, ThingsField

FIRST_YEAR, LAST_YEAR = 1995, 2100


class FindAreaForm(Form):
    """Where do I live? By address or postcode."""

    adres = LineField(label=_("Adres of postcode"), longest=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adres"].widget.attrs |= {
            "list": "adressen",
            "autocomplete": "street-address",
            "hx-get": reverse("areas:address_options"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#adressen",
        }


class BuurtenField(forms.MultipleChoiceField):
    """Buurten to choose from, with the work area that each belongs to."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages: ClassVar[dict[str, Any]] = {"required": NoBuurten.message}

    def offer(self, buurten: Iterable[Area], belongs_to: dict[str, str]) -> None:
        self.choices = [
            (buurt.code, f"{buurt.name} ({belongs_to[buurt.code]})" if buurt.code in belongs_to else buurt.name)
            for buurt in buurten
        ]


class WorkAreaForm(Form):
    """A new work area."""

    name = LineField(label=_("Naam"), longest=100)
    kind = forms.ChoiceField(label=_("Soort"), choices=WorkAreaKind.choices)
    valid_from = DayField(label=_("Bestaat vanaf"))
    codes = BuurtenField(
        label=_("Buurten"),
        help_text=_("Kies uit de lijst of klik op de kaart. Tussen haakjes staat bij welk gebied een buurt nu hoort."),
    )


class RenameForm(Form):
    name = LineField(label=_("Naam"), longest=100)
    kind = forms.ChoiceField(label=_("Soort"), choices=WorkAreaKind.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class BuurtenForm(Form):
    """Other buurten for a work area, from a day on."""

    codes = BuurtenField(label=_("Buurten"))
    on = DayField(
        label=_("Vanaf"), help_text=_("Vóór deze dag blijft het gebied zoals het was. Zo klopt de geschiedenis.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class JoinForm(Form):
    work_areas = ThingsField(
        label=_("Deze gebieden"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": TooFewToJoin.message},
    )
    name = LineField(label=_("Naam van het nieuwe gebied"), longest=100)
    kind = forms.ChoiceField(label=_("Soort"), choices=WorkAreaKind.choices)
    on = DayField(label=_("Vanaf"))
    reason = LineField(label=_("Waarom worden ze samengevoegd?"), longest=200)


class SplitForm(Form):
    """One work area becomes two; who wants more splits again."""

    name_one = LineField(label=_("Naam van het eerste gebied"), longest=100)
    name_two = LineField(label=_("Naam van het tweede gebied"), longest=100)
    codes = BuurtenField(
        label=_("Buurten van het tweede gebied"),
        help_text=_("De andere buurten gaan naar het eerste gebied."),
    )
    kind = forms.ChoiceField(label=_("Soort"), choices=WorkAreaKind.choices)
    on = DayField(label=_("Vanaf"))
    reason = LineField(label=_("Waarom wordt het gebied gesplitst?"), longest=200)


class EndForm(Form):
    on = DayField(label=_("Houdt op te bestaan op"), help_text=_("De dag ervoor is de laatste dag."))
    reason = LineField(label=_("Waarom?"), longest=200)
    successors = ThingsField(
        label=_("Gaat verder in"), queryset=None, widget=forms.CheckboxSelectMultiple, required=False
    )


class FileImportForm(Form):
    """A file with areas, figures or addresses."""

    kind = forms.ChoiceField(label=_("Wat zit erin?"), choices=FileImport.Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Bestand"),
        required=False,
        allow_empty_file=True,
        help_text=_("GeoJSON voor gebieden, CSV voor cijfers en adressen. Ingepakt als .gz mag ook. Hooguit 200 MB."),
    )
    is_from_source = forms.BooleanField(
        label=_("Haal het op bij de landelijke bron (CBS), zonder bestand"), required=False
    )
    only_own = forms.BooleanField(
        label=_("Alleen onze gemeente"),
        required=False,
        help_text=_("Uit een bestand van het hele land nemen we dan alleen de eigen gebieden en cijfers over."),
    )
    year = forms.IntegerField(
        label=_("Jaar"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Laat leeg als het jaar in de naam van het bestand of in een kolom staat."),
    )
    source = LineField(
        label=_("Bron"),
        required=False,
        longest=100,
        help_text=_(
            "Van wie de cijfers zijn, bijvoorbeeld: CBS, Kerncijfers wijken en buurten. Dat komt bij de cijfers. "
            "Laat u het leeg, dan staat er de naam van het bestand."
        ),
    )
