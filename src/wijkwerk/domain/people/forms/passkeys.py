"""The forms of passkeys: apart, because what allauth needs for them is large, and most visitors never see one."""

from __future__ import annotations

from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.forms.sign_in import InDutch


class AddPasskeyForm(InDutch, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Naam van deze passkey"), "passwordless": _("Hiermee ook inloggen zonder wachtwoord")}
    descriptions = {
        "name": _("Bijvoorbeeld: telefoon, laptop van het werk."),
        "passwordless": _("Uw telefoon of computer vraagt dan om uw vinger, gezicht of pincode."),
    }


class NamePasskeyForm(InDutch, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": _("Naam van deze passkey")}
