"""What somebody fills in about chores, talks, quotes and rules. Names of fields are the operations' arguments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.chore_states import ChoreState
from wijkwerk.domain.workshop.forms.bicycles import HelperField, helpers_of, whole
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.forms.who import WhoForm
from wijkwerk.domain.workshop.models import Chore, ChoreKind, ChoreRules, CostKind, Outcome, RuleCard, Urgency
from wijkwerk.domain.workshop.operations.chores import CostLine
from wijkwerk.domain.workshop.queries import participants, residents
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField

NO_NAMES = _("Noem geen namen, en niets over gezondheid, geld of papieren.")
LONGEST_WORDS = 2_000
LINES, USUAL_LINES = 6, 3


class ChoreFilter(Form):
    """Which chores."""

    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("Loopt nog")), ("all", _("Alle")), *ChoreState.choices],
        required=False,
    )
    soort = forms.ChoiceField(label=_("Soort"), choices=[("", _("Alle")), *ChoreKind.choices], required=False)

    @property
    def wanted(self) -> dict[str, str]:
        values = self.cleaned_data if self.is_valid() else {}
        return {"state": values.get("stand", ""), "kind": values.get("soort", "")}


class ChoreWords(Form):
    """What the work is."""

    kind = forms.ChoiceField(label=_("Wat voor klus?"), choices=ChoreKind)
    title = LineField(
        label=_("Wat moet er gebeuren?"),
        longest=120,
        error_messages={"required": _("Schrijf in een paar woorden wat er gedaan moet worden.")},
    )
    about = TextField(label=_("Wat moet wie komt weten?"), longest=LONGEST_WORDS, required=False, help_text=NO_NAMES)
    own_part = LineField(label=_("Wat doet de inwoner zelf?"), longest=300, required=False)
    place = LineField(
        label=_("Waar?"), longest=200, required=False, help_text=_("Straat en nummer, zodat wij het vinden.")
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    skills = ThingsField(
        queryset=None, label=_("Wat moet iemand kunnen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = whole(_("Hoeveel minuten duurt het ongeveer?"), least=15, most=480, initial=60)
    people_needed = forms.TypedChoiceField(
        label=_("Met hoeveel mensen?"),
        coerce=int,
        choices=[(1, _("één")), (2, _("twee: iemand die het kan, en iemand die het leert"))],
        initial=1,
        widget=forms.RadioSelect,
    )
    urgency = forms.TypedChoiceField(
        label=_("Hoe snel?"), coerce=int, choices=Urgency, initial=Urgency.USUAL, widget=forms.RadioSelect
    )

    def offer_skills(self, workshop: Facility) -> None:
        self.fields["skills"].queryset = participants.skills(workshop)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("lat") is None or values.get("lon") is None:
            values["lat"] = values["lon"] = None
        return values


class NewChoreForm(WhoForm, ChoreWords):
    """Somebody asks a helping hand, for themselves or for a neighbour."""

    purpose = _("Wij vragen dit om de klus te doen en te laten weten hoe het gaat. Meer hoeven wij niet te weten.")
    who_label = _("Wie vraagt het?")
    for_whom = LineField(
        label=_("Voor wie is het?"),
        longest=120,
        required=False,
        help_text=_("Alleen als iemand het voor een ander vraagt: de naam of de kaart van die ander."),
    )
    is_at_desk = forms.BooleanField(label=_("Staat nu aan de balie (telt als bezoek)"), required=False, initial=True)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["who", "resident", "for_whom", "kind", "title", "about", "own_part", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_skills(self.workshop)
        self.fields["client_key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        words, found = values.pop("for_whom", ""), []
        if words:
            carded = residents.by_card(self.workshop, words)
            found = [carded] if carded else residents.find_residents(self.workshop, words)
            if not found:
                self.add_error("for_whom", _("Niemand gevonden met deze naam of kaart. Schrijf die eerst in."))
            elif len(found) > 1:
                self.add_error("for_whom", _("Er zijn er meer met deze naam. Scan de kaart of typ de hele naam."))
        values["for_resident"] = found[0] if len(found) == 1 else None
        return values


class ChangeChoreForm(ChoreWords):
    """The work, said better."""

    def __init__(self, *args: Any, chore: Chore, **kwargs: Any) -> None:
        names = ("kind", "title", "about", "own_part", "place", "lat", "lon", "minutes", "people_needed", "urgency")
        initial = {name: getattr(chore, name) for name in names} | {"skills": chore.skills.all()}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.offer_skills(chore.facility)


class TalkForm(Form):
    """What a talk came to. There is no field for papers, income, a citizen number or a birth date."""

    purpose = _(
        "Schrijf zo weinig op als kan. Alleen wie zulke gesprekken voert, leest dit, en elk lezen wordt bewaard."
    )
    outcome = forms.ChoiceField(
        label=_("Wat is de uitkomst?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de uitkomst is.")},
    )
    reason = TextField(
        label=_("Waarom? In gewone woorden"),
        longest=LONGEST_WORDS,
        required=False,
        help_text=_("Verplicht bij een nee. De inwoner leest dit. Geen papieren, geen bedragen, geen ziektes."),
    )
    better_address = LineField(
        label=_("Waar kan de inwoner wel terecht?"),
        longest=300,
        required=False,
        help_text=_("Verplicht bij een nee: welke organisatie of plek, en hoe die te bereiken is."),
    )
    condition = LineField(
        label=_("Welke voorwaarde?"),
        longest=300,
        required=False,
        help_text=_("Verplicht bij ‘op voorwaarde’: wat er eerst gebeurt, door wie, wanneer."),
    )
    own_part = LineField(label=_("Wat doet de inwoner zelf?"), longest=300, required=False)
    valid_until = DayField(
        label=_("Tot wanneer geldt dit?"),
        required=False,
        help_text=_("Leeg: zo lang als de wijkwerkplaats heeft afgesproken. Daarna gaan deze woorden weg."),
    )


class BecauseForm(Form):
    """Why."""

    because = LineField(label=_("Waarom?"), longest=300, error_messages={"required": _("Schrijf op waarom.")})

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label is not None:
            self.fields["because"].label = label
        self.fields["because"].help_text = help_text


class QuoteForm(Form):
    """Lines of cost, and what is asked of the resident. Lines that are left empty do not count."""

    contribution_cents = MoneyField(
        label=_("Wat vragen wij van de inwoner?"), error_messages={"required": _("Vul een bedrag in; 0 mag ook.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            kind = list(CostKind)[min(number, 3) - 1]
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Soort van regel %(number)s") % {"number": number},
                choices=CostKind,
                initial=kind,
                required=False,
            )
            self.fields[f"words_{number}"] = LineField(
                label=_("Wat, op regel %(number)s") % {"number": number}, longest=120, required=False
            )
            self.fields[f"amount_{number}"] = MoneyField(
                label=_("Bedrag van regel %(number)s") % {"number": number}, required=False
            )

    def _rows(self, first: int, last: int) -> list[tuple[Any, Any, Any]]:
        return [(self[f"kind_{n}"], self[f"words_{n}"], self[f"amount_{n}"]) for n in range(first, last + 1)]

    @property
    def first_rows(self) -> list[tuple[Any, Any, Any]]:
        return self._rows(1, USUAL_LINES)

    @property
    def more_rows(self) -> list[tuple[Any, Any, Any]]:
        return self._rows(USUAL_LINES + 1, LINES)

    @property
    def more_is_used(self) -> bool:
        """So that what was typed there, or what is wrong there, is not hidden."""
        return any(words.value() or amount.value() for _kind, words, amount in self.more_rows)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        lines = []
        for number in range(1, LINES + 1):
            words, amount = values.get(f"words_{number}", ""), values.get(f"amount_{number}")
            kind = values.get(f"kind_{number}") or CostKind.MATERIAL
            if words and amount is None and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("Vul een bedrag in; 0 mag ook."))
            if amount is not None:
                lines.append(CostLine(CostKind(kind), words or str(CostKind(kind).label), amount))
        return {"lines": lines, "contribution_cents": values.get("contribution_cents")}


class CostForm(Form):
    """Something that was spent."""

    kind = forms.ChoiceField(
        label=_("Wat voor kosten?"),
        choices=[(kind.value, kind.label) for kind in CostKind if kind != CostKind.HOURS],
    )
    words = LineField(label=_("Wat?"), longest=120, required=False)
    amount_cents = MoneyField(label=_("Bedrag"), error_messages={"required": _("Vul een bedrag in.")})
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class WorkForm(Form):
    """Who worked, and how long in all."""

    participant = HelperField(label=_("Wie werkte eraan?"), error_messages={"required": _("Kies wie eraan werkte.")})
    minutes = whole(
        _("Hoeveel minuten in totaal?"), least=1, most=720, help_text=_("Vult u dit opnieuw in, dan telt het nieuwe.")
    )
    on = DayField(label=_("Op welke dag?"), initial=clock.today)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participant"].queryset = helpers_of(workshop)  # type: ignore[attr-defined]


class SatisfiedForm(Form):
    """What the resident thinks of it."""

    verdict = forms.ChoiceField(
        label=_("Is de inwoner tevreden?"),
        choices=[
            ("yes", _("Ja")),
            ("again", _("Nee, wij komen terug")),
            ("no", _("Nee, maar wij hoeven niet terug te komen")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of de inwoner tevreden is.")},
    )
    words = LineField(label=_("Wat zei de inwoner?"), longest=300, required=False)

    @property
    def values(self) -> dict[str, Any]:
        verdict = self.cleaned_data["verdict"]
        return {
            "satisfied": verdict == "yes",
            "come_again": verdict == "again",
            "words": self.cleaned_data["words"],
        }


class RuleForm(Form):
    """A card: we do this, or we do not."""

    is_done = forms.TypedChoiceField(
        label=_("Doen wij dit?"),
        choices=[("ja", _("Dit doen wij")), ("nee", _("Dit doen wij niet"))],
        coerce=lambda word: word == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of u dit wel of niet doet.")},
    )
    title = LineField(
        label=_("In één zin"), longest=120, error_messages={"required": _("Schrijf in één zin wat u wel of niet doet.")}
    )
    about = TextField(
        label=_("Waar ligt de grens?"), longest=text.SENTENCE, required=False, help_text=_("Met een voorbeeld.")
    )

    def __init__(self, *args: Any, card: RuleCard | None = None, **kwargs: Any) -> None:
        if card is not None:
            initial = {"is_done": "ja" if card.is_done else "nee", "title": card.title, "about": card.about}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)


class ChoreRulesForm(Form):
    """What the workshop sets for its chores."""

    margin_percent = whole(
        _("Hoeveel procent mag een klus duurder worden?"),
        least=0,
        most=100,
        help_text=_("Wordt het meer, dan stopt het werk en vragen wij het de inwoner opnieuw."),
    )
    hour_cents = MoneyField(
        label=_("Wat kost een uur werk ons?"), help_text=_("Telt mee in wat een klus kost. 0 mag ook.")
    )
    intake_months = whole(_("Hoeveel maanden geldt de uitkomst van een gesprek?"), least=1, most=60)
    frost_degrees = whole(
        _("Bij hoeveel graden wordt er gestrooid?"),
        least=-20,
        most=5,
        help_text=_("Wijkwerk kijkt niet zelf naar het weer: u leest de thermometer en roept de ronde op."),
    )

    def __init__(self, *args: Any, rules: ChoreRules, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(rules, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
