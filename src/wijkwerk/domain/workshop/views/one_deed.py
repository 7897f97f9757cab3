"""A page with one form, and a button that does one thing: what most deeds of bicycles and repairs look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Resident
from wijkwerk.domain.workshop.queries import residents
from wijkwerk.domain.workshop.views import frame
from wijkwerk.domain.workshop.views.desk_state import number_in
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import Refusal


def page(
    request: HttpRequest,
    workshop: Facility,
    form: Form,
    *,
    title: str,
    submit: str,
    back: str,
    back_title: str,
    lead: str = "",
    tab: str = "",
    **context: Any,
) -> HttpResponse:
    """The form of one deed; `back` is where it began, and where who changes their mind goes."""
    values = {"form": form, "title": title, "submit": submit, "back": back, "back_title": back_title, "lead": lead}
    return frame.page(request, "workshop/one_deed.html", workshop, values | context, tab=tab)


def press(request: HttpRequest, deed: Callable[[], object], *, back: Any, done: str = "") -> HttpResponse:
    """A button: it is done, or the reason why not stands above the page that it was pressed on."""
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, done or _("Gedaan."))
    return redirect(back)


def resident_in(request: HttpRequest, workshop: Facility) -> Resident | None:
    """Whom the page before was about: `?inwoner=12`."""
    number = number_in(request.GET.get("inwoner"))
    if number is None:
        return None
    found: Resident | None = residents.residents(workshop).filter(pk=number).first()
    return found
