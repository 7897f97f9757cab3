"""What somebody fills in about an experiment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.insights import queries
from wijkwerk.domain.insights.models import Outcome
from wijkwerk.domain.people import queries as people
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField

NO_NAMES = _("Iedereen leest dit. Noem geen namen of andere gegevens van bewoners.")


class ExperimentFilter(Form):
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("Alle")), ("loopt", _("Loopt")), ("klaar", _("Er is over besloten"))],
        required=False,
    )
    gebied = forms.ModelChoiceField(None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {"state": values.get("stand", ""), "work_area": values.get("gebied")}


class ExperimentForm(Form):
    """What is tried, where, why, and how we see whether it works."""

    title = LineField(label=_("Naam"), longest=160, error_messages={"required": _("Geef de proef een naam.")})
    tries = TextField(
        label=_("Wat proberen wij?"), help_text=NO_NAMES, error_messages={"required": _("Schrijf op wat u probeert.")}
    )
    why = TextField(
        label=_("Waarom?"),
        help_text=_("Wat willen wij bereiken, of wat werkt nu niet?"),
        error_messages={"required": _("Schrijf op waarom u dit probeert.")},
    )
    measures = TextField(
        label=_("Hoe zien wij of het werkt?"), help_text=_("Wat tellen, vragen of bekijken wij?"), required=False
    )
    work_areas = ThingsField(
        queryset=None,
        label=_("Waar?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één gebied.")},
    )
    from_on = DayField(label=_("Eerste dag"))
    until_on = DayField(label=_("Laatste dag"), required=False)
    organisation = forms.ModelChoiceField(None, label=_("Met welke organisatie?"), required=False, empty_label="–")  # type: ignore[var-annotated]
    items = ThingsField(
        queryset=None,
        label=_("Bij welke projecten hoort het?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_areas"].queryset = queries.areas_kept_by(actor)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        self.fields["items"].queryset = queries.items_for(actor)  # type: ignore[attr-defined]
        self.fields["items"].label_from_instance = lambda item: f"{item.agenda.work_area} {item.agenda.year}: {item}"  # type: ignore[attr-defined]


class NoteForm(Form):
    on = DayField(label=_("Dag"))
    text = TextField(label=_("Wat zag u?"), help_text=NO_NAMES, error_messages={"required": _("Schrijf op wat u zag.")})


class DecideForm(Form):
    """What becomes of it."""

    outcome = forms.ChoiceField(label=_("Hoe gaat het verder?"), choices=Outcome.choices, widget=forms.RadioSelect)
    learnt = TextField(
        label=_("Wat hebben wij geleerd?"),
        help_text=_("Ook als het niet werkte."),
        error_messages={"required": _("Schrijf op wat u hebt geleerd, ook als het niet werkte.")},
    )
    because = TextField(label=_("Waarom?"), error_messages={"required": _("Schrijf op waarom.")})
