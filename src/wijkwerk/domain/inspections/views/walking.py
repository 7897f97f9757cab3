"""The walk itself, by the walker's own link: a page that goes on without a network, and what a telephone sends.

Without a script each spot is a plain form. With one the telephone keeps what is filled in until it has been sent; the
key of each mark and photo is made with it, so that sent twice is once.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.inspections.forms import walks as forms
from wijkwerk.domain.inspections.link import WALK
from wijkwerk.domain.inspections.models import Aspect, Inspection, Level, Mark, Spot, Walker
from wijkwerk.domain.inspections.operations import marking
from wijkwerk.domain.inspections.operations import walkers as operations
from wijkwerk.domain.inspections.operations.marking import MarkDraft
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import results
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.views import shared
from wijkwerk.domain.inspections.views.findings import findings_table
from wijkwerk.domain.inspections.views.inspections import spots_table
from wijkwerk.foundation.access import links, policy
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal, refusals_shown_in
from wijkwerk.foundation.tenancy import scope

MOST_AT_ONCE = 200
by_link = links.by_link(WALK, unknown="inspections/unknown_link.html", expired="inspections/expired_link.html")


# ── Before and after ───────────────────────────────────────────────────────────────────────────────────────────────
@by_link
def own_walk(request: HttpRequest, walker: Walker) -> HttpResponse:
    """What it is about, the way to the walk, and afterwards what came of it."""
    inspection = walker.inspection
    is_over = not inspection.is_prepared
    spots = queries.spots_of(inspection)
    found = results.spot_results(inspection) if is_over else {}
    findings = finding_queries.findings_of(inspection) if is_over else []
    return render(
        request,
        "inspections/own_walk.html",
        {
            "walker": walker,
            "inspection": inspection,
            "is_over": is_over,
            "mark_count": walker.marks.count(),
            "photo_count": walker.photos.count(),
            "spots": spots_table(request, inspection, spots, found, insider=False) if is_over and spots else None,
            "findings": findings_table(request, findings, insider=False) if findings else None,
            "agree_form": forms.AgreeForm() if inspection.list_sent_at and not inspection.is_closed else None,
        },
    )


@by_link
def agree(request: HttpRequest, walker: Walker) -> HttpResponse:
    """Whether the action list is right."""
    form = forms.AgreeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.say_agrees(walker, **form.deed, **policy.deed(request))
            messages.success(request, _("Dank u. Wij hebben het genoteerd."))
            return redirect(walker)
    return shared.page(
        request,
        form,
        title=_("Klopt de actielijst?"),
        submit=_("Verstuur"),
        back=walker.get_absolute_url(),
        back_title=walker.inspection.title,
        is_link=True,
    )


# ── The walk ───────────────────────────────────────────────────────────────────────────────────────────────────────
@by_link
def own_walking(request: HttpRequest, walker: Walker) -> HttpResponse:
    """Every spot of the route with what can be said of it: the page that a telephone keeps."""
    inspection = walker.inspection
    aspects = queries.aspects_of(inspection)
    pictures = queries.pictures_for(inspection)
    given = {(mark.spot_id, mark.aspect_id): mark for mark in queries.marks_of(walker)}
    spots = queries.spots_of(inspection)
    photos: dict[int, int] = {}
    for spot_id in walker.photos.values_list("spot_id", flat=True):
        photos[spot_id] = photos.get(spot_id, 0) + 1
    rows = [_row(walker, spot, aspects, pictures, given, photos.get(spot.pk, 0)) for spot in spots]
    return render(
        request,
        "inspections/walking.html",
        {
            "walker": walker,
            "inspection": inspection,
            "rows": rows,
            "new_row": _row(walker, Spot(name="", number=0), aspects, pictures, {}, 0)
            | {"key": "__punt__", "address": ""},
            "levels": list(inspection.scale.levels.order_by("-value")),
            "map": shared.route_map(inspection, spots),
            "aspect_count": len(aspects),
            "send_address": reverse("inspections:own_send", args=[walker.link_key]),
            "photo_address": reverse("inspections:own_photo", args=[walker.link_key]),
            "manifest_address": reverse("inspections:own_manifest", args=[walker.link_key]),
        },
    )


def _row(
    walker: Walker,
    spot: Spot,
    aspects: list[Aspect],
    pictures: dict[int, Any],
    given: dict[tuple[int, int], Mark],
    photo_count: int,
) -> dict[str, Any]:
    """A spot as the page draws it."""
    is_own = spot.added_by_id in (None, walker.pk)
    marks = [(aspect, pictures.get(aspect.pk, []), given.get((spot.pk, aspect.pk))) for aspect in aspects]
    return {
        "spot": spot,
        "key": str(spot.client_key),
        "name": spot.name if is_own else spot.public_name,
        "marks": marks,
        "done": sum(mark is not None for _aspect, _pictures, mark in marks),
        "photo_count": photo_count,
        "photo_key": str(uuid.uuid4()),
        "address": reverse("inspections:own_spot", args=[walker.link_key, spot.pk]) if spot.pk else "",
    }


@by_link
def own_spot(request: HttpRequest, walker: Walker, number: int) -> HttpResponse:
    """What was filled in at a spot without a script: levels, remarks and a photo in one go."""
    spot = walker.inspection.spots.filter(pk=number).first()
    if spot is None:
        raise Http404
    here = f"{reverse('inspections:own_walking', args=[walker.link_key])}#punt-{spot.client_key}"
    if request.method != "POST":
        return redirect(here)
    levels = {str(level.pk): level for level in walker.inspection.scale.levels.all()}
    try:
        for aspect in queries.aspects_of(walker.inspection):
            _take_in_from_form(request, walker, spot, aspect, levels)
        _take_in_photos(request, walker, spot)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, _("Punt %(number)s is bewaard.") % {"number": spot.number})
    return redirect(here)


def _take_in_from_form(
    request: HttpRequest, walker: Walker, spot: Spot, aspect: Aspect, levels: dict[str, Level]
) -> None:
    level = levels.get(request.POST.get(f"niveau-{aspect.pk}", ""))
    note = text.clean_text(request.POST.get(f"opmerking-{aspect.pk}", ""))
    known = walker.marks.filter(spot=spot, aspect=aspect).first()
    if level is None or (known is not None and (known.level_id, known.note) == (level.pk, note)):
        return
    at = clock.now()
    draft = MarkDraft(key=uuid.uuid4(), spot=spot, aspect=aspect, level=level, at=at, note=note)
    marking.give_mark(walker, draft, by=policy.actor_of(request), at=at)


def _take_in_photos(request: HttpRequest, walker: Walker, spot: Spot) -> None:
    at, first = clock.now(), _uuid(request.POST.get("sleutel", "")) or uuid.uuid4()
    for place, upload in enumerate(request.FILES.getlist("foto")):
        key = first if place == 0 else uuid.uuid5(first, str(place))
        marking.add_photo(walker, upload, spot=spot, made_at=at, key=key, by=policy.actor_of(request), at=at)


@by_link
@require_POST
def own_new_spot(request: HttpRequest, walker: Walker) -> HttpResponse:
    """A spot that is added on the way, without a script."""
    try:
        marking.add_spot_on_the_way(
            walker,
            name=request.POST.get("naam", ""),
            made_at=clock.now(),
            key=_uuid(request.POST.get("sleutel", "")) or uuid.uuid4(),
            **policy.deed(request),
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("inspections:own_walking", walker.link_key)


# ── What a telephone sends ─────────────────────────────────────────────────────────────────────────────────────────
@by_link
def own_send(request: HttpRequest, walker: Walker) -> HttpResponse:
    """GET: is there a network, and the token to send with. POST: spots and marks that were made without it."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    try:
        sent = json.loads(request.body)
        items = [*sent.get("punten", []), *sent.get("oordelen", [])]
    except (ValueError, AttributeError, TypeError, RecursionError):
        return JsonResponse({"fout": _("Dit is niet van een schouw.")}, status=400)
    if len(items) > MOST_AT_ONCE:
        return JsonResponse({"fout": _("Stuur hooguit 200 dingen tegelijk.")}, status=400)
    taken, refused = [], []
    for item in items:
        try:
            key = _take_in(walker, item, request)
        except Refusal as refusal:
            key_sent = item.get("sleutel", "") if isinstance(item, dict) else ""
            refused.append({"sleutel": str(key_sent)[:40], "waarom": refusal.words})
        else:
            taken.append(str(key))
    return JsonResponse({"binnen": taken, "geweigerd": refused})


class NotUnderstood(Refusal):
    message = _("Dit is niet goed aangekomen. Vul het opnieuw in.")


def _take_in(walker: Walker, item: Any, request: HttpRequest) -> uuid.UUID:
    if not isinstance(item, dict):
        raise NotUnderstood
    key, made_at = _uuid(item.get("sleutel")), _moment(item.get("moment"))
    if key is None or made_at is None:
        raise NotUnderstood
    if "naam" in item:
        marking.add_spot_on_the_way(
            walker,
            name=_words(item.get("naam")),
            lat=_degrees(item.get("lat"), 90),
            lon=_degrees(item.get("lon"), 180),
            made_at=made_at,
            key=key,
            **policy.deed(request),
        )
        return key
    inspection = walker.inspection
    draft = MarkDraft(
        key=key,
        spot=_spot(inspection, item.get("punt")),
        aspect=_aspect(inspection, item.get("aspect")),
        level=_level(inspection, item.get("niveau")),
        note=_words(item.get("opmerking")),
        at=made_at,
    )
    marking.give_mark(walker, draft, **policy.deed(request))
    return key


@by_link
@require_POST
def own_photo(request: HttpRequest, walker: Walker) -> HttpResponse:
    """One photo, with its key."""
    try:
        key, made_at = _uuid(request.POST.get("sleutel")), _moment(request.POST.get("moment"))
        upload = request.FILES.get("foto")
        if key is None or made_at is None or not isinstance(upload, UploadedFile):
            raise NotUnderstood
        spot = _spot(walker.inspection, request.POST.get("punt"))
        marking.add_photo(walker, upload, spot=spot, made_at=made_at, key=key, **policy.deed(request))
    except Refusal as refusal:
        return JsonResponse({"fout": refusal.words}, status=400)
    return JsonResponse({"binnen": str(key)})


def _words(value: Any) -> str:
    words = value if isinstance(value, str) else ""
    return words.encode("utf-8", "ignore").decode().replace("\x00", "")


def _uuid(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime | None:
    try:
        at = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None and 2000 <= at.year <= 2200 else None


def _degrees(value: Any, most: int) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) <= most else None


def _spot(inspection: Inspection, key: Any) -> Spot:
    known = _uuid(key)
    spot = inspection.spots.filter(client_key=known).first() if known is not None else None
    if spot is None:
        raise marking.NoSuchSpot
    return spot


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() and len(str(value)) < 16 else 0


def _aspect(inspection: Inspection, number: Any) -> Aspect:
    aspect: Aspect | None = inspection.aspects.filter(pk=_number(number)).first()
    if aspect is None:
        raise marking.NoSuchAspect
    return aspect


def _level(inspection: Inspection, number: Any) -> Level:
    level: Level | None = inspection.scale.levels.filter(pk=_number(number)).first()
    if level is None:
        raise marking.NoSuchLevel
    return level


# ── As an app ──────────────────────────────────────────────────────────────────────────────────────────────────────
@by_link
def own_manifest(request: HttpRequest, walker: Walker) -> HttpResponse:
    """So that the walk can stand on the first screen of a telephone."""
    own = scope.current()
    start = reverse("inspections:own_walking", args=[walker.link_key])
    return JsonResponse(
        {
            "name": walker.inspection.title,
            "short_name": _("Schouw"),
            "lang": "nl",
            "start_url": start,
            "scope": reverse("inspections:own_walk", args=[walker.link_key]),
            "display": "standalone",
            "background_color": "#ffffff",
            "icons": [
                {
                    "src": static(f"built/themes/{own.theme}.svg"),
                    "sizes": "any",
                    "type": "image/svg+xml",
                }
            ],
        },
        content_type="application/manifest+json",
    )
