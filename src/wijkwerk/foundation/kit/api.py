"""What every room's api.py shares: documents with Dutch names, lists that go on by a token, problems, bytes.

The guard of every route is `needs` of foundation/access/api.py: it tells machines, where the pages' leads people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from ninja import Router, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, field_validator

from wijkwerk.foundation.kit import paging, text
from wijkwerk.foundation.kit.refusals import Refusal

JSON = "application/json"
PROBLEM = "application/problem+json"
MOST = 100  # rows in one answer
USUAL = 50

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

# What is sent: safe to keep, and no longer than fits.
Story = Annotated[str, Field(max_length=text.STORY), AfterValidator(text.clean_text)]
Line = Annotated[str, Field(max_length=text.SENTENCE), AfterValidator(text.one_line)]
Moment = AwareDatetime
Number = Annotated[int, Field(ge=1, le=2**53)]  # as far as every program counts exactly
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]


class BrokenToken(Refusal):
    message = gettext_lazy("De waarde van “volgende” klopt niet. Begin opnieuw, zonder “volgende”.")


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


def named(name: str, default: Any = ..., **more: Any) -> Any:
    """A field with its Dutch name: English in the code, Dutch in the document."""
    return Field(alias=name, **more) if "default_factory" in more else Field(default, alias=name, **more)


class Document(Schema):
    """What we give."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")


class Input(Schema):
    """What somebody sends. A name that we do not know is told, not skipped."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def without_null(cls, value: Any) -> Any:
        """No text has this character, and PostgreSQL does not even let one look for it."""
        return value.replace("\x00", "") if isinstance(value, str) else value


class Problem(Schema):
    """What went wrong (RFC 9457), in words for a person."""

    status: int
    title: str
    detail: str
    code: str | None = None
    errors: list[dict[str, Any]] | None = None


def router(*tags: str) -> Router:
    """A room's routes: documents speak Dutch."""
    return Router(tags=list(tags), by_alias=True)


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


def check_token(token: str, *, order: Sequence[str]) -> None:
    """A page begins anew at a token that is broken; a machine would never end."""
    if token and not paging.is_token(token, order=order):
        raise BrokenToken


def list_answer(request: HttpRequest, rows: Sequence[Any], *, next_token: str | None) -> HttpResponse:
    """A page of a list: the rows, the address of the next page, and the same address as a header."""
    following = next_address(request, next_token) if next_token else None
    headers = {"Link": f'<{following}>; rel="next"'} if following else None
    return answer({"resultaten": rows, "volgende": following}, headers=headers)


def next_address(request: HttpRequest, token: str) -> str:
    """This address again, with the token of the next page."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "volgende"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('volgende', token)])}")
