"""What is answered to machines: bytes, problems, and refusals as problems. Without the framework of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from wijkwerk.foundation.kit.refusals import Refusal

JSON = "application/json"
PROBLEM = "application/problem+json"

TITLES: Mapping[int, str | Promise] = {
    400: gettext_lazy("De vraag klopt niet"),
    401: gettext_lazy("Sleutel nodig"),
    403: gettext_lazy("Niet toegestaan"),
    404: gettext_lazy("Niet gevonden"),
    405: gettext_lazy("Dit kan hier niet"),
    409: gettext_lazy("Intussen gewijzigd"),
    410: gettext_lazy("Verlopen"),
    413: gettext_lazy("Te groot"),
    415: gettext_lazy("Andere vorm verwacht"),
    500: gettext_lazy("Fout bij ons"),
}


class Faulty(Refusal):
    """Values that a form refuses, each with its sentence."""

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        super().__init__(" ".join(error["detail"] for error in errors))
        self.errors = errors


def check_form(form: BaseForm, names: Mapping[str, str]) -> None:
    """Refuse what the form of the page refuses, with the names that the sender knows."""
    if form.is_valid():
        return
    raise Faulty(
        [
            {"in": "body", "name": names.get(field, field), "code": error.code or "invalid", "detail": words}
            for field, errors in form.errors.as_data().items()
            for error in errors
            for words in error.messages
        ]
    )


def as_json(data: Any) -> bytes:
    """Moments in UTC with a Z; ISO dates."""
    return orjson.dumps(data, option=orjson.OPT_UTC_Z)


def answer(data: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return HttpResponse(as_json(data), status=status, content_type=JSON, headers=dict(headers or {}))


def problem(status: int, detail: str, *, code: str = "", errors: Sequence[Mapping[str, Any]] = ()) -> HttpResponse:
    told: dict[str, Any] = {"status": status, "title": str(TITLES.get(status) or HTTPStatus(status).phrase)}
    told["detail"] = detail or told["title"]
    if code:
        told["code"] = code
    if errors:
        told["errors"] = list(errors)
    return HttpResponse(as_json(told), status=status, content_type=PROBLEM)


def refusal_as_problem(refusal: Refusal) -> HttpResponse:
    """The same sentence that a page shows."""
    errors = refusal.errors if isinstance(refusal, Faulty) else ()
    return problem(refusal.status, refusal.words, code=type(refusal).__name__, errors=errors)
