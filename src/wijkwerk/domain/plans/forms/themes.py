"""What somebody fills in about themes of the municipality."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.models import MunicipalTheme
from wijkwerk.foundation.kit.forms import NO_NAMES, LineField, TextField, YearField


class ThemeForm(VersionedForm):
    """What the whole municipality works on."""

    title = LineField(
        label=_("Naam van het thema"), longest=120, error_messages={"required": _("Geef het thema een naam.")}
    )
    text = TextField(label=_("Waar gaat het om?"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    from_year = YearField(label=_("Eerste jaar"), first=1950, last=2150)
    until_year = YearField(
        label=_("Laatste jaar"), first=1950, last=2150, required=False, help_text=_("Leeg zolang het loopt.")
    )

    @classmethod
    def initial_of(cls, theme: MunicipalTheme) -> dict[str, Any]:
        return {name: getattr(theme, name) for name in cls.base_fields}


class ElaborationForm(VersionedForm):
    """What an area does with a theme."""

    text = TextField(
        label=_("Wat doet dit gebied ermee?"),
        help_text=NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Schrijf op wat dit gebied met het thema doet.")},
    )
