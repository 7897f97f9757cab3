"""Pages of an indicator: its line and table, targets, measurements by hand and from a file, breaks in the series."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.plans import figures_file, periods
from wijkwerk.domain.plans.forms import indicators as forms
from wijkwerk.domain.plans.forms.visions import WhyForm
from wijkwerk.domain.plans.models import Goal, Indicator, Measurement, SeriesBreak, Vision
from wijkwerk.domain.plans.models.indicators import Known
from wijkwerk.domain.plans.operations import indicators
from wijkwerk.domain.plans.queries import indicators as queries
from wijkwerk.domain.plans.queries import visions as vision_queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.domain.plans.views.visions import trail_of
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import Column, Table


def _trail(goal: Goal, indicator: Indicator | None = None) -> list[tuple[str, str]]:
    above = [*trail_of(goal.vision), (goal.title, goal.get_absolute_url())]
    return [*above, (indicator.title, indicator.get_absolute_url())] if indicator is not None else above


@needs(Permission.PLAN_VIEW, find=queries.indicator)
def indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Its line, its figures with their source, and how it stands."""
    goal = indicator.goal
    if refusal := plan_pages.refused_unless(request, goal.thread_view_permission, on=goal):
        return refusal
    series = queries.series_of(indicator)
    measures = bool(policy.may(policy.actor_of(request), Permission.PLAN_MANAGE, on=goal))
    return render(
        request,
        "plans/indicator.html",
        {
            "indicator": indicator,
            "series": series,
            "facts": _facts(series),
            "measures": measures,
            "own": _own_table(request, indicator) if measures else None,
            "breaks": list(indicator.breaks.all()) if measures else [],
            "trail": _trail(goal),
        },
    )


def _facts(series: queries.Series) -> list[tuple[str, Any]]:
    each, zero, latest = series.indicator, series.zero, series.latest
    return [
        (_("Hoe het gemeten wordt"), each.definition),
        (_("Soort cijfer"), each.get_kind_display()),
        (_("Wanneer het beter gaat"), each.get_better_display()),
        (_("Nulmeting"), f"{zero.written} ({zero.words})" if zero else ""),
        (_("Laatste meting"), f"{latest.written} ({latest.words})" if latest else ""),
        (_("Bron"), latest.source if latest else each.source),
        (_("Komt uit de cijfers per gebied"), each.national_code),
    ]


def _own_table(request: HttpRequest, indicator: Indicator) -> Table[Any]:
    """What was entered, to be corrected or taken away."""
    grain = indicator.grain

    def deeds(row: Measurement) -> SafeString:
        return format_html(
            '<a class="nl-link" href="{}?jaar={}&deel={}">{}<span class="ww-visually-hidden"> {}</span></a>',
            f"{indicator.get_absolute_url()}meting/",
            row.year,
            row.part,
            _("wijzig"),
            row.year,
        )

    columns: list[Column[Any]] = [
        Column(_("Periode"), lambda row: periods.words_of(row.year, row.part, grain), main=True),
        Column(
            _("Waarde"),
            lambda row: (
                queries.written(indicator, row.value) if row.known == Known.MEASURED else row.get_known_display()
            ),
        ),
        Column(_("Bron"), lambda row: row.source),
        Column(_("Wijzigen"), deeds),
    ]
    rows = list(indicator.measurements.order_by("year", "part"))
    return Table(
        columns, rows, caption=_("Ingevoerde cijfers"), request=request, empty=_("Nog geen cijfers ingevoerd.")
    )


def _page(
    request: HttpRequest, indicator: Indicator, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    values = {
        "back": indicator.get_absolute_url(),
        "trail": _trail(indicator.goal, indicator),
        "lead": indicator.title,
    } | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)


@needs(Permission.PLAN_MANAGE, find=vision_queries.goal)
def add_indicator(request: HttpRequest, goal: Goal) -> HttpResponse:
    form = forms.IndicatorForm(request.POST or None, goal=goal)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = dict(form.cleaned_data)
            values.pop("version")
            made = indicators.add_indicator(goal, **values, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    back = goal.get_absolute_url()
    return plan_pages.page(
        request, form, title=_("Nieuwe indicator"), submit=_("Voeg toe"), back=back, trail=_trail(goal), lead=goal.title
    )


@needs(Permission.PLAN_MANAGE, find=queries.indicator)
def change_indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    initial = forms.IndicatorForm.initial_of(indicator)
    form = forms.IndicatorForm(request.POST or None, goal=indicator.goal, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            indicators.change_indicator(indicator, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(indicator)
    now = [(_("Wat"), form.current.title)] if form.current else []
    return _page(request, indicator, form, title=_("Wijzigen"), submit=_("Bewaar"), now=now)


@needs(Permission.PLAN_MANAGE, find=queries.indicator)
def remove_indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form, goal = WhyForm(request.POST or None), indicator.goal
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            indicators.remove_indicator(indicator, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De indicator en zijn cijfers zijn weg."))
            return redirect(goal)
    return _page(request, indicator, form, title=_("Indicator weghalen"), submit=_("Haal weg, met alle cijfers"))


@needs(Permission.PLAN_MANAGE, find=queries.indicator)
def measure(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """The figure of a period; one that is there already is corrected with `?jaar=2024&deel=1`."""
    form = forms.MeasureForm(request.POST or None, indicator=indicator, initial=_standing(request, indicator))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = form.cleaned_data | {"part": form.cleaned_data["part"] or 1}
            indicators.measure(indicator, **values, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het cijfer is bewaard."))
            return redirect(indicator)
    return _page(request, indicator, form, title=_("Cijfer invoeren"), submit=_("Bewaar"))


def _standing(request: HttpRequest, indicator: Indicator) -> dict[str, Any]:
    """What was entered for the period that the address names."""
    year, part = request.GET.get("jaar", ""), request.GET.get("deel", "1")
    if not (year.isdecimal() and part.isdecimal() and len(year) == 4 and len(part) == 1):
        return {"year": clock.today().year}
    row = indicator.measurements.filter(year=int(year), part=int(part)).first()
    if row is None:
        return {"year": year, "part": part}
    names = ("year", "part", "known", "source", "note", "is_zero")
    value = row.value
    if value is not None and not indicator.labels:
        written = f"{value.normalize():f}".replace(".", ",")
    else:
        written = "" if value is None else str(int(value))
    return {name: getattr(row, name) for name in names} | {"value": written}


@needs(Permission.PLAN_MANAGE, find=queries.measurement)
@require_POST
def remove_measurement(request: HttpRequest, row: Measurement) -> HttpResponse:
    actor = policy.actor_of(request)
    return pages.press(
        request,
        lambda: indicators.remove_measurement(row, by=actor, at=clock.now()),
        to=row.indicator,
        words=_("Het cijfer is weg."),
    )


@needs(Permission.PLAN_MANAGE, find=queries.indicator)
def set_targets(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = forms.TargetsForm(request.POST or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            targets = form.cleaned_data["targets"]
            indicators.set_targets(indicator, targets, by=policy.actor_of(request), at=clock.now())
            return redirect(indicator)
    return _page(request, indicator, form, title=_("Streefwaarden"), submit=_("Bewaar"))


@needs(Permission.PLAN_MANAGE, find=queries.indicator)
def break_series(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = forms.BreakForm(request.POST or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = form.cleaned_data | {"part": form.cleaned_data["part"] or 1}
            indicators.break_series(indicator, **values, by=policy.actor_of(request), at=clock.now())
            return redirect(indicator)
    return _page(request, indicator, form, title=_("Breuk in de reeks"), submit=_("Bewaar"))


@needs(Permission.PLAN_MANAGE, find=queries.series_break)
@require_POST
def mend_series(request: HttpRequest, gap: SeriesBreak) -> HttpResponse:
    actor = policy.actor_of(request)
    return pages.press(
        request,
        lambda: indicators.mend_series(gap, by=actor, at=clock.now()),
        to=gap.indicator,
        words=_("De breuk is weg."),
    )


# ── In a file ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_MANAGE, find=vision_queries.vision)
def read_figures(request: HttpRequest, vision: Vision) -> HttpResponse:
    """Figures of all indicators of a vision at once: all rows, or none and every bad one named."""
    form = forms.FiguresFileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            try:
                rows = figures_file.read(form.cleaned_data["file"], queries.indicators_of(vision))
                count = indicators.measure_all(rows, by=policy.actor_of(request), at=clock.now())
            except figures_file.FileRefused as refused:
                faults = refused.faults
                raise
            messages.success(request, _("%(count)s cijfers zijn ingelezen.") % {"count": count})
            return redirect(vision)
    return plan_pages.page(
        request,
        form,
        title=_("Cijfers uit een bestand"),
        submit=_("Lees in"),
        back=vision.get_absolute_url(),
        trail=trail_of(vision),
        lead=vision.title,
        template="plans/figures_file.html",
        vision=vision,
        faults=faults,
    )


@needs(Permission.PLAN_VIEW, find=vision_queries.vision)
def figures(request: HttpRequest, vision: Vision) -> HttpResponse:
    """All figures of a vision's indicators as a file, and a row to fill in for those without."""
    if refusal := plan_pages.refused_unless(request, vision.thread_view_permission, on=vision):
        return refusal
    rows = []
    for series in queries.all_series(queries.indicators_of(vision)):
        title = series.indicator.title
        for point in series.points:
            value = str(point.known.label) if point.value is None else _plain(point)
            zero = "ja" if point.is_zero else ""
            rows.append([title, str(point.year), str(point.part), value, point.source, point.note, zero])
        if not series.points:
            rows.append(
                [title, str(clock.today().year), "1", str(Known.NOT_YET_KNOWN.label), series.indicator.source, "", ""]
            )
    response = HttpResponse(figures_file.written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="cijfers-{slugify(vision.title)[:60] or vision.pk}.csv"'
    return response


def _plain(point: queries.Point) -> str:
    assert point.value is not None
    return f"{point.value.normalize():f}".replace(".", ",")
