"""What somebody fills in at the repair desk. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.bicycles import NO_NAMES, HelperField, SellForm, helpers_of, whole
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.forms.who import WhoForm
from wijkwerk.domain.workshop.models import Bicycle, Repair
from wijkwerk.domain.workshop.queries import repairs as queries
from wijkwerk.domain.workshop.repair_states import Barrier, Outcome, RepairState
from wijkwerk.foundation.kit.forms import Form, LineField, ThingsField
from wijkwerk.foundation.kit.money import written

HEAVIEST = 200_000  # grams


class ListedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a list that the host keeps; a number that no database holds is no choice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)

    def to_python(self, value: Any) -> Any:
        if len(str(value or "")) > 18:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class PartField(ListedField):
    """A part with its price."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({written(obj.price_cents)})"


# ── Tickets ────────────────────────────────────────────────────────────────────────────────────────────────────────
class RepairFilter(Form):
    """Which repairs."""

    stand = forms.ChoiceField(label=_("Stand"), required=False)
    soort = forms.TypedChoiceField(label=_("Soort"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, capfirst(state.label)) for state in RepairState]
        self.fields["stand"].choices = [("", _("Alle")), ("here", _("In de werkplaats")), *states]  # type: ignore[attr-defined]
        kinds = [(kind.pk, kind.name) for kind in queries.kinds(workshop)]
        self.fields["soort"].choices = [("", _("Alle")), *kinds]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {"state": values.get("stand", ""), "kind": values.get("soort")}


class RepairForm(WhoForm):
    """A thing comes in. What it weighs is asked where it is not what such a thing usually weighs."""

    who_label = _("Van wie?")
    kind = ListedField(
        label=_("Wat is het?"), empty_label=_("Kies"), error_messages={"required": _("Kies wat het is.")}
    )
    make = LineField(label=_("Merk"), longest=80, required=False)
    fault = LineField(
        label=_("Wat is er aan de hand?"),
        longest=500,
        help_text=NO_NAMES,
        error_messages={"required": _("Schrijf in een paar woorden op wat er aan de hand is.")},
    )
    grams = whole(
        _("Gewicht in gram"),
        least=1,
        most=HEAVIEST,
        required=False,
        help_text=_("Alleen als het veel zwaarder of lichter is dan gewoon."),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bicycle: Bicycle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bicycle = bicycle
        self.who_is_needed = bicycle is None  # type: ignore[misc]
        if bicycle is not None:
            del self.fields["who"], self.fields["resident"]
        self.fields["kind"].queryset = queries.kinds(self.workshop).filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4


class JobForm(SellForm):
    """A small job: for whom, if they say so, and how it is paid."""

    who_label = _("Voor wie?")


class ChangeRepairForm(Form):
    """Other words for a ticket."""

    kind = ListedField(label=_("Wat is het?"), empty_label=None)
    make = LineField(label=_("Merk"), longest=80, required=False)
    fault = LineField(
        label=_("Wat is er aan de hand?"),
        longest=500,
        help_text=NO_NAMES,
        error_messages={"required": _("Schrijf in een paar woorden op wat er aan de hand is.")},
    )
    grams = whole(_("Gewicht in gram"), least=1, most=HEAVIEST)

    def __init__(self, *args: Any, repair: Repair, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(repair, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = queries.kinds(repair.facility)  # type: ignore[attr-defined]


class WorkersForm(Form):
    """Who works on it."""

    workers = ThingsField(queryset=None, label=_("Wie doet het?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workers"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]


class HoursForm(Form):
    """How long somebody worked on it."""

    participant = HelperField(
        label=_("Wie?"), empty_label=_("Kies"), error_messages={"required": _("Kies wie het deed.")}
    )
    minutes = whole(
        _("Hoeveel minuten?"),
        least=1,
        most=600,
        help_text=_("Hoe lang het echt duurde. Nog eens invullen vervangt het."),
    )

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]


class UsePartForm(Form):
    """A part of the stock, or something else with what it cost."""

    part = PartField(label=_("Onderdeel"), required=False, empty_label=_("Iets anders"))
    words = LineField(label=_("Iets anders: wat is het?"), longest=80, required=False)
    unit_cents = MoneyField(label=_("Iets anders: wat kost het per stuk?"), required=False)
    quantity = whole(_("Aantal"), least=1, most=99, initial=1)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = queries.parts(workshop).filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4


class FinishForm(Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("Is het gelukt?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of het gerepareerd is.")},
    )
    barrier = forms.ChoiceField(
        label=_("Zo nee: waarom niet?"), choices=[("", _("Niet van toepassing")), *Barrier.choices], required=False
    )
    words = LineField(
        label=_("Wat moet de eigenaar weten?"),
        help_text=_("Dit staat in het bericht aan wie het bracht."),
        longest=300,
        required=False,
    )
    grams = whole(_("Gewicht in gram"), least=1, most=HEAVIEST)

    def __init__(self, *args: Any, repair: Repair, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"grams": repair.grams})
        super().__init__(*args, **kwargs)


# ── The lists that the host keeps ──────────────────────────────────────────────────────────────────────────────────
def values_of(thing: Any, form: type[Form]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in form.base_fields}


class PartListForm(Form):
    """A part of the stock."""

    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Schrijf een naam op.")})
    price_cents = MoneyField(
        label=_("Kostprijs per stuk"), error_messages={"required": _("Vul de prijs in, bijvoorbeeld 4,50.")}
    )
    in_stock = whole(
        _("Hoeveel liggen er?"), least=0, most=9_999, required=False, help_text=_("Leeg: wij tellen dit niet.")
    )
    is_active = forms.BooleanField(label=_("Staat op de lijst"), required=False, initial=True)


class ThingKindForm(Form):
    """A kind of thing, with its estimate."""

    name = LineField(label=_("Naam"), longest=60, error_messages={"required": _("Schrijf een naam op.")})
    grams = whole(_("Gewoon gewicht in gram"), least=1, most=HEAVIEST)
    co2_grams_per_kg = whole(
        _("Hoeveel gram CO2 bespaart een reparatie, per kilo?"),
        least=0,
        most=100_000,
        required=False,
        help_text=_("Leeg of 0: dat weten wij niet."),
    )
    co2_source = LineField(label=_("Waar komt dat cijfer vandaan?"), longest=200, required=False)
    is_active = forms.BooleanField(label=_("Staat op de lijst"), required=False, initial=True)

    def clean_co2_grams_per_kg(self) -> int:
        return self.cleaned_data["co2_grams_per_kg"] or 0


class UsualJobForm(Form):
    """A small job while somebody waits."""

    name = LineField(
        label=_("Naam"),
        help_text=_("Zoals u het zegt: buitenband vervangen."),
        longest=80,
        error_messages={"required": _("Schrijf een naam op.")},
    )
    kind = ListedField(label=_("Aan wat voor ding?"), empty_label=None)
    part = PartField(label=_("Welk onderdeel?"), required=False, empty_label=_("Geen onderdeel"))
    contribution_cents = MoneyField(label=_("Wat vragen wij, behalve het onderdeel?"), required=False)
    full_cost_cents = MoneyField(label=_("Wat kost het ons, behalve het onderdeel?"), required=False)
    is_active = forms.BooleanField(label=_("Staat op de lijst"), required=False, initial=True)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = queries.kinds(workshop)  # type: ignore[attr-defined]
        self.fields["part"].queryset = queries.parts(workshop)  # type: ignore[attr-defined]

    def clean_contribution_cents(self) -> int:
        return self.cleaned_data["contribution_cents"] or 0

    def clean_full_cost_cents(self) -> int:
        return self.cleaned_data["full_cost_cents"] or 0
