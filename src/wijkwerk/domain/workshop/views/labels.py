"""Labels: a square with the code, plain, so that a scanner at the desk types it and a telephone reads it there too."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.forms.lending import LabelsForm
from wijkwerk.domain.workshop.models import Kit
from wijkwerk.domain.workshop.queries import places
from wijkwerk.domain.workshop.queries import tools as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, qr, text

A_PAGE = 24  # labels: three in a row, eight rows on A4
MOST = 20 * A_PAGE  # on one sheet that is made at once


class Label(NamedTuple):
    code: str
    name: str
    square: SafeString


def label_of(code: str, name: str) -> Label:
    return Label(code, name, qr.drawn(code, title=_("QR-code van %(code)s") % {"code": code}, border=2))


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def labels(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """Choose of what to print labels."""
    form = LabelsForm(request.GET or None, groups=queries.groups(workshop))
    context = {"form": form, "things": _things(workshop, form), "most": MOST, "a_page": A_PAGE}
    return frame.page(request, "workshop/labels.html", workshop, context, tab="labels")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def sheet(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """The labels that were chosen, twenty-four on a page."""
    codes = [text.plain_code(code) for code in request.GET.getlist("code")[:MOST]]
    known = dict(_names(workshop, codes))
    drawn = [label_of(code, known[code]) for code in codes if code in known]
    pages = [drawn[first : first + A_PAGE] for first in range(0, len(drawn), A_PAGE)]
    return render(request, "workshop/label_sheet.html", {"workshop": workshop, "pages": pages, "count": len(drawn)})


def _things(workshop: Facility, form: LabelsForm) -> list[tuple[str, str]]:
    group = form.cleaned_data["groep"] if form.is_valid() else ""
    since = form.since(clock.now())
    rows = queries.labelled(workshop, group=group, since=since)
    things = [(tool.code, " ".join(filter(None, [str(tool.kind), tool.note]))) for tool in rows[:MOST]]
    if not group and since is None:
        things += [(kit.code, kit.name) for kit in Kit.objects.filter(facility=workshop, is_active=True)[:MOST]]
    return things[:MOST]


def _names(workshop: Facility, codes: list[str]) -> list[tuple[str, str]]:
    tools = queries.labelled(workshop).filter(code__in=codes)
    kits = Kit.objects.filter(facility=workshop, code__in=codes)
    return [*((tool.code, str(tool.kind)) for tool in tools), *((kit.code, kit.name) for kit in kits)]
