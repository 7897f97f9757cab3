"""Pages of items: the list, one item with all that happened to it, and each deed at its own address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.forms import lending as forms
from wijkwerk.domain.workshop.models import Inspection, InspectionOutcome, Tool, ToolState
from wijkwerk.domain.workshop.operations import lending, safety, visits
from wijkwerk.domain.workshop.operations import tools as keeping
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import tools as queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.labels import label_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link, moment, sorting
from wijkwerk.foundation.kit.pages import done, posted
from wijkwerk.foundation.kit.refusals import refusals_shown_in

HISTORY = 20


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def tools(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What there is, where it is, and who has it."""
    at = clock.now()
    form = forms.ToolFilter(request.GET or None, groups=queries.groups(workshop))
    standings: dict[int, queries.Standing] = {}
    columns: list[Column[Any]] = [
        Column(_("Gereedschap"), _name, main=True, sort="naam", order=("kind__name", "code", "id")),
        Column(_("Code"), lambda tool: tool.code, sort="code", order=("code", "id")),
        Column(_("Plank"), lambda tool: tool.shelf, sort="plank", order=("shelf", "id")),
        Column(_("Stand"), lambda tool: badge(standings[tool.pk].words, standings[tool.pk].tone)),
        Column(_("Bij wie"), lambda tool: _with_whom(standings[tool.pk])),
        Column(_("Terug"), lambda tool: _until(standings[tool.pk])),
    ]
    order = sorting(request, columns, default="naam")
    rows = paging.page(
        queries.tools(workshop, at=at, **form.wanted), after=request.GET.get("na", ""), order=order.order
    )
    standings.update(queries.standings(rows.rows, at=at))
    table: Table[Any] = Table(
        columns,
        rows,
        caption=_("Gereedschap"),
        request=request,
        sorting=order,
        empty=_("Er staat niets in deze lijst. Kies een andere stand of groep."),
    )
    context = {"form": form, "table": table, "manages": _manages(request, workshop)}
    return frame.page(request, "workshop/tools.html", workshop, context, tab="tools")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def inspections(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What may not go out for want of an inspection, or soon may not."""
    today = clock.today()
    columns: list[Column[Any]] = [
        Column(_("Gereedschap"), _name, main=True),
        Column(_("Code"), lambda tool: tool.code),
        Column(_("Geldig tot en met"), lambda tool: day(tool.inspected_until) if tool.inspected_until else _("nooit")),
        Column(_("Stand"), lambda tool: _inspection_badge(tool)),
        Column(_("Plank"), lambda tool: tool.shelf),
    ]
    rows = list(queries.needs_inspection(workshop, on=today)[:200])
    table: Table[Any] = Table(columns, rows, caption=_("Te keuren"), empty=_("Alles is gekeurd."))
    return frame.page(request, "workshop/inspections.html", workshop, {"table": table}, tab="tools")


def _name(tool: Tool) -> SafeString:
    return format_html(
        "{}{}", link(tool.get_absolute_url(), str(tool.kind)), format_html(" {}", tool.note) if tool.note else ""
    )


def _with_whom(standing: queries.Standing) -> object:
    if standing.loan is None:
        return ""
    who = standing.loan.resident
    return link(who.get_absolute_url(), who.name) if not who.is_erased else _("onbekend")


def _until(standing: queries.Standing) -> object:
    return day(clock.dutch(standing.loan.due_at).date()) if standing.loan is not None else ""


def _inspection_badge(tool: Tool) -> SafeString:
    if tool.inspection_holds(clock.today()):
        return badge(_("Binnenkort keuren"), "info")
    return badge(_("Verlopen: gaat niet mee") if tool.inspected_until else _("Nog nooit gekeurd"), "warning")


def _manages(request: HttpRequest, thing: object) -> bool:
    return bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=thing))


# ── One item ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.tool)
def tool(request: HttpRequest, tool: Tool) -> HttpResponse:
    """Where it is, how it is, and what happened to it."""
    at = clock.now()
    manages = _manages(request, tool)
    standing = queries.standings([tool], at=at)[tool.pk]
    history: Table[Any] = Table(
        [
            Column(
                _("Wie"), lambda loan: link(loan.get_absolute_url(), loan.resident.name or _("onbekend")), main=True
            ),
            Column(_("Uit"), lambda loan: moment(loan.out_at)),
            Column(_("Terug"), lambda loan: moment(loan.returned_at) if loan.returned_at else _("nog niet")),
            Column(_("Bijzonderheden"), lambda loan: " ".join(filter(None, [loan.out_note, loan.in_note]))),
        ],
        list(tool.loans.select_related("resident")[:HISTORY]),
        caption=_("Wie had het?"),
        empty=_("Dit is nog niet uitgeleend."),
    )
    checks: Table[Inspection] = Table(
        [
            Column(_("Gekeurd op"), lambda row: day(row.on), main=True),
            Column(_("Uitkomst"), lambda row: badge(row.get_outcome_display(), _tone_of(row))),
            Column(_("Door"), lambda row: row.inspected_by),
            Column(_("Geldig tot en met"), lambda row: day(row.valid_until) if row.valid_until else ""),
            Column(_("Opmerking"), lambda row: row.note),
        ],
        list(tool.inspections.all()[:HISTORY]),
        caption=_("Keuringen"),
        empty=_("Er staat nog geen keuring."),
    )
    context = {
        "tool": tool,
        "standing": standing,
        "standing_badge": badge(standing.words, standing.tone),
        "facts": _facts(tool, standing),
        "history": history,
        "checks": checks,
        "coming": list(
            tool.promises.filter(stands=True, loan=None, until_at__gt=at).select_related("reservation__resident")[:10]
        ),
        "overrides": list(tool.overrides.all()[:HISTORY]) if manages else [],
        "label": label_of(tool.code, str(tool.kind)),
        "manages": manages,
        "inspects": tool.kind.inspection_months is not None,
    }
    return frame.page(request, "workshop/tool.html", tool.facility, context, tab="tools")


def _tone_of(row: Inspection) -> str:
    return "ok" if row.outcome == InspectionOutcome.PASSED else "danger"


def _facts(tool: Tool, standing: queries.Standing) -> list[tuple[object, object]]:
    rows: list[tuple[object, object]] = [(_("Soort"), link(tool.kind.get_absolute_url(), str(tool.kind)))]
    if standing.loan is not None:
        rows.append((_("Bij"), _with_whom(standing)))
        if standing.loan.for_resident is not None:
            rows.append((_("Geleend voor"), standing.loan.for_resident.name))
        rows.append((_("Terug op"), moment(standing.loan.due_at)))
    rows += [
        (_("Waarom niet in gebruik"), tool.state_because),
        (_("Kenmerk"), tool.note),
        (_("Plank"), tool.shelf),
        (_("Staat"), tool.condition),
        (_("Gekocht op"), day(tool.bought_on) if tool.bought_on else ""),
    ]
    if tool.kind.inspection_months is not None:
        rows.append(
            (
                _("Keuring geldig tot en met"),
                day(tool.inspected_until) if tool.inspected_until else _("nog nooit gekeurd: gaat niet mee"),
            )
        )
    return rows


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=queries.tool)
def give_back(request: HttpRequest, tool: Tool) -> HttpResponse:
    """It comes back: look whether all its parts are there."""
    form = forms.PartsForm(posted(request), parts=tool.kind.part_names)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            loan = lending.give_back(tool, **form.cleaned_data, **deed(request))
            if not loan.resident.is_erased:
                visits.note_visit(tool.facility, function=FunctionKind.LENDING, resident=loan.resident, **deed(request))
            place = _(" Leg het op %(shelf)s.") % {"shelf": tool.shelf} if tool.shelf else ""
            return done(request, _("%(tool)s is terug.") % {"tool": tool} + place, tool.get_absolute_url())
    return one_deed.page(
        request,
        tool.facility,
        form,
        title=_("%(tool)s terugnemen") % {"tool": tool},
        submit=_("Neem terug"),
        back=tool.get_absolute_url(),
        back_to=str(tool),
        tab="tools",
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.tool)
def change_tool(request: HttpRequest, tool: Tool) -> HttpResponse:
    """What is known of it, and its label."""
    known = ("code", "note", "shelf", "condition", "bought_on")
    form = forms.ToolForm(posted(request), initial={field: getattr(tool, field) for field in known})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.change_tool(tool, **form.cleaned_data, **deed(request))
            return done(request, _("De gegevens zijn gewijzigd."), tool.get_absolute_url())
    return _about(request, tool, form, title=_("Wijzig %(tool)s") % {"tool": tool}, submit=_("Opslaan"))


@needs(Permission.WORKSHOP_DESK, find=queries.tool)
def set_state(request: HttpRequest, tool: Tool) -> HttpResponse:
    """Out of order, missing, or in use again; only the host writes something off."""
    form = forms.StateForm(posted(request), initial={"state": tool.state, "because": tool.state_because})
    if not _manages(request, tool):
        form.fields["state"].choices = [  # type: ignore[attr-defined]
            choice for choice in ToolState.choices if choice[0] != ToolState.RETIRED
        ]
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.set_state(
                tool,
                state=ToolState(form.cleaned_data["state"]),
                because=form.cleaned_data["because"],
                **deed(request),
            )
            return done(request, _("De stand is gewijzigd."), tool.get_absolute_url())
    return _about(request, tool, form, title=_("Stand van %(tool)s") % {"tool": tool}, submit=_("Opslaan"))


@needs(Permission.WORKSHOP_DESK, find=queries.tool)
def inspect(request: HttpRequest, tool: Tool) -> HttpResponse:
    """Write down an inspection."""
    form = forms.InspectionForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"outcome": InspectionOutcome(form.cleaned_data["outcome"])}
            inspection = safety.inspect(tool, **values, **deed(request))
            if inspection.valid_until is None:
                messages.warning(request, _("Afgekeurd: het gaat niet meer mee."))
                return redirect(tool)
            words = _("De keuring geldt tot en met %(day)s.") % {"day": f"{inspection.valid_until:%d-%m-%Y}"}
            return done(request, words, tool.get_absolute_url())
    months = tool.kind.inspection_months
    note = _("Deze soort moet om de %(months)s maanden worden gekeurd.") % {"months": months} if months else ""
    return _about(
        request, tool, form, title=_("Keuring van %(tool)s") % {"tool": tool}, submit=_("Leg vast"), note=note
    )


def _about(request: HttpRequest, tool: Tool, form: Any, *, title: str, submit: str, note: str = "") -> HttpResponse:
    return one_deed.page(
        request,
        tool.facility,
        form,
        title=title,
        submit=submit,
        back=tool.get_absolute_url(),
        back_to=str(tool),
        lead=note,
        tab="tools",
    )
