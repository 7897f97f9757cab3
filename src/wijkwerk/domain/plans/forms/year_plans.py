"""What somebody fills in about the year plan. Names of fields are those of the operations' arguments."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.plans import months
from wijkwerk.domain.plans.models import ActivityCode, PlannedActivity, PlanRow, YearPlan
from wijkwerk.domain.plans.models.year_plans import CodeLink, CodeTone
from wijkwerk.domain.plans.queries import year_plans as queries
from wijkwerk.foundation.kit.forms import Form, LineField, TextField, YearField


def _month(value: str) -> int:
    return int(value)


class MonthField(forms.TypedChoiceField):
    """A month of the year."""

    def __init__(self, **kwargs: Any) -> None:
        faults = {"required": _("Kies een maand."), "invalid_choice": _("Kies een maand uit de lijst.")}
        super().__init__(coerce=_month, choices=months.choices()[1:], error_messages=faults, **kwargs)


class MakeYearPlanForm(Form):
    """The plan of a year, empty or with what the year before had."""

    year = YearField(label=_("Jaar"))
    copies = forms.BooleanField(
        label=_("Neem de planning van het jaar ervoor over"),
        help_text=_("Wie welk gebied doet, de opgaven en de maanden. Een projectenagenda schuift een jaar op."),
        required=False,
    )


class BoardFilter(Form):
    """Whose areas, and which month."""

    wie = forms.ChoiceField(label=_("Wie"), required=False)
    maand = forms.ChoiceField(label=_("Maand"), required=False)

    def __init__(self, *args: Any, coordinators: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.pk), each.name) for each in coordinators]
        self.fields["wie"].choices = [("", _("Iedereen")), *named]  # type: ignore[attr-defined]
        self.fields["maand"].choices = [("", _("Het hele jaar")), *months.choices()[1:]]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, int | None]:
        """As the board is asked."""
        values = self.cleaned_data if self.is_valid() else {}
        chosen = {"coordinator_id": values.get("wie"), "month": values.get("maand")}
        return {name: int(value) if value else None for name, value in chosen.items()}


class ActivityForm(Form):
    """An activity: what, when, how sure."""

    code = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Activiteit"),
        empty_label=_("Kies een activiteit"),
        error_messages={
            "required": _("Kies een activiteit."),
            "invalid_choice": _("Kies een activiteit uit de lijst."),
        },
    )
    code_year = YearField(
        label=_("Van welk jaar"),
        help_text=_(
            "Alleen bij een activiteit met een jaar, zoals een projectenagenda. Leeg is het jaar van de planning."
        ),
        required=False,
    )
    from_month = MonthField(label=_("Van maand"))
    until_month = MonthField(label=_("Tot en met maand"))
    is_doubtful = forms.BooleanField(label=_("Het is nog niet zeker (vraagteken)"), required=False)
    words = LineField(
        label=_("Woorden erbij"),
        help_text=_("Komen achter de code te staan, bijvoorbeeld: wns (projectplan in B&W). Noem geen bewoners."),
        longest=100,
        required=False,
    )
    note = LineField(
        label=_("Toelichting onder de tabel"),
        help_text=_("Komt als noot onder de planning te staan. Noem geen bewoners."),
        longest=300,
        required=False,
    )

    def __init__(self, *args: Any, current: PlannedActivity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = queries.codes(only_active=False) if current is not None else queries.codes()
        if current is not None:
            offered = offered.filter(is_active=True) | offered.filter(pk=current.code_id)
        field: Any = self.fields["code"]
        field.queryset = offered
        field.label_from_instance = lambda code: f"{code.code} – {code.name}"


class AddActivityForm(ActivityForm):
    """Something new on the board."""

    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class ChangeActivityForm(ActivityForm):
    """Something else than it was. `current` is what somebody else made of it meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    current: PlannedActivity | None = None

    @classmethod
    def initial_of(cls, activity: PlannedActivity) -> dict[str, Any]:
        return {name: getattr(activity, name) for name in cls.base_fields}

    def show_change(self, current: PlannedActivity) -> None:
        """What stands there now is on the page; sent once more, this one counts."""
        self.current = current
        self.data = {**self.data, "version": str(current.version)}


class MoveActivityForm(Form):
    """To another month, perhaps another row: what a drag or a key sends."""

    from_month = forms.IntegerField(min_value=1, max_value=12)
    row = forms.ModelChoiceField(queryset=None, required=False)  # type: ignore[var-annotated]
    version = forms.IntegerField(required=False)

    def __init__(self, *args: Any, activity: PlannedActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.queryset = PlanRow.objects.filter(plan=activity.row.plan_id).select_related("work_area", "plan")


class StretchActivityForm(Form):
    """Over these months."""

    from_month = forms.IntegerField(min_value=1, max_value=12)
    until_month = forms.IntegerField(min_value=1, max_value=12)
    version = forms.IntegerField(required=False)


class SplitActivityForm(Form):
    """In two, from this month on."""

    at_month = MonthField(label=_("Het tweede deel begint in"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: PlannedActivity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(months.choices())
        field: Any = self.fields["at_month"]
        field.choices = [(month, names[str(month)]) for month in activity.months[1:]]


class DoubtForm(Form):
    """Sure, or not."""

    is_doubtful = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False)


class VersionForm(Form):
    """What the person saw."""

    version = forms.IntegerField(required=False)


class RowForm(Form):
    """Who takes a row and what its tasks are."""

    purpose = _("Wij vragen wie het oppakt zodat iedereen weet bij wie zij moeten zijn, en om het werk te verdelen.")
    coordinator = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Wie pakt het op?"),
        required=False,
        empty_label=_("Nog niemand"),
        error_messages={"invalid_choice": _("Kies iemand uit de lijst.")},
    )
    tasks = TextField(
        label=_("Opgaven van dit jaar"),
        help_text=_(
            "Codes met een komma ertussen, bijvoorbeeld: R, V, P, PA en E. Woorden mogen ook. Een nieuwe regel "
            "blijft een nieuwe regel."
        ),
        longest=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    current: PlanRow | None = None

    def __init__(self, *args: Any, row: PlanRow, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["coordinator"]
        field.queryset = queries.coordinators(on=on, with_id=row.coordinator_id)

    def show_change(self, current: PlanRow) -> None:
        self.current = current
        self.data = {**self.data, "version": str(current.version)}


class AddRowForm(Form):
    """Something that is of no one area."""

    name = LineField(
        label=_("Naam"),
        help_text=_("Bijvoorbeeld: Communicatiemiddelen."),
        longest=100,
        error_messages={"required": _("Geef de regel een naam.")},
    )


class LimitForm(Form):
    """When somebody has too much."""

    load_limit = forms.IntegerField(
        label=_("Hoeveel punten per maand is genoeg voor één persoon?"),
        help_text=_("Elke activiteit telt in elke maand voor haar zwaarte. Boven deze grens waarschuwt het bord."),
        min_value=1,
        max_value=1000,
        error_messages={"invalid": _("Vul een heel getal in."), "required": _("Vul een heel getal in.")},
    )

    @classmethod
    def initial_of(cls, plan: YearPlan) -> dict[str, Any]:
        return {"load_limit": plan.load_limit}


class CodeForm(Form):
    """A kind of activity."""

    code = LineField(
        label=_("Letters"), longest=12, error_messages={"required": _("Geef de letters, bijvoorbeeld PA.")}
    )
    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef de naam van de activiteit.")})
    task_words = LineField(
        label=_("In de verdeling heet het"),
        help_text=_("Alleen als dat anders is dan de letters, bijvoorbeeld: Uitvoering wijkplan."),
        longest=80,
        required=False,
    )
    tone = forms.ChoiceField(label=_("Kleur"), choices=CodeTone)
    weight = forms.IntegerField(
        label=_("Zwaarte per maand"),
        help_text=_("Hoeveel punten een maand van deze activiteit telt."),
        min_value=0,
        max_value=100,
        error_messages={"invalid": _("Vul een heel getal in, van 0 tot en met 100.")},
    )
    links_to = forms.ChoiceField(label=_("Leidt naar"), choices=CodeLink, required=False)
    has_year = forms.BooleanField(label=_("Hoort bij een jaar (PA27)"), required=False)
    is_all_year = forms.BooleanField(
        label=_("Telt als opgave elke maand mee, ook als er geen maand is gepland"), required=False
    )
    is_active = forms.BooleanField(label=_("In gebruik"), required=False, initial=True)

    @classmethod
    def initial_of(cls, code: ActivityCode) -> dict[str, Any]:
        return {name: getattr(code, name) for name in cls.base_fields}
