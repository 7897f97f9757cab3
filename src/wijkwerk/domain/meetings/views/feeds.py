"""Calendars for programs elsewhere: one's own by a secret link, and what is for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.meetings.models import Feed
from wijkwerk.domain.meetings.operations import feeds
from wijkwerk.domain.meetings.queries import calendar, occurrences, people
from wijkwerk.domain.meetings.views import shared
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope

FRESH = 900  # seconds


@needs(Permission.MEETING_VIEW)
def feed_page(request: HttpRequest) -> HttpResponse:
    """One's own link: made, renewed, stopped."""
    actor = policy.actor_of(request)
    feed = people.feed_of(actor) if isinstance(actor, Person) else None
    context = {
        "tabs": shared.tabs(request, "feed"),
        "feed": feed,
        "address": outbox.absolute(_address(feed)) if feed else "",
    }
    return render(request, "meetings/feed.html", context)


def _address(feed: Feed) -> str:
    return reverse("meetings:own_feed", args=[feed.link_key])


@require_POST
@needs(Permission.MEETING_VIEW)
def make_link(request: HttpRequest) -> HttpResponse:
    """A new link; an old one stops at once."""
    actor = policy.actor_of(request)
    if not isinstance(actor, Person):
        return guard.refused(request, Permission.MEETING_VIEW, policy.Ruling(False, _("wie inlogt")))
    feeds.make_link(actor, **policy.deed(request))
    return pages.done(request, _("Uw link is gemaakt. Een oude link werkt niet meer."), "meetings:feed")


@require_POST
@needs(Permission.MEETING_VIEW)
def stop_link(request: HttpRequest) -> HttpResponse:
    actor = policy.actor_of(request)
    if isinstance(actor, Person):
        feeds.stop_link(actor, **policy.deed(request))
    return pages.done(request, _("De link werkt niet meer."), "meetings:feed")


@needs(Permission.MEETING_VIEW_PUBLIC, find=people.feed_by_key)
def own_feed(request: HttpRequest, feed: Feed) -> HttpResponse:
    """All that the person of the link is part of, for who holds the link."""
    name = _("Overleg – %(municipality)s") % {"municipality": scope.current().name}
    content = calendar.calendar_of(occurrences.series_of(feed.person), name=name, today=clock.today())
    return _answer(request, content, is_public=False)


@needs(Permission.MEETING_VIEW_PUBLIC)
def public_feed(request: HttpRequest) -> HttpResponse:
    """What is for everybody."""
    name = _("Bijeenkomsten – gemeente %(municipality)s") % {"municipality": scope.current().name}
    content = calendar.calendar_of(occurrences.open_series(), name=name, today=clock.today())
    return _answer(request, content, is_public=True)


def _answer(request: HttpRequest, content: bytes, *, is_public: bool) -> HttpResponse:
    """The calendar, or that nothing of it changed."""
    tag = calendar.tag_of(content)
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if "*" in known or any(each.removeprefix("W/") == tag for each in known):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response["ETag"] = tag
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={FRESH}"
    response["X-Robots-Tag"] = "noindex"
    return response
