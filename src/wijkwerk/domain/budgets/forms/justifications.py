"""What who got money fills in about it, and what somebody who judges it fills in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.models import CostLine, Justification, Receipt, StoryPhoto
from wijkwerk.domain.budgets.queries.justifications import Asked
from wijkwerk.foundation.kit.forms import DayField, Form, LineField, PhotosField, TextField, ThingsField
from wijkwerk.foundation.kit.money import MoneyField

BLANK_ROWS = 2


class StoryForm(Form):
    """What was done, for how many, and how much it cost. Every field may wait while it is not handed in."""

    purpose = _(
        "Wij vragen dit om te weten of het geld goed is besteed. Alleen medewerkers die hierover gaan lezen het. "
        "Openbaar wordt alleen waar u hieronder ja op zegt, en nooit met uw naam."
    )

    told = TextField(
        label=_("Wat hebt u met het geld gedaan?"),
        help_text=_("Een paar zinnen is genoeg. Noem geen namen, adressen of telefoonnummers van anderen."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    people = forms.IntegerField(
        label=_("Hoeveel mensen deden mee?"),
        help_text=_("Ongeveer mag ook. Schrijf een getal."),
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Schrijf een getal, bijvoorbeeld 40.")},
    )
    may_publish_story = forms.BooleanField(
        label=_("De gemeente mag mijn verhaal op de website zetten, zonder mijn naam"),
        help_text=_("U kunt dit later altijd terugdraaien, op deze pagina."),
        required=False,
    )
    photos = PhotosField(
        label=_("Foto's van wat u deed"), help_text=_("Een paar is genoeg. Elke foto hooguit 20 MB."), required=False
    )
    photos_may_publish = forms.BooleanField(
        label=_("De gemeente mag deze nieuwe foto's op de website zetten"),
        help_text=_("Alleen als iedereen die erop staat dat goed vindt. Daarna kunt u het per foto kiezen."),
        required=False,
    )
    photos_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    spent_cents = MoneyField(
        label=_("Hoeveel hebt u uitgegeven, alles bij elkaar?"),
        help_text=_("Bijvoorbeeld 480 of 480,25. Schrijf 0 als u niets hebt uitgegeven."),
        required=False,
    )
    why_no_receipts = LineField(label=_("Hebt u niet van alles een bon? Waarom niet?"), longest=300, required=False)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos_key"].initial = uuid.uuid4
        _needed_in_the_end(self, "told", *(["spent_cents", "why_no_receipts"] if asked.amount else []))
        if not asked.receipts:
            del self.fields["why_no_receipts"]

    @property
    def spent_typed(self) -> str:
        """The amount as it was typed, where it is none."""
        return str(self.data.get(self.add_prefix("spent_cents"), ""))[:60] if "spent_cents" in self.errors else ""

    @property
    def uploads(self) -> list[UploadedFile[bytes]]:
        found: list[UploadedFile[bytes]] = self.cleaned_data.get("photos") or []
        return found

    def key_of(self, number: int, upload: UploadedFile[bytes]) -> uuid.UUID:
        """The same photo of the same page, sent twice, is one."""
        return uuid.uuid5(self.cleaned_data.get("photos_key") or uuid.uuid4(), f"{number}:{upload.name}:{upload.size}")


def _needed_in_the_end(form: Form, *names: str) -> None:
    """May wait while it is kept, and is asked for when it is handed in: not marked as something one may leave out."""
    for name in names:
        form.fields[name].is_conditional = True  # type: ignore[attr-defined]


def story_start(told: Justification) -> dict[str, Any]:
    """What was told so far, as it was typed."""
    return {
        "told": told.told,
        "people": told.people,
        "may_publish_story": told.may_publish_story,
        "spent_cents": told.spent_typed or told.spent_cents,
        "why_no_receipts": told.why_no_receipts,
    }


class ReceiptForm(Form):
    """One receipt. A blank row is no receipt."""

    photo = forms.FileField(
        label=_("Foto van de bon"),
        required=False,
        help_text=_("Of een PDF van hooguit vijf bladzijden."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )
    words = LineField(label=_("Wat kocht u?"), required=False, longest=200)
    cents = MoneyField(label=_("Bedrag op de bon"), required=False)
    cost_line: Any = forms.ModelChoiceField(
        None, label=_("Bij welke post van uw plan?"), required=False, empty_label=_("Weet ik niet")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: Sequence[CostLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        _needed_in_the_end(self, "words", "cents", "photo")
        if len(lines) > 1:
            rows = CostLine.objects.filter(pk__in=[line.pk for line in lines])
            self.fields["cost_line"].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields["cost_line"]

    @property
    def typed(self) -> str:
        return str(self.data.get(self.add_prefix("cents"), ""))[:60] if "cents" in self.errors else ""

    @property
    def is_blank(self) -> bool:
        values = self.cleaned_data
        return not (values.get("photo") or values.get("words") or values.get("cents") is not None or self.typed)

    @property
    def values(self) -> dict[str, Any]:
        """For the operation."""
        found = self.cleaned_data
        return {
            "words": found.get("words") or "",
            "cents": found.get("cents"),
            "typed": self.typed,
        } | ({"cost_line": found.get("cost_line")} if "cost_line" in self.fields else {})


def receipt_start(receipt: Receipt) -> dict[str, Any]:
    return {
        "words": receipt.words,
        "cents": receipt.typed or receipt.cents,
        "cost_line": receipt.cost_line_id,
    }


class StoryPhotoForm(Form):
    """One photo that was sent: what is to be seen, and whether everybody may see it."""

    words = LineField(label=_("Wat is er te zien?"), required=False, longest=200)
    may_publish = forms.BooleanField(label=_("Deze foto mag op de website"), required=False)


def photo_start(photo: StoryPhoto) -> dict[str, Any]:
    return {"words": photo.words, "may_publish": photo.may_publish}


# ── Judging ────────────────────────────────────────────────────────────────────────────────────────────────────────
class ApproveForm(Form):
    """How much was well spent. Empty is what the sum says."""

    approved_cents = MoneyField(label=_("Goedgekeurd bedrag"))
    words = TextField(
        label=_("Toelichting"),
        help_text=_("Nodig als u minder goedkeurt dan de berekening zegt. Wie het geld kreeg leest dit."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pay_by = DayField(
        label=_("Uiterste dag om terug te betalen"),
        help_text=_("Alleen nodig als er geld terug moet. Leeg is over zes weken."),
        required=False,
    )


class ReturnForm(Form):
    words = TextField(
        label=_("Wat ontbreekt er nog?"),
        help_text=_("Schrijf precies op wat u nog nodig hebt. Wie het geld kreeg leest dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(label=_("Aanvullen tot en met"), help_text=_("Leeg is over veertien dagen."), required=False)


class MoreTimeForm(Form):
    due_on = DayField(label=_("Nieuwe laatste dag"))
    words = LineField(label=_("Waarom?"), required=False, longest=300)


class CloseUntoldForm(Form):
    words = TextField(
        label=_("Waarom?"),
        help_text=_("Wie het geld kreeg leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pay_by = DayField(
        label=_("Uiterste dag om terug te betalen"), help_text=_("Leeg is over zes weken."), required=False
    )


class ReopenForm(Form):
    words = TextField(
        label=_("Waarom kijkt u er opnieuw naar?"),
        help_text=_("Wie het geld kreeg leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishStoryForm(Form):
    """What everybody will read and see; only what there is consent for can be chosen."""

    public_story = TextField(
        label=_("Het verhaal zoals iedereen het leest"),
        help_text=_("Haal namen, adressen en andere gegevens van mensen weg."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    photos: Any = ThingsField(
        None, label=_("Foto's die iedereen ziet"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, told: Justification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photos = StoryPhoto.objects.filter(justification=told, may_publish=True)
        names = {photo.pk: number for number, photo in enumerate(told.photos.all(), start=1)}
        field: Any = self.fields["photos"]
        field.queryset = photos
        field.label_from_instance = lambda photo: (
            _("Foto %(n)s%(words)s")
            % {
                "n": names[photo.pk],
                "words": f": {photo.words}" if photo.words else "",
            }
        )
        if not told.may_publish_story:
            del self.fields["public_story"]
        if not photos.exists():
            del self.fields["photos"]


class JustificationFilter(Form):
    """What somebody wants to see on the list."""

    gebied: Any = forms.ModelChoiceField(None, label=_("Gebied"), required=False, empty_label=_("Alle gebieden"))
    budget: Any = forms.ModelChoiceField(None, label=_("Budget"), required=False, empty_label=_("Alle budgetten"))
    toont = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles")),
            ("beoordelen", _("Te beoordelen")),
            ("nog-te-doen", _("Nog te doen door de aanvrager")),
            ("te-laat", _("Te laat")),
            ("afgerond", _("Beoordeeld")),
        ],
    )

    def __init__(self, *args: Any, work_areas: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = work_areas  # type: ignore[attr-defined]
        self.fields["budget"].queryset = funds  # type: ignore[attr-defined]
