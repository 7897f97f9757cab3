"""What somebody fills in about rounds and what was done on them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.workshop.forms.bicycles import HelperField, helpers_of, whole
from wijkwerk.domain.workshop.models import Calling, Half, Round, RoundKind
from wijkwerk.domain.workshop.operations.rounds import Place
from wijkwerk.domain.workshop.queries import participants
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField

_SPOT = re.compile(r"^(?P<words>.*?)\s*[;|@]\s*(?P<lat>-?\d{1,2}[.,]\d+)\s*[ ,;]\s*(?P<lon>-?\d{1,3}[.,]\d+)\s*$")
LONGEST_ROUTE = 8_000


class StopsField(TextField):
    """A stop on each line, with its place on the map behind it where that is known: `Pad 1; 53.0123 6.9456`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=LONGEST_ROUTE, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value)).split("\n") if line.strip()]
        return [self._place(line) for line in lines]

    def _place(self, line: str) -> Place:
        found = _SPOT.match(line)
        if found is None:
            return Place(line[:120])
        lat, lon = (float(found[name].replace(",", ".")) for name in ("lat", "lon"))
        if not found["words"] or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise forms.ValidationError(
                _("Deze plek klopt niet: %(line)s. Schrijf eerst waar het is, en dan de plek op de kaart."),
                params={"line": line[:80]},
            )
        return Place(found["words"][:120], lat, lon)

    @staticmethod
    def written(stops: Any) -> str:
        return "\n".join(
            stop.words if stop.lat is None else f"{stop.words}; {stop.lat:.6f} {stop.lon:.6f}" for stop in stops
        )


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the partners; a number that no database holds is no choice."""

    def to_python(self, value: Any) -> Any:
        if len(str(value or "")) > 18:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


class RoundForm(Form):
    """A round: for whom, what, along which stops, how often."""

    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef de ronde een naam.")})
    organisation = OrganisationField(
        queryset=None, label=_("Voor welke partner?"), empty_label=_("Kies"), error_messages={"required": _("Kies.")}
    )
    kind = forms.ChoiceField(label=_("Wat voor werk?"), choices=RoundKind)
    about = TextField(label=_("Wat moet er gebeuren?"), longest=2_000, required=False)
    calling = forms.ChoiceField(label=_("Hoe vaak?"), choices=Calling)
    from_on = DayField(
        label=_("Eerste keer"), initial=clock.today, help_text=_("Deze dag bepaalt ook op welke dag van de week.")
    )
    until_on = DayField(label=_("Tot"), required=False, help_text=_("De eerste dag dat de ronde niet meer loopt."))
    half = forms.ChoiceField(label=_("Dagdeel"), choices=Half)
    minutes = whole(_("Hoeveel minuten duurt het ongeveer?"), least=15, most=240, initial=120)
    people_needed = forms.TypedChoiceField(
        label=_("Met hoeveel mensen?"), coerce=int, choices=[(1, _("één")), (2, _("twee"))], initial=2
    )
    skills = ThingsField(
        queryset=None, label=_("Wat moet iemand kunnen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    stops = StopsField(
        label=_("Route: elke plek op een eigen regel"),
        help_text=_("Met de plek op de kaart erachter als u die weet, zo: Achterpad Lindelaan; 52.99210 6.95030"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Zet minstens één plek op de route.")},
    )

    def __init__(self, *args: Any, workshop: Facility, changed: Round | None = None, **kwargs: Any) -> None:
        if changed is not None:
            names = (
                "name", "organisation", "kind", "about", "calling", "from_on", "until_on", "half", "minutes",
                "people_needed",
            )  # fmt: skip
            initial = {name: getattr(changed, name) for name in names}
            initial |= {"skills": changed.skills.all(), "stops": StopsField.written(changed.stops.all())}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.organisations(work_area=workshop.work_area)  # type: ignore[attr-defined]
        self.fields["skills"].queryset = participants.skills(workshop)  # type: ignore[attr-defined]


class FrostForm(Form):
    """On which day it freezes."""

    on = DayField(label=_("Voor welke dag?"), initial=clock.today)


class StopForm(Form):
    """What became of a stop."""

    is_done = forms.TypedChoiceField(
        label=_("Is het gedaan?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee"))],
        coerce=lambda word: word == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of het is gedaan.")},
    )
    not_done_because = LineField(
        label=_("Waarom niet?"), longest=200, required=False, help_text=_("De partner leest dit. Noem geen namen.")
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("Geen mensen en geen huisnummers op de foto."),
    )


class RoundWorkForm(Form):
    """Who walked, and how long."""

    participant = HelperField(label=_("Wie liep mee?"), error_messages={"required": _("Kies wie meeliep.")})
    minutes = whole(_("Hoeveel minuten?"), least=1, most=720, initial=120)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]


class ReportForm(Form):
    """The report to the partner."""

    walked_by = LineField(
        label=_("Wie liepen er? Alleen voornamen"),
        longest=200,
        required=False,
        help_text=_("De partner leest dit. Leeg laten mag."),
    )
