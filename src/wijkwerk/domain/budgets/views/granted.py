"""What was granted, for everybody: which plan, where, how much; never who asked, but for organisations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.budgets.application_stories import organisation_of
from wijkwerk.domain.budgets.forms.applications import GrantedFilter
from wijkwerk.domain.budgets.queries import applications as queries
from wijkwerk.domain.budgets.queries import funds
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, day, link, sorting
from wijkwerk.foundation.kit.money import written


@needs(Permission.FUND_VIEW)
def granted(request: HttpRequest) -> HttpResponse:
    """The list, newest first, of all funds or of one."""
    form = GrantedFilter(
        request.GET,
        funds_shown=funds.funds_visible_to(policy.actor_of(request)).shown(),
        work_areas=areas.work_areas(clock.today()),
    )
    rows, wanted = queries.grants_to_publish(), form.wanted
    if "budget" in wanted:
        rows = rows.filter(application__fund=wanted["budget"])
    if "gebied" in wanted:
        rows = rows.filter(application__work_area=wanted["gebied"])
    columns = _columns()
    sorted_by = sorting(request, columns, default="-datum")
    page = paging.page(rows, after=request.GET.get("na", ""), order=sorted_by.order)
    table: Table[Any] = Table(
        columns,
        page,
        caption=_("Wat er is toegekend"),
        request=request,
        sorting=sorted_by,
        empty=_("Geen plan past bij dit filter.") if wanted else _("Er is nog geen geld toegekend."),
    )
    template = "budgets/applications/granted.html"
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, f"{template}#list", {"table": table})
    return render(request, template, {"table": table, "form": form})


def _columns() -> list[Column[Any]]:
    def plan(row: Any) -> str:
        initiative = row.application.initiative
        is_public = initiative is not None and initiative.is_public
        return link(initiative.public_address, row.application.title) if is_public else row.application.title

    return [
        Column(_("Plan"), plan, main=True),
        Column(_("Organisatie"), lambda row: organisation_of(row.application)),
        Column(_("Gebied"), lambda row: row.application.work_area.name if row.application.work_area else ""),
        Column(_("Budget"), lambda row: row.application.fund.name),
        Column(
            _("Toegekend"),
            lambda row: written(row.amount_cents),
            numeric=True,
            sort="bedrag",
            order=("amount_cents", "id"),
        ),
        Column(_("Op"), lambda row: day(row.granted_at), sort="datum", order=("granted_at", "id")),
    ]
