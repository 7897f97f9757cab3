"""A transport that keeps e-mail in a folder (Maildir), one for each municipality: the example's letterbox."""

from __future__ import annotations

import mailbox
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from heapq import nlargest
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from wijkwerk.foundation.tenancy import scope

_names_are_given_in_turn = threading.Lock()  # Maildir counts its names per process, without a lock


def folder() -> Path:
    """Where e-mail of this municipality is kept; mail that belongs to none lies beside it."""
    municipality = scope.current_or_none()
    return Path(settings.MAIL_FOLDER) / (municipality.code if municipality else "none")


class FolderBackend(BaseEmailBackend):
    """Puts each message into the folder; any number of processes may do so at once."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        kept = folder()
        for part in ("tmp", "new", "cur"):
            (kept / part).mkdir(parents=True, exist_ok=True)
        letterbox = mailbox.Maildir(kept, create=False)
        for message in email_messages:
            with _names_are_given_in_turn:
                letterbox.add(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """What lies in the folder, as its reader gets it."""

    key: str
    arrived_at: datetime
    sender: str
    to: str
    subject: str
    text: str
    html: str


def newest(limit: int = 100) -> list[Mail]:
    """The last mails of this municipality, newest first."""
    files = [file for part in ("new", "cur") for file in (folder() / part).glob("*")]
    return [_read(file) for file in nlargest(limit, files, key=lambda file: (file.stat().st_mtime_ns, file.name))]


def mail(key: str) -> Mail | None:
    """One mail by the name of its file; names with a path in them are no names."""
    for part in ("new", "cur"):
        for file in (folder() / part).glob("*"):
            if file.name == key:
                return _read(file)
    return None


def _read(file: Path) -> Mail:
    message: ParsedMessage = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Mail(
        key=file.name,
        arrived_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: ParsedMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
