"""What somebody fills in about programmes. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.plans.forms.visions import VersionedForm
from wijkwerk.domain.plans.models import Effort, Goal, Programme, Vision
from wijkwerk.domain.plans.operations.visions import LONGEST_VISION
from wijkwerk.domain.plans.plan_states import ProgrammeState
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, YearField
from wijkwerk.foundation.kit.money import MoneyField


class ProgrammeFilter(Form):
    """Which programmes."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    stand = forms.ChoiceField(label=_("Stand"), required=False)

    def __init__(self, *args: Any, sees_drafts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        shown = [state for state in ProgrammeState if sees_drafts or state != ProgrammeState.DRAFT]
        self.fields["stand"].choices = [("", _("Alle")), *((state.value, state.label) for state in shown)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {"work_area": values.get("gebied"), "state": values.get("stand") or ""}


def _visions(work_areas: Any) -> Any:
    return Vision.objects.filter(work_area__in=work_areas).exclude(state="dropped").order_by("-from_year", "-id")


class ProgrammeForm(VersionedForm):
    """The words of a programme, its years and the vision that it follows from."""

    title = LineField(label=_("Titel"), error_messages={"required": _("Geef het programma een titel.")})
    vision = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Volgt uit welke visie?"), required=False, empty_label=_("Nog geen visie")
    )
    from_year = YearField(label=_("Eerste jaar"), first=1950, last=2150)
    until_year = YearField(
        label=_("Laatste jaar"), first=1950, last=2150, help_text=_("Een programma gaat over ongeveer vier jaar.")
    )
    outlives_because = LineField(
        label=_("Waarom loopt het door na de visie?"),
        help_text=_("Alleen als het programma later eindigt dan de visie."),
        longest=500,
        required=False,
    )
    text = TextField(
        label=_("Tekst"),
        help_text=_("Waar werken de partners de komende jaren aan? Wat elk doet, schrijft u los op. Noem geen namen."),
        longest=LONGEST_VISION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def offer(self, work_areas: Any) -> None:
        self.fields["vision"].queryset = _visions(work_areas)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, programme: Programme) -> dict[str, Any]:
        return {name: getattr(programme, name) for name in cls.base_fields}


class StartProgrammeForm(ProgrammeForm):
    """A new programme of an area."""

    work_area = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))  # type: ignore[var-annotated]
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["work_area", "title", "vision", "from_year", "until_year", "outlives_because", "text"]

    def __init__(self, *args: Any, actor: Actor, vision: Vision | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        kept = areas.work_areas_where(actor, Permission.PLAN_MANAGE, on=clock.today())
        self.fields["work_area"].queryset = kept  # type: ignore[attr-defined]
        self.offer(kept)
        this_year = clock.today().year
        self.fields["from_year"].initial, self.fields["until_year"].initial = this_year, this_year + 3
        self.fields["client_key"].initial = uuid.uuid4
        if vision is not None:
            self.fields["work_area"].initial, self.fields["vision"].initial = vision.work_area, vision


class EffortForm(VersionedForm):
    """What a partner will do for a goal, and the money for it."""

    organisation = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Wie doet dit?"),
        empty_label=_("Kies een organisatie"),
        error_messages={"required": _("Kies een organisatie.")},
    )
    does = LineField(
        label=_("Wat gaat deze partner doen?"),
        longest=300,
        error_messages={"required": _("Schrijf op wat deze partner doet.")},
    )
    goal = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Voor welk doel?"), required=False, empty_label=_("Geen doel uit de visie")
    )
    amount_cents = MoneyField(
        label=_("Hoeveel geld hoort erbij?"),
        help_text=_("In euro's. Leeg als het niet om geld gaat. Of het gereserveerd is, legt u daarna vast."),
        required=False,
    )
    from_year = YearField(label=_("Van jaar"), first=1950, last=2150, required=False)
    until_year = YearField(label=_("Tot en met jaar"), first=1950, last=2150, required=False)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        goals = Goal.objects.filter(vision=programme.vision_id).order_by("number")
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["goal"].label_from_instance = lambda goal: f"{goal.number}. {goal.title}"  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, effort: Effort) -> dict[str, Any]:
        return {name: getattr(effort, name) for name in cls.base_fields}


class ReserveForm(VersionedForm):
    """The money is there."""

    reserved_on = DayField(label=_("Sinds welke dag is het geld gereserveerd?"))
    amount_cents = MoneyField(label=_("Hoeveel?"), help_text=_("In euro's, bijvoorbeeld 25.000."))
    is_sure = forms.BooleanField(label=_("Ja, ik weet het zeker"), required=False, widget=forms.HiddenInput)

    def ask(self) -> None:
        """Show the box: the operation warned."""
        self.fields["is_sure"].widget = forms.CheckboxInput()


class WaitForm(Form):
    """Which idea waits for this money."""

    condition = forms.ChoiceField(
        label=_("Wie wacht op dit geld?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies wat op dit geld wacht."),
            "invalid_choice": _("Dit wacht niet meer op geld."),
        },
    )

    def __init__(self, *args: Any, conditions: list[Condition], titles: dict[Any, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._conditions = {str(each.pk): each for each in conditions}
        self.fields["condition"].choices = [  # type: ignore[attr-defined]
            (number, _told(each, titles.get(each.answer.about, ""))) for number, each in self._conditions.items()
        ]

    @property
    def chosen(self) -> Condition:
        return self._conditions[self.cleaned_data["condition"]]


def _told(condition: Condition, title: str) -> str:
    return ": ".join(filter(None, [title, condition.what, money.written(condition.amount_cents)]))


class AgreeForm(Form):
    """A body or partner agrees."""

    purpose = _("Wij vragen de naam zodat duidelijk is met wie dit is afgesproken.")
    organisation = forms.ModelChoiceField(queryset=None, label=_("Namens welke organisatie?"))  # type: ignore[var-annotated]
    name = LineField(
        label=_("Wie stemde in?"),
        help_text=_("Naam en functie, bijvoorbeeld: de voorzitter."),
        longest=120,
        error_messages={"required": _("Schrijf op wie er namens de organisatie instemde.")},
    )
    agreed_on = DayField(label=_("Op welke dag?"))
    words = LineField(label=_("Wat werd daarbij gezegd?"), longest=500, required=False)

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = offered  # type: ignore[attr-defined]


class AdoptProgrammeForm(ReserveForm):
    """A decision on a programme."""

    adopted_on = DayField(label=_("Op welke dag is het vastgesteld?"))
    decision_number = LineField(label=_("Nummer van het besluit"), longest=60, required=False)
    field_order = ["adopted_on", "decision_number", "is_sure"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reserved_on"], self.fields["amount_cents"]


class MoveProgrammeForm(Form):
    state = forms.ChoiceField(choices=ProgrammeState)
