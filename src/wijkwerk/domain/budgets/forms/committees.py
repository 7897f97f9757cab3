"""What is filled in about committees and who sits in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.models import Committee, Majority, OnTie
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField, choice

QUORUM_PARTS = [
    ("", _("alleen het aantal hierboven")),
    ("500", _("en meer dan de helft van wie mag stemmen")),
    ("666", _("en ten minste twee derde van wie mag stemmen")),
]


def words_of_quorum(permille: int) -> str:
    """Of a part that another program chose, in a number."""
    usual = dict(QUORUM_PARTS).get(str(permille))
    return str(usual or _("en meer dan %(part)s op de duizend van wie mag stemmen") % {"part": permille})


class CommitteeForm(Form):
    """Its fields bear the names of `found_committee`."""

    name = LineField(label=_("Naam"), longest=120, error_messages={"required": _("Geef de commissie een naam.")})
    about = TextField(
        label=_("Wat doet de commissie?"),
        help_text=_("Inwoners kunnen dit lezen."),
        longest=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    organisation: Any = choice(
        _("Hoort bij een organisatie"), help_text=_("Bijvoorbeeld een wijkraad die zelf geld verdeelt.")
    )
    work_areas = ThingsField(
        None,
        label=_("Voor welke gebieden?"),
        help_text=_("Kiest u er geen, dan werkt de commissie voor de hele gemeente."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most_members = forms.IntegerField(
        label=_("Hoeveel leden hooguit?"),
        help_text=_("Leeg: geen maximum."),
        required=False,
        min_value=1,
        max_value=200,
    )
    term_years = forms.IntegerField(
        label=_("Hoeveel jaar zit iemand hooguit?"),
        help_text=_("Leeg: geen termijn."),
        required=False,
        min_value=1,
        max_value=20,
    )
    most_terms = forms.IntegerField(
        label=_("Hoe vaak kan dezelfde persoon lid zijn?"),
        help_text=_("Alle keren bij elkaar. Leeg: zo vaak als nodig."),
        required=False,
        min_value=1,
        max_value=20,
    )
    quorum = forms.IntegerField(
        label=_("Hoeveel leden moeten ten minste stemmen?"),
        help_text=_("Wie een belang heeft bij een aanvraag telt niet mee. Wie zich onthoudt wel."),
        min_value=1,
        max_value=200,
        initial=1,
        error_messages={"required": _("Vul in hoeveel leden ten minste moeten stemmen.")},
    )
    quorum_permille = forms.TypedChoiceField(
        label=_("En verder"), choices=QUORUM_PARTS, coerce=int, empty_value=None, required=False
    )
    majority = forms.ChoiceField(
        label=_("Wanneer is een voorstel aangenomen?"), choices=Majority, initial=Majority.MORE_THAN_HALF
    )
    on_tie = forms.ChoiceField(label=_("Als er evenveel voor als tegen zijn"), choices=OnTie, initial=OnTie.NO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
        self.fields["work_areas"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        permille = self.initial.get("quorum_permille")
        if permille is not None and str(permille) not in dict(QUORUM_PARTS):
            own = [*QUORUM_PARTS, (str(permille), words_of_quorum(permille))]
            self.fields["quorum_permille"].choices = own  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(committee: Committee) -> dict[str, Any]:
        names = (
            "name",
            "about",
            "organisation",
            "most_members",
            "term_years",
            "most_terms",
            "quorum",
            "quorum_permille",
            "majority",
            "on_tie",
        )
        return {name: getattr(committee, name) for name in names} | {"work_areas": committee.work_areas.all()}


class MemberForm(Form):
    """Who takes a seat, and for how long."""

    purpose = _("Wij bewaren wie in een commissie zit, zodat later te zien is wie adviseerde of besliste.")

    person: Any = choice(
        _("Wie?"), required=True, nothing=_("Kies iemand"), error_messages={"required": _("Kies wie er lid wordt.")}
    )
    from_on = DayField(label=_("Vanaf"), error_messages={"required": _("Vul in vanaf welke dag.")})
    until_on = DayField(
        label=_("Tot"),
        help_text=_("De eerste dag waarop deze persoon geen lid meer is. Leeg: de hele termijn."),
        required=False,
    )
    is_chair = forms.BooleanField(label=_("Is voorzitter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.active().order_by("name", "pk")  # type: ignore[attr-defined]


class LeaveForm(Form):
    """The first day without somebody."""

    until_on = DayField(
        label=_("De eerste dag zonder dit lid"), error_messages={"required": _("Vul in vanaf welke dag.")}
    )
