"""The forms of signing in: allauth's, in plain Dutch, without texts inside the fields."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as code
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth import password_validation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.people.models import Account
from wijkwerk.foundation.kit.forms import Form

PASSWORD_RULE = _("Minstens 12 tekens. Een paar woorden achter elkaar is sterk en goed te onthouden.")
TWO_ARE_NOT_THE_SAME = _("Dit is niet hetzelfde wachtwoord. Typ het twee keer gelijk.")


class InDutch(forms.Form):
    """Gives fields of a package our labels and descriptions."""

    labels: ClassVar[dict[str, Any]] = {}
    descriptions: ClassVar[dict[str, Any]] = {}
    purpose: ClassVar[str | Promise] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.descriptions.get(name, "")


class SignInForm(InDutch, account.LoginForm):  # type: ignore[misc]
    labels = {"login": _("E-mailadres"), "password": _("Wachtwoord")}


class ForgottenPasswordForm(InDutch, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": _("E-mailadres")}
    descriptions = {"email": _("Het adres waarmee u inlogt.")}


class NewPasswordForm(InDutch, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels = {"password1": _("Nieuw wachtwoord"), "password2": _("Nieuw wachtwoord, nog een keer")}
    descriptions = {"password1": PASSWORD_RULE}


class ChangePasswordForm(InDutch, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("Huidig wachtwoord"),
        "password1": _("Nieuw wachtwoord"),
        "password2": _("Nieuw wachtwoord, nog een keer"),
    }
    descriptions = {"password1": PASSWORD_RULE}


class FirstPasswordForm(InDutch, account.SetPasswordForm):  # type: ignore[misc]
    labels = {"password1": _("Wachtwoord"), "password2": _("Wachtwoord, nog een keer")}
    descriptions = {"password1": PASSWORD_RULE}


class OnceMoreForm(InDutch, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Wachtwoord")}


class CodeForm(InDutch, code.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
    descriptions = {"code": _("De zes cijfers uit uw app, of een herstelcode.")}


class CodeOnceMoreForm(InDutch, code.ReauthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
    descriptions = {"code": _("De zes cijfers uit uw app, of een herstelcode.")}


class ActivateAppForm(InDutch, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("Code")}
    descriptions = {"code": _("De zes cijfers die nu in uw app staan.")}


class AcceptInvitationForm(Form):
    """Choose a password to sign in with."""

    purpose = _("Met dit wachtwoord en uw e-mailadres logt u voortaan in. Niemand anders kan het lezen.")

    password = forms.CharField(
        label=_("Wachtwoord"),
        help_text=PASSWORD_RULE,
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Wachtwoord, nog een keer"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "password" in values and values["password"] != values.get("password_again"):
            self.add_error("password_again", TWO_ARE_NOT_THE_SAME)
        return values
