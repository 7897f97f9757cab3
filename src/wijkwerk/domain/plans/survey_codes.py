"""Codes of a survey: easy to read from paper and to type, hard to guess, kept as a hash that only the program makes."""

from __future__ import annotations

import secrets
from typing import Final

from django.utils.crypto import salted_hmac

LETTERS: Final = "23456789BCDFGHJKMNPQRTVWXYZ"  # nothing that looks like another, no vowels: no words by accident
LENGTH: Final = 12
PART: Final = 4


def new_code() -> str:
    """BCDF-2345-GHJK."""
    letters = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    return "-".join(letters[start : start + PART] for start in range(0, LENGTH, PART))


def hash_of(code: str) -> str:
    """The same however it was typed: with or without dashes and spaces, in small letters or capitals."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("wijkwerk.survey-code", plain, algorithm="sha256").hexdigest()
