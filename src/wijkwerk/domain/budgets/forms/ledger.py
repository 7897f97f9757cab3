"""What somebody fills in about money in a pot: given, taken back, moved, saved, mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import EntryKind, Pot
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, YearField, choice
from wijkwerk.foundation.kit.money import MoneyField


class OfAYear(Form):
    """Which year of a fund is shown; offered where it has any."""

    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("jaar", [(year, str(year)) for year in years])

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        if offered := list(choices):
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_valid() else None


class LedgerFilter(OfAYear):
    """Above a list of entries; the pots are offered where there are several."""

    pot = forms.TypedChoiceField(label=_("Gebied"), coerce=int, empty_value=None, required=False)
    soort = forms.ChoiceField(label=_("Soort boeking"), required=False)

    def __init__(self, *args: Any, pots: Sequence[Pot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [("", _("Alle")), *EntryKind.choices]  # type: ignore[attr-defined]
        many = [(pot.pk, str(pot.work_area or _("Alle gebieden samen"))) for pot in pots]
        self._offer("pot", [("", _("Alle")), *many] if len(many) > 1 else [])


class StatementFilter(OfAYear):
    tot = DayField(label=_("Stand op"), help_text=_("Leeg is vandaag."), required=False)


class AllotForm(Form):
    cents = MoneyField(label=_("Bedrag"))
    reason = LineField(
        label=_("Waarvoor of op grond waarvan?"), help_text=_("Bijvoorbeeld: begroting 2026."), required=False
    )


class WhyForm(Form):
    """An amount and why."""

    cents = MoneyField(label=_("Bedrag"))
    reason = LineField(label=_("Waarom?"), help_text=NO_NAMES, longest=300)


class TransferForm(WhyForm):
    field_order = ["to_pot", "cents", "reason"]

    to_pot = choice(_("Naar welke pot?"), required=True, nothing=_("Kies een pot"))

    def __init__(self, *args: Any, pots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_pot"].queryset = pots  # type: ignore[attr-defined]


class SaveForm(Form):
    cents = MoneyField(label=_("Bedrag"))
    what_for = LineField(label=_("Waarvoor wordt gespaard?"), help_text=_("Bijvoorbeeld: een nieuwe speelplek."))
    until_year = YearField(label=_("Tot en met welk jaar?"))


class UseSavingForm(Form):
    cents = MoneyField(label=_("Bedrag dat vrijkomt om te besteden"))
    reason = LineField(label=_("Toelichting"), required=False, longest=300)


class CloseYearForm(Form):
    carry_commitments = forms.TypedChoiceField(
        label=_("Toegekend geld dat nog niet is betaald"),
        choices=[
            ("ja", _("Gaat mee naar het volgende jaar")),
            ("nee", _("Blijft in dit jaar en wordt hieruit betaald")),
        ],
        coerce=lambda typed: typed == "ja",
        initial="ja",
        widget=forms.RadioSelect,
    )


class ReasonForm(Form):
    reason = LineField(label=_("Waarom?"), help_text=NO_NAMES, longest=300)
