"""Money that has to come back: the list, one of them, and what the treasurer does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.budgets.forms import claims as forms
from wijkwerk.domain.budgets.models import Claim, ClaimState, Grant, Repayment
from wijkwerk.domain.budgets.operations import claims as operations
from wijkwerk.domain.budgets.queries import claims as queries
from wijkwerk.domain.budgets.queries import ledger as ledger_queries
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, components, money, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.pages import deed_page, done, form_page, posted
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.APPLICATION_VIEW)
def claim_list(request: HttpRequest) -> HttpResponse:
    """What has to come back, what came, what is late."""
    actor, today = policy.actor_of(request), clock.today()
    form = forms.ClaimFilter(request.GET or None)
    shows = form.cleaned_data["toont"] if form.is_valid() else ""
    columns: list[Column[Any]] = [
        Column(
            _("Aanvraag"),
            lambda each: link(
                each.get_absolute_url(), f"{each.grant.application.number} {each.grant.application.title}"
            ),
            main=True,
        ),
        Column(_("Terug te betalen"), lambda each: money.written(each.amount_cents), numeric=True),
        Column(_("Teruggekomen"), lambda each: money.written(each.repaid_cents), numeric=True),
        Column(_("Moet nog komen"), lambda each: money.written(each.left_cents), numeric=True),
        Column(_("Uiterlijk"), lambda each: day(each.pay_by), sort="uiterlijk", order=("pay_by", "id")),
        Column(_("Stand"), lambda each: _stand(each, today)),
    ]
    sorting = components.sorting(request, columns, default="uiterlijk")
    rows = queries.claims(actor=actor, on=today, shows=shows)
    page = paging.page(rows, after=request.GET.get("na", ""), order=sorting.order)
    return render(
        request,
        "budgets/justifications/claims.html",
        {
            "form": form,
            "to_come_back": queries.to_come_back(actor),
            "table": Table(
                columns,
                page,
                caption=_("Terugvorderingen"),
                request=request,
                sorting=sorting,
                empty=_("Er is niets terug te betalen."),
            ),
        },
    )


def _stand(claim: Claim, today: Any) -> Any:
    if claim.is_late(today):
        return badge(_("te laat"), tone="danger")
    return badge(claim.get_state_display(), tone=claim.tone)


@needs(Permission.APPLICATION_VIEW, find=queries.claim)
def claim(request: HttpRequest, claim: Claim) -> HttpResponse:
    application = claim.grant.application
    pays = bool(policy.may(policy.actor_of(request), Permission.PAYMENT_MANAGE, on=claim))
    is_mended = claim.state in (ClaimState.OPEN, ClaimState.PAID)
    columns: list[Column[Any]] = [
        Column(_("Ontvangen op"), lambda each: day(each.received_on), main=True),
        Column(_("Bedrag"), lambda each: money.written(each.cents), numeric=True),
        Column(_("Te zien op"), lambda each: each.words),
        Column(_("Geboekt door"), lambda each: each.booked_by or ""),
        Column(_("Herstel"), lambda each: _mending(each, can_be=pays and is_mended)),
    ]
    return render(
        request,
        "budgets/justifications/claim.html",
        {
            "claim": claim,
            "application": application,
            "facts": [
                (_("Aanvraag"), link(application.get_absolute_url(), f"{application.number} {application.title}")),
                (_("Terug te betalen"), money.written(claim.amount_cents)),
                (_("Waarom"), claim.reason),
                (_("Teruggevraagd op"), components.moment(claim.asked_at)),
                (_("Teruggevraagd door"), claim.asked_by or ""),
                (_("Uiterlijk"), day(claim.pay_by)),
                (_("Teruggekomen"), money.written(claim.repaid_cents)),
                (_("Moet nog komen"), money.written(claim.left_cents)),
                (_("Afgerond"), components.moment(claim.ended_at) if claim.ended_at else ""),
                (_("Waarom afgerond"), claim.ended_because),
            ],
            "stand": _stand(claim, clock.today()),
            "repayments": Table(
                columns,
                queries.repayments_of(claim),
                caption=_("Wat er terugkwam"),
                request=request,
                empty=_("Er is nog niets teruggekomen."),
                show_caption=False,
            ),
            "pays": pays,
            "told": getattr(claim.grant, "justification", None),
        },
    )


def _mending(repayment: Repayment, *, can_be: bool) -> Any:
    if repayment.taken_back_at is not None:
        return _("verkeerd geboekt: %(why)s") % {"why": repayment.taken_back_because}
    to = reverse("budgets:take_back_repayment", args=[repayment.claim_id, repayment.pk])
    return link(to, _("Draai terug")) if can_be else ""


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _deed_page(
    request: HttpRequest,
    claim: Claim,
    form: Any,
    do: Callable[..., object],
    *,
    title: str,
    submit: str,
    words: str,
    note: str = "",
) -> HttpResponse:
    return deed_page(
        request,
        form,
        title,
        lambda values: do(claim, **values, **policy.deed(request)),
        words=words,
        back=claim.get_absolute_url(),
        back_to=_("Terugvordering bij %(n)s") % {"n": claim.grant.application.number},
        submit=submit,
        note=note,
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.claim)
def register_repayment(request: HttpRequest, claim: Claim) -> HttpResponse:
    form = forms.RepaymentForm(posted(request), initial={"cents": claim.left_cents, "received_on": clock.today()})
    return _deed_page(
        request,
        claim,
        form,
        operations.register_repayment,
        title=_("Terugbetaling boeken"),
        submit=_("Boek"),
        words=_("De terugbetaling is geboekt. Het geld is weer vrij in het budget."),
        note=_("Moet nog komen: %(amount)s.") % {"amount": money.written(claim.left_cents)},
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.repayment)
def take_back_repayment(request: HttpRequest, repayment: Repayment) -> HttpResponse:
    """A wrong amount, or on the wrong claim: a counter-entry, and it stands to be paid again."""
    return _deed_page(
        request,
        repayment.claim,
        forms.ReasonForm(posted(request)),
        lambda _claim, **deed: operations.take_back_repayment(repayment, **deed),
        title=_("Terugbetaling terugdraaien"),
        submit=_("Draai terug"),
        words=_("De terugbetaling is teruggedraaid. De aanvrager krijgt bericht."),
        note=_("Het gaat om %(amount)s van %(day)s. Er komt een tegenboeking; het bedrag staat weer open.")
        % {"amount": money.written(repayment.cents), "day": date_format(repayment.received_on, "j F Y")},
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.claim)
def put_off(request: HttpRequest, claim: Claim) -> HttpResponse:
    return _deed_page(
        request,
        claim,
        forms.PutOffForm(posted(request)),
        operations.put_off,
        title=_("Uitstel van betaling geven"),
        submit=_("Geef uitstel"),
        words=_("De aanvrager heeft meer tijd om te betalen en krijgt daarvan bericht."),
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.claim)
def waive(request: HttpRequest, claim: Claim) -> HttpResponse:
    return _deed_page(
        request,
        claim,
        forms.ReasonForm(posted(request)),
        operations.waive,
        title=_("Kwijtschelden wat nog moet komen"),
        submit=_("Scheld kwijt"),
        words=_("Het bedrag is kwijtgescholden. De aanvrager krijgt bericht."),
        note=_("Het gaat om %(amount)s. Dat geld komt niet terug in het budget.")
        % {"amount": money.written(claim.left_cents)},
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.claim)
def take_back(request: HttpRequest, claim: Claim) -> HttpResponse:
    return _deed_page(
        request,
        claim,
        forms.ReasonForm(posted(request)),
        operations.take_back,
        title=_("Terugvordering intrekken"),
        submit=_("Trek in"),
        words=_("De terugvordering is ingetrokken. De aanvrager krijgt bericht."),
        note=_("Het geld staat dan weer als betaald en nog te verantwoorden."),
    )


@needs(Permission.PAYMENT_MANAGE, find=queries.grant)
def claim_back(request: HttpRequest, grant: Grant) -> HttpResponse:
    """Outside a justification: the plan is off, or the money was not spent as was agreed."""
    stands = ledger_queries.stands_of_grant(grant)
    form = forms.ClaimBackForm(posted(request), initial={"cents": stands.not_justified})
    if form.is_bound and form.is_valid():
        with refusals_shown_in(form):
            made = operations.claim_back(grant, **form.cleaned_data, **policy.deed(request))
            return done(request, _("Het geld is teruggevraagd. De aanvrager krijgt bericht."), made)
    application = grant.application
    return form_page(
        request,
        form,
        _("Geld terugvragen"),
        back=application.get_absolute_url(),
        back_to=_("Aanvraag %(n)s") % {"n": application.number},
        submit=_("Vraag terug"),
        note=_("Betaald en nog niet verantwoord: %(amount)s.") % {"amount": money.written(stands.not_justified)},
    )
