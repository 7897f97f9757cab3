"""What the host fills in for the reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.queries import reach as queries
from wijkwerk.foundation.kit.forms import DayField, Form, LineField

MOST_DAYS = 366 * 10


class PeriodFilter(Form):
    """From a day up to and with a day."""

    van = DayField(label=_("Van"), required=False)
    tot_en_met = DayField(label=_("Tot en met"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.from_on, self.until_on = date(today.year, 1, 1), today + timedelta(days=1)
        kwargs.setdefault("initial", {"van": self.from_on, "tot_en_met": today})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        from_on = values.get("van") or self.from_on
        until_on = values["tot_en_met"] + timedelta(days=1) if values.get("tot_en_met") else self.until_on
        if until_on <= from_on:
            self.add_error("tot_en_met", _now("De laatste dag ligt voor de eerste. Draai ze om."))
        elif (until_on - from_on).days > MOST_DAYS:
            self.add_error("van", _now("Kies een periode van hooguit tien jaar."))
        else:
            self.from_on, self.until_on = from_on, until_on
        return values


class GoalForm(Form):
    """A goal of the workshop."""

    name = LineField(label=_("Wat wilt u bereiken?"), longest=160)
    functions = forms.MultipleChoiceField(
        label=_("Waarmee werkt u hieraan?"), choices=FunctionKind.choices, widget=forms.CheckboxSelectMultiple
    )


class KeyForm(Form):
    name = LineField(label=_("Welke sleutel, code of welk wachtwoord?"), longest=80)


class HolderForm(Form):
    """Who has a key: an employee or somebody who takes part."""

    purpose = _("Om te weten of alles doorgaat als iemand er niet is.")
    holder = forms.ChoiceField(label=_("Wie heeft deze?"))

    def __init__(self, *args: Any, workshop: Facility, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, participants = queries.who_can_have_a_key(workshop, on=on)
        self._people = {f"p{one.pk}": one for one in people}
        self._participants = {f"d{one.pk}": one for one in participants}
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            (_now("Medewerkers"), [(key, one.name) for key, one in self._people.items()]),
            (_now("Vrijwilligers en deelnemers"), [(key, str(one)) for key, one in self._participants.items()]),
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        value = self.cleaned_data["holder"]
        return {"person": self._people.get(value), "participant": self._participants.get(value)}
