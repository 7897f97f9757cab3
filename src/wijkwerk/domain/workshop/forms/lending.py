"""What somebody fills in about tools, loans and reservations. Fields are named as the operations' arguments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.facilities.queries import Calendar
from wijkwerk.domain.workshop.forms.money import MoneyField
from wijkwerk.domain.workshop.models import InspectionOutcome, Kit, Tool, ToolKind, ToolState
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField

NO_NAMES = _("Noem geen namen of andere gegevens van mensen.")
MOST = 32_000


def _whole(label: Any, *, least: int = 0, most: int = 999, **more: Any) -> forms.IntegerField:
    wrong = _("Vul een heel getal in van %(least)s tot en met %(most)s.") % {"least": least, "most": most}
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=messages, **more)


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class ToolFilter(Form):
    """Which tools."""

    zoek = LineField(label=_("Zoek op naam of code"), required=False, longest=80)
    groep = forms.ChoiceField(label=_("Groep"), required=False)
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles wat in gebruik is")),
            ("vrij", _("Nu op de plank")),
            ("uit", _("Uitgeleend")),
            ("laat", _("Te laat")),
            ("keuring", _("Moet gekeurd worden")),
            (ToolState.OUT_OF_ORDER.value, ToolState.OUT_OF_ORDER.label),
            (ToolState.MISSING.value, ToolState.MISSING.label),
            (ToolState.RETIRED.value, ToolState.RETIRED.label),
        ],
    )

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groep"].choices = [("", _("Alle")), *((each, each) for each in groups)]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        values = self.cleaned_data if self.is_valid() else {}
        return {
            "words": values.get("zoek", ""),
            "group": values.get("groep", ""),
            "which": values.get("stand", ""),
        }


class CatalogueFilter(Form):
    """What somebody wants to borrow, and when."""

    zoek = LineField(label=_("Wat zoekt u?"), required=False, longest=80)
    groep = forms.ChoiceField(label=_("Soort"), required=False)
    op = DayField(label=_("Op welke dag?"), required=False)

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groep"].choices = [("", _("Alles")), *((each, each) for each in groups)]  # type: ignore[attr-defined]


# ── Kinds, items, kits ─────────────────────────────────────────────────────────────────────────────────────────────
class KindForm(Form):
    """A kind of tool and the rule of its loan."""

    name = LineField(label=_("Naam"), help_text=_("Zoals mensen het noemen: heggenschaar."), longest=80)
    group = LineField(label=_("Groep"), help_text=_("Tuin, hout, schilderen …"), required=False, longest=60)
    about = TextField(label=_("Waar is het voor?"), required=False, longest=1_000)
    loan_days = _whole(_("Hoeveel dagen mag het mee?"), least=1, most=365, initial=7)
    extension_days = _whole(_("Met hoeveel dagen kan iemand verlengen?"), most=365, initial=7)
    most_extensions = _whole(_("Hoe vaak kan iemand verlengen?"), most=20, initial=1)
    contribution_cents = MoneyField(label=_("Bijdrage"), help_text=_("In euro's. Leeg of 0: gratis."), required=False)
    full_cost_cents = MoneyField(
        label=_("Wat kost een uitleen ons?"), help_text=_("Slijtage, keuring en reparatie."), required=False
    )
    inspection_months = _whole(
        _("Om de hoeveel maanden keuren?"),
        least=1,
        most=120,
        required=False,
        help_text=_("Leeg: keuren is niet nodig. Anders gaat het zonder geldige keuring niet mee."),
    )
    needs_instruction = forms.BooleanField(
        label=_("Eerst uitleg"),
        help_text=_("Voor gevaarlijk gereedschap: iemand krijgt één keer uitleg voor het meegaat."),
        required=False,
    )
    parts = TextField(
        label=_("Wat hoort erbij?"), help_text=_("Eén onderdeel per regel."), required=False, longest=1_000
    )
    stock = _whole(
        _("Hoeveel zijn er?"),
        most=MOST,
        required=False,
        help_text=_("Alleen voor spullen zonder eigen code, zoals klapstoelen."),
    )
    is_public = forms.BooleanField(label=_("Staat in de catalogus"), required=False, initial=True)
    is_active = forms.BooleanField(label=_("Lenen wij uit"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for field in ("contribution_cents", "full_cost_cents"):
            if field in values:
                values[field] = values[field] or 0
        return values


class KindPhotoForm(Form):
    """What a kind looks like."""

    photo = forms.FileField(
        label=_("Foto"),
        help_text=_("Een foto van het soort JPEG, PNG of WebP, hoogstens 20 MB. Zonder mensen erop."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class ToolForm(Form):
    """One item."""

    code = LineField(label=_("Code"), help_text=_("Op het etiket, bijvoorbeeld T-0042."), longest=40)
    note = LineField(label=_("Merk, maat of kenmerk"), required=False)
    shelf = LineField(label=_("Plank"), required=False, longest=60)
    condition = LineField(label=_("Staat"), help_text=NO_NAMES, required=False)
    bought_on = DayField(label=_("Gekocht op"), required=False)


class StateForm(Form):
    """Whether an item can go out."""

    state = forms.ChoiceField(label=_("Stand"), choices=ToolState, widget=forms.RadioSelect)
    because = LineField(
        label=_("Waarom?"), help_text=_("Nodig als het niet in gebruik is. Noem geen namen."), required=False
    )


class InspectionForm(Form):
    """An inspection that was done."""

    outcome = forms.ChoiceField(label=_("Uitkomst"), choices=InspectionOutcome, widget=forms.RadioSelect)
    on = DayField(label=_("Gekeurd op"))
    inspected_by = LineField(label=_("Door wie?"), help_text=_("Naam of bedrijf, zoals op de sticker."), longest=120)
    note = LineField(label=_("Opmerking"), required=False)


class KitForm(Form):
    """Items that go out together: their codes, scanned or typed."""

    name = LineField(label=_("Naam"), longest=80)
    code = LineField(label=_("Code"), help_text=_("Op het etiket van de set."), longest=40)
    tools = TextField(
        label=_("Wat hoort bij elkaar?"),
        help_text=_("Scan of typ de codes van de stukken, elk op een eigen regel."),
        longest=2_000,
    )
    is_active = forms.BooleanField(label=_("Lenen wij als set uit"), required=False, initial=True)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_tools(self) -> list[Tool]:
        lines = filter(None, map(text.plain_code, self.cleaned_data["tools"].splitlines()))
        codes = list(dict.fromkeys(lines))
        rows = Tool.objects.filter(facility=self.workshop, code__in=codes).exclude(state=ToolState.RETIRED)
        found = {tool.code: tool for tool in rows}
        unknown = [code for code in codes if code not in found]
        if unknown:
            told = text.shorten(", ".join(unknown), 100)
            raise forms.ValidationError(_("Deze code kennen wij niet: %(codes)s.") % {"codes": told})
        return [found[code] for code in codes]


# ── Loans ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class PartsForm(Form):
    """What to look at when something goes out or comes back."""

    missing_parts = forms.MultipleChoiceField(
        label=_("Wat ontbreekt?"),
        help_text=_("Is alles er? Kruis dan niets aan."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    in_note = LineField(label=_("Bijzonderheden"), help_text=NO_NAMES, required=False, longest=120)

    def __init__(self, *args: Any, parts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parts:
            self.fields["missing_parts"].choices = [(part, part) for part in parts]  # type: ignore[attr-defined]
        else:
            del self.fields["missing_parts"]


class CountedLoanForm(Form):
    """How many go out."""

    number = _whole(_("Hoeveel?"), least=-MOST, most=MOST)
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class HowManyForm(Form):
    """For how many of a counted kind somebody waits."""

    number = _whole(_("Hoeveel?"), least=-MOST, most=MOST)


class CountedReturnForm(Form):
    """How many came back."""

    number = _whole(_("Hoeveel zijn er terug?"), least=-MOST, most=MOST)
    in_note = LineField(label=_("Bijzonderheden"), help_text=NO_NAMES, required=False, longest=120)


class HandOutForm(Form):
    """Somebody comes for a reservation."""

    out_note = LineField(label=_("Bijzonderheden"), help_text=NO_NAMES, required=False)
    instructed = forms.BooleanField(label=_("Ik heb uitgelegd hoe het werkt"), required=False)
    override_because = LineField(
        label=_("Toch meegeven, omdat"),
        help_text=_("De keuring is verlopen. Uw naam en de reden worden bewaard."),
        required=False,
    )

    def __init__(self, *args: Any, asks_instruction: bool, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_instruction:
            del self.fields["instructed"]
        if not asks_reason:
            del self.fields["override_because"]


# ── Reservations ───────────────────────────────────────────────────────────────────────────────────────────────────
class ReservationForm(Form):
    """What, from when, until when. Half a day needs a time; without one it is from opening until closing."""

    thing = forms.ChoiceField(label=_("Wat?"))
    number = _whole(_("Hoeveel?"), least=-MOST, most=MOST, initial=1, required=False)
    from_on = DayField(label=_("Ophalen op"))
    from_time = forms.TimeField(
        label=_("Vanaf hoe laat?"),
        help_text=_("Leeg: vanaf dat wij opengaan."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    until_on = DayField(label=_("Terug op"))
    until_time = forms.TimeField(
        label=_("Hoe laat terug?"),
        help_text=_("Leeg: tot wij sluiten."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, workshop: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = Calendar(workshop)
        kinds = ToolKind.objects.filter(facility=workshop, is_active=True, is_bench=False).order_by("group", "name")
        kits = Kit.objects.filter(facility=workshop, is_active=True)
        self.things: dict[str, ToolKind | Kit] = {f"kind-{kind.pk}": kind for kind in kinds}
        self.things |= {f"kit-{kit.pk}": kit for kit in kits}
        names = [
            (key, f"{thing} (set)" if isinstance(thing, Kit) else str(thing)) for key, thing in self.things.items()
        ]
        self.fields["thing"].choices = [("", _("Kies wat iemand wil lenen")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for which in ("from", "until"):
            day = values.get(f"{which}_on")
            if day is not None and not date(2000, 1, 1) <= day <= date(2100, 1, 1):
                self.add_error(f"{which}_on", _("Kies een dag die nog komt, binnen een half jaar."))
        return values

    @property
    def chosen(self) -> dict[str, Any]:
        """The arguments of the operation."""
        values = self.cleaned_data
        thing = self.things[values["thing"]]
        wanted: dict[str, Any] = {"kit": thing} if isinstance(thing, Kit) else {"kind": thing}
        if isinstance(thing, ToolKind) and thing.is_counted:
            wanted["number"] = values["number"] if values["number"] is not None else 1
        return wanted | {
            "from_at": self._opens(values["from_on"], values["from_time"]),
            "until_at": self._closes(values["until_on"], values["until_time"]),
            "client_key": values["client_key"],
        }

    def _opens(self, on: date, at: time | None) -> datetime:
        spans = self.calendar.spans(on)
        begins = datetime.combine(on, at or (spans[0].from_time if spans else time(9)), tzinfo=clock.AMSTERDAM)
        now = clock.now()
        return now if at is None and on == clock.dutch(now).date() and begins < now else begins

    def _closes(self, on: date, at: time | None) -> datetime:
        return datetime.combine(on, at, tzinfo=clock.AMSTERDAM) if at else self.calendar.closes_at(on)


class ReservationFilter(Form):
    """Which reservations."""

    welke = forms.ChoiceField(
        label=_("Welke?"),
        required=False,
        choices=[
            ("", _("Alle die komen")),
            ("today", _("Vandaag ophalen")),
            ("danger", _("In gevaar")),
            ("past", _("Geweest")),
        ],
    )


class Nothing(Form):
    """Nothing to fill in: only to say yes."""


class ChooseResident(Form):
    """For whom."""

    purpose = _("Om te weten wie het ophaalt en weer terugbrengt.")

    wie = LineField(label=_("Naam of kaart"), required=False, longest=120)


# ── Labels, stocktaking ────────────────────────────────────────────────────────────────────────────────────────────
class LabelsForm(Form):
    """Of what to print labels."""

    groep = forms.ChoiceField(label=_("Groep"), required=False)
    nieuw = forms.ChoiceField(
        label=_("Welke?"),
        required=False,
        choices=[("", _("Alles")), ("7", _("Van de afgelopen week")), ("30", _("Van de afgelopen maand"))],
    )

    def __init__(self, *args: Any, groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groep"].choices = [("", _("Alle")), *((each, each) for each in groups)]  # type: ignore[attr-defined]

    def since(self, at: datetime) -> datetime | None:
        days = self.cleaned_data["nieuw"] if self.is_valid() else ""
        return at - timedelta(days=int(days)) if days else None


class ScanForm(Form):
    """A code from a scanner, or typed."""

    code = LineField(
        label=_("Scan of typ een code"),
        longest=200,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "autocapitalize": "characters"}),
    )


class FinishForm(Form):
    """What somebody looked for once more and is really not there, or there again."""

    missing = ThingsField(
        queryset=Tool.objects.none(),
        label=_("Niet gevonden"),
        help_text=_("Kruis aan wat echt weg is. Wat u niet aankruist, blijft zoals het was."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    there_again = ThingsField(
        queryset=Tool.objects.none(),
        label=_("Was kwijt, en ligt er weer"),
        help_text=_("Kruis aan wat weer uitgeleend mag worden."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, missing: Any, there_again: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("missing", missing), ("there_again", there_again)):
            if rows.exists():
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
            else:
                del self.fields[name]
