"""What a voter fills in, and what staff type at a desk or from paper."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import VoteProject, VoteRound
from wijkwerk.domain.budgets.operations.ballots import MOST_SLIPS, LetterUnknown, SlipMissing, WhyItGoesMissing
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField

CODE_LENGTH = 60
MOST_LETTERS = 10_000_000


def code_field(**kwargs: Any) -> LineField:
    return LineField(
        label=_("Stemcode"),
        help_text=_("Twaalf letters en cijfers. Hoofdletters en streepjes maken niet uit."),
        longest=CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Vul uw stemcode in. Die staat in uw brief of kreeg u aan de balie.")},
        **kwargs,
    )


class BallotForm(Form):
    """A code and a ballot. The page draws the projects; here they become numbers with points."""

    code = code_field()
    choices = forms.Field(required=False, widget=forms.HiddenInput)  # where a refusal of the choice is shown

    def __init__(self, *args: Any, vote_round: VoteRound, projects: Sequence[VoteProject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vote_round, self.projects = vote_round, projects

    @property
    def given(self) -> dict[int, int]:
        """What was chosen, also while it cannot be right: nothing chosen is lost."""
        if not self.is_bound:
            return {}
        if self.vote_round.gives_points:
            points = {each.number: _whole(self.data.get(f"punten-{each.number}", "")) for each in self.projects}
            return {number: given for number, given in points.items() if given}
        named: Any = self.data.getlist("project") if hasattr(self.data, "getlist") else self.data.get("project", [])
        return {int(each): 1 for each in named if str(each).isdecimal() and len(str(each)) < 5}


def _whole(words: str) -> int:
    """A number of points; what is none counts as one that no ballot allows."""
    typed = words.strip()
    if not typed:
        return 0
    return int(typed) if typed.isdecimal() and len(typed) < 6 else -1


class DeskForm(Form):
    """Who stands at the desk: enough to see that nobody comes twice, and kept as nobody can read."""

    purpose = _(
        "Wij vragen dit om te zien dat iedereen één code krijgt. Wij bewaren het onleesbaar, niet bij de code, "
        "en wissen het als er geteld is."
    )
    name = LineField(
        label=_("Voornaam"),
        help_text=_("De eerste voornaam op het identiteitsbewijs. Zo krijgt ieder van een tweeling een code."),
        longest=60,
        error_messages={"required": _("Vul de voornaam in.")},
    )
    born_on = DayField(label=_("Geboortedatum"), error_messages={"required": _("Vul de geboortedatum in.")})
    postcode = LineField(label=_("Postcode"), longest=10, error_messages={"required": _("Vul de postcode in.")})
    house = LineField(label=_("Huisnummer"), longest=12, error_messages={"required": _("Vul het huisnummer in.")})
    had_letter = forms.ChoiceField(
        label=_("Is er een brief met een code naar deze bewoner gestuurd?"),
        help_text=_(
            "Kijk op de lijst van de brieven. Wie een brief kreeg en hem kwijt is, krijgt hier een nieuwe code."
        ),
        choices=[
            ("nee", _("Nee, of er is geen lijst")),
            ("ja", _("Ja: de code uit die brief werkt dan niet meer")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kijk op de lijst en kies ja of nee.")},
    )
    letter = forms.IntegerField(
        label=_("Nummer van de brief"),
        help_text=_("Alleen bij ja. Het nummer staat op de lijst bij het adres."),
        min_value=1,
        max_value=MOST_LETTERS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), LetterUnknown.message),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("had_letter") == "nee":
            given["letter"] = None
        elif given.get("had_letter") == "ja" and "letter" in given and given["letter"] is None:
            self.add_error("letter", _("Vul het nummer van de brief in."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "had_letter"}


class CodeForm(Form):
    """A code that a resident gives in at the desk."""

    code = code_field()


class SlipField(forms.CharField):
    """Numbers of projects as they stand on paper: 3 7 12; with points 3:2 7:1."""

    def __init__(self, *, known: Sequence[int], gives_points: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known, self.gives_points = frozenset(known), gives_points

    def clean(self, value: Any) -> dict[int, int]:
        words = re.split(r"[\s,;]+", (super().clean(value) or "").strip())
        pattern = r"(\d{1,4})[:=x](\d{1,4})" if self.gives_points else r"(\d{1,4})"
        found = [re.fullmatch(pattern, word) for word in words if word]
        if not all(found):
            told = gettext("Typ nummers van projecten op dit biljet, met een spatie ertussen.")
            raise forms.ValidationError(told)
        strange = [each[1] for each in found if each and int(each[1]) not in self.known]
        if strange:
            told = gettext("Dit nummer staat niet op het stembiljet: %(numbers)s. Kijk nog eens op het papier.")
            raise forms.ValidationError(told % {"numbers": ", ".join(strange)})
        pairs = [(int(each[1]), int(each[2]) if self.gives_points else 1) for each in found if each]
        if len({each for each, _points in pairs}) != len(pairs):
            raise forms.ValidationError(gettext("Een nummer staat er twee keer. Kijk nog eens op het papier."))
        return dict(pairs)


def slip_field(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Nummer van het biljet"),
        min_value=1,
        max_value=MOST_SLIPS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), SlipMissing.message),
        **kwargs,
    )


class TakeOutForm(Form):
    """A ballot on paper that was typed twice, or under a wrong number."""

    slip = slip_field()
    reason = TextField(
        label=_("Waarom kan het weg?"),
        help_text=_("Bijvoorbeeld: dit biljet is al ingevoerd als nummer 12."),
        longest=300,
        error_messages={"required": WhyItGoesMissing.message},
    )


class SlipForm(Form):
    """One ballot on paper, as somebody types it."""

    slip = slip_field(
        help_text=_("Schrijf dit nummer op het biljet. Schud de biljetten eerst: de volgorde zegt dan niets.")
    )
    is_invalid = forms.BooleanField(
        label=_("Dit biljet telt niet mee"),
        help_text=_("Bijvoorbeeld: leeg, te veel kruisjes, of niet te lezen."),
        required=False,
    )

    def __init__(self, *args: Any, vote_round: VoteRound, projects: Sequence[VoteProject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choices"] = SlipField(
            known=[each.number for each in projects],
            gives_points=vote_round.gives_points,
            label=_("Gekozen projecten"),
            help_text=_("Nummer, dubbele punt, punten. Bijvoorbeeld: 3:2 7:1")
            if vote_round.gives_points
            else _("De nummers met een kruisje. Bijvoorbeeld: 3 7 12"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        )
        self.order_fields(["slip", "choices", "is_invalid"])

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"slip": given["slip"], "choices": given["choices"], "is_valid": not given["is_invalid"]}
