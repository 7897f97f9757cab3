"""What people fill in about who helps, about the rota and about gardens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities import queries as facilities
from wijkwerk.domain.facilities.models import Facility, FunctionKind, Rhythm, Weekday
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.models import Half, Method, Participant, ParticipantKind, Shift, ShiftPlace
from wijkwerk.domain.workshop.models.participants import Availability
from wijkwerk.domain.workshop.models.shifts import MOST_PLACES
from wijkwerk.domain.workshop.operations.participants import MOST_HALVES
from wijkwerk.domain.workshop.queries import participants, shifts
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField, TimeField

WHY = _(
    "Wij vragen dit om werk te vinden dat bij iemand past. Alleen de gastheer of gastvrouw leest het. "
    "Vraag niet naar ziekte, schulden of inkomen."
)
NOON, EVENING = time(12, 30), time(18)


def halves_open(workshop: Facility) -> list[tuple[str, str]]:
    """The half-days of a week on which the place is open; all of them when it has no hours."""
    found = set()
    for row in facilities.hours_of(workshop):
        found |= {(row.weekday, Half.MORNING)} if row.from_time < NOON else set()
        found |= {(row.weekday, Half.AFTERNOON)} if row.from_time < EVENING and row.until_time > NOON else set()
        found |= {(row.weekday, Half.EVENING)} if row.until_time > EVENING else set()
    return [
        (f"{day.value}-{half.value}", f"{day.label} {half.label}")
        for day in Weekday
        for half in Half
        if not found or (day.value, half) in found
    ]


class HalvesField(forms.MultipleChoiceField):
    """Half-days of the week, as pairs of a weekday and a half."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def offer(self, workshop: Facility, chosen: Any) -> None:
        """Those that it is open, and those that were chosen before it closed then."""
        names = {f"{day.value}-{half.value}": f"{day.label} {half.label}" for day in Weekday for half in Half}
        shown = halves_open(workshop)
        known = {value for value, _name in shown}
        self.choices = [*shown, *((value, names[value]) for value in chosen or () if value not in known)]

    def clean(self, value: Any) -> Any:
        return [(int(day), half) for day, _dash, half in (each.partition("-") for each in super().clean(value))]


def halves_of(availability: list[Availability]) -> list[str]:
    return [f"{one.weekday}-{one.half}" for one in availability]


class ParticipantForm(Form):
    """One short form. At the desk of a volunteer without the arrangement, which the host alone knows."""

    purpose = WHY
    talents = LineField(longest=300, required=False, label=_("Wat kan of doet iemand graag, in eigen woorden?"))
    can = ThingsField(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple, label=_("Kan dit"),
    )  # fmt: skip
    wants = ThingsField(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple, label=_("Wil dit leren"),
    )  # fmt: skip
    halves = HalvesField(label=_("Wanneer kan iemand komen?"))
    most_halves = forms.IntegerField(
        min_value=0, max_value=MOST_HALVES, initial=2, label=_("Hoeveel dagdelen per week, hooguit?")
    )
    kind = forms.ChoiceField(choices=ParticipantKind, initial=ParticipantKind.VOLUNTEER, label=_("Werkt mee als"))
    organisation: Any = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Via welke organisatie?"), empty_label=_("Uit zichzelf")
    )
    agreed = forms.BooleanField(
        required=False, label=_("Ik vertelde wat wij bewaren en hoe lang, en deze persoon vindt dat goed")
    )

    def __init__(self, *args: Any, workshop: Facility, knows_kind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["halves"].offer(workshop, self.initial.get("halves"))  # type: ignore[attr-defined]
        for name in ("can", "wants"):
            self.fields[name].queryset = participants.skills(workshop)  # type: ignore[attr-defined]
        if knows_kind:
            self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        else:
            del self.fields["kind"], self.fields["organisation"]


def values_of(participant: Participant) -> dict[str, Any]:
    rows = list(participant.skills.all())
    return {
        "talents": participant.talents,
        "can": [row.skill_id for row in rows if not row.wants_to_learn],
        "wants": [row.skill_id for row in rows if row.wants_to_learn],
        "halves": halves_of(list(participant.availability.all())),
        "most_halves": participant.most_halves,
        "kind": participant.kind,
        "organisation": participant.organisation_id,
        "agreed": participant.agreed_on is not None,
    }


class AvailabilityForm(Form):
    """What a participant says of the own time."""

    halves = HalvesField(label=_("Wanneer kunt u komen?"))
    most_halves = forms.IntegerField(
        min_value=0, max_value=MOST_HALVES, label=_("Hoeveel dagdelen per week wilt u hooguit?")
    )

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["halves"].offer(workshop, self.initial.get("halves"))  # type: ignore[attr-defined]


class StopForm(Form):
    until_on = DayField(label=_("Eerste dag dat iemand er niet meer is"))


class SkillForm(Form):
    name = LineField(longest=60, label=_("Naam van de vaardigheid"))


class LearnedForm(Form):
    """It stands on the certificate."""

    skill: Any = forms.ModelChoiceField(queryset=None, label=_("Wat kan iemand nu?"), empty_label=None)
    learned_by = LineField(longest=200, label=_("Bij welk werk geleerd?"))
    learned_on = DayField(label=_("Wanneer"))

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = participants.skills(participant.facility)  # type: ignore[attr-defined]


class InviteForm(Form):
    purpose = _("Wij sturen de uitnodiging naar dit adres. Het staat in geen lijst.")
    email = forms.EmailField(max_length=200, label=_("E-mailadres"))


class ThanksForm(Form):
    words = TextField(longest=2000, label=_("Uw eigen woorden"))


class PeriodForm(Form):
    """From a day until and with a day, as people say it."""

    van = DayField(required=False, label=_("Van"))
    tot = DayField(required=False, label=_("Tot en met"))


# ── The rota ───────────────────────────────────────────────────────────────────────────────────────────────────────
class ShiftForm(Form):
    name = LineField(longest=80, label=_("Naam van de dienst"))
    function = forms.ChoiceField(choices=FunctionKind, label=_("Waarvoor"))
    on = DayField(label=_("Dag"))
    from_time = TimeField(label=_("Van"))
    until_time = TimeField(label=_("Tot"))
    capacity = forms.IntegerField(
        min_value=1, max_value=MOST_PLACES, initial=2, label=_("Hoeveel mensen zijn er nodig?")
    )
    words = LineField(longest=300, required=False, label=_("Wat is er te doen, waar komt iemand?"))


class ChangeShiftForm(ShiftForm):
    function = None  # type: ignore[assignment]


def values_of_shift(shift: Any) -> dict[str, Any]:
    from_at, until_at = clock.dutch(shift.from_at), clock.dutch(shift.until_at)
    return {
        "name": shift.name,
        "function": shift.function,
        "on": from_at.date(),
        "from_time": from_at.time(),
        "until_time": until_at.time(),
        "capacity": shift.capacity,
        "words": shift.words,
    }


class ChangeSeriesForm(ShiftForm):
    on = None  # type: ignore[assignment]


class SeriesForm(ChangeSeriesForm):
    weekday = forms.TypedChoiceField(choices=Weekday, coerce=int, label=_("Dag van de week"))
    rhythm = forms.ChoiceField(choices=Rhythm, label=_("Hoe vaak"))
    from_on = DayField(label=_("Vanaf"))
    until_on = DayField(required=False, label=_("Tot (de eerste dag dat het niet meer is)"))
    also_when_closed = forms.BooleanField(required=False, label=_("Ook op feestdagen en als de plek dicht is"))
    field_order = [
        "name", "function", "weekday", "rhythm", "from_time", "until_time", "capacity", "from_on", "until_on", "words",
    ]  # fmt: skip


class BecauseForm(Form):
    because = LineField(longest=200, label=_("Waarom? Wie het aangaat, leest dit."))


class SecondPlotForm(Form):
    second_because = LineField(longest=200, label=_("Waarom krijgt deze persoon een tweede perceel in de buurt?"))


class EndSeriesForm(BecauseForm):
    until_on = DayField(label=_("Eerste dag dat de reeks niet meer is"))
    field_order = ["until_on", "because"]


class WhoComes(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """Says with a name that somebody has another shift then."""

    busy: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj: Any) -> str:
        other = self.busy.get(obj.pk)
        return _("%(name)s (heeft dan al %(shift)s)") % {"name": obj.name, "shift": other} if other else obj.name


class SignUpForm(Form):
    """Who comes: those who take part here, and for work in the garden those who have a plot."""

    resident = WhoComes(queryset=None, label=_("Wie komt er?"), empty_label=_("Kies iemand"))

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["resident"]
        field.busy = shifts.busy_then(shift)
        field.queryset = shifts.candidates(shift)


class TimesForm(Form):
    came_time = TimeField(label=_("Gekomen om"))
    left_time = TimeField(label=_("Weggegaan om"))


def values_of_times(place: ShiftPlace) -> dict[str, Any]:
    """What is known already; nothing that is not."""
    return {
        "came_time": clock.dutch(place.came_at).time() if place.came_at else None,
        "left_time": clock.dutch(place.left_at).time() if place.left_at else None,
    }


# ── Gardens ────────────────────────────────────────────────────────────────────────────────────────────────────────
class PlotsForm(Form):
    count = forms.IntegerField(min_value=1, max_value=200, label=_("Hoeveel percelen?"))
    square_metres = forms.IntegerField(min_value=1, max_value=32_000, label=_("Vierkante meter per perceel"))
    words = LineField(longest=200, required=False, label=_("Bijzonderheden (verhoogd, in de zon, bij het water)"))


class PlotForm(Form):
    square_metres = forms.IntegerField(min_value=1, max_value=32_000, label=_("Vierkante meter"))
    words = LineField(longest=200, required=False, label=_("Bijzonderheden (verhoogd, in de zon, bij het water)"))
    out_because = LineField(longest=200, required=False, label=_("Wordt nu niet uitgegeven, omdat"))


class SeasonForm(Form):
    year = forms.IntegerField(min_value=2000, max_value=2100, label=_("Jaar"))
    from_on = DayField(label=_("Eerste dag"))
    until_on = DayField(label=_("Eerste dag dat het seizoen voorbij is"))
    contribution_cents = MoneyField(required=False, label=_("Bijdrage voor één perceel"))

    def clean_contribution_cents(self) -> int:
        return self.cleaned_data["contribution_cents"] or 0

    @classmethod
    def usual(cls, on: date) -> dict[str, Any]:
        year = on.year if on.month < 11 else on.year + 1
        return {"year": year, "from_on": date(year, 3, 1), "until_on": date(year, 11, 1)}


class PlotPaymentForm(Form):
    amount_cents = MoneyField(label=_("Bedrag"))
    method = forms.ChoiceField(choices=Method, label=_("Hoe"))
