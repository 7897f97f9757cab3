"""A fund that a body distributes itself: its plans and what was given for them, and its account to the municipality."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms import distributing as forms
from wijkwerk.domain.budgets.models import Fund, FundAccount, Grant, PlanLine
from wijkwerk.domain.budgets.operations import distributing as operations
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, documents, money
from wijkwerk.foundation.kit.components import Column, Figure, Table, link
from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.pages import done, form_page, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def kept_by_body(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everybody may read these pages; writing is for the body."""

    @wraps(view)
    def checked(request: HttpRequest, thing: Any) -> HttpResponse:
        ruling = queries.keeps(policy.actor_of(request), thing)
        if not ruling:
            return guard.refused(request, Permission.APPLICATION_FOLLOW_OWN, ruling)
        return view(request, thing)

    return checked


def _address(fund: Fund) -> str:
    return reverse("budgets:distributing", args=[fund.pk])


# ── What everybody may read ────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_VIEW, find=queries.own_fund)
def distributing(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The plans of the body, what was given for each, and what is left."""
    now, lines = queries.stands_of(fund), queries.lines_of(fund)
    is_keeper = bool(queries.keeps(policy.actor_of(request), fund))
    return render(
        request,
        "budgets/distributing/fund.html",
        {
            "fund": fund,
            "figures": [
                Figure(_("Gekregen"), money.written(now.allotted)),
                Figure(_("Toegekend"), money.written(now.granted)),
                Figure(_("Verantwoord"), money.written(now.justified)),
                Figure(_("Over"), money.written(now.left)),
            ],
            "lines": _line_table(request, fund, lines, is_keeper=is_keeper),
            "grants": _grant_table(request, fund, lines, is_keeper=is_keeper),
            "to_plan": queries.to_plan(fund),
            "is_keeper": is_keeper,
            "accounts": queries.accounts_of(fund),
        },
    )


def _line_table(request: HttpRequest, fund: Fund, lines: list[queries.LineStand], *, is_keeper: bool) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Plan"), lambda each: _titled(each), main=True),
        Column(_("Uit"), lambda each: queries.plan_of(each.line) if each.line else ""),
        Column(_("Begroot"), lambda each: money.written(each.planned_cents) if each.line else "", numeric=True),
        Column(_("Toegekend"), lambda each: money.written(each.given_cents), numeric=True),
        Column(_("Verantwoord"), lambda each: money.written(each.justified_cents), numeric=True),
    ]
    if is_keeper:
        columns.append(Column(_("Wijzigen"), lambda each: _change(fund, each)))
    return Table(
        columns,
        lines,
        caption=_("Plannen en geld"),
        request=request,
        empty=_("Er staan nog geen plannen in de begroting."),
        show_caption=False,
    )


def _titled(each: queries.LineStand) -> Any:
    title = queries.title_of(each.line)
    return link(each.line.plan.get_absolute_url(), title) if each.line is not None else title


def _change(fund: Fund, each: queries.LineStand) -> Any:
    if each.line is None:
        return ""
    return link(reverse("budgets:change_plan_line", args=[fund.pk, each.line.pk]), _("Wijzig of vul aan"))


def _grant_table(request: HttpRequest, fund: Fund, lines: list[queries.LineStand], *, is_keeper: bool) -> Table[Any]:
    rows = [(given, each.line) for each in lines for given in each.given]
    columns: list[Column[Any]] = [
        Column(_("Initiatief"), lambda row: row[0].title, main=True),
        Column(_("Hoort bij"), lambda row: queries.title_of(row[1])),
        Column(_("Toegekend"), lambda row: money.written(row[0].cents), numeric=True),
        Column(_("Verantwoord"), lambda row: money.written(row[0].justified), numeric=True),
        Column(_("Teruggekomen"), lambda row: money.written(row[0].returned), numeric=True),
    ]
    if is_keeper:
        columns.append(Column(_("Wijzigen"), lambda row: _move(fund, row[0])))
    return Table(
        columns,
        rows,
        caption=_("Wat er is gegeven"),
        request=request,
        empty=_("Er is nog niets gegeven."),
        show_caption=False,
    )


def _move(fund: Fund, given: queries.Given) -> Any:
    return link(reverse("budgets:put_grant_under_line", args=[fund.pk, given.grant.pk]), _("Zet bij een ander plan"))


# ── The account ────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_VIEW, find=queries.own_fund)
def account_now(request: HttpRequest, fund: Fund) -> HttpResponse:
    """As it stands today."""
    return _account_page(request, fund, queries.account_of(fund, on=clock.today()), pdf="account_now_pdf", key=fund.pk)


@needs(Permission.FUND_VIEW, find=queries.own_fund)
def account_now_pdf(request: HttpRequest, fund: Fund) -> HttpResponse:
    return _pdf(queries.account_of(fund, on=clock.today()))


@needs(Permission.FUND_VIEW, find=queries.account)
def account(request: HttpRequest, account: FundAccount) -> HttpResponse:
    """As it was handed in."""
    return _account_page(
        request, account.fund, account.document, pdf="fund_account_pdf", key=account.pk, account=account
    )


@needs(Permission.FUND_VIEW, find=queries.account)
def account_pdf(request: HttpRequest, account: FundAccount) -> HttpResponse:
    return _pdf(account.document)


def _account_page(
    request: HttpRequest,
    fund: Fund,
    document: written.Document,
    *,
    pdf: str,
    key: int,
    account: FundAccount | None = None,
) -> HttpResponse:
    return render(
        request,
        "budgets/distributing/account.html",
        {
            "fund": fund,
            "document": document,
            "pdf": reverse(f"budgets:{pdf}", args=[key]),
            "account": account,
            "is_keeper": account is None and bool(queries.keeps(policy.actor_of(request), fund)),
        },
    )


def _pdf(document: written.Document) -> HttpResponse:
    return documents.answer(written.pdf_of(document), name=document.title, kind="pdf")


@needs(Permission.FUND_VIEW, find=queries.own_fund)
@kept_by_body
def hand_in_account(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.AccountForm(posted(request))
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            kept = operations.hand_in_account(fund, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De verantwoording is ingeleverd bij de gemeente."), kept)
    return form_page(
        request,
        form,
        _("Verantwoording inleveren"),
        back=reverse("budgets:account_now", args=[fund.pk]),
        back_to=_("Verantwoording van nu"),
        submit=_("Lever in"),
        note=_("De gemeente krijgt uw verantwoording zoals die er nu staat. Over is %(left)s.")
        % {"left": money.written(queries.stands_of(fund).left)},
    )


# ── Letting a body distribute, and its plans ───────────────────────────────────────────────────────────────────────
@needs(Permission.FUND_MANAGE, find=queries.grant_to_distribute)
def begin(request: HttpRequest, grant: Grant) -> HttpResponse:
    application = grant.application
    if application.organisation is None:
        messages.error(request, operations.NoBody.message)
        return redirect(application)
    reads_it = policy.may(policy.actor_of(request), Permission.APPLICATION_VIEW, on=application)
    start = {"name": application.title, "what_for": application.what} if reads_it else {}
    form = forms.BeginForm(posted(request), grant=grant, initial=start)
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data
            made = operations.begin(
                grant,
                name=values["name"],
                purpose=values["what_for"],
                committee=values["committee"],
                **policy.deed(request),
            )
            return done(request, _("De organisatie verdeelt dit geld nu zelf."), _address(made))
    return form_page(
        request,
        form,
        _("De organisatie laten verdelen"),
        back=application.get_absolute_url(),
        back_to=_("Aanvraag %(n)s") % {"n": application.number},
        submit=_("Laat de organisatie verdelen"),
        note=_("%(body)s krijgt een eigen budget van %(amount)s, beslist zelf en verantwoordt het na afloop.")
        % {"body": application.organisation, "amount": money.written(grant.amount_cents)},
    )


@needs(Permission.FUND_VIEW, find=queries.own_fund)
@kept_by_body
def add_line(request: HttpRequest, fund: Fund) -> HttpResponse:
    form = forms.AddLineForm(posted(request), fund=fund)
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            operations.add_line(fund, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het staat in de begroting."), _address(fund))
    note = _("Nog te begroten: %(left)s.") % {"left": money.written(max(queries.to_plan(fund), 0))}
    return _page(request, fund, form, _("Plan toevoegen aan de begroting"), submit=_("Voeg toe"), note=note)


@needs(Permission.FUND_VIEW, find=queries.line)
@kept_by_body
def change_line(request: HttpRequest, line: PlanLine) -> HttpResponse:
    start = {"planned_cents": line.planned_cents, "brought": line.brought, "version": line.version}
    form = forms.ChangeLineForm(posted(request), initial=start)
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            operations.change_line(line, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De begroting is bijgewerkt."), _address(line.fund))
    return _page(
        request,
        line.fund,
        form,
        queries.title_of(line),
        submit=_("Bewaar"),
        template="budgets/distributing/change_line.html",
        line=line,
    )


@needs(Permission.FUND_VIEW, find=queries.line)
@require_POST
@kept_by_body
def remove_line(request: HttpRequest, line: PlanLine) -> HttpResponse:
    return press(
        request,
        lambda: operations.remove_line(line, **policy.deed(request)),
        _("Het is uit de begroting."),
        to=_address(line.fund),
    )


@needs(Permission.FUND_VIEW, find=queries.own_grant)
@kept_by_body
def put_grant_under_line(request: HttpRequest, own: queries.OwnGrant) -> HttpResponse:
    """Which of the plans a grant belongs to."""
    fund, grant = own.fund, own.grant
    form = forms.UnderLineForm(posted(request), fund=fund, initial={"line": queries.line_id_of(grant)})
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            operations.put_under_line(grant, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De toekenning staat bij dit plan."), _address(fund))
    return _page(request, fund, form, grant.application.title, submit=_("Bewaar"))


def _page(request: HttpRequest, fund: Fund, form: Any, title: str, *, submit: str, **more: Any) -> HttpResponse:
    return form_page(request, form, title, back=_address(fund), back_to=fund.name, submit=submit, **more)
