"""What pages with one form or one button share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing: a form of boxes of which none is ticked."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    *,
    back: str,
    back_to: str,
    submit: str = "",
    note: str = "",
    template: str = "kit/form_page.html",
    **more: Any,
) -> HttpResponse:
    """One form; `back` is where it began, and where who changes their mind goes."""
    context = {"form": form, "title": title, "back": back, "back_to": back_to, "submit": submit, "note": note}
    return render(request, template, context | more)


def deed_page(
    request: HttpRequest,
    form: Form,
    title: str,
    do: Callable[[dict[str, Any]], object],
    *,
    words: str,
    back: str,
    back_to: str,
    **more: Any,
) -> HttpResponse:
    """One form, one deed, and back to where it began; a refusal stands in the form."""
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            do(form.values)
            return done(request, words, back)
    return form_page(request, form, title, back=back, back_to=back_to, **more)


def done(request: HttpRequest, words: str, to: Any) -> HttpResponse:
    messages.success(request, words)
    return redirect(to)


def press(
    request: HttpRequest,
    deed: Callable[[], object],
    words: str = "",
    *,
    to: Any,
    asks: Mapping[type[Refusal], str] = MappingProxyType({}),
) -> HttpResponse:
    """A button: it is done, or the reason why not stands on the page that it was pressed on, or on the page that asks
    what is missing.
    """
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect(asks.get(type(refusal), to))
    return done(request, words or _("Gedaan."), to)
