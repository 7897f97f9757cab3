"""Pages of the ledger: of a fund, of a pot; what is done with the money of a pot; and what is saved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets import list_files
from wijkwerk.domain.budgets.forms import ledger as forms
from wijkwerk.domain.budgets.models import Account, Entry, EntryKind, Fund, Pot, Saving
from wijkwerk.domain.budgets.operations import ledger as operations
from wijkwerk.domain.budgets.operations import saving as saving_operations
from wijkwerk.domain.budgets.queries import funds as fund_queries
from wijkwerk.domain.budgets.queries import ledger as queries
from wijkwerk.domain.budgets.queries import rules
from wijkwerk.domain.budgets.queries import saving as saving_queries
from wijkwerk.domain.budgets.queries.ledger import Stands
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Figure, Table, day, link
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.pages import deed_page, posted

NEWEST = ("-id",)


# ── Of a fund ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.LEDGER_VIEW)
def ledger(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What stands in the pots of a fund in a year, and every entry behind it."""
    fund = fund_of(pk)
    actor = policy.actor_of(request)
    years = queries.years_of(fund)
    year = year_in(request, years)
    pots = queries.pots_visible_to(actor, fund, year=year)
    asked = request.GET.copy()
    asked["jaar"] = str(year)  # what is shown, also where the address names no year or one without pots
    form = forms.LedgerFilter(asked, years=years, pots=pots)
    chosen = [pot for pot in pots if form.asked("pot") in (None, pot.pk)]
    reads_all = actor.reach(Permission.LEDGER_VIEW).everywhere and len(chosen) == len(pots)
    kind = form.asked("soort") or ""
    rows = queries.entries_of_fund(fund, year=year, pots=None if reads_all else chosen, kind=kind)
    if wanted := request.GET.get("als", ""):
        return _file(wanted, f"kasboek {fund} {year}", rows)
    stands = queries.stands_of_pots(pots)
    together = sum(stands.values(), start=Stands())
    return render(
        request,
        "budgets/ledger/fund.html",
        {
            "fund": fund,
            "year": year,
            "form": form,
            "figures": _figures(together),
            "pots": _pots_table(request, pots, stands),
            "stands": together,
            "facts": _facts(together),
            "table": _entries_table(request, rows, with_pot=len(pots) > 1),
            "files": list_files.addresses(request),
            "sets_up": bool(policy.may_somewhere(actor, Permission.FUND_MANAGE)),
        },
    )


def fund_of(pk: int) -> Fund:
    try:
        return fund_queries.fund(pk)
    except Fund.DoesNotExist as missing:
        raise Http404 from missing


def year_in(request: HttpRequest, years: list[int]) -> int:
    typed = request.GET.get("jaar", "")
    asked = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else clock.today().year
    if asked in years or not years:
        return asked
    return next((year for year in years if year <= asked), years[-1])


def _figures(stands: Stands) -> list[list[Figure]]:
    """To the cent: what was promised, paid, justified and came back, and what is left; amounts are long."""
    return [
        [
            Figure(_("Beschikbaar"), money.written(stands.available)),
            Figure(_("Toegekend"), money.written(stands.granted)),
            Figure(_("Over"), money.written(stands.left), tone="ok" if stands.left else "warning"),
        ],
        [
            Figure(_("Betaald"), money.written(stands.paid)),
            Figure(_("Verantwoord"), money.written(stands.justified)),
            Figure(_("Teruggekomen"), money.written(stands.returned)),
        ],
    ]


def _facts(stands: Stands) -> list[tuple[str, str]]:
    """Where all of it is now: these lines and what is left are together what is available."""
    lines = [
        (_("Toegewezen"), stands.allotted),
        (_("Uit of naar andere potten en jaren"), stands.from_elsewhere),
        (_("Gereserveerd"), stands.reserved),
        (_("Toegekend, nog te betalen"), stands.not_paid),
        (_("Betaald, nog te verantwoorden"), stands.not_justified),
        (_("Nog terug te komen"), stands.to_repay),
        (_("Kwijtgescholden"), stands.waived),
        (_("Gespaard"), stands.saved),
        (_("Vervallen"), stands.lapsed),
    ]
    return [(words, money.written(cents)) for words, cents in lines if cents]


def _pots_table(request: HttpRequest, pots: list[Pot], stands: dict[int, Stands]) -> Table[Any]:
    def amount(words: str, name: str) -> Column[Any]:
        return Column(words, lambda pot: money.written(getattr(stands[pot.pk], name)), numeric=True)

    columns: list[Column[Any]] = [
        Column(_("Pot"), lambda pot: link(pot_address(pot), pot.work_area or _("Alle gebieden samen")), main=True),
        amount(_("Beschikbaar"), "available"),
        amount(_("Toegekend"), "granted"),
        amount(_("Betaald"), "paid"),
        amount(_("Verantwoord"), "justified"),
        amount(_("Teruggekomen"), "returned"),
        amount(_("Over"), "left"),
    ]
    return Table(columns, pots, caption=_("Stand per pot"), request=request, empty=_("In dit jaar is er nog geen pot."))


def pot_address(pot: Pot) -> str:
    return reverse("budgets:pot", args=[pot.pk])


# ── Entries ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _entries_table(request: HttpRequest, rows: Any, *, with_pot: bool) -> Table[Any]:
    page = paging.page(rows, after=request.GET.get("na", ""), order=NEWEST)
    reads = bool(policy.may_somewhere(policy.actor_of(request), Permission.APPLICATION_VIEW))
    what, accounts = _words()
    columns: list[Column[Any]] = [
        Column(_("Boeking"), lambda row: link(reverse("budgets:entry", args=[row.pk]), what[_which(row)]), main=True),
        Column(_("Op"), lambda row: day(row.value_on)),
        Column(_("Van"), lambda row: accounts[row.credit]),
        Column(_("Naar"), lambda row: accounts[row.debit]),
        Column(_("Aanvraag"), lambda row: _application(row, reads)),
        Column(_("Bedrag"), lambda row: money.written(row.amount_cents), numeric=True),
    ]
    if with_pot:
        columns.insert(2, Column(_("Pot"), lambda row: row.pot.work_area or _("Alle gebieden samen")))
    return Table(columns, page, caption=_("Boekingen"), request=request, empty=_("Er zijn geen boekingen."))


def _words() -> tuple[dict[tuple[str, bool], str], dict[str, str]]:
    """Kinds and accounts as they are read, looked up once: asking each row for its label is half the work of a list."""
    mended = _("Herstel: %(what)s")
    what = {
        (kind.value, is_counter): mended % {"what": kind.label} if is_counter else str(kind.label)
        for kind in EntryKind
        for is_counter in (False, True)
    }
    return what, {account.value: str(account.label) for account in Account}


def _which(row: Entry) -> tuple[str, bool]:
    return row.kind, row.is_counter_entry


def _what(row: Entry) -> str:
    return _words()[0][_which(row)]


def _application(row: Entry, reads: bool) -> Any:
    application = queries.application_of(row)
    if application is None:
        return ""
    return link(application.get_absolute_url(), application.number) if reads else application.number


HEADS = ["nummer", "geboekt op", "valutadag", "pot", "soort", "herstel van", "van", "naar", "bedrag", "aanvraag",
         "reden", "geboekt door"]  # fmt: skip


def _cells(row: Entry, what: dict[tuple[str, bool], str], accounts: dict[str, str]) -> list[Any]:
    return [
        row.pk,
        row.booked_at,
        row.value_on,
        str(row.pot.work_area or _("Alle gebieden samen")),
        what[row.kind, False],
        row.corrects_id,
        accounts[row.credit],
        accounts[row.debit],
        Decimal(row.amount_cents) / 100,
        application.number if (application := queries.application_of(row)) else "",
        row.reason,
        row.booked_by.name if row.booked_by else "",
    ]


def _file(kind: str, name: str, rows: Any) -> HttpResponseBase:
    """All entries that the filter leaves, the oldest first."""
    words = _words()
    oldest_first = rows.order_by("id").iterator(chunk_size=500)
    return list_files.answer(kind, name=name, heads=HEADS, rows=(_cells(row, *words) for row in oldest_first))


@needs(Permission.LEDGER_VIEW, find=queries.entry)
def entry(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One entry: what it moved, why, by whom; and what it corrects or is corrected by."""
    actor = policy.actor_of(request)
    counter = getattr(entry, "corrected_by", None)
    return render(
        request,
        "budgets/ledger/entry.html",
        {
            "entry": entry,
            "title": _what(entry),
            "fund": entry.pot.fund,
            "back": pot_address(entry.pot),
            "facts": [
                (_("Bedrag"), money.written(entry.amount_cents)),
                (_("Van"), entry.get_credit_display()),
                (_("Naar"), entry.get_debit_display()),
                (_("Pot"), link(pot_address(entry.pot), entry.pot)),
                (_("Op"), day(entry.value_on)),
                (_("Aanvraag"), _application(entry, bool(policy.may_somewhere(actor, Permission.APPLICATION_VIEW)))),
                (_("Reden"), entry.reason),
                (_("Geboekt op"), day(clock.dutch(entry.booked_at).date())),
                (_("Geboekt door"), entry.booked_by.name if entry.booked_by else _("het programma")),
                (_("Herstel van"), _entry_link(entry.corrects)),
                (_("Hersteld met"), _entry_link(counter)),
            ],
            "can_be_corrected": queries.can_be_corrected(entry)
            and bool(policy.may(actor, Permission.FUND_MANAGE, on=entry)),
        },
    )


def _entry_link(entry: Entry | None) -> Any:
    return "" if entry is None else link(reverse("budgets:entry", args=[entry.pk]), f"{_what(entry)} {entry.pk}")


# ── Of a pot ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.LEDGER_VIEW, find=queries.pot)
def pot(request: HttpRequest, pot: Pot) -> HttpResponseBase:
    """One pot: what stands in it, what is saved, every entry, and what can be done with it."""
    form = forms.LedgerFilter(request.GET or None)
    rows = queries.entries_of_pot(pot, kind=form.asked("soort") or "")
    if wanted := request.GET.get("als", ""):
        return _file(wanted, f"kasboek {pot}", rows)
    stands = queries.stands_of(pot)
    today = clock.today()
    rule_set = rules.find_rule_set(pot.fund, work_area=pot.work_area, on=today)
    savings = list(saving_queries.savings_of(pot))
    return render(
        request,
        "budgets/ledger/pot.html",
        {
            "pot": pot,
            "form": form,
            "figures": _figures(stands),
            "facts": _facts(stands),
            "stands": stands,
            "savings": _savings_table(request, savings) if savings else None,
            "table": _entries_table(request, rows, with_pot=False),
            "files": list_files.addresses(request),
            "is_closed": queries.is_closed(pot),
            "is_over": today.year > pot.year,
            "may_save": bool(rule_set and rule_set.save_until_years and stands.left),
            "sets_up": bool(policy.may(policy.actor_of(request), Permission.FUND_MANAGE, on=pot)),
        },
    )


def _savings_table(request: HttpRequest, savings: list[Saving]) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Waarvoor"), lambda saving: link(saving.get_absolute_url(), saving.purpose), main=True),
        Column(_("Sinds"), lambda saving: saving.from_year),
        Column(_("Te gebruiken tot en met"), lambda saving: day(saving_operations.lapses_after(saving))),
        Column(_("Gespaard"), lambda saving: money.written(saving.saved_cents), numeric=True),
    ]
    return Table(columns, savings, caption=_("Gespaard"), request=request)


def _deed(
    request: HttpRequest,
    pot: Pot,
    form: Form,
    title: str,
    *,
    do: Callable[[dict[str, Any]], object],
    words: str,
    submit: str = "",
    note: str = "",
    to: str = "",
) -> HttpResponse:
    back = to or pot_address(pot)
    return deed_page(request, form, title, do, words=words, back=back, back_to=str(pot), submit=submit, note=note)


def _left(pot: Pot) -> str:
    return _("In deze pot is nog %(left)s vrij te besteden.") % {"left": money.written(queries.stands_of(pot).left)}


@needs(Permission.FUND_MANAGE, find=queries.pot)
def allot(request: HttpRequest, pot: Pot) -> HttpResponse:
    return _deed(
        request,
        pot,
        forms.AllotForm(posted(request)),
        _("Geld toewijzen"),
        do=lambda values: operations.allot(pot, **values, **policy.deed(request)),
        words=_("Het geld staat in de pot."),
        submit=_("Wijs toe"),
        note=_left(pot),
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def withdraw_allotment(request: HttpRequest, pot: Pot) -> HttpResponse:
    return _deed(
        request,
        pot,
        forms.WhyForm(posted(request)),
        _("Toewijzing verlagen"),
        do=lambda values: operations.withdraw_allotment(pot, **values, **policy.deed(request)),
        words=_("De toewijzing is verlaagd."),
        submit=_("Verlaag"),
        note=_left(pot),
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def transfer(request: HttpRequest, pot: Pot) -> HttpResponse:
    others = Pot.objects.filter(year__gte=pot.year).exclude(pk=pot.pk).select_related("fund", "work_area")
    return _deed(
        request,
        pot,
        forms.TransferForm(posted(request), pots=others),
        _("Geld naar een andere pot"),
        do=lambda values: operations.transfer(pot, **values, **policy.deed(request)),
        words=_("Het geld staat in de andere pot."),
        submit=_("Hevel over"),
        note=_left(pot),
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def lapse(request: HttpRequest, pot: Pot) -> HttpResponse:
    return _deed(
        request,
        pot,
        forms.WhyForm(posted(request)),
        _("Geld laten vervallen"),
        do=lambda values: operations.lapse(pot, **values, **policy.deed(request)),
        words=_("Het geld is vervallen."),
        submit=_("Laat vervallen"),
        note=_left(pot),
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def save_up(request: HttpRequest, pot: Pot) -> HttpResponse:
    return _deed(
        request,
        pot,
        forms.SaveForm(posted(request)),
        _("Sparen voor later"),
        do=lambda values: saving_operations.save_up(
            pot,
            cents=values["cents"],
            until_year=values["until_year"],
            purpose=values["what_for"],
            **policy.deed(request),
        ),
        words=_("Het geld is gespaard."),
        submit=_("Spaar"),
        note=_left(pot),
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def close_year(request: HttpRequest, pot: Pot) -> HttpResponse:
    """What will go along, and what lapses, is told before it is done."""
    stands = queries.stands_of(pot)
    left, saved, promised = (money.written(cents) for cents in (stands.left, stands.saved, stands.not_paid))
    note = _(
        "Wat over is (%(left)s) vervalt. Wat voor langer is gespaard gaat mee naar het volgende jaar; nu staat er "
        "%(saved)s. Toegekend en nog niet betaald is %(promised)s."
    ) % {"left": left, "saved": saved, "promised": promised}
    return _deed(
        request,
        pot,
        forms.CloseYearForm(posted(request)),
        _("Het jaar %(year)s afsluiten") % {"year": pot.year},
        do=lambda values: saving_operations.close_year(pot, **values, **policy.deed(request)),
        words=_("Het jaar is afgesloten."),
        submit=_("Sluit af"),
        note=note,
    )


@needs(Permission.FUND_MANAGE, find=queries.pot)
def reopen_year(request: HttpRequest, pot: Pot) -> HttpResponse:
    return _deed(
        request,
        pot,
        forms.ReasonForm(posted(request)),
        _("Het jaar %(year)s weer openen") % {"year": pot.year},
        do=lambda values: saving_operations.reopen_year(pot, **values, **policy.deed(request)),
        words=_("Het jaar is weer open."),
        submit=_("Open"),
    )


@needs(Permission.FUND_MANAGE, find=queries.entry)
def correct(request: HttpRequest, entry: Entry) -> HttpResponse:
    """By a counter-entry: nothing that was booked changes."""
    if not queries.can_be_corrected(entry):
        return redirect("budgets:entry", entry.pk)
    count = Entry.objects.filter(deed=entry.deed).count()
    note = _("Alles wat met deze boeking mee werd geboekt, krijgt een tegenboeking. Er verdwijnt niets.")
    return _deed(
        request,
        entry.pot,
        forms.ReasonForm(posted(request)),
        _("Boeking herstellen"),
        do=lambda values: operations.correct(entry, **values, **policy.deed(request)),
        words=_("De tegenboeking staat in het kasboek."),
        submit=_("Herstel"),
        note=note if count > 1 else _("Er komt een tegenboeking bij. Er verdwijnt niets."),
        to=reverse("budgets:entry", args=[entry.pk]),
    )


# ── Saved ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.LEDGER_VIEW, find=saving_queries.saving)
def saving(request: HttpRequest, saving: Saving) -> HttpResponse:
    last_day = saving_operations.lapses_after(saving)
    rows = Entry.objects.filter(saving=saving).select_related(*queries.WITH)
    return render(
        request,
        "budgets/ledger/saving.html",
        {
            "saving": saving,
            "pot": saving.pot,
            "back": pot_address(saving.pot),
            "facts": [
                (_("Gespaard"), money.written(saving.saved_cents)),
                (_("Staat in"), link(pot_address(saving.pot), saving.pot)),
                (_("Sinds"), saving.from_year),
                (_("Te gebruiken tot en met"), day(last_day)),
                (
                    _("Aangekondigd dat het vervalt"),
                    day(clock.dutch(saving.announced_at)) if saving.announced_at else "",
                ),
                (_("Vervallen op"), day(clock.dutch(saving.lapsed_at)) if saving.lapsed_at else ""),
            ],
            "table": _entries_table(request, rows, with_pot=False),
            "can_be_used": bool(saving.saved_cents)
            and bool(policy.may(policy.actor_of(request), Permission.FUND_MANAGE, on=saving)),
        },
    )


@needs(Permission.FUND_MANAGE, find=saving_queries.saving)
def use_saving(request: HttpRequest, saving: Saving) -> HttpResponse:
    last_day = date_format(saving_operations.lapses_after(saving), "j F Y")
    return _deed(
        request,
        saving.pot,
        forms.UseSavingForm(posted(request), initial={"cents": saving.saved_cents}),
        _("Spaargeld inzetten"),
        do=lambda values: operations.use_saving(saving, **values, **policy.deed(request)),
        words=_("Het geld is vrij te besteden."),
        submit=_("Zet in"),
        note=_("Er staat %(cents)s voor “%(purpose)s”, te gebruiken tot en met %(day)s.")
        % {"cents": money.written(saving.saved_cents), "purpose": saving.purpose, "day": last_day},
        to=saving.get_absolute_url(),
    )
