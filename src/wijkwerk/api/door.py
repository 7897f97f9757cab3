"""At the door for machines: who is this, which version speaks, and no answer that is not for a machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.api import operations, queries
from wijkwerk.api.open311.answers import failed
from wijkwerk.api.version import VERSION
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import answers, clock
from wijkwerk.foundation.kit.middleware import NoNullMiddleware
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.middleware import MunicipalityMiddleware

API = "/api/"
OPEN311 = "/open311/"
BEARER = "bearer "
ALWAYS = {
    "API-Version": VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, Link, Location",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",  # data, whatever a browser makes of it
    "X-Frame-Options": "DENY",
}
WORDS = {
    404: gettext_lazy("Er is niets op dit adres. Een adres eindigt hier nooit op een schuine streep."),
    405: gettext_lazy("Dit adres kent deze methode niet. Kijk in de kop “Allow” welke wel."),
    500: gettext_lazy("Er ging bij ons iets mis. Probeer het later opnieuw."),
}


class DoorMiddleware:
    """For addresses of machines alone: the actor is the holder of a key or a visitor, whatever cookie came along.

    Nobody's session counts here, so that no other site can act with it; that is also why every site may ask. So what
    comes after this in the settings, sessions, forms and messages, is passed by: a third of what a list costs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.for_people = get_response
        self.get_response = _caught(NoNullMiddleware(_views()))
        self.in_municipality = _caught(MunicipalityMiddleware(self._answer))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith((API, OPEN311)):
            return self.for_people(request)
        request.actor = policy.VISITOR  # type: ignore[attr-defined]
        response = self.in_municipality(request)
        for name, value in ALWAYS.items():
            response.headers[name] = value
        response.setdefault("Cache-Control", "no-store")
        if not response.streaming:
            response.setdefault("Content-Length", str(len(response.content)))
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        is_api = request.path_info.startswith(API)
        if request.method == "OPTIONS":
            refused = self.get_response(request)
            return _what_can_be_done(refused) if refused.status_code == 405 else refused
        if "\0" in request.path_info:  # no database takes it, so nothing is called so
            return answers.problem(404, str(WORDS[404])) if is_api else failed([(404, str(WORDS[404]))], "json")
        token = _token(request)
        if token and not let_in(request, token):
            refused = answers.problem(401, _("Deze sleutel werkt hier niet. Misschien is hij verlopen of ingetrokken."))
            refused["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            return refused
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and response["Content-Type"].startswith("text/html"):
            response = _as_problem(response) if is_api else _as_open311(response)
        if response.status_code == 401:
            response["WWW-Authenticate"] = "Bearer"
        if is_head and not response.streaming:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def _views() -> Callable[[HttpRequest], HttpResponse]:
    """The view of an address with nothing before it, as Django has it at the end of its own row."""
    handler: Any = BaseHandler()
    handler._view_middleware = handler._template_response_middleware = handler._exception_middleware = ()
    return _caught(handler._get_response)


def _caught(handler: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """With an answer for what goes wrong in it, as round everything in Django's own row."""
    caught: Any = convert_exception_to_response(handler)
    answers_always: Callable[[HttpRequest], HttpResponse] = caught
    return answers_always


def let_in(request: HttpRequest, token: str) -> bool:
    """Let the holder of this key in, if it opens anything here."""
    today = clock.today()
    known = queries.known_key(token, on=today) if scope.current_or_none() else None
    if known is None:
        return False
    if known.last_used_on != today:
        operations.note_use(known.holder.id, on=today)
    request.actor = known.holder  # type: ignore[attr-defined]
    return True


def _token(request: HttpRequest) -> str:
    """What stands behind “Bearer”; something that is no key at all is refused as well."""
    sent = request.headers.get("Authorization", "")
    if sent.lower().startswith(BEARER):
        return sent[len(BEARER) :].strip() or "-"
    return "-" if sent else ""


def _what_can_be_done(refused: HttpResponse) -> HttpResponse:
    """The methods of this address; also what a browser asks before it lets a page of another site ask us."""
    known = set(refused.get("Allow", "GET").replace(",", " ").split())
    allowed = ", ".join(sorted({*known, "OPTIONS"} | ({"HEAD"} if "GET" in known else set())))
    return HttpResponse(
        status=204,
        headers={
            "Allow": allowed,
            "Access-Control-Allow-Methods": allowed,
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "86400",
        },
    )


def _as_problem(response: HttpResponse) -> HttpResponse:
    """What the framework says in its own way, said in ours."""
    told = answers.problem(response.status_code, str(WORDS.get(response.status_code, "")))
    if "Allow" in response:
        told["Allow"] = response["Allow"]
    return told


def _as_open311(response: HttpResponse) -> HttpResponse:
    return failed([(response.status_code, str(WORDS.get(response.status_code, response.reason_phrase)))], "json")
