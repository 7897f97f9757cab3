"""What people type, made safe to keep: one form of Unicode, no control characters, lengths that are told."""

import re
import unicodedata

SENTENCE = 200  # characters: names, subjects, addresses
STORY = 5_000  # characters: what somebody tells
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_MANY_LINES = re.compile(r"\n{3,}")


def clean_text(value: str) -> str:
    """Text of several lines: same letters, same line ends, no control or direction characters, no outer blanks."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    value = _CONTROL.sub("", value)
    value = "\n".join(_SPACES.sub(" ", line).strip() for line in value.split("\n"))
    return _MANY_LINES.sub("\n\n", value).strip()


def one_line(value: str) -> str:
    """Text of one line."""
    return _SPACES.sub(" ", clean_text(value).replace("\n", " "))


def shorten(value: str, length: int) -> str:
    """At most `length` characters on one line, cut between words."""
    value = one_line(value)
    if len(value) <= length:
        return value
    cut = value[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,.;:") + "…"
