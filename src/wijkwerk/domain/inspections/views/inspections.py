"""The list of inspections, one of them with its results and its action list, and the deeds on it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wijkwerk.domain.inspections.forms import walks as forms
from wijkwerk.domain.inspections.models import Aspect, Inspection, Level, Spot
from wijkwerk.domain.inspections.operations import findings as finding_deeds
from wijkwerk.domain.inspections.operations import walkers as walker_deeds
from wijkwerk.domain.inspections.operations import walks as operations
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.queries.results import SpotResult
from wijkwerk.domain.inspections.states import INSPECTION_MOVES, InspectionState
from wijkwerk.domain.inspections.views import shared
from wijkwerk.domain.inspections.views.findings import findings_table
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Bar, Column, Table, badge, day, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope

DEEDS = {
    InspectionState.WALKED: _("De schouw is gelopen"),
    InspectionState.CLOSED: _("Stel de actielijst vast en sluit af"),
    InspectionState.PREPARED: _("Toch nog niet gelopen"),
}
ASK_FIRST = {
    InspectionState.WALKED: _(
        "Wat onder de norm is, komt op de actielijst. Wat telefoons later sturen komt er nog bij."
    ),
    InspectionState.CLOSED: _("Iedereen die meeliep krijgt de lijst. Daarna kan niemand er meer op reageren."),
}


def list_address() -> str:
    return reverse("inspections:list")


@needs(Permission.INSPECTION_VIEW)
def inspection_list(request: HttpRequest) -> HttpResponse:
    """Inspections, newest first."""
    actor = policy.actor_of(request)
    form = forms.InspectionFilter(request.GET or None)
    rows = paging.page(
        queries.inspections(**form.wanted), after=request.GET.get("na", ""), order=("-on", "-id"), size=50
    )
    columns: list[Column[Any]] = [
        Column(_("Schouw"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(capfirst(scope.current().word("work_area")), lambda row: row.work_area.name),
        Column(_("Dag"), lambda row: day(row.on)),
        Column(_("Onderwerp"), lambda row: row.subject.name),
        Column(_("Punten"), lambda row: row.spot_count, numeric=True),
        Column(_("Stand"), lambda row: badge(row.get_state_display(), row.tone)),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Schouwen"), request=request, empty=_("Er zijn nog geen schouwen.")
    )
    return render(
        request,
        "inspections/list.html",
        {
            "form": form,
            "table": table,
            "manages": bool(policy.may_somewhere(actor, Permission.INSPECTION_MANAGE)),
            "walks": bool(policy.may_somewhere(actor, Permission.INSPECTION_WALK)),
            "sets_up": bool(policy.may_somewhere(actor, Permission.SETTINGS_MANAGE)),
        },
    )


@needs(Permission.INSPECTION_VIEW, find=queries.inspection)
def inspection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """All about one inspection: the route, what was seen, where people differ, what will be done."""
    actor = policy.actor_of(request)
    insight = queries.insight(actor, inspection)
    spots, found = queries.spots_of(inspection), {}
    if insight.walks or not inspection.is_prepared:
        found = results.spot_results(inspection)
    by_spot: dict[int, list[SpotResult]] = {}
    for each in found.values():
        by_spot.setdefault(each.spot_id, []).append(each)
    aspects = results.results_among([inspection]) if found else []
    findings = finding_queries.findings_of(inspection) if not inspection.is_prepared else []
    return render(
        request,
        "inspections/inspection.html",
        {
            "inspection": inspection,
            "insight": insight,
            "facts": _facts(inspection, insight),
            "map": shared.route_map(inspection, spots, results=by_spot, insider=insight.walks) if spots else None,
            "spots": spots_table(request, inspection, spots, found, insider=insight.walks) if spots else None,
            "aspects": _aspects_table(request, aspects) if aspects else None,
            "bars": [Bar(each.aspect.name, each.share) for each in aspects],
            "differences": _differences(inspection, spots, found, insider=insight.walks),
            "notes": queries.notes_of(inspection) if insight.walks else [],
            "photos": queries.photos_in(inspection) if insight.walks else [],
            "findings": findings_table(request, findings, insider=insight.walks) if findings else None,
            "draws": queries.draws_of(inspection),
            "own": queries.walker_of(inspection, actor),
            "may_join": insight.walks and isinstance(actor, Person) and not inspection.is_closed,
            "steps": [
                (state, DEEDS[state], ASK_FIRST.get(state, ""))
                for state in INSPECTION_MOVES[InspectionState(inspection.state)]
            ]
            if insight.manages
            else [],
            "agreed": _agreed(inspection) if insight.manages and inspection.list_sent_at else "",
            "walkers": queries.walkers_of(inspection) if insight.manages else [],
        },
    )


def _facts(inspection: Inspection, insight: queries.Insight) -> list[tuple[str, Any]]:
    norm = inspection.scale.levels.get(value=inspection.scale.norm)
    walkers = inspection.walkers.count()
    return [
        (_("Stand"), badge(inspection.get_state_display(), inspection.tone)),
        (
            capfirst(scope.current().word("work_area")),
            link(inspection.work_area.get_absolute_url(), inspection.work_area.name),
        ),
        (_("Dag"), day(inspection.on)),
        (_("Verzamelen"), inspection.gathers),
        (_("Onderwerp"), inspection.subject.name),
        (
            _("Schaal"),
            _("%(scale)s; %(norm)s of beter is goed genoeg") % {"scale": inspection.scale.name, "norm": norm.code},
        ),
        (_("Lopers"), walkers if insight.walks or walkers >= scope.current().smallest_group else ""),
    ]


def spots_table(
    request: HttpRequest,
    inspection: Inspection,
    spots: list[Spot],
    found: dict[tuple[int, int], SpotResult],
    *,
    insider: bool,
) -> Table[Any]:
    """The route in its order with what was given: the table of the map."""
    levels = results.levels_of([inspection.scale_id])[inspection.scale_id]
    aspects = queries.aspects_of(inspection)

    def given(aspect: Aspect) -> Callable[[Spot], Any]:
        return lambda spot: _level(found.get((spot.pk, aspect.pk)), levels)

    columns: list[Column[Any]] = [
        Column(_("Punt"), lambda row: f"{row.number}. {shared.name_of(row, insider=insider)}", main=True),
        Column(_("Soort"), kind_of),
        *(Column(aspect.name, given(aspect)) for aspect in aspects),
    ]
    return Table(columns, spots, caption=_("De route"), request=request, empty=_("Nog geen punten."))


def kind_of(spot: Spot) -> str:
    if spot.draw_id is not None:
        return _("geloot (nr. %(number)s)") % {"number": spot.draw_number}
    if spot.fixed_point_id is not None:
        return _("vast punt")
    return _("onderweg toegevoegd") if spot.added_by_id is not None else _("gekozen")


def _level(result: SpotResult | None, levels: dict[int, Level]) -> SafeString | str:
    if result is None:
        return "–"
    return shared.level_badge(levels[result.value], result.norm)


def _aspects_table(request: HttpRequest, aspects: list[results.AspectResult]) -> Table[Any]:
    columns: list[Column[Any]] = [
        Column(_("Aspect"), lambda row: row.aspect.name, main=True),
        Column(_("Middelste oordeel"), lambda row: shared.level_badge(row.level, row.scale.norm)),
        Column(_("Goed genoeg"), lambda row: f"{row.spots - row.below} / {row.spots} ({row.share}%)", numeric=True),
        Column(_("Verdeling"), lambda row: counts_in_words(row)),
    ]
    return Table(columns, aspects, caption=_("De uitkomst per aspect"), request=request)


def counts_in_words(result: results.AspectResult) -> SafeString:
    """A 3, B 2, D 1."""
    return format_html_join(", ", "{} <strong>{}</strong>", ((level.code, n) for level, n in result.counts if n))


def _differences(
    inspection: Inspection, spots: list[Spot], found: dict[tuple[int, int], SpotResult], *, insider: bool
) -> list[SafeString]:
    """Where those who walked were not of one mind: how far apart, and how many gave what; never who."""
    levels = results.levels_of([inspection.scale_id])[inspection.scale_id] if found else {}
    aspects = {aspect.pk: aspect.name for aspect in queries.aspects_of(inspection)}
    said = []
    for spot in spots:
        for aspect_id, name in aspects.items():
            result = found.get((spot.pk, aspect_id))
            if result is None or not result.differs:
                continue
            given = ", ".join(
                ngettext("%(n)s keer %(code)s", "%(n)s keer %(code)s", n) % {"n": n, "code": levels[value].code}
                for value in sorted(set(result.values), reverse=True)
                for n in [result.values.count(value)]
            )
            said.append(
                format_html(
                    "<strong>{}. {}</strong>, {}: {}",
                    spot.number,
                    shared.name_of(spot, insider=insider),
                    name,
                    given,
                )
            )
    return said


def _agreed(inspection: Inspection) -> str:
    said = list(inspection.walkers.exclude(agrees=None).values_list("agrees", flat=True))
    words = {"yes": said.count(True), "no": said.count(False), "all": inspection.walkers.count()}
    return _("Van %(all)s lopers zeiden %(yes)s dat de lijst klopt en %(no)s dat er iets anders moet.") % words


# ── Deeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INSPECTION_MANAGE)
def prepare(request: HttpRequest) -> HttpResponse:
    """A new inspection."""
    form = forms.PrepareForm(request.POST or None, actor=policy.actor_of(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = operations.prepare(**form.deed, **policy.deed(request))
            return redirect("inspections:route", made.pk)
    return shared.page(
        request,
        form,
        title=_("Nieuwe schouw"),
        submit=_("Verder met de route"),
        back=list_address(),
        back_title=_("Schouwen"),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def change(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.InspectionForm(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
            operations.change(inspection, **values, **policy.deed(request))
            return redirect(inspection)
    return _own_page(request, inspection, form, title=_("Schouw wijzigen"), submit=_("Bewaar"))


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
@require_POST
def move(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Walked, closed, or a step back."""
    wanted = request.POST.get("state", "")
    state = InspectionState(wanted) if wanted in InspectionState.values else InspectionState(inspection.state)
    return pages.press(
        request,
        lambda: operations.move(inspection, state=state, **policy.deed(request)),
        to=inspection,
        words=_("De schouw is %(state)s.") % {"state": state.label},
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
@require_POST
def send_list(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """The action list to those who walked."""
    return pages.press(
        request,
        lambda: finding_deeds.send_list(inspection, **policy.deed(request)),
        to=inspection,
        words=_("De actielijst is rondgestuurd."),
    )


@needs(Permission.INSPECTION_WALK, find=queries.inspection)
@require_POST
def join(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Walk along as who is signed in; the walk itself goes by a link of one's own, which needs no network."""
    actor = policy.actor_of(request)
    if not isinstance(actor, Person):
        return redirect(inspection)
    walker = walker_deeds.walker_for(inspection, actor, at=clock.now())
    return redirect("inspections:own_walking", walker.link_key)


def _own_page(
    request: HttpRequest, inspection: Inspection, form: Any, *, title: str, submit: str, **context: Any
) -> HttpResponse:
    return shared.page(
        request,
        form,
        title=title,
        submit=submit,
        back=inspection.get_absolute_url(),
        back_title=inspection.title,
        **context,
    )
