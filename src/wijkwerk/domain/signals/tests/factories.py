"""Plain makers of signals and what goes with them."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formataddr
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wijkwerk.domain.people.tests.factories import make_coordinator, make_person, make_team_member, make_work_area
from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import Category, PlaceKind
from wijkwerk.domain.signals.operations import Place, ReplyTo
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.outbox.models import Channel as ReplyChannel

MONDAY = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
BY_MAIL = ReplyTo(name="Rika Veen", by=ReplyChannel.EMAIL, address="rika@example.nl")
NOBODY = ReplyTo()

__all__ = ["make_coordinator", "make_person", "make_team_member", "make_work_area"]


def make_category(name="Bestrating", trade="wegen", **fields):
    return Category.objects.create(name=name, **{"code": name.lower(), "trade": trade} | fields)


def in_area(work_area):
    return Place(PlaceKind.AREA, None, None, "", work_area)


def report(work_area, text="De stoeptegels liggen los voor de school.", *, reply_to=BY_MAIL, at=MONDAY, **fields):
    """A signal that was sent, by its reporter."""
    return operations.report_signal(
        text=text, place=fields.pop("place", in_area(work_area)), reply_to=reply_to, by=VISITOR, at=at, **fields
    )


def make_signal(work_area, text="De stoeptegels liggen los voor de school.", **fields):
    return report(work_area, text, **fields).signal


def photo_file(name="foto.jpg", size=(640, 480), colour="green"):

    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def make_mail(
    text="De bank bij de brug is stuk.",
    *,
    subject="Bank",
    name="Rika Veen",
    sender="rika@example.nl",
    html=None,
    photos=(),
    message_id="<een@example.nl>",
    headers=(),
):
    """An e-mail as a mail server hands it over; a header that is None is left out."""
    message = EmailMessage()
    given = {
        "From": formataddr((name, sender)),
        "To": "wijk@example.nl",
        "Subject": subject,
        "Message-ID": message_id,
        **dict(headers),
    }
    for header, value in given.items():
        if value is not None:
            message[header] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    for photo in photos:
        message.add_attachment(photo.read(), maintype="image", subtype="jpeg", filename=photo.name)
    return bytes(message)


def make_bounce(letter, *, to=None, round_number=1, action="failed", status="5.1.1", headers_only=False):
    """What a mail server sends back about a letter of ours (RFC 3464), with all of it or with its headers alone."""
    ours = f"Message-ID: <letter-{letter.pk}.{round_number}@veenkanaal.example>\nSubject: Uw melding\n"
    kept = "text/rfc822-headers" if headers_only else "message/rfc822"
    return f"""\
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: wijk@example.nl
Subject: Undelivered Mail Returned to Sender
Message-ID: <{letter.pk}.{round_number}.{action}@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grens"

--grens
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {to or letter.to_address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--grens
Content-Type: {kept}

{ours}
Uw melding is binnen.

--grens--
""".encode()
