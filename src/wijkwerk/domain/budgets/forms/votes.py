"""What somebody fills in to set up a vote round: its rules, its projects, its codes."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.forms.rules import number, radios
from wijkwerk.domain.budgets.models import (
    Application,
    BallotKind,
    CompletionRule,
    CountRule,
    TieBreak,
    VoteCategory,
    VoteProject,
    VoteRound,
)
from wijkwerk.domain.budgets.models.votes import OLDEST
from wijkwerk.domain.budgets.operations.votes import MOST_PROJECTS, Rules
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, codes
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField, choice
from wijkwerk.foundation.kit.money import MoneyField

MOST_ON_A_PAGE = 500
DAY_MISSING = {"required": _("Vul een dag in.")}


class RoundForm(Form):
    """Everything about a round but its projects."""

    name = LineField(
        label=_("Hoe heet de stemronde?"), longest=120, error_messages={"required": _("Geef de stemronde een naam.")}
    )
    words = TextField(label=_("Waar gaat het over?"), help_text=_("Inwoners lezen dit."), required=False)
    who = LineField(
        label=_("Wie mag stemmen?"),
        help_text=_("Bijvoorbeeld: bewoners van Maarswold van 12 jaar en ouder."),
        error_messages={"required": _("Schrijf op wie er mag stemmen.")},
    )
    least_age = number(
        _("Vanaf welke leeftijd mag iemand stemmen?"),
        least=1,
        most=OLDEST,
        required=False,
        help_text=_("De balie geeft wie jonger is geen code. Leeg: iedereen."),
    )
    work_areas = ThingsField(
        queryset=None,
        label=_("Welke gebieden stemmen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Geen gebied gekozen: de hele gemeente."),
    )
    pot = choice(_("Uit welke pot komt het geld?"), required=True, error_messages={"required": _("Kies een pot.")})
    budget_cents = MoneyField(
        label=_("Hoeveel geld is er te verdelen?"), error_messages={"required": _("Vul een bedrag in.")}
    )
    opens_on = DayField(label=_("Eerste dag om te stemmen"), error_messages=DAY_MISSING)
    closes_on = DayField(
        label=_("Laatste dag om te stemmen"), help_text=_("Tot middernacht."), error_messages=DAY_MISSING
    )
    ballot = radios(_("Hoe stemmen inwoners?"), BallotKind)
    least_choices = number(_("Minste aantal projecten op een stembiljet"), least=1, most=MOST_PROJECTS, initial=1)
    most_choices = number(
        _("Hoogste aantal projecten op een stembiljet"),
        least=1,
        most=MOST_PROJECTS,
        required=False,
        help_text=_("Leeg: zo veel als iemand wil."),
    )
    points = number(
        _("Aantal punten per stemmer"), least=1, most=1_000, required=False, help_text=_("Alleen bij punten verdelen.")
    )
    most_points = number(
        _("Hoogste aantal punten voor één project"),
        least=1,
        most=1_000,
        required=False,
        help_text=_("Leeg: geen grens."),
    )
    rule = radios(
        _("Hoe tellen wij?"),
        CountRule,
        help_text=_("Beide uitkomsten komen naast elkaar te staan; de regel die u hier kiest, geldt."),
    )
    completion = radios(
        _("Wat gebeurt er bij gelijke delen met geld dat overblijft?"),
        CompletionRule,
        help_text=_("Zonder deze regel blijft vaak veel geld over."),
    )
    tie_break = radios(_("Wat gaat voor als projecten gelijk staan?"), TieBreak)
    least_votes = number(_("Hoeveel stemmers heeft een project ten minste nodig?"), least=1, most=1_000_000, initial=1)

    def __init__(self, *args: Any, actor: Actor, vote_round: VoteRound | None = None, **kwargs: Any) -> None:
        initial = initial_of(vote_round) if vote_round is not None else STARTS_WITH
        super().__init__(*args, initial=initial | (kwargs.pop("initial", None) or {}), **kwargs)
        offered = areas.work_areas_where(actor, Permission.VOTE_MANAGE, on=clock.today())
        self.areas_of_others = queries.areas_of_others(vote_round, actor) if vote_round is not None else []
        self.fields["work_areas"].queryset = offered.order_by("name")  # type: ignore[attr-defined]
        self.fields["pot"].queryset = queries.pots_to_vote_on(actor)  # type: ignore[attr-defined]
        if not actor.reach(Permission.VOTE_MANAGE).everywhere:
            self.fields["work_areas"].required = True
            self.fields["work_areas"].help_text = ""
            self.fields["work_areas"].error_messages["required"] = _("Kies ten minste één gebied.")

    @property
    def rules(self) -> Rules:
        given = dict(self.cleaned_data)
        opens_on, closes_on = given.pop("opens_on"), given.pop("closes_on")
        given["work_areas"] = [*given["work_areas"], *self.areas_of_others]
        return Rules(
            opens_at=datetime.combine(opens_on, time(), clock.AMSTERDAM),
            closes_at=datetime.combine(closes_on + timedelta(days=1), time(), clock.AMSTERDAM),
            **given,
        )


class NewRoundForm(RoundForm):
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    @property
    def rules(self) -> Rules:
        self.cleaned_data.pop("client_key", None)
        return super().rules


STARTS_WITH = {
    "ballot": BallotKind.APPROVAL,
    "rule": CountRule.EQUAL_SHARES,
    "completion": CompletionRule.RAISED,
    "tie_break": TieBreak.CHEAPEST,
}


def initial_of(vote_round: VoteRound) -> dict[str, Any]:
    same = (
        "name words who least_age pot budget_cents ballot least_choices most_choices points most_points rule "
        "completion tie_break least_votes"
    )
    return {name: getattr(vote_round, name) for name in same.split()} | {
        "work_areas": list(vote_round.work_areas.all()),
        "opens_on": clock.dutch(vote_round.opens_at).date(),
        "closes_on": clock.dutch(vote_round.closes_at - timedelta(microseconds=1)).date(),
    }


class CategoryForm(Form):
    name = LineField(
        label=_("Hoe heet de categorie?"), longest=80, error_messages={"required": _("Geef de categorie een naam.")}
    )
    most_cents = MoneyField(
        label=_("Hoeveel geld gaat er hoogstens naartoe?"), required=False, help_text=_("Leeg: geen grens.")
    )


class ProjectForm(Form):
    number = number(_("Nummer op het stembiljet"), least=1, most=9_999, required=False)
    title = LineField(
        label=_("Hoe heet het project?"), longest=120, error_messages={"required": _("Geef het project een titel.")}
    )
    words = TextField(label=_("Wat houdt het in?"), required=False, longest=2_000)
    place = LineField(label=_("Waar is het?"), required=False)
    cost_cents = MoneyField(label=_("Wat kost het?"), error_messages={"required": _("Vul een bedrag in.")})
    category = choice(_("Categorie"))

    def __init__(self, *args: Any, vote_round: VoteRound, project: VoteProject | None = None, **kwargs: Any) -> None:
        if project is not None:
            own = ("number", "title", "words", "place", "cost_cents", "category")
            kwargs["initial"] = {name: getattr(project, name) for name in own}
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = VoteCategory.objects.filter(round=vote_round)  # type: ignore[attr-defined]
        if project is not None:
            self.fields["number"].required = True
        else:
            self.fields["number"].help_text = _("Leeg: het eerste nummer na de andere.")


class ApplicationForm(Form):
    """An application that residents vote on."""

    application = choice(
        _("Over welke aanvraag wordt gestemd?"),
        required=True,
        help_text=_("Titel, plan, plaats en bedrag komen op het stembiljet. Van de aanvrager niets."),
        error_messages={"required": _("Kies een aanvraag.")},
    )
    category = choice(_("Categorie"))

    def __init__(self, *args: Any, vote_round: VoteRound, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = Application.objects.visible_to(actor).filter(fund=vote_round.pot.fund, asked_cents__gt=0).open()
        self.fields["application"].queryset = offered.exclude(vote_projects__round=vote_round)  # type: ignore[attr-defined]
        self.fields["category"].queryset = VoteCategory.objects.filter(round=vote_round)  # type: ignore[attr-defined]


class StopForm(Form):
    reason = TextField(
        label=_("Waarom stopt de stemronde?"),
        help_text=_("Inwoners lezen dit. Er wordt niet geteld."),
        error_messages={"required": _("Schrijf op waarom de stemronde stopt.")},
    )


class LetterCodesForm(Form):
    count = number(_("Hoeveel codes?"), least=1, most=codes.MOST_AT_ONCE)
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    printed_as = forms.ChoiceField(
        label=_("Wat drukt u af?"),
        choices=[
            ("letters", _("Brieven, elk op een eigen blad")),
            ("cards", _("Kaartjes om uit te knippen")),
            ("printer", _("Niets: een bestand voor de drukker")),
        ],
        widget=forms.RadioSelect,
        initial="letters",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("printed_as") != "printer" and given.get("count", 0) > MOST_ON_A_PAGE:
            told = _("Meer dan 500 codes op één bladzijde is te zwaar. Maak er minder, of een bestand voor de drukker.")
            self.add_error("count", told)
        return given
