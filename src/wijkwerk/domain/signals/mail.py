"""Reading an e-mail: who wrote it, in what words, with which photos, and whether a person did. No database here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser, HeaderParser
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser
from itertools import islice
from typing import Final

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit import text as words
from wijkwerk.foundation.kit.refusals import Refusal

LARGEST: Final = 30 * 1024 * 1024
LONGEST: Final = 20_000  # characters; what is longer is cut off, and says so
PARTS: Final = 200
DECORATION: Final = 20 * 1024  # bytes: smaller pictures that the text refers to are logos of a signature
TO_US: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
OF_MACHINES: Final = ("mailer-daemon", "postmaster", "no-reply", "noreply", "bounce", "bounces", "do-not-reply")
# What the standard library raises on headers and parts that are not as they should be.
BROKEN: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError)

BEGIN_OF_QUOTE: Final = re.compile(
    r"""^\s*(
        .{0,200}\b(schreef|wrote|schrieb)\b.{0,120}:\s*$      # Op ma 3 mrt schreef Rika Veen <rika@…>:
      | -{2,}\s*(Oorspronkelijk|Origineel|Original)\b.*$      # -----Oorspronkelijk bericht-----
      | _{10,}\s*$                                            # the line of Outlook
      | (Van|From):\s.+$                                      # the headers of Outlook, if others follow
      | >.*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
HEADER_OF_QUOTE: Final = re.compile(r"^\s*(Verzonden|Sent|Datum|Date|Aan|To|Onderwerp|Subject):\s", re.IGNORECASE)
ID: Final = re.compile(r"<[^<>\s]+>")
SIGNATURE: Final = re.compile(r"^-- ?$")
FORWARDED: Final = re.compile(r"^\s*(fw|fwd|doorst|tr)\s*:", re.IGNORECASE)
PREFIXES: Final = re.compile(r"^\s*((re|aw|antw|antwoord|fw|fwd|doorst)\s*:\s*)+", re.IGNORECASE)


class TooLarge(Refusal):
    message = _("Uw e-mail is groter dan 30 MB. Stuur minder of kleinere foto's.")


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes


@dataclass(frozen=True)
class Returned:
    """What a mail server says of an e-mail that it could not deliver (RFC 3464)."""

    ids: tuple[str, ...]  # Message-IDs of what came back
    recipients: frozenset[str]
    status: str  # such as 5.1.1


@dataclass(frozen=True)
class Mail:
    """One e-mail. `text` is what this sender wrote now; `whole` also what hangs below it."""

    message_id: str
    sender: str
    name: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    whole: str
    answers_to: tuple[str, ...]
    photos: tuple[Attachment, ...]
    not_kept: tuple[str, ...]  # names of what else hung on it
    is_by_machine: bool
    returned: Returned | None = None


def read_mail(raw: bytes) -> Mail:
    """The mail as RFC 822 has it. Nothing in it is believed: what cannot be read is empty."""
    if len(raw) > LARGEST:
        raise TooLarge
    message = BytesParser(policy=policy.default).parsebytes(raw)
    assert isinstance(message, EmailMessage)
    name, sender = parseaddr(_header(message, "From"))
    subject = words.shorten(_header(message, "Subject"), words.SENTENCE)
    whole = words.clean_text(_body(message)[: LONGEST * 5])
    photos, not_kept = _attachments(message)
    return Mail(
        message_id=_header(message, "Message-ID").strip() or f"<{hashlib.sha256(raw).hexdigest()}@without-id>",
        sender=sender.strip().lower()[:250],
        name=words.shorten(name, 120),
        recipients=_addresses(message),
        subject=words.one_line(PREFIXES.sub("", subject)),
        text=_cut(whole if FORWARDED.match(subject) else without_quotes(whole)),
        whole=whole,
        answers_to=tuple(ID.findall(f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}")),
        photos=photos,
        not_kept=not_kept,
        is_by_machine=_is_by_machine(message, sender),
        returned=_returned(message),
    )


# ── Headers ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _header(message: MIMEPart, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except BROKEN:
        return ""


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    # Header by header: newer Pythons give nothing at all when one of those handed in is empty or broken.
    found = [pair for name in TO_US if (header := _header(message, name)) for pair in getaddresses([header])]
    return tuple(dict.fromkeys(address.lower() for _name, address in found if "@" in address))


def _is_by_machine(message: EmailMessage, sender: str) -> bool:
    """Answering machines, bounces, mailing lists, and our own letters that come back: nobody said anything."""
    submitted = _header(message, "Auto-Submitted").split(";")[0].strip().lower()
    local = sender.split("@")[0].lower()
    return (
        submitted not in ("", "no")
        or _header(message, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id", "X-Loop"))
        or ("Return-Path" in message and _header(message, "Return-Path").strip() in ("", "<>"))
        or message.get_content_type() in ("multipart/report", "message/delivery-status")
        or "@" not in sender
        or local in OF_MACHINES
    )


# ── What came back ─────────────────────────────────────────────────────────────────────────────────────────────────
def _returned(message: EmailMessage) -> Returned | None:
    """Only what failed for good: a delay, or a receipt, is not something that came back."""
    if message.get_content_type() != "multipart/report":
        return None
    ids = ID.findall(f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}")
    recipients: set[str] = set()
    status = ""
    for part in islice(message.walk(), PARTS):
        assert isinstance(part, MIMEPart)
        if _header(part, "Action").strip().lower() == "failed":
            status = status or _header(part, "Status").strip()[:20]
            for name in ("Final-Recipient", "Original-Recipient"):
                recipients.add(_header(part, name).rpartition(";")[2].strip().strip("<>").lower())
        elif part.get_content_type() == "text/rfc822-headers":
            ids += ID.findall(_header(HeaderParser(policy=policy.default).parsestr(_content(part)), "Message-ID"))
        elif part is not message:
            ids += ID.findall(_header(part, "Message-ID"))
    reached = frozenset(recipients - {""})
    return Returned(tuple(dict.fromkeys(ids)), reached, status) if reached else None


# ── Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _body(message: EmailMessage) -> str:
    """The plain text, or the words of the HTML."""
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except BROKEN:
        part = None
    if part is None:
        return ""
    content = _content(part)
    return words_of_html(content) if part.get_content_type() == "text/html" else content


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except BROKEN:
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def without_quotes(whole: str) -> str:
    """What was written now: not the mail it answers, not the signature. All of it when nothing would be left."""
    lines = whole.split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if SIGNATURE.match(line) or _begins_quote(lines, number):
            break
        kept.append(line)
    return words.clean_text("\n".join(kept)) or (whole if not any(BEGIN_OF_QUOTE.match(each) for each in lines) else "")


def _begins_quote(lines: list[str], number: int) -> bool:
    line = lines[number]
    if not BEGIN_OF_QUOTE.match(line):
        # "Op maandag 3 maart 2025 om 10:00 heeft Rika Veen" and "<rika@…> het volgende geschreven:" on two lines
        return bool(re.match(r"^\s*(Op|On)\s.{5,200}$", line)) and any(
            re.search(r"\b(schreef|geschreven|wrote).{0,80}:\s*$", each) for each in lines[number : number + 3]
        )
    if re.match(r"^\s*(Van|From):", line, re.IGNORECASE):
        return any(HEADER_OF_QUOTE.match(each) for each in lines[number + 1 : number + 4])
    return True


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rstrip()}\n\n{_('(Deze e-mail was langer. De rest is niet bewaard.)')}"


class _Words(HTMLParser):
    """The words of HTML: blocks become lines; scripts, styles and heads are not words."""

    BLOCKS: Final = frozenset({"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "hr"})
    SILENT: Final = frozenset({"script", "style", "head", "title", "template", "svg", "object", "noscript"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in self.BLOCKS - {"br", "hr"}:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def words_of_html(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return words.clean_text("".join(reader.pieces))


# ── What hangs on it ───────────────────────────────────────────────────────────────────────────────────────────────
def _attachments(message: EmailMessage) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    photos: list[Attachment] = []
    others: list[str] = []
    for part in islice(message.walk(), PARTS):
        assert isinstance(part, MIMEPart)
        if part.is_multipart() or (part.get_content_maintype() == "text" and part.get_content_disposition() is None):
            continue
        name = words.shorten(_file_name(part), 80) or part.get_content_type()
        if part.get_content_maintype() != "image":
            if part.get_content_disposition() == "attachment":
                others.append(name)
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and not _is_decoration(part, content):
            photos.append(Attachment(name, content))
    return tuple(photos), tuple(others)


def _file_name(part: MIMEPart) -> str:
    try:
        return str(part.get_filename() or "")
    except BROKEN:
        return ""


def _is_decoration(part: MIMEPart, content: bytes) -> bool:
    return "Content-ID" in part and len(content) < DECORATION
