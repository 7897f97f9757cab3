"""What staff fill in about signals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation, Person, Trade
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.resident import ReplyFields
from wijkwerk.domain.signals.models import Category, Channel, Kind, PlaceKind, Signal, SignalPhoto, Theme
from wijkwerk.domain.signals.operations import Place
from wijkwerk.domain.signals.states import FOR_STAFF
from wijkwerk.domain.thread.forms import AnswerForm
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Moment
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, TextField, ThingsField, VersionForm
from wijkwerk.foundation.kit.refusals import see_anew
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel

NOBODY, MYSELF, WITHOUT = "niemand", "ik", "geen"
LONGEST_QUERY = 1000


class SeenForm(VersionForm):
    """A form about a signal: `seen` is the last entry of the journal that stood on the page, so that we can say what
    has happened since."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    changes: Sequence[Moment] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, under the names that the operation gives its arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def show_changes(self, changes: Sequence[Moment], *, version: int, seen: int) -> None:
        self.changes = changes
        see_anew(self, version=version, seen=seen)


# ── The work list ──────────────────────────────────────────────────────────────────────────────────────────────────
class WorkListFilter(Form):
    """The part of the address that narrows the list; it can be kept and shared."""

    woorden = LineField(label=_("Nummer of woorden"), required=False)
    gebied = forms.ChoiceField(label=_("Gebied"), required=False)
    onderwerp = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), required=False, empty_label=_("Alle")
    )
    soort = forms.ChoiceField(label=_("Soort"), choices=[("", _("Alle")), *Kind.choices], required=False)
    stand = forms.ChoiceField(
        label=_("Stand"), choices=[("", _("Alle")), *((s.value, s.label) for s in FOR_STAFF)], required=False
    )
    wie = forms.ChoiceField(label=_("Wie pakt het op"), required=False)
    thema = forms.ModelChoiceField(
        label=_("Thema"), queryset=Theme.objects.none(), required=False, empty_label=_("Alle")
    )
    van = DayField(label=_("Gemeld vanaf"), required=False)
    tot = DayField(label=_("Gemeld tot en met"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        work_areas: Iterable[WorkArea],
        categories: QuerySet[Category],
        themes: QuerySet[Theme],
        handlers: Iterable[Person],
    ) -> None:
        super().__init__(data)
        self.fields["gebied"].choices = [  # type: ignore[attr-defined]
            ("", _("Alle")),
            (WITHOUT, _("Zonder gebied")),
            *((str(area.pk), area.name) for area in work_areas),
        ]
        self.fields["wie"].choices = [  # type: ignore[attr-defined]
            ("", _("Iedereen")),
            (MYSELF, _("Ik")),
            (NOBODY, _("Niemand")),
            *((str(person.pk), person.name) for person in handlers),
        ]
        self.fields["onderwerp"].queryset = categories  # type: ignore[attr-defined]
        self.fields["thema"].queryset = themes  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def wanted(self) -> dict[str, Any]:
        """What was filled in and makes sense."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def number(self) -> int | None:
        """A number goes straight to the signal."""
        digits = str(self.cleaned_data.get("woorden", "")).removeprefix("#").strip()
        return int(digits) if digits.isdecimal() and len(digits) < 19 else None


class KeepViewForm(Form):
    """A name for the list as it stands."""

    name = LineField(label=_("Naam"), longest=80, error_messages={"required": _("Geef het filter een naam.")})
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)
    is_shared = forms.BooleanField(label=_("Ook voor mijn collega's"), required=False)


class ChosenSignals(Form):
    """Signals that were ticked in a list, and the address of that list."""

    signaal = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)
    terug = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_QUERY)

    def __init__(self, *args: Any, signals: Iterable[Signal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signaal"].choices = [(signal.pk, str(signal.pk)) for signal in signals]  # type: ignore[attr-defined]


class ThemeForm(Form):
    """A theme that is there, or a new one."""

    theme = forms.ModelChoiceField(
        label=_("Thema"), queryset=Theme.objects.none(), required=False, empty_label=_("Een nieuw thema")
    )
    name = LineField(label=_("Naam van het nieuwe thema"), longest=120, required=False)
    description = TextField(
        label=_("Waar gaat het over?"), required=False, longest=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("theme") is None and not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Kies een thema, of geef het nieuwe thema een naam."))
        return values


# ── The answer ─────────────────────────────────────────────────────────────────────────────────────────────────────
class AnswerSignalForm(SeenForm, AnswerForm):
    """One of the three answers; with a yes comes when."""

    expected_on = DayField(
        label=_("Wanneer is het klaar?"), help_text=_("De melder krijgt deze dag te horen."), required=False
    )
    is_done = forms.BooleanField(label=_("Het is al gedaan"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected_on"].is_conditional = True  # type: ignore[attr-defined]


# ── To whom ────────────────────────────────────────────────────────────────────────────────────────────────────────
class PartyField(forms.ChoiceField):
    """A person or an organisation: `persoon-3`, `organisatie-4`."""

    def clean(self, value: Any) -> Person | Organisation | None:
        chosen = super().clean(value)
        if not chosen:
            return None
        kind, _dash, number = chosen.partition("-")
        return people.person(int(number)) if kind == "persoon" else people.organisation(int(number))


def party_value(person: Person | None, organisation: Organisation | None) -> str:
    if person is not None:
        return f"persoon-{person.pk}"
    return f"organisatie-{organisation.pk}" if organisation is not None else ""


class HandOverForm(SeenForm):
    """To whom, among those who may be chosen, with a word along."""

    to = PartyField(label=_("Aan wie?"), error_messages={"invalid_choice": _("Kies iemand uit de lijst.")})
    words = TextField(
        label=_("Een woord erbij"),
        help_text=_("Alleen collega's lezen dit."),
        required=False,
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, parties: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Kies")), *parties]  # type: ignore[attr-defined]

    @property
    def person(self) -> Person | None:
        to = self.cleaned_data["to"]
        return to if isinstance(to, Person) else None

    @property
    def organisation(self) -> Organisation | None:
        to = self.cleaned_data["to"]
        return to if isinstance(to, Organisation) else None


class FindPartyForm(Form):
    """Words to find somebody by."""

    zoek = LineField(
        label=_("Zoek op naam, functie, vak of organisatie"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ReasonForm(SeenForm):
    """Why."""

    reason = TextField(
        label=_("Waarom?"),
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in een paar woorden waarom.")},
    )


class ClassifyForm(SeenForm):
    """What it is and what it is about."""

    kind = forms.ChoiceField(label=_("Wat is het?"), choices=Kind)
    category = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), required=False, empty_label=_("Geen onderwerp")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = queries.categories()  # type: ignore[attr-defined]


class PlaceForm(SeenForm):
    """Where it is: a point, an address, or an area as a whole."""

    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    address = LineField(label=_("Adres, of een plek in de buurt"), required=False)
    work_area = forms.ModelChoiceField(
        label=_("Gebied"),
        help_text=_("Als het gebied niet uit de plek blijkt."),
        queryset=WorkArea.objects.none(),
        required=False,
        empty_label=_("Kies een gebied"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        for name in ("address", "work_area"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not any((values.get("lat") is not None, values.get("address"), values.get("work_area"))) and not self.errors:
            raise forms.ValidationError(_("Wijs een plek aan, vul een adres in of kies een gebied."))
        ask_for_area(self)
        return values

    @cached_property
    def place(self) -> Place:
        return place_in(self.cleaned_data)


def ask_for_area(form: PlaceForm | DeskForm) -> None:
    """An address that is not found says nothing of the area; without one nobody would get the signal."""
    if not form.errors and form.place.kind == PlaceKind.ADDRESS and form.place.lat is None and not form.place.work_area:
        form.add_error(
            "work_area", _("Dit adres kennen wij niet. Kies ook het gebied, dan komt het bij de juiste mensen.")
        )


def place_in(values: Mapping[str, Any]) -> Place:
    """Where it is by what was filled in: the point says most, then the address, then the area."""
    lat, lon, address, area = (values.get(name) for name in ("lat", "lon", "address", "work_area"))
    if lat is not None and lon is not None:
        return Place(PlaceKind.POINT, lat, lon, address or "", area)
    if address:
        found = areas.find_address(address)
        if found is not None:
            return Place(PlaceKind.ADDRESS, found.lat, found.lon, address, area)
        return Place(PlaceKind.ADDRESS, None, None, address, area)
    return Place(PlaceKind.AREA, None, None, "", area) if area is not None else Place()


class MergeForm(Form):
    """Into which signal, by its number."""

    into = forms.IntegerField(
        label=_("Nummer van het signaal dat verdergaat"),
        min_value=1,
        max_value=2**62,
        error_messages={
            "invalid": _("Dit is geen nummer. Vul het nummer van het andere signaal in, bijvoorbeeld 1234."),
            "required": _("Vul het nummer van het andere signaal in."),
        },
    )


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class WordsForm(SeenForm):
    """A message, a question, a note."""

    text = TextField(
        label=_("Uw bericht"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf eerst een bericht.")},
    )

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].help_text = help_text


class FinishForm(SeenForm):
    """What was done, in words for who asked."""

    words = TextField(
        label=_("Wat is er gedaan?"),
        help_text=_("De melder leest dit en krijgt de vraag of het geholpen heeft."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DateForm(SeenForm):
    """Another day, and why."""

    expected_on = DayField(
        label=_("Nieuwe verwachte dag"), error_messages={"required": _("Vul in wanneer u verwacht dat het klaar is.")}
    )
    reason = TextField(
        label=_("Waarom verandert de dag?"),
        help_text=_("De melder leest dit."),
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom de datum verandert. De melder krijgt dit te lezen.")},
    )


class MetForm(Form):
    """How a condition came to be met."""

    note = LineField(label=_("Toelichting"), required=False, help_text=_("Bijvoorbeeld: geld staat in de begroting."))


class ConditionDayForm(Form):
    """Another day for a condition, and why."""

    by_when = DayField(label=_("Nieuwe dag"), error_messages={"required": _("Vul de nieuwe dag in.")})
    reason = TextField(
        label=_("Waarom verandert de dag?"),
        help_text=_("De melder leest dit."),
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom de datum verandert. De melder krijgt dit te lezen.")},
    )


class LapseForm(Form):
    """Why what was needed will not come."""

    reason = TextField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("De melder leest dit."),
        longest=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom het niet doorgaat. De melder krijgt dit te lezen.")},
    )


# ── For everybody to read ──────────────────────────────────────────────────────────────────────────────────────────
class PublishForm(SeenForm):
    """Text that somebody checked, and what else may be shown."""

    public_text = TextField(
        label=_("De tekst die iedereen mag lezen"),
        help_text=_("Haal namen, adressen, telefoonnummers en alles over iemands privéleven weg."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Schrijf de tekst die iedereen mag lezen.")},
    )
    shows_place = forms.BooleanField(
        label=_("Toon de plek op de openbare kaart, op ongeveer honderd meter nauwkeurig"), required=False
    )
    photos = ThingsField(
        label=_("Foto's die iedereen mag zien"),
        queryset=SignalPhoto.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, photos: QuerySet[SignalPhoto], may_show_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].queryset = photos  # type: ignore[attr-defined]
        if not may_show_place:
            self.fields["shows_place"].disabled = True
            self.fields["shows_place"].help_text = _(
                "Dit kan alleen bij een punt op de kaart. Een adres kan iemands huis zijn."
            )

    @property
    def chosen_photos(self) -> set[int]:
        """The photos that are ticked, for the boxes beside them."""
        return {int(pk) for pk in self["photos"].value() or [] if str(pk).isdecimal()}


# ── For a resident ─────────────────────────────────────────────────────────────────────────────────────────────────
class DeskForm(ReplyFields):
    """What a resident says, written down by us while they talk."""

    purpose = _(
        "Wij vragen de naam en het adres alleen om te laten weten wat er met de melding gebeurt. "
        "Het mag leeg blijven. Een jaar na afloop gooien wij het weg."
    )

    channel = forms.ChoiceField(
        label=_("Hoe kwam het binnen?"),
        choices=[(c, c.label) for c in (Channel.PHONE, Channel.DESK, Channel.STREET, Channel.EMAIL, Channel.POST)],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    text = TextField(
        label=_("Wat zegt de inwoner?"),
        help_text=_("In de woorden van de inwoner. Geen namen of telefoonnummers van anderen."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Schrijf op wat de inwoner zegt.")},
    )
    kind = forms.ChoiceField(label=_("Wat is het?"), choices=Kind, initial=Kind.REPORT)
    category = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), required=False, empty_label=_("Nog geen onderwerp")
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    address = LineField(
        label=_("Straat en huisnummer, of een plek in de buurt"),
        help_text=_("Bijvoorbeeld: Kerkstraat 12"),
        required=False,
    )
    work_area = forms.ModelChoiceField(
        label=_("Of een heel gebied"),
        queryset=WorkArea.objects.none(),
        required=False,
        empty_label=_("Kies een gebied"),
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = queries.categories()  # type: ignore[attr-defined]
        self.fields["work_area"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4
        for name in ("address", "work_area", "reply_address"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]
        self.fields["name"].label = _("Naam")
        self.fields["reply_by"].label = _("Hoe wil de inwoner bericht krijgen?")
        self.fields["reply_by"].choices = [  # type: ignore[attr-defined]
            (ReplyChannel.NONE, _("Geen bericht: de inwoner krijgt een briefje met een link")),
            (ReplyChannel.PHONE, _("Telefoon")),
            (ReplyChannel.EMAIL, _("E-mail")),
            (ReplyChannel.POST, _("Brief")),
        ]
        self.fields["reply_by"].initial = ReplyChannel.NONE
        self.fields["reply_address"].label = _("E-mailadres, telefoonnummer of postadres")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        ask_for_area(self)
        return values

    @cached_property
    def place(self) -> Place:
        return place_in(self.cleaned_data)


class ForReporterForm(Form):
    """What a resident says about a signal that is there already."""

    text = TextField(
        label=_("Wat zegt de inwoner?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op wat de inwoner zegt.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


# ── Settings ───────────────────────────────────────────────────────────────────────────────────────────────────────
class CategoryForm(Form):
    """A subject: its name, who takes it up, within how many days."""

    name = LineField(label=_("Naam"), longest=120)
    group = LineField(label=_("Groep"), longest=120, required=False, help_text=_("Bijvoorbeeld: Groen en water."))
    guidance = LineField(
        label=_("Uitleg"), longest=300, required=False, help_text=_("Wat hoort hier wel bij, en wat niet?")
    )
    trade = forms.ChoiceField(
        label=_("Vak dat het oppakt"),
        required=False,
        help_text=_("Het lid van het team met dit vak krijgt het signaal."),
    )
    answer_within = forms.IntegerField(
        label=_("Antwoord binnen (werkdagen)"),
        required=False,
        min_value=1,
        max_value=250,
        help_text=_("Leeg: de termijn van de gemeente."),
    )
    order = forms.IntegerField(label=_("Volgorde"), min_value=0, max_value=30_000, initial=100)
    is_active = forms.BooleanField(label=_("Te kiezen bij een nieuwe melding"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = str(self.initial.get("trade", ""))
        known = [(value, str(label)) for value, label in Trade.choices]
        if own and own not in Trade.values:
            known.append((own, own))
        self.fields["trade"].choices = [("", _("Geen")), *sorted(known, key=lambda pair: pair[1])]  # type: ignore[attr-defined]


class RuleForm(Form):
    """Who takes up a subject in an area."""

    category = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), required=False, empty_label=_("Elk onderwerp")
    )
    work_area = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Elk gebied")
    )
    person = forms.ModelChoiceField(
        label=_("Persoon"), queryset=Person.objects.none(), required=False, empty_label=_("Geen persoon")
    )
    organisation = forms.ModelChoiceField(
        label=_("Of een organisatie"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Geen organisatie"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = queries.categories()  # type: ignore[attr-defined]
        self.fields["work_area"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["person"].queryset = people.people()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = people.organisations()  # type: ignore[attr-defined]
