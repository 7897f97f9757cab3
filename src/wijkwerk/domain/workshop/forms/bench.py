"""What somebody fills in to use a bench. Names of fields are those of the operations' arguments, but for the time."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.bicycles import NO_NAMES, HelperField, helpers_of
from wijkwerk.domain.workshop.forms.repairs import ListedField
from wijkwerk.domain.workshop.forms.who import WhoForm
from wijkwerk.domain.workshop.queries import bench as queries
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField

SENSIBLE = range(2000, 2200)  # years


class ClockField(forms.TimeField):
    """A time of the day."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid": _("Dit is geen tijd. Schrijf de tijd als 14:30."), "required": _("Vul een tijd in.")}
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], error_messages=messages, **kwargs)


class DayForm(Form):
    """Which day."""

    dag = DayField(label=_("Dag"), required=False)

    @property
    def day(self) -> date:
        """The day that was asked for, as far as somebody could mean it."""
        chosen = self.cleaned_data.get("dag") if self.is_valid() else None
        return chosen if chosen is not None and chosen.year in SENSIBLE else clock.today()


class BookForm(WhoForm):
    """A bench by the hour, with somebody who helps."""

    who_label = _("Wie komt er klussen?")
    bench = ListedField(
        label=_("Welke werkbank?"), empty_label=None, error_messages={"required": _("Kies een werkbank.")}
    )
    on = DayField(label=_("Dag"), error_messages={"required": _("Kies een dag.")})
    from_time = ClockField(label=_("Van"))
    until_time = ClockField(label=_("Tot"))
    helper = HelperField(label=_("Wie helpt?"), required=False, empty_label=_("Niemand"))
    makes = LineField(label=_("Wat gaat iemand maken?"), help_text=NO_NAMES, longest=200, required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bench"].queryset = queries.benches(self.workshop)  # type: ignore[attr-defined]
        self.fields["helper"].queryset = helpers_of(self.workshop)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on.year not in SENSIBLE:
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return on

    @property
    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        on = values.pop("on")
        for name in ("from", "until"):
            values[f"{name}_at"] = datetime.combine(on, values.pop(f"{name}_time"), tzinfo=clock.AMSTERDAM)
        return values


class HelperForm(Form):
    """Who helps."""

    helper = HelperField(label=_("Wie helpt?"), required=False, empty_label=_("Niemand"))

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]
