"""What a body that distributes a grant itself fills in, and who lets it do so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import Committee, Fund, Grant, PlanLine
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form, LineField, OnceForm, TextField, choice
from wijkwerk.foundation.kit.money import MoneyField


class BeginForm(Form):
    name = LineField(label=_("Naam van het budget"), longest=120)
    what_for = TextField(
        label=_("Waar is het voor?"),
        help_text=_("Inwoners lezen dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    committee: Any = choice(
        _("Welke commissie van de organisatie beslist?"), required=True, nothing=_("Kies een commissie")
    )

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Committee.objects.standing(clock.today()).filter(organisation=grant.application.organisation_id)
        self.fields["committee"].queryset = own  # type: ignore[attr-defined]


class AddLineForm(Form):
    """A project of the agenda, or something from the own plan."""

    item: Any = choice(_("Project van de agenda"), nothing=_("Geen project"))
    goal: Any = choice(_("Of iets uit het eigen plan van de bewoners"), nothing=_("Niet uit het eigen plan"))
    planned_cents = MoneyField(label=_("Hoeveel geld is ervoor?"))

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item, goal = self.fields["item"], self.fields["goal"]
        item.queryset = queries.items_to_choose(fund)  # type: ignore[attr-defined]
        item.label_from_instance = lambda each: f"{each.agenda.year}: {each.title}"  # type: ignore[attr-defined]
        goal.queryset = queries.goals_to_choose(fund)  # type: ignore[attr-defined]
        goal.label_from_instance = lambda each: f"{each.vision.title}: {each.title}"  # type: ignore[attr-defined]
        if not queries.goals_to_choose(fund).exists():
            del self.fields["goal"]


class ChangeLineForm(Form):
    planned_cents = MoneyField(label=_("Hoeveel geld is ervoor?"))
    brought = TextField(
        label=_("Wat bracht het op?"),
        help_text=_("Komt in de verantwoording. Noem geen namen van bewoners."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class UnderLineForm(Form):
    """Which of the plans a grant belongs to."""

    line: Any = choice(_("Hoort bij"), nothing=_("Niet uit een plan"))

    def __init__(self, *args: Any, fund: Fund, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["line"]
        field.queryset = PlanLine.objects.filter(fund=fund).select_related("item", "goal")
        field.label_from_instance = queries.title_of


class AccountForm(OnceForm):
    told = TextField(
        label=_("Wat deed de organisatie met het geld?"),
        help_text=_("Een paar zinnen. De bedragen en de plannen komen er vanzelf bij. Noem geen namen van bewoners."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
