"""What somebody fills in to set up a fund."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.models import Fund, FundKind
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form, LineField, TextField, ThingsField

ONE_POT, EACH_AREA = "samen", "per-gebied"


class FundForm(Form):
    """What it is for, and for which areas."""

    name = LineField(
        label=_("Hoe heet het budget?"),
        help_text=_("Bijvoorbeeld: Wijk aan zet."),
        longest=120,
        error_messages={"required": _("Geef het budget een naam.")},
    )
    what_for = TextField(
        label=_("Waar is het voor?"),
        help_text=_("Inwoners lezen dit. Noem een paar voorbeelden: een straatfeest, een opruimdag, sport."),
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op waar het budget voor is.")},
    )
    kind = forms.ChoiceField(
        label=_("Wat voor budget is het?"),
        help_text=_("Dit is een naam voor het overzicht. Aan de regels verandert het niets."),
        choices=FundKind.choices,
        widget=forms.RadioSelect,
        initial=FundKind.INITIATIVES,
    )
    divided = forms.ChoiceField(
        label=_("Hoe is het geld verdeeld?"),
        choices=[
            (ONE_POT, _("Eén budget voor alle gebieden samen")),
            (EACH_AREA, _("Elk gebied heeft zijn eigen budget")),
        ],
        widget=forms.RadioSelect,
        initial=ONE_POT,
    )
    work_areas = ThingsField(
        queryset=WorkArea.objects.none(),
        label=_("Voor welke gebieden?"),
        help_text=_("Kies er geen als het voor de hele gemeente is."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fund: Fund | None = None, **kwargs: Any) -> None:
        if fund is not None:
            kwargs.setdefault("initial", self.initial_of(fund))
        super().__init__(*args, **kwargs)
        offered = areas.work_areas(clock.today())
        if fund is not None:
            offered = (offered | WorkArea.objects.filter(pk__in=fund.work_areas.values("pk"))).distinct()
        self.fields["work_areas"].queryset = offered.order_by("name")  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(fund: Fund) -> dict[str, Any]:
        return {
            "name": fund.name,
            "what_for": fund.purpose,
            "kind": fund.kind,
            "divided": EACH_AREA if fund.per_area else ONE_POT,
            "work_areas": list(fund.work_areas.values_list("pk", flat=True)),
            "version": fund.version,
        }

    @property
    def values(self) -> dict[str, Any]:
        """Under the names of the operation."""
        values = dict(self.cleaned_data)
        values["per_area"] = values.pop("divided") == EACH_AREA
        values["purpose"] = values.pop("what_for")
        return values


class CategoryForm(Form):
    """A sort of initiative."""

    name = LineField(
        label=_("Waar vragen mensen geld voor?"),
        help_text=_("Bijvoorbeeld: straatfeest, groen, sport voor kinderen."),
        longest=80,
        error_messages={"required": _("Geef de soort een naam.")},
    )
