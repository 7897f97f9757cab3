"""What somebody fills in to plan rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.forms.amounts import NearDayField, ShareField
from wijkwerk.domain.budgets.forms.rules import number
from wijkwerk.domain.budgets.models import Fund, Round
from wijkwerk.domain.budgets.queries.funds import areas_of
from wijkwerk.domain.budgets.queries.rules import last_day_of
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form, LineField, TextField, YearField, choice
from wijkwerk.foundation.kit.money import MoneyField

MOST_CLOSING_DAYS = 12


class RoundForm(Form):
    """One round."""

    name = LineField(
        label=_("Hoe heet de ronde?"),
        help_text=_("Bijvoorbeeld: voorjaar 2027."),
        longest=80,
        error_messages={"required": _("Geef de ronde een naam.")},
    )
    opens_on = NearDayField(label=_("Eerste dag om aan te vragen"), error_messages={"required": _("Vul een dag in.")})
    closes_on = NearDayField(
        label=_("Laatste dag om aan te vragen"),
        help_text=_("Tot middernacht is een aanvraag op tijd."),
        error_messages={"required": _("Vul een dag in.")},
    )
    decides_on = NearDayField(label=_("Dag van het besluit"), required=False)
    year = YearField(
        label=_("Geld van welk jaar?"), required=False, help_text=_("Leeg: van het jaar waarin de ronde sluit.")
    )
    tranche_cents = MoneyField(
        label=_("Welk bedrag is er voor deze ronde?"),
        required=False,
        help_text=_("Leeg: deze ronde heeft geen eigen deel van het geld."),
    )
    tranche_permille = ShareField(
        label=_("Of: welk deel van het budget van dit jaar?"), required=False, help_text=_("In procenten.")
    )
    rest_moves_on = forms.BooleanField(
        label=_("Wat overblijft, gaat naar de volgende ronde"), required=False, initial=True
    )

    @staticmethod
    def initial_of(row: Round) -> dict[str, Any]:
        return {
            "name": row.name,
            "opens_on": clock.dutch(row.opens_at).date(),
            "closes_on": last_day_of(row),
            "decides_on": row.decides_on,
            "year": row.year,
            "tranche_cents": row.tranche_cents,
            "tranche_permille": row.tranche_permille,
            "rest_moves_on": row.rest_moves_on,
        }


class NewRoundForm(RoundForm):
    """For all areas, or for one that has its own calendar."""

    work_area = choice(_("Voor welk gebied?"), nothing=_("Voor alle gebieden"))
    field_order = ["name", "work_area"]

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].queryset = areas_of(fund, on=clock.today())  # type: ignore[attr-defined]


class CalendarForm(Form):
    """A calendar at once: closing days, a line each; for all areas, or for one that has its own."""

    closing_days = TextField(
        label=_("Wat zijn de sluitingsdata?"),
        help_text=_("Eén op elke regel, bijvoorbeeld 1-3-2027. Elke ronde begint de dag na de vorige."),
        longest=400,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Vul ten minste één sluitingsdatum in.")},
    )
    opens_on = NearDayField(
        label=_("Vanaf welke dag kan men aanvragen?"), error_messages={"required": _("Vul een dag in.")}
    )
    decides_after_weeks = number(
        _("Hoeveel weken na de sluitingsdatum is er een besluit?"),
        most=52,
        required=False,
        help_text=_("Leeg: dat staat niet vast."),
    )
    in_tranches = forms.BooleanField(
        label=_("Verdeel het geld van het jaar gelijk over deze rondes"),
        help_text=_("Wat in een ronde overblijft, gaat naar de volgende."),
        required=False,
    )
    work_area = choice(_("Voor welk gebied?"), nothing=_("Voor alle gebieden"))

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].queryset = areas_of(fund, on=clock.today())  # type: ignore[attr-defined]

    def clean_closing_days(self) -> list[Any]:
        reads, found = NearDayField(), []
        for line in self.cleaned_data["closing_days"].splitlines():
            if line.strip():
                try:
                    found.append(reads.clean(line.strip()))
                except forms.ValidationError as wrong:
                    raise forms.ValidationError(
                        _("“%(line)s” is geen datum. Schrijf het zo: 1-3-2027."), params={"line": line.strip()[:40]}
                    ) from wrong
        if len(found) > MOST_CLOSING_DAYS:
            raise forms.ValidationError(_("Dat zijn er te veel in één keer: ten hoogste twaalf."))
        return found

    def clean_decides_after_weeks(self) -> int:
        return self.cleaned_data["decides_after_weeks"] or 0

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        days, opens = values.get("closing_days"), values.get("opens_on")
        if days and opens and min(days) < opens:
            self.add_error("closing_days", _("De eerste sluitingsdatum ligt voor de eerste dag om aan te vragen."))
        return values


class WhyForm(Form):
    reason = TextField(
        label=_("Waarom gaat deze ronde niet door?"),
        help_text=_("Wie aanvroeg, leest dit."),
        longest=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom.")},
    )
