"""Keeping work areas: made, renamed, changed, joined, split, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import maps, operations, queries
from wijkwerk.domain.areas.forms import (
    BuurtenField,
    BuurtenForm,
    EndForm,
    JoinForm,
    RenameForm,
    SplitForm,
    WorkAreaForm,
)
from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.domain.areas.operations import NewPart
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import deed
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, day, link
from wijkwerk.foundation.kit.forms import Form
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope


@needs(Permission.AREA_MANAGE)
def work_area_list(request: HttpRequest) -> HttpResponse:
    """All work areas with what they are made of; buurten that belong to none are named."""
    today = clock.today()
    ids = queries.work_area_ids(today)
    numbers: dict[int, int] = {}
    for pk in ids.values():
        numbers[pk] = numbers.get(pk, 0) + 1
    columns: list[Column[WorkArea]] = [
        Column(_("Naam"), lambda each: link(each.get_absolute_url(), each.name), main=True),
        Column(_("Soort"), lambda each: WorkAreaKind(each.kind).label),
        Column(_("Buurten"), lambda each: numbers.get(each.pk, 0), numeric=True),
        Column(_("Vanaf"), lambda each: day(each.valid_from)),
        Column(_("Tot"), lambda each: day(each.valid_until) if each.valid_until else "–"),
    ]
    current = queries.work_areas(today)
    others = WorkArea.objects.exclude(pk__in=current)
    own = scope.current()
    return render(
        request,
        "areas/keeping.html",
        {
            "table": Table(columns, current, caption=_("Gebieden nu"), request=request, empty=_("Nog geen gebieden.")),
            "others": Table(columns, others, caption=_("Gebieden van vroeger en later"), request=request)
            if others
            else None,
            "without": [buurt for buurt in queries.own_buurten() if buurt.code not in ids],
            "areas_year": own.areas_year,
        },
    )


@needs(Permission.AREA_MANAGE)
def add_work_area(request: HttpRequest) -> HttpResponse:
    form = WorkAreaForm(request.POST or None, initial={"valid_from": clock.today()})
    names = _offer_buurten(form)
    if form.is_valid():
        with refusals_shown_in(form):
            made = operations.create_work_area(**form.cleaned_data, **deed(request))
            messages.success(request, _("Het gebied is gemaakt."))
            return redirect(made)
    return _buurten_page(request, form, _("Nieuw gebied"), names)


@needs(Permission.AREA_MANAGE, find=queries.work_area)
def rename_work_area(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    start = {"name": work_area.name, "kind": work_area.kind, "seen": work_area.version}
    form = RenameForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.rename_work_area(work_area, **form.cleaned_data, **deed(request))
            messages.success(request, _("Het gebied is gewijzigd."))
            return redirect(work_area)
    return _form_page(request, form, _("Naam en soort wijzigen"), work_area)


@needs(Permission.AREA_MANAGE, find=queries.work_area)
def change_buurten(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    today = clock.today()
    chosen = [part.code for part in queries.parts_of(work_area, queries.day_to_show(work_area, today))]
    form = BuurtenForm(request.POST or None, initial={"codes": chosen, "on": today, "seen": work_area.version})
    names = _offer_buurten(form)
    if form.is_valid():
        with refusals_shown_in(form):
            operations.change_buurten(work_area, **form.cleaned_data, **deed(request))
            messages.success(request, _("De buurten van het gebied zijn gewijzigd."))
            return redirect(work_area)
    return _buurten_page(request, form, _("Andere buurten"), names, work_area)


@needs(Permission.AREA_MANAGE)
def join_work_areas(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    form = JoinForm(request.POST or None, initial={"on": today, "work_areas": request.GET.getlist("gebied")})
    _offer_work_areas(form, "work_areas")
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"work_areas": list(form.cleaned_data["work_areas"])}
            joined = operations.join_work_areas(**values, **deed(request))
            messages.success(request, _("De gebieden zijn samengevoegd."))
            return redirect(joined)
    return _form_page(request, form, _("Gebieden samenvoegen"), submit=_("Samenvoegen"))


@needs(Permission.AREA_MANAGE, find=queries.work_area)
def split_work_area(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    today = clock.today()
    form = SplitForm(request.POST or None, initial={"on": today, "kind": work_area.kind, "name_one": work_area.name})
    parts = [part.code for part in queries.parts_of(work_area, queries.day_to_show(work_area, today))]
    names = queries.names_of(parts, work_area.areas_year)
    field = form.fields["codes"]
    assert isinstance(field, BuurtenField)
    field.choices = [(code, names.get(code, code)) for code in parts]
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data
            second = set(values["codes"])
            into = [
                NewPart(values["name_one"], values["kind"], [code for code in parts if code not in second]),
                NewPart(values["name_two"], values["kind"], sorted(second)),
            ]
            operations.split_work_area(work_area, into=into, on=values["on"], reason=values["reason"], **deed(request))
            messages.success(request, _("Het gebied is gesplitst."))
            return redirect("areas:keeping")
    return _buurten_page(request, form, _("Gebied splitsen"), names, work_area, submit=_("Splitsen"))


@needs(Permission.AREA_MANAGE, find=queries.work_area)
def end_work_area(request: HttpRequest, work_area: WorkArea) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"on": clock.today()})
    _offer_work_areas(form, "successors", but=work_area)
    if form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"successors": list(form.cleaned_data["successors"])}
            operations.end_work_area(work_area, **values, **deed(request))
            messages.success(request, _("Vastgelegd wanneer en waarom het gebied ophoudt te bestaan."))
            return redirect(work_area)
    return _form_page(request, form, _("Gebied beëindigen"), work_area, submit=_("Beëindigen"))


def _offer_buurten(form: Form) -> dict[str, str]:
    """Let the form choose from the municipality's buurten; gives their names by code."""
    today = clock.today()
    buurten = list(queries.own_buurten())
    area_names = dict(queries.work_areas(today).values_list("pk", "name"))
    belongs_to = {code: area_names[pk] for code, pk in queries.work_area_ids(today).items() if pk in area_names}
    field = form.fields["codes"]
    assert isinstance(field, BuurtenField)
    field.offer(buurten, belongs_to)
    return {buurt.code: buurt.name for buurt in buurten}


def _offer_work_areas(form: Form, name: str, *, but: WorkArea | None = None) -> None:
    found = queries.work_areas(clock.today())
    form.fields[name].queryset = found.exclude(pk=but.pk) if but else found  # type: ignore[attr-defined]


def _form_page(
    request: HttpRequest, form: Form, title: str, work_area: WorkArea | None = None, *, submit: str = "", **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "work_area": work_area,
        "submit": submit or _("Opslaan"),
        "back": work_area.get_absolute_url() if work_area else reverse("areas:keeping"),
        "map": None,
    }
    return render(request, "areas/form.html", context | more)


def _buurten_page(
    request: HttpRequest,
    form: Form,
    title: str,
    names: dict[str, str],
    work_area: WorkArea | None = None,
    *,
    submit: str = "",
) -> HttpResponse:
    """A form that chooses buurten, with a map on which a click chooses too."""
    chosen = set(form["codes"].value() or ())
    year = work_area.areas_year if work_area else scope.current().areas_year
    return _form_page(request, form, title, work_area, submit=submit, map=maps.buurt_map(year, names, chosen=chosen))
