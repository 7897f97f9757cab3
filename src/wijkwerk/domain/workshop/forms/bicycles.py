"""What somebody fills in about bicycles and the scheme. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.bicycle_states import BicycleState, TheftOutcome
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.forms.who import WhoForm
from wijkwerk.domain.workshop.models import (
    Bicycle,
    BicycleKind,
    BicycleRules,
    Method,
    Origin,
    Participant,
    Ridden,
    Scheme,
)
from wijkwerk.domain.workshop.queries import bicycles as queries
from wijkwerk.domain.workshop.queries import participants
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField

LATER = "later"
METHODS = [(Method.CASH.value, Method.CASH.label), (Method.CARD.value, Method.CARD.label), (LATER, _("Later betalen"))]
NO_NAMES = _("Noem geen namen of andere gegevens van mensen.")


def whole(label: Any, *, least: int, most: int, **more: Any) -> forms.IntegerField:
    """A number within bounds, with one sentence for whatever is wrong with it."""
    wrong = _("Vul een heel getal in van %(least)s tot en met %(most)s.") % {"least": least, "most": most}
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=messages, **more)


def helpers_of(workshop: Facility) -> Any:
    """Who takes part today; at the desk everybody is a helper."""
    return participants.participants(workshop, clock.today())


class HelperField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the helpers; a number that no database holds is no choice."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)

    def to_python(self, value: Any) -> Participant | None:
        if len(str(value or "")) > 18:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        chosen: Participant | None = super().to_python(value)
        return chosen


class MethodForm(Form):
    """How it is paid, or that it is paid later."""

    method = forms.ChoiceField(label=_("Hoe wordt het betaald?"), choices=METHODS, widget=forms.RadioSelect)

    def clean_method(self) -> Method | None:
        chosen = self.cleaned_data["method"]
        return None if chosen == LATER else Method(chosen)


# ── Bicycles ───────────────────────────────────────────────────────────────────────────────────────────────────────
class BicycleFilter(Form):
    """Which bicycles."""

    stand = forms.ChoiceField(label=_("Stand"), required=False)
    soort = forms.ChoiceField(label=_("Soort"), required=False, choices=[("", _("Alle")), *BicycleKind.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, capfirst(state.label)) for state in BicycleState]
        self.fields["stand"].choices = [("", _("In de werkplaats")), *states, ("alle", _("Alle"))]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        values = self.cleaned_data if self.is_valid() else {}
        state = values.get("stand", "") or "here"
        return {"state": "" if state == "alle" else state, "kind": values.get("soort", "")}


class BicycleWords(Form):
    """What a bicycle is like."""

    kind = forms.ChoiceField(label=_("Wat voor fiets?"), choices=BicycleKind)
    make = LineField(label=_("Merk"), longest=80, required=False)
    looks = LineField(label=_("Kleur en maat"), longest=120, required=False)
    frame_number = LineField(
        label=_("Framenummer"),
        longest=40,
        required=False,
        help_text=_("Staat in het frame: onder de trapas, bij het stuur of onder het zadel."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ReceiveBicycleForm(WhoForm, BicycleWords):
    """A bicycle comes in."""

    purpose = _("Van wie de fiets komt, hoeft u niet te vragen. Wie het zegt, kunnen wij bereiken als er iets is.")
    who_label = _("Van wie?")
    who_is_needed = False

    origin = forms.ChoiceField(
        label=_("Hoe komt de fiets hier?"), choices=Origin, widget=forms.RadioSelect, initial=Origin.GIFT
    )
    received_on = DayField(label=_("Wanneer?"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["kind", "make", "looks", "frame_number", "origin", "received_on", "who", "resident"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today
        self.fields["client_key"].initial = uuid.uuid4

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["from_resident"] = values.pop("resident")
        return values


class ChangeBicycleForm(BicycleWords):
    """Other words for a bicycle."""

    def __init__(self, *args: Any, bicycle: Bicycle, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(bicycle, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)


class TheftForm(Form):
    """What the register of stolen bicycles says."""

    frame_number = LineField(
        label=_("Framenummer"),
        longest=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    outcome = forms.ChoiceField(
        label=_("Wat zegt het register?"),
        choices=TheftOutcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat het register zegt.")},
    )
    note = LineField(
        label=_("Toelichting"),
        help_text=_("Verplicht als er geen nummer te lezen is: hoe weet u dat de fiets niet gestolen is?"),
        longest=200,
        required=False,
    )

    def __init__(self, *args: Any, bicycle: Bicycle, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"frame_number": bicycle.frame_number})
        super().__init__(*args, **kwargs)


class StepForm(Form):
    """Who did a step, and how long it took."""

    participant = HelperField(label=_("Wie deed het?"), required=False, empty_label=_("Zeg ik niet"))
    minutes = whole(
        _("Hoeveel minuten?"),
        least=1,
        most=600,
        required=False,
        help_text=_("Hoe lang het echt duurde. Dit telt mee bij de uren."),
    )

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]


class SafetyForm(Form):
    """Each point yes or no; whoever sends it signs for it."""

    def __init__(self, *args: Any, points: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        for place, point in enumerate(self.points):
            self.fields[f"point_{place}"] = forms.ChoiceField(
                label=point,
                choices=[("ja", _("Ja, in orde")), ("nee", _("Nee, nog niet"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Kies ja of nee.")},
            )

    @property
    def good(self) -> list[str]:
        return [point for place, point in enumerate(self.points) if self.cleaned_data[f"point_{place}"] == "ja"]


class SellForm(WhoForm, MethodForm):
    """To whom, and how it is paid."""

    who_label = _("Aan wie?")
    who_is_needed = False
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["who", "resident", "method"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "method" in values and values["method"] is None and values.get("resident") is None and not self.errors:
            self.add_error("who", _("Wie later betaalt, moet bij ons bekend zijn. Typ eerst de naam."))
        return values


# ── The waiting list ───────────────────────────────────────────────────────────────────────────────────────────────
class WishForm(WhoForm):
    """Somebody waits for a bicycle."""

    kind = forms.ChoiceField(label=_("Wat voor fiets?"), choices=BicycleKind)
    looks = LineField(
        label=_("Waar moet op gelet worden?"),
        help_text=_("Maat, kinderzitje, lage instap."),
        longest=120,
        required=False,
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class WishFilter(Form):
    """For which kind of bicycle."""

    soort = forms.ChoiceField(label=_("Soort"), required=False, choices=[("", _("Alle")), *BicycleKind.choices])

    @property
    def kind(self) -> str:
        return str(self.cleaned_data["soort"]) if self.is_valid() else ""


class ReasonForm(Form):
    """Why, in words that somebody may read."""

    because = LineField(
        label=_("Waarom?"), longest=200, error_messages={"required": _("Schrijf op waarom.")}, help_text=NO_NAMES
    )


# ── The scheme ─────────────────────────────────────────────────────────────────────────────────────────────────────
class SchemeForm(Form):
    """A budget for a year."""

    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef de regeling een naam.")})
    year = whole(_("Jaar"), least=2000, most=2200)
    budget_cents = money.MoneyField(label=_("Budget"), error_messages={"required": _("Vul een bedrag in.")})
    bicycle_cents = MoneyField(
        label=_("Waarde van een fiets"),
        help_text=_("Zo veel telt elke gegeven fiets mee in het budget."),
        error_messages={"required": _("Vul een bedrag in.")},
    )
    terms = TextField(
        label=_("Voor wie is het?"), longest=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, scheme: Scheme | None = None, **kwargs: Any) -> None:
        if scheme is not None:
            kwargs.setdefault("initial", {name: getattr(scheme, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        if scheme is not None:
            del self.fields["year"]
        else:
            self.fields["year"].initial = clock.today().year


class GiveForm(WhoForm):
    """To whom, and out of which scheme."""

    who_label = _("Aan wie?")
    scheme = forms.ModelChoiceField(  # type: ignore[var-annotated]
        label=_("Uit welke regeling?"),
        queryset=None,
        empty_label=None,
        error_messages={"required": _("Kies een regeling.")},
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = queries.schemes_with_room(self.workshop, on)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4


class MoneyAwardForm(WhoForm):
    """Money instead of a bicycle."""

    who_label = _("Aan wie?")
    amount_cents = MoneyField(label=_("Bedrag"), error_messages={"required": _("Vul een bedrag in.")})
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class RiddenForm(Form):
    """What somebody said about the bicycle."""

    ridden = forms.ChoiceField(
        label=_("Wordt de fiets nog gebruikt?"),
        choices=Ridden,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een antwoord.")},
    )


# ── What the host decides ──────────────────────────────────────────────────────────────────────────────────────────
class RulesForm(Form):
    """Steps, points and prices of a workshop."""

    steps = TextField(
        label=_("Stappen van het opknappen"),
        help_text=_(
            "Eén stap per regel. Zet achter een dubbele punt wat iemand ervan leert: Remmen: remmen afstellen."
        ),
        longest=3_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    safety_points = TextField(
        label=_("Punten van de veiligheidscontrole"),
        help_text=_("Eén punt per regel. Bij elk punt kiest wie tekent: ja of nee."),
        longest=2_000,
        error_messages={"required": _("Schrijf minstens één punt op.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    share_cents = MoneyField(
        label=_("Wat komt er bij de onderdelen in de prijs van een fiets?"), error_messages={"required": _("Vul 0 in.")}
    )
    repair_cost_cents = MoneyField(
        label=_("Wat kost een reparatie ons, behalve de onderdelen?"),
        help_text=_("Ruimte, gereedschap, begeleiding. Dit betaalt niemand; het staat bij de volle kosten."),
        error_messages={"required": _("Vul 0 in.")},
    )
    repair_share_cents = MoneyField(
        label=_("Wat vragen wij voor een reparatie, behalve de onderdelen?"),
        error_messages={"required": _("Vul 0 in.")},
    )
    ask_after_months = whole(_("Na hoeveel maanden vragen wij of een fiets nog gebruikt wordt?"), least=1, most=36)
    remind_after_weeks = whole(_("Na hoeveel weken herinneren wij wie iets niet ophaalt?"), least=1, most=52)

    def __init__(self, *args: Any, rules: BicycleRules, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(rules, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
