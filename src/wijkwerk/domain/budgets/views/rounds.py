"""Pages of rounds: the calendar for everybody, and planning it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import rounds as forms
from wijkwerk.domain.budgets.models import Fund, Round, RoundState
from wijkwerk.domain.budgets.operations import rounds
from wijkwerk.domain.budgets.queries import ceilings
from wijkwerk.domain.budgets.queries import funds as fund_queries
from wijkwerk.domain.budgets.queries import rounds as queries
from wijkwerk.domain.budgets.queries.rules import last_day_of
from wijkwerk.domain.budgets.views import funds as fund_views
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, pages, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, day
from wijkwerk.foundation.kit.refusals import refusals_shown_in

OVER = "voorbij"


def address_of(fund: Fund) -> str:
    return reverse("budgets:rounds", args=[fund.pk])


@needs(Permission.FUND_VIEW, find=fund_queries.fund)
def round_list(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The calendar of a fund: what is open and comes, the first one first; what is over, the last one first."""
    plans = fund_views.sets_up_shown(request, fund)
    now = clock.now()
    found = Round.objects.filter(fund=fund).select_related("work_area", "fund")
    to_come, over = found.filter(closes_at__gt=now), found.filter(closes_at__lte=now)
    has_both = to_come.exists() and over.exists()
    shows_over = OVER in request.GET if has_both else over.exists()
    order = ("-opens_at", "-id") if shows_over else ("opens_at", "id")
    page = paging.page(over if shows_over else to_come, after=request.GET.get("na", ""), order=order)
    tabs = [Tab(_("Nu en straks"), address_of(fund), not shows_over), Tab(_("Voorbij"), f"?{OVER}", shows_over)]
    columns: list[Column[Any]] = [
        Column(_("Ronde"), lambda row: row.name, main=True),
        Column(_("Gebied"), lambda row: row.work_area or _("Alle gebieden")),
        Column(_("Aanvragen vanaf"), lambda row: day(row.opens_at)),
        Column(_("Tot en met"), lambda row: day(last_day_of(row))),
        Column(_("Besluit"), lambda row: day(row.decides_on)),
        Column(_("Geld"), _tranche, numeric=True),
        Column(_("Stand"), lambda row: _state(row, now)),
    ]
    if plans:
        columns.append(Column(_("Wijzigen"), _deeds))
    table: Table[Any] = Table(
        columns,
        page,
        caption=_("Rondes van %(fund)s") % {"fund": fund},
        request=request,
        empty=_("Er zijn geen rondes."),
    )
    context = {"fund": fund, "table": table, "plans": plans, "tabs": tabs if has_both else []}
    return render(request, "budgets/funds/rounds.html", context)


def _tranche(row: Round) -> str:
    if row.tranche_cents is not None:
        return money.written(row.tranche_cents)
    if row.tranche_permille is not None:
        return _("%(share)s van het jaar") % {"share": ceilings.percentage(row.tranche_permille)}
    return ""


def _state(row: Round, now: datetime) -> Any:
    if row.state == RoundState.CANCELLED:
        return format_html("{} {}", badge(_("Gaat niet door"), "danger"), row.cancelled_because)
    if row.state == RoundState.DECIDED:
        return badge(_("Beslist"))
    if row.is_open_at(now):
        return badge(_("Nu open"), "ok")
    return badge(_("Komt nog"), "info") if row.opens_at > now else badge(_("Gesloten"))


def _deeds(row: Round) -> SafeString | str:
    if row.state != RoundState.PLANNED:
        return ""
    return format_html(
        '<a class="nl-link" href="{}">{}<span class="ww-visually-hidden">: {}</span></a>',
        reverse("budgets:change_round", args=[row.pk]),
        _("wijzigen"),
        row.name,
    )


@needs(Permission.FUND_MANAGE, find=fund_queries.fund)
def new_round(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.NewRoundForm(pages.posted(request), fund=fund)
    if form.is_valid():
        with refusals_shown_in(form):
            rounds.add_round(fund, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De ronde staat in de kalender."), address_of(fund))
    return pages.form_page(request, form, _("Nieuwe ronde"), back=address_of(fund), back_to=_("Rondes"))


@needs(Permission.FUND_MANAGE, find=fund_queries.fund)
def new_calendar(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Several rounds at once, by their closing days."""
    form = forms.CalendarForm(pages.posted(request), fund=fund)
    if form.is_valid():
        with refusals_shown_in(form):
            rounds.make_rounds(fund, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De rondes staan in de kalender."), address_of(fund))
    return pages.form_page(request, form, _("Kalender van een jaar"), back=address_of(fund), back_to=_("Rondes"))


@needs(Permission.FUND_MANAGE, find=queries.round_)
def change_round(request: HttpRequest, found: Round) -> HttpResponse:
    back = address_of(found.fund)
    form = forms.RoundForm(pages.posted(request), initial=forms.RoundForm.initial_of(found))
    if form.is_valid():
        with refusals_shown_in(form):
            rounds.change_round(found, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Bewaard."), back)
    return pages.form_page(
        request,
        form,
        found.name,
        back=back,
        back_to=_("Rondes"),
        template="budgets/funds/round.html",
        found=found,
        is_over=found.closes_at <= clock.now(),
    )


@needs(Permission.FUND_MANAGE, find=queries.round_)
def cancel_round(request: HttpRequest, found: Round) -> HttpResponse:
    back = address_of(found.fund)
    form = forms.WhyForm(pages.posted(request))
    if form.is_valid():
        with refusals_shown_in(form):
            rounds.cancel_round(found, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("De ronde gaat niet door."), back)
    return pages.form_page(
        request, form, _("Ronde afzeggen"), back=back, back_to=_("Rondes"), submit=_("Zeg af"), note=found.name
    )


@needs(Permission.FUND_MANAGE, find=queries.round_)
@require_POST
def close_round(request: HttpRequest, found: Round) -> HttpResponse:
    back = address_of(found.fund)
    words = _("Deze ronde is beslist.")
    return pages.press(request, lambda: rounds.close_round(found, **policy.deed(request)), words, to=back)
