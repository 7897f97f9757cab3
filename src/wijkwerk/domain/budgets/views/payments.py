"""Pages of payments: what is to be paid, what is ready, the files for the bank, and the account of who asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets import bank_file as bank
from wijkwerk.domain.budgets import csv_files, iban
from wijkwerk.domain.budgets.forms import payments as forms
from wijkwerk.domain.budgets.models import (
    PAYMENT_MOVES,
    Application,
    Grant,
    PayingAccount,
    Payment,
    PaymentBatch,
    PaymentKind,
    PaymentState,
)
from wijkwerk.domain.budgets.operations import payments as operations
from wijkwerk.domain.budgets.queries import applications as application_queries
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.domain.budgets.queries import payments as queries
from wijkwerk.domain.budgets.views.by_link import by_link
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, day, link
from wijkwerk.foundation.kit.components.table import Select
from wijkwerk.foundation.kit.pages import done, form_page, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.privacy import operations as privacy


def _tabs(current: str) -> list[Tab]:
    pages = [
        ("to_pay", _("Te betalen")),
        ("payments", _("Alle betalingen")),
        ("payment_batches", _("Bestanden voor de bank")),
        ("paying_accounts", _("Rekening van de gemeente")),
    ]
    return [Tab(title, reverse(f"budgets:{name}"), current=name == current) for name, title in pages]


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    shown = {"title": title, "tabs": _tabs(name), "ready": _ready(), **context}
    return render(request, "budgets/payments/list.html", shown)


def _ready() -> str:
    """What waits to go in a file for the bank, for every page of payments."""
    count, cents = queries.prepared()
    told = _("Klaar voor de bank: %(count)s, samen %(cents)s.")
    return told % {"count": count, "cents": money.written(cents)} if count else ""


# ── To pay ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PAYMENT_MANAGE)
def to_pay(request: HttpRequest) -> HttpResponse:
    """What was granted and is not made ready yet, the longest waiting first."""
    page = paging.page(queries.grants_to_pay(), after=request.GET.get("na", ""), order=("granted_at", "id"))
    amounts, accounts = queries.to_prepare(page.rows), queries.with_accounts(page.rows)

    def account(grant: Grant) -> Any:
        known = accounts.get(grant.application_id)
        if known is not None:
            return known.masked
        return link(reverse("budgets:account_for_applicant", args=[grant.application_id]), _("nog niet bekend"))

    columns: list[Column[Any]] = [
        Column(
            _("Aanvraag"),
            lambda grant: link(
                reverse("budgets:prepare_payment", args=[grant.pk]),
                f"{grant.application.number} {grant.application.title}",
            ),
            main=True,
        ),
        Column(_("Uit"), lambda grant: grant.pot),
        Column(_("Toegekend op"), lambda grant: day(clock.dutch(grant.granted_at).date())),
        Column(_("Rekening"), account),
        Column(_("Toegekend"), lambda grant: money.written(grant.amount_cents), numeric=True),
        Column(_("Nog klaar te zetten"), lambda grant: money.written(amounts.get(grant.pk, 0)), numeric=True),
    ]
    table: Table[Any] = Table(
        columns, page, caption=_("Te betalen"), request=request, empty=_("Er is niets te betalen.")
    )
    return _page(request, "to_pay", _("Te betalen"), table=table)


@needs(Permission.PAYMENT_MANAGE, find=queries.grant)
def prepare(request: HttpRequest, grant: Grant) -> HttpResponse:
    """How much of a grant is made ready: the advance of the rules, or what is left of it."""
    own = list(grant.balances.all())
    advance = queries.usual_amount(grant, PaymentKind.ADVANCE, own)
    most = queries.usual_amount(grant, PaymentKind.REST, own)
    kind = PaymentKind.ADVANCE if 0 < advance < most else PaymentKind.REST
    form = forms.PrepareForm(
        posted(request), initial={"kind": kind, "cents": advance if kind == PaymentKind.ADVANCE else most}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            payment = operations.prepare_payment(
                grant,
                kind=PaymentKind(form.cleaned_data["kind"]),
                cents=form.cleaned_data["cents"],
                **policy.deed(request),
            )
            return done(request, _("De betaling staat klaar."), payment)
    account = queries.account_of(grant.application)
    return render(
        request,
        "budgets/payments/prepare.html",
        {
            "form": form,
            "grant": grant,
            "application": grant.application,
            "payee": account,
            "failed": queries.failed_before(grant),
            "most": most,
            "facts": [
                (_("Aanvraag"), link(grant.application.get_absolute_url(), str(grant.application))),
                (_("Toegekend"), money.written(grant.amount_cents)),
                (_("Nog klaar te zetten"), money.written(queries.to_prepare([grant]).get(grant.pk, 0))),
                (_("Voorschot volgens de regels"), money.written(advance) if advance else ""),
                (_("Rekening"), f"{account.masked}, {account.holder}" if account else _("nog niet bekend")),
            ],
        },
    )


# ── Payments ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PAYMENT_MANAGE)
def payment_list(request: HttpRequest) -> HttpResponse:
    """Every payment; those that are ready can be put in one file for the bank."""
    form = forms.PaymentFilter(request.GET or None, initial={"stand": ""})
    state = form.cleaned_data["stand"] if form.is_valid() else ""
    page = paging.page(queries.payments(state=state), after=request.GET.get("na", ""), order=("-id",))
    is_ready = state == PaymentState.PREPARED
    columns: list[Column[Any]] = [
        Column(_("Betaling"), lambda payment: link(payment.get_absolute_url(), payment.words), main=True),
        Column(_("Rekening"), lambda payment: payment.account.masked),
        Column(_("Klaargezet"), lambda payment: day(clock.dutch(payment.prepared_at).date())),
        Column(_("Stand"), lambda payment: badge(payment.get_state_display(), payment.tone)),
        Column(_("Bedrag"), lambda payment: money.written(payment.amount_cents), numeric=True),
    ]
    table: Table[Any] = Table(
        columns,
        page,
        caption=_("Betalingen"),
        request=request,
        empty=_("Er zijn geen betalingen."),
        select=Select(value=lambda each: each.pk, label=lambda each: each.words, name="payments") if is_ready else None,
    )
    return _page(
        request,
        "payments",
        _("Alle betalingen"),
        table=table,
        form=form,
        can_export=is_ready and bool(page.rows),
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.payment)
def payment(request: HttpRequest, payment: Payment) -> HttpResponse:
    """One payment, with the whole number of the account: that it was read is written down."""
    if payment.account.iban:
        privacy.log_reading(payment, **policy.deed(request), why=_("Bekeek een betaling met het rekeningnummer."))
    state = PaymentState(payment.state)
    can = PAYMENT_MOVES[state]
    batch = payment.batch
    return render(
        request,
        "budgets/payments/payment.html",
        {
            "payment": payment,
            "application": payment.grant.application,
            "facts": [
                (_("Stand"), badge(payment.get_state_display(), payment.tone)),
                (_("Bedrag"), money.written(payment.amount_cents)),
                (_("Soort"), payment.get_kind_display()),
                (_("Aanvraag"), link(payment.grant.application.get_absolute_url(), str(payment.grant.application))),
                (_("Uit"), payment.pot),
                (_("Op naam van"), payment.account.holder or _("niet meer bewaard")),
                (_("Rekeningnummer"), iban.in_fours(payment.account.iban) or _("niet meer bewaard")),
                (_("Op het afschrift"), payment.words),
                (_("Klaargezet door"), payment.prepared_by.name if payment.prepared_by else ""),
                (_("Bestand"), link(batch.get_absolute_url(), batch) if batch else ""),
                (_("Betaald op"), day(payment.paid_on) if payment.paid_on else ""),
                (_("Niet gelukt omdat"), payment.failed_because),
            ],
            "is_ready": state == PaymentState.PREPARED,
            "can_withdraw": PaymentState.WITHDRAWN in can,
            "can_be_paid": PaymentState.PAID in can,
            "can_fail": PaymentState.FAILED in can,
            "is_paid": state == PaymentState.PAID,
            "is_of_other_account": state == PaymentState.PREPARED and bool(queries.with_another_account([payment])),
            "can_be_again": state == PaymentState.FAILED and bool(queries.still_to_pay(payment.grant)),
            "entries": ledger_queries.entries_of_grant(payment.grant).filter(payment=payment),
        },
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.payment)
@require_POST
def withdraw(request: HttpRequest, payment: Payment) -> HttpResponse:
    return press(
        request,
        lambda: operations.withdraw_payment(payment, **policy.deed(request)),
        _("De betaling is ingetrokken."),
        to=payment,
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.payment)
def tell_paid(request: HttpRequest, payment: Payment) -> HttpResponse:
    form = forms.PaidForm(posted(request), initial={"paid_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.tell_paid(payment, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De betaling staat in het kasboek en de aanvrager krijgt bericht."), payment)
    return form_page(
        request,
        form,
        _("Betaald"),
        back=payment.get_absolute_url(),
        back_to=payment.words,
        submit=_("Boek als betaald"),
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.payment)
def tell_failed(request: HttpRequest, payment: Payment) -> HttpResponse:
    was_paid = payment.state == PaymentState.PAID
    form: forms.FailedForm = forms.FailedForm(posted(request))
    if was_paid:
        form = forms.BackForm(posted(request), initial={"back_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.tell_failed(payment, **form.cleaned_data, **policy.deed(request))
            return done(request, _("De aanvrager krijgt bericht dat het niet is gelukt."), payment)
    return form_page(
        request,
        form,
        _("Teruggekomen van de bank") if was_paid else _("Niet gelukt"),
        back=payment.get_absolute_url(),
        back_to=payment.words,
        submit=_("Leg vast"),
        note=_("Het geld staat daarna weer als te betalen. U kunt het opnieuw klaarzetten, ook naar een ander nummer."),
    )


# ── Files for the bank ─────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PAYMENT_MANAGE)
def export(request: HttpRequest) -> HttpResponse:
    """First which payments, ticked in the list; then on which day and from which account."""
    ready = reverse("budgets:payments") + f"?stand={PaymentState.PREPARED}"
    chosen = request.POST.getlist("payments") or request.GET.getlist("payments")
    is_sent = "execute_on" in request.POST
    form = forms.ExportForm(
        request.POST if is_sent else None,
        initial={"payments": chosen, "execute_on": clock.today(), "account": queries.paying_accounts().first()},
    )
    if is_sent and form.is_valid():
        with refusals_shown_in(form):
            values = dict(form.cleaned_data)
            batch = operations.export_payments(list(values.pop("payments")), **values, **policy.deed(request))
            return done(request, _("Het bestand voor de bank is klaar."), batch)
    if not queries.paying_accounts().exists():
        return redirect("budgets:paying_accounts")
    if not chosen:
        messages.error(request, operations.NothingChosen.message)
        return redirect(ready)
    return form_page(
        request,
        form,
        _("Bestand voor de bank"),
        back=ready,
        back_to=_("Betalingen"),
        submit=_("Maak het bestand"),
        note=_("%(count)s betalingen. Wijkwerk betaalt zelf niets: u geeft het bestand aan de bank.")
        % {"count": len(chosen)},
    )


@needs(Permission.PAYMENT_MANAGE)
def batch_list(request: HttpRequest) -> HttpResponse:
    page = paging.page(queries.batches(), after=request.GET.get("na", ""), order=("-id",))
    columns: list[Column[Any]] = [
        Column(_("Bestand"), lambda batch: link(batch.get_absolute_url(), str(batch).capitalize()), main=True),
        Column(_("Gemaakt"), lambda batch: day(clock.dutch(batch.made_at).date())),
        Column(_("Te betalen op"), lambda batch: day(batch.execute_on)),
        Column(_("Betalingen"), lambda batch: batch.count, numeric=True),
        Column(_("Bedrag"), lambda batch: money.written(batch.cents), numeric=True),
        Column(
            _("Stand"),
            lambda batch: badge(_("wacht op de bank"), "warning") if batch.waiting else badge(_("afgehandeld"), "ok"),
        ),
    ]
    table: Table[Any] = Table(
        columns, page, caption=_("Bestanden voor de bank"), request=request, empty=_("Er is nog geen bestand gemaakt.")
    )
    return _page(request, "payment_batches", _("Bestanden voor de bank"), table=table)


@needs(Permission.PAYMENT_MANAGE, find=queries.batch)
def batch(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    rows = queries.in_file(batch)
    columns: list[Column[Any]] = [
        Column(_("Betaling"), lambda payment: link(payment.get_absolute_url(), payment.words), main=True),
        Column(_("Rekening"), lambda payment: payment.account.masked),
        Column(_("Stand"), lambda payment: badge(payment.get_state_display(), payment.tone)),
        Column(_("Bedrag"), lambda payment: money.written(payment.amount_cents), numeric=True),
    ]
    return render(
        request,
        "budgets/payments/batch.html",
        {
            "batch": batch,
            "title": str(batch).capitalize(),
            "facts": [
                (_("Te betalen op"), day(batch.execute_on)),
                (_("Van"), f"{batch.debtor_name}, {iban.in_fours(batch.debtor_iban)}"),
                (_("Samen"), money.written(sum(payment.amount_cents for payment in rows))),
                (_("Kenmerk"), batch.message_id),
                (_("Gemaakt door"), batch.made_by.name if batch.made_by else ""),
            ],
            "table": Table(columns, rows, caption=_("Betalingen in dit bestand"), request=request),
            "waits": any(payment.state == PaymentState.EXPORTED for payment in rows),
            "is_whole": all(payment.account.iban for payment in rows),
        },
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.batch)
def bank_file(request: HttpRequest, batch: PaymentBatch) -> HttpResponseBase:
    """The SEPA credit transfer, the same each time. Not any more when numbers in it are no longer kept."""
    rows = queries.in_file(batch)
    if gone := _gone(request, batch, rows):
        return gone
    response = HttpResponse(bank.pain_001(batch, rows), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="betalingen-{batch.number}.xml"'
    response["Cache-Control"] = "private, no-store"
    return response


@needs(Permission.PAYMENT_MANAGE, find=queries.batch)
def csv_file(request: HttpRequest, batch: PaymentBatch) -> HttpResponseBase:
    rows = queries.in_file(batch)
    if gone := _gone(request, batch, rows):
        return gone
    return csv_files.answer(f"betalingen-{batch.number}", bank.HEADS, bank.rows_of(batch, rows))


def _gone(request: HttpRequest, batch: PaymentBatch, rows: list[Payment]) -> HttpResponse | None:
    if not all(payment.account.iban for payment in rows):
        words = _("Niet alle rekeningnummers in dit bestand worden nog bewaard. Het kan niet opnieuw worden gemaakt.")
        return HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
    privacy.log_reading(batch, **policy.deed(request), why=_("Haalde een bestand met rekeningnummers op."))
    return None


@needs(Permission.PAYMENT_MANAGE, find=queries.batch)
def tell_file_paid(request: HttpRequest, batch: PaymentBatch) -> HttpResponse:
    form = forms.PaidForm(posted(request), initial={"paid_on": min(batch.execute_on, clock.today())})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            told = operations.tell_file_paid(batch, **form.cleaned_data, **policy.deed(request))
            return done(request, _("%(count)s betalingen geboekt als betaald.") % {"count": len(told)}, batch)
    return form_page(
        request,
        form,
        _("Het hele bestand is betaald"),
        back=batch.get_absolute_url(),
        back_to=str(batch).capitalize(),
        submit=_("Boek als betaald"),
        note=_("Is een betaling niet gelukt? Meld die eerst bij de betaling zelf."),
    )


# ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PAYMENT_MANAGE)
def paying_accounts(request: HttpRequest) -> HttpResponse:
    """From which accounts the municipality pays."""
    form = forms.PayingAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.keep_paying_account(**form.cleaned_data, **policy.deed(request))
            return done(request, _("De rekening is bewaard."), "budgets:paying_accounts")
    accounts = [(account, iban.in_fours(account.iban)) for account in queries.paying_accounts()]
    return render(
        request,
        "budgets/payments/paying_accounts.html",
        {"form": form, "accounts": accounts, "tabs": _tabs("paying_accounts")},
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.paying_account)
@require_POST
def end_paying_account(request: HttpRequest, account: PayingAccount) -> HttpResponse:
    return press(
        request,
        lambda: operations.end_paying_account(account, **policy.deed(request)),
        _("De rekening wordt niet meer gebruikt."),
        to="budgets:paying_accounts",
    )


@needs(Permission.APPLICATION_VIEW_APPLICANT, find=application_queries.application)
def account_for(request: HttpRequest, application: Application) -> HttpResponse:
    """Somebody phones with the number; afterwards it is masked for who does not pay."""
    form = forms.AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.keep_account(application, **form.cleaned_data, **policy.deed(request), on_behalf=True)
            return done(request, _("Het rekeningnummer is bewaard."), application)
    known = queries.account_of(application)
    note = _("Nu bekend: %(masked)s.") % {"masked": known.masked} if known else ""
    return form_page(
        request,
        form,
        _("Rekeningnummer van de aanvrager"),
        back=application.get_absolute_url(),
        back_to=str(application).capitalize(),
        note=note,
    )


@by_link
def own_account(request: HttpRequest, application: Application) -> HttpResponse:
    """Who asked says where the money goes."""
    form = forms.AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.keep_account(application, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Uw rekeningnummer is bewaard."), application.own_address)
    known = queries.account_of(application)
    note = ""
    if known is not None:
        note = _("Nu bekend: %(masked)s. Een ander nummer komt daarvoor in de plaats.") % {"masked": known.masked}
    return form_page(
        request,
        form,
        _("Uw rekeningnummer"),
        back=application.own_address,
        back_to=_("Uw aanvraag"),
        submit=_("Bewaar"),
        note=note,
    )
