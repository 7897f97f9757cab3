"""Who walks along: inviting them, and typing over what came on paper."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.inspections.forms import walks as forms
from wijkwerk.domain.inspections.models import Aspect, Inspection, Mark, SpotPhoto, Walker
from wijkwerk.domain.inspections.operations import marking
from wijkwerk.domain.inspections.operations import walkers as operations
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.views import shared
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.components import Column, Table
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def walkers(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Who was invited, how many marks each gave, and the link of each, to be handed over where there is no e-mail."""
    rows = queries.walkers_of(inspection)
    return render(
        request,
        "inspections/walkers.html",
        {
            "inspection": inspection,
            "walkers": [(each, outbox.absolute(each.get_absolute_url())) for each in rows],
        },
    )


def _page(request: HttpRequest, inspection: Inspection, form: Any, *, title: str, submit: str) -> HttpResponse:
    return shared.page(
        request,
        form,
        title=title,
        submit=submit,
        back=reverse("inspections:walkers", args=[inspection.pk]),
        back_title=_("Lopers"),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def invite_parties(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.InvitePartyForm(request.POST or None, inspection=inspection)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            for party in form.chosen:
                if isinstance(party, Person):
                    operations.invite_person(inspection, person=party, **policy.deed(request))
                else:
                    operations.invite_body(inspection, organisation=party, **policy.deed(request))
            return redirect("inspections:walkers", inspection.pk)
    return _page(request, inspection, form, title=_("Medewerkers en organisaties uitnodigen"), submit=_("Nodig uit"))


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def invite_resident(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = forms.InviteResidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.invite_resident(inspection, **form.cleaned_data, **policy.deed(request))
            return redirect("inspections:walkers", inspection.pk)
    return _page(request, inspection, form, title=_("Bewoner uitnodigen"), submit=_("Nodig uit"))


@needs(Permission.INSPECTION_MANAGE, find=queries.walker)
@require_POST
def take_off(request: HttpRequest, walker: Walker) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.take_off(walker, **policy.deed(request)),
        to=reverse("inspections:walkers", args=[walker.inspection_id]),
        words=_("Deze loper is van de lijst."),
    )


@needs(Permission.INSPECTION_MANAGE, find=queries.walker)
def type_over(request: HttpRequest, walker: Walker) -> HttpResponse:
    """What somebody filled in on paper, spot by spot."""
    inspection = queries.inspection(walker.inspection_id)
    spots, aspects = queries.spots_of(inspection), queries.aspects_of(inspection)
    levels = {str(level.pk): level for level in inspection.scale.levels.all()}
    given = {(mark.spot_id, mark.aspect_id): mark for mark in queries.marks_of(walker)}
    if request.method == "POST":
        count, at = 0, clock.now()
        try:
            for spot in spots:
                for aspect in aspects:
                    level = levels.get(request.POST.get(f"niveau-{spot.pk}-{aspect.pk}", ""))
                    note = request.POST.get(f"opmerking-{spot.pk}-{aspect.pk}", "")
                    known = given.get((spot.pk, aspect.pk))
                    if level is None or (known and (known.level_id, known.note) == (level.pk, note.strip())):
                        continue
                    draft = marking.MarkDraft(
                        key=uuid.uuid4(),
                        spot=spot,
                        aspect=aspect,
                        level=level,
                        at=_walked_at(inspection, at),
                        note=note,
                    )
                    marking.give_mark(walker, draft, by=policy.actor_of(request), at=at, is_typed=True)
                    count += 1
        except Refusal as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, _("%(count)s oordelen bewaard.") % {"count": count})
            return redirect("inspections:walkers", inspection.pk)
    rows = [(spot, [_typed(request, spot.pk, aspect, given) for aspect in aspects]) for spot in spots]
    return render(
        request,
        "inspections/type_over.html",
        {"inspection": inspection, "walker": walker, "rows": rows, "levels": list(levels.items())},
    )


def _typed(request: HttpRequest, spot_id: int, aspect: Aspect, given: dict[tuple[int, int], Mark]) -> dict[str, Any]:
    """What was typed a moment ago, else what is kept."""
    known = given.get((spot_id, aspect.pk))
    place = f"{spot_id}-{aspect.pk}"
    return {
        "aspect": aspect,
        "place": place,
        "level": request.POST.get(f"niveau-{place}", str(known.level_id) if known else ""),
        "note": request.POST.get(f"opmerking-{place}", known.note if known else ""),
    }


def _walked_at(inspection: Inspection, at: Any) -> Any:
    """What is typed over was seen during the walk, also when the list has been closed since."""
    return min(at, inspection.closed_at) if inspection.closed_at is not None else at


@needs(Permission.INSPECTION_MANAGE, find=queries.inspection)
def marks(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Every mark with who gave it: for who manages the inspection and nobody else."""
    columns: list[Column[Any]] = [
        Column(_("Punt"), lambda row: str(row.spot), main=True),
        Column(_("Aspect"), lambda row: row.aspect.name),
        Column(_("Oordeel"), lambda row: shared.level_badge(row.level, inspection.scale.norm)),
        Column(_("Loper"), lambda row: row.walker.shown_name),
        Column(_("Opmerking"), lambda row: row.note),
    ]
    table: Table[Any] = Table(
        columns,
        queries.marks_in(inspection),
        caption=_("Alle oordelen"),
        request=request,
        empty=_("Nog geen oordelen."),
    )
    return render(request, "inspections/marks.html", {"inspection": inspection, "table": table})


# ── Photos, for insiders ───────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.INSPECTION_WALK, find=queries.photo)
def photo(request: HttpRequest, photo: SpotPhoto) -> HttpResponse:
    """The size is the last part of the address."""
    size = serving.size_named(request.path.rstrip("/").rsplit("/", 1)[-1])
    return serving.photo_response(photo.photo, size, request=request)


@needs(Permission.INSPECTION_MANAGE, find=queries.photo)
@require_POST
def remove_photo(request: HttpRequest, photo: SpotPhoto) -> HttpResponse:
    return pages.press(
        request,
        lambda: marking.remove_photo(photo, **policy.deed(request)),
        to=photo.spot.inspection,
        words=_("De foto is weg."),
    )
