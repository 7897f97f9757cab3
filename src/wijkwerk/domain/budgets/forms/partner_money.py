"""What somebody fills in about money of partners."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import PartnerDeed
from wijkwerk.domain.plans.forms.filters import AreaAndYearFilter
from wijkwerk.domain.plans.queries import agendas
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, LineField, OnceForm
from wijkwerk.foundation.kit.money import MoneyField


class PartnerMoneyFilter(AreaAndYearFilter):
    def years(self) -> list[int]:
        return agendas.years()


class PartnerMoneyForm(OnceForm):
    deed = forms.ChoiceField(label=_("Wat gebeurde er?"), choices=PartnerDeed.choices, widget=forms.RadioSelect)
    cents = MoneyField(label=_("Bedrag"))
    on = DayField(label=_("Op welke dag?"))
    words = LineField(label=_("Toelichting"), help_text=NO_NAMES, required=False)
    takes_back = forms.BooleanField(
        label=_("Dit neemt een eerdere boeking terug"), help_text=_("Schrijf dan op waarom."), required=False
    )
