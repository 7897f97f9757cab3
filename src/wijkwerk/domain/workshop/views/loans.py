"""Pages of loans: what is out, what is late, one loan with its deeds; and chairs by the dozen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.forms import lending as forms
from wijkwerk.domain.workshop.models import CountedLoan, Loan, ToolKind
from wijkwerk.domain.workshop.operations import lending, visits
from wijkwerk.domain.workshop.queries import availability, places, stock
from wijkwerk.domain.workshop.queries import loans as queries
from wijkwerk.domain.workshop.queries import money as payments
from wijkwerk.domain.workshop.queries import tools as tool_queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Tab, Table, badge, link, moment, sorting
from wijkwerk.foundation.kit.pages import done, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

LISTS = {"": "open", "te-laat": "late", "alles": "all"}


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def loans(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What is with people: all that is out, what is late, or everything ever."""
    at, asked = clock.now(), request.GET.get("welke", "")
    which = LISTS.get(asked, "open")
    columns: list[Column[Any]] = [
        Column(_("Wat"), lambda loan: link(loan.get_absolute_url(), str(loan.tool)), main=True),
        Column(_("Bij"), _who),
        Column(_("Uit"), lambda loan: moment(loan.out_at), sort="uit", order=("out_at", "id")),
        Column(_("Terug op"), lambda loan: moment(loan.due_at), sort="terug", order=("due_at", "id")),
        Column(_("Stand"), lambda loan: state_badge(loan, at=at)),
    ]
    order = sorting(request, columns, default="-uit" if which == "all" else "terug")
    rows = paging.page(queries.loans(workshop, at=at, which=which), after=request.GET.get("na", ""), order=order.order)
    table: Table[Any] = Table(
        columns,
        rows,
        caption=_("Uitleen"),
        request=request,
        sorting=order,
        empty={"open": _("Er is nu niets uitgeleend."), "late": _("Niets is te laat.")}.get(
            which, _("Er is nog niets uitgeleend.")
        ),
    )
    counted: Table[Any] = Table(
        [
            Column(_("Wat"), lambda loan: link(loan.get_absolute_url(), str(loan.kind)), main=True),
            Column(_("Nog uit"), lambda loan: loan.still_out, numeric=True),
            Column(_("Bij"), _who),
            Column(_("Terug op"), lambda loan: moment(loan.due_at)),
            Column(_("Stand"), lambda loan: state_badge(loan, at=at)),
        ],
        list(queries.counted_loans(workshop, at=at, which=which).order_by("due_at", "id")[:100]),
        caption=_("Getelde spullen"),
        empty=_("Er zijn nu geen getelde spullen uitgeleend."),
    )
    base = reverse("workshop:loans", args=[workshop.pk])
    words = {"": _("Uitgeleend"), "te-laat": _("Te laat"), "alles": _("Alles")}
    lists = [Tab(word, f"{base}?welke={key}" if key else base, LISTS[key] == which) for key, word in words.items()]
    context = {"table": table, "counted": counted, "lists": lists, "which": which}
    return frame.page(request, "workshop/loans.html", workshop, context, tab="loans")


def _who(loan: Loan | CountedLoan) -> object:
    who = loan.resident
    return link(who.get_absolute_url(), who.name) if not who.is_erased else _("onbekend")


def state_badge(loan: Loan | CountedLoan, *, at: Any) -> object:
    if loan.returned_at is not None:
        return badge(_("Terug"), "neutral")
    return badge(_("Te laat"), "danger") if loan.is_overdue(at) else badge(_("Uitgeleend"), "info")


@needs(Permission.WORKSHOP_DESK, find=queries.loan)
def loan(request: HttpRequest, loan: Loan) -> HttpResponse:
    """Who has it until when, what was agreed, and what can be done."""
    at = clock.now()
    manages = bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=loan))
    override = getattr(loan, "override", None)
    context = {
        "loan": loan,
        "badge": state_badge(loan, at=at),
        "facts": [
            *_facts(loan),
            (_("Verlengd"), _("%(times)s keer") % {"times": loan.extensions} if loan.extensions else ""),
        ],
        "override": override if manages else None,
        "can_extend": loan.is_open and loan.extensions < loan.tool.kind.most_extensions,
    }
    return frame.page(request, "workshop/loan.html", loan.facility, context, tab="loans")


def _facts(loan: Loan | CountedLoan) -> list[tuple[object, object]]:
    asked = money.written(loan.due_cents) if loan.contribution_cents else _("gratis")
    still = payments.open_cents(loan)
    return [
        (_("Bij"), _who(loan)),
        (_("Geleend voor"), loan.for_resident.name if loan.for_resident is not None else ""),
        (_("Uitgeleend op"), moment(loan.out_at)),
        (_("Terug op"), moment(loan.due_at)),
        (_("Teruggebracht"), moment(loan.returned_at) if loan.returned_at else ""),
        (_("Bijdrage"), asked),
        (_("Nog te betalen"), money.written(still) if still else ""),
        (_("Bij het meegeven"), loan.out_note),
        (_("Bij het terugbrengen"), loan.in_note),
        (_("Herinnerd"), moment(loan.reminded_at) if loan.reminded_at else ""),
    ]


@needs(Permission.WORKSHOP_DESK, find=queries.loan)
@require_POST
def extend(request: HttpRequest, loan: Loan) -> HttpResponse:
    """Let somebody keep it longer."""
    longer: list[Loan] = []
    return press(
        request,
        lambda: longer.append(lending.extend(loan, **deed(request))),
        _("Verlengd."),
        to=loan.get_absolute_url(),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.loan)
def note_missing(request: HttpRequest, loan: Loan) -> HttpResponse:
    """Something is missing or broken, seen after it was taken back."""
    form = forms.PartsForm(posted(request), parts=loan.tool.kind.part_names)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            lending.note_missing(loan, **form.cleaned_data, **deed(request))
            return done(request, _("Het staat erbij."), loan.tool.get_absolute_url())
    return one_deed.page(
        request,
        loan.facility,
        form,
        title=_("Niet heel terug: %(tool)s") % {"tool": loan.tool},
        submit=_("Schrijf het erbij"),
        back=loan.get_absolute_url(),
        back_to=str(loan.tool),
        lead=_("Kan het zo niet meer mee? Wijzig daarna ook de stand van het gereedschap."),
        tab="loans",
    )


# ── Counted ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=tool_queries.tool_kind)
def lend_counted(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    """So many go with somebody."""
    title = _("%(kind)s uitlenen") % {"kind": kind}
    resident = one_deed.resident_in(request, kind.facility)
    if resident is None:
        return one_deed.choose_resident(request, kind.facility, title=title, back=kind.get_absolute_url(), tab="tools")
    form = forms.CountedLoanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            loan = lending.lend_counted(kind, resident=resident, **form.cleaned_data, **deed(request))
            visits.note_visit(kind.facility, function=FunctionKind.LENDING, resident=resident, **deed(request))
            return done(
                request,
                _("%(number)s × %(kind)s mee. Terug op %(moment)s.")
                % {"number": loan.number, "kind": kind, "moment": availability.in_words(loan.due_at)},
                loan.get_absolute_url(),
            )
    left = stock.left_now(kind, at=clock.now())
    return one_deed.page(
        request,
        kind.facility,
        form,
        title=title,
        submit=_("Leen uit"),
        back=kind.get_absolute_url(),
        back_to=kind.name,
        lead=_("Aan %(name)s. Er zijn er nu %(left)s vrij.") % {"name": resident, "left": left},
        tab="tools",
    )


@require_POST
@needs(Permission.WORKSHOP_DESK, find=queries.counted_loan)
def extend_counted(request: HttpRequest, loan: CountedLoan) -> HttpResponse:
    return press(
        request,
        lambda: lending.extend_counted(loan, **deed(request)),
        _("Verlengd."),
        to=loan.get_absolute_url(),
    )


@needs(Permission.WORKSHOP_DESK, find=queries.counted_loan)
def counted_loan(request: HttpRequest, loan: CountedLoan) -> HttpResponse:
    """How many are still out, and taking some back."""
    form = forms.CountedReturnForm(posted(request), initial={"number": loan.still_out})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            fresh = lending.give_back_counted(loan, **form.cleaned_data, **deed(request))
            if not loan.resident.is_erased:
                visits.note_visit(loan.facility, function=FunctionKind.LENDING, resident=loan.resident, **deed(request))
            words = (
                _("Alles is terug.")
                if not fresh.is_open
                else _("Er zijn er nog %(left)s uit.") % {"left": fresh.still_out}
            )
            return done(request, words, loan.get_absolute_url())
    context = {
        "loan": loan,
        "badge": state_badge(loan, at=clock.now()),
        "facts": [(_("Aantal"), loan.number), (_("Terug"), loan.number_back), *_facts(loan)],
        "form": form,
        "can_extend": loan.is_open and loan.extensions < loan.kind.most_extensions,
    }
    return frame.page(request, "workshop/counted_loan.html", loan.facility, context, tab="loans")
