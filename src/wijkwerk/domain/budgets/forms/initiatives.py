"""What residents and staff fill in about initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.initiative_states import MOVES, InitiativeState
from wijkwerk.domain.budgets.models import Initiative, InitiativePhoto, UpdateKind
from wijkwerk.domain.budgets.operations.initiatives import TitleMissing, WordsMissing
from wijkwerk.domain.signals.forms.resident import ReplyFields
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import (
    NO_NAMES,
    DayField,
    Form,
    LineField,
    OnceForm,
    PhotosField,
    TextField,
    ThingsField,
    choice,
)
from wijkwerk.foundation.outbox.models import Channel


class PublicForm(OnceForm):
    """With a field that nobody fills in but a machine."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Laat dit veld leeg."))
        return ""

    @property
    def values(self) -> dict[str, Any]:
        """Under the names that the operation gives its arguments."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class InitiativeFields(Form):
    """What somebody wants to do, and where."""

    title = LineField(
        label=_("Hoe heet uw initiatief?"),
        help_text=_("Een paar woorden, bijvoorbeeld: Buurtmoestuin achter de school."),
        longest=120,
        error_messages={"required": TitleMissing.message},
    )
    words = TextField(
        label=_("Wat wilt u doen?"),
        help_text=_("Voor wie is het, en wat wordt er beter van? Iedereen leest dit. Noem geen namen of huisnummers."),
        error_messages={"required": WordsMissing.message},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    work_area = forms.ModelChoiceField(
        label=_("In welk gebied?"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Kies een gebied")
    )
    place = LineField(
        label=_("Waar precies?"),
        help_text=_("Bijvoorbeeld: het grasveld achter de school. Niet nodig."),
        required=False,
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["work_area"].is_conditional = True  # type: ignore[attr-defined]
        self.fields["work_area"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]


class StartForm(InitiativeFields, ReplyFields, PublicForm):
    """A new initiative, without an account."""

    purpose = _(
        "Wij vragen uw naam en adres alleen om u te laten weten hoe het gaat en wie wil helpen. Ze komen niet op de "
        "website. U mag alles leeg laten. Een jaar na afloop gooien wij het weg."
    )
    field_order = ["title", "words", "work_area", "place", "lat", "lon", "photos", "name", "reply_by", "reply_address"]

    photos = PhotosField(label=_("Foto's"), help_text=_("Niet nodig, wel leuk. Hooguit acht."), required=False)
    organisation_name = LineField(
        label=_("Namens een vereniging of organisatie?"),
        help_text=_("Deze naam komt wel op de website. Laat leeg als u het als buurtbewoner doet."),
        longest=120,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply_address"].is_conditional = True  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """Photos are added apart: a photo that is refused does not stop the initiative."""
        found = super().values
        found.pop("photos", None)
        found["reply_address"] = self.reply_to.address
        return found


class StartForResidentForm(StartForm):
    """Somebody rang, wrote or stood at the desk."""

    purpose = _(
        "Naam en adres zijn alleen om de initiatiefnemer te laten weten hoe het gaat en wie wil helpen. Ze komen niet "
        "op de website. Een jaar na afloop gooien wij het weg."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "title": _("Hoe heet het initiatief?"),
            "words": _("Wat willen zij doen?"),
            "name": _("Naam"),
            "reply_by": _("Hoe wil iemand bericht?"),
            "reply_address": _("E-mailadres, telefoonnummer of postadres"),
        }
        for name, label in words.items():
            self.fields[name].label = label


class ChangeForm(InitiativeFields):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StateForm(Form):
    """How it goes, as far as the table of moves lets it."""

    state = forms.ChoiceField(label=_("Hoe staat het ervoor?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, initiative: Initiative, has_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = MOVES[InitiativeState(initiative.state)]
        found = [each for each in InitiativeState if each in moves]
        if not has_money:
            found = [each for each in found if each != InitiativeState.GRANTED]
        self.fields["state"].choices = [(each.value, each.label) for each in found]  # type: ignore[attr-defined]


class HelpForm(OnceForm):
    words = TextField(
        label=_("Welke hulp zoekt u?"),
        help_text=_("Bijvoorbeeld: drie mensen die op zaterdag 12 juni tafels neerzetten. Iedereen leest dit."),
        longest=600,
        error_messages={"required": _("Schrijf welke hulp u zoekt.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class UpdateForm(OnceForm):
    kind = forms.ChoiceField(
        label=_("Wat wilt u vertellen?"), choices=UpdateKind, initial=UpdateKind.NEWS, widget=forms.RadioSelect
    )
    words = TextField(
        label=_("Uw bericht"),
        help_text=_("Iedereen leest dit. Noem geen namen of huisnummers."),
        longest=2_000,
        error_messages={"required": _("Schrijf een paar woorden.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    photos = PhotosField(label=_("Foto's"), help_text=_("Hooguit acht bij een initiatief."), required=False)


class AddPhotosForm(Form):
    photos = PhotosField(
        label=_("Foto's"),
        help_text=_("Hooguit acht bij een initiatief. Staan er mensen op? Vraag hun eerst of het mag."),
    )

    def clean_photos(self) -> list[UploadedFile[bytes]]:
        photos: list[UploadedFile[bytes]] = self.cleaned_data["photos"]
        if not photos:
            raise forms.ValidationError(_("Kies een foto."))
        return photos


class SupportForm(PublicForm):
    purpose = _(
        "Met uw e-mailadres telt iedereen één keer. Het komt nergens te staan. Als u hebt bevestigd wissen wij het, "
        "tenzij u op de hoogte wilt blijven."
    )

    address = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=250,
        error_messages={
            "required": _("Vul uw e-mailadres in. Zo telt iedereen één keer."),
            "invalid": _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."),
        },
    )
    wants_news = forms.BooleanField(label=_("Houd mij op de hoogte van dit initiatief"), required=False)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("address", "wants_news")}


class OfferForm(PublicForm):
    purpose = _(
        "Uw naam en adres gaan alleen naar de initiatiefnemer, die contact met u opneemt. Ze komen niet op de website."
    )

    words = TextField(
        label=_("Wat wilt u doen of meebrengen?"),
        longest=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = LineField(
        label=_("Uw naam"), longest=120, error_messages={"required": _("Vul een naam in. Een voornaam is genoeg.")}
    )
    reply_by = forms.ChoiceField(
        label=_("Hoe kan de initiatiefnemer u bereiken?"),
        choices=[(Channel.EMAIL, _("E-mail")), (Channel.PHONE, _("Telefoon"))],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    reply_address = LineField(
        label=_("Uw e-mailadres of telefoonnummer"),
        longest=250,
        error_messages={"required": _("Vul in hoe de initiatiefnemer u kan bereiken.")},
    )


class PublicFilter(Form):
    """What somebody wants to see on the public list."""

    gebied = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Alle gebieden")
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[
            ("", _("Alles")),
            ("loopt", _("Loopt nog")),
            ("hulp", _("Zoekt hulp")),
            (InitiativeState.DONE, _("Klaar")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]


# ── By staff ───────────────────────────────────────────────────────────────────────────────────────────────────────
class ManageFilter(Form):
    gebied = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Alle gebieden")
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("Alles")), *((each.value, each.label) for each in InitiativeState)],
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = areas.work_areas_where(actor, Permission.INITIATIVE_MANAGE, on=clock.today())
        self.fields["gebied"].queryset = own  # type: ignore[attr-defined]


class PublishForm(Form):
    """What everybody reads, as somebody checked it."""

    public_title = LineField(
        label=_("Naam die iedereen leest"), longest=120, error_messages={"required": TitleMissing.message}
    )
    public_words = TextField(
        label=_("Tekst die iedereen leest"),
        help_text=_("Haal namen, adressen en alles over iemands privéleven weg."),
        error_messages={"required": WordsMissing.message},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    public_place = LineField(label=_("Plek, in woorden"), required=False)
    shows_place = forms.BooleanField(
        label=_("Toon de plek op de kaart, op ongeveer honderd meter nauwkeurig"), required=False
    )
    photos = ThingsField(
        label=_("Foto's die iedereen mag zien"),
        queryset=InitiativePhoto.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, photos: QuerySet[InitiativePhoto], may_show_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].queryset = photos  # type: ignore[attr-defined]
        if not may_show_place:
            self.fields["shows_place"].disabled = True
            self.fields["shows_place"].help_text = _("De initiatiefnemer wees geen plek aan op de kaart.")

    @property
    def chosen_photos(self) -> set[int]:
        """The photos that are ticked, for the boxes beside them."""
        return {int(pk) for pk in self["photos"].value() or [] if str(pk).isdecimal()}


class PublicWordsForm(Form):
    public_words = TextField(
        label=_("Tekst die iedereen leest"),
        help_text=NO_NAMES,
        error_messages={"required": _("Schrijf de tekst die iedereen mag lezen.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(Form):
    reason = TextField(
        label=_("Waarom?"),
        longest=1_000,
        error_messages={"required": _("Schrijf in een paar woorden waarom.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MergeForm(Form):
    """Which it is the same as: those that look alike first."""

    into = choice(_("Samenvoegen met"), required=True, nothing=_("Kies een initiatief"))

    def __init__(
        self, *args: Any, candidates: QuerySet[Initiative], first: Iterable[Initiative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        alike = [(each.pk, f"{each.title} ({each.work_area})") for each in first]
        shown = {pk for pk, _title in alike}
        field = self.fields["into"]
        field.queryset = candidates  # type: ignore[attr-defined]
        others = [(each.pk, f"{each.title} ({each.work_area})") for each in candidates if each.pk not in shown]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("Kies een initiatief")),
            *([(_("Lijkt erop"), alike)] if alike else []),
            *([(_("Andere"), others)] if others else []),
        ]


class PaperForm(OnceForm):
    people = forms.IntegerField(
        label=_("Hoeveel handtekeningen staan erop?"),
        help_text=_("Tel iedereen één keer. De namen blijven op papier."),
        min_value=1,
        max_value=5_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Schrijf hoeveel handtekeningen er op de lijst staan: van 1 tot en met 5.000."),
        ),
    )
    received_on = DayField(label=_("Ingeleverd op"), error_messages={"required": _("Vul een datum in.")})
    kept_where = LineField(
        label=_("Waar ligt de lijst?"), required=False, help_text=_("Bijvoorbeeld: map 3 in de kast.")
    )
