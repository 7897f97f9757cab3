"""Pages of kinds and kits: the rule of a loan, the items, who waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms import lending as forms
from wijkwerk.domain.workshop.models import Kit, ToolKind
from wijkwerk.domain.workshop.operations import tools as keeping
from wijkwerk.domain.workshop.queries import loans, places, reservations, stock
from wijkwerk.domain.workshop.queries import tools as queries
from wijkwerk.domain.workshop.views import frame, one_deed
from wijkwerk.domain.workshop.views.labels import label_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock, money, paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link
from wijkwerk.foundation.kit.pages import done, posted, press
from wijkwerk.foundation.kit.refusals import refusals_shown_in

RULE = (
    "name",
    "group",
    "about",
    "loan_days",
    "extension_days",
    "most_extensions",
    "contribution_cents",
    "full_cost_cents",
    "inspection_months",
    "needs_instruction",
    "parts",
    "stock",
    "is_public",
    "is_active",
)


def _manages(request: HttpRequest, thing: object) -> bool:
    return bool(policy.may(policy.actor_of(request), Permission.WORKSHOP_MANAGE, on=thing))


# ── Kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def kinds(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Every kind, and how many there are."""
    rows = paging.page(queries.kinds(workshop), after=request.GET.get("na", ""), order=("group", "name", "id"))
    shelves = queries.shelves(rows.rows)
    columns: list[Column[Any]] = [
        Column(_("Soort"), lambda kind: link(kind.get_absolute_url(), kind.name), main=True),
        Column(_("Groep"), lambda kind: kind.group),
        Column(_("Op de plank"), lambda kind: _on_shelf(kind, shelves.get(kind.pk)), numeric=True),
        Column(_("Bijdrage"), lambda kind: money.written(kind.contribution_cents or None) or _("gratis"), numeric=True),
        Column(_("Mee voor"), lambda kind: _days(kind.loan_days)),
        Column(_("Bijzonder"), _marks),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Soorten"), request=request, empty=_("Er zijn nog geen soorten.")
    )
    context = {"table": table, "manages": _manages(request, workshop)}
    return frame.page(request, "workshop/tool_kinds.html", workshop, context, tab="tools")


def _on_shelf(kind: ToolKind, shelf: queries.Shelf | None) -> str:
    left, total = (shelf.on_shelf, shelf.items) if shelf is not None else (0, 0)
    if kind.stock is not None:
        left, total = kind.stock - kind.stock_out, kind.stock
    return _("%(left)s van %(total)s") % {"left": left, "total": total}


def _days(number: int) -> str:
    return ngettext("%(number)s dag", "%(number)s dagen", number) % {"number": number}


def _marks(kind: ToolKind) -> SafeString:
    marks = [
        (_("niet in gebruik"), "neutral") if not kind.is_active else None,
        (_("niet in de catalogus"), "neutral") if kind.is_active and not kind.is_public else None,
        (_("eerst uitleg"), "warning") if kind.needs_instruction else None,
        (_("keuring"), "info") if kind.inspection_months else None,
    ]
    return format_html_join(" ", "{}", ((badge(*mark),) for mark in marks if mark))


@needs(Permission.WORKSHOP_DESK, find=queries.tool_kind)
def kind(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    """One kind: its rule, its items and where they are, who waits."""
    at = clock.now()
    items = list(kind.tools.select_related("kind").order_by("code")[:200])
    standings = queries.standings(items, at=at)
    columns: list[Column[Any]] = [
        Column(_("Code"), lambda tool: link(tool.get_absolute_url(), tool.code), main=True),
        Column(_("Kenmerk"), lambda tool: tool.note),
        Column(_("Plank"), lambda tool: tool.shelf),
        Column(_("Stand"), lambda tool: badge(standings[tool.pk].words, standings[tool.pk].tone)),
        Column(
            _("Terug"),
            lambda tool: day(clock.dutch(loan.due_at).date()) if (loan := standings[tool.pk].loan) else "",
        ),
    ]
    out: Table[Any] = Table(
        [
            Column(_("Bij"), lambda loan: link(loan.get_absolute_url(), loan.resident.name), main=True),
            Column(_("Aantal"), lambda loan: loan.still_out, numeric=True),
            Column(_("Terug"), lambda loan: day(clock.dutch(loan.due_at).date())),
        ],
        list(loans.counted_loans(kind.facility, at=at).filter(kind=kind).order_by("due_at")[:100])
        if kind.is_counted
        else [],
        caption=_("Uitgeleend"),
        empty=_("Er is nu niets van uitgeleend."),
    )
    context = {
        "kind": kind,
        "facts": _facts(kind),
        "items": Table(columns, items, caption=_("Stuks"), empty=_("Er zijn nog geen stuks van deze soort.")),
        "out": out,
        "left": stock.left_now(kind, at=at) if kind.is_counted else None,
        "reserve": _reserve(kind.facility, f"kind-{kind.pk}"),
        "waiting": list(reservations.waiting_for(kind)[:50]),
        "manages": _manages(request, kind),
        "can_wait": not kind.is_bench and kind.is_active,
    }
    return frame.page(request, "workshop/tool_kind.html", kind.facility, context, tab="tools")


def _reserve(workshop: Facility, what: str) -> str:
    """Where this is reserved: for whom is asked there."""
    return f"{reverse('workshop:new_reservation', args=[workshop.pk])}?wat={what}"


def _facts(kind: ToolKind) -> list[tuple[object, object]]:
    longer = (
        _("%(times)s keer, telkens %(days)s") % {"times": kind.most_extensions, "days": _days(kind.extension_days)}
        if kind.most_extensions
        else _("nee")
    )
    return [
        (_("Groep"), kind.group),
        (_("Mee voor"), _days(kind.loan_days)),
        (_("Verlengen"), longer),
        (_("Bijdrage"), money.written(kind.contribution_cents or None) or _("gratis")),
        (_("Kost ons"), money.written(kind.full_cost_cents or None)),
        (
            _("Keuren"),
            _("om de %(months)s maanden") % {"months": kind.inspection_months} if kind.inspection_months else "",
        ),
        (_("Uitleg"), _("nodig voor de eerste keer") if kind.needs_instruction else ""),
        (_("Wat hoort erbij"), ", ".join(kind.part_names)),
    ]


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_kind(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = forms.KindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = keeping.add_kind(workshop, **form.cleaned_data, **deed(request))
            return done(request, _("%(kind)s staat erbij.") % {"kind": made}, made.get_absolute_url())
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Nieuwe soort"),
        submit=_("Voeg toe"),
        back=reverse("workshop:tool_kinds", args=[workshop.pk]),
        back_to=_("Soorten"),
        tab="tools",
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.tool_kind)
def change_kind(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    form = forms.KindForm(posted(request), initial={field: getattr(kind, field) for field in RULE})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.change_kind(kind, **form.cleaned_data, **deed(request))
            return done(request, _("De soort is gewijzigd."), kind.get_absolute_url())
    return _about_kind(request, kind, form, title=_("Wijzig %(kind)s") % {"kind": kind}, submit=_("Opslaan"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.tool_kind)
def set_photo(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    form = forms.KindPhotoForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.set_photo(kind, photo=form.cleaned_data["photo"], **deed(request))
            return done(request, _("De foto staat erop."), kind.get_absolute_url())
    return _about_kind(request, kind, form, title=_("Foto van %(kind)s") % {"kind": kind}, submit=_("Opslaan"))


@needs(Permission.WORKSHOP_MANAGE, find=queries.tool_kind)
@require_POST
def drop_photo(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    return press(
        request,
        lambda: keeping.set_photo(kind, photo=None, **deed(request)),
        _("De foto is weg."),
        to=kind.get_absolute_url(),
    )


@needs(Permission.WORKSHOP_MANAGE, find=queries.tool_kind)
def new_tool(request: HttpRequest, kind: ToolKind) -> HttpResponse:
    form = forms.ToolForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            tool = keeping.add_tool(kind, **form.cleaned_data, **deed(request))
            return done(request, _("%(tool)s staat erbij.") % {"tool": tool}, tool.get_absolute_url())
    return _about_kind(request, kind, form, title=_("Nieuw stuk: %(kind)s") % {"kind": kind}, submit=_("Voeg toe"))


def _about_kind(request: HttpRequest, kind: ToolKind, form: Any, *, title: str, submit: str) -> HttpResponse:
    return one_deed.page(
        request,
        kind.facility,
        form,
        title=title,
        submit=submit,
        back=kind.get_absolute_url(),
        back_to=kind.name,
        tab="tools",
    )


# ── Kits ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def kits(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What goes out together."""
    rows = paging.page(queries.kits(workshop), after=request.GET.get("na", ""), order=("name", "id"))
    columns: list[Column[Any]] = [
        Column(_("Set"), lambda kit: link(kit.get_absolute_url(), kit.name), main=True),
        Column(_("Code"), lambda kit: kit.code),
        Column(_("Wat hoort erbij"), lambda kit: ", ".join(str(tool) for tool in kit.tools.all())),
        Column(_("Stand"), lambda kit: "" if kit.is_active else badge(_("niet in gebruik"))),
    ]
    table: Table[Any] = Table(columns, rows, caption=_("Sets"), request=request, empty=_("Er zijn nog geen sets."))
    context = {"table": table, "manages": _manages(request, workshop)}
    return frame.page(request, "workshop/kits.html", workshop, context, tab="tools")


@needs(Permission.WORKSHOP_DESK, find=queries.kit)
def kit(request: HttpRequest, kit: Kit) -> HttpResponse:
    """What belongs together, and where each thing is."""
    items = list(kit.tools.select_related("kind").order_by("kind__name", "code"))
    standings = queries.standings(items, at=clock.now())
    columns: list[Column[Any]] = [
        Column(_("Gereedschap"), lambda tool: link(tool.get_absolute_url(), str(tool)), main=True),
        Column(_("Plank"), lambda tool: tool.shelf),
        Column(_("Stand"), lambda tool: badge(standings[tool.pk].words, standings[tool.pk].tone)),
    ]
    context = {
        "kit": kit,
        "items": Table(columns, items, caption=_("In deze set")),
        "label": label_of(kit.code, kit.name),
        "reserve": _reserve(kit.facility, f"kit-{kit.pk}"),
        "manages": _manages(request, kit),
    }
    return frame.page(request, "workshop/kit.html", kit.facility, context, tab="tools")


@needs(Permission.WORKSHOP_MANAGE, find=places.workshop)
def new_kit(request: HttpRequest, workshop: Facility) -> HttpResponse:
    form = forms.KitForm(posted(request), workshop=workshop)
    del form.fields["is_active"]
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = keeping.add_kit(workshop, **form.cleaned_data, **deed(request))
            return done(request, _("De set %(kit)s staat erbij.") % {"kit": made}, made.get_absolute_url())
    return one_deed.page(
        request,
        workshop,
        form,
        title=_("Nieuwe set"),
        submit=_("Voeg toe"),
        back=reverse("workshop:kits", args=[workshop.pk]),
        back_to=_("Sets"),
        tab="tools",
    )


def _codes(kit: Kit) -> str:
    return "\n".join(kit.tools.order_by("code").values_list("code", flat=True))


@needs(Permission.WORKSHOP_MANAGE, find=queries.kit)
def change_kit(request: HttpRequest, kit: Kit) -> HttpResponse:
    known = {"name": kit.name, "code": kit.code, "tools": _codes(kit), "is_active": kit.is_active}
    form = forms.KitForm(posted(request), workshop=kit.facility, initial=known)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.change_kit(kit, **form.cleaned_data, **deed(request))
            return done(request, _("De set is gewijzigd."), kit.get_absolute_url())
    return one_deed.page(
        request,
        kit.facility,
        form,
        title=_("Wijzig %(kit)s") % {"kit": kit},
        submit=_("Opslaan"),
        back=kit.get_absolute_url(),
        back_to=kit.name,
        tab="tools",
    )
