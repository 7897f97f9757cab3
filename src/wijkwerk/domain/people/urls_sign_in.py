"""Addresses of signing in: exactly those of allauth's pages that we use, under its own names, in Dutch.

Each is open: whoever signs in is nobody yet, and the pages of an account ask for the account themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from wijkwerk.domain.people.views import accounts
from wijkwerk.foundation.access.guard import open_to_all
from wijkwerk.foundation.kit.when_asked import view_when_asked

OPENID = "allauth.socialaccount.providers.openid_connect.views"
OPENID_LOGIN = view_when_asked(f"{OPENID}.login")


@open_to_all
def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the municipality's own provider, to sign in and for nothing else."""
    if {request.GET.get("process", "login"), request.POST.get("process", "login")} != {"login"}:
        raise Http404
    return OPENID_LOGIN(request, provider_id)


def at(address: str, view: Callable[..., Any] | str, name: str) -> URLPattern:
    """Second factors and providers by their dotted name: with what they calculate they are 15 MiB, for few visitors."""
    return path(address, open_to_all(view_when_asked(view) if isinstance(view, str) else view), name=name)


urlpatterns = [
    at("inloggen/", account.login, "account_login"),
    at("uitloggen/", account.logout, "account_logout"),
    at("zo-krijgt-u-toegang/", account.signup, "account_signup"),  # closed: says that one is invited
    at("gestopt/", account.account_inactive, "account_inactive"),
    at("bevestigen/", account.reauthenticate, "account_reauthenticate"),
    at("wachtwoord/wijzigen/", account.password_change, "account_change_password"),
    at("wachtwoord/kiezen/", account.password_set, "account_set_password"),
    at("wachtwoord/vergeten/", account.password_reset, "account_reset_password"),
    at("wachtwoord/vergeten/verstuurd/", account.password_reset_done, "account_reset_password_done"),
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    at("wachtwoord/gewijzigd/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    at("tweede-stap/", "allauth.mfa.base.views.index", "mfa_index"),
    at("tweede-stap/inloggen/", "allauth.mfa.base.views.authenticate", "mfa_authenticate"),
    at("tweede-stap/bevestigen/", "allauth.mfa.base.views.reauthenticate", "mfa_reauthenticate"),
    at("tweede-stap/app/", "allauth.mfa.totp.views.activate_totp", "mfa_activate_totp"),
    at("tweede-stap/app/uitzetten/", "allauth.mfa.totp.views.deactivate_totp", "mfa_deactivate_totp"),
    at("tweede-stap/herstelcodes/", "allauth.mfa.recovery_codes.views.view_recovery_codes", "mfa_view_recovery_codes"),
    at(
        "tweede-stap/herstelcodes/nieuw/",
        "allauth.mfa.recovery_codes.views.generate_recovery_codes",
        "mfa_generate_recovery_codes",
    ),
    at(
        "tweede-stap/herstelcodes/opslaan/",
        "allauth.mfa.recovery_codes.views.download_recovery_codes",
        "mfa_download_recovery_codes",
    ),
    at("passkeys/", "allauth.mfa.webauthn.views.list_webauthn", "mfa_list_webauthn"),
    at("passkeys/nieuw/", "allauth.mfa.webauthn.views.add_webauthn", "mfa_add_webauthn"),
    at("passkeys/inloggen/", "allauth.mfa.webauthn.views.login_webauthn", "mfa_login_webauthn"),
    at("passkeys/bevestigen/", "allauth.mfa.webauthn.views.reauthenticate_webauthn", "mfa_reauthenticate_webauthn"),
    at("passkeys/<int:pk>/naam/", "allauth.mfa.webauthn.views.edit_webauthn", "mfa_edit_webauthn"),
    at("passkeys/<int:pk>/weghalen/", "allauth.mfa.webauthn.views.remove_webauthn", "mfa_remove_webauthn"),
    at("provider/gestopt/", socialaccount.login_cancelled, "socialaccount_login_cancelled"),
    at("provider/mislukt/", socialaccount.login_error, "socialaccount_login_error"),
    path("provider/<provider_id>/", provider_sign_in, name="openid_connect_login"),
    at("provider/<provider_id>/terug/", f"{OPENID}.callback", "openid_connect_callback"),
    # Our own
    path("uitnodiging/<str:token>/", accounts.invitation, name="invitation"),
    path("onbekend/", accounts.unknown_here, name="account_unknown_here"),
    path("mijn/", accounts.own_account, name="own_account"),
    path("mijn/gegevens/", accounts.change_self, name="own_account_change"),
    path("mijn/foto/", accounts.own_photo, name="own_account_photo"),
    path("mijn/afwezig/", accounts.own_absence, name="own_account_absence"),
    path("mijn/terug/", accounts.back_again, name="own_account_back"),
    path("mijn/overal-uitloggen/", accounts.sign_out_everywhere, name="own_account_sign_out_everywhere"),
]
