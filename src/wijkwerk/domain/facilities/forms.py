"""What somebody fills in about a facility."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.facilities import queries
from wijkwerk.domain.facilities.models import Facility, FacilityKind, FunctionKind, Rhythm, Weekday
from wijkwerk.domain.facilities.queries import Span
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access.policy import Reach
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, TimeField, choice

NAME, PHONE, REASON = 120, 40, 200
SPANS = 2  # a day may have a break
LABELS = ((_("van"), _("tot")), (_("en van"), _("tot")))


class FacilityFilter(Form):
    """Which places are shown."""

    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *FacilityKind.choices]
    )
    waarvoor = forms.ChoiceField(label=_("Waarvoor"), required=False, choices=[("", _("Alles")), *FunctionKind.choices])
    gebied = choice(_("Gebied"), nothing=_("Alle gebieden"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(on)  # type: ignore[attr-defined]


class FacilityForm(Form):
    """A place: what it is, where it is, how to reach it."""

    kind = forms.ChoiceField(label=_("Soort"), choices=FacilityKind.choices)
    name = LineField(label=_("Naam"), longest=NAME)
    work_area = choice(_("In welk gebied?"), required=True, nothing=None)
    about = TextField(label=_("Wat is het voor plek?"), required=False, longest=2_000)
    how_to_get_in = TextField(
        label=_("Hoe komt u binnen?"),
        help_text=_("Denk aan drempels, een lift, een invalidentoilet en waar een scootmobiel kan staan."),
        required=False,
        longest=1_000,
    )
    address = LineField(label=_("Adres"), required=False)
    phone = LineField(label=_("Telefoon"), longest=PHONE, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = areas.work_areas(on)
        if not reach.everywhere:
            where = where.filter(pk__in=reach.area_ids)
        self.fields["work_area"].queryset = where  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if (values.get("lat") is None) != (values.get("lon") is None):
            values["lat"] = values["lon"] = None
        return values


class HoursForm(Form):
    """A week: for each day from and until, and a second time for after a break. An empty day is closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            for part in range(SPANS):
                for end, words in zip(("from", "until"), LABELS[part], strict=True):
                    self.fields[f"d{weekday.value}_{part}_{end}"] = TimeField(label=words, required=False)

    @staticmethod
    def start(hours: Mapping[int, list[Span]]) -> dict[str, time]:
        """What the fields begin with."""
        found = {}
        for weekday, spans in hours.items():
            for part, span in enumerate(spans[:SPANS]):
                found[f"d{weekday}_{part}_from"], found[f"d{weekday}_{part}_until"] = span
        return found

    def days(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """The fields as rows: the name of the day, and its pairs of fields."""
        return [
            (
                str(weekday.label),
                [
                    (self[f"d{weekday.value}_{part}_from"], self[f"d{weekday.value}_{part}_until"])
                    for part in range(SPANS)
                ],
            )
            for weekday in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        hours: dict[int, list[Span]] = {}
        for weekday in Weekday:
            for part in range(SPANS):
                name = f"d{weekday.value}_{part}_"
                opens, closes = values.get(f"{name}from"), values.get(f"{name}until")
                if opens and closes:
                    hours.setdefault(weekday.value, []).append(Span(opens, closes))
                elif opens or closes:
                    missing = "until" if opens else "from"
                    self.add_error(f"{name}{missing}", _now("Vul van én tot in, of laat allebei leeg."))
        self.hours = hours
        return values


class ClosureForm(Form):
    """Closed for a while."""

    from_on = DayField(label=_("Dicht vanaf"))
    until_on = DayField(label=_("Weer open op"))
    reason = LineField(label=_("Waarom?"), help_text=_("Bezoekers lezen dit."), longest=REASON)


class FunctionForm(Form):
    """Something that people can come for."""

    kind = forms.ChoiceField(label=_("Waarvoor kunnen mensen komen?"), choices=FunctionKind.choices)
    name = LineField(label=_("Eigen naam"), help_text=_("Als het hier anders heet."), required=False, longest=80)
    about = TextField(label=_("Uitleg voor bezoekers"), required=False, longest=1_000)
    organisation = choice(_("Welke organisatie doet dit?"))
    person = choice(_("Wie is het aanspreekpunt?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.people()  # type: ignore[attr-defined]


class EndForm(Form):
    """The first day that it is over."""

    until_on = DayField(label=_("Eerste dag dat het er niet meer is"))


class RoomForm(Form):
    """A room."""

    name = LineField(label=_("Naam"), longest=80)
    seats = forms.IntegerField(label=_("Aantal plaatsen"), required=False, min_value=1, max_value=5_000)
    is_step_free = forms.BooleanField(label=_("Zonder drempels te bereiken"), required=False)


class OfficeHourForm(Form):
    """A walk-in hour. What cannot change afterwards, its rhythm and first day, is asked once."""

    purpose = _("Bezoekers lezen wie het spreekuur houdt. Vul alleen mensen in die dat voor hun werk doen.")

    theme = LineField(label=_("Waarover?"), longest=NAME)
    about = TextField(label=_("Uitleg voor bezoekers"), required=False, longest=1_000)
    rhythm = forms.ChoiceField(label=_("Hoe vaak?"), choices=Rhythm.choices)
    from_on = DayField(
        label=_("Eerste keer"), help_text=_("Deze dag bepaalt op welke dag van de week het spreekuur is.")
    )
    from_time = TimeField(label=_("Van"))
    until_time = TimeField(label=_("Tot"))
    room = choice(_("Ruimte"))
    organisation = choice(_("Van welke organisatie?"))
    person = choice(_("Door wie?"))
    why_here = TextField(
        label=_("Waarom juist hier?"), help_text=_("Alleen voor medewerkers."), required=False, longest=1_000
    )

    def __init__(self, *args: Any, facility: Facility, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = queries.rooms_of(facility)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.people()  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["rhythm"], self.fields["from_on"]


class HeldForm(Form):
    """How it went on a day."""

    on = DayField(label=_("Dag"))
    visitors = forms.IntegerField(label=_("Hoeveel mensen kwamen er?"), required=False, min_value=0, max_value=1_000)
    not_held_because = LineField(label=_("Ging het niet door? Waarom niet?"), required=False, longest=REASON)
