"""Findings: what must be done, by whom, before when; and what became of it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Finding, Inspection
from wijkwerk.domain.inspections.operations.findings import due_after
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.states import FindingState
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField


class FindingFilter(Form):
    """Which findings."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("Alle")), ("laat", _("Te laat")), *FindingState.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        area, state = values.get("gebied"), values.get("stand", "")
        return {
            "area_id": area.pk if area is not None else None,
            "state": "" if state == "laat" else state,
            "late_on": clock.today() if state == "laat" else None,
        }


class FindingForm(Form):
    """A line of the action list."""

    title = LineField(
        label=_("Wat moet er gebeuren?"),
        error_messages={"required": _("Schrijf in een paar woorden op wat er moet gebeuren.")},
    )
    description = TextField(
        label=_("Toelichting"), help_text=NO_NAMES, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = forms.ChoiceField(
        label=_("Wie zorgt ervoor?"),
        error_messages={
            "required": _("Kies wie ervoor zorgt: een persoon of een organisatie."),
            "invalid_choice": _("Kies iemand uit de lijst."),
        },
    )
    due_on = DayField(label=_("Uiterlijk op"), error_messages={"required": _("Kies voor wanneer het klaar is.")})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31)

    def __init__(self, *args: Any, work_area: WorkArea, finding: Finding | None = None, **kwargs: Any) -> None:
        if finding is not None:
            kwargs.setdefault("initial", {}).update(
                title=finding.title,
                description=finding.description,
                owner=_value_of(finding.owner),
                due_on=finding.due_on,
                version=finding.version,
            )
        super().__init__(*args, **kwargs)
        own_people = list(people.people(work_area=work_area, on=clock.today()))
        own_organisations = list(people.organisations(work_area=work_area))
        current = finding.owner if finding is not None else None
        if isinstance(current, Person) and current not in own_people:
            own_people.insert(0, current)
        if isinstance(current, Organisation) and current not in own_organisations:
            own_organisations.insert(0, current)
        self.found: dict[str, Any] = {_value_of(each): each for each in [*own_people, *own_organisations]}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies iemand")),
            (_("Organisaties"), [(_value_of(each), each.name) for each in own_organisations]),
            (_("Mensen"), [(_value_of(each), _named(each)) for each in own_people]),
        ]
        self.fields["due_on"].initial = due_after(clock.now())

    @property
    def deed(self) -> dict[str, Any]:
        """As arguments for the operation."""
        values = dict(self.cleaned_data)
        party = self.found.get(values.pop("owner"))
        return values | {
            "owner_person": party if isinstance(party, Person) else None,
            "owner_organisation": party if isinstance(party, Organisation) else None,
        }


class AddFindingForm(FindingForm):
    """A new line, at a spot or of the whole route."""

    spot = forms.TypedChoiceField(label=_("Bij welk punt?"), coerce=int, empty_value=None, required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "description", "spot", "owner", "due_on", "client_key")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, work_area=inspection.work_area, **kwargs)
        del self.fields["version"]
        self.spots = {each.pk: each for each in queries.spots_of(inspection)}
        self.fields["spot"].choices = [("", _("De hele route")), *((pk, str(each)) for pk, each in self.spots.items())]  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4

    @property
    def deed(self) -> dict[str, Any]:
        values = super().deed
        return values | {"spot": self.spots.get(values["spot"])}


class AnswerForm(Form):
    """What became of it."""

    state = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"),
        choices=[(FindingState.DONE, _("Het is gedaan")), (FindingState.NOT_DONE, _("Het gebeurt niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat ermee is gebeurd.")},
    )
    answer = TextField(
        label=_("Wat schrijft u aan wie meeliep?"),
        help_text=_("Gebeurt het niet? Dan staat hier waarom."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OpenAgainForm(Form):
    due_on = DayField(label=_("Uiterlijk op"), error_messages={"required": _("Kies voor wanneer het klaar is.")})


def _value_of(party: Any) -> str:
    if party is None:
        return ""
    return f"{'persoon' if isinstance(party, Person) else 'organisatie'}:{party.pk}"


def _named(person: Person) -> str:
    return f"{person.name} ({person.function})" if person.function else person.name
