"""What somebody fills in about paying."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import PaymentKind, PaymentState
from wijkwerk.domain.budgets.queries import payments as queries
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, ThingsField, choice
from wijkwerk.foundation.kit.money import MoneyField


class AccountForm(Form):
    """Where the money goes."""

    purpose = _(
        "Wij vragen uw rekeningnummer om toegekend geld over te maken. Alleen wie bij de gemeente betalingen doet ziet "
        "het hele nummer. Als alles is afgerond bewaren wij het niet langer."
    )

    iban = LineField(
        label=_("Rekeningnummer (IBAN)"),
        help_text=_("Bijvoorbeeld: NL91 ABNA 0417 1643 00."),
        longest=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    holder = LineField(label=_("Op naam van"), help_text=_("Zoals het op de bankpas staat."), longest=70)


class PayingAccountForm(Form):
    holder = LineField(label=_("Op naam van"), longest=70)
    iban = LineField(label=_("Rekeningnummer (IBAN)"), longest=60)
    bic = LineField(label=_("BIC van de bank"), longest=20, required=False)


class PrepareForm(Form):
    kind = forms.ChoiceField(label=_("Wat betaalt u?"), choices=PaymentKind.choices, widget=forms.RadioSelect)
    cents = MoneyField(label=_("Bedrag"))


class ExportForm(Form):
    payments = ThingsField(
        queryset=None,
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Kies eerst in de lijst welke betalingen in het bestand komen.")},
    )
    execute_on = DayField(label=_("Op welke dag betaalt de bank?"))
    account = choice(_("Van welke rekening?"), required=True, nothing=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payments"].queryset = queries.payments(state=PaymentState.PREPARED)  # type: ignore[attr-defined]
        self.fields["account"].queryset = queries.paying_accounts()  # type: ignore[attr-defined]


class PaidForm(Form):
    paid_on = DayField(label=_("Op welke dag heeft de bank betaald?"))


class FailedForm(Form):
    reason = LineField(
        label=_("Waarom is de betaling niet gelukt?"), help_text=_("De aanvrager leest dit."), longest=200
    )


class BackForm(FailedForm):
    field_order = ["back_on", "reason"]

    back_on = DayField(label=_("Op welke dag kwam het geld terug?"))


class PaymentFilter(Form):
    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("Alle")), *PaymentState.choices], required=False)
