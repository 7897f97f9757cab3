"""What somebody fills in about money that has to come back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.forms import DayField, Form, LineField, OnceForm, TextField
from wijkwerk.foundation.kit.money import MoneyField


class RepaymentForm(OnceForm):
    cents = MoneyField(label=_("Bedrag dat binnenkwam"))
    received_on = DayField(label=_("Op welke dag?"))
    words = LineField(label=_("Waar is dat te zien?"), help_text=_("Bijvoorbeeld: afschrift 48."), required=False)


class ReasonForm(Form):
    reason = TextField(
        label=_("Waarom?"), help_text=_("Wie het geld kreeg leest dit."), widget=forms.Textarea(attrs={"rows": 3})
    )


class PutOffForm(ReasonForm):
    field_order = ["pay_by", "reason"]

    pay_by = DayField(label=_("Nieuwe laatste dag om te betalen"))


class ClaimBackForm(ReasonForm):
    field_order = ["cents", "reason", "pay_by"]

    cents = MoneyField(label=_("Bedrag dat terug moet"))
    pay_by = DayField(
        label=_("Uiterste dag om terug te betalen"), help_text=_("Leeg is over zes weken."), required=False
    )


class ClaimFilter(Form):
    toont = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles")),
            ("open", _("Nog te betalen")),
            ("te-laat", _("Te laat")),
            ("afgerond", _("Afgerond")),
        ],
    )
