"""Pages of the money of partners: what was agreed for projects, beside what was set aside and given."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.forms import partner_money as forms
from wijkwerk.domain.budgets.models import PartnerDeed
from wijkwerk.domain.budgets.operations import partner_money as operations
from wijkwerk.domain.budgets.queries import partner_money as queries
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Organisation
from wijkwerk.domain.plans.models import AgendaItem
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, refused
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Figure, Table, day, link
from wijkwerk.foundation.kit.pages import done, form_page, posted
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.LEDGER_VIEW)
def partner_money(request: HttpRequest) -> HttpResponse:
    """By project and partner; the projects that this person may see."""
    form = forms.PartnerMoneyFilter(request.GET or None)
    wanted = form.wanted
    area = wanted["work_area"]
    rows = queries.items_with_money(
        actor=policy.actor_of(request), area_id=area.pk if area else None, year=wanted["year"]
    )
    page = paging.page(rows, after=request.GET.get("na", ""), order=("-agenda__year", "agenda__work_area__name", "id"))
    lines = [line for line in queries.lines(list(page.rows)) if line.is_about_money]
    table: Table[Any] = Table(
        [
            Column(_("Project"), lambda line: link(_address(line.item), line.item.title), main=True),
            Column(_("Agenda"), lambda line: f"{line.item.agenda.work_area.name} {line.item.agenda.year}"),
            *_columns(),
        ],
        lines,
        caption=_("Geld van partners"),
        request=request,
        empty=_("Er is nog geen geld met partners afgesproken."),
    )
    return render(
        request,
        "budgets/partner_money/list.html",
        {"form": form, "table": table, "page": page, "figures": _figures(rows)},
    )


def _columns() -> list[Column[Any]]:
    return [
        Column(_("Partner"), lambda line: line.organisation.name),
        Column(_("Afgesproken"), lambda line: money.written(line.agreed), numeric=True),
        Column(_("Gereserveerd"), lambda line: money.written(line.reserved), numeric=True),
        Column(_("Gegeven"), lambda line: money.written(line.given), numeric=True),
        Column(_("Moet nog komen"), lambda line: money.written(line.still_to_come), numeric=True),
    ]


def _figures(items: QuerySet[AgendaItem]) -> list[Figure]:
    agreed, reserved, given = queries.together(items)
    return [
        Figure(_("Afgesproken"), money.written(agreed)),
        Figure(_("Gereserveerd"), money.written(reserved)),
        Figure(_("Gegeven"), money.written(given)),
    ]


def _address(item: AgendaItem) -> str:
    return reverse("budgets:partner_money_of_item", args=[item.pk])


@needs(Permission.LEDGER_VIEW, find=queries.item)
def of_item(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """One project: per partner, and every booking."""
    actor = policy.actor_of(request)
    if not AgendaItem.objects.visible_to(actor).filter(pk=item.pk).exists():
        raise Http404
    keeps = bool(policy.may(actor, Permission.AGENDA_MANAGE, on=item))
    lines = queries.lines_of(item)
    columns = _columns()
    if keeps:
        columns.append(Column(_("Boeken"), lambda line: link(_book_address(line), _("Boek"))))
    columns[0] = Column(_("Partner"), lambda line: line.organisation.name, main=True)
    page = paging.page(queries.booked_for(item), after=request.GET.get("na", ""), order=("-on", "-id"))
    booked: list[Column[Any]] = [
        Column(_("Op"), lambda row: day(row.on), main=True),
        Column(_("Partner"), lambda row: row.organisation.name),
        Column(_("Wat"), lambda row: row.get_deed_display()),
        Column(_("Toelichting"), lambda row: row.words),
        Column(_("Bedrag"), lambda row: money.written(row.amount_cents), numeric=True),
    ]
    return render(
        request,
        "budgets/partner_money/item.html",
        {
            "item": item,
            "figures": _figures(AgendaItem.objects.filter(pk=item.pk)),
            "lines": Table(
                columns, lines, caption=_("Per partner"), request=request, empty=_("Er doet geen partner mee.")
            ),
            "booked": Table(booked, page, caption=_("Boekingen"), request=request, empty=_("Er is niets geboekt.")),
        },
    )


def _book_address(line: queries.Line) -> str:
    return reverse("budgets:book_partner_money", args=[line.item.pk, line.organisation.pk])


@needs(Permission.AGENDA_MANAGE)
def book(request: HttpRequest, pk: int, organisation_pk: int) -> HttpResponse:
    try:
        item = queries.item(pk)
        organisation = people.organisation(organisation_pk)
    except (AgendaItem.DoesNotExist, Organisation.DoesNotExist) as missing:
        raise Http404 from missing
    ruling = policy.may(policy.actor_of(request), Permission.AGENDA_MANAGE, on=item)
    if not ruling:
        return refused(request, Permission.AGENDA_MANAGE, ruling)
    form = forms.PartnerMoneyForm(posted(request), initial={"deed": PartnerDeed.GIVEN, "on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = dict(form.cleaned_data)
            deed = PartnerDeed(values.pop("deed"))
            operations.book(item, organisation=organisation, deed=deed, **values, **policy.deed(request))
            return done(request, _("Geboekt."), _address(item))
    return form_page(
        request, form, organisation.name, back=_address(item), back_to=item.title, submit=_("Boek"), note=item.title
    )
