"""The secret link of somebody's calendar: made, renewed, stopped."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from wijkwerk.domain.meetings.models import Feed
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal


@transaction.atomic
def make_link(person: Person, *, by: Actor, at: datetime) -> Feed:
    """A link; the one that there was stops at once."""
    link_key = secrets.token_urlsafe(24)
    made, _is_new = Feed.objects.update_or_create(person=person, defaults={"link_key": link_key, "made_at": at})
    journal.record("meetings.feed_made", about=made, by=by, at=at)
    feed: Feed = made
    return feed


@transaction.atomic
def stop_link(person: Person, *, by: Actor, at: datetime) -> None:
    """No program reads along any more."""
    feed = Feed.objects.filter(person=person).first()
    if feed is not None:
        journal.record("meetings.feed_stopped", about=feed, by=by, at=at)
        feed.delete()
