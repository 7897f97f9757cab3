"""What a person draws or fills in about a photo."""

from __future__ import annotations

import json
import math
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.forms import Form

GRID = 3  # a photo in three by three


class BlackOutForm(Form):
    """Which parts become black: boxes that were drawn, cells of a grid, or four numbers."""

    boxes = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    cells = forms.MultipleChoiceField(
        label=_("Vakken van de foto"), required=False, widget=forms.CheckboxSelectMultiple
    )
    left = forms.FloatField(label=_("Van links (%)"), required=False, min_value=0, max_value=100)
    top = forms.FloatField(label=_("Van boven (%)"), required=False, min_value=0, max_value=100)
    width = forms.FloatField(label=_("Breedte (%)"), required=False, min_value=0, max_value=100)
    height = forms.FloatField(label=_("Hoogte (%)"), required=False, min_value=0, max_value=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        down, across = (_("boven"), _("midden"), _("onder")), (_("links"), _("midden"), _("rechts"))
        self.fields["cells"].choices = [  # type: ignore[attr-defined]
            (f"{row}{column}", f"{down[row]} {across[column]}") for row in range(GRID) for column in range(GRID)
        ]

    def clean_boxes(self) -> list[tuple[float, float, float, float]]:
        try:
            drawn = [tuple(float(part) for part in box) for box in json.loads(self.cleaned_data["boxes"] or "[]")]
        except (ValueError, TypeError):
            drawn = [()]
        if any(len(box) != 4 or not all(math.isfinite(part) for part in box) for box in drawn) or len(drawn) > 50:
            raise forms.ValidationError(_("De vakken kwamen niet goed over. Teken ze opnieuw."))
        return drawn  # type: ignore[return-value]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        numbers = [values.get(name) for name in ("left", "top", "width", "height")]
        if any(number is not None for number in numbers) and any(number is None for number in numbers):
            self.add_error("left", _("Vul alle vier de getallen in, of geen."))
        return values

    @property
    def all_boxes(self) -> list[tuple[float, float, float, float]]:
        """Everything together, as parts of 1."""
        values = self.cleaned_data
        part = 1 / GRID
        found = [*values["boxes"], *((int(c[1]) * part, int(c[0]) * part, part, part) for c in values["cells"])]
        if values["left"] is not None:
            found.append(tuple(values[name] / 100 for name in ("left", "top", "width", "height")))
        return found
