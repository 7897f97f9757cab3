"""Amounts as they are typed in a workshop."""

from __future__ import annotations

from typing import Any

from django import forms

from wijkwerk.foundation.kit import money

MOST_CENTS = 1_000_000  # ten thousand euros: more is a slip of the finger, and a sum of them has to fit its column


class MoneyField(money.MoneyField):
    """An amount that can be asked, paid or counted at a desk."""

    def to_python(self, value: Any) -> Any:
        cents = super().to_python(value)
        if cents is not None and cents > MOST_CENTS:
            raise forms.ValidationError(money.AmountTooLarge().words, code="too_large")
        return cents
