"""The statement of a fund over a year: what came in, where it is, pot by pot; to print, and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets import list_files
from wijkwerk.domain.budgets.forms.ledger import StatementFilter
from wijkwerk.domain.budgets.models import Pot
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.domain.budgets.queries import year_statements as queries
from wijkwerk.domain.budgets.queries.year_statements import Statement
from wijkwerk.domain.budgets.views.ledger import fund_of, pot_address, year_in
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money
from wijkwerk.foundation.kit.components import Column, Table, link

Lines = list[tuple[str, int]]
NO_BREAK = "\u2011"  # a hyphen where no line ends


@needs(Permission.LEDGER_VIEW)
def year_statement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Counted from the entries, as they are now or were at the end of a day."""
    fund = fund_of(pk)
    years = ledger_queries.years_of(fund)
    year = year_in(request, years)
    pots = ledger_queries.pots_visible_to(policy.actor_of(request), fund, year=year)
    asked = request.GET.copy()
    asked["jaar"] = str(year)
    form = StatementFilter(asked, years=years)
    until = form.asked("tot")
    found = queries.statements_of(fund, year=year, pots=pots, until=until)
    together, closed = queries.together(found.values()), queries.closed_on(pots)
    if wanted := request.GET.get("als", ""):
        name = _("Jaaroverzicht %(fund)s %(year)s") % {"fund": fund, "year": year}
        return list_files.answer(wanted, name=name, heads=HEADS, rows=_rows(pots, found, together, closed))
    return render(
        request,
        "budgets/ledger/year_statement.html",
        {
            "fund": fund,
            "year": year,
            "on": until or clock.today(),
            "form": form,
            "halves": [
                (_("Wat erin kwam"), _came_in(together), together.came_in),
                (_("Waar het geld is"), _is_at(together), together.is_at),
            ],
            "facts": [(words, money.written(cents)) for words, cents in _besides(together)],
            "pots": _pots_table(request, pots, found, closed),
            "files": list_files.addresses(request),
        },
    )


def _came_in(found: Statement) -> Lines:
    return [
        (_("Begin: mee uit eerdere jaren"), found.begin),
        (_("Toegewezen"), found.allotted),
        (_("Uit andere potten, min wat erheen ging"), found.moved),
    ]


def _is_at(found: Statement) -> Lines:
    """Together as much as came in."""
    return [
        (_("Betaald"), found.paid),
        (_("Af: terugbetaald"), -found.repaid),
        (_("Toegekend, nog te betalen"), found.to_pay),
        (_("Gereserveerd"), found.reserved),
        (_("Gespaard"), found.saved),
        (_("Vervallen"), found.lapsed),
        (_("Mee naar een later jaar"), found.went_along),
        (_("Over"), found.left),
    ]


def _besides(found: Statement) -> Lines:
    """What is told of the money that was given."""
    return [
        (_("Toegekend in dit jaar"), found.granted),
        (_("Verantwoord"), found.justified),
        (_("Betaald, nog te verantwoorden"), found.to_justify),
        (_("Nog terug te komen"), found.to_repay),
        (_("Kwijtgescholden"), found.waived),
    ]


def _pots_table(
    request: HttpRequest, pots: list[Pot], found: dict[int, Statement], closings: dict[int, datetime]
) -> Table[Any]:
    def amount(words: str, name: str) -> Column[Any]:
        """Without the sign of the euro, so that all of it fits on paper."""
        return Column(
            words, lambda pot: money.written(getattr(found[pot.pk], name)).removeprefix("€\u00a0"), numeric=True
        )

    def closed(pot: Pot) -> str:
        at = closings.get(pot.pk)
        return date_format(clock.dutch(at), "j-n-Y").replace("-", NO_BREAK) if at is not None else _("nog niet")

    columns: list[Column[Any]] = [
        Column(_("Pot"), lambda pot: link(pot_address(pot), _pot_name(pot)), main=True),
        amount(_("Begin"), "begin"),
        amount(_("Toegewezen"), "allotted"),
        amount(_("Toegekend"), "granted"),
        amount(_("Betaald"), "paid"),
        amount(_("Terugbetaald"), "repaid"),
        amount(_("Gespaard"), "saved"),
        amount(_("Vervallen"), "lapsed"),
        amount(_("Over"), "left"),
        Column(_("Afgesloten"), closed),
    ]
    return Table(columns, pots, caption=_("Per pot"), request=request, empty=_("In dit jaar is er nog geen pot."))


def _pot_name(pot: Pot) -> Any:
    return pot.work_area or _("Alle gebieden samen")


HEADS = ["pot", "begin", "toegewezen", "andere potten", "toegekend", "verantwoord", "nog te verantwoorden",
         "nog terug te komen", "kwijtgescholden", "betaald", "terugbetaald", "nog te betalen", "gereserveerd",
         "gespaard", "vervallen", "mee naar later jaar", "over", "afgesloten op"]  # fmt: skip


def _rows(
    pots: list[Pot], found: dict[int, Statement], together: Statement, closed: dict[int, datetime]
) -> Iterable[list[Any]]:
    for pot in pots:
        yield [str(_pot_name(pot)), *_amounts(found[pot.pk]), closed.get(pot.pk)]
    yield [_("Samen"), *_amounts(together), None]


def _amounts(found: Statement) -> list[Decimal]:
    return [Decimal(getattr(found, each.name)) / 100 for each in fields(found)]
