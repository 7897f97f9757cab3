"""What somebody fills in about evaluations and findings. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import Indicator as NationalFigure
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.inspections.models import Aspect
from wijkwerk.domain.plans.forms.filters import AreaAndYearFilter
from wijkwerk.domain.plans.models import Evaluation, Finding, Goal, GoalEvidence
from wijkwerk.domain.plans.models.evaluations import FindingKind, Weight
from wijkwerk.domain.plans.operations.evaluations import ChangedMeanwhile
from wijkwerk.domain.plans.queries import evaluations as queries
from wijkwerk.domain.signals import queries as signals
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.forms import NO_NAMES, DayField, Form, LineField, TextField, ThingsField, YearField


class EvaluationFilter(AreaAndYearFilter):
    """Which evaluations."""

    def years(self) -> list[int]:
        return queries.years()


class MakeEvaluationForm(Form):
    """An evaluation of an area in a year, against a vision of that area."""

    work_area = forms.ModelChoiceField(queryset=None, label=_("Gebied"), empty_label=_("Kies een gebied"))  # type: ignore[var-annotated]
    year = YearField(label=_("Jaar"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = areas.work_areas_where(actor, Permission.EVALUATION_MANAGE, on=clock.today())
        self.fields["work_area"].queryset = kept  # type: ignore[attr-defined]
        self.fields["year"].initial = clock.today().year


class ChangeEvaluationForm(Form):
    """Which vision it is held against, and what it says in short."""

    vision = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Tegen welke visie?"),
        help_text=_("Haar doelen staan dan in de evaluatie."),
        required=False,
        empty_label=_("Geen visie"),
    )
    summary = TextField(
        label=_("In het kort"), help_text=NO_NAMES, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    current: Evaluation | None = None

    def __init__(self, *args: Any, evaluation: Evaluation, actor: Actor, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"vision": evaluation.vision_id, "summary": evaluation.summary, "version": evaluation.version},
        )
        super().__init__(*args, **kwargs)
        offered = queries.visions_of(evaluation.work_area_id, actor=actor)
        self.fields["vision"].queryset = offered  # type: ignore[attr-defined]

    def show_change(self, changed: ChangedMeanwhile) -> None:
        assert isinstance(changed.current, Evaluation)
        self.current = changed.current
        self.data = {**self.data, "version": str(changed.current.version)}


class AdoptForm(Form):
    """When it was adopted and by whom."""

    adopted_on = DayField(label=_("Vastgesteld op"))
    adopted_by = LineField(
        label=_("Door wie?"),
        help_text=_("Een bestuur of een functie, bijvoorbeeld: het college van burgemeester en wethouders."),
        error_messages={"required": _("Schrijf op wie de evaluatie heeft vastgesteld, bijvoorbeeld het college.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].initial = clock.today


class WhyForm(Form):
    """Why something is taken back or away."""

    reason = TextField(
        label=_("Waarom?"),
        longest=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in een paar woorden op waarom.")},
    )


class EvidenceForm(Form):
    """What says something about a goal."""

    categories = ThingsField(
        queryset=None,
        label=_("Onderwerpen van meldingen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    aspects = ThingsField(
        queryset=None,
        label=_("Wat bij een schouw is bekeken"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    figures = ThingsField(
        queryset=None,
        label=_("Landelijke cijfers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, goal: Goal, work_area: WorkArea, **kwargs: Any) -> None:
        known = list(GoalEvidence.objects.filter(goal=goal))
        kwargs.setdefault(
            "initial",
            {
                "categories": [each.category_id for each in known if each.category_id],
                "aspects": [each.aspect_id for each in known if each.aspect_id],
                "figures": [each.figure_id for each in known if each.figure_id],
            },
        )
        super().__init__(*args, **kwargs)
        own: dict[str, Any] = {
            "categories": signals.all_categories(),
            "aspects": Aspect.objects.select_related("subject").order_by("subject__name", "name"),
            "figures": NationalFigure.objects.order_by("name"),
        }
        for name, rows in own.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]

    @property
    def values(self) -> dict[str, Any]:
        return {name: list(self.cleaned_data.get(name, [])) for name in ("categories", "aspects", "figures")}


class FindingForm(Form):
    """What was found, about which goal, how heavily it weighs, and who agrees."""

    title = LineField(
        label=_("Wat vindt u?"),
        help_text=_("In één zin. Noem geen namen, adressen of andere gegevens van bewoners."),
        longest=text.SENTENCE,
        error_messages={"required": _("Schrijf in één zin op wat u vond.")},
    )
    goal = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Bij welk doel?"), required=False, empty_label=_("Los van de doelen")
    )
    kind = forms.ChoiceField(
        label=_("Gaat dit goed?"),
        choices=FindingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of dit goed gaat of aandacht vraagt.")},
    )
    weight = forms.TypedChoiceField(
        label=_("Hoe zwaar weegt het?"),
        coerce=int,
        choices=Weight.choices,
        initial=Weight.MIDDLE,
        widget=forms.RadioSelect,
    )
    explanation = TextField(
        label=_("Toelichting"), help_text=NO_NAMES, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    parties = ThingsField(
        queryset=None,
        label=_("Wie zijn het hiermee eens?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    current: Finding | None = None

    def __init__(self, *args: Any, evaluation: Evaluation, finding: Finding | None = None, **kwargs: Any) -> None:
        if finding is not None:
            own = ("title", "goal", "kind", "weight", "explanation", "version")
            kwargs.setdefault(
                "initial",
                {name: getattr(finding, "goal_id" if name == "goal" else name) for name in own}
                | {"parties": [party.organisation_id for party in finding.parties.all()]},
            )
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = Goal.objects.filter(vision_id=evaluation.vision_id).order_by("number")  # type: ignore[attr-defined]
        self.fields["parties"].queryset = queries.partners_in(evaluation.work_area)  # type: ignore[attr-defined]
        del self.fields["version" if finding is None else "client_key"]
        if finding is None:
            self.fields["client_key"].initial = uuid.uuid4
        if evaluation.vision_id is None:
            del self.fields["goal"]

    @property
    def values(self) -> dict[str, Any]:
        values = {"goal": None} | self.cleaned_data
        return values | {"weight": Weight(values["weight"]), "parties": list(values["parties"])}

    def show_change(self, changed: ChangedMeanwhile) -> None:
        assert isinstance(changed.current, Finding)
        self.current = changed.current
        self.data = {**self.data, "version": str(changed.current.version)}
