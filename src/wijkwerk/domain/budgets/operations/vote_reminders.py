"""Who keeps a vote round hears that it waits: to be counted, or to be made known. Residents wait for it too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from wijkwerk.domain.budgets.models import PaperEntry, VoteRound, VoteState
from wijkwerk.domain.budgets.queries import votes as queries
from wijkwerk.domain.people import queries as people
from wijkwerk.domain.people.models import Person
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress

AGAIN_AFTER = timedelta(days=7)


def remind_all(*, at: datetime) -> int:
    """Rounds that closed: on the first morning and every week, until the outcome is out; how many."""
    on = clock.dutch(at).date()
    waiting = VoteRound.objects.waiting(at).exclude(reminded_on__gt=on - AGAIN_AFTER)
    return sum(_remind(each, on=on, at=at) for each in waiting)


@transaction.atomic
def _remind(vote_round: VoteRound, *, on: date, at: datetime) -> bool:
    fresh: VoteRound | None = (
        VoteRound.objects.waiting(at)
        .exclude(reminded_on__gt=on - AGAIN_AFTER)
        .select_for_update(of=("self",))
        .filter(pk=vote_round.pk)
        .first()
    )
    if fresh is None:
        return False
    fresh.reminded_on = on
    fresh.save(update_fields=["reminded_on"])
    half = queries.turnout_of(fresh).half
    for person in _who_hears(fresh, on=on, with_typists=half > 0):
        outbox.write(
            "budgets/vote_waits",
            to=ReplyAddress(Channel.EMAIL, person.email, person.name),
            about=fresh,
            at=at,
            round=fresh,
            person=person,
            half=half,
            is_counted=fresh.state == VoteState.COUNTED,
            link=fresh.get_absolute_url(),
        )
    journal.record("vote_round.reminded", about=fresh, by=CLOCK, at=at)
    return True


def _who_hears(vote_round: VoteRound, *, on: date, with_typists: bool) -> Iterator[Person]:
    """Who to turn to in its areas; while paper waits for a second person also those who typed some."""
    contacts = people.contacts_of(list(vote_round.work_areas.all()), on=on)
    hear = [each.person for each in contacts.values()]
    if with_typists:
        typed = PaperEntry.objects.filter(round=vote_round).order_by().values("entered_by")
        hear += Person.objects.filter(pk__in=typed).order_by("name", "pk")
    return (person for person in dict.fromkeys(hear) if person.email and person.is_active)
