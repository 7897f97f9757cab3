"""E-mail in: one message from the mail server on standard input, or all new ones of a Maildir."""

from __future__ import annotations

import mailbox
import sys
from pathlib import Path
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import Q
from django.utils.translation import gettext as _

from wijkwerk.domain.signals.mail import LARGEST, Mail, TooLarge, read_mail
from wijkwerk.domain.signals.operations import receiving
from wijkwerk.domain.signals.operations.receiving import Outcome, Received
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.tenancy import scope
from wijkwerk.foundation.tenancy.models import Municipality

log = structlog.get_logger(__name__)

# What a mail server makes of the end of a program (sysexits.h): sends back, or tries again later.
REFUSED, NOBODY, LATER = 65, 67, 75


class Command(BaseCommand):
    help = "Neemt e-mail aan: één bericht op standaardinvoer, of alle nieuwe berichten van een Maildir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", type=Path, help="map met new/ en cur/; zonder dit één bericht op de invoer")
        parser.add_argument(
            "--municipality", default="", help="code of naam in het adres; anders wie het bericht kreeg"
        )

    def handle(self, *args: Any, maildir: Path | None, municipality: str, **options: Any) -> None:
        if maildir is None:
            self._take_one(municipality)
        else:
            self._take_all(maildir, municipality)

    def _take_one(self, municipality: str) -> None:
        try:
            received = _receive(sys.stdin.buffer.read(LARGEST + 1), municipality)
        except Refusal as refusal:
            raise CommandError(refusal.words, returncode=REFUSED) from refusal
        except DatabaseError as problem:
            raise CommandError(_("De database is niet bereikbaar."), returncode=LATER) from problem
        self.stdout.write(_told(received))

    def _take_all(self, folder: Path, municipality: str) -> None:
        """Each by itself: what is refused stays in cur/ with a flag, what could not be tried stays in new/."""
        if not (folder / "new").is_dir():
            raise CommandError(_("%(folder)s is geen Maildir: daarin staat een map new.") % {"folder": folder})
        box = mailbox.Maildir(folder, factory=None, create=False)
        for key in sorted(box.keys()):
            message = box.get_message(key)
            if message.get_subdir() != "new":
                continue
            flags = "S"
            try:
                self.stdout.write(_told(_receive(_content(box, key), municipality)))
            except (Refusal, CommandError) as refusal:
                flags = "FS"
                self.stderr.write(f"{key}: {refusal}")
            message.set_subdir("cur")
            message.set_flags(flags)
            box[key] = message


def _content(box: mailbox.Maildir, key: str) -> bytes:
    with box.get_file(key) as file:
        return file.read(LARGEST + 1)


def _receive(raw: bytes, municipality: str) -> Received:
    if len(raw) > LARGEST:
        raise TooLarge
    mail = read_mail(raw)
    with scope.in_municipality(_municipality(mail, municipality)):
        received = receiving.receive_mail(mail, at=clock.now())
    log.info("mail_received", outcome=str(received.outcome), signal=received.signal.pk if received.signal else None)
    return received


def _municipality(mail: Mail, asked: str) -> Municipality:
    """The one that was asked for, or whose address the e-mail went to, or the only one that there is."""
    if asked:
        found = Municipality.objects.filter(Q(code__iexact=asked) | Q(slug__iexact=asked)).first()
        if found is None:
            raise CommandError(_("Er is geen gemeente %(name)s.") % {"name": asked}, returncode=NOBODY)
        return found
    known = {each.mail_address.lower(): each for each in Municipality.objects.exclude(mail_address="")}
    for address in mail.recipients:
        local, _at, domain = address.partition("@")
        if (own := known.get(address) or known.get(f"{local.partition('+')[0]}@{domain}")) is not None:
            return own
    everyone = list(Municipality.objects.all()[:2])
    if len(everyone) != 1:
        raise CommandError(_("Dit adres hoort niet bij een gemeente hier."), returncode=NOBODY)
    return everyone[0]


def _told(received: Received) -> str:
    number = received.signal.pk if received.signal else ""
    return {
        Outcome.SIGNAL: _("Nieuw signaal %(n)s."),
        Outcome.MESSAGE: _("Bericht bij signaal %(n)s."),
        Outcome.KNOWN: _("Deze e-mail was er al (signaal %(n)s)."),
        Outcome.RETURNED: _("Een bericht van ons kwam terug (signaal %(n)s)."),
        Outcome.BY_MACHINE: _("Van een machine: niets gedaan."),
    }[received.outcome] % {"n": number}
