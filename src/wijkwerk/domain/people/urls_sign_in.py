"""Addresses of signing in: exactly those of allauth's pages that we use, under its own names, in Dutch.

Each is open: whoever signs in is nobody yet, and the pages of an account ask for the account themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from wijkwerk.domain.people.views import accounts
from wijkwerk.foundation.access.guard import open_to_all


@open_to_all
def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the municipality's own provider, to sign in and for nothing else."""
    if {request.GET.get("process", "login"), request.POST.get("process", "login")} != {"login"}:
        raise Http404
    answer: HttpResponse = openid_connect.login(request, provider_id)
    return answer


def at(address: str, view: Callable[..., Any], name: str) -> URLPattern:
    return path(address, open_to_all(view), name=name)


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
    at("tweede-stap/", mfa.index, "mfa_index"),
    at("tweede-stap/inloggen/", mfa.authenticate, "mfa_authenticate"),
    at("tweede-stap/bevestigen/", mfa.reauthenticate, "mfa_reauthenticate"),
    at("tweede-stap/app/", totp.activate_totp, "mfa_activate_totp"),
    at("tweede-stap/app/uitzetten/", totp.deactivate_totp, "mfa_deactivate_totp"),
    at("tweede-stap/herstelcodes/", recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    at("tweede-stap/herstelcodes/nieuw/", recovery_codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    at("tweede-stap/herstelcodes/opslaan/", recovery_codes.download_recovery_codes, "mfa_download_recovery_codes"),
    at("passkeys/", webauthn.list_webauthn, "mfa_list_webauthn"),
    at("passkeys/nieuw/", webauthn.add_webauthn, "mfa_add_webauthn"),
    at("passkeys/inloggen/", webauthn.login_webauthn, "mfa_login_webauthn"),
    at("passkeys/bevestigen/", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    at("passkeys/<int:pk>/naam/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    at("passkeys/<int:pk>/weghalen/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    at("provider/gestopt/", socialaccount.login_cancelled, "socialaccount_login_cancelled"),
    at("provider/mislukt/", socialaccount.login_error, "socialaccount_login_error"),
    path("provider/<provider_id>/", provider_sign_in, name="openid_connect_login"),
    at("provider/<provider_id>/terug/", openid_connect.callback, "openid_connect_callback"),
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
