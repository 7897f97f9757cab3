"""Covenants with partners: what was promised, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.people import figures
from wijkwerk.domain.people.figures import CommitmentKept
from wijkwerk.domain.people.forms import covenants as forms
from wijkwerk.domain.people.models import Commitment, Covenant, Delivery, Promises
from wijkwerk.domain.people.operations import covenants as operations
from wijkwerk.domain.people.views.shared import page
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.pages import form_page
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def _keeps(request: HttpRequest, covenant: Covenant) -> bool:
    return bool(policy.may(policy.actor_of(request), Permission.COVENANT_MANAGE, on=covenant))


@needs(Permission.COVENANT_VIEW)
def covenant_list(request: HttpRequest) -> HttpResponse:
    """Those of the areas of who looks; what is over too when that is asked."""
    today, actor = clock.today(), policy.actor_of(request)
    everything = request.GET.get("alle") == "ja"
    found = figures.covenants(actor.reach(Permission.COVENANT_VIEW), on=today, all_of_them=everything)
    rows = paging.page(found, after=request.GET.get("na", ""), order=("title", "id"))
    columns: list[Column[Covenant]] = [
        Column(_("Convenant"), lambda one: link(one.get_absolute_url(), one.title), main=True),
        Column(_("Met"), lambda one: link(one.organisation.get_absolute_url(), one.organisation.name)),
        Column(_("Gebied"), lambda one: one.work_area.name),
        Column(_("Vanaf"), lambda one: day(one.from_on)),
        Column(_("Stand"), lambda one: state_of(one, today)),
    ]
    table: Table[Covenant] = Table(
        columns, rows, caption=_("Convenanten"), request=request, empty=_("Er zijn nog geen convenanten.")
    )
    context = {"table": table, "everything": everything, "keeps": bool(actor.reach(Permission.COVENANT_MANAGE))}
    return render(request, "people/covenants.html", page(request, "people:covenants", **context))


def state_of(covenant: Covenant, on: Any) -> Any:
    if covenant.is_on(on):
        return badge(_("Geldt"), tone="ok")
    if covenant.from_on > on:
        return badge(_("Begint nog"), tone="info")
    return badge(_("Gestopt") if covenant.ended_on is not None else _("Voorbij"), tone="neutral")


@needs(Permission.COVENANT_VIEW, find=figures.covenant)
def covenant(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    """What both promise, and quarter by quarter what came of it."""
    today = clock.today()
    kept = figures.kept(covenant, on=today)
    deliveries = list(Delivery.objects.filter(commitment__covenant=covenant).select_related("commitment")[:50])
    context = {
        "covenant": covenant,
        "state": state_of(covenant, today),
        "is_over": covenant.over_on is not None and covenant.over_on <= today,
        "renewed_by": getattr(covenant, "renewed_by", None),
        "promises": [(row, _what(row.commitment), _table(request, row)) for row in kept],
        "deliveries": [(row, figures.in_words(row.commitment.kind, row.amount)) for row in deliveries],
        "keeps": _keeps(request, covenant),
    }
    return render(request, "people/covenant.html", context)


def _what(commitment: Commitment) -> str:
    if commitment.amount is None:
        return str(commitment.get_kind_display())
    return f"{figures.in_words(commitment.kind, commitment.amount)} {commitment.get_per_display()}"


def _table(request: HttpRequest, row: CommitmentKept) -> Table[figures.Kept] | None:
    if row.commitment.kind == Promises.PREMISES:
        return None
    kind = row.commitment.kind
    columns: list[Column[figures.Kept]] = [
        Column(_("Kwartaal"), lambda each: str(each.quarter), main=True),
        Column(_("Afgesproken"), lambda each: figures.in_words(kind, each.agreed), numeric=True),
        Column(_("Geleverd"), lambda each: figures.in_words(kind, each.delivered), numeric=True),
        Column(_("Stand"), _how),
    ]
    caption = _("Afgesproken en geleverd: %s") % row.commitment.words
    return Table(columns, row.quarters, caption=caption, request=request, empty=_("Nog geen kwartaal."))


def _how(each: figures.Kept) -> Any:
    if not each.is_short:
        return badge(_("Gehaald"), tone="ok")
    return badge(_("Loopt nog"), tone="neutral") if each.is_running else badge(_("Minder"), tone="warning")


@needs(Permission.COVENANT_MANAGE)
def new_covenant(request: HttpRequest) -> HttpResponse:
    actor = policy.actor_of(request)
    form = forms.CovenantForm(
        request.POST or None,
        reach=actor.reach(Permission.COVENANT_MANAGE),
        on=clock.today(),
        initial={"from_on": clock.today(), "organisation": request.GET.get("organisatie", "")[:18]},
    )
    back = reverse("people:covenants")
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.make_covenant(**form.cleaned_data, **deed(request))
            messages.success(request, _("Het convenant staat erin. Schrijf nu op wat beide beloven."))
            return redirect(made)
    return form_page(request, form, _("Nieuw convenant"), back=back, back_to=_("Convenanten"))


@needs(Permission.COVENANT_MANAGE, find=figures.covenant)
def change_covenant(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    start = {"title": covenant.title, "aim": covenant.aim}
    form = forms.CovenantWordsForm(request.POST or None, initial=start)
    return _form(request, covenant, form, _("Wijzig de woorden"), operations.change_covenant, _("Bewaard."))


@needs(Permission.COVENANT_MANAGE, find=figures.covenant)
def renew_covenant(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    form = forms.RenewForm(request.POST or None, initial={"from_on": covenant.over_on or clock.today()})
    if form.is_valid():
        with refusals_shown_in(form):
            following = operations.renew_covenant(covenant, **form.cleaned_data, **deed(request))
            messages.success(request, _("Vernieuwd, met dezelfde afspraken. Pas aan wat anders is."))
            return redirect(following)
    return form_page(
        request, form, _("Vernieuw dit convenant"), back=covenant.get_absolute_url(), back_to=covenant.title
    )


@needs(Permission.COVENANT_MANAGE, find=figures.covenant)
def end_covenant(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    form = forms.EndCovenantForm(request.POST or None, initial={"ended_on": clock.today()})
    return _form(request, covenant, form, _("Dit convenant stopt"), operations.end_covenant, _("Bewaard."))


@needs(Permission.COVENANT_MANAGE, find=figures.covenant)
def promise(request: HttpRequest, covenant: Covenant) -> HttpResponse:
    form = forms.CommitmentForm(request.POST or None)
    return _form(request, covenant, form, _("Nieuwe afspraak"), operations.promise, _("De afspraak staat erin."))


@needs(Permission.COVENANT_MANAGE, find=figures.commitment)
def deliver(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    form = forms.DeliveryForm(request.POST or None, commitment=commitment, initial={"on": clock.today()})
    covenant = commitment.covenant
    if form.is_valid():
        with refusals_shown_in(form):
            operations.deliver(commitment, **form.cleaned_data, **deed(request))
            messages.success(request, _("Bewaard."))
            return redirect(covenant)
    title = _("Geleverd: %s") % commitment.words
    return form_page(request, form, title, back=covenant.get_absolute_url(), back_to=covenant.title)


@require_POST
@needs(Permission.COVENANT_MANAGE, find=figures.delivery)
def take_back(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    covenant = delivery.commitment.covenant
    operations.take_back_delivery(delivery, **deed(request))
    messages.success(request, _("Weggehaald."))
    return redirect(covenant)


def _form(request: HttpRequest, covenant: Covenant, form: Any, title: str, do: Any, done: str) -> HttpResponse:
    if form.is_valid():
        with refusals_shown_in(form):
            do(covenant, **form.cleaned_data, **deed(request))
            messages.success(request, done)
            return redirect(covenant)
    return form_page(request, form, title, back=covenant.get_absolute_url(), back_to=covenant.title)
