"""What somebody fills in about the plan of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.workshop.models import Half, PlannedWork
from wijkwerk.domain.workshop.planner.week import HalfDay
from wijkwerk.domain.workshop.queries import participants
from wijkwerk.domain.workshop.queries.planning import half_in_words
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, ThingsField


class WeekForm(Form):
    """Which week."""

    week = DayField(required=False)

    @property
    def on(self) -> date:
        """A day in the week that is asked for; without one today, and at the weekend the Monday that comes."""
        asked = self.cleaned_data.get("week") if self.is_valid() else None
        today = clock.today()
        if isinstance(asked, date) and 2000 <= asked.year <= 2100:
            return asked
        return today if today.weekday() < 5 else today + timedelta(days=7 - today.weekday())


class HelpersField(ThingsField):
    """People by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.resident.name)


class MoveForm(Form):
    """Where work goes, and who does it."""

    when = forms.ChoiceField(
        label=_("Wanneer?"), widget=forms.RadioSelect, error_messages={"required": _("Kies een dagdeel.")}
    )
    participants = HelpersField(
        queryset=None,
        label=_("Wie doet het?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies wie het doet.")},
    )

    def __init__(self, *args: Any, work: PlannedWork, halves: Sequence[HalfDay], **kwargs: Any) -> None:
        chosen = [person.participant_id for person in work.people.all()]
        if work.weekday is not None:
            kwargs.setdefault("initial", {"when": f"{work.weekday}-{work.half}", "participants": chosen})
        super().__init__(*args, **kwargs)
        if work.run is not None:
            weekday = (work.run.on - work.plan.week_on).days
            halves = [HalfDay(weekday, half.value) for half in Half]
        choices = [(f"{at.weekday}-{at.half}", half_in_words(at.weekday, at.half)) for at in halves]
        self.fields["when"].choices = choices  # type: ignore[attr-defined]
        self.fields["participants"].queryset = participants.participants(  # type: ignore[attr-defined]
            work.facility, work.plan.week_on
        )

    @property
    def values(self) -> dict[str, Any]:
        weekday, _dash, half = self.cleaned_data["when"].partition("-")
        return {
            "weekday": int(weekday),
            "half": Half(half),
            "participants": list(self.cleaned_data["participants"]),
        }
