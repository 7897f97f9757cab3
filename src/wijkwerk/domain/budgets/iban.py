"""Account numbers: read as people type them, held to their check figures (ISO 13616), shown in fours or masked.

Here because a library refuses numbers of banks that it does not know, and does not tell what is missing from what is
mistyped; who typed it must hear which.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.refusals import Refusal

# How long a number is in each country where a SEPA credit transfer reaches.
LENGTHS = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}  # fmt: skip
_SHAPE = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]+", re.ASCII)
_DUTCH = re.compile(r"NL\d{2}[A-Z]{4}\d{10}", re.ASCII)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)


class NotAnIban(Refusal):
    message = _(
        "Dit is geen volledig rekeningnummer. Een Nederlands nummer heeft 18 tekens: NL, twee cijfers, vier letters "
        "van de bank en tien cijfers."
    )
    field = "iban"


class MistypedIban(Refusal):
    message = _("In dit rekeningnummer klopt een teken niet. Kijk het na op uw bankpas of afschrift.")
    field = "iban"


class NoSepaCountry(Refusal):
    message = _("Naar een rekening in dit land kunnen wij niet betalen. Geef een rekening in Europa.")
    field = "iban"


class NotABic(Refusal):
    message = _("Dit is geen BIC. Een BIC heeft 8 of 11 tekens, zoals ABNANL2A. U mag dit ook leeg laten.")
    field = "bic"


def checked(typed: str) -> str:
    """The number without spaces, in capitals; refused when it cannot be right."""
    iban = re.sub(r"[\s.\-\u00a0\u202f]", "", typed).upper().removeprefix("IBAN").lstrip(":")
    if not _SHAPE.fullmatch(iban):
        raise NotAnIban
    if iban[:2] not in LENGTHS:
        raise NoSepaCountry
    if len(iban) != LENGTHS[iban[:2]] or (iban.startswith("NL") and not _DUTCH.fullmatch(iban)):
        raise NotAnIban
    if int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 != 1:
        raise MistypedIban
    return iban


def checked_bic(typed: str) -> str:
    bic = re.sub(r"\s", "", typed).upper()
    if bic and not _BIC.fullmatch(bic):
        raise NotABic
    return bic


def in_fours(iban: str) -> str:
    """NL91 ABNA 0417 1643 00"""
    return " ".join(iban[begin : begin + 4] for begin in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """Enough to know it by, for who may not read it: NL91 •••• 4300."""
    return f"{iban[:4]} •••• {iban[-4:]}" if iban else ""
