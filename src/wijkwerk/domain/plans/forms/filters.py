"""A filter that several parts of the plans share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form


class AreaAndYearFilter(Form):
    """Of one area, of one year; a subclass says which `years` there are."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    jaar = forms.TypedChoiceField(label=_("Jaar"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["jaar"].choices = [("", _("Alle")), *((year, str(year)) for year in self.years())]  # type: ignore[attr-defined]

    def years(self) -> list[int]:
        raise NotImplementedError

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {"work_area": values.get("gebied"), "year": values.get("jaar")}
