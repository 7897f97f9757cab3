"""A letter as an e-mail: headers that tell machines what it is, text for everybody, HTML beside it."""

from __future__ import annotations

import smtplib
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wijkwerk.foundation.outbox.models import Letter
from wijkwerk.foundation.outbox.paragraphs import as_html
from wijkwerk.foundation.tenancy.models import Municipality


def as_email(letter: Letter, municipality: Municipality) -> EmailMultiAlternatives:
    """The message. Its id stays the same however often an attempt is repeated, so that a mailbox can drop a double one;
    it changes when somebody asks for the letter to be sent again."""
    domain = municipality.host or urlsplit(settings.BASE_URL).hostname or "localhost"
    sender = municipality.mail_address or settings.DEFAULT_FROM_EMAIL
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body,
        from_email=formataddr((_("Gemeente %(name)s") % {"name": municipality.name}, sender)),
        to=[formataddr((letter.to_name, letter.to_address))],
        headers={
            "Message-ID": f"<letter-{letter.pk}.{letter.rounds}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "List-Id": f"<wijkwerk.{municipality.slug}.{domain}>",
        },
    )
    page = {"subject": letter.subject, "body": as_html(letter.body), "municipality": municipality}
    message.attach_alternative(render_to_string("outbox/email.html", page), "text/html")
    return message


def words_for(problem: Exception) -> str:
    """What went wrong, for staff, without anything about the person."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            return _("De ontvangende mailserver neemt dit e-mailadres niet aan.")
        case smtplib.SMTPSenderRefused():
            return _("De mailserver neemt ons afzenderadres niet aan.")
        case smtplib.SMTPAuthenticationError():
            return _("De mailserver laat ons niet inloggen. Controleer gebruikersnaam en wachtwoord.")
        case smtplib.SMTPDataError():
            return _("De mailserver heeft dit bericht geweigerd.")
        case OSError():
            return _("De mailserver is niet bereikbaar.")
        case ValueError():
            return _("Dit e-mailadres klopt niet.")
        case _:
            return _("Het versturen is misgegaan door een fout in het programma.")
