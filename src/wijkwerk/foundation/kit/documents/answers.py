"""A document as the answer to a request."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.utils.text import slugify

Kind = Literal["pdf", "ods", "odt", "xlsx"]
TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def answer(content: bytes, *, name: str, kind: Kind) -> HttpResponse:
    """To be kept under this name; a PDF opens in the browser, where it can also be kept."""
    response = HttpResponse(content, content_type=TYPES[kind])
    how = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{slugify(name) or "document"}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
