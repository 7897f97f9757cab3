"""Money is whole cents. People type and read it the Dutch way: 1.250,50."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.kit.refusals import Refusal

MOST_CENTS = 100_000_000_000  # a milliard euros: more is a slip of the finger
_DUTCH = re.compile(
    r"(?P<euros>\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,(?P<cents>\d{1,2}|-{1,2}|–|—)?)?", re.ASCII
)
# As machines and other countries write it. Only one or two figures after the point: 1.250 is twelve hundred and fifty.
_ENGLISH = re.compile(r"(?P<euros>\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)\.(?P<cents>\d{1,2})", re.ASCII)


class NotAnAmount(Refusal):
    message = _("Dit is geen bedrag dat wij begrijpen. Schrijf het zo: 1250 of 1.250,50.")


class AmountIsNegative(NotAnAmount):
    message = _("Een bedrag kan hier niet lager zijn dan nul.")


class AmountTooLarge(NotAnAmount):
    message = _("Dit bedrag is te groot. Controleer of er geen cijfer te veel staat.")


def cents_of(words: str) -> int:
    """What somebody typed, in cents: "1.250,50", "1250.5", "€ 1 250". Refused where it could mean two things."""
    typed = re.sub(r"€|euro|EUR", " ", words, flags=re.IGNORECASE)
    typed = re.sub(r"\s*([.,])\s*", r"\1", re.sub(r"\s+", " ", typed)).strip()
    if typed.startswith(("-", "\u2212")) and _DUTCH.fullmatch(typed[1:].strip()):
        raise AmountIsNegative
    found = _DUTCH.fullmatch(typed) or _ENGLISH.fullmatch(typed)
    if found is None:
        raise NotAnAmount
    digits = found["cents"] or ""
    cents = int(digits.ljust(2, "0")) if digits.isdigit() else 0
    euros = re.sub(r"\D", "", found["euros"])
    if len(euros) > 12 or (amount := int(euros) * 100 + cents) > MOST_CENTS:
        raise AmountTooLarge
    return amount


def written(cents: int | None) -> str:
    """€ 1.250,50, as it stands in a column; nothing for no amount."""
    if cents is None:
        return ""
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"€\u00a0{'-' if cents < 0 else ''}{grouped},{rest:02d}"


class MoneyField(forms.CharField):
    """An amount, typed the Dutch way; gives cents, None for nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return value if isinstance(value, int) else cents_of(str(value))
        except NotAnAmount as refusal:
            raise forms.ValidationError(refusal.words, code="invalid") from refusal

    def prepare_value(self, value: Any) -> Any:
        """Cents as somebody would type them."""
        return written(value).removeprefix("€\u00a0") if isinstance(value, int) else value
