"""Pages of themes of the municipality: the list, a theme over all areas, all themes of an area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries as areas
from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.plans.forms import themes as forms
from wijkwerk.domain.plans.models import MunicipalTheme
from wijkwerk.domain.plans.operations import themes
from wijkwerk.domain.plans.queries import themes as queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, paging
from wijkwerk.foundation.kit.components import Column, Table, link


def _above() -> list[tuple[str, str]]:
    return [(_("Thema's van de gemeente"), reverse("plans:themes"))]


def trail_of(theme: MunicipalTheme) -> list[tuple[str, str]]:
    return [*_above(), (theme.title, theme.get_absolute_url())]


@needs(Permission.PLAN_VIEW)
def theme_list(request: HttpRequest) -> HttpResponse:
    rows = paging.page(queries.themes(), after=request.GET.get("na", ""), order=("title", "id"))
    total = areas.work_areas(clock.today()).count()
    columns: list[Column[Any]] = [
        Column(_("Thema"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Jaren"), _years),
        Column(
            _("Uitgewerkt"),
            lambda row: _("%(count)s van %(total)s gebieden") % {"count": row.area_count, "total": total},
        ),
    ]
    table: Table[Any] = Table(
        columns, rows, caption=_("Thema's van de gemeente"), request=request, empty=_("Er zijn nog geen thema's.")
    )
    keeps = bool(policy.may_somewhere(policy.actor_of(request), Permission.SETTINGS_MANAGE))
    work_areas = areas.work_areas(clock.today()).order_by("name")
    return render(request, "plans/themes.html", {"table": table, "keeps": keeps, "work_areas": work_areas})


def _years(theme: MunicipalTheme) -> str:
    if theme.until_year is None:
        return _("vanaf %(year)s") % {"year": theme.from_year}
    return f"{theme.from_year} – {theme.until_year}"


@needs(Permission.PLAN_VIEW, find=queries.theme)
def theme(request: HttpRequest, theme: MunicipalTheme) -> HttpResponse:
    """The theme over all areas, each with its own elaboration."""
    actor = policy.actor_of(request)
    reach = actor.reach(Permission.PLAN_MANAGE)
    rows = [
        (row, reach.everywhere or row.work_area.pk in reach.area_ids) for row in queries.over_areas(theme, actor=actor)
    ]
    return render(
        request,
        "plans/theme.html",
        {
            "theme": theme,
            "years": _years(theme),
            "rows": rows,
            "made_count": sum(row.elaboration is not None for row, _writes in rows),
            "keeps": bool(policy.may_somewhere(actor, Permission.SETTINGS_MANAGE)),
            "trail": _above(),
        },
    )


@needs(Permission.PLAN_VIEW, find=areas.work_area)
def area_themes(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    """All themes as one area works them out."""
    return render(request, "plans/themes_of_area.html", {"work_area": work_area, "trail": _above()})


@needs(Permission.SETTINGS_MANAGE)
def add_theme(request: HttpRequest) -> HttpResponse:
    form = forms.ThemeForm(request.POST or None, initial={"from_year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = dict(form.cleaned_data)
            values.pop("version")
            return redirect(themes.add_theme(**values, by=policy.actor_of(request), at=clock.now()))
    above = _above()
    return plan_pages.page(request, form, title=_("Nieuw thema"), submit=_("Voeg toe"), back=above[0][1], trail=above)


@needs(Permission.SETTINGS_MANAGE, find=queries.theme)
def change_theme(request: HttpRequest, theme: MunicipalTheme) -> HttpResponse:
    form = forms.ThemeForm(request.POST or None, initial=forms.ThemeForm.initial_of(theme))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            themes.change_theme(theme, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(theme)
    now = [(_("Naam"), form.current.title), (_("Tekst"), form.current.text)] if form.current else []
    back = theme.get_absolute_url()
    return plan_pages.page(
        request,
        form,
        title=_("Wijzigen"),
        submit=_("Bewaar"),
        back=back,
        trail=trail_of(theme),
        lead=theme.title,
        now=now,
    )


@needs(Permission.PLAN_MANAGE, find=queries.theme_in_area)
def work_out(request: HttpRequest, found: queries.ThemeInArea) -> HttpResponse:
    """What this area does with it."""
    made, theme = found.elaboration, found.theme
    initial = {"text": made.text if made else "", "version": made.version if made else 0}
    form = forms.ElaborationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            themes.work_out(theme, found.work_area, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(theme)
    now = [(_("Uitwerking"), form.current.text)] if form.current else []
    lead = f"{theme.title}, {found.work_area.name}"
    back = theme.get_absolute_url()
    return plan_pages.page(
        request, form, title=_("Uitwerken"), submit=_("Bewaar"), back=back, trail=trail_of(theme), lead=lead, now=now
    )
