"""What somebody fills in about steps. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.models import PlannedStep
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, ThingsField

NO_RESIDENTS = _("Noem geen bewoners.")


class StepForm(Form):
    """What the step is, who does it, what it waits for."""

    purpose = _("Wij vragen wie de stap doet zodat iedereen weet bij wie zij moeten zijn.")
    name = LineField(label=_("Stap"), help_text=NO_RESIDENTS, error_messages={"required": _("Geef de stap een naam.")})
    owner = forms.ChoiceField(
        label=_("Wie doet het?"), required=False, error_messages={"invalid_choice": _("Kies iemand uit de lijst.")}
    )
    needs = ThingsField(
        queryset=None,
        label=_("Wacht op"),
        help_text=_("De stap begint als deze klaar zijn. Schuiven die op, dan schuift deze stap mee."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies stappen uit de lijst."), "invalid_pk_value": _("Kies uit de lijst.")},
    )

    def __init__(
        self, *args: Any, steps: list[PlannedStep], work_area: WorkArea | None, current: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_owners(work_area, current)
        field: Any = self.fields["needs"]
        if steps:
            field.queryset = PlannedStep.objects.filter(pk__in=[each.pk for each in steps])
            field.label_from_instance = lambda step: step.name
        else:
            del self.fields["needs"]

    def _offer_owners(self, work_area: WorkArea | None, current: Any) -> None:
        persons = list(people.people(work_area=work_area, on=clock.today()))
        organisations = list(people.organisations(work_area=work_area))
        if isinstance(current, Person) and current not in persons:
            persons.insert(0, current)
        if isinstance(current, Organisation) and current not in organisations:
            organisations.insert(0, current)
        self._owners: dict[str, Person | Organisation] = {
            **{f"persoon:{each.pk}": each for each in persons},
            **{f"organisatie:{each.pk}": each for each in organisations},
        }
        field: Any = self.fields["owner"]
        field.choices = [
            ("", _("Nog niemand")),
            (_("Mensen"), [(f"persoon:{each.pk}", each.name) for each in persons]),
            (_("Organisaties"), [(f"organisatie:{each.pk}", each.name) for each in organisations]),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """Under the names of the operation."""
        values = dict(self.cleaned_data)
        owner = self._owners.get(values.pop("owner", ""))
        values["owner_person"] = owner if isinstance(owner, Person) else None
        values["owner_organisation"] = owner if isinstance(owner, Organisation) else None
        values["needs"] = list(values.get("needs", ()))
        return values

    @staticmethod
    def initial_of(step: PlannedStep) -> dict[str, Any]:
        owner = ""
        if step.owner_person_id is not None:
            owner = f"persoon:{step.owner_person_id}"
        elif step.owner_organisation_id is not None:
            owner = f"organisatie:{step.owner_organisation_id}"
        needs = [need.needed_id for need in step.needs.all()]
        return {"name": step.name, "owner": owner, "needs": needs, "version": step.version}


class AddStepForm(StepForm):
    """A new step, with its days."""

    planned_from = DayField(label=_("Van"), error_messages={"required": _("Kies de eerste dag.")})
    planned_until = DayField(label=_("Tot en met"), error_messages={"required": _("Kies de laatste dag.")})
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["name", "owner", "planned_from", "planned_until", "needs"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class ChangeStepForm(StepForm):
    """Another name, owner or order."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ShiftStepForm(Form):
    """Other days, and why."""

    planned_from = DayField(label=_("Van"), error_messages={"required": _("Kies de eerste dag.")})
    planned_until = DayField(label=_("Tot en met"), error_messages={"required": _("Kies de laatste dag.")})
    reason = LineField(
        label=_("Waarom verschuift het?"),
        help_text=NO_RESIDENTS,
        longest=300,
        error_messages={"required": _("Schrijf op waarom de stap verschuift.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(step: PlannedStep) -> dict[str, Any]:
        return {name: getattr(step, name) for name in ("planned_from", "planned_until", "version")}


class FinishStepForm(Form):
    """On which day it was done."""

    done_on = DayField(label=_("Klaar op"), error_messages={"required": _("Kies de dag waarop de stap klaar was.")})
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RemoveStepForm(Form):
    """Why it is not needed."""

    reason = LineField(
        label=_("Waarom is deze stap niet nodig?"),
        longest=300,
        error_messages={"required": _("Schrijf in een paar woorden op waarom.")},
    )
