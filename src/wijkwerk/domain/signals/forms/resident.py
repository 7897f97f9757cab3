"""What a resident fills in: a report, a message, joining in, withdrawing."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Category, Kind, PlaceKind
from wijkwerk.domain.signals.operations import Place, ReplyTo
from wijkwerk.domain.signals.operations.reporting import NothingSaid
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.forms import Form, LineField, PhotosField, TextField
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel


def check_reply_address(form: Form) -> None:
    """Whether what was filled in can be the address of the way that was chosen; none is another matter."""
    by, address = form.cleaned_data.get("reply_by"), form.cleaned_data.get("reply_address", "")
    if by == ReplyChannel.EMAIL and address:
        try:
            validate_email(address)
        except forms.ValidationError:
            words = _("Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@voorbeeld.nl.")
            form.add_error("reply_address", words)
    if by == ReplyChannel.PHONE and address and sum(letter.isdigit() for letter in address) < 10:
        form.add_error("reply_address", _("Dit telefoonnummer is te kort. Een nummer heeft tien cijfers."))


class ReplyFields(Form):
    """Who asks, and the one way to reach them. Everything may stay empty."""

    purpose = _(
        "Wij vragen uw naam en adres alleen om u te laten weten wat er met uw melding gebeurt. "
        "U mag alles leeg laten. Een jaar na afloop gooien wij het weg."
    )

    name = LineField(label=_("Uw naam"), longest=120, required=False)
    reply_by = forms.ChoiceField(
        label=_("Hoe wilt u bericht krijgen?"),
        choices=[
            (ReplyChannel.EMAIL, _("E-mail")),
            (ReplyChannel.PHONE, _("Telefoon")),
            (ReplyChannel.POST, _("Brief")),
            (ReplyChannel.NONE, _("Geen bericht: ik volg het met de link")),
        ],
        widget=forms.RadioSelect,
        initial=ReplyChannel.EMAIL,
    )
    reply_address = LineField(label=_("Uw e-mailadres, telefoonnummer of postadres"), longest=250, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        check_reply_address(self)
        return values

    @property
    def reply_to(self) -> ReplyTo:
        values = self.cleaned_data
        by = ReplyChannel(values["reply_by"])
        address = "" if by == ReplyChannel.NONE else values["reply_address"]
        return ReplyTo(name=values["name"], by=by, address=address)


class ReportForm(ReplyFields):
    """A report in a minute: words, photo, place, and how to hear back."""

    field_order = ["text", "kind", "category", "photos", "place_kind", "address", "work_area", "lat", "lon"]

    text = TextField(
        label=_("Wat wilt u zeggen?"),
        help_text=_("Wat ziet u? Wat zou u willen? Schrijf hier geen namen of telefoonnummers van anderen."),
        error_messages={"required": NothingSaid.message},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kind = forms.ChoiceField(label=_("Wat is het?"), choices=Kind, initial=Kind.REPORT)
    category = forms.ModelChoiceField(
        label=_("Waar gaat het over?"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("Weet ik niet"),
    )
    photos = PhotosField(label=_("Foto's"), help_text=_("Niet nodig, wel handig. Hooguit vijf."), required=False)
    place_kind = forms.ChoiceField(
        label=_("Waar is het?"),
        choices=[
            (PlaceKind.POINT, _("Ik wijs het aan op de kaart")),
            (PlaceKind.ADDRESS, _("Ik weet het adres")),
            (PlaceKind.AREA, _("Het gaat over een heel gebied")),
        ],
        widget=forms.RadioSelect,
        initial=PlaceKind.AREA,
        required=False,
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    address = LineField(
        label=_("Straat en huisnummer, of een plek in de buurt"),
        required=False,
        help_text=_("Bijvoorbeeld: Kerkstraat 12"),
    )
    work_area = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Kies een gebied")
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)  # nobody fills this in but a machine

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place_kind", "address", "work_area", "reply_address"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]
        self.fields["category"].queryset = queries.categories()  # type: ignore[attr-defined]
        self.fields["work_area"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["client_key"].initial = uuid.uuid4

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Laat dit veld leeg."))
        return ""

    @property
    def is_by_machine(self) -> bool:
        return "website" in self.errors

    @property
    def place(self) -> Place:
        """What was filled in of the place, as far as it belongs to the way that was chosen."""
        values = self.cleaned_data
        lat, lon, address = values.get("lat"), values.get("lon"), values.get("address") or ""
        area = values.get("work_area")
        chosen = values.get("place_kind")
        if chosen == PlaceKind.POINT and lat is not None and lon is not None:
            return Place(PlaceKind.POINT, lat, lon, address, None)
        if chosen == PlaceKind.ADDRESS and address:
            found = areas.find_address(address)
            if found is not None:
                return Place(PlaceKind.ADDRESS, found.lat, found.lon, address, area)
            return Place(PlaceKind.ADDRESS, None, None, address, area)
        if chosen == PlaceKind.AREA and area is not None:
            return Place(PlaceKind.AREA, None, None, "", area)
        return Place()


class JoinForm(ReplyFields):
    """Somebody saw the same."""

    words = TextField(label=_("Wilt u iets toevoegen?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class MessageForm(Form):
    """A message from the reporter."""

    text = TextField(label=_("Uw bericht"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    photos = PhotosField(label=_("Foto's"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class WithdrawForm(Form):
    reason = LineField(label=_("Waarom trekt u de melding in?"), required=False)


class NotHelpedForm(Form):
    words = TextField(label=_("Wat is er nog niet goed?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PublicFilter(Form):
    """What somebody wants to see on the public list."""

    gebied = forms.ModelChoiceField(
        label=_("Gebied"), queryset=WorkArea.objects.none(), required=False, empty_label=_("Alle gebieden")
    )
    onderwerp = forms.ModelChoiceField(
        label=_("Onderwerp"), queryset=Category.objects.none(), required=False, empty_label=_("Alle onderwerpen")
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("Alles")), ("loopt", _("Loopt nog")), ("afgerond", _("Afgerond"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gebied"].queryset = areas.work_areas(clock.today())  # type: ignore[attr-defined]
        self.fields["onderwerp"].queryset = queries.categories()  # type: ignore[attr-defined]
