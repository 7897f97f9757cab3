"""Pages of the thread: the whole line of one thing."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.thread import queries, things
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission


@needs(Permission.THREAD_VIEW, find=queries.thing)
def line(request: HttpRequest, thing: Model) -> HttpResponse:
    """The golden thread through one thing, for whoever may see the thing itself."""
    actor = policy.actor_of(request)
    face = things.face_of(thing, for_actor=actor)
    if not face.is_open:
        return guard.refused(request, thing.thread_view_permission, things.may_see(actor, thing))  # type: ignore[attr-defined]
    return render(request, "thread/line.html", {"thing": thing, "face": face})
