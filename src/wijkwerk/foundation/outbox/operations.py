"""Writing letters, sending them, and what staff do about those that did not arrive."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Model
from django.template import Context, Engine
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wijkwerk.foundation.access.policy import CLOCK, Actor
from wijkwerk.foundation.kit import clock, text
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.later import operations as later
from wijkwerk.foundation.later.titles import titled
from wijkwerk.foundation.outbox import envelope, queries
from wijkwerk.foundation.outbox.models import Channel, Letter, LetterMove, ReplyAddress, State
from wijkwerk.foundation.tenancy import queries as tenancy
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

log = structlog.get_logger(__name__)

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
LEASE = timedelta(minutes=10)
LETTERS_IN_A_ROUND = 2_000
# A round takes no new letter after this, so that a lease, counted from the start of the round, outlives its sending.
_LONGEST_ROUND = 60.0  # seconds


class LetterIsOnItsWay(Refusal):
    message = _("Dit bericht wacht al op versturen. U hoeft niets te doen.")


class LetterIsCancelled(Refusal):
    message = _("Dit bericht is gestopt. Het kan niet meer worden verstuurd.")


class NothingToBeDone(Refusal):
    message = _("Dit bericht hoeft niemand meer te doen. Bekijk wat ermee is gebeurd.")


class LetterHasLeft(Refusal):
    message = _("Dit bericht is al weg of wordt nu verstuurd. Stoppen kan niet meer.")


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def write(
    template: str, *, to: ReplyAddress, about: Model, at: datetime, sealed: bool = False, **context: Any
) -> Letter | None:
    """Write a letter in the deed's own transaction; None for who wants to hear nothing.

    `template` is `<room>/<name>`, a text at `<room>/letters/<name>.txt`: the subject on the first line, then a blank
    line, then paragraphs. It gets the context, the municipality, `about`, `to`, `at`, and `link` made absolute.
    The words of a `sealed` letter, such as the key to an account, are shown to nobody but who gets it.
    """
    if to.channel == Channel.NONE:
        return None
    if not to.address.strip():
        raise ValueError(f"a letter by {to.channel} needs an address")
    if "link" in context:
        context["link"] = absolute(context["link"])
    subject, body = _rendered(
        template, {"municipality": scope.current(), "about": about, "to": to, "at": at, **context}
    )
    by_hand = to.channel != Channel.EMAIL
    kind, number = ref(about)
    if not by_hand:
        transaction.on_commit(_deliver_soon, robust=True)
    letter: Letter = Letter.objects.create(
        template=template,
        channel=to.channel,
        to_name=text.shorten(to.name, 200),
        to_address=_as_written(to),
        subject=subject,
        body=body,
        is_sealed=sealed,
        about_kind=kind,
        about_id=number,
        area_id=_only_area_of(about),
        state=State.TO_DO if by_hand else State.WAITING,
        next_attempt_at=None if by_hand else at,
        written_at=at,
    )
    return letter


def absolute(path: str) -> str:
    """The path as an address that works in a letter: at the municipality's own host, or at its name on ours."""
    if not path.startswith("/"):
        return path
    municipality, base = scope.current(), urlsplit(settings.BASE_URL)
    ours = base.hostname or "localhost"
    if municipality.host:
        host = municipality.host
    elif _is_at(ours, municipality):
        host = ours
    else:
        host = f"{municipality.slug}.{'localhost' if ours == '127.0.0.1' else ours}"
    port = f":{base.port}" if base.port else ""
    return f"{base.scheme}://{host}{port}{path}"


def _is_at(host: str, municipality: Municipality) -> bool:
    """Kept with the municipality at hand, which a request or a task has for as long as it lasts: a list asks it for
    each row."""
    known: dict[str, bool] = municipality.__dict__.setdefault("_is_at", {})
    if host not in known:
        known[host] = tenancy.municipality_of_host(host) == municipality
    return known[host]


def file_under_area(about: Model) -> int:
    """Let the letters about a thing follow it to its work area, when it moved; how many they are."""
    return queries.letters_about(about).update(area_id=_only_area_of(about))


def forget(about: Model, *, to: ReplyAddress) -> int:
    """Somebody is to be forgotten: what we wrote them about this thing goes, sent or not; how many letters it was."""
    written = _as_written(to)
    letters = queries.letters_about(about).filter(to_address=written, to_name=text.shorten(to.name, 200))
    _rows, by_model = letters.delete()
    return by_model.get(Letter._meta.label, 0)


def _as_written(to: ReplyAddress) -> str:
    """The address as a letter bears it: one line for e-mail, several on paper."""
    return text.one_line(to.address) if to.channel == Channel.EMAIL else text.clean_text(to.address)


def _rendered(template: str, context: dict[str, Any]) -> tuple[str, str]:
    room, name = template.split("/", 1)
    page = Engine.get_default().get_template(f"{room}/letters/{name}.txt")
    subject, _line, body = str(page.render(Context(context, autoescape=False))).strip().partition("\n")
    if not subject.strip() or not body.strip():
        raise ValueError(f"{template} gave a letter without a subject or without words")
    return text.shorten(subject, 200), text.clean_text(body)


def _only_area_of(about: Model) -> int | None:
    ask = getattr(about, "access_area_ids", None)
    areas: frozenset[int] | None = ask() if ask is not None else None
    return next(iter(areas)) if areas is not None and len(areas) == 1 else None


# ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────
def deliver_waiting(*, at: datetime, limit: int = 100) -> int:
    """Send the e-mail whose moment has come, of all municipalities; how many left.

    Any number of senders may run at once: each letter is taken under a lease of its own before it is sent and marked
    after. Whoever dies between sending and marking leaves a letter that is sent once more when the lease ends, under
    the same Message-ID; no letter is lost. A letter that fails waits longer each time and stops no other.
    """
    stop, sent = time.monotonic() + _LONGEST_ROUND, 0
    connection: BaseEmailBackend = get_connection()
    for _turn in range(limit):
        letter = _take_next(at)
        if letter is None:
            break
        with scope.in_municipality(letter.municipality):
            sent += _deliver(letter, connection, at)
        if time.monotonic() > stop:
            break
    connection.close()
    return sent


@task
@titled(_("Berichten versturen"))
def post_round() -> None:
    """A round as soon as somebody wrote: nobody waits a minute for an answer or a key."""
    deliver_waiting(at=clock.now(), limit=LETTERS_IN_A_ROUND)


def _deliver_soon() -> None:
    """Asked for after the deed, so that writers never wait for each other; if it is lost, the clock's round serves."""
    later.enqueue_once("letters", post_round)


def _take_next(at: datetime) -> Letter | None:
    """The letter that waits longest, leased to us and committed before anything is sent."""
    with scope.everywhere(because="one post round serves all municipalities"), transaction.atomic(durable=True):
        waiting = queries.letters_to_deliver(at).select_related("municipality")
        letter = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if letter is None:
            return None
        letter.state, letter.lease = State.SENDING, uuid.uuid4()
        letter.attempts += 1
        letter.next_attempt_at = at + LEASE
        letter.save(update_fields=["state", "lease", "attempts", "next_attempt_at"])
        return letter


def _deliver(letter: Letter, connection: BaseEmailBackend, at: datetime) -> bool:
    try:
        connection.open()
        if not connection.send_messages([envelope.as_email(letter, letter.municipality)]):
            raise OSError("the transport took nothing")
    except Exception as problem:  # whatever is wrong with one letter or the mail server, the others get their turn
        log.warning("letter_not_sent", letter=letter.pk, attempt=letter.attempts, problem=type(problem).__name__)
        _close(connection)
        _give_back(letter, envelope.words_for(problem), at)
        return False
    _settle(letter, State.SENT, at, sent_at=at)
    return True


def _close(connection: BaseEmailBackend) -> None:
    """So that the next letter begins with a fresh connection."""
    try:
        connection.close()
    except OSError:
        log.warning("mail_connection_did_not_close")


def _give_back(letter: Letter, words: str, at: datetime) -> None:
    if letter.attempts > len(BACK_OFF):
        _settle(letter, State.GIVEN_UP, at, last_error=words)
    else:
        _settle(letter, State.FAILED, at, last_error=words, next_attempt_at=at + BACK_OFF[letter.attempts - 1])


@transaction.atomic
def _settle(letter: Letter, state: State, at: datetime, **changes: Any) -> None:
    """Write down how it went, if the lease is still ours."""
    values = {"state": state, "lease": None, "next_attempt_at": None, "last_error": "", **changes}
    if Letter.objects.filter(pk=letter.pk, lease=letter.lease).update(**values):
        _note(letter, state, by=CLOCK, at=at, note=values["last_error"])
    else:
        log.warning("letter_lease_was_lost", letter=letter.pk)


@transaction.atomic
def note_returned(letter: Letter, *, round_number: int, to: Collection[str], reason: str, at: datetime) -> bool:
    """The mail server of who should get it sent an e-mail back; False when that was another one, or is known.

    `to` is who it says it did not reach: only what was sent to them comes back from them.
    """
    letter = _locked(letter)
    is_this = letter.rounds == round_number and letter.to_address.lower() in to
    if not is_this or not letter.may_become(State.RETURNED):
        return False
    letter.last_error = reason
    _moved(letter, State.RETURNED, by=CLOCK, at=at, note=reason)
    return True


# ── What staff do ──────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def send_again(letter: Letter, *, by: Actor, at: datetime) -> Letter:
    """Put a letter that failed, or was not received, back among those to be sent or done."""
    letter = _locked(letter)
    if letter.state == State.CANCELLED:
        raise LetterIsCancelled
    if not letter.can_be_sent_again:
        raise LetterIsOnItsWay
    letter.rounds += 1
    letter.attempts = 0
    letter.next_attempt_at = None if letter.is_by_hand else at
    if not letter.is_by_hand:
        transaction.on_commit(_deliver_soon, robust=True)
    return _moved(letter, State.TO_DO if letter.is_by_hand else State.WAITING, by=by, at=at)


def send_failed_again(*, by: Actor, at: datetime, most: int = 500) -> int:
    """Put what failed back among what is to be sent, as far as this person may; how many letters it was.

    Each is a deed of its own: one that was sent meanwhile, or stopped, holds up no other.
    """
    count = 0
    for letter in queries.letters_to_send_again(by)[:most]:
        with suppress(Refusal, Letter.DoesNotExist):
            send_again(letter, by=by, at=at)
            count += 1
    return count


@transaction.atomic
def mark_done(letter: Letter, *, by: Actor, at: datetime) -> Letter:
    """A person posted the letter, or rang and told."""
    letter = _locked(letter)
    if not letter.can_be_done:
        raise NothingToBeDone
    letter.sent_at = at
    return _moved(letter, State.DONE, by=by, at=at)


@transaction.atomic
def cancel(letter: Letter, *, by: Actor, at: datetime) -> Letter:
    """Nobody needs to send this any more."""
    letter = _locked(letter)
    if not letter.can_be_cancelled:
        raise LetterHasLeft
    letter.next_attempt_at = None
    return _moved(letter, State.CANCELLED, by=by, at=at)


def _locked(letter: Letter) -> Letter:
    """The letter as it is now; the clock and two people may want it at once."""
    fresh: Letter = Letter.objects.select_for_update().get(pk=letter.pk)
    return fresh


def _moved(letter: Letter, state: State, *, by: Actor, at: datetime, note: str = "") -> Letter:
    letter.state = state
    letter.save()
    _note(letter, state, by=by, at=at, note=note)
    return letter


def _note(letter: Letter, state: State, *, by: Actor, at: datetime, note: str = "") -> None:
    LetterMove.objects.create(
        letter=letter,
        state=state,
        at=at,
        note=note,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=text.shorten(by.name, 200),
    )
