"""What is filled in about covenants."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries
from wijkwerk.domain.people.models import Commitment, Per, Promises
from wijkwerk.foundation.access.policy import Reach
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField
from wijkwerk.foundation.kit.money import NotAnAmount, cents_of


class CovenantWordsForm(Form):
    title = LineField(longest=160, label=_("Naam van het convenant"))
    aim = TextField(longest=3000, label=_("Waarvoor is het? Wat willen beide bereiken?"))


class CovenantForm(CovenantWordsForm):
    work_area: Any = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))
    organisation: Any = forms.ModelChoiceField(queryset=None, label=_("Met wie"), empty_label=_("Kies een organisatie"))
    from_on = DayField(label=_("Eerste dag"))
    until_on = DayField(required=False, label=_("Eerste dag dat het voorbij is"))
    field_order = ["title", "organisation", "work_area", "aim", "from_on", "until_on"]

    def __init__(self, *args: Any, reach: Reach, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = WorkArea.objects.on(on)
        self.fields["work_area"].queryset = (  # type: ignore[attr-defined]
            mine if reach.everywhere else mine.filter(pk__in=reach.area_ids)
        )
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]


class RenewForm(Form):
    from_on = DayField(label=_("Het nieuwe begint op"))
    until_on = DayField(required=False, label=_("Eerste dag dat het voorbij is"))


class EndCovenantForm(Form):
    ended_on = DayField(label=_("Eerste dag dat het niet meer geldt"))
    because = LineField(longest=300, label=_("Waarom stopt het?"))


class CommitmentForm(Form):
    by_organisation = forms.TypedChoiceField(
        choices=[("ja", _("De organisatie")), ("nee", _("De gemeente"))],
        coerce=lambda value: value == "ja",
        label=_("Wie belooft het?"),
    )
    kind = forms.ChoiceField(choices=Promises, label=_("Wat"))
    amount = forms.CharField(
        required=False, max_length=20, label=_("Hoeveel"), help_text=_("Uren, klussen of euro's. Bij een ruimte: leeg.")
    )
    per = forms.ChoiceField(choices=[("", _("niet van toepassing")), *Per.choices], required=False, label=_("Hoe vaak"))
    words = LineField(longest=300, label=_("In woorden"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed, kind = values.get("amount", ""), values.get("kind", "")
        values["amount"] = amount_of(self, kind, typed) if typed else None
        return values


class DeliveryForm(Form):
    on = DayField(label=_("Dag"))
    amount = forms.CharField(max_length=20, label=_("Hoeveel"))
    evidence = LineField(longest=300, label=_("Waar is dat te zien?"))

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment
        if commitment.kind == Promises.PREMISES:
            self.fields["amount"].label = _("Hoe vaak gebruikt")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("amount"):
            values["amount"] = amount_of(self, self.commitment.kind, values["amount"])
        return values


def amount_of(form: Form, kind: str, typed: str) -> int | None:
    """A whole number, or euros as cents; what cannot be read stands beside the field."""
    if kind == Promises.MONEY:
        try:
            return cents_of(typed)
        except NotAnAmount as wrong:
            form.add_error("amount", wrong.words)
            return None
    if not typed.strip().isascii() or not typed.strip().isdecimal() or len(typed.strip()) > 9:
        form.add_error("amount", _("Schrijf een heel getal, zonder letters."))
        return None
    return int(typed)
