"""Help for an initiative and news of it: what whoever started it asks and tells, checked before everybody reads it.

Offers of help go to whoever started it and to nobody else.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijkwerk.domain.budgets.initiative_states import LIVE, InitiativeState
from wijkwerk.domain.budgets.models import HelpOffer, HelpWanted, Initiative, InitiativeUpdate, Starter, UpdateKind
from wijkwerk.domain.budgets.operations import initiatives
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox.models import Channel, ReplyAddress


class NothingSaid(Refusal):
    message = _("Schrijf er een paar woorden bij.")
    field = "words"


class NameMissing(Refusal):
    message = _("Vul een naam in. Een voornaam is genoeg.")
    field = "name"


class CannotBeReached(Refusal):
    message = _("Vul in hoe de initiatiefnemer u kan bereiken.")
    field = "reply_address"


class NobodyToTell(Refusal):
    message = _("De initiatiefnemer is niet meer te bereiken. Vraag de gemeente wie het initiatief voortzet.")
    status = 409


class NoHelpAsked(Refusal):
    message = _("Deze hulp is intussen gevonden, of het initiatief is afgelopen. Dank dat u wilde helpen.")
    status = 409


# ── What whoever started it asks and tells ─────────────────────────────────────────────────────────────────────────
@transaction.atomic
def ask_help(
    initiative: Initiative, *, words: str, by: Actor, at: datetime, client_key: uuid.UUID | None = None
) -> HelpWanted:
    """Hands, a trailer, somebody who knows how. Everybody reads it once it was checked."""
    words = text.clean_text(words)
    if not words:
        raise NothingSaid
    initiative = initiatives.lock(initiative)
    if initiative.state not in LIVE:
        raise initiatives.MoveNotPossible
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            row: HelpWanted = HelpWanted.objects.create(
                initiative=initiative, words=words, client_key=key, written_at=at, to_check_since=at
            )
    except IntegrityError:
        already: HelpWanted = HelpWanted.objects.get(client_key=key)
        return already
    initiatives.note_down("help_asked", initiative, by=by, at=at, details={"help": row.pk})
    return row


@transaction.atomic
def close_help(row: HelpWanted, *, by: Actor, at: datetime) -> HelpWanted:
    """There is enough; nobody is asked any more."""
    initiative = initiatives.lock(row.initiative)
    row = HelpWanted.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.closed_at is None:
        row.closed_at, row.to_check_since = at, None
        row.save()
        initiatives.note_down("help_found", initiative, by=by, at=at, details={"help": row.pk})
    return row


@transaction.atomic
def write_update(
    initiative: Initiative,
    *,
    words: str,
    by: Actor,
    at: datetime,
    kind: UpdateKind | str = UpdateKind.NEWS,
    client_key: uuid.UUID | None = None,
) -> InitiativeUpdate:
    """How it goes, or what it brought. Everybody reads it, and who wants news hears it, once it was checked."""
    words = text.clean_text(words)
    if not words:
        raise NothingSaid
    initiative = initiatives.lock(initiative)
    if initiative.state == InitiativeState.MERGED:
        raise initiatives.MoveNotPossible
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            row: InitiativeUpdate = InitiativeUpdate.objects.create(
                initiative=initiative,
                words=words,
                kind=UpdateKind(kind),
                client_key=key,
                written_at=at,
                to_check_since=at,
            )
    except IntegrityError:
        already: InitiativeUpdate = InitiativeUpdate.objects.get(client_key=key)
        return already
    initiatives.note_down("update_written", initiative, by=by, at=at, details={"update": row.pk, "kind": row.kind})
    return row


# ── Checked by staff ───────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def publish_words(row: queries.WrittenByStarter, *, public_words: str, by: Actor, at: datetime) -> None:
    """Let everybody read this, as checked; who wants news of the initiative hears an update, once."""
    public_words = text.clean_text(public_words)
    if not public_words:
        raise NothingSaid(field="public_words")
    initiatives.refuse_what_tells_who("public_words", public_words)
    initiative = initiatives.lock(row.initiative)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.is_public, row.public_words = True, public_words
    row.to_check_since, row.kept_back_because = None, ""
    if isinstance(row, InitiativeUpdate) and row.told_at is None and initiative.is_public:
        row.told_at = at
        _tell_news(initiative, row, at=at)
    row.save()
    what = "update" if isinstance(row, InitiativeUpdate) else "help"
    initiatives.note_down(f"{what}_published", initiative, by=by, at=at, details={what: row.pk})


def _tell_news(initiative: Initiative, row: InitiativeUpdate, *, at: datetime) -> None:
    for support in queries.who_want_news(initiative):
        outbox.write(
            "budgets/initiative_news",
            to=ReplyAddress(Channel.EMAIL, support.address),
            about=initiative,
            at=at,
            initiative=initiative,
            update=row,
            public_link=outbox.absolute(initiative.public_address),
            link=support.get_absolute_url(),
        )


@transaction.atomic
def keep_back_words(row: queries.WrittenByStarter, *, reason: str, by: Actor, at: datetime) -> None:
    """Not published, and why; whoever wrote it hears that. What was published before goes off the page too."""
    reason = text.clean_text(reason)
    if not reason:
        raise initiatives.ReasonMissing
    initiative = initiatives.lock(row.initiative)
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.is_public, row.to_check_since, row.kept_back_because = False, None, reason
    row.save()
    what = "update" if isinstance(row, InitiativeUpdate) else "help"
    initiatives.note_down(f"{what}_kept_back", initiative, by=by, at=at, details={what: row.pk})
    initiatives.tell_starters("initiative_kept_back", initiative, at=at, reason=reason, words=row.words)


# ── Offers ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def offer_help(
    initiative: Initiative,
    *,
    name: str,
    reply_by: Channel | str,
    reply_address: str,
    by: Actor,
    at: datetime,
    words: str = "",
    wanted: HelpWanted | None = None,
    client_key: uuid.UUID | None = None,
) -> HelpOffer:
    """Somebody wants to help: whoever started it gets their name and the way to reach them; nobody publishes it."""
    name = text.one_line(name)
    if not name:
        raise NameMissing
    to = initiatives.checked_address(reply_by, reply_address)
    if to.channel == Channel.NONE:
        raise CannotBeReached
    initiative = initiatives.lock(initiative)
    if not initiative.is_public or initiative.state not in LIVE:
        raise NoHelpAsked
    if wanted is not None:
        wanted = HelpWanted.objects.get(pk=wanted.pk)
        if wanted.initiative_id != initiative.pk or wanted.closed_at is not None or not wanted.is_public:
            raise NoHelpAsked
    starter = Starter.objects.select_related("initiative").get(initiative=initiative)
    if starter.forgotten_at is not None:
        raise NobodyToTell
    key = client_key or uuid.uuid4()
    try:
        with transaction.atomic():
            row: HelpOffer = HelpOffer.objects.create(
                initiative=initiative,
                wanted=wanted,
                name=name,
                reply_by=to.channel,
                reply_address=to.address,
                words=text.clean_text(words),
                client_key=key,
                offered_at=at,
            )
    except IntegrityError:
        already: HelpOffer = HelpOffer.objects.get(client_key=key)
        return already
    initiatives.note_down("help_offered", initiative, by=by, at=at)
    initiatives.tell_starter("help_offered", starter, at=at, offer=row, wanted=wanted)
    outbox.write(
        "budgets/help_thanks",
        to=ReplyAddress(to.channel, to.address, name),
        about=initiative,
        at=at,
        initiative=initiative,
        wanted=wanted,
        link=initiative.public_address,
    )
    return row


@transaction.atomic
def drop_offer(row: HelpOffer, *, by: Actor, at: datetime) -> None:
    """Whoever started it has talked with them: nothing of them needs to stay."""
    initiative = initiatives.lock(row.initiative)
    outbox.forget(initiative, to=row.reply_to)
    HelpOffer.objects.filter(pk=row.pk).delete()
    initiatives.note_down("help_offer_dropped", initiative, by=by, at=at)
