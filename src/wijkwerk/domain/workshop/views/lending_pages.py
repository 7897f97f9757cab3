"""What the pages of lending share: a form on a page of its own, a deed by one button, choosing somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.lending import ChooseResident
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries import residents
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal


def deed(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": policy.actor_of(request), "at": clock.now()}


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when that is nothing: a form of boxes of which none is ticked."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    workshop: Facility,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    back: str,
    back_to: str,
    note: str = "",
    tab: str = "",
) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit, "back": back, "back_to": back_to, "note": note}
    return frame.page(request, "workshop/lending_form.html", workshop, context, tab=tab)


def done(request: HttpRequest, words: str, to: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(to)


def do(request: HttpRequest, task: Callable[[], object], words: str, to: str) -> HttpResponse:
    """A deed of one button: done, or the reason why not, on the page that it came from."""
    try:
        task()
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, words)
    return redirect(to)


def chosen_resident(request: HttpRequest, workshop: Facility) -> Resident | None:
    """Who `?inwoner=` names, where this workshop knows them."""
    number = request.GET.get("inwoner", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    found: Resident | None = residents.residents(workshop).filter(pk=int(number)).first()
    return found


def choose_resident(request: HttpRequest, workshop: Facility, *, title: str, back: str, tab: str) -> HttpResponse:
    """Ask for whom; choosing somebody comes back to this address with the number."""
    form = ChooseResident(request.GET or None)
    words = form.cleaned_data["wie"] if form.is_valid() else ""
    card = residents.by_card(workshop, words) if words else None
    found = [card] if card is not None else residents.find_residents(workshop, words) if words else []
    rest = request.GET.copy()
    rest.pop("wie", None)
    rest.pop("inwoner", None)
    context = {
        "form": form,
        "found": found,
        "words": words,
        "rest": rest.urlencode(),
        "kept": list(rest.items()),
        "title": title,
        "back": back,
    }
    return frame.page(request, "workshop/choose_resident.html", workshop, context, tab=tab)
