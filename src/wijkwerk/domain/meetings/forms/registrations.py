"""What somebody fills in to come to an evening, and what staff fill in for who rings."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.forms import Form, LineField
from wijkwerk.foundation.outbox.models import Channel


class RegistrationForm(Form):
    """A name and one way to be reached: no more."""

    purpose = _(
        "Uw naam en één manier om u te bereiken, om te weten wie er komt en te laten weten als er iets verandert. "
        "Een paar weken na de bijeenkomst wissen wij dit."
    )

    name = LineField(
        label=_("Uw naam"),
        help_text=_("Een voornaam is genoeg."),
        longest=120,
        error_messages={"required": _("Vul een naam in. Een voornaam is genoeg.")},
    )
    channel = forms.ChoiceField(
        label=_("Hoe kunnen wij u bereiken?"),
        choices=[(Channel.EMAIL, _("E-mail")), (Channel.PHONE, _("Telefoon"))],
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
        error_messages={"required": _("Kies hoe wij u kunnen bereiken.")},
    )
    address = LineField(
        label=_("Uw e-mailadres of telefoonnummer"),
        longest=300,
        error_messages={"required": _("Vul in hoe wij u kunnen bereiken.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_key"].initial = uuid.uuid4


class RegistrationForResidentForm(RegistrationForm):
    """Somebody rang, wrote or stood at the desk."""

    purpose = _(
        "Naam en één manier om iemand te bereiken, om te weten wie er komt en te laten weten als er iets verandert. "
        "Een paar weken na de bijeenkomst wissen wij dit."
    )

    channel = forms.ChoiceField(
        label=_("Hoe wil iemand bericht?"),
        choices=[
            (Channel.PHONE, _("Telefoon")),
            (Channel.NONE, _("Geen bericht")),
            (Channel.POST, _("Brief")),
            (Channel.EMAIL, _("E-mail")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    address = LineField(label=_("Telefoonnummer, adres of e-mailadres"), longest=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Naam")


class PlacesForm(Form):
    """How many may come."""

    seats = forms.IntegerField(
        label=_("Hoogste aantal mensen"),
        help_text=_("Leeg: iedereen kan komen."),
        required=False,
        min_value=1,
        max_value=5_000,
    )
    kept_seats = forms.IntegerField(
        label=_("Plaatsen voor wie geen e-mail heeft"), required=False, min_value=0, max_value=5_000
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["kept_seats"] = values.get("kept_seats") or 0
        return values
