"""A transport that keeps e-mail in a folder (Maildir), one for each municipality: the example's letterbox."""

from __future__ import annotations

import mailbox
import threading
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from wijkwerk.foundation.tenancy import scope


def folder() -> Path:
    """Where e-mail of this municipality is kept; mail that belongs to none lies beside it."""
    municipality = scope.current_or_none()
    return Path(settings.MAIL_FOLDER) / (municipality.code if municipality else "none")


_names_are_given_in_turn = threading.Lock()  # Maildir counts its names per process, without a lock


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
