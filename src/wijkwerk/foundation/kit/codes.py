"""Codes on paper: easy to read and to type, hard to guess, kept as a hash that only the program makes."""

from __future__ import annotations

import secrets
from typing import Final

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.refusals import Refusal

LETTERS: Final = "23456789BCDFGHJKMNPQRTVWXYZ"  # nothing that looks like another, no vowels: no words by accident
LENGTH: Final = 12
PART: Final = 4
MOST_AT_ONCE: Final = 5_000


class HowManyCodes(Refusal):
    message = _("Maak 1 tot 5.000 codes tegelijk.")
    field = "count"


class CodesMadeAlready(Refusal):
    """A page that was sent twice: the codes were shown the first time."""

    message = _(
        "Deze codes zijn al gemaakt en getoond. Wij bewaren ze niet leesbaar. "
        "Maak nieuwe codes als u ze niet meer hebt."
    )
    status = 409


def new_code() -> str:
    """BCDF-2345-GHJK."""
    return _in_parts("".join(secrets.choice(LETTERS) for _letter in range(LENGTH)))


def code_of(key: str, *, of: str) -> str:
    """As hard to guess, and for the same key the same: a page that is sent twice shows the code that it made."""
    number = int.from_bytes(salted_hmac(f"wijkwerk.{of}.made", key, algorithm="sha256").digest())
    letters = []
    for _letter in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return _in_parts("".join(letters))


def _in_parts(letters: str) -> str:
    return "-".join(letters[start : start + PART] for start in range(0, LENGTH, PART))


def new_codes(count: int) -> list[str]:
    """So many at once to print, no two alike."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise HowManyCodes
    made: set[str] = set()
    while len(made) < count:
        made.add(new_code())
    return list(made)


def hash_of(code: str, *, of: str) -> str:
    """The same however it was typed: with or without dashes and spaces, in small letters or capitals.

    `of` says what the code is for: the same letters for something else are another code.
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac(f"wijkwerk.{of}", plain, algorithm="sha256").hexdigest()
