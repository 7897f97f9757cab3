"""Answers and errors in the form of GeoReport v2: JSON, or the same as XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any
from xml.etree import ElementTree

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from wijkwerk.foundation.kit import answers as kit
from wijkwerk.foundation.kit.refusals import Refusal

FORMS = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
View = Callable[..., HttpResponse]


class NotUnderstood(Refusal):
    """400: something is missing, or is not what it should be."""


class NoKey(Refusal):
    status = 403


class NotThere(Refusal):
    status = 404


def answered(rows: Any, form: str, *, root: str = "", row: str = "", status: int = 200) -> HttpResponse:
    """A list of rows as JSON, or as XML with these two names."""
    if form == "json":
        return HttpResponse(kit.as_json(rows), content_type=FORMS[form], status=status)
    tree = _element(root, rows, row)
    return HttpResponse(
        ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True), content_type=FORMS[form], status=status
    )


def _element(name: str, value: Any, row: str = "") -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(value, Mapping):
        element.extend([_element(key, part, key.removesuffix("s")) for key, part in value.items()])
    elif isinstance(value, Sequence) and not isinstance(value, str):
        element.extend([_element(row, part) for part in value])
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
    return element


def failed(errors: Sequence[tuple[int, str]], form: str) -> HttpResponse:
    rows = [{"code": code, "description": words} for code, words in errors]
    return answered(rows, form, root="errors", row="error", status=errors[0][0])


def speaks_open311(*methods: str) -> Callable[[View], View]:
    """Outermost at each address: the form is known, the method too, and every refusal is told in that form."""

    def decorate(view: View) -> View:
        @wraps(view)
        def spoken(request: HttpRequest, *, form: str, **kwargs: Any) -> HttpResponse:
            if form not in FORMS:
                return failed([(404, _("Vraag om .json of .xml."))], "json")
            if request.method not in methods:
                response = failed([(405, _("Deze methode kan hier niet."))], form)
                response["Allow"] = ", ".join(methods)
                return response
            try:
                return view(request, form=form, **kwargs)
            except kit.Faulty as refusal:
                return failed([(400, error["detail"]) for error in refusal.errors], form)
            except Refusal as refusal:
                return failed([(refusal.status, refusal.words)], form)
            except Http404:
                return failed([(404, _("Deze melding is er niet, of is niet openbaar."))], form)

        return csrf_exempt(spoken)  # nobody's cookies count here

    return decorate
