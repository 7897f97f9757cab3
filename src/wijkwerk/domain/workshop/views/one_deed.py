"""A page with one form within the frame of a workshop, and choosing whom it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.lending import ChooseResident
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries import residents
from wijkwerk.domain.workshop.views import frame
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def page(
    request: HttpRequest,
    place: Facility,
    form: forms.Form,
    *,
    title: str,
    submit: str = "",
    back: str,
    back_to: str,
    lead: str = "",
    tab: str = "",
    **context: Any,
) -> HttpResponse:
    """The form of one deed; `back` is where it began, and where who changes their mind goes."""
    values = {"form": form, "title": title, "submit": submit, "back": back, "back_to": back_to, "lead": lead}
    return frame.page(request, "workshop/one_deed.html", place, values | context, tab=tab)


def form_deed(
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
    lead: str = "",
    tab: str = "",
) -> HttpResponse:
    """One form, one deed, and back to where it came from; a refusal stands in the form."""
    if form.is_valid():
        with refusals_shown_in(form):
            do(form.cleaned_data)
            messages.success(request, done)
            return redirect(to)
    return page(request, place, form, title=title, submit=submit, back=to, back_to=back_to, lead=lead, tab=tab)


def resident_in(request: HttpRequest, workshop: Facility) -> Resident | None:
    """Whom the page before was about: `?inwoner=12`, where this workshop knows them."""
    number = number_in(request.GET.get("inwoner"))
    if number is None:
        return None
    found: Resident | None = residents.residents(workshop).filter(pk=number).first()
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
