"""What an administrator fills in for a key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.roles import Role, roles_that_can_be_given
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, ThingsField

A_YEAR = timedelta(days=365)


class KeyForm(Form):
    """Which program, what it may, where, and until when."""

    name = LineField(
        label=_("Welk programma?"),
        longest=120,
        help_text=_("Bijvoorbeeld: Zaaksysteem. Schrijf hier geen naam van een mens."),
    )
    roles = forms.TypedMultipleChoiceField(
        label=_("Wat mag het?"),
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Een sleutel mag wat een mens met deze rol mag."),
    )
    work_areas = ThingsField(
        label=_("Waar?"),
        queryset=WorkArea.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    everywhere = forms.BooleanField(label=_("In de hele gemeente"), required=False)
    expires_on = DayField(label=_("Tot en met welke dag?"), help_text=_("Hooguit twee jaar."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            (role.value, policy.name_of(role)) for role in roles_that_can_be_given()
        ]
        self.fields["work_areas"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = clock.today() + A_YEAR

    def clean(self) -> dict[str, Any]:
        """The whole municipality is chosen outright: what was forgotten must not open more."""
        values = super().clean() or self.cleaned_data
        if bool(values.get("everywhere")) == bool(values.get("work_areas")):
            self.add_error("work_areas", _("Kies gebieden, of kies de hele gemeente."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "everywhere"}
