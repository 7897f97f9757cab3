"""At the door: who is this? The actor of the request is the person of this account in this municipality."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from wijkwerk.domain.people import queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.tenancy import scope

# In the session: the municipality's own provider asked for a second factor at this sign-in.
SECOND_FACTOR_AT_PROVIDER = "second_factor_at_provider"
# Where somebody may go who still has to set up a second factor: there, out, and where help is.
WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "help",
    "help_chapter",
    "contact",
    "accessibility",
}


class ActorMiddleware:
    """Sets `request.actor`: a person with roles, or a visitor.

    Whoever has an account, but is no person in this municipality, is a visitor here. Where the municipality asks for a
    second factor, somebody without one is a visitor too until it is set up, and is led there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = policy.VISITOR  # type: ignore[attr-defined]
        own = scope.current_or_none()
        if own is None or not request.user.is_authenticated:
            return self.get_response(request)
        known = queries.known_account(request.user)
        if known.person is None:
            return self.get_response(request)
        safe = known.has_second_factor or bool(request.session.get(SECOND_FACTOR_AT_PROVIDER))
        if safe or not own.second_factor_required:
            request.actor = known.person  # type: ignore[attr-defined]
            return _kept_by_nobody(self.get_response(request))
        if not _is_open_without_second_factor(request.path_info):
            messages.info(request, _("Uw gemeente vraagt een tweede stap bij het inloggen. Zet die eerst aan."))
            return redirect("mfa_index")
        return self.get_response(request)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """What somebody sees who is signed in stays on no disk and in no cache: the next one at this computer is another.

    What has its own rule, such as a photo, keeps it.
    """
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)
    return response


def _is_open_without_second_factor(path: str) -> bool:
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    return name.startswith("mfa_") or name in WITHOUT_SECOND_FACTOR
