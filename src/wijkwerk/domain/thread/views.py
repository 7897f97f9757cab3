"""Pages of the thread: the whole line of one thing, and the long lists at both ends of it."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wijkwerk.domain.thread import queries, things
from wijkwerk.domain.thread.models import Source
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import paging
from wijkwerk.foundation.kit.components import Column, Table, badge, day, link


@needs(Permission.THREAD_VIEW, find=queries.thing)
def line(request: HttpRequest, thing: Model) -> HttpResponse:
    """The golden thread through one thing, for whoever may see the thing itself."""
    actor = policy.actor_of(request)
    face = things.face_of(thing, for_actor=actor)
    if not face.is_open:
        return guard.refused(request, thing.thread_view_permission, things.may_see(actor, thing))  # type: ignore[attr-defined]
    return render(request, "thread/line.html", {"thing": thing, "face": face})


@needs(Permission.THREAD_VIEW, find=queries.thing)
def all_causes(request: HttpRequest, thing: Model) -> HttpResponse:
    """Everything that a thing exists because of, however many."""
    return _list(request, thing, queries.all_causes_of(thing), of="cause", title=_("Alle aanleidingen"))


@needs(Permission.THREAD_VIEW, find=queries.thing)
def all_that_came(request: HttpRequest, thing: Model) -> HttpResponse:
    """Everything that exists because of a thing, however many."""
    return _list(request, thing, queries.all_caused_by(thing), of="thing", title=_("Alles wat ervan kwam"))


def _list(request: HttpRequest, thing: Model, rows: QuerySet[Source], *, of: str, title: str) -> HttpResponse:
    actor = policy.actor_of(request)
    face = things.face_of(thing, for_actor=actor)
    if not face.is_open:
        return guard.refused(request, thing.thread_view_permission, things.may_see(actor, thing))  # type: ignore[attr-defined]
    found = paging.page(rows, after=request.GET.get("na", ""), order=("-added_at", "-id"))
    ends = dict(zip(found.rows, queries.ends_of(found.rows, of=of, for_actor=actor), strict=True))
    columns: list[Column[Source]] = [
        Column(_("Wat"), lambda row: _linked(ends[row]), main=True),
        Column(_("Soort"), lambda row: ends[row].kind),
        Column(_("Stand"), lambda row: badge(ends[row].state, ends[row].tone) if ends[row].state else "–"),
        Column(_("Sinds"), lambda row: day(row.added_at)),
    ]
    table = Table(columns, found, caption=title, request=request, empty=_("Er is nog niets."))
    return render(request, "thread/list.html", {"thing": thing, "face": face, "title": title, "table": table})


def _linked(end: queries.Seen) -> str:
    return link(end.address, end.title) if end.address else end.title
