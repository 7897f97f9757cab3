"""What is filled in about surveys: by who makes one, by who answers it, by who types what came on paper."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.plans.models import Evaluation, Goal, Survey, SurveyQuestion
from wijkwerk.domain.plans.models.surveys import QuestionKind, SurveyState
from wijkwerk.domain.plans.operations.surveys import MOST_WORDS
from wijkwerk.domain.plans.queries import surveys as queries
from wijkwerk.foundation.kit import clock, codes
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField

CODE_LABEL = _("Uw code")
TOO_MANY = 10_000_000


# ── Making one ─────────────────────────────────────────────────────────────────────────────────────────────────────
class SurveyForm(Form):
    """What it is called, from when until when, and who may take part."""

    title = LineField(label=_("Titel"), error_messages={"required": _("Geef de enquête een titel.")})
    introduction = TextField(
        label=_("Inleiding"),
        help_text=_("Waarom u dit vraagt en wat u met de antwoorden doet. Kort, in gewone woorden."),
        required=False,
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_on = DayField(label=_("Open vanaf"))
    closes_on = DayField(label=_("Tot en met"))
    needs_code = forms.TypedChoiceField(
        label=_("Wie kan meedoen?"),
        coerce=lambda value: value == "ja",
        choices=[
            ("ja", _("Wie een code kreeg: één antwoord per persoon")),
            ("nee", _("Iedereen, zonder code")),
        ],
        widget=forms.RadioSelect,
        initial="ja",
    )
    asked_count = forms.IntegerField(
        label=_("Hoeveel mensen vraagt u zonder code?"),
        help_text=_("Om te laten zien welk deel meedeed. Leeg als u het niet weet."),
        min_value=1,
        max_value=TOO_MANY,
        required=False,
        error_messages={"invalid": _("Schrijf een getal, bijvoorbeeld 1200.")},
    )
    double_entry = forms.BooleanField(
        label=_("Papier wordt twee keer ingevoerd, door twee mensen"),
        required=False,
    )
    question_set = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Begin met deze vragenlijst"), required=False, empty_label=_("Geen, ik maak zelf vragen")
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, survey: Survey | None = None, **kwargs: Any) -> None:
        if survey is not None:
            own = ("title", "introduction", "opens_on", "closes_on", "asked_count", "double_entry")
            initial = {name: getattr(survey, name) for name in own}
            kwargs.setdefault("initial", initial | {"needs_code": "ja" if survey.needs_code else "nee"})
        super().__init__(*args, **kwargs)
        if survey is not None:
            del self.fields["question_set"], self.fields["client_key"]
            self.fields["needs_code"].disabled = survey.state != SurveyState.MAKING
            return
        self.fields["question_set"].queryset = queries.question_sets(only_active=True)  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4
        self.fields["opens_on"].initial = clock.today


class QuestionForm(Form):
    """One question."""

    text = LineField(
        label=_("De vraag"),
        help_text=_("Kort, één ding tegelijk."),
        longest=300,
        error_messages={"required": _("Schrijf de vraag op.")},
    )
    explanation = LineField(label=_("Uitleg onder de vraag"), longest=300, required=False)
    kind = forms.ChoiceField(
        label=_("Hoe antwoorden mensen?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe mensen antwoorden.")},
    )
    choices = TextField(
        label=_("De antwoorden waaruit men kiest"),
        help_text=_("Elk antwoord op een eigen regel. Alleen bij “één antwoord” en “meer antwoorden”."),
        longest=2_500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    goal = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None, label=_("Bij welk doel?"), required=False, empty_label=_("Los van de doelen")
    )

    def __init__(
        self,
        *args: Any,
        evaluation: Evaluation | None = None,
        question: SurveyQuestion | None = None,
        **kwargs: Any,
    ) -> None:
        if question is not None:
            own = ("text", "explanation", "kind")
            kwargs.setdefault(
                "initial",
                {name: getattr(question, name) for name in own}
                | {"choices": "\n".join(question.choices), "goal": question.goal_id},
            )
        super().__init__(*args, **kwargs)
        if evaluation is None or evaluation.vision_id is None:
            del self.fields["goal"]
        else:
            self.fields["goal"].queryset = Goal.objects.filter(vision_id=evaluation.vision_id).order_by("number")  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "choices": self.cleaned_data["choices"].split("\n")}


class QuestionSetForm(Form):
    name = LineField(
        label=_("Naam van de vragenlijst"),
        longest=120,
        error_messages={"required": _("Geef de vragenlijst een naam.")},
    )


class TakeOverForm(Form):
    """Questions of a set come in."""

    question_set = forms.ModelChoiceField(  # type: ignore[var-annotated]
        queryset=None,
        label=_("Vragenlijst"),
        empty_label=_("Kies een vragenlijst"),
        error_messages={"required": _("Kies een vragenlijst.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question_set"].queryset = queries.question_sets(only_active=True)  # type: ignore[attr-defined]


class CodesForm(Form):
    """How many codes, and on what they are printed."""

    count = forms.IntegerField(
        label=_("Hoeveel codes?"),
        help_text=_("Voor elke persoon één. U ziet de codes één keer: druk ze meteen af."),
        min_value=1,
        max_value=codes.MOST_AT_ONCE,
        error_messages={
            "required": _("Schrijf op hoeveel codes u nodig hebt."),
            "invalid": _("Schrijf een getal, bijvoorbeeld 200."),
            "min_value": codes.HowManyCodes.message,
            "max_value": codes.HowManyCodes.message,
        },
    )
    printed_as = forms.ChoiceField(
        label=_("Waarop?"),
        choices=[
            ("letters", _("Brieven met een code, een per blad")),
            ("questionnaires", _("Vragenlijsten op papier met een code")),
            ("cards", _("Kaartjes met een code, om uit te delen")),
        ],
        widget=forms.RadioSelect,
        initial="letters",
    )
    batch = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].initial = uuid.uuid4


# ── Answering on the web ───────────────────────────────────────────────────────────────────────────────────────────
class CodeForm(Form):
    """The code from a letter: it says which survey it is for."""

    code = LineField(
        label=CODE_LABEL,
        help_text=_("De code staat op uw brief, bijvoorbeeld BCDF-2345-GHJK."),
        longest=60,
        error_messages={"required": _("Vul de code in die op uw brief staat.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


def name_of(question: SurveyQuestion) -> str:
    return f"q{question.pk}"


class AnswerForm(Form):
    """The questionnaire as a resident sees it. No question must be answered."""

    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, survey: Survey, questions: Sequence[SurveyQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.fields["client_key"].initial = uuid.uuid4
        if survey.needs_code:
            self.fields["code"] = CodeForm.base_fields["code"]
        for place, question in enumerate(self.questions, 1):
            self.fields[name_of(question)] = self._field(place, question)

    def _field(self, place: int, question: SurveyQuestion) -> forms.Field:
        own: dict[str, Any] = {
            "label": f"{place}. {question.text}",
            "help_text": question.explanation,
            "required": False,
        }
        if question.kind == QuestionKind.WORDS:
            told = gettext("Noem geen namen, ook niet van uzelf.")
            own["help_text"] = f"{question.explanation} {told}".strip()
            return TextField(longest=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}), **own)
        choices: list[tuple[Any, str]] = [(str(number), label) for number, label in question.options]
        own["error_messages"] = {"invalid_choice": _("Kies een van de antwoorden die er staan.")}
        if question.kind == QuestionKind.SEVERAL:
            return forms.TypedMultipleChoiceField(
                choices=choices, coerce=int, widget=forms.CheckboxSelectMultiple, **own
            )
        if question.kind == QuestionKind.MARK:
            own["help_text"] = question.explanation or gettext("1 is heel slecht, 10 is heel goed.")
            choices = [("", gettext("Kies een cijfer")), *choices]
            return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, **own)
        return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect, **own)

    @property
    def given(self) -> dict[int, Sequence[int] | str]:
        """As the operation takes it: by the number of the question."""
        return _given(self.questions, self.cleaned_data)

    @property
    def code(self) -> str:
        return str(self.cleaned_data.get("code", ""))


def _given(questions: Sequence[SurveyQuestion], values: dict[str, Any]) -> dict[int, Sequence[int] | str]:
    given: dict[int, Sequence[int] | str] = {}
    for question in questions:
        value = values.get(name_of(question))
        if value in (None, "", []):
            continue
        given[question.pk] = value if isinstance(value, str | list) else [value]
    return given


# ── Typing what came on paper ──────────────────────────────────────────────────────────────────────────────────────
class NumbersField(forms.CharField):
    """Numbers of answers as they stand on paper: 3, or 1 4 5."""

    def __init__(self, *, known: Sequence[int], most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known, self.most = known, most

    def clean(self, value: Any) -> list[int]:
        words = re.findall(r"[^\s,;.+-]+", super().clean(value) or "")
        numbers = [int(word) for word in words if word.isdecimal() and len(word) < 4]
        if len(numbers) != len(words) or not set(numbers) <= set(self.known):
            told = gettext("Typ een nummer van %(first)s tot en met %(last)s, of laat dit leeg.")
            raise forms.ValidationError(told % {"first": self.known[0], "last": self.known[-1]})
        if len(set(numbers)) > self.most:
            raise forms.ValidationError(
                gettext("Bij deze vraag hoort één antwoord. Zijn het er meer, laat dit dan leeg.")
            )
        return sorted(set(numbers))


class PaperForm(Form):
    """The same questions for who types: numbers instead of rounds to click, from field to field with Tab."""

    sheet = forms.IntegerField(
        label=_("Nummer van het papier"),
        help_text=_("Schrijf dit nummer boven aan het papier."),
        min_value=1,
        max_value=TOO_MANY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Schrijf een nummer op het papier en vul dat hier in.")
        ),
    )
    code = LineField(
        label=_("Code op het papier"),
        longest=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    is_sure = forms.BooleanField(
        label=_("Ja, wat ik nu typte staat zo op het papier"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        survey: Survey,
        questions: Sequence[SurveyQuestion],
        again: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        if again or not survey.needs_code:
            del self.fields["code"]
        for place, question in enumerate(self.questions, 1):
            self.fields[name_of(question)] = self._field(place, question)
        self.order_fields([*(name for name in self.fields if name != "is_sure"), "is_sure"])
        first = next(name for name in ("code", "sheet") if name in self.fields)
        self.fields[first].widget.attrs["autofocus"] = True

    def _field(self, place: int, question: SurveyQuestion) -> forms.Field:
        label = f"{place}. {question.text}"
        if question.kind == QuestionKind.WORDS:
            return TextField(label=label, longest=MOST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 2}))
        numbers = [number for number, _label in question.options]
        listed = "; ".join(f"{number} {name}" for number, name in question.options)
        return NumbersField(
            known=numbers,
            most=len(numbers) if question.kind == QuestionKind.SEVERAL else 1,
            label=label,
            help_text=gettext("1 tot en met 10") if question.kind == QuestionKind.MARK else listed,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        )

    def ask(self) -> None:
        """Show the box: what is typed now differs from the first time."""
        self.fields["is_sure"].widget = forms.CheckboxInput()

    @property
    def values(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("sheet", "code") if name in self.cleaned_data}
        return own | {"given": _given(self.questions, self.cleaned_data)}


class WordsForm(Form):
    """Own words as colleagues may read them."""

    words = TextField(
        label=_("Wat collega's lezen"),
        help_text=_("Haal namen en wat verder naar iemand wijst eruit. Leeg: niemand leest het."),
        longest=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
