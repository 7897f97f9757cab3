"""Pages on which an administrator decides for the municipality: who it is, its words, its ways, its closing days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Tab, Table, day
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import ClosingDay
from wijkwerk.web.settings_pages import operations
from wijkwerk.web.settings_pages.forms import ClosingDayForm, LogoForm, MunicipalityForm, WordsForm, WorkingForm

IDENTITY = ("name", "theme", "mail_address", "phone", "visiting_address", "postal_address", "emergency_text")
WORKING = (
    "answer_within",
    "pick_up_within",
    "reply_within",
    "reports_per_hour",
    "smallest_group",
    "areas_year",
    "second_factor_required",
    "uses_location_service",
    "uses_background_map",
)


@needs(Permission.SETTINGS_MANAGE)
def municipality(request: HttpRequest) -> HttpResponse:
    """Name, colours, logo and addresses."""
    own = scope.current()
    initial = {name: getattr(own, name) for name in IDENTITY}
    form = MunicipalityForm(request.POST or None, initial=initial, theme=own.theme)
    if form.is_valid():
        with refusals_shown_in(form):
            return _change(request, form.cleaned_data, "settings:municipality")
    return _page(request, "settings/municipality.html", form=form, logo_form=LogoForm(), names=IDENTITY, own=own)


@needs(Permission.SETTINGS_MANAGE)
def set_logo(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.set_logo(form.cleaned_data["logo"], **policy.deed(request))
            messages.success(request, _("Het nieuwe logo staat er."))
            return redirect("settings:municipality")
    return _page(request, "settings/logo.html", form=form, names=())


@needs(Permission.SETTINGS_MANAGE)
@require_POST
def drop_logo(request: HttpRequest) -> HttpResponse:
    operations.drop_logo(**policy.deed(request))
    messages.success(request, _("Het logo is weg. Het gewone logo staat er weer."))
    return redirect("settings:municipality")


@needs(Permission.SETTINGS_MANAGE)
def words(request: HttpRequest) -> HttpResponse:
    """The municipality's own words."""
    own = scope.current()
    initial = {f"{code}_{number}": word for code, pair in own.words.items() for number, word in pair.items()}
    form = WordsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_in(form):
            return _change(request, {"words": form.words}, "settings:words")
    return _page(request, "settings/words.html", form=form, names=("words",))


@needs(Permission.SETTINGS_MANAGE)
def working(request: HttpRequest) -> HttpResponse:
    """Promises, bounds, and what of outside is used."""
    own = scope.current()
    initial = {name: getattr(own, name) for name in WORKING}
    form = WorkingForm(request.POST or None, initial=initial, areas_year=own.areas_year)
    if form.is_valid():
        with refusals_shown_in(form):
            return _change(request, form.cleaned_data, "settings:working")
    return _page(request, "settings/working.html", form=form, names=WORKING)


@needs(Permission.SETTINGS_MANAGE)
def closing_days(request: HttpRequest) -> HttpResponse:
    """Days that are no working days here, besides the public holidays."""
    form = ClosingDayForm(request.POST or None)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.close_on(form.cleaned_data["on"], name=form.cleaned_data["name"], **policy.deed(request))
            messages.success(request, _("De dag staat op de lijst."))
            return redirect("settings:closing_days")
    columns: list[Column[ClosingDay]] = [
        Column(_("Dag"), lambda each: day(each.on), main=True),
        Column(_("Waarom"), lambda each: each.name),
        Column(_("Wijzigen"), lambda each: _remove_button(request, each)),
    ]
    found = ClosingDay.objects.filter(on__gte=clock.today())
    table = Table(columns, found, caption=_("Sluitingsdagen"), request=request, empty=_("Geen sluitingsdagen."))
    return _page(request, "settings/closing_days.html", form=form, names=(), table=table)


@needs(Permission.SETTINGS_MANAGE, find=lambda pk: ClosingDay.objects.get(pk=pk))
def open_again(request: HttpRequest, closing_day: ClosingDay) -> HttpResponse:
    if request.method == "POST":
        operations.open_on(closing_day, **policy.deed(request))
        messages.success(request, _("De dag is van de lijst."))
    return redirect("settings:closing_days")


def _change(request: HttpRequest, values: dict[str, Any], back: str) -> HttpResponse:
    operations.change_municipality(values, seen=request.POST.get("seen", ""), **policy.deed(request))
    messages.success(request, _("De instellingen zijn gewijzigd."))
    return redirect(back)


def _remove_button(request: HttpRequest, closing_day: ClosingDay) -> str:
    return render_to_string("settings/remove_day.html", {"closing_day": closing_day}, request)


def _page(request: HttpRequest, template: str, *, names: tuple[str, ...], **context: Any) -> HttpResponse:
    tabs = [
        Tab(title, address, current=request.path == address)
        for title, address in (
            (_("Gemeente"), reverse("settings:municipality")),
            (_("Woorden"), reverse("settings:words")),
            (_("Werkwijze"), reverse("settings:working")),
            (_("Sluitingsdagen"), reverse("settings:closing_days")),
        )
    ]
    seen = request.POST.get("seen") or operations.seal(scope.current(), names)
    return render(request, template, {"tabs": tabs, "seen": seen, **context})
