"""Pages of funds: the list, a fund for everybody, and setting it up step by step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import funds as forms
from wijkwerk.domain.budgets.models import AllotmentTerm, Category, Fund, FundKind
from wijkwerk.domain.budgets.operations import funds
from wijkwerk.domain.budgets.queries import allotment, fund_pages, in_words, setting_up, votes
from wijkwerk.domain.budgets.queries import funds as queries
from wijkwerk.domain.budgets.queries.ledger import Stands
from wijkwerk.domain.budgets.views.votes import phase_badge
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, pages, paging
from wijkwerk.foundation.kit.components import Column, Figure, Step, Table, badge
from wijkwerk.foundation.kit.refusals import refusals_shown_in

TONES = {"draft": "neutral", "open": "ok", "closed": "neutral"}
YEARS_AHEAD = 2
VOTES_SHOWN = 5


def sets_up(request: HttpRequest) -> bool:
    return bool(policy.may_somewhere(policy.actor_of(request), Permission.FUND_MANAGE))


def sets_up_shown(request: HttpRequest, fund: Fund) -> bool:
    """Whether who looks sets it up; a draft is there for nobody else."""
    found = sets_up(request)
    if fund.is_draft and not found:
        raise Http404
    return found


def funds_address() -> str:
    return reverse("budgets:funds")


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_VIEW)
def fund_list(request: HttpRequest) -> HttpResponse:
    """All funds: what each is for, and whether one can apply now."""
    found = queries.funds_visible_to(policy.actor_of(request)).prefetch_related("work_areas")
    page = paging.page(found, after=request.GET.get("na", ""), order=("name", "id"))
    now = clock.now()
    chances = fund_pages.chances_of(page.rows, at=now)
    rows = [
        (fund, in_words.purpose_lines(fund), standing(fund, chances[fund.pk]), state_badge(fund)) for fund in page.rows
    ]
    return render(request, "budgets/funds/list.html", {"rows": rows, "page": page, "sets_up": sets_up(request)})


def standing(fund: Fund, chance: fund_pages.Chance) -> str:
    """Whether one can apply, in one sentence."""
    if fund.is_draft:
        return _("Dit budget is nog niet open. Alleen wie budgetten instelt, ziet het.")
    if fund.is_closed:
        return _("Dit budget is gesloten.")
    if chance.last_day is not None:
        return _("Aanvragen kan tot en met %(day)s.") % {"day": written_day(chance.last_day)}
    if chance.is_open:
        return _("Aanvragen kan nu, het hele jaar door.")
    if chance.opens_on is not None:
        return _("Nu kunt u niet aanvragen. De volgende ronde begint op %(day)s.") % {
            "day": written_day(chance.opens_on)
        }
    if chance.rule_set is None and chance.coming is not None:
        return _("Aanvragen kan vanaf %(day)s.") % {"day": written_day(chance.coming.valid_from)}
    return _("Nu kunt u niet aanvragen.")


def written_day(on: date) -> str:
    return date_format(on, "j F Y")


def state_badge(fund: Fund) -> SafeString:
    return badge(str(fund.get_state_display()).capitalize(), tone=TONES[fund.state])


@needs(Permission.FUND_VIEW, find=queries.fund)
def fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    """What it is for, who may apply, its rules in plain words, what is left, the next closing date."""
    manages = sets_up_shown(request, fund)
    now, today = clock.now(), clock.today()
    chance = fund_pages.chance_of(fund, at=now)
    shown = chance.rule_set or chance.coming
    years = fund_pages.years_of(fund)
    of_round = chance.round.money_year if chance.round else today.year
    year = _year_in(request, of_round if of_round in years else today.year)
    pots = fund_pages.pots_of(fund, year=year)
    stands = fund_pages.together(pots)
    figures = [
        Figure(_("Beschikbaar in %(year)s") % {"year": year}, money.written(stands.available)),
        Figure(_("Toegekend"), money.written(stands.granted)),
        *(Figure(words, money.written(cents)) for words, cents in _apart(stands) if cents),
        Figure(_("Nog te besteden"), money.written(stands.left)),
    ]
    return render(
        request,
        "budgets/funds/fund.html",
        {
            "fund": fund,
            "where": in_words.purpose_lines(fund),
            "chance": chance,
            "standing": standing(fund, chance),
            "apply": f"{reverse('budgets:apply')}?budget={fund.pk}",
            "badge": state_badge(fund),
            "figures": figures if pots else [],
            "pots": _pot_table(request, pots, year) if fund.per_area and pots else None,
            "sums": fund_pages.sums_of(pots),
            "rules": shown,
            "parts": in_words.parts_of(shown) if shown else [],
            "own_rules": fund_pages.own_rules(fund, on=today),
            "coming": fund_pages.rounds_to_come(fund, at=now)[:6],
            "categories": fund.categories.filter(is_active=True),
            "votes": [(each, phase_badge(each)) for each in votes.rounds_on(fund)[:VOTES_SHOWN]],
            "sets_up": manages,
            "year": year,
            "years": years,
        },
    )


def _apart(stands: Stands) -> list[tuple[str, int]]:
    """What makes that the rest is not simply what was there less what was granted."""
    return [
        (_("Gereserveerd"), stands.reserved),
        (_("Gespaard"), stands.saved),
        (_("Vervallen"), stands.lapsed),
        (_("Teruggekomen"), stands.returned),
    ]


def _year_in(request: HttpRequest, usual: int) -> int:
    typed = request.GET.get("jaar", "")
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4 and 1990 <= int(typed) <= 2100
    return int(typed) if is_year else usual


def _pot_table(request: HttpRequest, rows: list[fund_pages.PotRow], year: int) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Gebied"), lambda row: row.pot.work_area or _("De hele gemeente"), main=True),
        Column(_("Beschikbaar"), lambda row: money.written(row.stands.available), numeric=True),
        Column(_("Toegekend"), lambda row: money.written(row.stands.granted), numeric=True),
        Column(_("Nog te besteden"), lambda row: money.written(row.stands.left), numeric=True),
    ]
    return Table(
        columns, rows, caption=_("Per gebied in %(year)s") % {"year": year}, request=request, show_caption=True
    )


# ── Setting up ─────────────────────────────────────────────────────────────────────────────────────────────────────
def set_up_address(fund: Fund) -> str:
    return reverse("budgets:set_up_fund", args=[fund.pk])


@needs(Permission.FUND_MANAGE)
def new_fund(request: HttpRequest) -> HttpResponse:
    form = forms.FundForm(request.POST or None, initial={"kind": FundKind.INITIATIVES, "divided": forms.ONE_POT})
    if request.method == "POST" and form.is_valid():
        values = form.values
        del values["version"]
        with refusals_shown_in(form):
            return redirect(set_up_address(funds.make_fund(**values, **policy.deed(request))))
    return pages.form_page(
        request,
        form,
        _("Nieuw budget"),
        back=funds_address(),
        back_to=_("Budgetten"),
        submit=_("Verder"),
        note=_("Het budget is pas te zien als u het openstelt. Daarvoor schrijft u hierna de regels."),
    )


@needs(Permission.FUND_MANAGE, find=queries.fund)
def set_up_fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The steps in their order, and what each still needs."""
    addresses = {
        "fund": reverse("budgets:change_fund", args=[fund.pk]),
        "categories": reverse("budgets:categories", args=[fund.pk]),
        "rules": reverse("budgets:rule_sets", args=[fund.pk]),
        "rounds": reverse("budgets:rounds", args=[fund.pk]),
        "money": reverse("budgets:allot", args=[fund.pk]),
        "open": "",
    }
    steps = setting_up.steps_of(fund, on=clock.today())
    first = next((step.key for step in steps if step.is_needed and not step.is_done), "")
    shown = [
        Step(
            step.title,
            state="done" if step.is_done else "current" if step.key == first else "todo",
            note=step.note,
            address=addresses[step.key],
        )
        for step in steps
    ]
    has_rules = any(step.is_done for step in steps if step.key == "rules")
    is_ready = all(step.is_done or not step.is_needed for step in steps if step.key != "open")
    return render(
        request,
        "budgets/funds/set_up.html",
        {
            "fund": fund,
            "steps": shown,
            "badge": state_badge(fund),
            "can_open": has_rules and not fund.is_open,
            "is_ready": is_ready,
            "can_remove": queries.is_unused(fund),
        },
    )


@needs(Permission.FUND_MANAGE, find=queries.fund)
def change_fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.FundForm(request.POST or None, fund=fund)
    if request.method == "POST" and form.is_valid():
        values = form.values
        with refusals_shown_in(form):
            funds.change_fund(fund, **values, **policy.deed(request))
            return pages.done(request, _("Bewaard."), set_up_address(fund))
    return pages.form_page(request, form, _("Wijzigen"), back=set_up_address(fund), back_to=fund.name)


@needs(Permission.FUND_MANAGE, find=queries.fund)
@require_POST
def remove_fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    words = _("“%(name)s” is weg.") % {"name": fund.name}
    return pages.press(
        request,
        lambda: funds.remove_fund(fund, **policy.deed(request)),
        words,
        to=funds_address(),
        asks={funds.FundIsUsed: set_up_address(fund)},
    )


@needs(Permission.FUND_MANAGE, find=queries.fund)
@require_POST
def open_fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    words = _("Het budget is open. Inwoners kunnen aanvragen.")
    return pages.press(request, lambda: funds.open_fund(fund, **policy.deed(request)), words, to=set_up_address(fund))


@needs(Permission.FUND_MANAGE, find=queries.fund)
@require_POST
def close_fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    words = _("Het budget is gesloten. Wat al is aangevraagd, gaat door.")
    return pages.press(request, lambda: funds.close_fund(fund, **policy.deed(request)), words, to=set_up_address(fund))


# ── What money is asked for ────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_MANAGE, find=queries.fund)
def categories(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.CategoryForm(request.POST or None)
    here = reverse("budgets:categories", args=[fund.pk])
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            funds.add_category(fund, **form.cleaned_data, **policy.deed(request))
            return redirect(here)
    found = fund.categories.filter(is_active=True)
    return render(request, "budgets/funds/categories.html", {"fund": fund, "form": form, "categories": found})


@needs(Permission.FUND_MANAGE, find=queries.category)
def change_category(request: HttpRequest, category: Category) -> HttpResponse:
    form = forms.CategoryForm(request.POST or None, initial={"name": category.name})
    back = reverse("budgets:categories", args=[category.fund_id])
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            funds.change_category(category, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Bewaard."), back)
    return pages.form_page(request, form, category.name, back=back, back_to=_("Soorten initiatieven"))


@needs(Permission.FUND_MANAGE, find=queries.category)
@require_POST
def remove_category(request: HttpRequest, category: Category) -> HttpResponse:
    back = reverse("budgets:categories", args=[category.fund_id])
    return pages.press(request, lambda: funds.remove_category(category, **policy.deed(request)), to=back)


# ── Money by formula ───────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_MANAGE, find=queries.fund)
def allot(request: HttpRequest, fund: Fund) -> HttpResponse:
    """What each pot gets in a year, with the sum; and giving it."""
    this_year = clock.today().year
    year = _year_in(request, setting_up.first_year_to_allot(fund, on=clock.today()))
    here = f"{reverse('budgets:allot', args=[fund.pk])}?jaar={year}"
    if request.method == "POST":
        words = _("Het geld van %(year)s is verdeeld.") % {"year": year}
        return pages.press(request, lambda: funds.allot_year(fund, year=year, **policy.deed(request)), words, to=here)
    found = allotment.sheet(fund, year)
    before = allotment.allotted_before(fund, year)
    return render(
        request,
        "budgets/funds/allot.html",
        {
            "fund": fund,
            "year": year,
            "here": here,
            "years": sorted({year, *range(this_year - 1, this_year + YEARS_AHEAD)}),
            "sheet": found,
            "table": sheet_table(request, found, before=before),
            "is_done": bool(before)
            and all((share.cents or 0) == before.get(share.area_id, 0) for share in found.shares),
            "by_hand": not found.has_formula and reverse("budgets:begin_year", args=[fund.pk, year]),
            "total": money.written(found.total_cents),
            "oddities": _oddities(found),
            "own_counts": _own_counts(found),
            "has_rules": any(share.rule_set for share in found.shares),
        },
    )


def _oddities(sheet: allotment.Sheet) -> list[str]:
    used = {share.rule_set.pk: share.rule_set for share in sheet.shares if share.rule_set is not None}
    return [words for rule_set in used.values() for words in allotment.oddities(rule_set)]


def _own_counts(sheet: allotment.Sheet) -> list[tuple[str, str]]:
    """Where the municipality types what it counted itself, for each term on a figure."""
    used = {share.rule_set.pk: share.rule_set for share in sheet.shares if share.rule_set is not None}
    terms = AllotmentTerm.objects.filter(allotment__rule_set__in=used).select_related("figure")
    return [
        (term.words, reverse("budgets:type_figures", args=[term.pk, sheet.year]))
        for term in terms.order_by("allotment__rule_set_id", "order")
        if allotment.needs_figure(term)
    ]


@needs(Permission.FUND_MANAGE, find=queries.fund_year)
@require_POST
def begin_year(request: HttpRequest, found: queries.FundYear) -> HttpResponse:
    """Money that no formula gives: the amounts are filled in by hand, in the ledger."""
    fund, year = found
    funds.begin_year(fund, year=year, **policy.deed(request))
    if not fund.per_area and (pot := queries.find_pot(fund, work_area=None, year=year)):
        return redirect("budgets:allot_pot", pot.pk)
    words = _("Vul nu per budget het bedrag van %(year)s in: kies het budget, en dan “Geld toewijzen”.") % {
        "year": year
    }
    return pages.done(request, words, f"{reverse('budgets:ledger', args=[fund.pk])}?jaar={year}")


def sheet_table(
    request: HttpRequest, sheet: allotment.Sheet, *, before: Mapping[int | None, int] = MappingProxyType({})
) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Gebied"), lambda share: share.name, main=True),
        Column(_("De som"), sum_cell),
        Column(
            _("Krijgt"),
            lambda share: money.written(share.cents) if share.is_known else badge(_("niet te berekenen"), "warning"),
            numeric=True,
        ),
    ]
    if before:
        columns.insert(
            2, Column(_("Al verdeeld"), lambda share: money.written(before.get(share.area_id, 0)), numeric=True)
        )
    caption = _("Wat elk gebied krijgt in %(year)s") % {"year": sheet.year}
    return Table(columns, sheet.shares, caption=caption, request=request, empty=_("Er zijn geen gebieden."))


def sum_cell(share: allotment.Share) -> Any:
    if not share.lines:
        return _("Er is geen verdeelregel.")
    lines = (
        (line.words, line.sum if line.cents is None else f"{line.sum} = {money.written(line.cents)}")
        for line in share.lines
    )
    return format_html('<ul class="ww-plain">{}</ul>', format_html_join("", "<li>{}: {}</li>", lines))
