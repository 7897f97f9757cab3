"""Version 1 of the API: every room's routes, one form of error, one description of it all."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from wijkwerk.api import document
from wijkwerk.api.description import Description
from wijkwerk.api.version import VERSION
from wijkwerk.foundation.kit import api as kit
from wijkwerk.foundation.kit.refusals import Refusal


class Renderer(BaseRenderer):
    media_type = kit.JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return kit.as_json(data)


class Api(NinjaAPI):
    """Its description says by itself what every operation has: errors, headers, and whether it needs a key.

    It is put together once in a process: everybody may ask for it, and it costs as much as a hundred lists.
    """

    _described: Any = None

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        if self._described is None:
            prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
            self._described = document.completed(Description(self, prefix), self)
        return document.of_this_municipality(self._described)


api = Api(
    title="Wijkwerk",
    version=VERSION,
    description=(
        "Wat bewoners zeggen, welk antwoord zij krijgen en wat ervan komt. Zonder sleutel leest u wat openbaar is en "
        "doet u een melding. Met een sleutel doet u wat de rollen van die sleutel mogen."
    ),
    docs_url=None,
    renderer=Renderer(),
    urls_namespace="v1",
    openapi_extra={"info": {"license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}},
)


# ── Errors ─────────────────────────────────────────────────────────────────────────────────────────────────────────
# What is wrong with a value, by the checker's own word for it.
FAULTS: Mapping[str, str | Promise] = {
    "missing": gettext_lazy("Dit ontbreekt."),
    "extra_forbidden": gettext_lazy("Dit veld kennen wij niet."),
    "json_invalid": gettext_lazy("Dit is geen geldige JSON."),
    "string_too_short": gettext_lazy("Dit is te kort: ten minste %(min_length)s tekens."),
    "string_too_long": gettext_lazy("Dit is te lang: hooguit %(max_length)s tekens."),
    "string_type": gettext_lazy("Dit moet tekst zijn."),
    "int_parsing": gettext_lazy("Dit moet een heel getal zijn."),
    "int_type": gettext_lazy("Dit moet een heel getal zijn."),
    "float_parsing": gettext_lazy("Dit moet een getal zijn."),
    "float_type": gettext_lazy("Dit moet een getal zijn."),
    "bool_parsing": gettext_lazy("Dit moet true of false zijn."),
    "greater_than_equal": gettext_lazy("Dit moet ten minste %(ge)s zijn."),
    "less_than_equal": gettext_lazy("Dit mag hooguit %(le)s zijn."),
    "enum": gettext_lazy("Kies een van deze waarden: %(expected)s."),
    "uuid_parsing": gettext_lazy("Dit moet een UUID zijn."),
    "date_from_datetime_parsing": gettext_lazy("Dit moet een dag zijn, zoals 2026-03-04."),
    "date_parsing": gettext_lazy("Dit moet een dag zijn, zoals 2026-03-04."),
    "datetime_from_date_parsing": gettext_lazy("Dit moet een moment zijn, zoals 2026-03-04T12:00:00Z."),
    "datetime_parsing": gettext_lazy("Dit moet een moment zijn, zoals 2026-03-04T12:00:00Z."),
    "timezone_aware": gettext_lazy("Zeg ook de tijdzone, zoals in 2026-03-04T12:00:00Z."),
}


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return kit.refusal_as_problem(refusal)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every value that does not fit, each with where it stands and what is wrong with it."""
    errors = [_fault(each) for each in error.errors]
    words = _("Kijk bij “errors” wat er niet klopt.")
    return kit.problem(400, words, errors=errors)


def _fault(error: Mapping[str, Any]) -> dict[str, Any]:
    place, *path = [str(part) for part in error["loc"]]
    words = FAULTS.get(error["type"])
    told = str(words) % error.get("ctx", {}) if words else str(error["msg"])
    return {"in": place, "name": ".".join(_named(path)), "code": error["type"], "detail": told}


def _named(path: list[str]) -> list[str]:
    """The names that the sender knows: not those of our own functions' parameters."""
    return [part for part in path if part not in ("data", "filters")] or path


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return kit.problem(404, _("Dit is er niet, of niet meer."))


@api.exception_handler(HttpError)
def refused_by_the_framework(request: HttpRequest, error: HttpError) -> HttpResponse:
    words = _("Dit is geen geldige JSON.") if error.status_code == 400 else ""
    return kit.problem(error.status_code, words)


# ── The rooms ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _mount() -> None:
    """Each room of the domain that has routes, from the top floor down."""
    for room in apps.get_app_configs():
        if room.name.startswith("wijkwerk.domain.") and find_spec(f"{room.name}.api") is not None:
            api.add_router("", importlib.import_module(f"{room.name}.api").router)


_mount()
urlpatterns = api.urls[0]
