"""What somebody fills in about visions. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import Goal, MunicipalTheme, Vision
from wijkwerk.domain.plans.models.visions import AdoptedBy, GoalKind, Owner
from wijkwerk.domain.plans.operations.plan_writing import ChangedMeanwhile
from wijkwerk.domain.plans.operations.visions import LONGEST_VISION
from wijkwerk.domain.plans.plan_states import HIDDEN_VISIONS, VisionState
from wijkwerk.domain.thread.forms import AnswerForm
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, YearField


class VersionedForm(Form):
    """A form about what two may change at once; `current` is what somebody else made of it meanwhile."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    current: Any = None

    def show_change(self, changed: ChangedMeanwhile) -> None:
        """Both texts stand on the page; sent once more, this one counts."""
        self.current = changed.current
        self.data = {**self.data, "version": str(changed.current.version if changed.current else 0)}


class VisionFilter(Form):
    """Which visions."""

    gebied = forms.ModelChoiceField(queryset=None, label=_("Gebied"), required=False, empty_label=_("Alle"))  # type: ignore[var-annotated]
    stand = forms.ChoiceField(label=_("Stand"), required=False)
    van = forms.ChoiceField(label=_("Van wie"), choices=[("", _("Alle")), *Owner.choices], required=False)

    def __init__(self, *args: Any, sees_drafts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        shown = [state for state in VisionState if sees_drafts or state not in HIDDEN_VISIONS]
        self.fields["stand"].choices = [("", _("Alle")), *((state.value, state.label) for state in shown)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "work_area": values.get("gebied"),
            "state": values.get("stand") or "",
            "owner": values.get("van") or "",
        }


class VisionForm(VersionedForm):
    """The words of a vision and its years."""

    title = LineField(label=_("Titel"), error_messages={"required": _("Geef de visie een titel.")})
    text = TextField(
        label=_("Tekst"),
        help_text=_("Waar staat het gebied nu, en waar wil het heen? Doelen schrijft u los op. Noem geen namen."),
        longest=LONGEST_VISION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    from_year = YearField(label=_("Eerste jaar"), first=1950, last=2150)
    until_year = YearField(
        label=_("Laatste jaar"), first=1950, last=2150, help_text=_("Een visie gaat over ongeveer tien jaar.")
    )


class StartVisionForm(VisionForm):
    """A new vision of an area."""

    work_area = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))  # type: ignore[var-annotated]
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["work_area", "body", "title", "text", "from_year", "until_year"]
    permission = Permission.PLAN_MANAGE

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["work_area"].queryset = areas.work_areas_where(actor, self.permission, on=clock.today())  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4
        this_year = clock.today().year
        self.fields["from_year"].initial, self.fields["until_year"].initial = this_year, this_year + 10

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class OwnVisionForm(StartVisionForm):
    """A plan that residents write themselves."""

    body = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Wie maakt dit plan?"), empty_label=_("Kies de bewonersorganisatie")
    )
    permission = Permission.PLAN_OWN

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        work_areas = areas.work_areas_where(actor, self.permission, on=clock.today())
        bodies = Organisation.objects.active().bodies().filter(work_areas__in=work_areas).distinct().order_by("name")
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        if len(found := list(bodies[:2])) == 1:
            self.fields["body"].initial = found[0]

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"owner": Owner.RESIDENTS}


class YearsForm(Form):
    """For which years a revision is."""

    from_year = YearField(label=_("Eerste jaar"), first=1950, last=2150)
    until_year = YearField(label=_("Laatste jaar"), first=1950, last=2150)

    def __init__(self, *args: Any, vision: Vision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this_year = clock.today().year
        self.fields["from_year"].initial, self.fields["until_year"].initial = (
            this_year,
            max(this_year, vision.from_year) + 10,
        )


class GoalForm(VersionedForm):
    """What is to be reached."""

    title = LineField(
        label=_("Wat wilt u bereiken?"),
        help_text=_("Eén zin. Bijvoorbeeld: iedereen komt veilig te voet bij school en winkel."),
        error_messages={"required": _("Schrijf op wat u wilt bereiken.")},
    )
    description = TextField(label=_("Uitleg"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(
        label=_("Is dit een doel of een project?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in GoalKind],
        initial=GoalKind.GOAL,
        widget=forms.RadioSelect,
    )
    theme = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Hoort bij een thema van de gemeente"), required=False, empty_label=_("Geen thema")
    )

    def __init__(self, *args: Any, vision: Vision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = MunicipalTheme.objects.order_by("title")  # type: ignore[attr-defined]
        if not vision.is_of_residents:
            del self.fields["kind"]

    @property
    def values(self) -> dict[str, Any]:
        return {"kind": GoalKind.GOAL} | self.cleaned_data

    @classmethod
    def initial_of(cls, goal: Goal) -> dict[str, Any]:
        return {name: getattr(goal, name) for name in cls.base_fields}


class KeepVersionForm(Form):
    """A name for the vision as it is now."""

    label = LineField(
        label=_("Hoe heet deze versie?"),
        help_text=_("Bijvoorbeeld: concept voor de wijkraad."),
        longest=120,
        error_messages={"required": _("Geef deze versie een naam.")},
    )


class ConsultationForm(Form):
    """Put the vision before others."""

    until = DayField(label=_("Tot en met welke dag kan men reageren?"))
    is_open_to_all = forms.BooleanField(
        label=_("Iedereen mag reageren, ook zonder account"), required=False, initial=True
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MoveVisionForm(Form):
    """A step by hand."""

    state = forms.ChoiceField(choices=VisionState)
    version = forms.IntegerField(required=False)


class AdoptForm(VersionedForm):
    """A decision: by whom, when, under which number."""

    adopted_by = forms.ChoiceField(label=_("Wie heeft het vastgesteld?"), widget=forms.RadioSelect)
    adopted_on = DayField(label=_("Wanneer?"))
    decision_number = LineField(label=_("Nummer van het besluit"), longest=60, required=False)

    def __init__(self, *args: Any, vision: Vision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [AdoptedBy.RESIDENTS] if vision.is_of_residents else [AdoptedBy.COUNCIL, AdoptedBy.COLLEGE]
        self.fields["adopted_by"].choices = [(each.value, capfirst(each.label)) for each in allowed]  # type: ignore[attr-defined]
        self.fields["adopted_by"].initial = allowed[0]
        if not vision.is_of_residents:
            self.fields["decision_number"].help_text = _("Verplicht bij een besluit van raad of college.")


class AnswerGoalForm(AnswerForm):
    """The college's answer to a project of residents; `replaces` is the answer that was on the screen."""

    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MetForm(Form):
    note = LineField(
        label=_("Waaruit blijkt dat?"),
        help_text=_("Bijvoorbeeld: raadsbesluit van 4 maart."),
        longest=300,
        required=False,
    )


class WhyForm(Form):
    """Why something is not so any more."""

    reason = TextField(
        label=_("Waarom?"),
        longest=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in een paar woorden op waarom.")},
    )
