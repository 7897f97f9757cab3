"""The desk without a network: its page, what it sends when the network is back, and what a person sorts out."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.facilities.models import Facility, FunctionKind
from wijkwerk.domain.workshop.models import DeedKind, OfflineDeed
from wijkwerk.domain.workshop.operations import queue as operations
from wijkwerk.domain.workshop.queries import desk, places
from wijkwerk.domain.workshop.queries import queue as queries
from wijkwerk.domain.workshop.views import frame
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal

MOST_AT_ONCE = 200
LONGEST = 120


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def offline_desk(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """What the device keeps for when the network is gone: a page that knows nobody."""
    return frame.page(request, "workshop/offline_desk.html", workshop, {}, tab="desk")


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def desk_queue(request: HttpRequest, workshop: Facility) -> HttpResponse:
    """GET: is there a network, and the token to send with. POST: deeds that were done without it, in their order."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": "no-store"})
    try:
        sent = json.loads(request.body)["dingen"]
    except (ValueError, KeyError, TypeError, RecursionError):
        sent = None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        return JsonResponse({"fout": _("Dit is geen wachtrij.")}, status=400)
    by, at = policy.actor_of(request), clock.now()
    taken, wrong = [], 0
    for each in sent:
        done = _done(each)
        if done is None:
            wrong += 1
            continue
        operations.take_in(workshop, done, by=by, at=at)
        taken.append(str(done.key))
    return JsonResponse({"binnen": taken, "geweigerd": wrong, "uitzoeken": desk.to_sort_out(workshop).count()})


def _done(sent: Any) -> operations.Done | None:
    """A deed as it was sent; None for what no desk of ours makes."""
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        return None
    try:
        "".join(sent.values()).encode()  # half a character is no text that can be kept
        key, kind = uuid.UUID(sent.get("sleutel", "")), DeedKind(sent.get("soort", ""))
        at: datetime | None = parse_datetime(sent.get("moment", ""))
    except ValueError:
        return None
    function, code, who = (sent.get(name, "")[:LONGEST] for name in ("waarvoor", "code", "wie"))
    if at is None or at.tzinfo is None:
        return None
    if kind == DeedKind.VISIT and function not in FunctionKind.values:
        return None
    return operations.Done(key, kind, at, function if kind == DeedKind.VISIT else "", code, who)


@needs(Permission.WORKSHOP_DESK, find=places.workshop)
def to_sort_out(request: HttpRequest, workshop: Facility) -> HttpResponse:
    waiting = list(desk.to_sort_out(workshop).order_by("at", "pk")[:MOST_AT_ONCE])
    return frame.page(request, "workshop/to_sort_out.html", workshop, {"waiting": waiting}, tab="desk")


@needs(Permission.WORKSHOP_DESK, find=queries.offline_deed)
@require_POST
def try_again(request: HttpRequest, deed: OfflineDeed) -> HttpResponse:
    try:
        tried = operations.try_again(
            deed,
            code=request.POST.get("code", ""),
            who=request.POST.get("wie", ""),
            by=policy.actor_of(request),
            at=clock.now(),
        )
        if tried.settled_at:
            messages.success(request, _("Verwerkt."))
        else:
            messages.error(request, f"{tried.get_problem_display()}. {tried.words}")
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("workshop:to_sort_out", deed.facility_id)


@needs(Permission.WORKSHOP_DESK, find=queries.offline_deed)
@require_POST
def settle(request: HttpRequest, deed: OfflineDeed) -> HttpResponse:
    try:
        operations.settle(deed, outcome=request.POST.get("uitkomst", ""), by=policy.actor_of(request), at=clock.now())
        messages.success(request, _("Uitgezocht."))
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect("workshop:to_sort_out", deed.facility_id)
