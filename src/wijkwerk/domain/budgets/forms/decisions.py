"""What is filled in before and at a decision: interests, proposals, votes, advice, the decision itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import (
    AdviceVerdict,
    Application,
    CommitteeChoice,
    CommitteeMember,
    Decision,
    DecisionOutcome,
    Fund,
    Pot,
    Round,
)
from wijkwerk.domain.budgets.models.decisions import GIVES, SAYS_WHY
from wijkwerk.domain.budgets.operations.decisions import conditions_of
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.thread.forms import ConditionsForm
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, choice
from wijkwerk.foundation.kit.money import MoneyField, written

THREE_LINES = forms.Textarea(attrs={"rows": 3})


class InterestForm(Form):
    """Who has an interest, and which."""

    purpose = _("Wie een belang heeft, beslist niet mee. Wij bewaren dit bij de aanvraag, zodat dat later te zien is.")

    person: Any = choice(_("Wie heeft een belang?"), nothing=_("Ikzelf"))
    reason = LineField(
        label=_("Welk belang?"),
        help_text=_("Een paar woorden, bijvoorbeeld: woont in deze straat, zit in het bestuur."),
        longest=300,
        error_messages={"required": _("Schrijf in een paar woorden op welk belang het is.")},
    )

    def __init__(self, *args: Any, may_tell_of: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_tell_of:
            numbers = [person.pk for person in may_tell_of]
            self.fields["person"].queryset = Person.objects.filter(pk__in=numbers)  # type: ignore[attr-defined]
        else:
            del self.fields["person"]


def ask_when_it_applies(form: Form, *names: str) -> None:
    """These are needed with one answer and not with another: they do not say that they may stay empty."""
    for name in names:
        if name in form.fields:
            form.fields[name].is_conditional = True  # type: ignore[attr-defined]


class ProposalForm(Form):
    """What should be decided: a proposal to vote on, or somebody's advice."""

    verdict = forms.ChoiceField(
        label=_("Wat moet er volgens u gebeuren?"),
        choices=[(each.value, capfirst(each.label)) for each in AdviceVerdict],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de drie.")},
    )
    amount_cents = MoneyField(label=_("Hoeveel?"), help_text=_("Alleen bij een deel."), required=False)
    words = TextField(
        label=_("Waarom?"),
        help_text=_("Verplicht bij een deel of niets. De aanvrager kan dit te lezen krijgen."),
        longest=2_000,
        required=False,
        widget=THREE_LINES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_when_it_applies(self, "amount_cents", "words")

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("verdict") == AdviceVerdict.PART and values.get("amount_cents") is None and not self.errors:
            self.add_error("amount_cents", _("Vul in hoeveel."))
        return values


class VoteForm(Form):
    """For or against the proposal that stood on the page."""

    member: Any = choice(_("Wie stemt?"), required=True, nothing=None)
    choice = forms.ChoiceField(
        label=_("Stem"),
        choices=[(each.value, capfirst(each.label)) for each in CommitteeChoice],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies voor, tegen of onthouding.")},
    )
    words = TextField(label=_("Toelichting"), longest=1_000, required=False, widget=THREE_LINES)
    proposal = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, members: Sequence[CommitteeMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [member.pk for member in members]
        own = CommitteeMember.objects.filter(pk__in=numbers).select_related("person")
        self.fields["member"].queryset = own  # type: ignore[attr-defined]
        self.fields["member"].label_from_instance = lambda member: member.person.name  # type: ignore[attr-defined]
        if len(numbers) == 1:
            self.fields["member"].widget = forms.HiddenInput()
            self.initial.setdefault("member", numbers[0])


class PotField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no argument when it runs
    """A pot with what is left in it."""

    left: dict[int, int] = {}

    def label_from_instance(self, pot: Any) -> str:
        return _("%(pot)s: nog %(left)s vrij") % {"pot": pot, "left": written(self.left.get(pot.pk, 0))}


class DecisionForm(ConditionsForm):
    """One of the five outcomes, with what each asks for; the names are those of `prepare_decision`."""

    outcome = forms.ChoiceField(
        label=_("Besluit"),
        choices=[
            (DecisionOutcome.YES, _("Ja")),
            (DecisionOutcome.PART, _("Ja, een deel")),
            (DecisionOutcome.PROVISIONAL, _("Ja, op voorwaarde dat …")),
            (DecisionOutcome.NEXT_ROUND, _("Naar de volgende ronde")),
            (DecisionOutcome.NO, _("Nee")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een besluit.")},
    )
    amount_cents = MoneyField(label=_("Hoeveel krijgt de aanvrager?"), required=False)
    pot = PotField(None, label=_("Uit welke pot?"), required=False, empty_label=None)
    to_round: Any = choice(_("Naar welke ronde?"), nothing=None)
    reason = TextField(
        label=_("Waarom?"),
        help_text=_(
            "Verplicht bij een deel, de volgende ronde en nee. De aanvrager leest dit: gebruik gewone woorden."
        ),
        longest=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    deviates_because = TextField(
        label=_("Wijkt u af van het advies? Waarom?"),
        help_text=_("Dit komt in de brief."),
        longest=2_000,
        required=False,
        widget=THREE_LINES,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        about: Application,
        pots: Sequence[Pot],
        left: dict[int, int],
        rounds: Sequence[Round],
        has_advice: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, about=about, **kwargs)
        self.fields["amount_cents"].help_text = _("Gevraagd is %(asked)s.") % {"asked": written(about.asked_cents)}
        pot_field = self.fields["pot"]
        assert isinstance(pot_field, PotField)
        pot_field.left = left
        pot_field.queryset = Pot.objects.filter(pk__in=[pot.pk for pot in pots]).select_related("fund", "work_area")
        if pots:
            self.initial.setdefault("pot", pots[0].pk)
        self._put_rounds(rounds)
        if not has_advice:
            del self.fields["deviates_because"]
        ask_when_it_applies(self, "amount_cents", "pot", "to_round", "reason", "deviates_because")

    def _put_rounds(self, rounds: Sequence[Round]) -> None:
        if rounds:
            chosen = Round.objects.filter(pk__in=[each.pk for each in rounds])
            self.fields["to_round"].queryset = chosen  # type: ignore[attr-defined]
            return
        del self.fields["to_round"]
        words = _("Verplicht bij een deel en bij nee. De aanvrager leest dit: gebruik gewone woorden.")
        self.fields["reason"].help_text = words
        outcome = self.fields["outcome"]
        choices: list[tuple[str, str | Promise]] = [
            pair
            for pair in outcome.choices  # type: ignore[attr-defined]
            if pair[0] != DecisionOutcome.NEXT_ROUND
        ]
        outcome.choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(draft: Decision | None) -> dict[str, Any]:
        if draft is None:
            return {"version": 0}
        names = ("outcome", "amount_cents", "pot", "to_round", "reason", "deviates_because", "version")
        values = {name: getattr(draft, name) for name in names}
        return values | {"amount_cents": draft.amount_cents or None, "conditions": conditions_of(draft)}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values.pop("rows", None)
        outcome = values.get("outcome")
        if outcome in SAYS_WHY and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf op waarom. De aanvrager leest dit."))
        if outcome == DecisionOutcome.PART and values.get("amount_cents") is None and "amount_cents" not in self.errors:
            self.add_error("amount_cents", _("Vul in hoeveel de aanvrager krijgt."))
        if outcome and outcome not in GIVES:
            values["pot"] = None
        if outcome != DecisionOutcome.NEXT_ROUND:
            values["to_round"] = None
        filled = any(row.has_changed() for row in self.condition_forms)
        if outcome and outcome != DecisionOutcome.PROVISIONAL and filled:
            self.add_error(
                "outcome",
                _("U vulde ook voorwaarden in. Kies “ja, op voorwaarde dat”, of maak de voorwaarden leeg."),
            )
        values["conditions"] = self.clean_conditions(wanted=outcome == DecisionOutcome.PROVISIONAL)
        return values


class PublishForm(Form):
    """From which day the term to object runs."""

    announced_on = DayField(
        label=_("Datum van de brief"),
        help_text=_(
            "Vandaag, of de dag dat de brieven op papier de deur uit gaan. De termijn voor bezwaar begint dan."
        ),
        error_messages={"required": _("Vul de datum van de brief in.")},
    )


class ReasonForm(Form):
    """Why, in words that the applicant reads."""

    reason = TextField(
        label=_("Waarom?"),
        help_text=_("De aanvrager leest dit: gebruik gewone woorden."),
        longest=2_000,
        widget=THREE_LINES,
        error_messages={"required": _("Schrijf op waarom. De aanvrager leest dit.")},
    )


class MetForm(Form):
    note = TextField(label=_("Hoe weet u dat?"), longest=1_000, required=False, widget=THREE_LINES)


class ConditionDayForm(ReasonForm):
    """Another day, and why."""

    by_when = DayField(
        label=_("Uiterlijk wanneer?"), error_messages={"required": _("Vul in wanneer dit er uiterlijk moet zijn.")}
    )
    field_order = ["by_when", "reason"]


class DraftsFilter(Form):
    """Which drafts stand on the page."""

    budget: Any = choice(_("Budget"), nothing=_("Alle"))
    ronde: Any = choice(_("Ronde"), nothing=_("Alle"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].queryset = Fund.objects.shown().order_by("name")  # type: ignore[attr-defined]
        self.fields["ronde"].queryset = Round.objects.going_on().order_by("-closes_at")  # type: ignore[attr-defined]
