"""What people type, made safe to keep: one form of Unicode, no control characters, lengths that are told."""

import re
import unicodedata

SENTENCE = 200  # characters: names, subjects, addresses
STORY = 5_000  # characters: what somebody tells
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_MANY_LINES = re.compile(r"\n{3,}")


# A part of an address that nobody guesses: 20 random letters and figures or more, not words with dashes between them.
_SECRET = re.compile(r"(?<=/)(?=[a-z-]*[A-Z0-9_])[A-Za-z0-9_-]{20,}(?![A-Za-z0-9_.-])")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
HIDDEN = "•••"


def clean_text(value: str) -> str:
    """Text of several lines: same letters, same line ends, no control or direction characters, no outer blanks."""
    if value.isascii() and value.isprintable() and "  " not in value:  # most of what is read
        return value.strip()
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    value = _CONTROL.sub("", value)
    value = "\n".join(_SPACES.sub(" ", line).strip() for line in value.split("\n"))
    return _MANY_LINES.sub("\n\n", value).strip()


def one_line(value: str) -> str:
    """Text of one line."""
    value = clean_text(value)
    return _SPACES.sub(" ", value.replace("\n", " ")) if "\n" in value else value


def without_secrets(value: str) -> str:
    """The same with the secret part of each path hidden: for logs, which others read."""
    return _SECRET.sub(HIDDEN, value)


def without_secret_addresses(value: str) -> str:
    """The same with secret addresses hidden, so that they are no links either: for who may read a letter to another."""

    def hidden(found: re.Match[str]) -> str:
        shown = without_secrets(found.group())
        return found.group() if shown == found.group() else shown.partition("://")[2]

    return _WEB_ADDRESS.sub(hidden, value)


def shorten(value: str, length: int) -> str:
    """At most `length` characters on one line, cut between words."""
    value = one_line(value)
    if len(value) <= length:
        return value
    cut = value[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,.;:") + "…"


def plain_code(words: str) -> str:
    """A code as it stands on labels and cards, however it was typed or scanned: in capitals, without spaces."""
    return "".join(one_line(words).upper().split())
