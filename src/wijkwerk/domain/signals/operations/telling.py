"""Who asked, hears: every change that matters reaches each reporter by the channel they chose, with their own link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.models import Direction, Message, Reporter, Signal
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress
from wijkwerk.foundation.tenancy import scope

LINK_LASTS = timedelta(days=365)  # after the end of the signal


def tell_reporter(template: str, reporter: Reporter, *, at: datetime, **context: Any) -> None:
    """One letter to one reporter. Who left no address hears by the link."""
    outbox.write(
        f"signals/{template}",
        to=ReplyAddress(Channel(reporter.reply_by), reporter.reply_address, reporter.name),
        about=reporter.signal,
        at=at,
        signal=reporter.signal,
        reporter=reporter,
        link=outbox.absolute(reverse("signals:own_signal", args=[reporter.link_key])),
        helped_link=outbox.absolute(reverse("signals:helped", args=[reporter.link_key, "ja"])),
        not_helped_link=outbox.absolute(reverse("signals:helped", args=[reporter.link_key, "nee"])),
        **context,
    )


def tell_reporters(template: str, signal: Signal, *, at: datetime, **context: Any) -> None:
    """Everybody who reported this, or reported something that was merged into it."""
    for reporter in queries.reporters_of(signal):
        tell_reporter(template, reporter, at=at, **context)


def tell_person(template: str, person: Person | None, signal: Signal, *, at: datetime, **context: Any) -> None:
    """A colleague or partner, by e-mail at work; nothing when there is no address."""
    if person is None or not person.email:
        return
    outbox.write(
        f"signals/{template}",
        to=ReplyAddress(Channel.EMAIL, person.email, person.name),
        about=signal,
        at=at,
        signal=signal,
        person=person,
        link=outbox.absolute(signal.get_absolute_url()),
        **context,
    )


def keep_words(signal: Signal, text: str, *, by: Actor, at: datetime) -> dict[str, int]:
    """What is said along with a deed: for who follows by the link alone, and for colleagues. Gives the details."""
    if not text.strip():
        return {}
    message = Message.objects.create(
        signal=signal,
        direction=Direction.TO_REPORTER,
        text=text,
        at=at,
        person=by if isinstance(by, Person) else None,
    )
    return {"message": message.pk}


def let_links_end(signal: Signal, *, at: datetime) -> None:
    """The signal has ended, and what was merged into it: their links work for another year."""
    until = clock.dutch(at).date() + LINK_LASTS
    Reporter.objects.filter(Q(signal=signal) | Q(signal__merged_into=signal)).update(link_until=until)


def let_links_live(signal: Signal) -> None:
    Reporter.objects.filter(Q(signal=signal) | Q(signal__merged_into=signal)).update(link_until=None)


def due_after(days: int, *, at: datetime) -> Any:
    """The date `days` Dutch working days from this moment."""
    return clock.add_working_days(clock.dutch(at).date(), days, scope.current().closing_days)
