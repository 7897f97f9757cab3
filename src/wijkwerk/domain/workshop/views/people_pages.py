"""What the pages about people, the rota and gardens share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wijkwerk.domain.facilities.models import Facility, FacilityKind
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in


def deed(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": policy.actor_of(request), "at": clock.now()}


def may(request: HttpRequest, permission: Permission, thing: object) -> bool:
    return bool(policy.may(policy.actor_of(request), permission, on=thing))


def page(
    request: HttpRequest, template: str, place: Facility, context: Mapping[str, Any], *, tab: str = ""
) -> HttpResponse:
    """A page of a workshop within its frame; a garden has a page, and no frame."""
    if place.kind == FacilityKind.WORKSHOP:
        return frame.page(request, template, place, context, tab=tab)
    return render(request, template, {"workshop": place, **context})


def form_page(
    request: HttpRequest,
    form: forms.Form,
    place: Facility,
    title: str,
    *,
    do: Callable[[dict[str, Any]], object],
    done: str,
    to: str,
    back_to: str,
    submit: str = "",
    note: str = "",
    tab: str = "",
) -> HttpResponse:
    """One form, one deed, and back to where it came from; a refusal stands in the form."""
    if form.is_valid():
        with refusals_shown_in(form):
            do(form.cleaned_data)
            messages.success(request, done)
            return redirect(to)
    context = {"form": form, "title": title, "back": to, "back_to": back_to, "submit": submit, "note": note}
    return page(request, "workshop/people_form.html", place, context, tab=tab)


def one_tap(request: HttpRequest, do: Callable[[], object], done: str, to: str) -> HttpResponse:
    """One button, one deed; a refusal is told on the page it came from."""
    try:
        do()
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect(to)
