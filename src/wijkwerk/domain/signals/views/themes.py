"""Themes: signals that are the same worry, over months; put on the agenda, or closed with a reason."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.signals import operations, queries
from wijkwerk.domain.signals.forms.staff import ReasonForm
from wijkwerk.domain.signals.models import Signal, Theme
from wijkwerk.domain.signals.views import staff
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Bar, Column, Select, Tab, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in

MONTHS_SHOWN = 24
MOST_ON_AGENDA = 50  # signals that an item on the agenda is made from at once


@needs(Permission.SIGNAL_VIEW)
def themes(request: HttpRequest) -> HttpResponse:
    """The themes that run, or those that were closed."""
    closed = request.GET.get("stand") == "gesloten"
    found = queries.themes_visible_to(policy.actor_of(request)).filter(closed_at__isnull=not closed)
    page = paging.page(found.annotate(many=Count("signals")), after=request.GET.get("na", ""))
    columns: list[Column[Theme]] = [
        Column(_("Thema"), lambda theme: link(theme.get_absolute_url(), theme.name), main=True),
        Column(_("Gebied"), lambda theme: theme.work_area.name if theme.work_area else _("meer gebieden")),
        Column(_("Signalen"), lambda theme: theme.many, numeric=True),  # type: ignore[attr-defined]
        Column(_("Sinds"), lambda theme: day(theme.created_at)),
    ]
    if closed:
        columns.append(Column(_("Gesloten omdat"), lambda theme: theme.closed_because))
    table = Table(
        columns,
        page,
        caption=_("Thema's"),
        request=request,
        empty=_("Er is geen gesloten thema.") if closed else _("Er loopt geen thema."),
    )
    tabs = [Tab(_("Lopend"), "?", not closed), Tab(_("Gesloten"), "?stand=gesloten", closed)]
    return render(request, "signals/staff/themes.html", {"table": table, "tabs": tabs, "closed": closed})


@needs(Permission.SIGNAL_VIEW, find=queries.theme)
def theme(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Its signals, by month and one by one."""
    actor = policy.actor_of(request)
    signals = queries.signals_of_theme(theme, actor=actor)
    months = queries.by_month(signals)[-MONTHS_SHOWN:]
    may_divide = bool(policy.may(actor, Permission.SIGNAL_TRIAGE, on=theme))
    may_plan = bool(policy.may(actor, Permission.AGENDA_MANAGE, on=theme))
    numbers = list(signals.order_by("-reported_at", "-id").values_list("pk", flat=True)[:MOST_ON_AGENDA])
    page = paging.page(signals, after=request.GET.get("na", ""), order=("-reported_at", "-id"))
    columns: list[Column[Signal]] = [
        Column(_("Signaal"), lambda s: link(s.get_absolute_url(), f"{s.pk} {s.thread_title}"), main=True),
        Column(_("Gebied"), lambda s: s.work_area.name if s.work_area else "–"),
        Column(_("Gemeld"), lambda s: day(s.reported_at)),
        Column(_("Stand"), lambda s: badge(s.get_state_display(), s.tone)),
    ]
    table = Table(
        columns,
        page,
        caption=_("Signalen van dit thema"),
        request=request,
        empty=_("Er staat nog geen signaal in dit thema. Kies signalen in de werklijst en zet ze hierin."),
        select=Select(lambda s: s.pk, lambda s: _("Kies signaal %(number)s") % {"number": s.pk}, "signaal")
        if may_divide
        else None,
    )
    return render(
        request,
        "signals/staff/theme.html",
        {
            "theme": theme,
            "table": table,
            "has_rows": bool(page.rows),
            "bars": [Bar(date_format(month, "F Y"), count) for month, count in months],
            "may_divide": may_divide,
            "for_agenda": f"?{urlencode([('signaal', pk) for pk in numbers])}" if may_plan and numbers else "",
        },
    )


@needs(Permission.SIGNAL_TRIAGE, find=queries.theme)
@require_POST
def take_out(request: HttpRequest, theme: Theme) -> HttpResponse:
    """The chosen signals are another worry after all."""
    numbers = [int(each) for each in request.POST.getlist("signaal") if each.isdecimal() and len(each) < 19][:100]
    actor = staff.person_of(request)
    chosen = queries.signals_of_theme(theme, actor=actor).filter(pk__in=numbers).order_by("pk")
    count = 0
    for signal in chosen:
        if policy.may(actor, Permission.SIGNAL_TRIAGE, on=signal):
            operations.take_out_of_theme(signal, by=actor, at=clock.now())
            count += 1
    if count:
        messages.success(request, _("%(n)s uit het thema gehaald.") % {"n": count})
    else:
        messages.warning(request, _("Kies eerst een of meer signalen die u mag verdelen."))
    return redirect(theme)


@needs(Permission.SIGNAL_TRIAGE, find=queries.theme)
def close(request: HttpRequest, theme: Theme) -> HttpResponse:
    """Over, and why."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.close_theme(
                theme, reason=form.cleaned_data["reason"], by=staff.person_of(request), at=clock.now()
            )
            messages.success(request, _("Het thema is gesloten."))
            return redirect(theme)
    return render(
        request,
        "signals/staff/close_theme.html",
        {"theme": theme, "form": form},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )
