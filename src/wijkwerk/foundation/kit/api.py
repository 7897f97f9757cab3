"""What every room's api.py shares: documents with Dutch names, lists that go on by a token, problems, bytes.

The guard of every route is `needs` of foundation/access/api.py: it tells machines, where the pages' leads people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from ninja import Router, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, field_validator

from wijkwerk.foundation.kit import paging, text
from wijkwerk.foundation.kit.answers import (
    JSON,
    PROBLEM,
    Faulty,
    answer,
    as_json,
    check_form,
    problem,
    refusal_as_problem,
)
from wijkwerk.foundation.kit.refusals import Refusal

# What has nothing to do with the framework stands in answers.py, for who only answers; rooms find it here too.
__all__ = [
    "JSON",
    "MOST",
    "PROBLEM",
    "USUAL",
    "BrokenToken",
    "Document",
    "Faulty",
    "Input",
    "Lat",
    "Line",
    "Lon",
    "Moment",
    "Number",
    "Problem",
    "Story",
    "answer",
    "as_json",
    "check_form",
    "check_token",
    "list_answer",
    "named",
    "next_address",
    "problem",
    "refusal_as_problem",
    "router",
]

MOST = 100  # rows in one answer
USUAL = 50

# What is sent: safe to keep, and no longer than fits.
Story = Annotated[str, Field(max_length=text.STORY), AfterValidator(text.clean_text)]
Line = Annotated[str, Field(max_length=text.SENTENCE), AfterValidator(text.one_line)]
Moment = AwareDatetime
Number = Annotated[int, Field(ge=1, le=2**53)]  # as far as every program counts exactly
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]


class BrokenToken(Refusal):
    message = gettext_lazy("De waarde van “volgende” klopt niet. Begin opnieuw, zonder “volgende”.")


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
