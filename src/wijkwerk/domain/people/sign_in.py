"""How people get in: no sign-up of one's own, only by invitation. What allauth asks us, answered here."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.people import operations, queries
from wijkwerk.domain.people.middleware import SECOND_FACTOR_AT_PROVIDER
from wijkwerk.domain.people.models import Account
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope

# What a provider says in `amr` (RFC 8176) when it asked for more than a password.
MORE_THAN_A_PASSWORD = {"mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "pop"}

# What changed about an account, for the letter that tells its owner.
CHANGES: dict[str, str | Promise] = {
    "account/email/password_changed": gettext_lazy("Het wachtwoord van uw account is gewijzigd."),
    "account/email/password_set": gettext_lazy("Uw account heeft nu een wachtwoord."),
    "account/email/password_reset": gettext_lazy("Het wachtwoord van uw account is opnieuw gekozen."),
    "mfa/email/totp_activated": gettext_lazy("De tweede stap met een app is aangezet."),
    "mfa/email/totp_deactivated": gettext_lazy("De tweede stap met een app is uitgezet."),
    "mfa/email/webauthn_added": gettext_lazy("Er is een passkey bij uw account gekomen."),
    "mfa/email/webauthn_removed": gettext_lazy("Er is een passkey van uw account weggehaald."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Er zijn nieuwe herstelcodes voor uw account gemaakt."),
    "socialaccount/email/account_connected": gettext_lazy("U kunt nu ook inloggen met uw account bij de gemeente."),
}


def network_of(request: HttpRequest) -> str:
    """From which network somebody asks, as attempts to sign in are counted: an address, or the house of many (IPv6).

    Empty where the server does not know.
    """
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide, of kies een nieuw wachtwoord."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Er is te vaak geprobeerd in te loggen. Probeer het over vijf minuten nog eens."
        ),
        "enter_current_password": gettext_lazy("Dit is niet uw huidige wachtwoord. Typ het nog een keer."),
        "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet. Typ het nog een keer."),
        "account_inactive": gettext_lazy("Met dit account kunt u niet meer inloggen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home; or, for who has an account and is nobody in this municipality, the page that says so."""
        account = request.user
        is_known = isinstance(account, Account) and queries.known_account(account).person is not None
        return reverse("start" if is_known else "account_unknown_here")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("own_account")

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        login: SocialLogin | None = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        request.session[SECOND_FACTOR_AT_PROVIDER] = login is not None and asked_more_than_a_password(login)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        self._write("people/password_reset", user, link=context["password_reset_url"], sealed=True)

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Somebody changed the keys of an account: its owner hears, so that a stranger's deed is seen."""
        self._write("people/account_changed", user, change=CHANGES[template_prefix], link=reverse("own_account"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"{template_prefix}: letters go through the outbox")

    def _write(self, template: str, account: Account, **context: Any) -> None:
        person = queries.known_account(account).person
        if person is not None:
            to = ReplyAddress(Channel.EMAIL, account.email, person.name)
            outbox.write(template, to=to, about=person, at=clock.now(), **context)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in with the municipality's own provider: for who is known by a verified address, or invited at it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("own_account")

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Take the invitation of whoever the provider vouches for."""
        at = clock.now()
        for address in sociallogin.email_addresses:
            invitation = queries.open_invitation_for(address.email, at=at) if address.verified else None
            if invitation is None:
                continue
            try:
                account = operations.accept_invitation(invitation, password=None, at=at)
            except Refusal as refusal:
                page = render(request, "account/signup_closed.html", {"because": refusal.words}, status=refusal.status)
                raise ImmediateHttpResponse(page) from refusal
            if not sociallogin.is_existing:
                sociallogin.connect(request, account)
            return


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet. Typ de code die nu in uw app staat."),
    }

    def get_totp_issuer(self) -> str:
        own = scope.current_or_none()
        return f"{settings.MFA_TOTP_ISSUER} {own.name}" if own is not None else settings.MFA_TOTP_ISSUER

    def generate_authenticator_name(self, user: Account, type: Any) -> str:  # noqa: A002
        return _("Mijn passkey")


def asked_more_than_a_password(login: SocialLogin) -> bool:
    """Whether the provider asked for a second factor: it always does, or it says so of this sign-in."""
    if settings.OIDC_SECOND_FACTOR:
        return True
    claims = login.account.extra_data.get("id_token") or {}
    return bool(MORE_THAN_A_PASSWORD & set(claims.get("amr") or ()))
