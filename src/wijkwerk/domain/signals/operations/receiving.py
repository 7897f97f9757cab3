"""E-mail in: a new signal, or a message with one that is there. The same e-mail twice is once."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.link import holder
from wijkwerk.domain.signals.mail import Attachment, Mail, Returned
from wijkwerk.domain.signals.models import Channel, Message, Reporter, Signal
from wijkwerk.domain.signals.operations import moving, telling
from wijkwerk.domain.signals.operations.reporting import Place, ReplyTo, add_photo, report_signal, start_draft
from wijkwerk.domain.signals.operations.talking import add_note, write_from_reporter
from wijkwerk.domain.signals.states import State
from wijkwerk.foundation.access.policy import CLOCK, VISITOR, Actor
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.outbox import operations as deeds
from wijkwerk.foundation.outbox import queries as outbox
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel
from wijkwerk.foundation.tenancy import scope

SPACE: Final = uuid.UUID("5f6a4f0e-6f0c-4d1e-9b62-2f1f0c1a7e11")  # keys of e-mails are made from their Message-ID
MOST_A_DAY: Final = 50  # new signals from one sender; who sends more is a machine that does not say so
OUR_LETTER: Final = re.compile(r"^<letter-(\d{1,18})\.(\d{1,4})@")
OUR_LINK: Final = re.compile(r"/melding/([\w-]{16,40})/?")
OUR_NUMBER: Final = re.compile(r"\bmelding\s+(\d{1,18})\b", re.IGNORECASE)


NOT_TAKEN: Final = gettext_lazy("De mailserver van de ontvanger nam het bericht niet aan.")
REASONS: Final = {
    "5.1.": gettext_lazy("Dit e-mailadres bestaat niet, of niet meer."),
    "5.2.2": gettext_lazy("De mailbox van de ontvanger is vol."),
    "4.2.2": gettext_lazy("De mailbox van de ontvanger is vol."),
    "5.2.": gettext_lazy("De mailbox van de ontvanger neemt geen berichten aan."),
    "5.3.4": gettext_lazy("Het bericht is te groot voor de mailserver van de ontvanger."),
    "5.7.": gettext_lazy("De mailserver van de ontvanger weigert onze berichten."),
    "4.": gettext_lazy("De mailserver van de ontvanger was te lang niet bereikbaar."),
    "5.4.": gettext_lazy("De mailserver van de ontvanger was te lang niet bereikbaar."),
}


class NothingInIt(Refusal):
    message = gettext_lazy("Uw e-mail is leeg. Schrijf in een paar woorden wat er is.")


class TooManyMails(Refusal):
    message = gettext_lazy("U stuurde vandaag al veel meldingen per e-mail. Gebruik de website, of bel ons.")


class Outcome(StrEnum):
    SIGNAL = "signal"
    MESSAGE = "message"
    KNOWN = "known"  # this e-mail came before
    RETURNED = "returned"  # one of our letters did not reach who it was for
    BY_MACHINE = "by_machine"


@dataclass(frozen=True)
class Received:
    outcome: Outcome
    signal: Signal | None = None


@transaction.atomic
def receive_mail(mail: Mail, *, at: datetime) -> Received:
    """Take in an e-mail: as an answer when it is one, from the address that we wrote to; else as a new signal."""
    if mail.returned is not None:
        return _note_returned(mail.returned, at=at)
    if mail.is_by_machine or mail.sender == scope.current().mail_address.lower():
        return Received(Outcome.BY_MACHINE)
    key = uuid.uuid5(SPACE, mail.message_id)
    reporter = _who_answers(mail)
    return _add(mail, reporter, key, at=at) if reporter is not None else _report(mail, key, at=at)


# ── What came back ─────────────────────────────────────────────────────────────────────────────────────────────────
def _note_returned(returned: Returned, *, at: datetime) -> Received:
    """Note it on the letter; where it was about a signal, its handler hears, unless the letter was theirs."""
    known = [found for each in returned.ids[:50] if (found := OUR_LETTER.match(each))]
    for number, round_number in {(int(found[1]), int(found[2])) for found in known}:
        letter = outbox.letters().filter(pk=number).first()
        if letter is None:
            continue
        reason = str(reason_of(returned.status))
        if not deeds.note_returned(letter, round_number=round_number, to=returned.recipients, reason=reason, at=at):
            continue
        signal = Signal.objects.filter(pk=letter.about_id).first() if letter.about_kind == "signals.signal" else None
        if signal is not None:
            moving.note_down("letter_returned", signal, by=CLOCK, at=at)
            handler = signal.handler_person
            if handler is not None and handler.email.lower() != letter.to_address.lower():
                telling.tell_person("letter_returned_handler", handler, signal, at=at, reason=reason)
        return Received(Outcome.RETURNED, signal)
    return Received(Outcome.BY_MACHINE)


def reason_of(status: str) -> str | Promise:
    """Why an e-mail came back, in plain words, by its code (RFC 3463)."""
    return next((words for begin, words in REASONS.items() if status.startswith(begin)), NOT_TAKEN)


# ── An answer ──────────────────────────────────────────────────────────────────────────────────────────────────────
def _who_answers(mail: Mail) -> Reporter | None:
    """By the letter that it answers, the secret link in it, or the number in its subject; only from their address."""
    for reporter in _candidates(mail):
        is_theirs = reporter.reply_by == ReplyChannel.EMAIL and reporter.reply_address.lower() == mail.sender
        if is_theirs and reporter.signal.state != State.DRAFT and not queries.has_expired(reporter, on=clock.today()):
            return reporter
    return None


def _candidates(mail: Mail) -> list[Reporter]:
    found: list[Reporter] = []
    numbers = [int(known[1]) for each in mail.answers_to[:50] if (known := OUR_LETTER.match(each))]
    about = [
        letter.about_id
        for letter in outbox.letters().filter(pk__in=numbers, about_kind="signals.signal")
        if letter.to_address.lower() == mail.sender
    ]
    about += [int(number) for number in OUR_NUMBER.findall(mail.subject)[:5]]
    for key in OUR_LINK.findall(mail.whole)[:10]:
        if (reporter := queries.reporter_by_link(key)) is not None:
            found.append(reporter)
    known_here = Reporter.objects.filter(signal__in=about, reply_address__iexact=mail.sender).select_related("signal")
    return [*found, *known_here.order_by("id")]


def _add(mail: Mail, reporter: Reporter, key: uuid.UUID, *, at: datetime) -> Received:
    signal = moving.lock(reporter.signal)
    if Message.objects.filter(client_key=key).exists() or Signal.objects.filter(client_key=key).exists():
        return Received(Outcome.KNOWN, signal)
    by, text = holder(reporter), _words(mail.text)
    if not text and not mail.photos:
        raise NothingInIt
    write_from_reporter(reporter, text=text or _("(foto zonder tekst)"), client_key=key, by=by, at=at)
    _keep_what_hangs_on_it(mail, reporter, by=by, at=at)
    return Received(Outcome.MESSAGE, signal)


# ── A new signal ───────────────────────────────────────────────────────────────────────────────────────────────────
def _report(mail: Mail, key: uuid.UUID, *, at: datetime) -> Received:
    text = _words("\n\n".join(part for part in (mail.subject, mail.text) if part))
    if not text and not mail.photos:
        raise NothingInIt
    if (message := Message.objects.select_related("signal").filter(client_key=key).first()) is not None:
        return Received(Outcome.KNOWN, message.signal)
    draft = start_draft(by=VISITOR, at=at, client_key=key, channel=Channel.EMAIL)
    if moving.lock(draft.signal).state != State.DRAFT:
        return Received(Outcome.KNOWN, draft.signal)
    if _sent_today(mail.sender, at=at) >= MOST_A_DAY:
        raise TooManyMails
    reporter = report_signal(
        text=text or _("(foto zonder tekst)"),
        place=Place(),
        needs_place=False,
        reply_to=ReplyTo(name=mail.name, by=ReplyChannel.EMAIL, address=mail.sender),
        channel=Channel.EMAIL,
        draft=draft,
        by=VISITOR,
        at=at,
    )
    _keep_what_hangs_on_it(mail, reporter, by=VISITOR, at=at)
    return Received(Outcome.SIGNAL, reporter.signal)


def _sent_today(sender: str, *, at: datetime) -> int:
    since = at - timedelta(days=1)
    mine = Reporter.objects.filter(reply_address__iexact=sender, joined_at__gte=since, signal__channel=Channel.EMAIL)
    return len(mine.values_list("pk", flat=True)[:MOST_A_DAY])


# ── Both ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def _words(text: str) -> str:
    """Without the secret links of letters that were quoted: staff need no way into what is a resident's own."""
    return OUR_LINK.sub("/melding/…/", text)


def _keep_what_hangs_on_it(mail: Mail, reporter: Reporter, *, by: Actor, at: datetime) -> None:
    """Photos are kept as always; what is not kept is told to colleagues, with why."""
    not_kept = [(name, _("alleen foto's worden bewaard")) for name in mail.not_kept]
    for photo in mail.photos:
        try:
            _keep(photo, reporter, by=by, at=at)
        except Refusal as refusal:
            not_kept.append((photo.name, refusal.words))
    if not_kept:
        lines = [_("Dit hing ook aan de e-mail, en is niet bewaard:"), *(f"- {name}: {why}" for name, why in not_kept)]
        add_note(reporter.signal, text="\n".join(lines), by=CLOCK, at=at)


def _keep(photo: Attachment, reporter: Reporter, *, by: Actor, at: datetime) -> None:
    add_photo(reporter, SimpleUploadedFile(photo.name, photo.content), by=by, at=at)
