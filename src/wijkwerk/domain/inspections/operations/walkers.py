"""Who walks along: inviting staff, a body, a resident by a secret link; and what they say of the action list."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.inspections.models import Inspection, Walker
from wijkwerk.domain.inspections.operations import walks
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel

MOST_WALKERS = 200


class AddressMissing(Refusal):
    message = _("Vul in waar wij deze loper bereiken, of kies “Geen bericht”.")
    field = "reply_address"


class TooManyWalkers(Refusal):
    message = _("Een schouw heeft hooguit 200 lopers.")


class WalkerHasMarked(Refusal):
    message = _("Deze loper heeft al oordelen gegeven en blijft daarom op de lijst.")
    status = 409


class NoListYet(Refusal):
    message = _("De actielijst is nog niet rondgestuurd. U krijgt bericht als zij er is.")
    status = 409


class ListIsSet(Refusal):
    message = _("De actielijst is vastgesteld. Uw reactie kan er niet meer bij; bel of mail de gemeente.")
    status = 409


class WordsMissing(Refusal):
    message = _("Schrijf op wat er op de lijst anders moet.")
    field = "words"


@transaction.atomic
def invite_person(inspection: Inspection, *, person: Person, by: Actor, at: datetime) -> Walker:
    """Somebody who works with us; twice is once."""
    return _invite(inspection, by=by, at=at, person=person)


@transaction.atomic
def invite_body(inspection: Inspection, *, organisation: Organisation, by: Actor, at: datetime) -> Walker:
    """A residents' body or a partner, by its own address; twice is once."""
    return _invite(inspection, by=by, at=at, organisation=organisation)


@transaction.atomic
def invite_resident(
    inspection: Inspection,
    *,
    name: str = "",
    reply_by: Channel = Channel.NONE,
    reply_address: str = "",
    is_on_paper: bool = False,
    by: Actor,
    at: datetime,
    client_key: uuid.UUID | None = None,
) -> Walker:
    """A resident, by a link of their own and no account; or somebody whose marks come on paper."""
    address = reply_address.strip()
    if reply_by != Channel.NONE and not address:
        raise AddressMissing
    return _invite(
        inspection,
        by=by,
        at=at,
        client_key=client_key or uuid.uuid4(),
        name=text.one_line(name)[:120],
        reply_by=reply_by,
        reply_address=address if reply_by != Channel.NONE else "",
        is_on_paper=is_on_paper,
    )


def _invite(inspection: Inspection, *, by: Actor, at: datetime, **who: Any) -> Walker:
    fresh = walks.lock(inspection)
    key = {name: who[name] for name in ("person", "organisation", "client_key") if name in who}
    known = fresh.walkers.filter(**key).first()
    if known is not None:
        return known
    if fresh.walkers.count() >= MOST_WALKERS:
        raise TooManyWalkers
    walker: Walker = Walker.objects.create(inspection=fresh, joined_at=at, **who)
    if fresh.is_prepared:
        outbox.write(
            "inspections/invited",
            to=walker.reply_to,
            about=fresh,
            at=at,
            inspection=fresh,
            link=walker.get_absolute_url(),
        )
    journal.record("inspection.walker_invited", about=fresh, by=by, at=at)
    return walker


@transaction.atomic
def walker_for(inspection: Inspection, person: Person, *, at: datetime) -> Walker:
    """As whom somebody of staff or a body walks: they join by their first mark."""
    known = inspection.walkers.filter(person=person).first()
    if known is not None:
        return known
    fresh = walks.lock(inspection)
    again = fresh.walkers.filter(person=person).first()
    return again or Walker.objects.create(inspection=fresh, person=person, joined_at=at)


@transaction.atomic
def take_off(walker: Walker, *, by: Actor, at: datetime) -> None:
    """Somebody does not walk along after all; who gave marks stays."""
    inspection = walks.lock(walker.inspection)
    if walker.marks.exists() or walker.photos.exists():
        raise WalkerHasMarked
    if walker.reply_to.channel != Channel.NONE:
        outbox.forget(inspection, to=walker.reply_to)
    walker.delete()
    journal.record("inspection.walker_taken_off", about=inspection, by=by, at=at)


@transaction.atomic
def say_agrees(walker: Walker, *, agrees: bool, words: str = "", by: Actor, at: datetime) -> Walker:
    """Who walked says whether the action list is right. It may be said again until the list is set."""
    inspection = walks.lock(walker.inspection)
    if inspection.list_sent_at is None:
        raise NoListYet
    if inspection.is_closed:
        raise ListIsSet
    said = text.clean_text(words)[: text.STORY]
    if not agrees and not said:
        raise WordsMissing
    walker.agrees, walker.agrees_words, walker.agrees_at = agrees, said, at
    walker.save(update_fields=["agrees", "agrees_words", "agrees_at"])
    journal.record("inspection.list_answered", about=inspection, by=by, at=at, details={"agrees": agrees})
    return walker
