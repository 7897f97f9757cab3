"""What somebody fills in to answer: the verdict, why, and under which conditions.

`AnswerForm` is a part for the forms of rooms above. Its cleaned data bear the names of `give_answer`: verdict, reason,
conditions. A room with other answers than these three builds on `ConditionsForm`. The button "Nog een voorwaarde" gives
the same form back with a row more and everything that was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.thread import queries
from wijkwerk.domain.thread.models import ConditionKind, Verdict
from wijkwerk.domain.thread.operations import ConditionDraft
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField
from wijkwerk.foundation.kit.money import MoneyField
from wijkwerk.foundation.kit.things import Ref

ANOTHER = "nog-een-voorwaarde"
MOST_ROWS = 12
VERDICTS: list[tuple[str, str | Promise]] = [
    (Verdict.YES, _("Ja")),
    (Verdict.CONDITIONAL, _("Ja, op voorwaarde dat …")),
    (Verdict.NO, _("Nee")),
]


class ConditionForm(Form):
    """One condition. A row that was left empty is none."""

    what = LineField(
        label=_("Wat is er nodig?"), longest=500, error_messages={"required": _("vul in wat er nodig is.")}
    )
    from_whom = LineField(
        label=_("Van wie?"),
        help_text=_("Bijvoorbeeld: de gemeenteraad, de woningstichting."),
        error_messages={"required": _("vul in van wie dit moet komen.")},
    )
    by_when = DayField(
        label=_("Uiterlijk wanneer?"), error_messages={"required": _("vul in wanneer dit er uiterlijk moet zijn.")}
    )
    kind = forms.ChoiceField(label=_("Waar wacht het op?"), error_messages={"required": _("kies waar het op wacht.")})
    amount_cents = MoneyField(label=_("Hoeveel geld?"), help_text=_("In euro's, als u het weet."), required=False)
    paid_by = forms.ChoiceField(
        label=_("Welk programma moet dit geld reserveren?"),
        help_text=_("Is het geld daar gereserveerd, dan komt dit vanzelf terug en krijgt wie erom vroeg bericht."),
        required=False,
    )
    waits_for = forms.ChoiceField(
        label=_("Welk project moet eerst klaar zijn?"),
        error_messages={"required": _("kies welk project eerst klaar moet zijn.")},
    )

    def __init__(
        self,
        *args: Any,
        number: int,
        to_wait_for: list[tuple[Ref, str]],
        to_pay: list[tuple[Ref, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.number = number
        kinds: list[tuple[str, str | Promise]] = [(kind.value, capfirst(kind.label)) for kind in ConditionKind]
        if to_wait_for:
            projects = [("", _("Kies een project")), *((str(reference), title) for reference, title in to_wait_for)]
            self.fields["waits_for"].choices = projects  # type: ignore[attr-defined]
            waits = self.data.get(self.add_prefix("kind")) == ConditionKind.ITEM
            self.fields["waits_for"].required = waits or not self.is_bound
        else:
            del self.fields["waits_for"]
            kinds = [choice for choice in kinds if choice[0] != ConditionKind.ITEM]
        self.fields["kind"].choices = [("", _("Kies …")), *kinds]  # type: ignore[attr-defined]
        if to_pay:
            payers = [("", _("Nog geen programma")), *((str(reference), title) for reference, title in to_pay)]
            self.fields["paid_by"].choices = payers  # type: ignore[attr-defined]
        else:
            del self.fields["paid_by"]
        self._references = {str(reference): reference for reference, _title in (*to_wait_for, *to_pay)}

    def has_changed(self) -> bool:
        """Somebody typed something in this row."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)

    @property
    def draft(self) -> ConditionDraft:
        values = self.cleaned_data
        kind = ConditionKind(values["kind"])
        return ConditionDraft(
            kind=kind,
            what=values["what"],
            from_whom=values["from_whom"],
            by_when=values["by_when"],
            amount_cents=values["amount_cents"] if kind == ConditionKind.MONEY else None,
            waits_for=self._waits_for(kind),
        )

    def _waits_for(self, kind: ConditionKind) -> Ref | None:
        if kind == ConditionKind.ITEM:
            return self._references[self.cleaned_data["waits_for"]]
        if kind == ConditionKind.MONEY and self.cleaned_data.get("paid_by"):
            return self._references[self.cleaned_data["paid_by"]]
        return None


class ConditionsForm(Form):
    """A form with rows for conditions; which answer they belong to, a form above says."""

    rows = forms.IntegerField(required=False, min_value=1, max_value=MOST_ROWS, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, about: Model, **kwargs: Any) -> None:
        self.asks_for_row = data is not None and ANOTHER in data
        typed, prefix = data, kwargs.get("prefix")
        if self.asks_for_row:  # not sent yet: what was typed comes back, unjudged
            data = None
            kwargs["initial"] = (kwargs.get("initial") or {}) | _typed(typed, prefix)
        super().__init__(data, *args, **kwargs)
        offered = {"to_wait_for": queries.to_wait_for(about), "to_pay": queries.to_pay(about)}
        standing = self.initial.get("conditions") or ()
        count = min(max(_count(typed, self.add_prefix("rows")) + self.asks_for_row, len(standing)), MOST_ROWS)
        self.initial["rows"] = count
        self.condition_forms = [
            self._condition_form(number, offered, data, typed, standing) for number in range(1, count + 1)
        ]
        if self.asks_for_row:
            self.condition_forms[-1].fields["what"].widget.attrs["autofocus"] = True

    def _condition_form(
        self,
        number: int,
        offered: dict[str, list[tuple[Ref, str]]],
        data: Any,
        typed: Any,
        standing: Sequence[ConditionDraft],
    ) -> ConditionForm:
        prefix = self.add_prefix(f"voorwaarde-{number}")
        initial = _typed(typed, prefix) if self.asks_for_row else None
        if initial is None and number <= len(standing):
            initial = _shown(standing[number - 1])
        return ConditionForm(data, prefix=prefix, initial=initial, number=number, **offered)

    @property
    def can_have_another(self) -> bool:
        return len(self.condition_forms) < MOST_ROWS

    @property
    def shows_conditions(self) -> bool:
        """Whatever the verdict: what was typed is never hidden."""
        return any(row.has_changed() for row in self.condition_forms) or self.asks_for_row

    def clean_conditions(self, *, wanted: bool) -> list[ConditionDraft]:
        """The rows that were filled in, with what is wrong with them as errors of the whole form."""
        filled = [row for row in self.condition_forms if row.has_changed()]
        if wanted and not filled:
            self.add_error(None, _("Noem ten minste één voorwaarde: wat er nodig is, van wie en wanneer."))
        for row in filled:
            for messages in row.errors.values():
                told = {"number": row.number, "words": " ".join(map(str, messages))}
                self.add_error(None, gettext("Voorwaarde %(number)s: %(words)s") % told)
        return [row.draft for row in filled if row.is_valid()]


class AnswerForm(ConditionsForm):
    """One of the three answers to `about`. The default is yes, unless."""

    verdict = forms.ChoiceField(
        label=_("Uw antwoord"),
        help_text=_("Ja, tenzij: alleen een goede reden maakt het nee."),
        choices=VERDICTS,
        initial=Verdict.YES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja, nee, of ja op voorwaarde.")},
    )
    reason = TextField(
        label=_("Waarom?"),
        help_text=_("Bij nee is de reden verplicht. Schrijf gewone woorden: wie vroeg, leest dit."),
        longest=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values.pop("rows", None)
        verdict, filled = values.get("verdict"), any(row.has_changed() for row in self.condition_forms)
        if verdict == Verdict.NO and not values.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf op waarom het antwoord nee is. Zonder reden kan een nee niet."))
        if verdict in (Verdict.YES, Verdict.NO) and filled:
            self.add_error(
                "verdict",
                _("U vulde ook voorwaarden in. Kies “ja, op voorwaarde dat”, of maak de voorwaarden leeg."),
            )
        values["conditions"] = self.clean_conditions(wanted=verdict == Verdict.CONDITIONAL)
        return values


def _shown(draft: ConditionDraft) -> dict[str, Any]:
    """A condition as it stands in its row."""
    waits_for = str(draft.waits_for) if draft.waits_for else ""
    return {
        "what": draft.what,
        "from_whom": draft.from_whom,
        "by_when": draft.by_when,
        "kind": draft.kind,
        "amount_cents": draft.amount_cents,
        "waits_for" if draft.kind == ConditionKind.ITEM else "paid_by": waits_for,
    }


def _typed(data: Any, prefix: str | None) -> dict[str, str]:
    """What was typed into the fields of one form, by their names."""
    start = f"{prefix}-" if prefix else ""
    return {name.removeprefix(start): data.get(name) for name in data if name.startswith(start)}


def _count(data: Any, name: str) -> int:
    """How many rows the form had."""
    given = str(data.get(name, "")) if data is not None else ""
    return min(max(int(given), 1), MOST_ROWS) if given.isdecimal() and len(given) < 4 else 1
