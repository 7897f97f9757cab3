"""What the pages of this room have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import clock


def deed(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": policy.actor_of(request), "at": clock.now()}


def done(request: HttpRequest, words: str, to: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(to)


def form_page(
    request: HttpRequest,
    form: forms.Form,
    title: str,
    *,
    back: str,
    back_to: str,
    submit: str = "",
    note: str = "",
    template: str = "facilities/form.html",
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "back_to": back_to, "submit": submit, "note": note}
    return render(request, template, context | more)
